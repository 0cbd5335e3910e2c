"""Sheets of paper against sums done by hand; what nobody knows is a rule to multiply, never a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.catalogue import load_catalogue
from inmori.model import Device, DeviceKind, Fact, Hospital, TextFact, Zone, ZoneKind
from inmori.prepare.paper_kit import FormCount, PaperKit, paper_kit
from inmori.prepare.target import Target
from inmori.text import Text
from inmori.units import Interval

CATALOGUE = load_catalogue()
SAME = Text(ja="外来", en="outpatients")


def target(service: str, mid: float, high: float, *, paper: int = 60) -> Target:
    days = Interval(low=0, mid=mid, high=high, unit="days")
    return Target(service=service, name=SAME, days=days, p_seven_days=0.5, paper_days=paper)


def kit(beds: int | None, *targets: Target) -> PaperKit:
    hospital = Hospital(beds=Fact[int](value=beds))
    return paper_kit(hospital, targets, CATALOGUE)


def count(made: PaperKit, service: str, form: str) -> FormCount:
    place = next(one for one in made.places if one.place.service == service)
    return next(one for one in place.counts if form in one.form.name.ja)


def test_sheets_by_hand() -> None:
    made = kit(100, target("outpatients", 20, 130))
    # 100 beds × 0.85 visits × 1 sheet × 1.3 = 110.5 a day
    slip = count(made, "outpatients", "受付票")
    assert (slip.daily, slip.first, slip.middle, slip.provided) == (120, 780, 2300, 6700)
    # 100 beds × 0.77 × 2 sheets × 1.3 = 200.2 a day, seven days
    note = count(made, "inpatients", "経過・看護")
    assert (note.daily, note.first) == (210, 1500)
    # once a bed, whatever the days
    band = count(made, "inpatients", "リストバンド")
    assert (band.daily, band.first, band.provided) == (None, 130, 130)


def test_without_beds_no_number_is_made_up() -> None:
    made = kit(None, target("outpatients", 20, 130))
    assert made.visits is None
    assert made.inpatients is None
    assert made.first is None
    assert made.spare_printers is None
    assert made.hours == ()
    counts = [one for place in made.places for one in place.counts]
    assert counts
    assert all((one.daily, one.first, one.middle, one.provided) == (None,) * 4 for one in counts)
    assert all(one.per_head > 0 for one in counts)


def test_a_clinic_with_few_beds_is_not_given_the_outpatients_of_a_hospital() -> None:
    made = kit(19)
    assert made.visits is None
    assert made.inpatients is not None
    assert count(made, "outpatients", "受付票").first is None


def test_without_a_simulation_only_the_first_box_is_counted() -> None:
    made = kit(100)
    assert all(place.middle_days is None for place in made.places)
    assert all(place.provided_days == made.first_days == 7 for place in made.places)
    slip = count(made, "outpatients", "受付票")
    assert slip.middle is None
    assert slip.first == slip.provided == 780


def test_outpatients_and_billing_are_never_left_out_and_never_asked_for() -> None:
    made = kit(None)
    assert {place.place.service for place in made.places} >= {"outpatients", "billing"}
    assert not {place.place.service for place in made.asked} & {"outpatients", "billing"}
    assert not any(place.sure for place in made.places)


def test_every_service_is_either_in_the_kit_or_asked_for_or_denied() -> None:
    made = kit(0)
    named = [place.place.service for place in (*made.places, *made.asked)]
    assert len(named) == len(set(named))
    assert "inpatients" not in named  # no beds
    assert "dialysis" in named


def test_typing_in_by_hand() -> None:
    made = kit(100, target("inpatients", 12, 100))
    hours = dict(made.hours)
    # (85 visits × 4 min + 77 inpatients × 15 min) / 60 = 24.9 hours a day
    assert hours[7.0].mid == pytest.approx(24.916 * 7, rel=1e-3)
    assert sorted(hours) == [7.0, 12.0, 100.0]


def test_printers_are_counted_by_department_and_only_those_on_the_closed_network_as_lost() -> None:
    def printer(name: str, department: str | None, zone: str) -> Device:
        return Device(
            id=name,
            kind=Fact[DeviceKind](value=DeviceKind.PRINTER),
            department=TextFact(value=department),
            zones=(TextFact(value=zone),),
        )

    hospital = Hospital(
        zones=(Zone(id="info", kind=ZoneKind.INFO), Zone(id="clinical", kind=ZoneKind.CLINICAL)),
        devices=(printer("a", "3階病棟", "clinical"), printer("b", "3階病棟", "info"), printer("c", None, "clinical")),
    )
    made = paper_kit(hospital, (), CATALOGUE).printers
    assert [(one.department, one.count, one.clinical) for one in made] == [("3階病棟", 2, 1), (None, 1, 1)]


@given(beds=st.integers(20, 900), days=st.floats(7, 60))
def test_more_beds_and_more_days_never_need_fewer_sheets(beds: int, days: float) -> None:
    less = kit(beds, target("outpatients", days, days + 1, paper=round(days)))
    more = kit(beds + 10, target("outpatients", days + 1, days + 2, paper=round(days) + 1))
    for one, other in zip(less.places[0].counts, more.places[0].counts, strict=True):
        assert one.daily is not None
        assert other.daily is not None
        assert one.daily <= other.daily
        assert (one.provided or 0) <= (other.provided or 0)
        exact = one.per_head * beds * 0.85
        assert exact <= one.daily <= exact * 1.1 + 1  # rounded up to two figures
