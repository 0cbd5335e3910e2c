"""What a reading would change, before it counts: each kind of change in a list of its own, cut short with a way to the rest."""

from __future__ import annotations

from inmori.ingest.intake import FileRead, Intake, Problem
from inmori.model import (
    Device,
    Evidence,
    Fact,
    Hospital,
    Network,
    RemoteAccess,
    Source,
    SourceKind,
    TextFact,
    Zone,
    ZoneKind,
)
from inmori.model.provenance import Claim
from inmori.text import Text
from inmori.web.desk.screens.start import preview
from inmori.web.desk.screens.start.progress import files_of, saying_of
from inmori.web.jobs.models import Job, Telling
from inmori.web.versions.difference import difference

LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="端末", row=5)
EXPORT = Source(kind=SourceKind.EXPORT, file="資産ツール.csv", line=9)


def machine(number: int, *, os: str = "Windows 10", against: str = "") -> Device:
    others = (Claim[str](value=against, source=LEDGER),) if against else ()
    return Device(
        id=f"D{number:03d}", hostnames=(TextFact.of(f"PC{number:03d}", EXPORT),),
        os=Fact[str](value=os, confidence=0.8, sources=(EXPORT,), others=others),
    )  # fmt: skip


def way(number: int, vendor: str) -> RemoteAccess:
    return RemoteAccess(id=f"R{number:02d}", vendor=TextFact.of(vendor, LEDGER), sources=(LEDGER,))


def zone(kind: ZoneKind) -> Zone:
    return Zone(id=kind.value, kind=kind, name=TextFact.of(kind.value, LEDGER), networks=(Network(cidr="10.4.0.0/24"),))


BEFORE = Hospital(
    devices=(machine(1), machine(2), machine(3)), zones=(zone(ZoneKind.INFO), zone(ZoneKind.GUEST)),
    remote_accesses=(way(1, "甲社"), way(2, "乙社")),
)  # fmt: skip
AFTER = Hospital(
    devices=(machine(2, os="Windows 11"), machine(3, against="Windows 7"), machine(4)), zones=(zone(ZoneKind.INFO), zone(ZoneKind.DEPT)),
    remote_accesses=(way(1, "乙社"), way(2, "丙社")),
)  # fmt: skip


def test_every_kind_of_change_has_its_list() -> None:
    told = {part.id: [(str(line.name), line.text.ja, line.places) for line in part.lines]
            for part in preview.parts(AFTER, difference(BEFORE, AFTER))}  # fmt: skip
    assert [name for name, _, _ in told["new"]] == ["PC004"]
    assert [name for name, _, _ in told["gone"]] == ["PC001"]
    assert [(name, text) for name, text, _ in told["changed"]] == [("PC002", "OS: Windows 10 → Windows 11")]
    [(name, text, places)] = told["contradictory"]
    assert (name, "「Windows 10」" in text, "「Windows 7」" in text) == ("PC003", True, True)
    assert places == ("資産ツール.csv 9行", "台帳.xlsx「端末」 5行")
    assert [(name, text) for name, text, _ in told["zones"]] == [("dept", "新しい"), ("guest", "なくなる")]
    assert len(told["ways"]) == 2
    assert "丙社" in told["ways"][0][0]
    assert "甲社" in told["ways"][1][0]


def test_nothing_has_changed() -> None:
    assert preview.parts(BEFORE, difference(BEFORE, BEFORE)) == ()


def test_what_has_no_mark_is_matched_one_to_one() -> None:
    def reader(number: int) -> Device:
        return Device(id=f"D{number:03d}", name=TextFact.of("顔認証付きカードリーダー", LEDGER))

    before, after = Hospital(devices=(reader(1), reader(2))), Hospital(devices=(reader(7), reader(8), reader(9)))
    assert [(part.id, part.total) for part in preview.parts(after, difference(before, after))] == [("new", 1)]
    assert [(part.id, part.total) for part in preview.parts(before, difference(after, before))] == [("gone", 1)]


def test_of_a_first_reading_only_contradictions_are_listed() -> None:
    assert [part.id for part in preview.parts(AFTER, difference(None, AFTER))] == ["contradictory"]


def test_a_long_list_is_cut_short_until_it_is_asked_for() -> None:
    many = Hospital(devices=tuple(machine(number) for number in range(100, 100 + preview.SHOWN + 7)))
    told = difference(Hospital(), many)
    [cut], [whole] = preview.parts(many, told), preview.parts(many, told, whole="new")
    assert (len(cut.lines), cut.total, cut.more) == (preview.SHOWN, preview.SHOWN + 7, 7)
    assert (len(whole.lines), whole.more) == (preview.SHOWN + 7, 0)


def test_every_file_is_told_of_and_those_that_were_not_read_come_first() -> None:
    def read(name: str, *, used: bool) -> FileRead:
        evidence = Evidence(file=name, sha256="", size=1, format="x", kind=SourceKind.LEDGER, records=4)
        return FileRead(evidence=evidence, recognised_by=Text(ja="台帳", en="ledger"), used=used)

    trouble = Problem(severity="error", code="file_unusable", where=Source(kind=SourceKind.DERIVED, file="b.xlsx"),
                      text=Text(ja="壊れています", en="broken"), done=Text(ja="使っていません", en="not used"))  # fmt: skip
    intake = Intake(files=(read("a.csv", used=True), read("b.xlsx", used=False)), problems=(trouble,))
    lines = preview.files(intake, handed_in=["a.csv", "b.xlsx", "~$b.xlsx"])
    assert [(line.name, line.used, len(line.problems)) for line in lines] == [
        ("b.xlsx", False, 1), ("~$b.xlsx", False, 0), ("a.csv", True, 0),
    ]  # fmt: skip
    assert lines[1].look.ja.startswith("読みませんでした")


def test_how_far_each_file_is() -> None:
    job, names = Job(kind=Job.READ, state=Job.RUNNING), ["c.csv", "a.csv", "b.csv"]

    def states(saying: str) -> list[str]:
        return [f"{file.name} {file.state}" for file in files_of(job, Telling(saying=saying), names)]

    assert states("資料を探しています") == ["a.csv waits", "b.csv waits", "c.csv waits"]
    assert states("b.csv を読んでいます") == ["a.csv done", "b.csv now", "c.csv waits"]
    assert states("同じ機器の記録をまとめています") == ["a.csv done", "b.csv done", "c.csv done"]
    assert files_of(Job(kind=Job.ASSESS, state=Job.RUNNING), Telling(saying="b.csv を読んでいます"), names) == ()
    assert files_of(Job(kind=Job.READ, state=Job.DONE), Telling(saying=""), names) == ()
    assert saying_of(Telling(saying="b.csv を読んでいます")).en == "Reading b.csv"
    assert saying_of(Telling(saying="資料を探しています")).en == "Looking for the evidence"
