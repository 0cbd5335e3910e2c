"""What a person changed in a roadmap: read-back rows against the roadmap as it stands, field by field."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from inmori.model import Frozen
from inmori.plan.roadmap import EDITABLE, STATE_NAMES, ItemState, Roadmap, RoadmapItem
from inmori.text import Text

Field = Literal["start", "due", "owner", "state", "note"]

FIELD_NAMES: dict[str, Text] = {
    "start": Text(ja="開始", en="start"),
    "due": Text(ja="期限", en="due"),
    "owner": Text(ja="担当者", en="owner"),
    "state": Text(ja="状態", en="state"),
    "note": Text(ja="メモ", en="note"),
}
_NOTHING = Text(ja="空欄", en="empty")


class EditedRow(Frozen):
    """The fields of one task as a person left them; ``counted`` and ``planned`` as Inmori wrote them, where it did."""

    measure: str
    start: date | None
    due: date | None
    owner: str
    state: ItemState
    note: str
    counted: date | None = None  # first day of the plan year from which the road counts the task
    planned: date | None = None  # start as the plan proposed it


class RoadmapChange(Frozen):
    """One field of one task, before and after."""

    measure: str
    name: Text
    field: Field
    before: Text
    after: Text

    def told(self) -> Text:
        """Say the change in one line."""
        field = FIELD_NAMES[self.field]
        return Text(
            ja=f"{self.name.ja}: {field.ja} {self.before.ja} → {self.after.ja}",
            en=f"{self.name.en}: {field.en} {self.before.en} → {self.after.en}",
        )


def changes_of(roadmap: Roadmap, rows: Sequence[EditedRow]) -> tuple[RoadmapChange, ...]:
    """Return what the rows change, in the order of the roadmap."""
    read = {row.measure: row for row in rows}
    return tuple(
        RoadmapChange.model_validate(
            {
                "measure": item.measure,
                "name": item.name,
                "field": name,
                "before": _said(getattr(item, name)),
                "after": _said(getattr(read[item.measure], name)),
            }
        )
        for item in roadmap.items
        if item.measure in read
        for name in EDITABLE
        if getattr(item, name) != getattr(read[item.measure], name)
    )


def with_changes(roadmap: Roadmap, rows: Sequence[EditedRow]) -> Roadmap:
    """Return the roadmap with the rows taken over; what a row does not change stays as it is."""
    read = {row.measure: row for row in rows}
    return roadmap.model_copy(
        update={"items": tuple(_changed(one, read.get(one.measure)) for one in roadmap.items)}
    )


def _changed(item: RoadmapItem, row: EditedRow | None) -> RoadmapItem:
    if row is None:
        return item
    update = {name: getattr(row, name) for name in EDITABLE if getattr(row, name) != getattr(item, name)}
    edited = tuple(name for name in EDITABLE if name in update or name in item.edited)
    return item.model_copy(update={**update, "edited": edited}) if update else item


def _said(value: object) -> Text:
    if isinstance(value, str) and value in STATE_NAMES:
        return STATE_NAMES[value]
    word = value.isoformat() if isinstance(value, date) else str(value or "")
    return Text(ja=word, en=word) if word else _NOTHING
