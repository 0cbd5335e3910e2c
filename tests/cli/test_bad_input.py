"""Bad input on the command line: one sentence that names file and place, the rest still read, never a stack trace."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from inmori.cli.main import run
from inmori.ingest.intake import Intake

INTERVIEW = "hospital:\n  name: 試験病院\n  beds: 60\n"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LEDGER = [["管理番号", "ホスト名", "IPアドレス", "OS"], ["A-1", "PC001", "10.1.2.3", "Windows 11 Pro 24H2"]]


def encrypted_workbook() -> bytes:
    """The head of an OLE compound file as Office writes it around an encrypted workbook."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + bytes(480)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


def cut_workbook() -> bytes:
    whole = workbook(LEDGER)
    return whole[: len(whole) // 2]


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(12):
            bomb.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * (64 * 1024 * 1024))
    return out.getvalue()


def workbook_with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(LEDGER))) as good, zipfile.ZipFile(out, "w") as bad:
        for entry in good.namelist():
            text = good.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + text
            bad.writestr(entry, text)
    return out.getvalue()


def headless_ledger() -> bytes:
    return workbook([["A-1", "PC001", "あ", "い"], ["A-2", "PC002", "う", "え"]])


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "台帳_パスワード.xlsx": encrypted_workbook,
    "台帳_途中.xlsx": cut_workbook,
    "台帳_爆弾.xlsx": zip_bomb,
    "台帳_実体.xlsx": workbook_with_entities,
    "見出しなし.xlsx": headless_ledger,
    "壊れた文字.csv": lambda: b"\x81\xff\xfe\x00,\xa0\xff\n" * 3,
    "知らない装置.conf": lambda: b"frobnicate interface 7\n  quux 1.2.3.4\n" * 20,
    "空.csv": lambda: b"",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    evidence, out = tmp_path / "evidence", tmp_path / "out"
    evidence.mkdir()
    (evidence / "聞き取り.yaml").write_text(INTERVIEW, "utf-8")
    (evidence / name).write_bytes(BAD_FILES[name]())
    assert run(["ingest", str(evidence), "--out", str(out), "--today", "2026-11-24"]) == 0
    intake = Intake.from_json((out / "intake.json").read_text("utf-8"), name="intake.json")
    about = [problem for problem in intake.problems if problem.where.file == name]
    assert about, f"nothing is said about {name}"
    assert all(problem.text.ja and problem.text.en and problem.done.ja for problem in about)
    assert "試験病院" in (out / "hospital.json").read_text("utf-8")


@pytest.mark.parametrize("name", BAD_FILES)
def test_nothing_but_a_bad_file_is_exit_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name]())
    assert run(["ingest", str(tmp_path), "--out", str(tmp_path / "out"), "--today", "2026-11-24"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert name in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "no-such-folder", "--out", "out"],
        ["assess", "EMPTY", "--out", "out"],
        ["diagnose", "no-such/hospital.json"],
        ["simulate", "JUNK"],
        ["plan", "JUNK"],
        ["report", "EMPTY"],
        ["assess", "EMPTY", "--out", "out", "--today", "yesterday"],
        ["assess", "EMPTY"],
        ["frobnicate"],
        ["reach", "JUNK", "--from", "10.0.0.1"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]) + f" ({len(arguments)})",
)
def test_wrong_use_is_exit_2_and_one_sentence(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "junk.json").write_text("{not json", "utf-8")
    places = {"EMPTY": str(tmp_path / "empty"), "JUNK": str(tmp_path / "junk.json"), "out": str(tmp_path / "out")}
    monkeypatch.chdir(tmp_path)
    assert run([places.get(word, word) for word in arguments]) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_an_output_folder_that_is_a_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "聞き取り.yaml").write_text(INTERVIEW, "utf-8")
    (tmp_path / "out").write_text("a file", "utf-8")
    arguments = ["ingest", str(tmp_path / "evidence"), "--out", str(tmp_path / "out"), "--today", "2026-11-24"]
    assert run(arguments) == 2
    assert "書けません" in capsys.readouterr().err


def test_our_fault_is_exit_3_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.delenv("INMORI_DEBUG", raising=False)
    monkeypatch.setattr("inmori.cli.ingest.run_ingest", broken)
    assert run(["ingest", str(tmp_path), "--out", str(tmp_path / "out")]) == 3
    said = capsys.readouterr().err
    assert "不具合" in said
    assert "Traceback" not in said


def test_stopping_by_hand_is_exit_130(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("inmori.cli.ingest.run_ingest", stopped)
    assert run(["ingest", str(tmp_path), "--out", str(tmp_path / "out")]) == 130
    assert "中止" in capsys.readouterr().err
