"""The filled scoring workbook of a table-top exercise (``inmori exercise``): that it was held, on which day, and how it went.

Only the day becomes a fact of the hospital. Low scores and lessons without a person or a day are told as notes, so that
they are not forgotten. Names of people are not kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from inmori.catalogue import Catalogue
from inmori.era import EraBorderError, read_date
from inmori.errors import InputError
from inmori.ingest.cell_value import line_of, text_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.kept_text import kept
from inmori.ingest.reading import Reading
from inmori.ingest.table import CellValue, Table, problem
from inmori.ingest.workbook import is_spreadsheet, open_workbook
from inmori.model import Evidence, Source, SourceKind, exercise_form
from inmori.text import Text

FORMAT = "exercise_record"
KIND = SourceKind.TOLD
NAME = Text(ja="机上訓練の採点表", en="Scores of a table-top exercise")

_HEAD_ROWS = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion. ``points`` None: it did not come up, or cannot be read (then ``wrong`` holds what is written)."""

    good: str
    points: int | None
    note: str
    serves: str
    mend: str
    place: Source
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line of the lessons as written; ``by`` None: no day, or one that cannot be read."""

    happened: str
    cause: str
    mend: str
    who: str
    by: date | None
    done: bool
    place: Source


@dataclass(frozen=True, slots=True)
class ExerciseRecord:
    """Everything that the workbook tells. ``held_on`` None: no day is written; ``held_written`` is what stands there."""

    held_on: date | None
    held_written: str
    held_place: Source
    players: int | None
    scores: tuple[Scored, ...]
    lessons: tuple[Lesson, ...]

    def low(self) -> tuple[Scored, ...]:
        """Return what went badly, the worst first."""
        found = [one for one in self.scores if one.points is not None and one.points <= exercise_form.LOW]
        return tuple(sorted(found, key=lambda one: one.points or 0))


def recognise(file: EvidenceFile) -> float:
    """Return 0.99 for a workbook with the record's sheet and mark, else 0."""
    if not is_spreadsheet(file):
        return 0.0
    try:
        tables = open_workbook(file).tables
    except InputError:
        return 0.0
    return 0.99 if any(_marked(table) for table in tables) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read the day, the scores and the lessons. All readers take the catalogue; this one needs none.

    Raises:
        InputError: it cannot be opened, or is not this workbook.
    """
    record = exercise_record(file)
    ahead = record.held_on is not None and record.held_on > today
    told = {} if record.held_on is None or ahead else {"controls.last_exercise": (record.held_on, record.held_place)}
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND, records=len(told)),
        told=told,
        problems=(*open_workbook(file).problems, *_problems(record, ahead=ahead)),
    )


def exercise_record(file: EvidenceFile) -> ExerciseRecord:
    """Return what a filled workbook tells.

    Raises:
        InputError: it cannot be opened, or is not the workbook that ``inmori exercise`` wrote.
    """
    tables = open_workbook(file).tables
    record = next((table for table in tables if _marked(table)), None)
    if record is None:
        raise InputError(
            Text(
                ja=f"{file.name} は inmori exercise が作った採点表ではありません(「{exercise_form.RECORD_SHEET.ja}」のシートか印がありません)。",
                en=f"{file.name} is not the scoring workbook that inmori exercise writes.",
            )
        )
    rows = {row.text(exercise_form.KEY): row for row in _rows(record)}
    held = rows.get(exercise_form.HELD_ON)
    players = rows.get(exercise_form.PLAYERS)
    as_of = held.day(exercise_form.WRITTEN) if held else None
    return ExerciseRecord(
        held_on=as_of,
        held_written=held.text(exercise_form.WRITTEN) if held else "",
        held_place=held.place(exercise_form.WRITTEN, as_of) if held else record.source(KIND, 0),
        players=players.number_whole(exercise_form.WRITTEN) if players else None,
        scores=tuple(_scored(row) for row in _sheet(tables, exercise_form.SCORES_SHEET)),
        lessons=tuple(found for row in _sheet(tables, exercise_form.LESSONS_SHEET) if (found := _lesson(row))),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet, its cells by the English heading."""

    table: Table
    number: int  # from 0
    columns: dict[str, int]

    def value(self, heading: Text) -> CellValue:
        column, cells = self.columns.get(heading.en), self.table.rows[self.number]
        return cells[column] if column is not None and column < len(cells) else ""

    def text(self, heading: Text) -> str:
        return line_of(text_of(self.value(heading)))

    def number_of(self, heading: Text) -> float | None:
        try:
            return float(self.text(heading).rstrip("人点名分"))
        except ValueError:
            return None

    def number_whole(self, heading: Text) -> int | None:
        found = self.number_of(heading)
        return int(found) if found is not None and found.is_integer() and 0 <= found < 10_000 else None

    def day(self, heading: Text) -> date | None:
        value = self.value(heading)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            written = read_date(self.text(heading))
        except EraBorderError:
            return None
        return written.first if written is not None and written.first == written.last else None

    def place(self, heading: Text, as_of: date | None = None) -> Source:
        column = self.columns.get(heading.en, 0)
        return self.table.source(KIND, self.number, column).model_copy(update={"as_of": as_of})


def _marked(table: Table) -> bool:
    return table.sheet in (exercise_form.RECORD_SHEET.ja, exercise_form.RECORD_SHEET.en) and any(
        exercise_form.FORM_MARK in row for row in table.rows[:_HEAD_ROWS]
    )


def _sheet(tables: tuple[Table, ...], title: Text) -> Iterator[_Row]:
    for table in tables:
        if table.sheet in (title.ja, title.en):
            yield from _rows(table)


_HEADINGS = {
    word: heading.en
    for heading in vars(exercise_form).values()
    if isinstance(heading, Text)
    for word in (heading.ja, heading.en)
}


def _rows(table: Table) -> Iterator[_Row]:
    columns: dict[str, int] = {}
    for number, cells in enumerate(table.rows):
        if not columns:
            found = {_HEADINGS[cell]: at for at, cell in enumerate(cells) if isinstance(cell, str) and cell in _HEADINGS}
            columns = found if exercise_form.KEY.en in found else {}
        else:
            yield _Row(table, number, columns)


def _scored(row: _Row) -> Scored:
    written, points = row.text(exercise_form.POINTS), row.number_whole(exercise_form.POINTS)
    fits = points is not None and points <= exercise_form.MOST_POINTS
    return Scored(
        good=row.text(exercise_form.GOOD),
        points=points if fits else None,
        note=row.text(exercise_form.NOTE),
        serves=str(row.value(exercise_form.SERVES)),
        mend=row.text(exercise_form.MEND),
        place=row.place(exercise_form.POINTS),
        wrong="" if fits else written,
    )


def _lesson(row: _Row) -> Lesson | None:
    happened, mend = row.text(exercise_form.HAPPENED), row.text(exercise_form.TO_MEND)
    if not happened and not mend:
        return None
    return Lesson(
        happened=happened,
        cause=row.text(exercise_form.CAUSE),
        mend=mend,
        who=row.text(exercise_form.WHO),
        by=row.day(exercise_form.BY),
        done=row.day(exercise_form.CHECKED) is not None,
        place=row.place(exercise_form.TO_MEND),
    )


def _problems(record: ExerciseRecord, *, ahead: bool) -> Iterator[Problem]:
    if record.held_on is None or ahead:
        yield _undated(record, ahead=ahead)
        return
    for one in record.scores:
        if one.wrong:
            yield problem("warning", "exercise_points", one.place, Text(
                ja=f"{{where}} の点「{_short(one.wrong)}」は0・1・2のどれでもありません。", en=f"'{_short(one.wrong)}' in {{where}} is not 0, 1 or 2.",
            ).filled(where=one.place.place()), done=Text(ja="採点なしとして扱います。", en="Treated as not scored."))  # fmt: skip
    for one in record.low():
        yield problem("note", "exercise_low", one.place, Text(
            ja=f"訓練で点が低かったこと({one.points}点): {_short(one.good)}", en=f"Scored {one.points} in the exercise: {_short(one.good)}",
        ).filled(), done=Text(ja=f"すること: {_short(one.mend)}", en=f"To do: {_short(one.mend)}").filled())  # fmt: skip
    for lesson in record.lessons:
        if not lesson.done and (not lesson.who or lesson.by is None):
            yield problem("note", "exercise_lesson_open", lesson.place, Text(
                ja=f"改善表の「{_short(kept(lesson.mend or lesson.happened))}」に担当か期限がありません。", en=f"The lesson '{_short(kept(lesson.mend or lesson.happened))}' has no person or no day.",
            ).filled(), done=Text(ja="改善表に書きたしてください。", en="Please complete the lessons."))  # fmt: skip


def _undated(record: ExerciseRecord, *, ahead: bool) -> Problem:
    written = _short(record.held_written)
    if ahead:
        text = Text(ja=f"{{where}} の実施日「{written}」は先の日付です。", en=f"The day '{written}' in {{where}} is yet to come.")
    elif written:
        text = Text(ja=f"{{where}} の実施日「{written}」は日付として読めません。", en=f"'{written}' in {{where}} is no day.")
    else:
        text = Text(ja="{where} に実施日が書かれていません。", en="No day is written in {where}.")
    return problem("warning", "exercise_undated", record.held_place, text.filled(where=record.held_place.place()),
                   done=Text(ja="訓練を行ったとは数えません。", en="It does not count as an exercise held."))  # fmt: skip


def _short(text: str) -> str:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return shown.replace("{", "{{").replace("}", "}}")
