"""The arithmetic of cost over the horizon, against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inmori.catalogue.measure import Cost, Measure
from inmori.catalogue.quantity import Quantity
from inmori.plan.cost import by_year, cost_lines, price_points, quantile, sampled, summed
from inmori.plan.directions import Direction
from inmori.plan.scene import Scene
from tests.plan.needy import TODAY, needy
from tests.plan.scenes import CATALOGUE, scene


def fixed(id_: str, value: float) -> Quantity:
    words = {"ja": id_, "en": id_}
    return Quantity.model_validate(
        {"id": id_, "name": words, "value": value, "low": value, "high": value, "unit": "yen", "source": "test",
         "as_of": TODAY, "basis": "assumption"}
    )  # fmt: skip


def ranged(id_: str, low: float, value: float, high: float) -> Quantity:
    return fixed(id_, value).model_copy(update={"low": low, "high": high})


def plain_scene(*, years: int = 5, discount: float = 0.1, life: float = 10, rise: float = 0.0) -> Scene:
    """Three measures with round prices: one bought, the renewal on site, and the move."""
    figures = {
        "horizon.discount": fixed("horizon.discount", discount),
        "horizon.system_life": fixed("horizon.system_life", life),
        "price.drift": fixed("price.drift", rise),
    }

    def priced(name: str, capital: float, yearly: float) -> Measure:
        cost = Cost(per="hospital", capital=fixed(f"{name}.c", capital), yearly=fixed(f"{name}.y", yearly))
        return CATALOGUE.measures[name].model_copy(update={"costs": (cost,)})

    measures = {
        "usb_control": priced("usb_control", 1_000, 100),
        "cloud_ehr": priced("cloud_ehr", 5_000, 2_000),
        "ehr_renewal": priced("ehr_renewal", 50_000, 300),
    }
    catalogue = replace(CATALOGUE, measures=measures, quantities=CATALOGUE.quantities | figures)
    return scene(catalogue=catalogue, years=years)


def test_a_bought_measure_is_paid_once_and_then_each_year() -> None:
    lines = cost_lines(plain_scene(), Direction(id="harden", starts={"usb_control": 2}))
    own = [line for line in lines if line.measure == "usb_control"]
    assert summed(own, part="capital").mid == pytest.approx(1_000 / 1.1)
    assert summed(own, part="running").mid == pytest.approx(sum(100 / 1.1**t for t in (1, 2, 3, 4)))


def test_a_system_that_stays_is_maintained_then_renewed_by_equal_parts() -> None:
    lines = cost_lines(plain_scene(), Direction(id="stay", starts={"ehr_renewal": 4}))
    years = by_year(lines, years=5)
    expected = [300 / 1.1**t + (50_000 / 10 / 1.1**t if t >= 3 else 0) for t in range(5)]
    assert years == pytest.approx(expected)
    assert summed(lines).mid == pytest.approx(sum(expected))
    assert summed(lines, part="system") == summed(lines)


def test_the_price_on_site_rises_until_it_is_paid() -> None:
    lines = cost_lines(plain_scene(discount=0, rise=0.05), Direction(id="stay", starts={"ehr_renewal": 3}))
    assert by_year(lines, years=5)[4] == pytest.approx(300 + 5_000 * 1.05**2)


def test_a_move_ends_the_maintenance_and_begins_the_fee() -> None:
    lines = cost_lines(plain_scene(discount=0), Direction(id="cloud", starts={"cloud_ehr": 3}))
    assert by_year(lines, years=5) == pytest.approx((300, 300, 2_500, 2_500, 2_500))


def test_without_a_renewal_in_the_horizon_only_maintenance_is_paid() -> None:
    lines = cost_lines(plain_scene(discount=0), Direction(id="stay", starts={}))
    assert by_year(lines, years=5) == pytest.approx((300,) * 5)


def test_an_ehr_in_the_cloud_pays_its_fee_in_every_direction() -> None:
    of = plain_scene(discount=0)
    cloudy = scene(of.applied["cloud_ehr"].hospital, catalogue=of.catalogue)
    lines = cost_lines(cloudy, Direction(id="stay", starts={}))
    assert by_year(lines, years=5) == pytest.approx((2_000,) * 5)


def test_the_year_sums_are_the_parts_sums() -> None:
    of = scene()
    direction = Direction(
        id="cloud", starts={"cloud_ehr": 3, "edr_watched": 1, "offline_backup": 2, "mfa_cloud": 3}
    )
    lines = cost_lines(of, direction)
    parts = sum(summed(lines, part=part).mid for part in ("capital", "running", "system"))  # type: ignore[arg-type]
    assert parts == pytest.approx(summed(lines).mid)
    assert sum(by_year(lines, years=5)) == pytest.approx(summed(lines).mid)


def test_fixed_prices_sample_to_themselves() -> None:
    lines = cost_lines(plain_scene(), Direction(id="stay", starts={"ehr_renewal": 2, "usb_control": 1}))
    points = price_points(lines, samples=50, seed=1)
    assert sampled(lines, points=points, samples=50) == pytest.approx(np.full(50, summed(lines).mid))


def test_what_two_directions_share_cancels_exactly() -> None:
    of = scene()
    both = {"ehr_renewal": 3, "offline_backup": 1}
    one = cost_lines(of, Direction(id="harden", starts=both | {"usb_control": 1}))
    other = cost_lines(of, Direction(id="stay", starts=both))
    points = price_points((*one, *other), samples=400, seed=3)
    gap = sampled(one, points=points, samples=400) - sampled(other, points=points, samples=400)
    alone = [line for line in one if line.measure == "usb_control"]
    assert gap == pytest.approx(sampled(alone, points=points, samples=400), abs=1e-3)
    assert gap.std() < 0.1 * sampled(one, points=points, samples=400).std()


def test_a_figure_is_read_at_its_quantiles() -> None:
    at = np.array([0.0, 0.05, 0.275, 0.5, 0.725, 0.95, 1.0])
    assert quantile(at, 10, 20, 40) == pytest.approx([10, 10, 15, 20, 30, 40, 40])


def test_ranges_add_end_to_end() -> None:
    of = plain_scene(discount=0)
    cost = Cost(per="bed", capital=ranged("r", 1, 2, 4))
    measure = of.measure("usb_control").model_copy(update={"costs": (cost,)})
    catalogue = replace(of.catalogue, measures=of.catalogue.measures | {"usb_control": measure})
    lines = cost_lines(scene(needy(), catalogue=catalogue), Direction(id="harden", starts={"usb_control": 1}))
    own = summed([line for line in lines if line.measure == "usb_control"])
    assert (own.low, own.mid, own.high) == (100, 200, 400)
