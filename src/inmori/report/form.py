"""A form on paper: rows with the answers of the year's rounds, and open places to fill in by hand."""

from dataclasses import dataclass

from inmori.report.block import Imprint, Table
from inmori.text import Text


@dataclass(frozen=True, slots=True)
class FormRound:
    """One round of one row; both empty while it is open."""

    answer: Text
    on: Text


@dataclass(frozen=True, slots=True)
class FormRow:
    """One item of the form."""

    number: Text
    text: Text
    proposed: Text
    rounds: tuple[FormRound, ...]
    target: Text
    evidence: Text
    who: Text


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. ``choice`` and ``blank_date`` stand where something is to be written; ``signatures`` label boxes."""

    imprint: Imprint
    lead: tuple[Text, ...]
    signatures: tuple[Text, ...]
    titles: tuple[Text, ...]
    choice: Text
    blank_date: Text
    rows: tuple[FormRow, ...]
    notes: tuple[Text, ...]
    tables: tuple[Table, ...]
