"""The order in which papers and records come decides nothing, and a paper that has nothing to say changes nothing."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest import ingest
from inmori.ingest.assembly import Assembled, assemble
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.evidence_folder import files_in
from inmori.ingest.readers import recognise, shipped_readers
from inmori.ingest.reading import Reading, Sighting, ToldNetwork
from inmori.model import Evidence, Network, Source, SourceKind, ZoneKind
from tests.hospitals.conftest import HERE
from tests.hospitals.paper import TODAY

HOUSES = ("suzukake", "kitahama", "kaede", "tachibana")
# What a reader hands over in several pieces, each of which may come in any order; flows it has put in order itself.
_PIECES = ("sightings", "networks", "contracts", "remote_accesses", "backups", "disclosures", "components")


@cache
def readings_of(house: str) -> tuple[Reading, ...]:
    catalogue, readers = load_catalogue(), shipped_readers()
    found = []
    for path in files_in(HERE / house / "evidence"):
        file = EvidenceFile.load(path.path, name=path.name, limits=Limits())
        reader = recognise(file, readers).reader
        if reader is not None:
            found.append(reader.read(file, catalogue, today=TODAY))
    return tuple(found)


def assembled(readings: list[Reading] | tuple[Reading, ...]) -> Assembled:
    return assemble(readings, load_catalogue(), today=TODAY, progress=silent)


def silent(what: str, share: float) -> None:
    """Show no progress."""


@cache
def as_given(house: str) -> Assembled:
    return assembled(readings_of(house))


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("seed", (1, 2, 3))
def test_any_order_gives_the_same_bytes(house: str, seed: int) -> None:
    luck = random.Random(seed)
    readings = [replace(reading, **{name: shuffled(getattr(reading, name), luck) for name in _PIECES}) for reading in readings_of(house)]
    luck.shuffle(readings)
    found, wanted = assembled(readings), as_given(house)
    assert found.hospital.to_json() == wanted.hospital.to_json()
    assert (found.merges, found.proposals) == (wanted.merges, wanted.proposals)
    assert sorted(map(repr, found.problems)) == sorted(map(repr, wanted.problems))


def shuffled(things: tuple[object, ...], luck: random.Random) -> tuple[object, ...]:
    mixed = list(things)
    luck.shuffle(mixed)
    return tuple(mixed)


# Papers that tell nothing of machines, each of another kind: unknown, empty, a picture, a list of something else.
IRRELEVANT = {
    "a letter": ("お知らせ.txt", "来月の院内研修は第2水曜日です。\n".encode("cp932")),
    "nothing": ("空.csv", b""),
    "a picture": ("正面玄関.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "a list of meals": ("献立.csv", "日付,主菜,副菜\n4/1,鮭,ほうれん草\n4/2,豆腐,きんぴら\n4/3,鶏,白和え\n".encode()),
}


@pytest.mark.parametrize("name", IRRELEVANT)
def test_an_irrelevant_paper_changes_nothing_else(name: str, tmp_path: Path) -> None:
    catalogue = load_catalogue()
    shutil.copytree(HERE / "tachibana" / "evidence", tmp_path / "papers")
    before, told = ingest(tmp_path / "papers", catalogue, today=TODAY)
    file, data = IRRELEVANT[name]
    (tmp_path / "papers" / file).write_bytes(data)
    after, more = ingest(tmp_path / "papers", catalogue, today=TODAY)
    assert after.to_json() == before.to_json()
    assert more.merges == told.merges
    assert more.proposals == told.proposals
    assert [f for f in more.files if f.evidence.file != file] == list(told.files)
    assert [p for p in more.problems if p.where.file != file] == list(told.problems)


DAY = date(2026, 11, 12)
GUESTS = ToldNetwork(Network(name="家族面会Wi-Fi", cidr="10.200.0.0/24"), ZoneKind.GUEST, Source(kind=SourceKind.TOLD, file="聞取り.yaml"))
CLERKS = ToldNetwork(Network(name="事務", cidr="10.2.0.0/24"), ZoneKind.INFO, Source(kind=SourceKind.TOLD, file="聞取り.yaml"))


def heard(kind: SourceKind, row: int, address: str = "", mac: str = "", host: str = "", *, dhcp: bool = False) -> Sighting:
    source = Source(kind=kind, file={SourceKind.WIRE: "cap.tsv", SourceKind.LEDGER: "台帳.xlsx"}.get(kind, "leases.txt"), row=row)
    return Sighting(source=source, addresses=(address,) if address else (), macs=(mac,) if mac else (), hostnames=(host,) if host else (), dhcp=dhcp, last_seen=DAY)


TABLET = "f0:18:98:00:00:01"
WHO: dict[str, tuple[list[Sighting], list[str]]] = {
    "a card with its name alone": ([heard(SourceKind.WIRE, 2, mac=TABLET, host="TAB21"), heard(SourceKind.EXPORT, 3, "10.2.0.50", TABLET)], ["TAB21"]),
    "a visitor's telephone": ([heard(SourceKind.EXPORT, 3, "10.200.0.60", TABLET, dhcp=True)], []),
    "a listed card among visitors": ([heard(SourceKind.LEDGER, 5, "10.2.0.7", TABLET, "TAB21"), heard(SourceKind.EXPORT, 3, "10.200.0.60", TABLET, dhcp=True)], ["TAB21"]),
    "a lease in a network of the hospital": ([heard(SourceKind.EXPORT, 3, "10.2.0.60", TABLET, dhcp=True)], ["10.2.0.60"]),
}


@pytest.mark.parametrize("name", WHO)
def test_who_is_a_stranger(name: str) -> None:
    said, labels = WHO[name]
    evidence = [Evidence(file=file, sha256="0", size=1, format="x", kind=SourceKind.EXPORT, records=1) for file in ("a", "b")]
    readings = [Reading(evidence=evidence[0], networks=(GUESTS, CLERKS)), Reading(evidence=evidence[1], sightings=tuple(said))]
    assert [device.label() for device in assembled(readings).hospital.devices] == labels
