"""The verb that reads: limits and columns as settings, what the screen says of each file, and stopping by hand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inmori.cli import ingest as ingest_module
from inmori.cli.main import run
from inmori.cli.stage_files import write_text
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from tests.cli.test_bad_input import INTERVIEW, LEDGER, workbook
from tests.ingest.good_file import GOOD
from tests.ingest.test_readers import FORTIGATE

TODAY = ("--today", "2027-03-08")
ROWS = [*LEDGER, *([f"A-{n}", f"PC{n:03}", f"10.1.2.{n}", "Windows 11 Pro 24H2"] for n in range(4, 40))]


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "資料"
    folder.mkdir()
    heading = [*ROWS[0], "印字枚数"]
    (folder / "台帳.xlsx").write_bytes(workbook([heading, *([*row, 7] for row in ROWS[1:])]))
    (folder / "聞き取り.yaml").write_text(INTERVIEW, "utf-8")
    (folder / "fw.conf").write_text(FORTIGATE, "utf-8")
    (folder / "メモ.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    return folder


def intake_in(out: Path) -> Intake:
    return Intake.from_json((out / "intake.json").read_text("utf-8"), name="intake.json")


def test_the_screen_says_what_each_file_was_taken_for(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = evidence.parent / "out"
    assert run(["ingest", str(evidence), "--out", str(out), *TODAY]) == 0
    said = capsys.readouterr().out
    assert "資料 4 件のうち 3 件を読み" in said
    lines = said.splitlines()
    assert lines[1].startswith("  × メモ.pdf … 使っていません。")  # what was not used comes first
    assert "PDF" in lines[1]
    assert "  ○ 台帳.xlsx … 機器台帳 として 37 件を読みました" in lines
    assert "  ○ fw.conf … FortiGateの設定 として 3 件を読みました" in lines
    assert any("使わなかった列: 印字枚数" in line for line in lines)
    assert any("--columns columns.toml" in line for line in lines)


def test_the_screen_in_english(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", str(evidence), "--out", str(evidence.parent / "out"), *TODAY, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "  + 台帳.xlsx: read as Ledger of machines, 37 entries" in said.splitlines()
    assert "  x メモ.pdf: not used." in said


def test_a_name_of_a_file_is_not_said_twice_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "資料"
    folder.mkdir()
    slip = ["A-9", "PC009", "10.1..9", "Windows 11"]
    (folder / "台帳.xlsx").write_bytes(workbook([*ROWS, slip]))
    assert run(["ingest", str(folder), "--out", str(tmp_path / "out"), *TODAY]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "10.1..9" in line)
    assert line.startswith("     ! 「Sheet」C39 の「10.1..9」は")


@pytest.mark.parametrize("verb", ["ingest", "assess"])
def test_a_limit_is_a_setting(verb: str, evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = evidence.parent / "out"
    few = ["--trials", "100"] if verb == "assess" else []
    assert run([verb, str(evidence), "--out", str(out), *TODAY, *few, "--limit", "rows=10"]) == 0
    assert "--limit rows=20" in capsys.readouterr().out
    read = {file.evidence.file: file.evidence.records for file in intake_in(out).files}
    assert read["台帳.xlsx"] < 37


def test_the_option_wins_over_the_file_of_limits(evidence: Path) -> None:
    out, limits = evidence.parent / "out", evidence.parent / "limits.toml"
    limits.write_text('rows = 10\nyaml_bytes = "1KB"\n', "utf-8")
    arguments = ["ingest", str(evidence), "--out", str(out), *TODAY, "--limits", str(limits)]
    assert run(arguments) == 0
    assert "rows_left_out" in {problem.code for problem in intake_in(out).problems}
    assert run([*arguments, "--limit", "rows=11", "--limit", "rows=1万"]) == 0
    assert "rows_left_out" not in {problem.code for problem in intake_in(out).problems}


WRONG = {
    "unknown name": (["--limit", "row=5"], "rows ではありませんか"),
    "no value": (["--limit", "rows"], "数として読めません"),
    "bad size": (["--limit", "file_bytes=big"], "512MB"),
    "no such file": (["--limits", "no-such.toml"], "開けません"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("verb", ["ingest", "assess"])
def test_a_wrong_limit_is_exit_2_and_nothing_is_written(
    verb: str, name: str, evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, words = WRONG[name]
    assert run([verb, str(evidence), "--out", str(evidence.parent / "out"), *TODAY, *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (evidence.parent / "out").exists()


@pytest.mark.parametrize("verb", ["ingest", "assess"])
def test_columns_are_written_and_corrected(verb: str, evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, columns = evidence.parent / "out", evidence.parent / "columns.toml"
    few = ["--trials", "100"] if verb == "assess" else []
    arguments = [verb, str(evidence), "--out", str(out), *TODAY, *few, "--columns", str(columns)]
    assert run(arguments) == 0
    assert f"列の読み方を {columns} に書きました" in capsys.readouterr().out
    text = columns.read_text("utf-8")
    assert 'E = ""' in text
    columns.write_text(text.replace('E = "" ', 'E = "note" '), "utf-8")
    assert run(arguments) == 0
    mapping = next(mapping for mapping in intake_in(out).mappings if mapping.file == "台帳.xlsx")
    assert (mapping.corrected, mapping.columns[4][2]) == (True, "note")


# -- stopping by hand ------------------------------------------------------------------------------------------------


def stopping(at: int) -> Callable[..., object]:
    """A progress bar that is interrupted at its ``at``-th report."""

    @contextmanager
    def bar(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
        reports = 0

        def report(_what: str, _share: float) -> None:
            nonlocal reports
            reports += 1
            if reports == at:
                raise KeyboardInterrupt

        yield report

    return bar


@pytest.mark.parametrize("at", [1, 2, 3, 5, 8])
def test_stopping_while_reading_leaves_nothing(at: int, evidence: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest_module, "progress_bar", stopping(at))
    out = evidence.parent / "out"
    assert run(["ingest", str(evidence), "--out", str(out), *TODAY]) == 130
    assert not out.exists() or list(out.iterdir()) == []


def test_stopping_inside_a_large_record_of_traffic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "資料"
    folder.mkdir()
    (folder / "conn.log").write_bytes(GOOD["conn"].data)
    monkeypatch.setattr(ingest_module, "progress_bar", stopping(3))  # looked for, begun, and within the file
    arguments = ["ingest", str(folder), "--out", str(tmp_path / "out"), *TODAY, "--limit", "file_bytes=100"]
    assert run(arguments) == 130
    assert not (tmp_path / "out").exists()


def test_stopping_while_writing_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "hospital.json"
    target.write_text("before", "utf-8")

    def stopped(self: Path, *_: object) -> int:
        with self.open("w") as half:
            half.write("ha")
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_text(target, "a new text")
    monkeypatch.undo()
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("hospital.json", "before")]


def test_a_stop_that_a_library_turned_into_its_own_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:
            raise ImportError("a library was interrupted while loading") from error

    monkeypatch.setattr(ingest_module, "run_ingest", interrupted)
    assert run(["ingest", str(tmp_path), "--out", str(tmp_path / "out")]) == 130


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_in_a_real_run(evidence: Path) -> None:
    out = evidence.parent / "out"
    program = "from inmori.cli.main import main; main()"
    command = [sys.executable, "-c", program, "assess", str(evidence), "--out", str(out), *TODAY, "--trials", "2000000"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    started = time.monotonic()
    while not (out / "diagnosis.json").exists() and process.poll() is None and time.monotonic() - started < 240:
        time.sleep(0.05)
    time.sleep(1.5)  # into the middle of the work that follows
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=240)
    assert process.returncode == 130, said
    assert "中止しました" in said
    assert "Traceback" not in said
    names = {path.name for path in out.iterdir()}
    assert {"hospital.json", "intake.json", "diagnosis.json"} <= names
    assert [name for name in names if name.startswith(".") or name.endswith(".part")] == []
    Hospital.from_json((out / "hospital.json").read_text("utf-8"), name="hospital.json")
