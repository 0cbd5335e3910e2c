"""Prices: units counted from the model, ranges end to end, and what stands in for what nobody said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.measure import Cost
from inmori.model import Count, Hospital
from inmori.plan.ground import Ground
from inmori.plan.means import means_of
from inmori.plan.price import price_of, unit_counts
from tests.plan.needy import TODAY, needy, needy_ground, told

CATALOGUE = load_catalogue()


def priced(
    hospital: Hospital, measure_id: str, catalogue: Catalogue = CATALOGUE, ground: Ground | None = None
):
    counts = unit_counts(hospital, ground=ground or needy_ground(), catalogue=catalogue)
    return price_of(catalogue.measures[measure_id], counts=counts, catalogue=catalogue)


@pytest.mark.parametrize(
    "unit, count",
    [
        ("hospital", 1),
        ("bed", 100),
        ("pc", 3),  # the retired one is not counted
        ("clinical_pc", 3),  # the one with two legs is
        ("server", 3),
        ("unsupported_pc", 1),
        ("unsupported_server", 2),
        ("unsupported_gateway", 1),
        ("unsupported_instrument", 1),
        ("unsupported_network", 1),
        ("gateway", 1),
        ("remote_access", 6),
        ("vendor", 1),
        ("site", 1),
        ("ap", 1),
    ],
)
def test_units_are_counted_from_the_model(unit: str, count: int) -> None:
    found = unit_counts(needy(), ground=needy_ground(), catalogue=CATALOGUE)[unit]  # type: ignore[index]
    assert (found.low, found.mid, found.high) == (count, count, count)


def test_users_are_estimated_from_beds() -> None:
    users = unit_counts(needy(), ground=needy_ground(), catalogue=CATALOGUE)["user"]
    per_bed = CATALOGUE.quantity("price.users_per_bed")
    assert (users.low, users.mid, users.high) == (100 * per_bed.low, 100 * per_bed.value, 100 * per_bed.high)


def test_with_no_device_known_pcs_come_from_beds() -> None:
    counts = unit_counts(needy(devices=()), ground=Ground(today=TODAY), catalogue=CATALOGUE)
    assert counts["pc"].mid == pytest.approx(160)
    assert counts["clinical_pc"] == counts["pc"]
    assert 0 < counts["unsupported_pc"].low < counts["unsupported_pc"].high < counts["pc"].high, "a share of them"


def test_unknown_beds_widen_every_price_per_bed() -> None:
    known, unknown = priced(needy(), "cloud_ehr"), priced(needy(beds=Count()), "cloud_ehr")
    assert unknown.yearly.high / unknown.yearly.low > known.yearly.high / known.yearly.low


def test_a_price_is_figure_times_units_end_to_end() -> None:
    price = priced(needy(), "edr_watched")
    pc, server = (cost.yearly for cost in CATALOGUE.measures["edr_watched"].costs)
    assert pc is not None
    assert server is not None
    assert price.yearly.low == 3 * pc.low + 3 * server.low
    assert price.yearly.mid == 3 * pc.value + 3 * server.value
    assert price.yearly.high == 3 * pc.high + 3 * server.high
    assert price.capital.mid == 0


def test_a_monthly_fee_counts_twelve_times_a_year() -> None:
    assert (
        priced(needy(), "cloud_ehr").yearly.mid == 12 * 100 * CATALOGUE.quantity("cloud.ehr.bed_month").value
    )


@pytest.mark.parametrize(
    "beds, figure",
    [
        (20, "onprem.ehr.core.first.small"),
        (99, "onprem.ehr.core.first.small"),
        (100, "onprem.ehr.core.first"),
        (199, "onprem.ehr.core.first"),
        (200, "onprem.ehr.core.first.large"),
    ],
)
def test_the_price_class_follows_the_beds(beds: int, figure: str) -> None:
    price = priced(needy(beds=told(beds, Count)), "ehr_renewal")
    classes = {line.price.id for line in price.lines if line.price.id.startswith("onprem.ehr.core")}
    assert classes == {figure}


def test_a_reference_to_a_missing_figure_says_its_name() -> None:
    broken = CATALOGUE.measures["cloud_ehr"].model_copy(
        update={"costs": (Cost(per="bed", capital_ref="no.such"),)}
    )
    catalogue = replace(CATALOGUE, measures=CATALOGUE.measures | {"cloud_ehr": broken})
    with pytest.raises(KeyError, match=r"no\.such"):
        priced(needy(), "cloud_ehr", catalogue)


def test_the_budget_given_wins_over_the_hospitals_own() -> None:
    assert means_of(needy(), CATALOGUE, budget_yen=7e6).budget == 7e6
    assert means_of(needy(), CATALOGUE, budget_yen=None).budget == 3e6
    assert means_of(needy(), CATALOGUE, budget_yen=0).budget == 0, "no money is not unknown money"


def test_an_unknown_budget_is_a_share_of_revenue() -> None:
    staff = needy().staff.model_copy(
        update={"security_budget_yen": type(needy().staff.security_budget_yen)()}
    )
    means = means_of(needy(staff=staff), CATALOGUE, budget_yen=None)
    assert means.budget == pytest.approx(1.5e9 * 0.003)
    assert "budget.revenue_share" in means.quantities
    unknown = needy(staff=staff, yearly_revenue_yen=type(needy().yearly_revenue_yen)())
    assert means_of(unknown, CATALOGUE, budget_yen=None).budget == pytest.approx(14e6 * 100 * 0.003)


def test_hours_come_from_the_people_there_are() -> None:
    assert means_of(needy(), CATALOGUE, budget_yen=None).hours == pytest.approx(0.5 * 0.2 * 1950)


def test_what_no_paper_counts_is_a_range() -> None:
    counts = unit_counts(Hospital(), ground=Ground(today=TODAY), catalogue=CATALOGUE)
    assert (counts["vendor"].low, counts["vendor"].high) == (3, 10)
    assert counts["site"].mid == 1
    assert counts["gateway"].low >= 1
    two = needy(gateways=(needy().gateways[0], needy().gateways[0].model_copy(update={"id": "branch"})))
    sites = unit_counts(two, ground=needy_ground(), catalogue=CATALOGUE)["site"]
    assert (sites.low, sites.high) == (1, 2), "two lines out may be one building or two"
