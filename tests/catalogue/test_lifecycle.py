"""What each kind of date in the public table means, and that a missing one is never "supported"."""

import json
from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.lifecycle import Lifecycles, fold_model, lifecycles
from inmori.errors import OurFault

TABLE = lifecycles(load_catalogue())


def table_of(tmp_path: Path, releases: list[dict[str, object]], local: str = "[]") -> Lifecycles:
    folder = tmp_path / "lifecycles"
    folder.mkdir(parents=True)
    public = {
        "_source": {"commit_date": "2026-01-02"},
        "products": [{"id": "thing", "title": "Thing OS", "releases": releases}],
    }
    (folder / "eol.json").write_text(json.dumps(public), encoding="utf-8")
    (folder / "local.yaml").write_text(local, encoding="utf-8")
    return lifecycles(load_catalogue(tmp_path))


@pytest.mark.parametrize(
    "written, meant",
    [
        ({"eol": "2026-09-30"}, date(2026, 9, 30)),
        ({"eol": True}, True),
        ({"eol": False}, False),
        ({}, None),
        ({"eol": "soon"}, None),
        ({"disc": "2020-01-01"}, None),  # no longer sold is not "no longer looked after"
        ({"eoas": "2020-01-01"}, None),
    ],
)
def test_end(tmp_path: Path, written: dict[str, object], meant: date | bool | None) -> None:
    cycle = table_of(tmp_path, [{"c": "1", **written}]).cycle("thing", "1")
    assert cycle is not None
    assert cycle.end == meant
    assert type(cycle.end) is type(meant)


def test_what_the_table_lacks_is_none(tmp_path: Path) -> None:
    table = table_of(tmp_path, [{"c": "1", "eol": False}])
    assert table.cycle("thing", "2") is None
    assert table.cycles("other") == ()
    assert table.snapshot == date(2026, 1, 2)


def test_our_own_line_goes_before_the_public_one(tmp_path: Path) -> None:
    local = (
        '[{product: thing, title: Thing OS, cycle: "1", label: Thing 1, end: 2024-05-06, source: maker,'
        " as_of: 2026-01-01, basis: reported, confidence: high}]"
    )
    table = table_of(tmp_path, [{"c": "1", "eol": "2030-01-01"}, {"c": "2", "eol": "2031-01-01"}], local)
    assert [(cycle.cycle, cycle.end) for cycle in table.cycles("thing")] == [
        ("2", date(2031, 1, 1)),
        ("1", date(2024, 5, 6)),
    ]


def test_a_faulty_line_of_our_own_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(OurFault, match=r"local\.yaml"):
        table_of(tmp_path, [], "[{product: thing}]")


@pytest.mark.parametrize(
    "product, cycle, end, paid_end",
    [
        ("windows", "10-22h2", date(2025, 10, 14), date(2028, 10, 10)),
        ("windows", "10-1809-e-lts", date(2029, 1, 9), None),
        ("windows-server", "2012-r2", date(2023, 10, 10), date(2026, 10, 13)),
        ("fortios", "7.2", date(2026, 9, 30), None),
        ("debian", "12", date(2028, 6, 30), None),  # its long-term support costs nothing
        ("veeam-backup-and-replication", "9.0", True, None),
    ],
)
def test_known_dates(product: str, cycle: str, end: date | bool, paid_end: date | None) -> None:
    found = TABLE.cycle(product, cycle)
    assert found is not None
    assert (found.end, found.paid_end) == (end, paid_end)


def test_labels_tell_editions_apart() -> None:
    labels = [cycle.label for cycle in TABLE.cycles("windows")]
    assert len(labels) == len(set(labels))
    assert "Windows 10 1809 Enterprise LTSC" in labels


@pytest.mark.parametrize(
    "model, cycle",
    [
        ("WS-C3750X-24T-S", "3750-x"),
        ("Cisco Catalyst 3750-X", "3750-x"),
        ("catalyst3750x", "3750-x"),
        ("ＷＳ－Ｃ３７５０Ｘ－４８Ｐ", "3750-x"),
        ("WS-C3750V2-24TS", None),
        ("ASA5506-X", "5506-x"),
        ("ASA55061", None),
        ("RTX1210", None),
        ("", None),
    ],
)
def test_hardware(model: str, cycle: str | None) -> None:
    found = TABLE.hardware(model)
    assert (found.cycle if found else None) == cycle


def test_every_line_has_a_source_and_a_label() -> None:
    assert len(TABLE.products()) > 150
    for product in TABLE.products():
        names = [cycle.cycle for cycle in TABLE.cycles(product)]
        assert len(names) == len(set(names)), product
        assert all(cycle.source and cycle.label for cycle in TABLE.cycles(product))


def test_models_are_written_so_that_they_can_be_found() -> None:
    for product in TABLE.products():
        for cycle in TABLE.cycles(product):
            for model in cycle.models:
                assert TABLE.hardware(model) == cycle
                assert fold_model(model)


@pytest.mark.parametrize(
    "written, meant",
    [
        ({"isEol": True, "eolFrom": "2025-10-14"}, date(2025, 10, 14)),
        ({"isEol": True, "eolFrom": None}, True),
        ({"isEol": False, "eolFrom": None}, False),
        ({}, None),
    ],
)
def test_the_file_as_endoflife_date_gives_it_out(
    tmp_path: Path, written: dict[str, object], meant: date | bool | None
) -> None:
    folder = tmp_path / "lifecycles"
    folder.mkdir()
    release = {"name": "10-22h2", "label": "10 22H2", "latest": {"name": "10.0.19045"}, "eoesFrom": "2028-10-10"}
    full = {
        "schema_version": "1.2.0",
        "generated_at": "2027-02-03T04:05:06Z",
        "result": [{"name": "windows", "label": "Microsoft Windows", "releases": [release | written]}],
    }
    (folder / "eol.json").write_text(json.dumps(full), encoding="utf-8")
    (folder / "local.yaml").write_text("[]", encoding="utf-8")
    table = lifecycles(load_catalogue(tmp_path))
    cycle = table.cycle("windows", "10-22h2")
    assert table.snapshot == date(2027, 2, 3)
    assert cycle is not None
    assert (cycle.end, cycle.paid_end, cycle.latest) == (meant, date(2028, 10, 10), "10.0.19045")
    assert cycle.label == "Windows 10 22H2"
