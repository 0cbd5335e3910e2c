"""A paper that people go on writing: a rule, a plan, a letter. What stands in it, in order, without fonts or pages.

A :class:`~inmori.report.block.Paper` is finished when it is printed; a manuscript is a beginning. It says where a person
must fill something in (:func:`blank`) and which sentences rest on an assumption (:class:`Footing`), and writers must
show both. One manuscript becomes one editable file.
"""

import hashlib
import re
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from inmori.report.block import Bullets, Imprint, Paragraph, Subheading, Table, Terms
from inmori.text import Language, Text

_BLANK = {
    "ja": re.compile(r"\(要記入:([^()]*(?:\([^()]*\)[^()]*)*)\)"),
    "en": re.compile(r"\[to fill in: ([^\[\]]*)\]"),
}
_SIGN = {"ja": re.compile(r"〔前提([0-9]+)〕"), "en": re.compile(r"\{assumption ([0-9]+)\}")}


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph (項) of an article with its numbered items (号)."""

    text: Text
    items: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条) of a rule. Numbers are given by whoever writes the rule, so that tables can name them."""

    number: int
    title: Text
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Labelled boxes to write into by hand or on screen. ``height`` counts lines; an empty value is an empty box."""

    rows: tuple[tuple[Text, Text], ...]
    height: int = 1


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table to be filled in by hand: a head, rows already written, then ``empty`` rows."""

    caption: Text
    columns: tuple[tuple[Text, float], ...]  # title, share of the width
    rows: tuple[tuple[Text, ...], ...] = ()
    empty: int = 5


@dataclass(frozen=True, slots=True)
class SignOff:
    """Boxes for those who approve: one empty box below each role, and a line for the day."""

    roles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a chart. ``gap``: something in it is missing and it must look so."""

    title: Text
    lines: tuple[Text, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Boxes in levels from top to bottom, an arrow between level and level: who calls whom, what comes first."""

    title: Text
    levels: tuple[tuple[Box, ...], ...]


Passage = Paragraph | Subheading | Bullets | Table | Terms | Article | Form | Ruled | SignOff | Chart


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter. ``fresh``: begins on a new page; ``wide``: its pages are broader than high (implies ``fresh``)."""

    id: str
    title: Text
    blocks: tuple[Passage, ...]
    fresh: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One editable paper. ``assumptions`` are those its signs point to, from 1.

    ``poster``: a sheet to hang up or hand out; it begins at once, and its list of blanks stands at the end.
    """

    id: str
    title: Text
    imprint: Imprint
    parts: tuple[Part, ...]
    assumptions: tuple[Text, ...] = ()
    about: Text | None = None  # one or two sentences below the title: what it is for and what to do with it
    poster: bool = False


def said(ja: str, en: str) -> Text:
    """Return a text; short, because papers are made of hundreds of them."""
    return Text(ja=ja, en=en)


def blank(what: Text) -> Text:
    """Return the mark for something a person must fill in; it may stand inside a sentence or alone in a cell."""
    return Text(ja=f"(要記入:{what.ja})", en=f"[to fill in: {what.en}]")


def or_blank(value: str | None, what: Text) -> Text:
    """Return a known value, or the mark to fill it in."""
    return Text(ja=value, en=value) if value else blank(what)


class Footing:
    """Collects what sentences of one manuscript rest on, and numbers it from 1. Make a new one for each manuscript."""

    def __init__(self) -> None:
        self._found: dict[Text, int] = {}

    def sign(self, why: Text) -> Text:
        """Return the sign to put behind a sentence; the same reason gets the same number."""
        number = self._found.setdefault(why, len(self._found) + 1)
        return Text(ja=f"〔前提{number}〕", en=f"{{assumption {number}}}")

    def all(self) -> tuple[Text, ...]:
        """Return the reasons in order of their numbers."""
        return tuple(self._found)


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill in: what is wanted, and the parts that want it."""

    what: str
    parts: tuple[str, ...]


def blanks_of(manuscript: Manuscript, *, language: Language) -> tuple[Blank, ...]:
    """Return every place to fill in, once each, in order of appearance."""
    found: dict[str, list[str]] = {}
    for part in manuscript.parts:
        for words in texts_in(part):
            for what in _BLANK[language].findall(words.in_(language)):
                places = found.setdefault(what, [])
                if part.title.in_(language) not in places:
                    places.append(part.title.in_(language))
    return tuple(Blank(what, tuple(places)) for what, places in found.items())


def pieces_of(words: str, *, language: Language) -> tuple[tuple[str, bool, bool], ...]:
    """Cut a sentence at its marks: (piece, is it a blank, is it a sign of an assumption), in order."""
    marks = sorted((m.start(), m.end(), kind) for kind, table in (("blank", _BLANK), ("sign", _SIGN))
                   for m in table[language].finditer(words))  # fmt: skip
    pieces, at = [], 0
    for start, end, kind in marks:
        if start < at:
            continue
        pieces.append((words[at:start], False, False))
        pieces.append((words[start:end], kind == "blank", kind == "sign"))
        at = end
    pieces.append((words[at:], False, False))
    return tuple(piece for piece in pieces if piece[0])


def texts_in(thing: Any) -> tuple[Text, ...]:
    """Return every text of a part or block, in order."""
    if isinstance(thing, Text):
        return (thing,)
    if isinstance(thing, tuple):
        return tuple(words for each in thing for words in texts_in(each))
    if is_dataclass(thing):
        return tuple(words for field in fields(thing) for words in texts_in(getattr(thing, field.name)))
    return ()


def part_hash(part: Part, *, language: Language) -> str:
    """Return the SHA-256 of what a part says: equal words, equal hash, whatever the day or the version."""
    return hashlib.sha256("\n".join(words.in_(language) for words in texts_in(part)).encode()).hexdigest()
