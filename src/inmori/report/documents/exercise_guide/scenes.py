"""Each scene for the facilitator: what to read, who gets the card, what good answers are, what to say when talk stops."""

from inmori.prepare.exercise import Exercise, Slot
from inmori.prepare.exercise_criterion import criterion
from inmori.prepare.exercise_seat import seat
from inmori.prepare.exercise_step import Branch, Inject
from inmori.report.block import Column, Paragraph, Subheading, Table
from inmori.report.documents.exercise_guide.timetable import slot_title
from inmori.report.documents.manuscript import said
from inmori.report.wording import EMPTY
from inmori.text import Text

_EYES = said("進行役と観察者だけが見ます", "For facilitator and observer only")
_LABELS = (Column(said("見出し", "Heading"), 1.7), Column(said("内容", "Content"), 5.6))


def scenes(exercise: Exercise) -> tuple[Subheading | Paragraph | Table, ...]:
    """Return the scenes in their order."""
    blocks: list[Subheading | Paragraph | Table] = [
        Paragraph(
            said(
                "太い文を声に出して読み、カードを渡し、問いを一つ投げます。後は参加者が話すのを待ちます。1分たっても話が出ないときだけ「止まったら」を読みます。期待される行動は読み上げません。時間の最後の1分で、決まったことを記録係に読んでもらいます。",
                "Read the bold words aloud, hand out the card, ask the one question, then wait. Only after a minute of silence read what is under \"if stuck\". Never read out the good answers. In the last minute have the recorder read what was decided.",
            )
        )
    ]
    for slot in exercise.slots:
        if isinstance(slot.item, Inject):
            blocks += _inject(exercise, slot, slot.item)
        elif isinstance(slot.item, Branch):
            blocks += _branch(slot, slot.item)
    return tuple(blocks)


def _head(slot: Slot, clock: Text | None) -> Subheading:
    title = slot_title(slot)
    at = Text(ja=f"、物語の時刻 {clock.ja}", en=f", in the story {clock.en}") if clock else EMPTY
    return Subheading(
        Text(
            ja=f"{title.ja}({slot.start}分から{slot.minutes}分間{at.ja})",
            en=f"{title.en} (from minute {slot.start}, {slot.minutes} minutes{at.en})",
        )
    )


def _inject(exercise: Exercise, slot: Slot, inject: Inject) -> list[Subheading | Paragraph | Table]:
    to = [seat(exercise.seats, one).title for one in inject.to]
    rows = [
        (said("カードを渡す相手", "Card to"), Text(ja="、".join(one.ja for one in to), en=", ".join(one.en for one in to))),
        (said("問い", "Question"), inject.ask),
        *_lines(said("期待される行動", "Good answers"), inject.expected),
        *_lines(said("止まったら", "If stuck"), inject.hints),
        *_lines(said("記録に残ること", "In the log"), inject.record),
        *_lines(said("採点", "Scored"), tuple(criterion(one).good for one in inject.criteria)),
    ]
    return [_head(slot, inject.clock), Paragraph(inject.read, tone="lead"), Table(_EYES, _LABELS, tuple(rows))]


def _branch(slot: Slot, branch: Branch) -> list[Subheading | Paragraph | Table]:
    rows = [
        (said("当院の資料では", "In our papers"), branch.here),
        *_lines(said("期待される行動", "Good answers"), branch.expected),
    ]
    return [_head(slot, None), Paragraph(branch.read, tone="lead"), Table(_EYES, _LABELS, tuple(rows))]


def _lines(label: Text, items: tuple[Text, ...]) -> list[tuple[Text, Text]]:
    if len(items) == 1:
        return [(label, items[0])]
    return [(Text(ja=f"{label.ja}{number}", en=f"{label.en} {number}"), item) for number, item in enumerate(items, start=1)]
