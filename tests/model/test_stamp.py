"""What a document was made from: the catalogue's hash goes with it, and a maker's own entry is not lost."""

from __future__ import annotations

from datetime import date

from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital, MadeFrom, TextFact
from inmori.model.stamp import made_with, stamped

HOUSE = Hospital(name=TextFact.of("試験病院"))
EMPTY = Diagnosis(today=date(2026, 11, 24), findings=())
OWN = EMPTY.model_copy(update={"made_from": (MadeFrom(name="catalogue", sha256="a" * 64), MadeFrom(name="old.json", sha256="b" * 64))})


def names(document: Diagnosis) -> list[str]:
    return [entry.name for entry in document.made_from]


def test_the_catalogue_is_named_beside_the_inputs() -> None:
    made = stamped(EMPTY, catalogue="c" * 64, hospital=HOUSE)
    assert names(made) == ["catalogue", "hospital.json"]
    assert made_with(made) == "c" * 64


def test_what_its_maker_wrote_of_the_catalogue_stays_and_other_inputs_are_named_anew() -> None:
    made = stamped(OWN, hospital=HOUSE)
    assert names(made) == ["catalogue", "hospital.json"]
    assert made_with(made) == "a" * 64
    assert made_with(stamped(OWN, catalogue="c" * 64, hospital=HOUSE)) == "c" * 64


def test_a_document_of_before_names_none() -> None:
    assert made_with(EMPTY) is None
    assert names(stamped(EMPTY, hospital=HOUSE)) == ["hospital.json"]
