"""The search beside other ways to choose, as rows: missed where it is dearer than a peer beyond the noise of fresh trials."""

from collections.abc import Iterator, Sequence

from planning import parallel_doors
from planning.case import BUDGET, HOSPITALS, PLANTED, read
from planning.peers import Verdict, verdicts
from planning.table import Row

from inmori.plan.optimise import Effort

SURE = 1.0  # yen: below is rounding
BETTER = 0.15  # than plain greedy, at one budget where doors run in parallel


def rows(names: Sequence[str]) -> Iterator[Row]:
    """Other ways to choose, at several budgets: by how much the search is behind each beyond noise; and the planted case."""
    best, where = 0.0, "nowhere"
    for label, each in compared(names):
        yield _beside(label, each)
        if each.peer == "forward greedy" and each.parallel and each.gap.high < 0 and each.better > best:
            best, where = each.better, f"{label}, {each.budget:,.0f} yen a year"
    if PLANTED not in names:
        return  # the hospitals need not have such doors
    note = f"{best:.1%} better: {where}"
    yield Row("short of 15 % better than plain greedy, doors in parallel", max(BETTER - best, 0.0), "share", floor=0.0, note=note)


def compared(names: Sequence[str]) -> Iterator[tuple[str, Verdict]]:
    for name in names:
        if name == PLANTED:
            yield from ((f"planted {seed}", each) for seed, each in parallel_doors.verdicts(effort=Effort()))
        elif name in HOSPITALS:
            budget = BUDGET if name == "minato" else None
            yield from ((name, each) for each in verdicts(read(HOSPITALS[name][0]), budget=budget, effort=Effort()))


def _beside(name: str, each: Verdict) -> Row:
    """Missed where the search is dearer than a peer beyond the noise of fresh trials."""
    note = (
        f"search less peer {each.gap.mid:,.0f} yen ({each.gap.low:,.0f} to {each.gap.high:,.0f});"
        f" costs {each.cost[0] / 1e6:.2f} against {each.cost[1] / 1e6:.2f}, loss {each.loss[0] / 1e6:.2f} against {each.loss[1] / 1e6:.2f}"
        f" million yen; {each.asked[0]} and {each.asked[1]} questions"
        f"; {each.better:+.1%}" + ("" if each.together is None else f", together {each.together:.2f}")
    )
    behind = each.gap.low if each.gap.low > SURE else 0.0
    return Row(f"{name}, {each.budget:,.0f} yen a year: search behind {each.peer}", behind, "yen", floor=0.0, note=note)
