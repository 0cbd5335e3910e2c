"""Claims out of date: counted by hand, and against the closed form for an outage that begins on any day."""

from __future__ import annotations

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import SystemKind
from inmori.simulate.compile import compile_hospital
from inmori.simulate.late_claims import MONTH, claim_days, deadlines, late_claims, months_out
from inmori.simulate.simulate import run_trials
from inmori.simulate.summary import Results
from tests.simulate.small_hospital import TODAY, DeviceKind, fact, flat_hospital, machine, system

CASES = {
    "begins after the 10th, back before the next": (20.0, 0.1, 0),
    "over one date": (20.0, 0.5, 1),
    "a month is always over one": (MONTH, 0.0, 1),
    "ten weeks from the eve of the date": (70.0, 0.99, 3),
    "nothing down": (0.0, 0.99, 0),
}


@pytest.mark.parametrize("name", CASES)
def test_dates_within_an_outage(name: str) -> None:
    days, position, dates = CASES[name]
    assert deadlines(np.array([days]), np.array([position]))[0] == dates


@pytest.mark.parametrize("days", [3.0, 17.0, 45.0])
def test_an_outage_meets_as_many_dates_as_months(days: float) -> None:
    position = (np.arange(100_000) + 0.5) / 100_000
    assert deadlines(np.full(100_000, days), position).mean() == pytest.approx(days / MONTH, abs=1e-4)


@pytest.fixture(scope="module")
def results(catalogue: Catalogue) -> Results:
    hospital = flat_hospital(yearly_revenue_yen=fact(2.4e9))
    compiled = compile_hospital(hospital, catalogue, today=TODAY)
    return run_trials(compiled, catalogue, trials=6_000, seed=3, threads=1)


def test_what_is_late_is_income_of_whole_months_and_no_loss(results: Results) -> None:
    found, months = late_claims(results), months_out(results)
    share = results.campaigns.value("loss.claims.share")
    assert np.allclose((months / share) % 1.0 % 1.0, 0.0, atol=1e-9) or np.allclose(np.rint(months / share), months / share)
    assert found.yen.mid == pytest.approx(found.months.mid * 2.4e9 / 12)
    assert 0 < found.p_short < found.p_late < 1
    assert "10日" in found.text.ja
    assert np.all(months[~results.recovery.damaged] == 0)


def test_the_receipt_system_decides_where_there_is_one(catalogue: Catalogue, results: Results) -> None:
    assert np.array_equal(claim_days(results), results.recovery.ehr_days)
    base = flat_hospital()
    hospital = base.model_copy(update={
        "devices": (*base.devices, machine("receipt-server", DeviceKind.SERVER, "clinical")),
        "systems": (*base.systems, system(SystemKind.RECEIPT, "receipt-server")),
    })  # fmt: skip
    own = run_trials(compile_hospital(hospital, catalogue, today=TODAY), catalogue, trials=2_000, seed=3, threads=1)
    column = [asset.kind for asset in own.campaigns.compiled.assets].index(SystemKind.RECEIPT)
    assert np.array_equal(claim_days(own), own.recovery.system_days[:, column])
