"""The choice of start years against trying everything, and what must hold whatever the numbers are."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.errors import OurFault
from inmori.plan.choose import HOUR, Candidate, Choice, choose

YEARS = 2


def candidate(id_: str, capital: float = 0, yearly: float = 0, worth: float = 0, **more: object) -> Candidate:
    values = {"hours": 0.0, "hours_yearly": 0.0, "worth": (worth,) * YEARS} | more
    return Candidate(id=id_, capital=capital, yearly=yearly, **values)  # type: ignore[arg-type]


def over(candidates: list[Candidate], starts: dict[str, int], *, budget: float, hours: float) -> float:
    """Money and time over the limits, in thousand yen."""
    total = 0.0
    for year in range(1, YEARS + 1):
        money = time = 0.0
        for c in candidates:
            begun = starts.get(c.id, YEARS + 1)
            if begun <= year:
                money += c.yearly + (c.capital if begun == year else 0)
                time += c.hours if begun == year else c.hours_yearly
        total += max(money - budget, 0) / 1000 + HOUR * max(time - hours, 0)
    return total


def allowed(candidates: list[Candidate], starts: dict[str, int]) -> bool:
    known = {c.id for c in candidates}
    for c in candidates:
        begun = starts.get(c.id)
        if c.latest is not None and (begun is None or begun > c.latest):
            return False
        if begun is None:
            continue
        if any(other in starts for other in c.exclusions):
            return False
        if any(starts.get(p, YEARS + 1) > begun for p in c.prerequisites if p in known):
            return False
    return True


def brute(candidates: list[Candidate], *, budget: float, hours: float) -> tuple[float, float]:
    """Least excess, and the most worth with no more excess than that, by trying every combination of start years."""
    best = []
    for years in product((None, *range(1, YEARS + 1)), repeat=len(candidates)):
        starts = {c.id: year for c, year in zip(candidates, years, strict=True) if year is not None}
        if allowed(candidates, starts):
            worth = sum(c.value_from(starts[c.id]) for c in candidates if c.id in starts)
            best.append((over(candidates, starts, budget=budget, hours=hours), worth))
    least = min(excess for excess, _ in best)
    return least, max(worth for excess, worth in best if excess <= least + 1e-6)


def excess_of(candidates: list[Candidate], choice: Choice, *, budget: float, hours: float) -> float:
    return over(candidates, choice.starts, budget=budget, hours=hours)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Candidate]:
    names = "abcd"[: draw(st.integers(1, 4))]
    tens = st.integers(0, 60).map(lambda n: n * 10_000.0)
    made: list[Candidate] = []
    for name in names:
        others = [other for other in names if other < name]
        must = draw(st.sampled_from([None, None, None, 1, 2]))
        made.append(
            Candidate(
                id=name,
                capital=draw(tens),
                yearly=draw(tens),
                hours=float(draw(st.integers(0, 40))),
                hours_yearly=float(draw(st.integers(0, 20))),
                worth=tuple(draw(st.lists(tens, min_size=YEARS, max_size=YEARS))),
                delay=draw(st.integers(0, 1)),
                latest=must,
                prerequisites=tuple(draw(st.lists(st.sampled_from(others), max_size=1))) if others else (),
            )
        )
    return made


LIMITS = {"budget": st.integers(0, 120).map(lambda n: n * 10_000.0), "hours": st.integers(0, 80).map(float)}


@given(candidates=catalogues(), **LIMITS)
def test_no_combination_of_start_years_is_better(
    candidates: list[Candidate], budget: float, hours: float
) -> None:
    choice = choose(candidates, years=YEARS, budget=budget, hours=hours)
    least, most = brute(candidates, budget=budget, hours=hours)
    assert allowed(candidates, choice.starts)
    assert excess_of(candidates, choice, budget=budget, hours=hours) == pytest.approx(least, abs=1e-2)
    assert choice.value == pytest.approx(most, abs=2.0)


@given(candidates=catalogues(), more=st.integers(1, 60).map(lambda n: n * 10_000.0), **LIMITS)
def test_more_money_is_never_worse(
    candidates: list[Candidate], more: float, budget: float, hours: float
) -> None:
    poor = choose(candidates, years=YEARS, budget=budget, hours=hours)
    rich = choose(candidates, years=YEARS, budget=budget + more, hours=hours)
    poor_excess = excess_of(candidates, poor, budget=budget, hours=hours)
    rich_excess = excess_of(candidates, rich, budget=budget + more, hours=hours)
    assert rich_excess <= poor_excess + 1e-2
    if rich_excess == pytest.approx(poor_excess, abs=1e-2):
        assert rich.value >= poor.value - 2.0


def test_optional_measures_stay_inside_the_budget_by_themselves() -> None:
    choice = choose([candidate("a", capital=3e6, worth=1e9)], years=YEARS, budget=2e6, hours=0)
    assert choice.starts == {}
    assert sum(choice.overspend) == 0


def test_a_duty_goes_over_the_budget_and_says_by_how_much() -> None:
    choice = choose([candidate("duty", capital=3e6, latest=1)], years=YEARS, budget=2e6, hours=0)
    assert choice.starts == {"duty": 1}
    assert choice.overspend == (1e6, 0.0)


def test_a_duty_does_not_open_the_purse_for_others() -> None:
    others = [candidate("duty", capital=3e6, latest=1), candidate("wish", capital=1e6, worth=1e9)]
    choice = choose(others, years=YEARS, budget=2e6, hours=0)
    assert choice.starts == {"duty": 1, "wish": 2}


def test_time_binds_like_money() -> None:
    choice = choose(
        [candidate("a", worth=5e5, hours=60.0), candidate("b", worth=4e5, hours=60.0)],
        years=YEARS,
        budget=0,
        hours=70,
    )
    assert choice.starts == {"a": 1, "b": 2}


def test_what_excludes_itself_is_our_fault() -> None:
    both = [candidate("a", latest=1, exclusions=("b",)), candidate("b", latest=1, exclusions=("a",))]
    with pytest.raises(OurFault):
        choose(both, years=YEARS, budget=1e9, hours=1e9)


def test_nothing_to_choose() -> None:
    assert choose([], years=3, budget=0, hours=0).overspend == (0.0, 0.0, 0.0)
