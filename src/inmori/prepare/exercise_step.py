"""One moment of an exercise, and one question beside the way: the facts that the facilitator's papers are made of."""

from dataclasses import dataclass

from inmori.prepare.exercise_seat import SeatId
from inmori.text import Text

Texts = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Inject:
    """What happens, told at its turn. ``lasts`` and ``extra`` are minutes; ``core`` ones are never left out.

    ``clock`` is the time in the story. ``read`` is read aloud and tells only what staff would see or hear. ``expected`` and
    ``hints`` are for the facilitator alone; ``record`` is what the log must show afterwards; ``criteria`` are scored here.
    """

    id: str
    clock: Text
    title: Text
    read: Text
    to: tuple[SeatId, ...]
    ask: Text  # the one question put to the table after reading
    expected: Texts
    hints: Texts
    record: Texts
    criteria: tuple[str, ...]
    lasts: int
    core: bool = True


@dataclass(frozen=True, slots=True)
class Branch:
    """A what-if that follows the inject ``after``; ``here`` says what this hospital's papers show about it."""

    id: str
    after: str
    title: Text
    read: Text
    here: Text
    expected: Texts
    lasts: int = 5
