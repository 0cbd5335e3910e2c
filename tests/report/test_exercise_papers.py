"""The papers of the exercise: nothing spoilt for players, everything there for the facilitator, the workbook comes back."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.ingest import exercise_record, ingest
from inmori.ingest.evidence_file import EvidenceFile
from inmori.model import Hospital
from inmori.model import exercise_form as form
from inmori.prepare import prepare
from inmori.prepare.exercise import Exercise, exercise
from inmori.report.block import Table
from inmori.report.documents.exercise_cards.content import content as cards
from inmori.report.documents.exercise_guide.content import content as guide
from inmori.report.documents.exercise_guide.timetable import timetable
from inmori.report.documents.exercise_scoring.sheets import annex
from inmori.report.documents.exercise_sheets.content import content as sheets
from inmori.report.documents.manuscript import Manuscript, Ruled, texts_in
from inmori.report.writers.docx import docx
from inmori.report.writers.xlsx import xlsx
from tests.report.example_documents import outcomes

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
HOSPITALS = {"suzukake": "tests/hospitals/suzukake/evidence", "tachibana": "tests/hospitals/tachibana/evidence", "empty": None}
CATALOGUE = load_catalogue()
PLACEHOLDER = re.compile(r"\{[a-z_]|\}\}|TODO|FIXME|\bNone\b|\bnan\b|\binf\b|%s|__|<[a-z]+>|ダミー|サンプル")


@dataclass(frozen=True)
class Made:
    name: str
    exercise: Exercise
    guide: Manuscript
    cards: Manuscript
    sheets: Manuscript

    def all(self) -> tuple[Manuscript, ...]:
        return (self.guide, self.cards, self.sheets)


@pytest.fixture(scope="module", params=HOSPITALS)
def made(request: pytest.FixtureRequest) -> Made:
    folder = HOSPITALS[request.param]
    hospital = ingest(ROOT / folder, CATALOGUE, today=TODAY)[0] if folder else Hospital()
    drafts = prepare(hospital, Diagnosis(today=TODAY), outcomes() if folder else None, None, CATALOGUE, today=TODAY)
    one = exercise(drafts, minutes=150)
    return Made(request.param, one, guide(one), cards(one), sheets(one))


def words(paper: Manuscript) -> str:
    return "\n".join(text.ja for text in texts_in(paper.parts))


def test_players_papers_hold_nothing_of_what_will_happen(made: Made) -> None:
    said = words(made.sheets)
    for inject in made.exercise.injects:
        for text in (inject.read, inject.title, inject.ask, inject.clock, *inject.expected, *inject.hints, *inject.record):
            assert text.ja not in said
    for branch in made.exercise.branches:
        assert branch.read.ja not in said
        assert branch.title.ja not in said
    for one in made.exercise.criteria:
        assert one.good.ja not in said
    scene = made.exercise.scene
    assert scene.name.ja not in said
    assert (not scene.place or scene.place not in said)
    assert "身代金" not in said
    assert "英語の文" not in said


def test_cards_tell_one_scene_each_and_no_answers(made: Made) -> None:
    assert [part.id for part in made.cards.parts] == [f"card_{one.id}" for one in made.exercise.injects]
    for part, inject in zip(made.cards.parts, made.exercise.injects, strict=True):
        own = "\n".join(text.ja for text in texts_in(part))
        assert inject.read.ja in own
        assert inject.ask.ja in own
        assert not any(text.ja in own for text in (*inject.expected, *inject.hints))
        assert not any(other.read.ja in own for other in made.exercise.injects if other is not inject)


def test_the_guide_holds_every_scene_with_its_answers_and_the_whole_timetable(made: Made) -> None:
    said = words(made.guide)
    for inject in made.exercise.injects:
        for text in (inject.read, inject.ask, *inject.expected, *inject.hints, *inject.record):
            assert text.ja in said
    assert all(one.read.ja in said and one.here.ja in said for one in made.exercise.branches)
    lengths = [int(row[1].ja.removesuffix("分")) for row in timetable(made.exercise).rows]
    assert sum(lengths) == made.exercise.minutes
    assert ("一般的な筋書き" in said) is (made.name == "empty")
    assert ("〔前提1〕" in said) is (made.name != "empty")


def test_no_placeholder_both_languages_and_whole_tables(made: Made) -> None:
    for paper in made.all():
        for text in texts_in(paper.parts):
            assert not PLACEHOLDER.search(text.ja), text.ja
            assert not PLACEHOLDER.search(re.sub(r"\{assumption \d+\}", "", text.en)), text.en
            assert bool(text.ja) == bool(text.en), text
        for part in paper.parts:
            for block in part.blocks:
                if isinstance(block, Table):
                    assert block.rows
                    assert all(len(row) == len(block.columns) and row[0].ja for row in block.rows)
                if isinstance(block, Ruled):
                    assert block.rows or block.empty


def test_the_same_exercise_gives_the_same_words(made: Made) -> None:
    assert (guide(made.exercise), cards(made.exercise), sheets(made.exercise)) == made.all()
    assert docx(made.sheets, language="en").startswith(b"PK")


def filled(data: bytes, language: str, points: int) -> bytes:
    book: Any = load_workbook(io.BytesIO(data))
    record, scores = (book[getattr(one, language)] for one in (form.RECORD_SHEET, form.SCORES_SHEET))
    for row in record.iter_rows(min_row=4):
        if row[2].value == form.HELD_ON:
            row[1].value = date(2026, 11, 20)
    for row in scores.iter_rows(min_row=4):
        row[3].value = points
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_workbook_offers_points_and_comes_back_as_evidence(made: Made, language: Any) -> None:
    blank = xlsx(annex(made.exercise), language=language)
    scores = load_workbook(io.BytesIO(blank))[getattr(form.SCORES_SHEET, language)]
    assert '"0,1,2"' in [rule.formula1 for rule in scores.data_validations.dataValidation]
    file = EvidenceFile(name="採点.xlsx", data=filled(blank, language, 1))
    assert exercise_record.recognise(file) > 0.9
    record = exercise_record.exercise_record(file)
    assert record.held_on == date(2026, 11, 20)
    assert [one.points for one in record.scores] == [1] * len(made.exercise.criteria)
    assert all(one.mend and one.serves for one in record.low())
    assert len(record.low()) == len(record.scores)
    empty = exercise_record.exercise_record(EvidenceFile(name="採点.xlsx", data=blank))
    assert (empty.held_on, empty.lessons, {one.points for one in empty.scores}) == (None, (), {None})
