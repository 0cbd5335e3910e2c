"""What was told of the hospital as a whole lands in its field, settled; what does not fit is reported, not fatal."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest.hospital_fact import told_fields
from inmori.ingest.reading import Reading
from inmori.model import Evidence, Hospital, Source, SourceKind, Watch


def reading(kind: SourceKind, file: str, told: dict[str, Any]) -> Reading:
    source = Source(kind=kind, file=file, line=3)
    evidence = Evidence(file=file, sha256="", size=0, format="x", kind=kind)
    return Reading(evidence=evidence, told={name: (value, source) for name, value in told.items()})


def test_fields_of_all_parts() -> None:
    told = {"beds": 96, "name": "架空病院", "staff.it_fte": 0.5, "controls.endpoint_detection": Watch.NONE}
    fields, problems = told_fields([reading(SourceKind.TOLD, "a.yaml", told)])
    hospital = Hospital(**fields)
    assert problems == ()
    assert (hospital.beds.value, hospital.staff.it_fte.value) == (96, 0.5)
    assert hospital.controls.endpoint_detection.value is Watch.NONE
    assert hospital.beds.sources[0].place() == "a.yaml 3行"


def test_two_sources_are_settled() -> None:
    fields, _ = told_fields(
        [
            reading(SourceKind.TOLD, "a.yaml", {"controls.antivirus": "A"}),
            reading(SourceKind.EXPORT, "b.csv", {"controls.antivirus": "B"}),
        ]
    )
    fact = fields["controls"].antivirus
    assert (fact.value, [claim.value for claim in fact.others]) == ("B", ["A"])


@pytest.mark.parametrize(
    "name, value",
    [("beds", "many"), ("no_such_field", 1), ("staff.no_such", 1), ("nowhere.beds", 1), ("devices", ()), ("", 1)],
)
def test_what_does_not_fit_is_told(name: str, value: object) -> None:
    fields, problems = told_fields([reading(SourceKind.TOLD, "a.yaml", {name: value, "name": "架空病院"})])
    assert [(problem.code, problem.where.file) for problem in problems] == [("told_value_unfit", "a.yaml")]
    assert list(fields) == ["name"]
