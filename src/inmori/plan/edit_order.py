"""One edit at work: what to change, for which measure, on which ground; every kind of edit takes it."""

from dataclasses import dataclass
from typing import Any

from inmori.catalogue.measure import Edit, Select
from inmori.plan.edit_value import Thing, with_field
from inmori.plan.ground import Ground


@dataclass(frozen=True)
class EditOrder:
    """An edit of a measure on its ground."""

    edit: Edit
    measure: str
    ground: Ground

    @property
    def select(self) -> Select:
        """What the edit touches."""
        return self.edit.select

    @property
    def field(self) -> str:
        """The field it writes; empty where the kind of edit writes none."""
        return self.edit.field or ""

    @property
    def value(self) -> Any:
        """What it writes."""
        return self.edit.value

    def on(self, thing: Thing) -> Thing:
        """Return ``thing`` with the field written, or ``thing`` itself when that changes nothing."""
        return with_field(thing, field=self.field, value=self.value, measure=self.measure, ground=self.ground)
