"""Turns one row of a list of machines into a sighting: each cell cleaned by what its column means.

Nothing is guessed here. What cannot be read is left out, kept as a note where it carries meaning, and reported.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.era import EraBorderError
from inmori.ingest import cell_problem
from inmori.ingest.cell_problem import Sentences
from inmori.ingest.cell_value import (
    asset_number,
    date_of,
    folded_dashes,
    forget_texts,
    line_of,
    says_none,
    says_unknown,
    text_of,
    word_set,
    yes_no,
)
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.note_meaning import NoteMeaning, meaning_of, says_retired
from inmori.ingest.reading import Sighting
from inmori.ingest.secret_text import REMOVED, without_secrets
from inmori.ingest.table import CellValue, problem
from inmori.ingest.table_header import Column
from inmori.model import DeviceKind, Source, ZoneKind

# Fields of Device that are plain text and are taken as they stand.
_TEXTS = word_set("name maker model database office department location vendor edr ae_title local_admin")
_DATES = word_set("purchased support_until antivirus_updated last_patched")
_BUILD = re.compile(r"^(?:\d+\.\d+\.\d{3,6}(?:\.\d+)*|\d{5}(?:\.\d+)*)$")


class KindWords:
    """Looks words up in the catalogue's vocabularies, each text once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[tuple[str, str], str | None] = {}

    def device(self, text: str) -> DeviceKind | None:
        """Return the kind of device that a text names."""
        found = self._find("device", text)
        return DeviceKind(found) if found else None

    def zone(self, text: str) -> ZoneKind | None:
        """Return the kind of zone that a text names."""
        found = self._find("zone", text)
        return ZoneKind(found) if found else None

    def _find(self, vocabulary: str, text: str) -> str | None:
        key = (vocabulary, text)
        if key not in self._known:
            rules = self._catalogue.words.get(vocabulary)
            self._known[key] = words_kind(rules, text) if rules and text else None
        return self._known[key]


@dataclass
class DeviceRow:
    """What has been read of one machine so far."""

    source: Source
    group: str  # sheet and banner, for explanations
    words: KindWords
    today: date
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

    def take(self, column: Column, value: CellValue, place: Source, *, digits: int, starts_1904: bool) -> None:
        """Read one cell by the meaning of its column."""
        name = column.field
        if isinstance(value, str):
            value, removed = _clean(value)
            if removed:
                self._report("warning", "secret_removed", place, cell_problem.SECRET_REMOVED)
        if name == "address":
            self._take_addresses(column, value, place)
        elif name == "mac":
            self._take_macs(value, place)
        elif name in ("serial", "asset_number"):
            self._take_number(name, value, place, digits)
        elif name in _DATES or name in ("last_seen", "retired_on"):
            self._take_date(column, value, place, starts_1904=starts_1904)
        else:
            self._take_text(name, text_of(value), place)

    def retire(self, reason: str) -> None:
        """Mark the machine as out of use; the first reason stays."""
        self.retired = self.retired or reason

    def sighting(self) -> Sighting:
        """Close the row: decide kind and OS from all its cells, and return the sighting."""
        self._settle_name_and_kind()
        self._settle_os()
        if self.addresses and self.zone_hint is ZoneKind.STANDALONE:
            self.zone_hint = None  # it has an address, so what is "not connected" must be something else
        return Sighting(
            source=self.source,
            addresses=tuple(self.addresses),
            macs=tuple(self.macs),
            hostnames=tuple(self.hostnames),
            serials=tuple(self.serials),
            asset_numbers=tuple(self.asset_numbers),
            facts=self.facts,
            notes=tuple(dict.fromkeys(self.notes)),
            dhcp=self.dhcp,
            retired=self.retired,
            last_seen=self.last_seen,
            zone_hint=self.zone_hint,
            group=self.group,
            identities=self.identities,
            slips=tuple(self.slips),
        )

    def _identity(self, values: list[str], value: str, place: Source) -> None:
        if value and value not in values:
            values.append(value)
            self.identities.setdefault(value, place)

    def _fact(self, name: str, value: Any, place: Source) -> None:
        self.facts.setdefault(name, (value, place))

    def _report(self, severity: Severity, code: str, place: Source, sentences: Sentences) -> None:
        text, done = sentences
        self.problems.append(problem(severity, code, place, text.filled(where=place.place()), done=done))

    def _take_addresses(self, column: Column, value: CellValue, place: Source) -> None:
        found = addresses_of(value, prefix=column.prefix)
        for address in found.values:
            self._identity(self.addresses, address, place)
        self.dhcp = self.dhcp or found.dhcp
        for slip in found.slips:
            self.slips.append((slip, place))
            self._report("warning", "address_slip", place, cell_problem.address_slip(slip))
        for address in found.ipv6:
            self._report("note", "ipv6_not_used", place, cell_problem.ipv6_not_used(address))
        if found.rest and not found.slips:
            self._remark(found.rest, place, keep=found.rest)

    def _take_macs(self, value: CellValue, place: Source) -> None:
        found = macs_of(value)
        for mac in found.values:
            self._identity(self.macs, mac, place)
        for slip in found.slips:
            self._report("warning", "mac_slip", place, cell_problem.mac_slip(slip))

    def _take_number(self, name: str, value: CellValue, place: Source, digits: int) -> None:
        written, zeros_lost = asset_number(value, digits=digits)
        if says_unknown(written) or says_none(written) or REMOVED in written:
            return
        self._identity(self.serials if name == "serial" else self.asset_numbers, written, place)
        if zeros_lost and name == "asset_number":
            self._report("note", "zeros_may_be_lost", place, cell_problem.zeros_may_be_lost(written))

    def _take_date(self, column: Column, value: CellValue, place: Source, *, starts_1904: bool) -> None:
        name, text = column.field, text_of(value)
        try:
            found = date_of(value, starts_1904=starts_1904)
        except EraBorderError:
            self._report("warning", "era_border", place, cell_problem.era_border(text))
            return
        if found is None:
            self._not_a_date(name, text, place)
            return
        if found.assumed:
            self._report("note", "date_from_number", place, cell_problem.date_from_number(text, found.written.first))
        day = found.written.last if name == "support_until" else found.written.first
        if name == "last_seen":
            self.last_seen = max(filter(None, (self.last_seen, day)))
        elif name == "retired_on":
            if day <= self.today:
                self.retire(f"{column.heading} {text}")
            else:
                self.notes.append(f"{column.heading} {text}")
        else:
            self._fact(name, day, place)

    def _not_a_date(self, name: str, text: str, place: Source) -> None:
        if says_unknown(text) or says_none(text) or yes_no(text) is False:
            return
        if name == "retired_on" and (says_retired(text) or yes_no(text)):
            self.retire(line_of(text))
        elif name in ("retired_on", "support_until"):
            self._remark(line_of(text), place, keep=line_of(text))
        else:
            self._report("warning", "no_date", place, cell_problem.no_date(line_of(text)))

    def _take_text(self, name: str, text: str, place: Source) -> None:
        flat = line_of(text)
        if name == "note":
            if not says_unknown(flat) and not says_none(flat):
                self._remark(text, place, keep=flat)
        elif says_unknown(flat):
            return
        elif name == "hostname":
            self._take_hostnames(text, place)
        elif name in ("os", "os_version", "os_build", "version", "firmware"):
            if not says_none(flat):
                self.os_parts.setdefault(name, (flat, place))
        elif name in ("antivirus", "edr"):
            self._fact(name, "none" if says_none(flat) else flat, place)
        elif name in _READ_AS:
            _READ_AS[name](self, flat, place)
        elif name in _TEXTS and not says_none(flat):
            self._fact(name, folded_dashes(flat) if name == "model" and flat.isascii() else flat, place)
            if name in ("name", "model", "office"):
                self.kind_texts.setdefault(name, (flat, place))
            if name == "name" and says_retired(flat):
                self.retire(f"機器名「{flat}」")

    def _take_hostnames(self, text: str, place: Source) -> None:
        for part in re.split(r"[\n、,;/ ]+", folded_dashes(text) if text.isascii() else text):
            name = part.strip()
            if name and not says_unknown(name) and not says_none(name) and not addresses_of(name).values:
                self._identity(self.hostnames, name.partition(".")[0] if _DOMAIN.match(name) else name, place)

    def _remark(self, text: str, place: Source, *, keep: str) -> None:
        """Keep a remark, and act on what it clearly says."""
        meaning: NoteMeaning = meaning_of(text)
        self.notes.append(keep)
        if meaning.retired:
            self.retire(f"備考「{keep}」")
        if meaning.standalone and self.zone_hint is None:
            self.zone_hint = ZoneKind.STANDALONE
        for name, value in (
            ("patch_forbidden", meaning.patch_forbidden),
            ("remote_maintenance", meaning.remote),
            ("holds_patient_data", meaning.patient_data),
            ("shared_local_admin", meaning.shared_password or None),
            ("antivirus", "none" if meaning.antivirus_none else None),
        ):
            if value is not None:
                self._fact(name, value, place)

    def _take_kind(self, name: str, text: str, place: Source) -> None:
        self.kind_texts.setdefault(name, (text, place))
        if name == "purpose":
            self.notes.append(f"用途:{text}")

    def _take_category(self, text: str, place: Source) -> None:
        zone = self.words.zone(text)
        if zone is None:
            self.kind_texts.setdefault("category", (text, place))
        elif self.zone_hint is None:
            self.zone_hint = zone

    def _take_connected(self, text: str, _place: Source) -> None:
        if yes_no(text) is False or meaning_of(text).standalone:
            self.zone_hint = ZoneKind.STANDALONE
        elif self.zone_hint is None:
            self.zone_hint = self.words.zone(text)

    def _take_status(self, text: str, _place: Source) -> None:
        if says_retired(text):
            self.retire(f"状態「{text}」")
        elif yes_no(text) is None:
            self.notes.append(f"状態:{text}")

    def _take_yes_no(self, name: str, text: str, place: Source) -> None:
        answer = yes_no(text)
        if answer is None and name == "remote_maintenance":
            answer = True  # the name of a company, a way of access: it is maintained remotely
            self.notes.append(f"リモート保守:{text}")
        if answer is not None:
            self._fact(name, answer, place)
        else:
            self.notes.append(text)

    def _take_patchable(self, text: str, place: Source) -> None:
        answer = yes_no(text)
        if answer is not None:
            self._fact("patch_forbidden", not answer, place)
        else:
            self._remark(text, place, keep=text)

    def _take_dhcp(self, text: str, _place: Source) -> None:
        if addresses_of(text).dhcp or yes_no(text):
            self.dhcp = True

    def _settle_name_and_kind(self) -> None:
        for name in ("purpose", "type"):
            if "name" not in self.facts and name in self.kind_texts:
                self._fact("name", *self.kind_texts[name])
        if "os" in self.os_parts:
            self.kind_texts.setdefault("os", self.os_parts["os"])
        for name in ("type", "name", "purpose", "category", "model", "os"):
            text, place = self.kind_texts.get(name, ("", self.source))
            if name == "model":
                text = _SHORT_CODE.sub(" ", text)
            if (kind := self.words.device(text)) is not None:
                # 端末 or 機器 under 種別 says less than "CT装置" under 機器名.
                if name == "type" and kind in _VAGUE and "name" in self.kind_texts:
                    finer = self.words.device(self.kind_texts["name"][0])
                    kind, place = (finer, self.kind_texts["name"][1]) if finer else (kind, place)
                self._fact("kind", kind, place)
                return
        if (kind := self.words.device(self.group)) is not None:
            self._fact("kind", kind, self.source)

    def _settle_os(self) -> None:
        parts = self.os_parts
        version = parts.get("os_version")
        if "version" in parts:
            if "os" in parts and version is None:
                version = parts["version"]
            else:
                parts.setdefault("firmware", parts["version"])
        if "firmware" in parts:
            self._fact("firmware", *parts["firmware"])
        build = parts.get("os_build")
        if version is not None and (found := _build_of(version[0])):
            build, version = build or (found, version[1]), None
        if "os" in parts:
            text, place = parts["os"]
            if version is not None and version[0].lower() not in text.lower():
                text = f"{text} {version[0]}"
            self._fact("os", text, place)
        elif version is not None:
            self._fact("os", *version)
        if build is not None:
            self._fact("os_build", _build_of(build[0]) or build[0], build[1])


# One or two letters of a model code (the SV of "CF-SV1") are no word; those before a number of a series are.
_SHORT_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]|-?\d{3})")
_DOMAIN = re.compile(r"^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$")
_VAGUE = (DeviceKind.CLIENT, DeviceKind.OTHER, DeviceKind.SERVER, DeviceKind.MEDICAL_DEVICE)
_READ_AS: dict[str, Callable[[DeviceRow, str, Source], None]] = {
    "purpose": lambda row, text, place: row._take_kind("purpose", text, place),
    "type": lambda row, text, place: row._take_kind("type", text, place),
    "category": DeviceRow._take_category,
    "connected": DeviceRow._take_connected,
    "status": DeviceRow._take_status,
    "backup": lambda row, text, place: row._fact("backup", "none" if says_none(text) else text, place),
    "patient_data": lambda row, text, place: row._take_yes_no("holds_patient_data", text, place),
    "remote": lambda row, text, place: row._take_yes_no("remote_maintenance", text, place),
    "patch_forbidden": lambda row, text, place: row._take_yes_no("patch_forbidden", text, place),
    "shared_local_admin": lambda row, text, place: row._take_yes_no("shared_local_admin", text, place),
    "patchable": DeviceRow._take_patchable,
    "dhcp": DeviceRow._take_dhcp,
}


@lru_cache(maxsize=16384)
def _clean(written: str) -> tuple[str, bool]:
    return without_secrets(text_of(written))


def forget_cells() -> None:
    """Empty the memory of cells seen; see :func:`inmori.ingest.cell_value.forget_texts`."""
    _clean.cache_clear()
    forget_texts()


def _build_of(text: str) -> str | None:
    """Return a build in the form 10.0.19045.3803; Active Directory writes "10.0 (19045)"."""
    joined = re.sub(r"^(\d+\.\d+)\s*\(\s*(\d+)\s*\)$", r"\1.\2", text.strip())
    return joined if _BUILD.match(joined) else None
