"""Which columns the list of machines may have: those of the index, and every field that the model declares.

A title is the model's own; only what the index puts together from several fields is named here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from inmori.ingest.decided_value import DECIDABLE, said, written
from inmori.model import Device
from inmori.model.attribute import attributes_of
from inmori.report.documents.assessment.values import said as value_said
from inmori.text import Text
from inmori.web.decided.hospital_text import DeviceText
from inmori.web.versions.device_query import COLUMNS

FIELD_TITLES: dict[str, Text] = {attribute.name: attribute.title for attribute in attributes_of(Device)}
# What a column of the index is made of; those with no fields are worked out.
PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name",), "kind": ("kind",), "zone": ("zones",), "address": ("addresses",), "product": ("maker", "model"),
    "os": ("os", "os_build"), "vendor": ("vendor",), "place": ("department", "location"), "support": (), "findings": (), "conflicts": (),
}  # fmt: skip
_OWN_TITLES: dict[str, Text] = {
    "product": Text(ja="製品", en="Product"),
    "place": Text(ja="場所", en="Place"),
    "support": Text(ja="サポート", en="Support"),
    "findings": Text(ja="指摘", en="Findings"),
    "conflicts": Text(ja="食い違い", en="Conflicts"),
}
_SAME = {"zone": "zones", "address": "addresses"}
_KEPT = "device_columns"


@dataclass(frozen=True)
class Column:
    """One column that may be chosen. ``sorted_by`` is whether the list can be put in its order."""

    name: str
    title: Text
    sorted_by: bool


def _columns() -> dict[str, Column]:
    found = {name: Column(name, _OWN_TITLES.get(name) or FIELD_TITLES[_SAME.get(name, name)], True) for name in COLUMNS}
    more = [name for name in FIELD_TITLES if name not in found and name not in _SAME.values()]
    return found | {name: Column(name, FIELD_TITLES[name], False) for name in more}


ALL: dict[str, Column] = _columns()


def chosen(request: HttpRequest) -> tuple[Column, ...]:
    """Return the columns that this person sees: those in the address, which are remembered, or the remembered ones."""
    asked = [name for name in request.GET.getlist("column") if name in ALL]
    if asked:
        request.session[_KEPT] = asked
    names = asked or [name for name in request.session.get(_KEPT, ()) if name in ALL] or list(COLUMNS)
    return tuple(column for column in ALL.values() if column.name in names or column.name == "name")


def fields_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the model's fields that columns are made of, each once."""
    return tuple(dict.fromkeys(part for column in columns for part in PARTS.get(column.name, (column.name,))))


def value_in(fields: DeviceText, name: str) -> Text | None:
    """Return what a machine has in a field, in words; None where nothing is known."""
    if name in DECIDABLE:
        value = written(fields.value(name))
        return said(name, value) if value is not None else None
    held = fields.raw(name)
    facts = held if isinstance(held, list) else [held]
    values = [value_said(each["value"]) for each in facts if isinstance(each, dict) and each.get("value") is not None]
    return Text(ja="、".join(each.ja for each in values), en=", ".join(each.en for each in values)) if values else None
