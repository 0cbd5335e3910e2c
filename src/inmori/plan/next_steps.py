"""The six next steps: what is most urgent and what does most for its money, taken in turn, nothing twice.

Urgent comes from the findings, most severe first; value from what the directions chose. Where a search found a roadmap
the steps are that roadmap's. Else what both roads have in common comes before what only one of them needs, because it is
right whichever road is taken.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain, zip_longest

from inmori.catalogue.measure import Measure
from inmori.catalogue.quotation import quotation_of
from inmori.diagnose.finding import SEVERITY_ORDER, Finding
from inmori.plan.directions import Direction
from inmori.plan.renewal import months_after as months_after
from inmori.plan.renewal import year_start
from inmori.plan.roads import NextStep
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import Interval

STEPS = 6
URGENT = 2  # severity order from which a finding is urgent: critical and high


def next_steps(
    scene: Scene, directions: tuple[Direction, ...], *, count: int = STEPS
) -> tuple[NextStep, ...]:
    """Return the steps in order; fewer only where measures and findings together do not give more."""
    urgent = list(_urgent(scene, directions))
    begun = [name for name in urgent if _begun(directions, name)]
    turns = chain.from_iterable(zip_longest(begun, _valuable(scene, directions)))
    names = (name for name in chain(turns, _rest(scene, directions), urgent) if name is not None)
    chosen = list(dict.fromkeys(names))[:count]
    told: set[str] = set()
    steps = []
    for rank, name in enumerate(chosen, start=1):
        steps.append(_from_measure(scene, directions, name, rank=rank, told=told))
        told.update(steps[-1].finding_ids)
    for finding in _by_weight(scene):
        if len(steps) >= count:
            break
        if finding.id not in told and not set(finding.measures).intersection(chosen):
            steps.append(_from_finding(finding, len(steps) + 1))
            told.add(finding.id)
    return tuple(steps)


def _urgent(scene: Scene, directions: tuple[Direction, ...]) -> Iterator[str]:
    """One measure per urgent finding, unless an earlier one serves it too; what the plans begin with is preferred."""
    taken: set[str] = set()
    for finding in _by_weight(scene):
        if SEVERITY_ORDER[finding.severity] < URGENT or taken.intersection(finding.measures):
            continue
        useful = [name for name in finding.measures if _takeable(scene, name)]
        if useful:
            best = min(useful, key=lambda name: (-_begun(directions, name), finding.measures.index(name)))
            taken.add(best)
            yield best


def _valuable(scene: Scene, directions: tuple[Direction, ...]) -> Iterator[str]:
    """Measures that the directions begin in the first two years, most expected loss avoided per yen first."""

    def per_yen(name: str) -> float:
        worth = max((direction.worth.get(name, 0.0) for direction in directions), default=0.0)
        return worth / max(scene.prices[name].a_year(scene.years), 1.0)

    soon = {
        name for d in directions for name, year in d.starts.items() if year <= 2 and _takeable(scene, name)
    }
    order = list(scene.catalogue.measures)
    yield from sorted(
        (name for name in soon if per_yen(name) > 0),
        key=lambda n: (-_begun(directions, n), -per_yen(n), order.index(n)),
    )


def _rest(scene: Scene, directions: tuple[Direction, ...]) -> Iterator[str]:
    """Everything else that would change something here: begun first, planned, then heavy findings, then cheap."""
    order = list(scene.catalogue.measures)
    useful = [name for name in order if _takeable(scene, name)]

    def key(name: str) -> tuple[int, int, int, float, int]:
        price = scene.prices[name].a_year(scene.years)
        planned = sum(name in direction.starts for direction in directions)
        return (
            -_begun(directions, name),
            -planned,
            -scene.weight_of_findings(name),
            price,
            order.index(name),
        )

    chosen = {name for direction in directions for name in direction.starts}
    excluded = {other for name in chosen for other in scene.measure(name).exclusions}
    yield from sorted((name for name in useful if name not in excluded), key=key)


def _takeable(scene: Scene, name: str) -> bool:
    measure = scene.catalogue.measures.get(name)
    return measure is not None and measure.paid_from == "security" and scene.useful(name)


def _begun(directions: tuple[Direction, ...], name: str) -> int:
    """How many directions begin the measure in the first year."""
    return sum(direction.starts.get(name) == 1 for direction in directions)


def _by_weight(scene: Scene) -> list[Finding]:
    return sorted(scene.diagnosis.findings, key=lambda f: (-SEVERITY_ORDER[f.severity], -f.confidence, f.id))


def _from_measure(
    scene: Scene, directions: tuple[Direction, ...], name: str, *, rank: int, told: set[str]
) -> NextStep:
    """The step of a measure. A finding is told with the first step that serves it, so that no reason comes twice."""
    measure, price = scene.measure(name), scene.prices[name]
    findings = [f for f in _by_weight(scene) if name in f.measures and f.id not in told]
    first = price.capital, price.yearly
    return NextStep(
        rank=rank,
        measure=name,
        title=measure.name,
        why=_reason(measure, findings),
        how=measure.how,
        who=measure.who,
        cost=Interval(
            low=sum(part.low for part in first),
            mid=sum(part.mid for part in first),
            high=sum(part.high for part in first),
            unit="yen",
        ),
        staff_hours=price.hours.mid,
        by=_due(scene, directions, measure),
        finding_ids=tuple(finding.id for finding in findings),
        quotation=quotation_of(measure),
    )


def _reason(measure: Measure, findings: list[Finding]) -> Text:
    """The reason seen here, where the measure is a finding's first answer; else the measure's own reason.

    A measure that merely also helps against a finding must not borrow its reason: it would sound beside the point.
    """
    return next((f.why for f in findings if f.measures[0] == measure.id), measure.why)


def _from_finding(finding: Finding, rank: int) -> NextStep:
    who = Text(ja="事務長(誰に頼むかを決める)", en="The administrator (decides whom to ask)")
    return NextStep(
        rank=rank,
        measure=None,
        title=finding.title,
        why=finding.why,
        how=finding.how,
        who=who,
        cost=None,
        staff_hours=None,
        finding_ids=(finding.id,),
    )


def _due(scene: Scene, directions: tuple[Direction, ...], measure: Measure) -> date:
    """When it can be done: its lead time from the start of the year in which it is begun, a duty's own day or not."""
    years = [direction.starts[measure.id] for direction in directions if measure.id in direction.starts]
    return months_after(year_start(scene.today, min(years, default=1)), measure.lead_months)
