"""``inmori incident`` as its user does it: begun, kept, cut off by a power cut, written by two, drafted, handed over."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from inmori.cli import incident_file
from inmori.cli.incident_file import LOCK, LOG, RECEIPTS, add, read_log
from inmori.cli.main import run
from inmori.prepare.incident_entry import Entry
from tests.prepare.incident_case import at, line

NOW = "2026-11-24 09:00"


def go(verb: str, folder: Path, *more: str, now: str | None = NOW) -> int:
    return run(["incident", verb, str(folder), *more, *(["--now", now] if now else [])])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "log"
    assert go("start", folder, "--known", "2026-11-24 08:15", "--what", "画面に脅迫文が出た", "--by", "当直") == 0
    assert go("note", folder, "外部回線を抜いた", "--at", "08:40", "--by", "情報担当") == 0
    assert go("note", folder, "院内放送をした", "--at", "08:45", "--by", "事務") == 0
    return folder


def test_show_says_the_next_deadline_first(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert go("show", log, now="2026-11-24 09:05") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "気づいた日時: 2026-11-24(火)08:15"
    assert lines[1].startswith("次の期限: 職員へのお知らせ")
    assert "2026-11-29 08:15" in lines[2]


def test_answers_and_duties_move_the_clocks(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert go("answer", log, "ransomware", "はい", "--by", "院長", "--why", "拡張子") == 0
    assert go("done", log, "mhlw", "--at", "08:50", "--by", "事務長") == 0
    capsys.readouterr()
    assert go("show", log, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    duties = {one["id"]: one for one in told["duties"]}
    assert duties["mhlw"]["state"] == "done"
    assert duties["ppc_final"]["limit"] == "2027-01-22T23:59:00+09:00"
    assert told["whole"]


WRONG: list[tuple[str, list[str], str]] = [
    ("answer", ["weather", "yes", "--by", "a"], "質問「weather」はありません"),
    ("answer", ["leak", "たぶん", "--by", "a"], "答えとして読めません"),
    ("answer", ["persons", "yes", "--by", "a"], "人数"),
    ("done", ["nobody", "--at", "08:50", "--by", "a"], "届出「nobody」はありません"),
    ("done", ["mhlw", "--at", "2026-11-25 08:50", "--by", "a"], "まだ来ていない時刻"),
    ("note", ["x", "--at", "きのう", "--by", "a"], "時刻として読めません"),
    ("note", ["x", "--at", "2026-02-30 10:00", "--by", "a"], "時刻として読めません"),
    ("note", ["x", "--at", "08:50", "--known", "08:40", "--by", "a"], "知った日時"),
    ("note", ["x", "--corrects", "99", "--by", "a"], "番号99の行はありません"),
    ("note", ["x", "--void", "--by", "a"], "--corrects"),
    ("note", ["x" * 5000, "--by", "a"], "4000文字"),
    ("start", ["--known", "08:00"], "すでに事案の記録があります"),
]


@pytest.mark.parametrize(("verb", "more", "words"), WRONG, ids=[f"{case[0]} {case[1][0][:12]} {number}" for number, case in enumerate(WRONG)])
def test_what_is_wrong_is_said_and_nothing_is_written(log: Path, verb: str, more: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = (log / LOG).read_bytes()
    assert go(verb, log, *more) == 2
    assert words in capsys.readouterr().err
    assert (log / LOG).read_bytes() == before


def test_verbs_without_a_log_say_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb, more in (("show", ()), ("note", ("x", "--by", "a")), ("draft", ())):
        assert go(verb, tmp_path / "none", *more) == 2
        assert "incident start" in capsys.readouterr().err


def test_a_cut_end_an_edit_and_a_lost_receipt_file_are_told(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (log / LOG).read_bytes()
    lines = whole.splitlines(keepends=True)
    capsys.readouterr()
    assert run(["incident", "verify", str(log)]) == 0
    noted = capsys.readouterr().out.split("最後の控え番号 ")[1].strip().rstrip("。")

    (log / LOG).write_bytes(b"".join(lines[:2]))
    assert run(["incident", "verify", str(log)]) == 1
    assert "終わりの1行" in capsys.readouterr().out
    assert go("note", log, "続き", "--by", "a") == 0  # nobody is kept from writing
    assert run(["incident", "verify", str(log)]) == 1  # and it stays visible
    assert "控えと違います" in capsys.readouterr().out

    (log / RECEIPTS).unlink()
    assert run(["incident", "verify", str(log)]) == 0
    assert "控え(incident_receipts.txt)がありません" in capsys.readouterr().out
    assert run(["incident", "verify", str(log), "--receipt", noted]) == 1  # what was noted on paper still tells
    (log / LOG).write_bytes(whole.replace("放送".encode(), "掲示".encode()))
    assert run(["incident", "verify", str(log)]) == 1
    (log / LOG).write_bytes(whole)
    assert run(["incident", "verify", str(log), "--receipt", noted]) == 0


def test_after_a_power_cut_the_log_goes_on_and_the_piece_stays(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (log / LOG).read_bytes()
    (log / LOG).write_bytes(whole[:-25])  # the last line, half written
    receipts = (log / RECEIPTS).read_bytes().splitlines(keepends=True)
    (log / RECEIPTS).write_bytes(b"".join(receipts[:2]) + receipts[2][:9])
    capsys.readouterr()
    assert run(["incident", "verify", str(log)]) == 0
    assert "途中で切れています" in capsys.readouterr().out
    assert go("note", log, "院内放送をした", "--at", "08:45", "--by", "事務") == 0
    assert (log / LOG).read_bytes().startswith(whole[:-25])
    assert run(["incident", "verify", str(log)]) == 0
    assert [one.what for one in read_log(log).entries] == ["画面に脅迫文が出た", "外部回線を抜いた", "院内放送をした"]
    assert len((log / RECEIPTS).read_bytes().splitlines()) == 4  # the half receipt stays on a line of its own


def _write_many(folder: Path, who: str, times: int) -> None:
    for number in range(times):
        add(folder, lambda _, n=number: line("note", f"{who}{n}", at=at("2026-11-24 09:00")))  # type: ignore[misc]


def test_two_writers_at_once_lose_nothing(log: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_write_many, args=(log, who, 15)) for who in ("甲", "乙", "丙")]
    for one in workers:
        one.start()
    for one in workers:
        one.join(30)
    chain = read_log(log)
    assert chain.problems == ()
    assert {one.what for one in chain.entries[3:]} == {f"{who}{n}" for who in "甲乙丙" for n in range(15)}


def test_a_writer_that_holds_on_is_named_and_nothing_is_written(log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(incident_file, "WAIT", 0.05)
    with (log / LOCK).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert go("note", log, "待てない", "--by", "a") == 2
    assert "この行はまだ記録されていません" in capsys.readouterr().err
    assert len(read_log(log).entries) == 3


def _write_for_ever(folder: Path, told: Connection) -> None:
    while True:
        entry, _ = add(folder, lambda _: line("note", "あ" * 500))
        told.send(entry.number)


@pytest.mark.parametrize("after", [1, 3, 8])
def test_killed_while_writing_all_that_was_acknowledged_is_there(log: Path, after: int) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=_write_for_ever, args=(log, theirs))
    writer.start()
    theirs.close()
    told = [ours.recv() for _ in range(after)]
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(30)
    with suppress(EOFError):
        while True:
            told.append(ours.recv())
    chain = read_log(log)
    assert chain.whole
    assert len(chain.entries) >= max(told)
    assert go("note", log, "続き", "--by", "a") == 0  # the dead writer left no lock
    assert read_log(log).whole


def test_a_disk_that_refuses_says_that_the_line_is_not_there(log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("inmori.cli.incident_file.os.write", full)
    assert go("note", log, "x", "--by", "a") == 2
    assert "この行はまだ記録されていません" in capsys.readouterr().err


def test_it_begins_without_a_hospital_even_when_one_was_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert go("start", tmp_path / "a", "--known", "08:15", "--hospital", str(tmp_path / "lost"), "--name", "浜の病院", "--beds", "60") == 0
    assert "資料なしで続けます" in capsys.readouterr().out
    house = read_log(tmp_path / "a").entries[0].house
    assert house is not None
    assert (house.name, house.beds) == ("浜の病院", 60)


def test_export_can_be_verified_with_python_alone(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert go("note", log, "入院中の山田太郎さんの件", "--by", "病棟") == 0
    capsys.readouterr()
    out = tmp_path / "out"
    assert go("export", log, "--for", "police", "--out", str(out)) == 0
    assert "番号 4" in capsys.readouterr().out
    assert (out / LOG).read_bytes() == (log / LOG).read_bytes()
    assert (out / "記録.pdf").read_bytes().startswith(b"%PDF")
    assert "外部回線を抜いた" in (out / "記録.csv").read_text("utf-8-sig")
    check = [sys.executable, "-I", str(out / "verify_log.py"), str(out / LOG)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    (out / LOG).write_bytes((out / LOG).read_bytes().replace("外部".encode(), "内部".encode()))
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1


def test_a_draft_that_was_edited_stays(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "drafts"
    assert go("draft", log, "--only", "staff", "--out", str(out)) == 0
    paper = out / "職員へのお知らせ.docx"
    paper.write_bytes(paper.read_bytes() + b"edited")
    theirs = paper.read_bytes()
    assert go("draft", log, "--only", "staff", "--out", str(out), now="2026-11-24 15:00") == 0
    assert paper.read_bytes() == theirs
    assert go("draft", log, "--only", "nothing") == 2
    assert "下書き「nothing」はありません" in capsys.readouterr().err


def test_a_line_that_names_somebody_is_warned_of(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert go("note", log, "山田太郎さんの薬", "--by", "a") == 0
    assert "患者さんの名前" in capsys.readouterr().out


def test_an_entry_keeps_what_was_typed(tmp_path: Path) -> None:
    assert go("start", tmp_path / "a", "--known", "2026/11/24 8:15", "--what", "a\u202eb\x07c\n二行目😀") == 0
    entry: Entry = read_log(tmp_path / "a").entries[0]
    assert entry.what == "ab c\n二行目😀"
    assert entry.known == at("2026-11-24 08:15")
