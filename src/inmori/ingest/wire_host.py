"""Gathers what traffic tells about single machines and makes sightings of it, whatever sensor or log it came from.

A name told for a card (DHCP, LLDP) is given to the address that the card had; an address that two cards had in turn
is told apart. What the system of a machine is, the wire only hints at: such facts are marked as worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Address
from typing import Any

from inmori.ingest.flow_tally import JST, Place, place_of
from inmori.ingest.reading import Sighting
from inmori.model import DeviceKind, Source, SourceKind, WeakProtocol

_SUBJECTS_KEPT = 200_000
_VALUES_KEPT = 12  # of one field of one machine
_NAMES_SHOWN = 3
_EARLIEST, _LATEST = 631_152_000.0, 7_258_118_400.0  # 1990 to 2200, in epoch seconds
_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")

#: Fields that say what a machine is. The first group was read from the wire itself; of the second the wire only gives
#: a hint (a system may pretend, a kind is guessed by behaviour), so any paper wins over it.
_SEEN_FIELDS = ("ae_title", "database", "firmware", "model")
_HINTED_FIELDS = ("os", "os_build", "kind")


@dataclass(slots=True)
class _Told:
    line: int
    last: float | None = None
    values: dict[str, dict[str, int]] = field(default_factory=dict)  # field -> value -> line

    def add(self, name: str, value: str, line: int) -> None:
        found = self.values.setdefault(name, {})
        if value not in found and len(found) < _VALUES_KEPT:
            found[value] = line

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.values.get(name, ()))

    def seen(self, line: int, time: float | None) -> None:
        self.line = min(self.line, line)
        if time is not None and _EARLIEST < time < _LATEST:
            self.last = time if self.last is None else max(self.last, time)


@dataclass
class WireHosts:
    """What one file tells about machines, by address and by card (MAC)."""

    file: str
    _subjects: dict[str, _Told] = field(default_factory=dict)

    def see(self, subject: str, line: int, time: float | None) -> None:
        """Note that an address or a card was there; ``time`` in epoch seconds."""
        self._told(subject, line, time)

    def tell(self, subject: str, name: str, value: str, line: int, time: float | None = None) -> None:
        """Note what was told of an address or a card (MAC).

        ``name``: ``hostname``, ``note``, ``weak`` (a value of WeakProtocol), ``ipv6``, ``lease`` and ``address`` (of a card), or a
        field of Device.
        """
        told = self._told(subject, line, time)
        if told is not None:
            told.add(name, value, line)

    def line_of(self, subject: str) -> int:
        """Return the line at which a subject was met first; 1 for one that was not."""
        told = self._subjects.get(subject)
        return told.line if told is not None else 1

    def last(self, subject: str, time: float) -> None:
        """Note when a subject that was met before was there last."""
        told = self._subjects.get(subject)
        if told is not None:
            told.seen(told.line, time)

    def adopt(self, subject: str, other: str) -> None:
        """Tell ``subject`` all that was told of ``other``, which is the same machine under another address."""
        told = self._subjects.pop(other, None)
        if told is None:
            return
        into = self._told(subject, told.line, told.last)
        if into is not None:
            for name, values in told.values.items():
                for value, line in values.items():
                    into.add(name, value, line)

    def _told(self, subject: str, line: int, time: float | None) -> _Told | None:
        told = self._subjects.get(subject)
        if told is None:
            if len(self._subjects) >= _SUBJECTS_KEPT:
                return None
            told = self._subjects[subject] = _Told(line)
        told.seen(line, time)
        return told

    def sightings(self, talking: Iterable[Sighting], owners: Mapping[str, str]) -> tuple[Sighting, ...]:
        """Return all machines: those that talked (from the tally of flows) and those that only spoke of themselves.

        ``owners``: address -> MAC where it is clear.
        """
        known = {sighting.addresses[0]: sighting for sighting in talking}
        addresses = {*known, *(s for s in self._subjects if place_of(s) is Place.INSIDE)}
        cards: dict[str, list[str]] = {}
        for subject, told in self._subjects.items():
            if _MAC.fullmatch(subject):
                for address in (*told.all("lease"), *told.all("address")):
                    cards.setdefault(address, []).append(subject)
        addresses |= {address for address in cards if place_of(address) is Place.INSIDE}
        found = [
            sighting
            for address in sorted(addresses, key=lambda text: int(IPv4Address(text)))
            for sighting in self._at(address, known.get(address), sorted(cards.get(address, ())), owners.get(address))
        ]
        placed = {card for cards_there in cards.values() for card in cards_there}
        for subject in sorted(self._subjects):
            if _MAC.fullmatch(subject) and subject not in placed:
                told = self._subjects[subject]
                if told.all("hostname") or told.all("kind") or told.all("ipv6"):
                    found.append(self._sighting(None, (subject,), (told,), dhcp=False))
        return tuple(found)

    def _at(self, address: str, base: Sighting | None, cards: list[str], owner: str | None) -> Iterable[Sighting]:
        own = self._subjects.get(address)
        leased = any(address in self._subjects[card].all("lease") for card in cards)
        if (len(cards) == 1 and owner in (None, cards[0])) or not leased:
            macs = tuple(dict.fromkeys([*cards, *([owner] if owner else [])]))
            told = [told for told in (own, *(self._subjects[card] for card in cards)) if told is not None]
            yield self._joined(address, base, macs, told, dhcp=leased)
            return
        # The address was lent to several cards, or another card uses it: what was told is nobody's for sure.
        for card in cards:
            lent = address in self._subjects[card].all("lease")
            yield self._sighting(address, (card,), (self._subjects[card],), dhcp=lent)
        if base is not None:
            yield base

    def _joined(
        self, address: str, base: Sighting | None, macs: tuple[str, ...], told: list[_Told], *, dhcp: bool
    ) -> Sighting:
        made = self._sighting(address, macs, tuple(told), dhcp=dhcp)
        if base is None:
            return made
        days = [day for day in (base.last_seen, made.last_seen) if day]
        return Sighting(
            source=base.source,
            addresses=base.addresses,
            weak_protocols=made.weak_protocols,
            identities=made.identities,
            macs=macs or base.macs,
            hostnames=made.hostnames,
            facts={**base.facts, **made.facts},
            notes=made.notes,
            dhcp=base.dhcp or dhcp,
            last_seen=max(days, default=None),
        )

    def _sighting(
        self, address: str | None, macs: tuple[str, ...], told: tuple[_Told, ...], *, dhcp: bool
    ) -> Sighting:
        lasts = [part.last for part in told if part.last is not None]
        day = datetime.fromtimestamp(int(max(lasts)), tz=JST).date() if lasts else None
        line = min((part.line for part in told), default=1)
        source = Source(kind=SourceKind.WIRE, file=self.file, line=line, as_of=day)
        names = tuple(dict.fromkeys(name for part in told for name in part.all("hostname")))
        facts: dict[str, tuple[Any, Source]] = {"dhcp": (True, source)} if dhcp else {}
        for part in told:
            for name in (*_SEEN_FIELDS, *_HINTED_FIELDS):
                for value, at in list(part.values.get(name, {}).items())[:1]:
                    facts.setdefault(name, _fact(name, value, source, at))
        notes = dict.fromkeys(note for part in told for note in part.all("note"))
        titles = [title for part in told for title in part.all("ae_title")]
        notes |= dict.fromkeys(f"AEタイトル {title}" for title in titles[1:])
        notes |= dict.fromkeys(f"IPv6 {address}" for part in told for address in part.all("ipv6"))
        weak = {value: at for part in reversed(told) for value, at in part.values.get("weak", {}).items()}
        return Sighting(
            source=source,
            addresses=(address,) if address else (),
            macs=macs,
            hostnames=names[:_NAMES_SHOWN],
            facts=facts,
            notes=tuple(notes),
            dhcp=dhcp,
            last_seen=day,
            weak_protocols=tuple(WeakProtocol(value) for value in sorted(weak)),
            identities={value: source.model_copy(update={"line": at}) for value, at in sorted(weak.items())},
        )


def _fact(name: str, value: str, source: Source, line: int) -> tuple[Any, Source]:
    kind = SourceKind.DERIVED if name in _HINTED_FIELDS else SourceKind.WIRE
    place = source.model_copy(update={"kind": kind, "line": line})
    return (DeviceKind(value) if name == "kind" else value), place
