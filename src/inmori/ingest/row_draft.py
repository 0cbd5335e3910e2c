"""What has been gathered of one machine while its row is read, cell by cell: values with their places, and problems.

The methods named here are all that a cell can do to its machine (``cell_meaning`` chooses among them), so each takes
the same three things: a name, a value, and the place of the cell.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inmori.ingest.cell_problem import Sentences
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.table import problem
from inmori.model import Source, ZoneKind


@dataclass(slots=True)
class RowDraft:
    """What has been read of one machine so far."""

    source: Source
    group: str  # sheet and banner, for explanations
    problems: list[Problem]
    addresses: list[str] = field(default_factory=list)
    macs: list[str] = field(default_factory=list)
    hostnames: list[str] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)
    asset_numbers: list[str] = field(default_factory=list)
    slips: list[tuple[str, Source]] = field(default_factory=list)
    facts: dict[str, tuple[Any, Source]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    identities: dict[str, Source] = field(default_factory=dict)
    dhcp: bool = False
    retired: str | None = None
    last_seen: date | None = None
    zone_hint: ZoneKind | None = None
    kind_texts: dict[str, tuple[str, Source]] = field(default_factory=dict)  # by field, for the kind of device
    os_parts: dict[str, tuple[str, Source]] = field(default_factory=dict)

    def retire(self, reason: str) -> None:
        """Mark the machine as out of use; the first reason stays."""
        self.retired = self.retired or reason

    def add_address(self, _name: str, value: str, place: Source) -> None:
        """Add an address."""
        if value not in self.addresses:
            self.addresses.append(value)
            self.identities.setdefault(value, place)

    def add_mac(self, _name: str, value: str, place: Source) -> None:
        """Add a MAC."""
        if value not in self.macs:
            self.macs.append(value)
            self.identities.setdefault(value, place)

    def add_hostname(self, _name: str, value: str, place: Source) -> None:
        """Add a host name."""
        if value not in self.hostnames:
            self.hostnames.append(value)
            self.identities.setdefault(value, place)

    def add_number(self, name: str, value: str, place: Source) -> None:
        """Add a serial number (``name`` is "serial") or an asset number."""
        values = self.serials if name == "serial" else self.asset_numbers
        if value not in values:
            values.append(value)
            self.identities.setdefault(value, place)

    def add_fact(self, name: str, value: Any, place: Source) -> None:
        """Take a field of the machine; the first column that gives it stays."""
        self.facts.setdefault(name, (value, place))

    def add_kind_text(self, name: str, value: str, place: Source) -> None:
        """Take a text that may tell what kind of machine it is."""
        self.kind_texts.setdefault(name, (value, place))

    def add_os_part(self, name: str, value: str, place: Source) -> None:
        """Take a part of what an operating system is called."""
        self.os_parts.setdefault(name, (value, place))

    def add_note(self, _name: str, value: str, _place: Source) -> None:
        """Keep a remark."""
        self.notes.append(value)

    def add_slip(self, _name: str, value: str, place: Source) -> None:
        """Keep what was meant as an address and is none."""
        self.slips.append((value, place))

    def call_leased(self, _name: str, _value: None, _place: Source) -> None:
        """Mark the addresses as given out by DHCP."""
        self.dhcp = True

    def call_retired(self, _name: str, value: str, _place: Source) -> None:
        """Mark the machine as out of use."""
        self.retired = self.retired or value

    def call_seen(self, _name: str, value: date, _place: Source) -> None:
        """Note a day on which the machine was seen."""
        self.last_seen = max(filter(None, (self.last_seen, value)))

    def hint_zone(self, _name: str, value: ZoneKind, _place: Source) -> None:
        """Note a zone, if nothing else was hinted at."""
        if self.zone_hint is None:
            self.zone_hint = value

    def set_zone(self, _name: str, value: ZoneKind, _place: Source) -> None:
        """Note a zone against whatever else was hinted at."""
        self.zone_hint = value

    def report(self, code: str, value: tuple[Severity, Sentences], place: Source) -> None:
        """Add a line to the intake report."""
        severity, (text, done) = value
        self.problems.append(problem(severity, code, place, text.filled(where=place.place()), done=done))
