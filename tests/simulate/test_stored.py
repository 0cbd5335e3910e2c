"""What-ifs from the store against the edited hospital drawn from scratch: the same to the bit, and at once."""

from __future__ import annotations

import time

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import Hospital
from inmori.simulate import Draws, Stored, draw, store
from tests.simulate.small_hospital import TODAY, flat_hospital
from tests.simulate.test_monotone import EDITS, base
from tests.simulate.test_portfolio import MEASURES

TRIALS = 2_000
NAMES = ("peers blocked", "USB restricted", "offline copy", "door shut", "EHR in a cloud")


@pytest.fixture(scope="module")
def stored(catalogue: Catalogue) -> Stored:
    measures = {name: MEASURES[name](base()) for name in NAMES}
    return store(base(), catalogue, today=TODAY, measures=measures, trials=TRIALS, seed=5)


def scratch(hospital: Hospital, catalogue: Catalogue) -> Draws:
    return draw(hospital, catalogue, today=TODAY, trials=TRIALS, seed=5)


def test_without_edits_the_answer_is_the_hospitals(stored: Stored, catalogue: Catalogue) -> None:
    assert stored.size > 0
    assert stored.answer().to_bytes() == scratch(base(), catalogue).to_bytes()


@pytest.mark.parametrize("name", sorted(EDITS))
def test_any_edit_is_answered_as_if_run_from_scratch(name: str, stored: Stored, catalogue: Catalogue) -> None:
    edited = EDITS[name](base())
    assert stored.answer(edited).to_bytes() == scratch(edited, catalogue).to_bytes()


def test_another_hospital_is_answered_too(stored: Stored, catalogue: Catalogue) -> None:
    larger = flat_hospital(clients=70)
    assert stored.answer(larger).to_bytes() == scratch(larger, catalogue).to_bytes()


def test_measures_by_name_are_the_hospital_edited_with_them(stored: Stored, catalogue: Catalogue) -> None:
    hospital = MEASURES["offline copy"](MEASURES["USB restricted"](base()))
    found, true = stored.answer(["offline copy", "USB restricted"]), scratch(hospital, catalogue)
    assert np.allclose(found.loss, true.loss)
    assert np.allclose(found.weight, true.weight)
    with pytest.raises(KeyError):
        stored.answer(["no such measure"])


def test_where_nothing_fits_into_memory_the_answers_are_the_same(stored: Stored, catalogue: Catalogue) -> None:
    measures = {"peers blocked": MEASURES["peers blocked"](base())}
    small = store(base(), catalogue, today=TODAY, measures=measures, trials=TRIALS, seed=5, memory=1)
    assert small.size == 0
    assert small.answer(["peers blocked"]).to_bytes() == stored.answer(["peers blocked"]).to_bytes()


def test_a_what_if_of_16000_trials_is_not_run_from_scratch(catalogue: Catalogue) -> None:
    """A wide guard on processor time; how fast it is stands in benchmarks/simulate.py."""
    measures = {name: MEASURES[name](base()) for name in NAMES}
    it = store(base(), catalogue, today=TODAY, measures=measures, threads=1)
    it.answer(["peers blocked"])
    begin = time.process_time()
    it.answer(["peers blocked", "offline copy"])
    assert time.process_time() - begin < 3


def test_years_have_the_mean_and_variance_of_a_compound_poisson(stored: Stored) -> None:
    draws, years = stored.answer(), 400_000
    losses = draws.yearly_losses(years, seed=3)
    mean, variance = float((draws.weight * draws.loss).sum()), float((draws.weight * draws.loss**2).sum())
    assert losses.mean() == pytest.approx(mean, abs=4 * (variance / years) ** 0.5)
    assert losses.var() == pytest.approx(variance, rel=0.1)
    assert (losses == 0).mean() == pytest.approx(np.exp(-draws.weight[draws.loss > 0].sum()), abs=0.01)
    assert losses.tobytes() == draws.yearly_losses(years, seed=3).tobytes()
