"""Puts what was told about the hospital as a whole into its fields; several sources are settled like any other fact."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from inmori.ingest.intake import Problem
from inmori.ingest.reading import Reading
from inmori.ingest.settling import Claims, settled
from inmori.model import Controls, Fact, Hospital, Source, Staff
from inmori.text import Text

_PARTS: dict[str, type[Staff] | type[Controls]] = {"staff": Staff, "controls": Controls}


def told_fields(readings: Iterable[Reading]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the fields of Hospital that the readings tell (``staff`` and ``controls`` as whole parts), and problems.

    A value that does not fit its field is left out and reported; the others stand.
    """
    claims: dict[str, Claims] = {}
    for reading in readings:
        for name, (value, source) in reading.told.items():
            if value is not None:
                claims.setdefault(name, []).append((value, source))
    fields: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {name: {} for name in _PARTS}
    problems: list[Problem] = []
    for name in sorted(claims):
        part, _, leaf = name.rpartition(".")
        kind = _fact_class(part, leaf)
        try:
            if kind is None:
                raise TypeError(name)
            fact = settled(kind, claims[name])
        except (ValidationError, TypeError, ValueError):
            problems.append(_unfit(name, claims[name][0][1]))
            continue
        (parts[part] if part else fields)[leaf] = fact
    for name, model in _PARTS.items():
        if parts[name]:
            fields[name] = model(**parts[name])
    return fields, tuple(problems)


def _fact_class(part: str, leaf: str) -> type[Fact[Any]] | None:
    """Return the class of the fact at ``part.leaf``, ``None`` when the hospital has no such fact."""
    model = _PARTS.get(part) if part else Hospital
    info = model.model_fields.get(leaf) if model is not None else None
    kind = info.annotation if info is not None else None
    return kind if isinstance(kind, type) and issubclass(kind, Fact) else None


def _unfit(name: str, source: Source) -> Problem:
    return Problem(
        severity="warning",
        code="told_value_unfit",
        where=source,
        text=Text(
            ja=f"「{name}」の値を読み取れません。", en=f'The value of "{name}" cannot be used.'
        ),
        done=Text(ja="不明として扱います。", en="Treated as unknown."),
    )
