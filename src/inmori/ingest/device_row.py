"""One machine of a list, as its row tells: kind and operating system are settled once all its cells have been read."""

import re
from dataclasses import dataclass
from datetime import date

from inmori.ingest import cell_problem
from inmori.ingest.cell_meaning import ColumnReader
from inmori.ingest.kind_words import KindWords as KindWords
from inmori.ingest.reading import Sighting
from inmori.ingest.remark_statement import address_in, system_in
from inmori.ingest.row_draft import RowDraft
from inmori.ingest.table import CellValue
from inmori.ingest.table_header import Column
from inmori.model import DeviceKind, Source, ZoneKind

_BUILD = re.compile(r"^(?:\d+\.\d+\.\d{3,6}(?:\.\d+)*|\d{5}(?:\.\d+)*)$")
# One or two letters of a model code (the SV of "CF-SV1") are no word; those before a number of a series are.
_SHORT_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]|-?\d{3})")
_VAGUE = (DeviceKind.CLIENT, DeviceKind.OTHER, DeviceKind.SERVER, DeviceKind.MEDICAL_DEVICE)


@dataclass(slots=True, kw_only=True)
class DeviceRow(RowDraft):
    """What has been read of one machine so far, and what follows from all of it together."""

    words: KindWords
    today: date

    def take(self, column: Column, value: CellValue, place: Source, *, digits: int, starts_1904: bool) -> None:
        """Read one cell by the meaning of its column; lists with many rows keep a ColumnReader instead."""
        reader = ColumnReader(column, words=self.words, today=self.today, starts_1904=starts_1904)
        for deed, name, told in reader.deeds(value, digits=digits):
            deed(self, name, told, place)

    def sighting(self) -> Sighting:
        """Close the row: decide kind and OS from all its cells, and return the sighting."""
        self._settle_name_and_kind()
        if not self.os_parts and (system := system_in(self.notes)) is not None:
            self.os_parts["os"] = (system, self.source)
        self._settle_os()
        self._settle_remarks()
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

    def _settle_remarks(self) -> None:
        """Take the address in the remarks where the column of addresses has none; the intake report names it."""
        if self.addresses or self.slips or self.dhcp or self.retired:
            return
        address = address_in(self.notes)
        if address is not None:
            self.add_address("", address, self.source)
            self.report("address_in_remark", ("note", cell_problem.address_in_remark(address)), self.source)

    def _settle_name_and_kind(self) -> None:
        for name in ("purpose", "type"):
            if "name" not in self.facts and name in self.kind_texts:
                self.add_fact("name", *self.kind_texts[name])
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
                self.add_fact("kind", kind, place)
                return
        if (kind := self.words.device(self.group)) is not None:
            self.add_fact("kind", kind, self.source)

    def _settle_os(self) -> None:
        parts = self.os_parts
        version = parts.get("os_version")
        if "version" in parts:
            if "os" in parts and version is None:
                version = parts["version"]
            else:
                parts.setdefault("firmware", parts["version"])
        if "firmware" in parts:
            self.add_fact("firmware", *parts["firmware"])
        build = parts.get("os_build")
        if version is not None and (found := _build_of(version[0])):
            build, version = build or (found, version[1]), None
        if "os" in parts:
            text, place = parts["os"]
            if version is not None and version[0].lower() not in text.lower():
                text = f"{text} {version[0]}"
            self.add_fact("os", text, place)
        elif version is not None:
            self.add_fact("os", *version)
        if build is not None:
            self.add_fact("os_build", _build_of(build[0]) or build[0], build[1])


def _build_of(text: str) -> str | None:
    """Return a build in the form 10.0.19045.3803; Active Directory writes "10.0 (19045)"."""
    joined = re.sub(r"^(\d+\.\d+)\s*\(\s*(\d+)\s*\)$", r"\1.\2", text.strip())
    return joined if _BUILD.match(joined) else None
