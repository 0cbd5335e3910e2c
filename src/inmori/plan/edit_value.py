"""What an edit writes into a fact, and whether that would change anything.

A measure never makes things worse: an ordered control (how often, who watches, how well divided) is only raised,
and a number marked "at least" only rises. Writing what is already there is no change.
"""

from enum import StrEnum
from typing import Any, TypeVar

from inmori.model import Fact, Frozen, Patching, Segmentation, Source, SourceKind, Watch
from inmori.plan.ground import Ground

Thing = TypeVar("Thing", bound=Frozen)
ORDERED: tuple[type[StrEnum], ...] = (
    Watch,
    Segmentation,
    Patching,
)  # their members are declared weakest first
ABSENT_WORDS = frozenset(
    {"", "なし", "無し", "無", "未導入", "記載なし", "契約に記載なし", "未記載", "未定", "none", "no", "unwritten"}
)


def planned(measure: str) -> Source:
    """Return the source of a fact that does not hold yet but will once ``measure`` is done."""
    return Source(kind=SourceKind.DERIVED, file=f"plan:{measure}")


def with_field(thing: Thing, *, field: str, value: Any, measure: str, ground: Ground) -> Thing:
    """Return ``thing`` with ``field`` set, or ``thing`` itself when that changes nothing.

    ``field`` may hold a Fact or a plain value. Raises AttributeError for a field the model does not have and
    pydantic's ValidationError for a value that does not fit it.
    """
    current = getattr(thing, field)
    if not isinstance(current, Fact):
        return thing if current == value else thing.model_copy(update={field: value})
    wanted = _wanted(current, value, ground)
    if wanted is None:
        return thing
    fact = type(current).model_validate({"value": wanted, "confidence": 1.0, "sources": (planned(measure),)})
    if fact.value == current.value or _weaker(fact.value, current.value):
        return thing
    return thing.model_copy(update={field: fact})


def absent(thing: Frozen, field: str | None) -> bool:
    """Whether ``field`` is not known to be in place: unknown, no, or written as none. Without a field: True."""
    if field is None:
        return True
    current = getattr(thing, field)
    value = current.value if isinstance(current, Fact) else current
    if isinstance(value, str):
        return value.strip().lower() in ABSENT_WORDS
    return value is None or value is False


def _wanted(current: Fact[Any], value: Any, ground: Ground) -> Any:
    if value == "$today":
        return ground.today
    if isinstance(value, dict):
        least = float(value["at_least"])
        return None if current.value is not None and float(current.value) >= least else least
    return value


def _weaker(new: Any, old: Any) -> bool:
    for kind in ORDERED:
        if isinstance(new, kind) and isinstance(old, kind):
            members = list(kind)
            return members.index(new) <= members.index(old)
    return False
