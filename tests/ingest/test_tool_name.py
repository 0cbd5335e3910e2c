"""When what a tool calls its devices is their host name: only in tools' lists, only names of a computer's form."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest.reading import Sighting
from inmori.ingest.reconcile import reconcile
from inmori.ingest.tool_name import with_names_as_hosts
from inmori.model import Source, SourceKind
from tests.ingest.paper_hospital import TODAY


def record(row: int, name: str, *, kind: SourceKind = SourceKind.EXPORT, file: str = "devices.tsv", **more: Any) -> Sighting:
    source = Source(kind=kind, file=file, row=row)
    return Sighting(source=source, facts={"name": (name, source.model_copy(update={"cell": f"A{row}"}))}, **more)


def rows(*names: str, **more: Any) -> list[Sighting]:
    return [record(row, name, **more) for row, name in enumerate(names, start=2)]


# Records, and the host names they have afterwards.
LISTS: dict[str, tuple[list[Sighting], list[tuple[str, ...]]]] = {
    "names of computers": (rows("OFF-PC01", "OFF-PC02", "WS3"), [("OFF-PC01",), ("OFF-PC02",), ("WS3",)]),
    "with their domain": (rows("pc1.hosp.local", "pc2.hosp.local", "pc3.hosp.local"), [("pc1.hosp.local",), ("pc2.hosp.local",), ("pc3.hosp.local",)]),
    "what people call them": (rows("受付PC", "会計PC", "医事PC"), [(), (), ()]),
    "the same word again and again": (rows("PC-A1", "PC-A1", "PC-A1", "PC-A1"), [(), (), (), ()]),
    "makers' words": (rows("Printer", "Scanner", "Switch"), [(), (), ()]),
    "too few to tell": (rows("OFF-PC01", "OFF-PC02"), [(), ()]),
    "a ledger": (rows("OFF-PC01", "OFF-PC02", "OFF-PC03", kind=SourceKind.LEDGER), [(), (), ()]),
    "host names are there": (
        [*rows("OFF-PC01", "OFF-PC02"), record(9, "OFF-PC03", hostnames=("x9",))], [(), (), ("x9",)]
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    sightings, wanted = LISTS[name]
    assert [sighting.hostnames for sighting in with_names_as_hosts(sightings)] == wanted


def test_it_joins_the_directory_and_says_where_the_name_stands() -> None:
    tool = with_names_as_hosts(rows("OFF-PC01", "OFF-PC02", "OFF-PC03"))
    directory = [Sighting(source=Source(kind=SourceKind.EXPORT, file="ad.csv", row=2), hostnames=("off-pc01",))]
    groups = reconcile([*tool, *directory], today=TODAY)
    assert sorted(len(group.sightings) for group in groups) == [1, 1, 2]
    assert tool[0].identities["OFF-PC01"].cell == "A2"
