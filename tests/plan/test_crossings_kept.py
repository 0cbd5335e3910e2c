"""Crossings that are kept for all edits which leave the boundary alone are those that a fresh look finds, for every measure."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.model import Device
from inmori.plan.apply import apply
from inmori.plan.ground import ground_of
from inmori.reach import crossings
from inmori.simulate.asked import crossings_of
from tests.plan.needy import TODAY, needy

CATALOGUE = load_catalogue()
HOSPITAL = needy()
GROUND = ground_of(HOSPITAL, CATALOGUE, today=TODAY)


def test_there_is_something_to_find() -> None:
    assert len(crossings(HOSPITAL, today=TODAY)) > 3


@pytest.mark.parametrize("name", CATALOGUE.measures)
def test_a_kept_answer_is_a_fresh_one(name: str) -> None:
    edited = apply(CATALOGUE.measures[name], HOSPITAL, ground=GROUND).hospital
    crossings_of(HOSPITAL, today=TODAY)
    assert crossings_of(edited, today=TODAY) == crossings(edited, today=TODAY)


@pytest.mark.parametrize("field", Device.model_fields)
def test_a_field_that_every_machine_loses(field: str) -> None:
    if field == "id":
        return
    lost = Device(id="x")
    devices = tuple(each.model_copy(update={field: getattr(lost, field)}) for each in HOSPITAL.devices)
    edited = HOSPITAL.model_copy(update={"devices": devices})
    crossings_of(HOSPITAL, today=TODAY)
    assert crossings_of(edited, today=TODAY) == crossings(edited, today=TODAY)
