"""``inmori prepare`` as its user does it: written, edited in a word processor, made again, and nothing of theirs is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from inmori.cli.main import run
from inmori.model import Hospital
from inmori.prepare.draft_record import DraftRecord
from tests.comply.house import CATALOGUE, diagnosis, hospital, text

CHART, RULES = "連絡体制図.docx", "運用管理規程.docx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("inmori.catalogue.load_catalogue", lambda: CATALOGUE)  # read once, not at every run
    store(tmp_path, hospital())
    return tmp_path


def store(folder: Path, house: Hospital) -> None:
    (folder / "hospital.json").write_text(house.to_json(), "utf-8")
    (folder / "diagnosis.json").write_text(diagnosis().to_json(), "utf-8")


def make(folder: Path, *more: str, today: str = "2026-11-24", only: str = "contact_chart") -> int:
    return run(["prepare", str(folder), "--out", str(folder / "out"), "--today", today, "--only", only, *more])


def edit(path: Path) -> bytes:
    document = Document(str(path))
    document.add_paragraph("当直室 内線 100")
    document.save(str(path))
    return path.read_bytes()


def with_other_vendor() -> Hospital:
    house = hospital()
    other = house.systems[1].model_copy(update={"vendor": text("別の検査会社")})
    return house.model_copy(update={"systems": (house.systems[0], other)})


def test_made_again_it_is_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(folder) == 0
    first = (folder / "out" / CHART).read_bytes()
    assert make(folder) == 0
    assert (folder / "out" / CHART).read_bytes() == first
    assert "内容は同じ" in capsys.readouterr().out


def test_an_edited_paper_stays_and_the_new_one_is_put_beside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    assert make(folder) == 0
    theirs = edit(out / CHART)

    assert make(folder, today="2026-12-01") == 0  # nothing new to say: no second file
    assert sorted(one.name for one in out.glob("*.docx")) == [CHART]

    store(folder, with_other_vendor())
    capsys.readouterr()
    assert make(folder, today="2026-12-01") == 0
    told = capsys.readouterr().out
    assert "手で直されている" in told
    assert "変わった: 事業者" in told
    assert "院内" not in told  # only what changed
    assert (out / CHART).read_bytes() == theirs
    beside = out / "連絡体制図_新しい版.docx"
    assert "別の検査会社" in "".join(cell.text for table in Document(str(beside)).tables for cell in table._cells)

    edited = edit(beside)  # and this one belongs to them as well
    store(folder, hospital())
    assert make(folder, today="2026-12-02") == 0
    assert beside.read_bytes() == edited
    assert (out / CHART).read_bytes() == theirs


def test_an_untouched_paper_is_replaced_and_says_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(folder, only="operation_rules") == 0
    store(folder, with_other_vendor())
    capsys.readouterr()
    assert make(folder, only="operation_rules") == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "変わった: 別表1 対象とするシステム(第2条)" in told
    assert not [line for line in told if line.startswith("変わった: 第1章")]
    assert sorted(one.name for one in (folder / "out").glob("*.docx")) == [RULES]


def test_a_file_of_the_same_name_that_we_never_wrote_is_theirs(folder: Path) -> None:
    out = folder / "out"
    out.mkdir()
    (out / CHART).write_bytes(b"their own chart")
    assert make(folder) == 0
    assert (out / CHART).read_bytes() == b"their own chart"
    assert (out / "連絡体制図_新しい版.docx").exists()


def test_the_english_paper_is_another_file(folder: Path) -> None:
    assert make(folder) == 0
    assert make(folder, "--lang", "en") == 0
    assert sorted(one.name for one in (folder / "out").glob("*.docx")) == [CHART, "連絡体制図_en.docx"]
    record = DraftRecord.from_json((folder / "out" / "drafts.json").read_text("utf-8"), name="drafts.json")
    assert [(one.id, one.language) for one in record.papers] == [("contact_chart", "en"), ("contact_chart", "ja")]
    assert [one.name for one in record.made_from] == ["diagnosis.json", "hospital.json"]


def test_an_unknown_paper_is_refused_with_the_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(folder, only="no_such") == 2
    assert "operation_rules" in capsys.readouterr().err
    assert run(["prepare", str(folder), "--list"]) == 0
    assert "連絡体制図" in capsys.readouterr().out


def test_a_spoilt_record_is_refused_before_anything_is_written(folder: Path) -> None:
    assert make(folder) == 0
    before = (folder / "out" / CHART).read_bytes()
    (folder / "out" / "drafts.json").write_text("{", "utf-8")
    assert make(folder) == 2
    assert (folder / "out" / CHART).read_bytes() == before


def test_json_lists_what_was_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(folder, "--json") == 0
    assert any(CHART in line for line in json.loads(capsys.readouterr().out))
