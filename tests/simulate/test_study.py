"""What the answer hangs on: facts to ask, other forms of the model, and what stands beside each headline."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import Fact, Hospital, Watch
from inmori.simulate import simulate
from inmori.simulate.compile import compile_hospital
from inmori.simulate.driver import LOSS, Experiment, moves_of
from inmori.simulate.dwell import Form, pace_of
from inmori.simulate.luck import states
from inmori.simulate.model_form import model_forms
from inmori.simulate.outcome import Outcomes
from inmori.simulate.parameters import central, known_quantities
from inmori.simulate.question import FACTS, questions_of, unknown_facts
from tests.simulate.small_hospital import TODAY, edited, flat_hospital


def experiment(hospital: Hospital, catalogue: Catalogue) -> Experiment:
    middle = central(known_quantities(catalogue).values())
    return Experiment(compile_hospital(hospital, catalogue, today=TODAY), catalogue, middle, 5, 1)


def test_every_mixture_in_the_catalogue_is_a_fact_that_can_be_asked(catalogue: Catalogue) -> None:
    priors = {id_ for id_ in catalogue.quantities if id_.startswith("prior.")}
    assert priors <= set(FACTS)
    assert set(FACTS) - priors == {"threat.hole.open_prior"}


def test_a_fact_that_is_known_is_not_asked_and_its_two_answers_enclose_the_mixture(catalogue: Catalogue) -> None:
    unknown = edited(flat_hospital(), same_local_admin=None)
    assert "prior.same_local_admin" in unknown_facts(experiment(unknown, catalogue).compiled)
    assert "prior.same_local_admin" not in unknown_facts(experiment(flat_hospital(), catalogue).compiled)
    it, quantities = experiment(unknown, catalogue), known_quantities(catalogue)
    found = {each.quantity: each for each in questions_of(it, quantities, trials=2_000, shown=1e7)}
    one = found["prior.same_local_admin"]
    assert one.if_no < 1e7 < one.if_yes
    assert "分かれば" in one.text.ja
    swings = [abs(each.if_yes - each.if_no) for each in found.values()]
    assert swings == sorted(swings, reverse=True)


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_is_that_of_the_hospital_that_gives_it(answer: bool, catalogue: Catalogue) -> None:
    unknown = edited(flat_hospital(), same_local_admin=None)
    known = edited(flat_hospital(), same_local_admin=answer)
    blank, told = experiment(unknown, catalogue), experiment(known, catalogue)
    base = blank.campaigns(blank.reference, trials=2_000)
    found = blank.ends("prior.same_local_admin", (1.0, 0.0), base)[0 if answer else 1]
    assert found[LOSS] == pytest.approx(told.asked(told.reference, trials=2_000)[LOSS], rel=1e-9)


def test_without_an_unknown_way_in_the_loss_is_less_and_the_crew_that_takes_the_core_first_does_more(catalogue: Catalogue) -> None:
    watched = edited(flat_hospital(), endpoint_detection=Watch.OFFICE_HOURS)
    forms = {each.form: each for each in model_forms(experiment(watched, catalogue), trials=4_000)}
    assert 0 < forms["no_unknown"].expected_yearly_loss < forms["main"].expected_yearly_loss
    assert forms["core_first"].p_ehr_seven_days > forms["main"].p_ehr_seven_days
    assert forms["gamma"].expected_yearly_loss != forms["main"].expected_yearly_loss
    assert forms["pareto"].expected_yearly_loss != forms["main"].expected_yearly_loss


@pytest.mark.parametrize("dwell", ["lognormal", "gamma", "pareto"])
def test_every_law_of_the_dwell_has_the_same_median_and_about_the_same_spread(dwell: str) -> None:
    state = states(1, np.arange(60_000, dtype=np.int64))
    pace = pace_of(Form(dwell=dwell), np.full(60_000, 1.3), state)  # type: ignore[arg-type]
    assert np.median(pace) == pytest.approx(1.0, rel=0.03)
    assert np.log(pace).std() == pytest.approx(1.3, rel=0.06)


@pytest.fixture(scope="module")
def outcomes(catalogue: Catalogue) -> Outcomes:
    hospital = flat_hospital().model_copy(update={"beds": Fact[int](value=150, confidence=1.0)})
    return simulate(edited(hospital, same_local_admin=None), catalogue, today=TODAY, trials=3_000, threads=1)


def test_every_headline_carries_interval_basis_and_what_moves_it(outcomes: Outcomes) -> None:
    assert len(outcomes.headlines) == 6
    for each in outcomes.headlines:
        assert each.value == getattr(outcomes, each.id)
        assert 2 <= len(each.movers) <= 3
        assert each.basis in ("measured", "reported", "assumption")
    days, rate = (next(e for e in outcomes.headlines if e.id == id_) for id_ in ("ehr_down_days", "yearly_rate"))
    assert set(days.movers) != set(rate.movers), "length and frequency hang on different figures"


def test_all_that_stands_beside_an_attack_is_filled(outcomes: Outcomes) -> None:
    assert outcomes.late_claims is not None
    assert outcomes.base_rate is not None
    assert len(outcomes.outages) == 2
    assert outcomes.model_forms[0].form == "main"
    effects = [each.effect for each in outcomes.screening]
    assert effects == sorted(effects, reverse=True)
    assert effects
    assert Outcomes.model_validate_json(outcomes.to_json()) == outcomes


def test_a_length_of_recovery_moves_days_and_not_frequency(catalogue: Catalogue) -> None:
    quantities = {id_: each for id_, each in known_quantities(catalogue).items() if id_ in ("recovery.reconnect", "recovery.spread")}
    middle = central(known_quantities(catalogue).values())
    it = Experiment(compile_hospital(flat_hospital(), catalogue, today=TODAY), catalogue, middle, 5, 1)
    moves = moves_of(it, quantities, trials=1_000)
    low, high = moves.ends["recovery.reconnect"]
    assert low["yearly_rate"] == high["yearly_rate"]
    assert low["ehr_down_days"] < high["ehr_down_days"]
