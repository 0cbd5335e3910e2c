"""An exercise made in the child process: what it is played from, its four papers, and its workbook filled with what was seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis, diagnose
from inmori.model import Document, Hospital, TextFact, exercise_form
from inmori.plan import Roads
from inmori.prepare import Drafts, prepare
from inmori.prepare.exercise import Exercise, exercise
from inmori.report.block import Annex, Cell, Sheet
from inmori.report.documents.exercise_cards.content import content as cards
from inmori.report.documents.exercise_guide.content import content as guide
from inmori.report.documents.exercise_scoring.sheets import annex
from inmori.report.documents.exercise_sheets.content import content as sheets
from inmori.report.writers.docx import docx
from inmori.report.writers.xlsx import xlsx
from inmori.simulate import Outcomes
from inmori.text import Language, Text
from inmori.web.exercise.play import play_of

D = TypeVar("D", bound=Document)
DOCUMENTS = ("hospital.json", "diagnosis.json", "outcomes.json", "roads.json")
PLAY, RESULT, MADE = "play.json", "result.json", "made"
NAMES: dict[str, Text] = {
    "guide": Text(ja="進行役の手引き(Word)", en="Facilitator's guide (Word)"),
    "cards": Text(ja="状況カード(Word)", en="Cards (Word)"),
    "sheets": Text(ja="参加者の用紙(Word)", en="Players' papers (Word)"),
    "scoring": Text(ja="観察と採点(Excel)", en="Observation and scores (Excel)"),
}
_FILES = {"guide": "訓練_1_進行役の手引き", "cards": "訓練_2_状況カード", "sheets": "訓練_3_参加者の用紙", "scoring": "訓練_4_観察と採点"}
_PAPERS = {"guide": guide, "cards": cards, "sheets": sheets}
Filled = Mapping[str, Mapping[str, Mapping[str, Cell]]]


def write_exercise(folder: Path, arguments: dict[str, str], _tell: Callable[[str, float], None]) -> None:
    """Write ``play.json``, or into ``made`` the paper that is wanted; the workbook is filled from ``result.json`` if there is one.

    Stage documents are taken as far as they lie in the folder; without any the story is a general one.
    """
    language: Language = "en" if arguments["language"] == "en" else "ja"
    drafts = _drafts(folder, date.fromisoformat(arguments["day"]), arguments["name"])
    made, what = exercise(drafts, path=int(arguments["path"]), minutes=int(arguments["minutes"])), arguments["what"]
    if what == "play":
        (folder / PLAY).write_text(play_of(made).model_dump_json(), "utf-8")
        return
    out, ending = folder / MADE, "" if language == "ja" else "_en"
    out.mkdir()
    if what == "scoring":
        (out / f"{_FILES[what]}{ending}.xlsx").write_bytes(_workbook(made, folder / RESULT, language))
    else:
        (out / f"{_FILES[what]}{ending}.docx").write_bytes(docx(_PAPERS[what](made), language=language))


def _drafts(folder: Path, today: date, name: str) -> Drafts:
    catalogue = load_catalogue()
    hospital = _read(folder, "hospital.json", Hospital) or Hospital(name=TextFact(value=name))
    diagnosis = _read(folder, "diagnosis.json", Diagnosis) or diagnose(hospital, catalogue, today=today)
    return prepare(hospital, diagnosis, _read(folder, "outcomes.json", Outcomes), _read(folder, "roads.json", Roads), catalogue, today=today)


def _read(folder: Path, name: str, kind: type[D]) -> D | None:
    path = folder / name
    return kind.from_json(path.read_text("utf-8"), name=name) if path.exists() else None


def _workbook(made: Exercise, result: Path, language: Language) -> bytes:
    book = annex(made)
    if result.exists():
        book = filled(book, json.loads(result.read_text("utf-8")))
    return xlsx(book, language=language)


def filled(book: Annex, written: Filled) -> Annex:
    """Return the workbook with what was written: by English name of the sheet, key of the row, English heading of the column."""
    return replace(book, sheets=tuple(_filled(sheet, written.get(sheet.title.en, {})) for sheet in book.sheets))


def _filled(sheet: Sheet, written: Mapping[str, Mapping[str, Cell]]) -> Sheet:
    headings = [column.title.en for column in sheet.columns]
    if not written or exercise_form.KEY.en not in headings:
        return sheet
    key = headings.index(exercise_form.KEY.en)
    rows = tuple(
        tuple(written.get(str(row[key]), {}).get(heading, cell) for heading, cell in zip(headings, row, strict=True)) for row in sheet.rows
    )
    return replace(sheet, rows=rows)
