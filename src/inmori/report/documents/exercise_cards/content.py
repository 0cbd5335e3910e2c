"""What stands on the cards: the scene as it was read out, the question, room for notes; no good answers."""

from inmori.prepare.exercise import Exercise, Slot
from inmori.prepare.exercise_seat import seat
from inmori.prepare.exercise_step import Inject
from inmori.report.block import Paragraph
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Form, Manuscript, Part, said
from inmori.report.wording import EMPTY
from inmori.text import Text

TITLE = said("机上訓練 状況カード", "Table-top exercise: cards")


def content(exercise: Exercise) -> Manuscript:
    """Build the cards, one page for each inject."""
    drafts = exercise.drafts
    slots = [slot for slot in exercise.slots if slot.kind == "inject"]
    return Manuscript(
        id="exercise_cards",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=tuple(_card(exercise, slot, first=index == 0) for index, slot in enumerate(slots)),
        about=said(
            "進行役が裏返して持ち、場面の番が来たら渡します。これは訓練です。",
            "Kept face down by the facilitator and handed out at their turn. This is an exercise.",
        ),
        poster=True,
    )


def _card(exercise: Exercise, slot: Slot, *, first: bool) -> Part:
    inject = slot.item
    assert isinstance(inject, Inject)
    to = [seat(exercise.seats, one).title for one in inject.to]
    return Part(
        f"card_{inject.id}",
        Text(ja=f"【訓練】場面{slot.number} {inject.clock.ja}", en=f"[Exercise] Scene {slot.number}, {inject.clock.en}"),
        (
            Paragraph(
                Text(ja=f"受け取る人: {'、'.join(one.ja for one in to)}", en=f"To: {', '.join(one.en for one in to)}"), tone="note"
            ),
            Paragraph(inject.read, tone="lead"),
            Paragraph(inject.ask, tone="caution"),
            Form(((said("決めたこと(誰が・何を・いつまでに)", "Decided: who, what, by when"), EMPTY), (said("分からないこと・保留", "Open"), EMPTY)), height=4),
        ),
        fresh=not first,
    )  # fmt: skip
