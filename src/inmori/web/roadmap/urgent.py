"""Which tasks press: past their day, or due within thirty days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from inmori.plan.roadmap import Roadmap, RoadmapItem

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Urgent:
    """The open tasks that press, the oldest day first."""

    overdue: tuple[RoadmapItem, ...] = ()
    soon: tuple[RoadmapItem, ...] = ()


def urgent(roadmap: Roadmap | None, *, today: date) -> Urgent:
    """Return what presses on a day; a task due on the day itself is not late yet."""
    waiting = [item for item in (roadmap.items if roadmap else ()) if item.state != "done" and item.due is not None]
    ordered = sorted(waiting, key=lambda item: (item.due or date.max, item.measure))
    late = tuple(item for item in ordered if overdue(item.due, today=today))
    soon = tuple(item for item in ordered if item.due and today <= item.due <= today + SOON)
    return Urgent(late, soon)


def overdue(due: date | None, *, today: date) -> bool:
    """Whether a day has passed."""
    return due is not None and due < today


def count_overdue(days: Iterable[str], *, today: date) -> int:
    """Count the days that have passed, written as ISO dates."""
    return sum(1 for day in days if day < today.isoformat())
