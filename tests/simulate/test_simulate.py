"""The verbs as a whole: the same bytes every time, ranges in order, words for people, and no claim of certainty."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import Hospital, SystemKind, Watch
from inmori.model.system import Hosting
from inmori.simulate import Outcomes, draw, simulate
from inmori.simulate.campaign import run_campaigns
from inmori.simulate.compile import compile_hospital
from inmori.simulate.parameters import central, drawn, known_quantities
from inmori.units import Interval
from tests.simulate.small_hospital import TODAY, edited, flat_hospital, relocked, system

TRIALS = 2_000


@pytest.fixture(scope="module")
def outcomes(catalogue: Catalogue) -> Outcomes:
    return simulate(flat_hospital(), catalogue, today=TODAY, trials=TRIALS, seed=7)


def test_the_same_seed_gives_the_same_bytes_on_one_thread_or_two(outcomes: Outcomes, catalogue: Catalogue) -> None:
    one = simulate(flat_hospital(), catalogue, today=TODAY, trials=TRIALS, seed=7, threads=1)
    assert one.to_json() == outcomes.to_json()
    other = simulate(flat_hospital(), catalogue, today=TODAY, trials=TRIALS, seed=8, threads=1)
    assert other.to_json() != outcomes.to_json()


def test_the_document_is_read_back_unchanged(outcomes: Outcomes) -> None:
    assert Outcomes.from_json(outcomes.to_json(), name="outcomes.json") == outcomes


def test_the_twin_simulates_the_same_hospital_bit_for_bit(catalogue: Catalogue) -> None:
    quantities = known_quantities(catalogue).values()
    compiled = compile_hospital(flat_hospital(clients=20), catalogue, today=TODAY)
    one, other = (
        run_campaigns(compiled, drawn(quantities, count=40, seed=7), central(quantities), trials=400, seed=7, engine=e)
        for e in ("compiled", "twin")
    )  # fmt: skip
    for part in ("time", "fallen", "path", "path_time"):
        assert getattr(one.passage, part).tobytes() == getattr(other.passage, part).tobytes()


def test_without_numba_the_twin_takes_over(catalogue: Catalogue) -> None:
    program = (
        "import sys; sys.modules['numba'] = None\n"
        "from datetime import date\n"
        "from inmori.catalogue import load_catalogue\nfrom inmori.model import Hospital\nfrom inmori.simulate import draw\n"
        "print(draw(Hospital(), load_catalogue(), today=date(2026, 11, 24), trials=400, seed=7).loss.sum())"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    compiled = draw(Hospital(), catalogue, today=TODAY, trials=400, seed=7)
    assert float(printed) == float(compiled.loss.sum())


def test_every_range_is_a_range_and_nothing_is_certain(outcomes: Outcomes) -> None:
    intervals = [each for _, each in outcomes if isinstance(each, Interval)]
    assert len(intervals) >= 9
    for each in intervals:
        assert each.low <= each.mid <= each.high
    assert 0 < outcomes.yearly_rate.low < outcomes.yearly_rate.high
    for name in ("p_damage_five_years", "p_ehr_seven_days", "p_ehr_seven_days_yearly", "p_backup_lost"):
        each = getattr(outcomes, name)
        assert 0 <= each.low < each.high <= 1, name
    assert 0 < outcomes.monte_carlo_error < 0.2
    assert outcomes.parameter_spread.high > 2 * outcomes.parameter_spread.low
    assert outcomes.tail_loss == outcomes.loss_given_damage.high


def test_shares_add_up(outcomes: Outcomes) -> None:
    assert sum(each.share for each in outcomes.archetypes) == pytest.approx(1)
    assert sum(share for _, _, share in outcomes.histogram_days) == pytest.approx(1)
    assert sum(each.yearly_rate.mid for each in outcomes.archetypes) == pytest.approx(outcomes.yearly_rate.mid)
    assert 0 < sum(each.share for each in outcomes.paths) <= 1 + 1e-9
    assert len(outcomes.loss_parts) == 6


def test_paths_read_as_a_story(outcomes: Outcomes, catalogue: Catalogue) -> None:
    assert 1 <= len(outcomes.paths) <= 5
    for path in outcomes.paths:
        assert path.archetype in catalogue.archetypes
        assert path.steps[0].technique.startswith("enter_")
        assert path.steps[-1].technique in ("encrypt", "destroy_tenant")
        assert all(step.hours >= 0 and step.text.ja and step.text.en and step.place for step in path.steps)
    assert "侵入" in outcomes.paths[0].steps[0].text.ja


def test_drivers_are_the_strongest_figures_with_their_ends(outcomes: Outcomes, catalogue: Catalogue) -> None:
    known = known_quantities(catalogue)
    swings = [abs(each.result_high - each.result_low) for each in outcomes.drivers]
    assert 8 <= len(swings) <= 15
    assert swings == sorted(swings, reverse=True)
    for each in outcomes.drivers:
        assert (each.low, each.high) == (known[each.quantity].low, known[each.quantity].high)
    assert "threat.entry.hole" in [each.quantity for each in outcomes.drivers]


def test_assumptions_are_those_used_and_carry_their_source(outcomes: Outcomes, catalogue: Catalogue) -> None:
    used = {each.quantity: each for each in outcomes.assumptions}
    assert {each.quantity for each in outcomes.drivers} <= set(used)
    assert "threat.entry.cloud_login" not in used  # this hospital has nothing in the cloud
    assert all(each.source and each.unit for each in used.values())


def test_progress_is_told_and_may_stop(catalogue: Catalogue) -> None:
    told: list[tuple[str, float]] = []
    simulate(Hospital(), catalogue, today=TODAY, trials=400, progress=lambda what, share: told.append((what, share)))
    assert told[-1][1] == 1.0
    assert [share for _, share in told] == sorted(share for _, share in told)

    def stop(_what: str, share: float) -> None:
        if share > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(Hospital(), catalogue, today=TODAY, trials=400, progress=stop)


def test_a_hospital_that_shut_every_door_is_not_at_zero(catalogue: Catalogue) -> None:
    shut = relocked(edited(flat_hospital(), endpoint_detection=Watch.ALWAYS, usb_control=True), enabled=False)
    found = simulate(shut, catalogue, today=TODAY, trials=TRIALS)
    assert found.yearly_rate.high > 0
    assert {each.archetype for each in found.archetypes} >= {"unknown", "media", "mail"}


def test_draws_are_what_outcomes_say(outcomes: Outcomes, catalogue: Catalogue) -> None:
    draws = draw(flat_hospital(), catalogue, today=TODAY, trials=TRIALS, seed=7)
    assert draws.expected_yearly_loss == pytest.approx(outcomes.expected_yearly_loss.mid)
    assert draws.yearly_rate == pytest.approx(outcomes.yearly_rate.mid)
    lengths = {len(each) for each in (draws.weight, draws.loss, draws.ehr_days, draws.damaged, draws.parameter_draw)}
    assert lengths == {TRIALS}
    assert set(draws.service_days) == set(catalogue.services)
    assert np.all(draws.loss[~draws.damaged] == 0)


def test_moving_the_ehr_to_the_cloud_is_an_edit_like_any_other(catalogue: Catalogue) -> None:
    hospital = flat_hospital()
    others = tuple(each for each in hospital.systems if each.kind is not SystemKind.EHR)
    moved = hospital.model_copy(update={"systems": (system(SystemKind.EHR, hosting=Hosting.CLOUD), *others)})
    here, there = (draw(each, catalogue, today=TODAY, trials=4_000, seed=7) for each in (hospital, moved))
    long_here, long_there = ((each.weight * (each.ehr_days >= 7)).sum() for each in (here, there))
    assert 0 < long_there < 0.9 * long_here
    days_here, days_there = ((each.weight * each.ehr_days).sum() for each in (here, there))
    assert days_there < 0.5 * days_here


def test_more_trials_change_the_figures_within_their_error(catalogue: Catalogue) -> None:
    small, large = (draw(flat_hospital(), catalogue, today=TODAY, trials=n, seed=7) for n in (4_000, 40_000))
    assert small.expected_yearly_loss == pytest.approx(large.expected_yearly_loss, rel=0.25)
    assert np.array_equal(small.ehr_days, large.ehr_days[:4_000])  # the first trials are the same trials


def test_another_catalogue_gives_another_hash(outcomes: Outcomes, catalogue: Catalogue) -> None:
    assert {each.name for each in outcomes.made_from} == {"hospital.json", "catalogue"}
    assert outcomes.made_from[1].sha256 == replace(catalogue).sha256
