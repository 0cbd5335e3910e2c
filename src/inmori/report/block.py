"""What a paper is made of: blocks of words and figures in order, with no cell, font or page in sight.

Documents build these; writers decide how they look. Every word is a :class:`~inmori.text.Text`, so one tree serves
both languages.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from inmori.report.figures.picture import Picture
from inmori.text import Text

Tone = Literal["plain", "lead", "note", "caution"]
Align = Literal["left", "right", "center"]
Mark = Literal["critical", "high", "medium", "low", "neutral"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; "lead" opens a section, "note" is small print, "caution" must not be overlooked."""

    text: Text
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``weight`` is its share of the width."""

    title: Text
    weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the row. ``caption`` says what it shows."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, the sentence that replaces it for those who cannot see it, and its title."""

    title: Text
    picture: Picture
    alt: Text


@dataclass(frozen=True, slots=True)
class Card:
    """One thing with a badge and labelled lines: a finding."""

    badge: Text
    mark: Mark
    title: Text
    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of a chain: what happens, where, how long it takes."""

    text: Text
    place: Text
    duration: Text


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps that follow each other: an attack path."""

    title: Text
    share: Text
    steps: tuple[ChainStep, ...]
    end: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with their explanation."""

    items: tuple[tuple[Text, Text], ...]


Block = Paragraph | Subheading | Bullets | Table | Figure | Card | Chain | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper. ``wide`` asks for a page that is broader than high."""

    id: str
    title: Text
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number that must be seen at first sight, with its range and what it is."""

    label: Text
    value: Text
    range: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    number: int
    title: Text
    why: Text
    how: Text
    who: Text
    cost: Text
    by: Text


@dataclass(frozen=True, slots=True)
class Board:
    """The one page for the board. ``notice`` is empty unless something must be known before any figure is read.

    ``picture`` stands above the table of the roads.
    """

    whose: Text
    title: Text
    situation: Text
    figures: tuple[KeyFigure, ...]
    roads_title: Text
    roads: Table | None
    steps_title: Text
    step_labels: tuple[Text, Text, Text, Text]  # why, how, who, how much
    steps: tuple[Step, ...]
    verdict_title: Text
    verdict: Text
    honesty: Text
    notice: Text
    picture: Figure | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page says about itself."""

    hospital: Text
    title: Text
    day: date
    date: Text
    cut_off: Text
    version: Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: the board's page, then the sections."""

    imprint: Imprint
    board: Board
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    """Papers in one folder for somebody who comes to look: the words and figures of the cover, then the parts.

    ``notes`` stand under the list of contents.
    """

    imprint: Imprint
    lead: tuple[Text, ...]
    figures: tuple[KeyFigure, ...]
    contents_title: Text
    notes: tuple[Text, ...]
    sections: tuple[Section, ...]


Cell = Text | str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet; ``width`` counts half-width characters. ``folded`` columns start out hidden.

    ``editable`` columns are for people to fill in; ``choices`` are the words such a cell may hold. ``amounts`` are
    large numbers, written with separators.
    """

    title: Text
    width: float = 16.0
    folded: bool = False
    editable: bool = False
    choices: tuple[Text, ...] = ()
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the annex. A cell of ``None`` is unknown and is written so; an empty text is simply empty."""

    title: Text
    about: Text
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The workbook with every fact and its place."""

    imprint: Imprint
    sheets: tuple[Sheet, ...]
