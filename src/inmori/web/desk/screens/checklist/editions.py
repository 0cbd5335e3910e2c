"""The editions that a hospital can answer, and the one that is due."""

from __future__ import annotations

from datetime import date
from functools import cache

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply.decision import fiscal_year


@cache
def editions() -> tuple[Framework, ...]:
    """Return the frameworks that a hospital answers: the yearly checklists first, the newest on top."""
    own = [each for each in load_catalogue().frameworks.values() if each.sheet == "hospital"]
    return tuple(sorted(own, key=lambda each: (-(each.fiscal_year or 0), each.id)))


def chosen(today: date) -> Framework:
    """Return the checklist of this fiscal year, else the newest."""
    return next((each for each in editions() if each.fiscal_year == fiscal_year(today)), editions()[0])
