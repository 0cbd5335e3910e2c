"""What a check hands back: where and what was seen, never a sentence. The engine puts the words to it.

A check returns hits, and :class:`Unjudged` for the part it cannot decide; unknown is never taken as safe.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inmori.diagnose.finding import Severity
from inmori.model import Source
from inmori.text import Text

Value = str | int | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One problem met. ``key`` is the stable name of the thing, unique within the check.

    ``seen`` pairs are (what, value): "what" is a key of :data:`inmori.diagnose.finding.SEEN_NAMES`, the value is as
    the evidence has it. ``values`` fill the places of the check's texts; ``variant`` and ``severity`` override them.
    """

    key: str
    device_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    evidence: tuple[Source, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    variant: str | None = None
    severity: Severity | None = None
    confidence: float = 1.0
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What could not be decided: ``reason`` is a key of the check's ``unjudged`` texts."""

    reason: str
    values: Mapping[str, Value] = field(default_factory=dict)


Result = Iterable[Hit | Unjudged] | Unjudged


def pieces(result: Result) -> Iterator[Hit | Unjudged]:
    """Return the parts of a check's result one by one, whichever form it has."""
    if isinstance(result, Unjudged):
        yield result
    else:
        yield from result


def named(names: Sequence[str | Text], *, limit: int = 3) -> Text:
    """Return the first names as a person lists them, and how many more there are: "A、B ほか3件"."""
    texts = [Text(ja=name, en=name) if isinstance(name, str) else name for name in names]
    more = len(texts) - limit
    ja = "、".join(text.ja for text in texts[:limit])
    en = ", ".join(text.en for text in texts[:limit])
    return Text(ja=f"{ja} ほか{more}件", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def fill(template: Text, values: Mapping[str, Value]) -> Text:
    """Return the template with its places filled, each language from its own side of a :class:`Text` value.

    Raises:
        KeyError: a place has no value; a half-filled sentence must not reach a reader.
    """
    ja = {name: value.ja if isinstance(value, Text) else value for name, value in values.items()}
    en = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
    return Text(ja=template.ja.format(**ja), en=template.en.format(**en))
