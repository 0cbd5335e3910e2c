"""From a folder to a hospital: invented houses measured end to end, bad folders explained, equal input equal bytes."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

import inmori
from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import Intake, Limits, ingest
from inmori.ingest import pipeline as pipeline_module
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.identity_key import host_key, mac_key, serial_key
from inmori.ingest.readers import shipped_readers
from inmori.ingest.reading import Reading
from inmori.model import Device, Hospital, SourceKind, ZoneKind, sha256_of
from inmori.text import Text
from tests.ingest.paper_folder import traffic, write
from tests.ingest.paper_hospital import TODAY, WIRE_DAY, Habits, Machine, PaperHospital, make
from tests.ingest.test_readers import FORTIGATE

SMALL = Habits("small", clients=25, servers=4, printers=4, instruments=5, retired=3)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def hibari(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hibari")
    write(make(SMALL, 1), folder)
    (folder / "fw.conf").write_text(FORTIGATE, "utf-8")
    return folder


def found(folder: Path, catalogue: Catalogue, **more: object) -> tuple[Hospital, Intake]:
    return ingest(folder, catalogue, today=TODAY, **more)  # type: ignore[arg-type]


# Habits, and precision, recall (of machines), share of right zones and of right states that must be reached.
HOUSES = {
    "tidy": (Habits("tidy"), 0.96, 0.99, 0.99, 0.98),
    "DHCP everywhere": (Habits("leases", dhcp=1.0), 0.92, 0.97, 0.97, 0.97),
    "slips, copies and gaps": (
        Habits("messy", ledger_serials=0.5, ledger_macs=0.4, ledger_assets=0.3, typos=8, ledger_duplicates=6,
               ledger_missing=0.25, renamed=6, retired=15, reused=6),
        0.95, 0.98, 0.98, 0.97,
    ),
}  # fmt: skip


@pytest.mark.parametrize("house", HOUSES)
def test_an_invented_hospital_end_to_end(house: str, catalogue: Catalogue, tmp_path: Path) -> None:
    habits, precision, recall, zones, states = HOUSES[house]
    paper = make(habits, 11)
    write(paper, tmp_path)
    hospital, _ = found(tmp_path, catalogue)
    partner = partners(hospital.devices, paper)
    living = [machine for machine in paper.machines if machine.alive]
    told = {number for sighting, number in paper.said if machine_in_use(paper, number)}
    counted = [device for device in hospital.devices if device.in_use()]
    hit = {partner[d.id].number for d in counted if d.id in partner and partner[d.id].alive}
    assert len(hit) / len(counted) >= precision
    assert len(hit & told) / len(told) >= recall
    assert len(living) >= len(told)
    placed = [(d, partner[d.id]) for d in counted if d.id in partner and d.zones and partner[d.id].alive]
    right = sum(machine.zone.value in device.zone_ids() for device, machine in placed)
    assert right / len(placed) >= zones
    state = sum(d.in_use() == partner[d.id].alive for d in hospital.devices if d.id in partner)
    assert state / len(partner) >= states


def machine_in_use(paper: PaperHospital, number: int) -> bool:
    return paper.machines[number].alive


def partners(devices: tuple[Device, ...], paper: PaperHospital) -> dict[str, Machine]:
    """Devices one to one with true machines, by serial, MAC, host name, then address."""
    taken: set[int] = set()
    partner: dict[str, Machine] = {}
    for marks in (_serials, _macs, _hosts, _addresses):
        keys = {key: m for m in paper.machines for key in marks(m) if m.number not in taken}
        for device in devices:
            if device.id in partner:
                continue
            machine = next((keys[k] for k in marks(device) if k in keys and keys[k].number not in taken), None)
            if machine is not None:
                partner[device.id] = machine
                taken.add(machine.number)
    return partner


def _serials(thing: Device | Machine) -> list[str]:
    values = [thing.serial] if isinstance(thing, Machine) else [f.value or "" for f in thing.serials]
    return [key for key in map(serial_key, values) if key]


def _macs(thing: Device | Machine) -> list[str]:
    values = [thing.mac] if isinstance(thing, Machine) else [f.value or "" for f in thing.macs]
    return [key for key in map(mac_key, values) if key]


def _hosts(thing: Device | Machine) -> list[str]:
    values = [thing.host] if isinstance(thing, Machine) else [f.value or "" for f in thing.hostnames]
    return [key for key in map(host_key, values) if key]


def _addresses(thing: Device | Machine) -> list[str]:
    if isinstance(thing, Machine):
        return [thing.address] if thing.alive else []
    return [f.value or "" for f in thing.addresses]


def test_what_a_hospital_holds(hibari: Path, catalogue: Catalogue) -> None:
    hospital, intake = found(hibari, catalogue)
    assert (hospital.name.value, hospital.beds.value) == ("架空ひばり病院", 96)
    assert hospital.staff.it_fte.value == 0.5
    assert {zone.kind for zone in hospital.zones} >= {ZoneKind.CLINICAL, ZoneKind.INFO, ZoneKind.DEPT, ZoneKind.GUEST}
    assert hospital.inmori_version == intake.inmori_version == inmori.__version__
    assert {e.format for e in hospital.evidence} == {
        "ledger_workbook", "asset_tool_csv", "ad_computers", "interview", "zeek_conn", "fortios",
    }  # fmt: skip
    made = {item.name: item.sha256 for item in hospital.made_from}
    assert made.pop("catalogue") == catalogue.sha256
    assert made == {path.name: sha256_of(path.read_bytes()) for path in hibari.iterdir()}
    assert all(file.used for file in intake.files)
    (gateway,) = hospital.gateways
    linked = hospital.device(gateway.device_id or "")
    assert linked is not None
    assert "HBR-FW" in [fact.value for fact in linked.hostnames]


def test_every_problem_has_a_place(hibari: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    shutil.copytree(hibari, tmp_path / "in")
    (tmp_path / "in" / "memo.txt").write_text("電話", "utf-8")
    (tmp_path / "in" / "bad.conf").write_bytes(FORTIGATE.encode()[:200])
    _, intake = found(tmp_path / "in", catalogue)
    assert intake.problems
    names = {file.evidence.file for file in intake.files}
    for problem in intake.problems:
        assert problem.where.file in names
        assert problem.text.ja
        assert problem.done.ja
    assert "memo.txt" in {problem.where.file for problem in intake.problems}


def test_equal_input_equal_bytes(hibari: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    copy = tmp_path / "other place"
    copy.mkdir()
    for path in sorted(hibari.iterdir(), reverse=True):  # another order on disk
        shutil.copy(path, copy)
    first, second = found(hibari, catalogue), found(copy, catalogue)
    assert first[0].to_json() == second[0].to_json()
    assert first[1].to_json() == second[1].to_json()


def test_documents_come_back_unchanged(hibari: Path, catalogue: Catalogue) -> None:
    hospital, intake = found(hibari, catalogue)
    assert Hospital.from_json(hospital.to_json(), name="h").to_json() == hospital.to_json()
    assert Intake.from_json(intake.to_json(), name="i") == intake


def test_visitors_are_no_devices_but_their_traffic_counts(hibari: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    shutil.copytree(hibari, tmp_path / "in")
    guests = [f"172.20.90.{last}" for last in range(100, 130)]
    rows = make(SMALL, 1).sightings()
    sighting = next(s for s in rows if s.source.kind is SourceKind.WIRE)
    from dataclasses import replace

    log = traffic([replace(sighting, addresses=(guest,)) for guest in guests], server="198.51.100.80")
    (tmp_path / "in" / "guest.log").write_text(log, "utf-8")
    hospital, _ = found(tmp_path / "in", catalogue)
    before, _ = found(hibari, catalogue)
    assert {flow.src for flow in hospital.flows} >= set(guests)
    assert len(hospital.devices) == len(before.devices)


def test_progress_goes_from_none_to_all(hibari: Path, catalogue: Catalogue) -> None:
    told: list[tuple[str, float]] = []
    found(hibari, catalogue, progress=lambda what, share: told.append((what, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert any("conn.log" in what for what, _ in told)


def test_it_can_be_stopped(hibari: Path, catalogue: Catalogue) -> None:
    def stop(what: str, share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(hibari, catalogue, progress=stop)


def bad_folders(tmp: Path) -> dict[str, Path]:
    (tmp / "empty").mkdir()
    (tmp / "hidden only").mkdir()
    (tmp / "hidden only" / ".DS_Store").write_bytes(b"x")
    (tmp / "hidden only" / "~$台帳.xlsx").write_bytes(b"x")
    (tmp / "file").write_text("x", "utf-8")
    (tmp / "junk").mkdir()
    (tmp / "junk" / "写真.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a ledger")
    (tmp / "junk" / "メモ.txt").write_text("電話番号", "utf-8")
    return {
        "missing": tmp / "missing", "empty": tmp / "empty", "hidden only": tmp / "hidden only",
        "file": tmp / "file", "junk": tmp / "junk",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["missing", "empty", "hidden only", "file", "junk"])
def test_a_bad_folder_is_an_input_error(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        found(bad_folders(tmp_path)[name], catalogue)
    for language in ("ja", "en"):
        text = error.value.explain(language)  # type: ignore[arg-type]
        assert name in text
        assert "Traceback" not in text
    if name == "junk":
        assert "写真.jpg" in error.value.explain("ja")


@pytest.fixture
def usable(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "下" / "の" / "階層").mkdir(parents=True)
    wire = [s for s in make(SMALL, 1).sightings() if s.source.kind is SourceKind.WIRE]
    (folder / "下" / "の" / "階層" / "conn.log").write_text(traffic(wire), "utf-8")
    return folder


def unused(intake: Intake) -> dict[str, str]:
    return {p.where.file: p.code for p in intake.problems if p.where.file in {
        f.evidence.file for f in intake.files if not f.used}}  # fmt: skip


def test_nested_folders_are_read(usable: Path, catalogue: Catalogue) -> None:
    _, intake = found(usable, catalogue)
    assert [file.evidence.file for file in intake.files] == ["下/の/階層/conn.log"]


def test_links_out_of_the_folder_are_refused(usable: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    secret = tmp_path / "secret.conf"
    secret.write_text(FORTIGATE, "utf-8")
    (usable / "a.conf").symlink_to(secret)
    (usable / "b").symlink_to(tmp_path)
    (usable / "c").symlink_to(usable)  # in a circle
    (usable / "d").symlink_to(tmp_path / "nowhere")
    os.mkfifo(usable / "e")
    hospital, intake = found(usable, catalogue)
    assert hospital.gateways == ()
    assert unused(intake) == dict.fromkeys(("a.conf", "b", "c", "d", "e"), "file_refused")


def test_a_link_within_the_folder_is_a_copy(usable: Path, catalogue: Catalogue) -> None:
    (usable / "again.log").symlink_to(usable / "下" / "の" / "階層" / "conn.log")
    hospital, intake = found(usable, catalogue)
    assert list(unused(intake).values()) == ["file_copy"]
    assert max(flow.connections for flow in hospital.flows) == 1  # not counted twice


def test_hostile_names_are_printed_safely(usable: Path, catalogue: Catalogue) -> None:
    for raw in (b"\x1b[31mred.txt", b"two\nlines.txt", b"\xff\xfe.txt", "\u202egpj.exe".encode()):
        Path(os.fsdecode(os.fsencode(str(usable)) + b"/" + raw)).write_text("x" + str(len(raw)), "utf-8")
    _, intake = found(usable, catalogue)
    names = [file.evidence.file for file in intake.files]
    assert len(names) == 5
    assert all(name.isprintable() for name in names)
    intake.to_json().encode()


def test_a_large_file_is_refused_and_the_rest_read(usable: Path, catalogue: Catalogue) -> None:
    (usable / "large.xlsx").write_bytes(bytes(3_000_000))
    _, intake = found(usable, catalogue, limits=Limits(file_bytes=2_000_000))
    assert unused(intake) == {"large.xlsx": "file_too_large"}
    said = next(problem.text for problem in intake.problems if problem.code == "file_too_large")
    assert "--limit file_bytes=" in said.ja
    assert "--limit file_bytes=" in said.en


class Breaking:
    """A reader that takes everything named ``.brk`` and breaks, in the way it is told to."""

    FORMAT, KIND, NAME = "breaking", SourceKind.LEDGER, Text(ja="壊れる資料", en="a breaking file")

    def recognise(self, file: EvidenceFile) -> float:
        return 1.0 if file.name.endswith(".brk") else 0.0

    def read(self, file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
        if file.data == b"input":
            raise InputError(Text(ja="だめです", en="No good"))
        raise ZeroDivisionError("password=himitsu")


@pytest.fixture
def with_breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_module, "shipped_readers", lambda: (Breaking(), *shipped_readers()))


def test_a_fault_while_reading_stops_nothing_and_tells_no_secret(
    usable: Path, catalogue: Catalogue, with_breaking: None
) -> None:
    (usable / "a.brk").write_bytes(b"input")
    (usable / "b.brk").write_bytes(b"fault")
    hospital, intake = found(usable, catalogue)
    assert unused(intake) == {"a.brk": "file_unusable", "b.brk": "reader_fault"}
    assert hospital.flows
    assert "himitsu" not in intake.to_json() + hospital.to_json()
    assert "ZeroDivisionError" in intake.to_json()


def test_seen_days_are_days_of_the_capture(hibari: Path, catalogue: Catalogue) -> None:
    hospital, _ = found(hibari, catalogue)
    days = {d.last_seen.value for d in hospital.devices for r in d.records if r.source.kind is SourceKind.WIRE}
    assert all(day is not None and WIRE_DAY <= day <= TODAY for day in days)
