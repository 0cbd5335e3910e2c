"""What a filled scoring workbook says: the day, the scores, what to do, the lessons; and what to do with the file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.exercise_record import ExerciseRecord, Lesson, exercise_record
from inmori.model.exercise_form import MOST_POINTS
from inmori.text import Text


def result_lines(path: Path, *, today: date) -> tuple[Text, ...]:
    """Return what to tell about the workbook at ``path``.

    Raises:
        InputError: not our workbook, no day of the exercise or one to come, or a score that is not 0, 1 or 2.
    """
    record = exercise_record(EvidenceFile.load(path, name=path.name))
    if faults := _faults(record, today):
        raise InputError(
            Text(
                ja=f"{path.name} は読み終えられません。直して、もう一度読ませてください。\n" + "\n".join(one.ja for one in faults),
                en=f"{path.name} cannot be read to the end; mend it and try again.\n" + "\n".join(one.en for one in faults),
            )
        )
    return tuple(_lines(record))


def _faults(record: ExerciseRecord, today: date) -> list[Text]:
    found: list[Text] = []
    place = record.held_place.place()
    if record.held_on is None:
        found.append(Text(ja=f"{place}: 実施日を 2027-03-31 の形で書いてください", en=f"{place}: write the day as 2027-03-31"))
    elif record.held_on > today:
        found.append(Text(ja=f"{place}: 実施日 {record.held_on} は先の日付です", en=f"{place}: {record.held_on} is yet to come"))
    for one in record.scores:
        if one.wrong:
            at = one.place.place()
            found.append(Text(ja=f"{at}: 点は0・1・2のどれかです(「{one.wrong[:20]}」)", en=f"{at}: a score is 0, 1 or 2, not {one.wrong[:20]}"))
    return found


def _lines(record: ExerciseRecord) -> Iterator[Text]:
    given = [one.points for one in record.scores if one.points is not None]
    people = "未記入" if record.players is None else f"{record.players}人"
    yield Text(ja=f"訓練を行った日: {record.held_on}、参加: {people}", en=f"Held on {record.held_on}, players: {'not written' if record.players is None else record.players}")
    if not given:
        yield Text(ja="点がまだ一つもありません。「採点」のシートを埋めてください。", en="No score yet: fill in the sheet of scores.")
    else:
        full = MOST_POINTS * len(given)
        yield Text(
            ja=f"点: {sum(given)}点(満点{full}点、採点した項目{len(given)}/{len(record.scores)})",
            en=f"Score: {sum(given)} of {full} ({len(given)} of {len(record.scores)} scored)",
        )
    low = record.low()
    if low:
        yield Text(ja="点が低かったことと、すること:", en="What scored low, and what to do:")
    for one in low:
        yield Text(
            ja=f"  [{one.points}点] {one.good}\n        → {one.mend}(要件: {one.serves})",
            en=f"  [{one.points}] {one.good}\n        -> {one.mend} (requirement: {one.serves})",
        )
    yield from _lessons(record.lessons)
    yield Text(
        ja="次: このファイルを資料フォルダに入れて inmori assess を実行すると、訓練を行った日として読まれます。",
        en="Next: put this file into the evidence folder and run inmori assess: the day of the exercise is read.",
    )


def _lessons(lessons: tuple[Lesson, ...]) -> Iterator[Text]:
    if not lessons:
        yield Text(ja="改善表が空です。直すことを三つ、担当と期限を付けて書いてください。", en="No lessons: write three, each with a person and a day.")
        return
    yield Text(ja="改善表:", en="Lessons:")
    for one in lessons:
        if one.done:
            state = Text(ja="済み", en="done")
        elif not one.who or one.by is None:
            state = Text(ja="担当か期限がありません", en="no person or no day")
        else:
            state = Text(ja=f"{one.who}、{one.by}まで", en=f"{one.who}, by {one.by}")
        what = one.mend or one.happened
        yield Text(ja=f"  {what}({state.ja})", en=f"  {what} ({state.en})")
