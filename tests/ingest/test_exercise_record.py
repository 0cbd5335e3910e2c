"""The scoring workbook of an exercise comes back as evidence: only where a day is written, and never with names."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import exercise_record
from inmori.ingest.reading import Reading
from inmori.model import exercise_form as form
from tests.ingest.made_office import TODAY, catalogue, evidence, ods, xlsx

HELD = date(2026, 10, 5)


def sheets(held: Any = HELD, scores: tuple[Any, ...] = (2, 1, 0, ""), lessons: tuple[Any, ...] = (), *, english: bool = False) -> dict[str, Any]:
    def word(text: Any) -> str:
        return str(text.en if english else text.ja)

    record = [["病院", "", ""], ["説明", "", ""], [word(form.QUESTION), word(form.WRITTEN), word(form.KEY)],
              ["筋書き", "一般的", form.FORM_MARK], ["実施日", held, form.HELD_ON], ["人数", "8人", form.PLAYERS]]  # fmt: skip
    head = [word(one) for one in (form.GOOD, form.POINTS, form.NOTE, form.SERVES, form.MEND, form.KEY)]
    points = [[f"見ること{number}", one, "", "確認表 3-①", f"直し方{number}", f"c{number}"] for number, one in enumerate(scores)]
    tail = [word(one) for one in (form.HAPPENED, form.CAUSE, form.TO_MEND, form.WHO, form.BY, form.CHECKED, form.KEY)]
    return {
        word(form.RECORD_SHEET): record,
        word(form.SCORES_SHEET): [["採点"], [], head, *points],
        word(form.LESSONS_SHEET): [["改善"], [], tail, *[[*one, "lesson"] for one in lessons]],
    }


GOOD_FILE = xlsx(sheets())


def read(data: bytes, today: date = TODAY) -> Reading:
    return exercise_record.read(evidence(data, "採点.xlsx"), catalogue(), today=today)


@pytest.mark.parametrize("english", [False, True])
def test_a_filled_workbook_gives_the_day_with_its_cell(english: bool) -> None:
    data = xlsx(sheets(english=english))
    assert exercise_record.recognise(evidence(data, "x.bin")) > 0.9
    value, source = read(data).told["controls.last_exercise"]
    assert (value, source.as_of, source.cell, source.row) == (HELD, HELD, "B5", 5)


DAYS: dict[str, tuple[Any, date | None]] = {
    "a date": (HELD, HELD),
    "a moment": (datetime(2026, 10, 5, 13, 0), HELD),
    "typed": ("2026-10-05", HELD),
    "of the era": ("令和8年10月5日", HELD),
    "a month only": ("2026年10月", None),
    "nothing": ("", None),
    "not yet": ("来月", None),
    "to come": (date(2999, 1, 1), None),
}


@pytest.mark.parametrize("name", DAYS)
def test_only_a_whole_day_that_is_past_counts(name: str) -> None:
    written, day = DAYS[name]
    reading = read(xlsx(sheets(written)))
    assert reading.told.get("controls.last_exercise", (None,))[0] == day
    codes = [one.code for one in reading.problems]
    assert ("exercise_undated" in codes) is (day is None)


def test_low_scores_become_things_to_do_the_worst_first() -> None:
    notes = [one for one in read(GOOD_FILE).problems if one.code == "exercise_low"]
    assert [(one.text.ja[-5:], one.done.ja) for one in notes] == [("見ること2", "すること: 直し方2"), ("見ること1", "すること: 直し方1")]


@pytest.mark.parametrize("wrong", [3, -1, "A", 0.5])
def test_a_score_that_is_none_is_told_and_not_counted(wrong: Any) -> None:
    file = evidence(xlsx(sheets(scores=(wrong, 2))), "x.xlsx")
    assert [one.points for one in exercise_record.exercise_record(file).scores] == [None, 2]
    assert [one.code for one in read(xlsx(sheets(scores=(wrong, 2)))).problems] == ["exercise_points"]


def test_lessons_without_a_person_or_a_day_are_told() -> None:
    whole = ("番号がない", "物がない", "番号を貼る", "事務長", "2027-01-31", "")
    done = ("札がない", "", "札を付ける", "", "", date(2026, 11, 1))
    bare = ("紙がない", "", "{紙}を買う", "", "2027-01-31", "")
    data = xlsx(sheets(scores=(), lessons=(whole, done, bare)))
    found = exercise_record.exercise_record(evidence(data, "x.xlsx")).lessons
    assert [(one.who, one.by, one.done) for one in found] == [("事務長", date(2027, 1, 31), False), ("", None, True), ("", date(2027, 1, 31), False)]
    told = [one.text.ja for one in read(data).problems]
    assert len(told) == 1
    assert "{紙}を買う" in told[0]


def test_other_programs_may_save_it_and_columns_may_move() -> None:
    made = sheets()
    moved = {name: [["", *row] for row in rows] for name, rows in made.items()}
    assert read(xlsx(moved)).told["controls.last_exercise"][0] == HELD
    record = [[str(cell) for cell in row] for row in made[form.RECORD_SHEET.ja]]
    assert read(ods(record, name=form.RECORD_SHEET.ja)).told["controls.last_exercise"][0] == HELD


@pytest.mark.parametrize("lacking", ["sheet", "mark"])
def test_another_workbook_is_not_taken_for_it(lacking: str) -> None:
    made = sheets()
    if lacking == "sheet":
        made["別の表"] = made.pop(form.RECORD_SHEET.ja)
    else:
        made[form.RECORD_SHEET.ja] = [[cell for cell in row if cell != form.FORM_MARK] for row in made[form.RECORD_SHEET.ja]]
    file = evidence(xlsx(made), "x.xlsx")
    assert exercise_record.recognise(file) == 0.0
    with pytest.raises(InputError, match="採点表ではありません"):
        exercise_record.exercise_record(file)
