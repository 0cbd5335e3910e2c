"""The roadmap (工程表): what one direction asks of people, with owner, dates and state; kept in ``roadmap.json``.

The plan proposes; people change owner, dates, state and notes. What a person wrote is named in ``edited`` and is never
overwritten by a later plan.
"""

from datetime import date
from typing import Literal

from inmori.model import Document, Frozen
from inmori.plan.wave import WavePlan
from inmori.text import Text
from inmori.units import Interval

ItemState = Literal["todo", "doing", "done"]
DateKind = Literal["legal", "measure", "wave", "renewal", "contract", "support", "subsidy"]
EDITABLE = ("start", "due", "owner", "state", "note")

STATE_NAMES: dict[ItemState, Text] = {
    "todo": Text(ja="未着手", en="to do"),
    "doing": Text(ja="進行中", en="in progress"),
    "done": Text(ja="完了", en="done"),
}
DATE_NAMES: dict[DateKind, Text] = {
    "legal": Text(ja="法令・ガイドラインの期限", en="Legal deadline"),
    "measure": Text(ja="対策の期限", en="Measure due"),
    "wave": Text(ja="移行", en="Migration"),
    "renewal": Text(ja="更新時期", en="Renewal due"),
    "contract": Text(ja="契約の終わり", en="Contract ends"),
    "support": Text(ja="サポートの終わり", en="Support ends"),
    "subsidy": Text(ja="補助金の締切", en="Subsidy closes"),
}


class RoadmapItem(Frozen):
    """One measure as a task. ``who`` is the plan's proposal, ``owner`` the person whom the hospital named."""

    measure: str
    name: Text
    why: Text
    start: date | None = None
    due: date | None = None
    who: Text
    owner: str = ""
    capital: Interval
    yearly: Interval
    hours: float
    state: ItemState = "todo"
    note: str = ""
    edited: tuple[str, ...] = ()  # fields that a person wrote
    year: int | None = None  # plan year from which the road counts it; a move's days lie where its contracts allow
    planned: date | None = None  # start as the plan proposes it, whatever a person wrote over it


class RoadmapDate(Frozen):
    """One day to keep in mind. ``id`` stays the same when the day moves."""

    id: str
    kind: DateKind
    on: date
    title: Text
    about: Text


class Roadmap(Document):
    """The roadmap of one direction."""

    today: date
    hospital: str = ""
    direction: str
    direction_name: Text
    chosen_because: Text
    years: int
    items: tuple[RoadmapItem, ...] = ()
    waves: WavePlan
    dates: tuple[RoadmapDate, ...] = ()
    unknown_dates: tuple[Text, ...] = ()
    dropped: tuple[RoadmapItem, ...] = ()  # tasks of before that the plan no longer has, with what people wrote

    def item(self, measure: str) -> RoadmapItem | None:
        """Return the task of a measure."""
        return next((item for item in self.items if item.measure == measure), None)
