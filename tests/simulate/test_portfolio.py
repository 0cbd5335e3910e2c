"""Portfolios from the store against the hospital edited with all their measures and compiled and run anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import Hospital, SystemKind
from inmori.model.system import Hosting
from inmori.simulate.campaign import Campaigns, run_campaigns
from inmori.simulate.compile import Compiled, compile_hospital
from inmori.simulate.parameters import central, drawn, known_quantities
from inmori.simulate.portfolio import Figures, Portfolios, portfolios
from inmori.simulate.recovery import recover
from tests.simulate.small_hospital import TODAY, flat_hospital, relocked, remote, system
from tests.simulate.test_monotone import EDITS, base

TRIALS = 1_500
# These put another backup in the place of the one before: of two of them the later would hold, not both.
REPLACING = {"offline copy", "immutable copy", "many generations", "restore tested"}


def cloud(hospital: Hospital) -> Hospital:
    others = tuple(each for each in hospital.systems if each.kind is not SystemKind.EHR)
    moved = (system(SystemKind.EHR, hosting=Hosting.CLOUD), *others)
    return hospital.model_copy(update={"systems": moved})


def another_door(hospital: Hospital) -> Hospital:
    added = remote("second", next(iter(hospital.remote_accesses)).method.value, second_factor=False)
    return hospital.model_copy(update={"remote_accesses": (*hospital.remote_accesses, added)})


def no_doors(hospital: Hospital) -> Hospital:
    return hospital.model_copy(update={"remote_accesses": ()})


MEASURES = {**EDITS, "EHR in a cloud": cloud, "a door more": another_door, "remote paths gone": no_doors}


@pytest.fixture(scope="module")
def figures(catalogue: Catalogue) -> Figures:
    quantities = known_quantities(catalogue).values()
    return Figures(drawn(quantities, count=40, seed=7), central(quantities), TRIALS, seed=7)


@pytest.fixture(scope="module")
def compiled(catalogue: Catalogue) -> dict[str, Compiled]:
    hospitals = {"": base(), **{name: edit(base()) for name, edit in MEASURES.items()}}
    return {name: compile_hospital(each, catalogue, today=TODAY) for name, each in hospitals.items()}


@pytest.fixture(scope="module")
def stored(compiled: dict[str, Compiled], figures: Figures) -> Portfolios:
    return portfolios(compiled[""], {name: compiled[name] for name in MEASURES}, figures)


def afresh(it: Compiled, figures: Figures) -> Campaigns:
    return run_campaigns(it, figures.parameters, figures.reference, trials=figures.trials, seed=figures.seed)


def edited(names: Sequence[str], catalogue: Catalogue) -> Compiled:
    hospital = base()
    for name in names:
        hospital = MEASURES[name](hospital)
    return compile_hospital(hospital, catalogue, today=TODAY)


def same(one: Campaigns, other: Campaigns) -> bool:
    return (
        one.passage.time.tobytes() == other.passage.time.tobytes()
        and one.passage.fallen.tobytes() == other.passage.fallen.tobytes()
        and np.array_equal(one.door, other.door)
        and np.allclose(one.weight, other.weight, rtol=1e-12, atol=0)
    )


@pytest.mark.parametrize("name", ["", *MEASURES])
def test_one_measure_is_the_edited_hospital_trial_by_trial(
    name: str, stored: Portfolios, compiled: dict[str, Compiled], figures: Figures
) -> None:
    true = afresh(compiled[name], figures)
    assert same(true, stored.edited(compiled[name]))
    assert same(true, stored.under([name] if name else []))


def drawn_portfolios(count: int) -> list[tuple[str, ...]]:
    random = np.random.default_rng(5)
    usual = sorted(set(EDITS) - REPLACING)
    found = []
    for _ in range(count):
        chosen = random.choice(usual, random.integers(2, 8), replace=False).tolist()
        found.append(tuple(sorted([*chosen, str(random.choice(sorted(REPLACING)))])))
    return found


@pytest.mark.parametrize("names", drawn_portfolios(12), ids=lambda names: f"{len(names)} with {names[0]}")
def test_many_measures_are_the_hospital_edited_with_all_of_them(
    names: tuple[str, ...], stored: Portfolios, figures: Figures, catalogue: Catalogue
) -> None:
    it = edited(names, catalogue)
    true = afresh(it, figures)
    assert same(true, stored.edited(it))
    # Measures that rewrite each other's terms are composed on the careful side: never better than they are.
    found = stored.under(names)
    worse = np.isfinite(found.passage.time) & ~np.isfinite(true.passage.time)
    assert not (np.isfinite(true.passage.time) & ~np.isfinite(found.passage.time)).any()
    assert worse.mean() < 0.01
    assert np.allclose(found.weight, true.weight, rtol=1e-12, atol=0)


def test_most_pairs_are_exact(stored: Portfolios, figures: Figures, catalogue: Catalogue) -> None:
    usual = sorted(set(EDITS) - REPLACING)
    pairs = [(one, other) for number, one in enumerate(usual) for other in usual[number + 1 :]][::9]
    exact = [same(afresh(edited(pair, catalogue), figures), stored.under(pair)) for pair in pairs]
    assert np.mean(exact) > 0.9


def test_one_more_measure_never_makes_any_trial_worse(stored: Portfolios) -> None:
    chosen: list[str] = []
    before = stored.under(chosen)
    # New machines first: in the model itself they may be worse than old ones that were locked down.
    for name in sorted(EDITS, key=lambda name: (name != "new machines", name)):
        chosen.append(name)
        after = stored.under(chosen)
        fallen, fell = (np.isfinite(each.passage.time) for each in (after, before))
        assert not (fallen & ~fell).any(), name
        assert (after.passage.fallen <= before.passage.fallen).all(), name
        assert (after.weight <= before.weight * (1 + 1e-12)).all(), name
        before = after


def test_the_effects_say_which_steps_a_measure_blocks_and_brings_in(stored: Portfolios) -> None:
    of = stored.effects.of
    assert len(of["peers blocked"].blocked) > 0 == len(of["peers blocked"].added)
    assert len(of["new machines"].added) > 0 < len(of["new machines"].blocked)
    assert len(of["paper drilled"].edges) == 0
    assert all(len(each.slowed) == 0 for each in of.values())
    for name, each in of.items():
        assert set(each.blocked) | set(each.added) | set(each.slowed) == set(each.edges), name


def test_recovery_and_loss_follow_from_a_portfolio(stored: Portfolios, figures: Figures, catalogue: Catalogue) -> None:
    names = ("continuity plan", "EHR in a cloud", "peers blocked")
    true = recover(afresh(edited(names, catalogue), figures), catalogue.services)
    found = recover(stored.under(names), catalogue.services)
    assert np.allclose(true.ehr_days, found.ehr_days)
    assert np.allclose(true.terminal_days, found.terminal_days)


def test_a_hospital_that_the_store_does_not_cover_is_run_from_scratch(
    stored: Portfolios, figures: Figures, catalogue: Catalogue
) -> None:
    larger = compile_hospital(flat_hospital(clients=90), catalogue, today=TODAY)
    assert same(afresh(larger, figures), stored.edited(larger))
    reopened = compile_hospital(relocked(base(), always_on=False), catalogue, today=TODAY)
    assert same(afresh(reopened, figures), stored.edited(reopened))


def test_two_sets_of_doors_that_no_measure_alone_has(
    stored: Portfolios, figures: Figures, catalogue: Catalogue
) -> None:
    names = ("a door more", "USB restricted", "door shut")
    assert same(afresh(edited(["a door more"], catalogue), figures), stored.under(["a door more"]))
    found = stored.under(names)
    assert len(found) == TRIALS
    assert np.isfinite(found.weight).all()


def test_without_room_for_a_store_the_answers_are_the_same(
    stored: Portfolios, compiled: dict[str, Compiled], figures: Figures
) -> None:
    names = ["peers blocked", "offline copy"]
    small = portfolios(compiled[""], {name: compiled[name] for name in names}, figures, memory=1_000)
    assert small.skeletons is None
    assert same(small.under(names), stored.under(names))
