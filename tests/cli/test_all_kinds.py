"""One folder with every kind of evidence at once, and with what nobody reads: assessed whole, each named, no secret kept."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from inmori.cli.main import run
from inmori.ingest.intake import Intake
from inmori.ingest.readers import shipped_readers
from inmori.model import Hospital
from tests.cli.test_bad_input import BAD_FILES
from tests.ingest.good_file import GOOD

TODAY = "2027-03-08"
# What the good files hold where each format keeps a password, key, community or the name of a person.
SECRETS = ("S3CRET", "Himitsu", "himitsu", "S3cr3tMark", "山田花子")
# Claimed by a reader that then says what is wrong with it, or by none.
UNREAD = ("台帳_パスワード.xlsx", "台帳_途中.xlsx", "台帳_爆弾.xlsx", "台帳_実体.xlsx", "知らない装置.conf", "空.csv", "メモ.pdf")


@dataclass(frozen=True)
class Assessed:
    """The folder of results and what was said on the screen."""

    out: Path
    said: str
    intake: Intake


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Assessed:
    evidence, out = tmp_path_factory.mktemp("evidence"), tmp_path_factory.mktemp("out")
    for file in GOOD.values():
        (evidence / file.name).write_bytes(file.data)
    for name in UNREAD:
        (evidence / name).write_bytes(BAD_FILES[name]() if name in BAD_FILES else b"%PDF-1.7\n%\xe2\xe3")
    printed = screen_of(["assess", str(evidence), "--out", str(out), "--today", TODAY, "--trials", "100", "--years", "1"])
    intake = Intake.from_json((out / "intake.json").read_text("utf-8"), name="intake.json")
    return Assessed(out, printed, intake)


def screen_of(arguments: list[str]) -> str:
    """Run the command line here and return what it printed; it must end well."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        assert run(arguments) == 0
    return screen.getvalue()


def test_all_kinds_are_there() -> None:
    assert {file.format for file in GOOD.values()} == {reader.FORMAT for reader in shipped_readers()}
    assert len({file.name for file in GOOD.values()}) == len(GOOD)


@pytest.mark.parametrize("name", GOOD)
def test_each_file_went_to_its_reader(name: str, assessed: Assessed) -> None:
    read = {file.evidence.file: (file.evidence.format, file.used) for file in assessed.intake.files}
    assert read[GOOD[name].name] == (GOOD[name].format, True)


@pytest.mark.parametrize("name", UNREAD)
def test_what_was_not_read_is_named_on_the_screen_and_in_the_report(name: str, assessed: Assessed) -> None:
    assert name not in {file.evidence.file for file in assessed.intake.files if file.used}
    line = next(line for line in assessed.said.splitlines() if name in line)
    assert "使っていません。" in line
    assert len(line) > len(f"  × {name} … 使っていません。")  # and why
    assert name in (assessed.out / "index.html").read_text("utf-8")


def test_nothing_secret_is_written_or_printed(assessed: Assessed) -> None:
    written = {path.name: path.read_bytes() for path in assessed.out.rglob("*") if path.is_file()}
    assert {"report.pdf", "index.html", "annex.xlsx", "hospital.json", "intake.json", "roads.json"} <= set(written)
    with zipfile.ZipFile(assessed.out / "annex.xlsx") as annex:
        written |= {f"annex/{name}": annex.read(name) for name in annex.namelist()}
    if shutil.which("pdftotext"):
        command = ["pdftotext", str(assessed.out / "report.pdf"), "-"]
        written["report as text"] = subprocess.run(command, capture_output=True, check=True).stdout
    written["screen"] = assessed.said.encode()
    found = [(name, secret) for name, data in written.items() for secret in SECRETS if secret.encode() in data]
    assert found == []


def test_the_secrets_were_there_to_be_found() -> None:
    whole = b"".join(file.data for file in GOOD.values())
    assert [secret for secret in ("S3CRET", "Himitsu", "S3cr3tMark") if secret.encode() not in whole] == []


def test_no_half_file_is_left(assessed: Assessed) -> None:
    assert [path.name for path in assessed.out.rglob("*") if path.name.startswith(".") or path.suffix == ".part"] == []


def test_every_kind_told_something(assessed: Assessed) -> None:
    hospital = Hospital.from_json((assessed.out / "hospital.json").read_text("utf-8"), name="hospital.json")
    assert len(hospital.gateways) >= 10
    assert hospital.flows
    assert hospital.contracts
    assert hospital.remote_accesses
    assert hospital.disclosures
    assert hospital.components
