"""What an exercise is played from: its scenes, seats and criteria as plain data, kept with it from the day it was made."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from inmori.prepare.exercise import Exercise, Slot
from inmori.prepare.exercise_criterion import numbers_of
from inmori.prepare.exercise_step import Branch, Inject
from inmori.text import Text

Texts = tuple[Text, ...]
TITLES = {
    "opening": Text(ja="はじめに", en="Opening"),
    "review": Text(ja="振り返り", en="Review"),
    "closing": Text(ja="終わりに", en="Closing"),
}
TALKS = {
    "opening": Text(
        ja="約束を読みます。「これは訓練です。機器に触らず、外に電話をしません。『知らない』『決まっていない』と言うことが成果です。責めません。実在の患者さんの名前は出しません。」役を確かめ、記録係と観察者を決めます。",
        en="Read the rules: this is an exercise; touch no machine, ring nobody; to say that something is not known is a result; no blame; no real patient's name. Settle seats, recorder and observer.",
    ),
    "review": Text(ja="一人ずつ「一番困ったこと」を言います。観察者が気づいたことを伝えます。直すことを三つ、担当と期限を付けて決めます。", en="Everybody says what was hardest. The observer tells what was seen. Settle three things to mend, each with a post and a day."),
    "closing": Text(ja="決めた三つを読み上げて終わります。結果の画面に実施日と人数を書きます。", en="Read the three aloud. Write day and number of people on the page of results."),
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Turn(_Frozen):
    """One line of the timetable. ``read`` is read aloud; ``expected`` and ``hints`` are the facilitator's alone."""

    start: int
    minutes: int
    kind: Literal["opening", "inject", "branch", "review", "closing"]
    number: int
    id: str
    clock: Text | None = None
    title: Text
    read: Text
    to: tuple[str, ...] = ()
    ask: Text | None = None
    here: Text | None = None
    expected: Texts = ()
    hints: Texts = ()
    record: Texts = ()
    criteria: tuple[str, ...] = ()


class SeatLine(_Frozen):
    """One seat at the table."""

    id: str
    title: Text
    plays: Text
    decides: Text
    bring: Text


class CriterionLine(_Frozen):
    """One thing that is scored, with the requirements it serves as people write them."""

    id: str
    area: Text
    good: Text
    mend: Text
    serves: Text


class Play(_Frozen):
    """One exercise. ``general``: no attack path was known, so that the story is not this hospital's own."""

    name: Text
    stopped: Text
    general: bool
    minutes: int
    seats: tuple[SeatLine, ...]
    turns: tuple[Turn, ...]
    criteria: tuple[CriterionLine, ...]


def play_of(exercise: Exercise) -> Play:
    """Return what an exercise is played from."""
    catalogue = exercise.drafts.catalogue
    return Play(
        name=exercise.scene.name,
        stopped=exercise.scene.stopped,
        general=exercise.scene.path is None,
        minutes=exercise.minutes,
        seats=tuple(
            SeatLine(id=one.id, title=one.title, plays=one.plays, decides=one.decides, bring=one.bring) for one in exercise.seats
        ),
        turns=tuple(_turn(one) for one in exercise.slots),
        criteria=tuple(
            CriterionLine(id=one.id, area=one.area, good=one.good, mend=one.mend, serves=numbers_of(one, catalogue))
            for one in exercise.criteria
        ),
    )


def _turn(slot: Slot) -> Turn:
    item = slot.item
    base = {"start": slot.start, "minutes": slot.minutes, "kind": slot.kind, "number": slot.number}
    if isinstance(item, Inject):
        return Turn.model_validate({**base, "id": item.id, "clock": item.clock, "title": item.title, "read": item.read, "to": item.to, "ask": item.ask,
                    "expected": item.expected, "hints": item.hints, "record": item.record, "criteria": item.criteria})  # fmt: skip
    if isinstance(item, Branch):
        return Turn.model_validate({**base, "id": item.id, "title": item.title, "read": item.read, "here": item.here, "expected": item.expected})
    return Turn.model_validate({**base, "id": slot.kind, "title": TITLES[slot.kind], "read": TALKS[slot.kind]})
