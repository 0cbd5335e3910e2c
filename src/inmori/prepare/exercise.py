"""A table-top exercise from this hospital's own likeliest attack: who sits there, what happens minute by minute, what is scored.

It fits into the minutes given to the minute: core injects always, further ones and what-ifs as there is room, and what
is left over goes to the talks. Nothing here says how an attack is done, only what staff would see.
"""

from dataclasses import dataclass, replace
from typing import Literal

from inmori.errors import InputError
from inmori.prepare.drafts import Drafts
from inmori.prepare.exercise_after import duties, long_days, public, restore
from inmori.prepare.exercise_alarm import alarm, command, copies, entry, extent, paper
from inmori.prepare.exercise_branch import branches_of
from inmori.prepare.exercise_criterion import CRITERIA, Criterion
from inmori.prepare.exercise_scene import Scene, scene_of
from inmori.prepare.exercise_seat import Seat, seats_of
from inmori.prepare.exercise_step import Branch, Inject
from inmori.text import Text

LEAST, MOST = 80, 150  # minutes: below, the core does not fit; above, people tire (our own bounds)
_OPENING, _REVIEW, _CLOSING = 7, 13, 3
_EXTRA = ("same_login", "public", "telephone", "long", "night")  # what is added while there is room, in this order


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the timetable: from minute ``start`` for ``minutes``."""

    start: int
    minutes: int
    kind: Literal["opening", "inject", "branch", "review", "closing"]
    number: int  # of the inject or what-if among its like, from 1; 0 for the others
    item: Inject | Branch | None


@dataclass(frozen=True, slots=True)
class Exercise:
    """The whole exercise. ``slots`` follow each other without a gap and sum to ``minutes``."""

    drafts: Drafts
    scene: Scene
    minutes: int
    seats: tuple[Seat, ...]
    slots: tuple[Slot, ...]
    criteria: tuple[Criterion, ...]

    @property
    def injects(self) -> tuple[Inject, ...]:
        """Return the injects that are played, in order."""
        return tuple(slot.item for slot in self.slots if isinstance(slot.item, Inject))

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Return the what-ifs that are asked, in order."""
        return tuple(slot.item for slot in self.slots if isinstance(slot.item, Branch))


def exercise(drafts: Drafts, *, path: int = 1, minutes: int = 90) -> Exercise:
    """Return the exercise along attack path ``path`` (1: the likeliest); a general one where no path is known.

    Raises:
        InputError: there is no such path, or the minutes are outside 80 to 150.
    """
    if not LEAST <= minutes <= MOST:
        raise InputError(
            Text(
                ja=f"訓練の時間は{LEAST}〜{MOST}分にしてください({minutes}分では{'中心の場面が収まりません' if minutes < LEAST else '長すぎて疲れます'})。",
                en=f"Choose {LEAST} to {MOST} minutes for the exercise, not {minutes}.",
            )
        )
    try:
        scene = scene_of(drafts, path)
    except IndexError as error:
        many = error.args[0]
        raise InputError(
            Text(ja=f"攻撃経路は{many}本です。--path は1〜{many}で選んでください。", en=f"There are {many} attack paths: choose --path 1 to {many}.")
        ) from error
    played = _fitted(_told(scene, drafts), minutes - _OPENING - _REVIEW - _CLOSING)
    return Exercise(
        drafts=drafts,
        scene=scene,
        minutes=minutes,
        seats=seats_of(drafts.hospital, drafts.roles),
        slots=_slots(played),
        criteria=tuple(one for one in CRITERIA if any(one.id in item.criteria for item in played if isinstance(item, Inject))),
    )


def _told(scene: Scene, drafts: Drafts) -> list[Inject | Branch]:
    """Return everything that could be played, in the order of the story."""
    injects = (
        alarm(scene), extent(scene, drafts), command(scene), paper(scene, drafts), entry(scene, drafts), copies(scene),
        duties(scene, drafts), public(), restore(scene, drafts), long_days(),
    )  # fmt: skip
    after = {one.after: one for one in branches_of(scene, drafts.hospital)}
    told: list[Inject | Branch] = []
    for one in injects:
        told.append(one)
        if one.id in after:
            told.append(after[one.id])
    return told


def _fitted(told: list[Inject | Branch], room: int) -> list[Inject | Branch]:
    """Return what is played, lengthened minute by minute in turn until the room is filled."""
    chosen = {one.id for one in told if isinstance(one, Inject) and one.core}
    left = room - sum(one.lasts for one in told if one.id in chosen)
    for wanted in _EXTRA:
        item = next(one for one in told if one.id == wanted)
        if item.lasts <= left:
            chosen.add(wanted)
            left -= item.lasts
    played = [one for one in told if one.id in chosen]
    return [replace(one, lasts=one.lasts + left // len(played) + (index < left % len(played))) for index, one in enumerate(played)]


def _slots(played: list[Inject | Branch]) -> tuple[Slot, ...]:
    slots, at = [Slot(0, _OPENING, "opening", 0, None)], _OPENING
    counts = {"inject": 0, "branch": 0}
    for item in played:
        kind: Literal["inject", "branch"] = "inject" if isinstance(item, Inject) else "branch"
        counts[kind] += 1
        slots.append(Slot(at, item.lasts, kind, counts[kind], item))
        at += item.lasts
    return (*slots, Slot(at, _REVIEW, "review", 0, None), Slot(at + _REVIEW, _CLOSING, "closing", 0, None))
