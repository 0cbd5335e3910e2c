"""Subsidies: rate and cap of one scheme, never two at once, and nothing from one that has closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inmori.catalogue import load_catalogue
from inmori.plan.price import price_of, unit_counts
from inmori.plan.subsidy import closed_schemes, grants_of
from tests.plan.needy import needy, needy_ground

CATALOGUE = load_catalogue()
COUNTS = unit_counts(needy(), ground=needy_ground(), catalogue=CATALOGUE)


def grants(measure_id: str, *, today: date = date(2026, 11, 24), catalogue=CATALOGUE):
    measure = catalogue.measures[measure_id]
    price = price_of(measure, counts=COUNTS, catalogue=catalogue)
    return grants_of(measure, price, counts=COUNTS, catalogue=catalogue, today=today), price


def test_the_ehr_fund_pays_half_up_to_its_cap() -> None:
    found, price = grants("ehr_renewal")
    fund = next(grant for grant in found if grant.subsidy.id == "subsidy.ehr_sharing")
    assert fund.amount is not None
    assert price.capital.mid / 2 > 6_579_000, "so the cap decides"
    assert fund.amount.mid == pytest.approx(6_579_000 * fund.subsidy.granted.value)


def test_below_the_cap_the_rate_decides() -> None:
    found, price = grants("vpn_mfa")
    assert found[0].amount is None, "no rate is published"
    tokyo = next(g for g in grants("offline_backup")[0] if g.subsidy.id == "subsidy.tokyo_security")
    price = grants("offline_backup")[1]
    assert tokyo.amount is not None
    assert tokyo.amount.mid == pytest.approx(price.capital.mid * 0.5 * tokyo.subsidy.granted.value)


def test_a_scheme_is_open_to_its_last_day_and_no_longer() -> None:
    measure = CATALOGUE.measures["response_retainer"]
    for day, is_open in ((date(2026, 8, 25), True), (date(2026, 8, 26), False)):
        found, _ = grants("response_retainer", today=day)
        assert bool(found) is is_open
        assert bool(closed_schemes(measure, catalogue=CATALOGUE, today=day)) is not is_open


def test_a_scheme_for_small_hospitals_is_closed_to_large_ones() -> None:
    large = {**COUNTS, "bed": COUNTS["bed"].model_copy(update={"low": 300.0, "mid": 300.0, "high": 300.0})}
    measure = CATALOGUE.measures["offline_backup"]
    price = price_of(measure, counts=large, catalogue=CATALOGUE)
    found = grants_of(measure, price, counts=large, catalogue=CATALOGUE, today=date(2026, 11, 24))
    assert "subsidy.tokyo_security" not in {grant.subsidy.id for grant in found}


def test_the_first_year_counts_where_the_scheme_says_so() -> None:
    scheme = CATALOGUE.subsidies["subsidy.digital_security"]
    assert scheme.covers == "capital_and_first_year"
    only_capital = replace(
        CATALOGUE, subsidies={**CATALOGUE.subsidies, scheme.id: scheme.model_copy(update={"covers": "capital"})}
    )
    day = date(2026, 8, 1)
    with_year, without = (grants("response_retainer", today=day, catalogue=each)[0][0].amount for each in (CATALOGUE, only_capital))
    assert with_year is not None
    assert without is not None
    assert with_year.mid > without.mid == 0
