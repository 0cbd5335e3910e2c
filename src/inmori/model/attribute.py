"""One field, one place: title, unit, help and sources of a model field are declared once, here, and derived everywhere.

The Excel template column, the table column, the JSON schema and the manual page read :func:`attributes_of`.
"""

from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from inmori.text import Text


def attribute(
    default: Any = ...,
    *,
    ja: str,
    en: str,
    help_ja: str = "",
    help_en: str = "",
    unit: str | None = None,
    given_by: tuple[str, ...] = (),
) -> Any:
    """Declare a model field with its title, help, unit and the kinds of evidence that can give it."""
    extra: dict[str, Any] = {"title_ja": ja, "title_en": en}
    if help_ja:
        extra |= {"help_ja": help_ja, "help_en": help_en}
    if unit:
        extra["unit"] = unit
    if given_by:
        extra["given_by"] = list(given_by)
    return Field(default, title=en, description=help_en or None, json_schema_extra=extra)


class Attribute(BaseModel):
    """What is declared about one field."""

    name: str
    title: Text
    help: Text | None
    unit: str | None
    given_by: tuple[str, ...]


def attributes_of(model: type[BaseModel]) -> tuple[Attribute, ...]:
    """Return the declared fields of a model class in order of declaration."""
    return tuple(
        _attribute(name, info)
        for name, info in model.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and "title_ja" in info.json_schema_extra
    )


def _attribute(name: str, info: FieldInfo) -> Attribute:
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    declared: dict[str, Any] = dict(extra)
    has_help = "help_ja" in declared
    return Attribute(
        name=name,
        title=Text(ja=declared["title_ja"], en=declared["title_en"]),
        help=Text(ja=declared["help_ja"], en=declared["help_en"]) if has_help else None,
        unit=declared.get("unit"),
        given_by=tuple(declared.get("given_by", ())),
    )
