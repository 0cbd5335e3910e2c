"""Which findings press today: accepted ones that are open again or will be within thirty days, and new ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inmori.web.acceptance.register import Line, Register


@dataclass(frozen=True)
class Pressing:
    """``again``: the day or the facts have gone; ``soon``: the day is near; ``new``: not in the version before."""

    again: tuple[Line, ...] = ()
    soon: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()


def pressing(found: Register | None, *, today: date) -> Pressing:
    """Return what presses; nothing before a diagnosis."""
    if found is None:
        return Pressing()
    new = tuple(line for line in found.lines if line.new)
    return Pressing((*found.expired(), *found.changed()), tuple(found.soon(today=today)), new)
