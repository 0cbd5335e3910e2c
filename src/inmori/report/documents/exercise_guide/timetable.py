"""The timetable on one page, for the wall beside the facilitator."""

from inmori.prepare.exercise import Exercise, Slot
from inmori.report.block import Column, Table
from inmori.report.documents.manuscript import said
from inmori.report.wording import EMPTY
from inmori.text import Text

_FIXED = {
    "opening": said("始まりの言葉と役の紹介", "Opening and seats"),
    "review": said("振り返り", "Review"),
    "closing": said("終わりの言葉", "Closing"),
}


def slot_title(slot: Slot) -> Text:
    """Return what a line of the timetable is called."""
    if slot.item is None:
        return _FIXED[slot.kind]
    word = said("場面", "Scene") if slot.kind == "inject" else said("もしも", "What if")
    return Text(ja=f"{word.ja}{slot.number} {slot.item.title.ja}", en=f"{word.en} {slot.number}: {slot.item.title.en}")


def timetable(exercise: Exercise) -> Table:
    """Return all slots; their minutes sum to those of the exercise. The third column is for the real time."""
    rows = tuple(
        (
            Text(ja=f"{slot.start}〜{slot.start + slot.minutes}分", en=f"{slot.start} to {slot.start + slot.minutes}"),
            Text(ja=f"{slot.minutes}分", en=f"{slot.minutes} min"),
            EMPTY,
            slot_title(slot),
        )
        for slot in exercise.slots
    )
    return Table(
        Text(ja=f"合計{exercise.minutes}分", en=f"{exercise.minutes} minutes in all"),
        (
            Column(said("始めからの分", "Minute"), 1.4),
            Column(said("長さ", "Length"), 0.9),
            Column(said("実際の時刻(書きこむ)", "Clock (write in)"), 1.6),
            Column(said("すること", "What"), 4.5),
        ),
        rows,
    )
