"""What one cell of a list of machines says, by what its column means: worked out once for each distinct text.

A ledger of ten thousand rows repeats a few hundred texts, so the meaning of a cell is kept apart from its place: it is
a list of deeds (a method of RowDraft with what it is to be told), done to each machine whose row holds the text.
Nothing is guessed here. What cannot be read is left out, kept as a note where it carries meaning, and reported.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from inmori.era import EraBorderError
from inmori.ingest import cell_problem
from inmori.ingest.address_pair import cell_pairs, paired
from inmori.ingest.cell_problem import Sentences
from inmori.ingest.cell_value import (
    asset_number,
    date_of,
    folded_dashes,
    line_of,
    says_none,
    says_unknown,
    text_of,
    word_set,
    yes_no,
)
from inmori.ingest.intake import Severity
from inmori.ingest.kind_words import KindWords
from inmori.ingest.network_value import USUAL_ADDRESS, addresses_of, macs_of, usual_mac
from inmori.ingest.note_meaning import meaning_of, says_retired
from inmori.ingest.person_word import without_names
from inmori.ingest.row_draft import RowDraft
from inmori.ingest.secret_text import REMOVED, without_secrets
from inmori.ingest.table import CellValue
from inmori.ingest.table_header import Column
from inmori.model import Source, ZoneKind

Deed = tuple[Callable[[RowDraft, str, Any, Source], None], str, Any]
Deeds = list[Deed]

# Fields of Device that are plain text and are taken as they stand.
_TEXTS = word_set("name maker model database office department location vendor edr ae_title local_admin")
_OS_PARTS = word_set("os os_version os_build version firmware")
_DATES = word_set("purchased support_until replacement_planned antivirus_updated last_patched last_seen retired_on")
_UNTIL = ("support_until", "replacement_planned")  # of a month or a year its last day counts
_OF_NETWORK = re.compile(r"(?<![a-z])(?:lan|nw)(?![a-z])|ネットワーク|接続", re.IGNORECASE)
_DOMAIN = re.compile(r"^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$")
_BETWEEN_NAMES = re.compile(r"[\n、,;/ ]+")
# Letters, digits and hyphens with a digit among them: none of the words for "none" and "unknown".
_PLAIN_NUMBER = re.compile(r"[A-Za-z_-]*[0-9][A-Za-z0-9_-]*", re.ASCII)
_BARE_WINDOWS = re.compile(r"(?:xp|vista|7|8(?:\.1)?|10|11|(?:server ?)?20(?:0[38]|1[269]|2[25]))(?![\d.])", re.IGNORECASE)
_LIKE_A_DATE = re.compile(r"[A-Za-z令和平成昭]{0,2}\.?\d{1,4}[./-]\d{1,2}[./-]\d{1,2}", re.ASCII)
_BRACKETED = re.compile(r"[(\[（【].*")
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


class ColumnReader:
    """Reads the cells of one column.

    It remembers the texts it has read, which may be anything that was written into the cells: it must not outlive the
    reading of its table.
    """

    def __init__(
        self, column: Column, *, words: KindWords, today: date, starts_1904: bool = False, pairs: bool | None = None
    ) -> None:
        """``pairs``: whether numbers behind the slash of an address are further last octets, see ``address_pair``."""
        self._column = column
        self._pairs = pairs
        self._words = words
        self._today = today
        self._starts_1904 = starts_1904
        self.known: dict[CellValue, Deeds] = {}  # what was read already, texts and dates only: 1 and True are one key
        self._read = self._reading()

    def deeds(self, value: CellValue, *, digits: int = 0) -> Deeds:
        """Return what a cell says; ``digits`` are those of a number format that is only zeros."""
        known = self.known.get(value)
        if known is None:
            known = self._deeds(value, digits)
            if isinstance(value, str | date):
                self.known[value] = known
        return known

    def _deeds(self, value: CellValue, digits: int) -> Deeds:
        name = self._column.field
        found: Deeds = []
        if isinstance(value, str):
            if name in _USUALLY and (usual := _USUALLY[name](value)) is not None:
                return usual
            value, removed = without_secrets(text_of(value))
            if removed:
                found.append(_report("warning", "secret_removed", cell_problem.SECRET_REMOVED))
        if name in ("serial", "asset_number"):
            self._number(value, digits, found)
        else:
            self._read(value, found)
        return found

    def _reading(self) -> Callable[[CellValue, Deeds], None]:
        name = self._column.field
        if name == "address":
            return self._addresses
        if name == "mac":
            return self._macs
        if name in _DATES:
            return self._date
        if name == "hostname":
            return self._hostnames
        return self._text

    def _addresses(self, value: CellValue, found: Deeds) -> None:
        if isinstance(value, str) and "/" in value and (pair := paired(text_of(value))) is not None:
            settled = cell_pairs(pair[1], self._pairs)
            if settled:
                value = " ".join(f"{pair[0]}{number}" for number in pair[1])
            elif settled is None:
                found.append(_report("warning", "address_pair", cell_problem.address_pair(text_of(value))))
        written = addresses_of(value, prefix=self._column.prefix)
        found += [(RowDraft.add_address, "", address) for address in written.values]
        if written.none and _OF_NETWORK.search(self._column.heading):  # ✕ under 院内LAN
            found.append((RowDraft.hint_zone, "", ZoneKind.STANDALONE))
        if written.dhcp:
            found.append((RowDraft.call_leased, "", None))
        for slip in written.slips:
            found += [(RowDraft.add_slip, "", slip), _report("warning", "address_slip", cell_problem.address_slip(slip))]
        for address in written.ipv6:
            found.append(_report("note", "ipv6_not_used", cell_problem.ipv6_not_used(address)))
        if written.rest and not written.slips:
            _remark(written.rest, found, keep=written.rest)

    def _macs(self, value: CellValue, found: Deeds) -> None:
        written = macs_of(value)
        found += [(RowDraft.add_mac, "", mac) for mac in written.values]
        found += [_report("warning", "mac_slip", cell_problem.mac_slip(slip)) for slip in written.slips]

    def _number(self, value: CellValue, digits: int, found: Deeds) -> None:
        name = self._column.field
        if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
            found.append((RowDraft.add_number, name, value))
            return
        written, zeros_lost = asset_number(value, digits=digits)
        if says_unknown(written) or says_none(written) or REMOVED in written:
            return
        found.append((RowDraft.add_number, name, written))
        if zeros_lost and name == "asset_number":
            found.append(_report("note", "zeros_may_be_lost", cell_problem.zeros_may_be_lost(written)))

    def _date(self, value: CellValue, found: Deeds) -> None:
        name, text = self._column.field, text_of(value)
        try:
            written = date_of(value, starts_1904=self._starts_1904)
        except EraBorderError:
            found.append(_report("warning", "era_border", cell_problem.era_border(text)))
            return
        if written is None:
            self._not_a_date(text, found)
            return
        if written.assumed:
            sentences = cell_problem.date_from_number(text, written.written.first)
            found.append(_report("note", "date_from_number", sentences))
        day = written.written.last if name in _UNTIL else written.written.first
        if name == "last_seen":
            found.append((RowDraft.call_seen, "", day))
        elif name == "retired_on":
            verb = RowDraft.call_retired if day <= self._today else RowDraft.add_note
            found.append((verb, "", f"{self._column.heading} {text}"))
        else:
            found.append((RowDraft.add_fact, name, day))

    def _not_a_date(self, text: str, found: Deeds) -> None:
        name = self._column.field
        if says_unknown(text) or says_none(text) or yes_no(text) is False:
            return
        if name == "retired_on" and (says_retired(text) or yes_no(text)):
            found.append((RowDraft.call_retired, "", line_of(text)))
        elif name == "retired_on" or name in _UNTIL:
            _remark(line_of(text), found, keep=line_of(text))
            if _LIKE_A_DATE.fullmatch(text):
                found.append(_report("warning", "no_date", cell_problem.no_date(line_of(text))))
        else:
            found.append(_report("warning", "no_date", cell_problem.no_date(line_of(text))))

    def _hostnames(self, value: CellValue, found: Deeds) -> None:
        text = text_of(value)
        if _PLAIN_NAME.fullmatch(text):
            if not says_unknown(text) and not says_none(text):
                found.append((RowDraft.add_hostname, "", text))
            return
        if says_unknown(line_of(text)):
            return
        if not text.isascii():
            text = without_names(text)  # 山田様PC
        if _is_label(text):
            found.append((RowDraft.add_fact, "name", line_of(text)))
            return
        for part in _BETWEEN_NAMES.split(folded_dashes(text) if text.isascii() else text):
            name = part.strip()
            if name and REMOVED not in name and not says_unknown(name) and not says_none(name) and not addresses_of(name).values:
                found.append((RowDraft.add_hostname, "", name.partition(".")[0] if _DOMAIN.match(name) else name))

    def _text(self, value: CellValue, found: Deeds) -> None:
        name, text = self._column.field, text_of(value)
        flat = line_of(text)
        if says_unknown(flat):
            return
        if name == "note":
            if not says_none(flat):
                _remark(text, found, keep=flat)
        elif name in _OS_PARTS:
            if not says_none(flat):
                found.append((RowDraft.add_os_part, name, self._whole_os(flat)))
        elif name in _READ_AS:
            _READ_AS[name](self, flat, found)
        elif name in _TEXTS and not says_none(flat):
            kept = folded_dashes(flat) if name == "model" and flat.isascii() else flat
            found.append((RowDraft.add_fact, name, kept))
            if name in ("name", "model", "office"):
                found.append((RowDraft.add_kind_text, name, flat))
            if name == "name" and says_retired(flat):
                found.append((RowDraft.call_retired, "", f"機器名「{flat}」"))

    def _whole_os(self, text: str) -> str:
        """Return a system with the word that its heading says for it: "10 Pro" under Windowsの種類."""
        bare = self._column.field == "os" and "windows" in self._column.heading.lower() and _BARE_WINDOWS.match(text)
        return f"Windows {text}" if bare else text

    def _kind(self, text: str, found: Deeds) -> None:
        found.append((RowDraft.add_kind_text, self._column.field, text))
        if self._column.field == "purpose":
            found.append((RowDraft.add_note, "", f"用途:{text}"))

    def _zone_mark(self, text: str, found: Deeds) -> None:
        heading = self._column.heading.rpartition("/")[2]
        if yes_no(text):
            found.append((RowDraft.add_note, "", f"{heading}:○"))
            if (zone := self._words.zone(heading)) is not None:
                found.append((RowDraft.hint_zone, "", zone))

    def _category(self, text: str, found: Deeds) -> None:
        if self._is_address(text, found):
            return
        if _OF_NETWORK.search(self._column.heading) and (yes_no(text) is False or says_none(text) or meaning_of(text).standalone):
            found.append((RowDraft.hint_zone, "", ZoneKind.STANDALONE))  # × under LAN
            return
        zone = self._words.zone(text)
        found.append((RowDraft.add_kind_text, "category", text) if zone is None else (RowDraft.hint_zone, "", zone))

    def _is_address(self, text: str, found: Deeds) -> bool:
        """Take an address that stands in the column of the network."""
        written = addresses_of(text)
        if not written.values or written.rest:
            return False
        self._addresses(text, found)
        return True

    def _connected(self, text: str, found: Deeds) -> None:
        if self._is_address(text, found):
            return
        if yes_no(text) is False or meaning_of(text).standalone:
            found.append((RowDraft.set_zone, "", ZoneKind.STANDALONE))
        elif (zone := self._words.zone(text)) is not None:
            found.append((RowDraft.hint_zone, "", zone))

    def _status(self, text: str, found: Deeds) -> None:
        if says_retired(text):
            found.append((RowDraft.call_retired, "", f"状態「{text}」"))
        elif yes_no(text) is None:
            found.append((RowDraft.add_note, "", f"状態:{text}"))

    def _protection(self, text: str, found: Deeds) -> None:
        found.append((RowDraft.add_fact, self._column.field, "none" if says_none(text) else text))

    def _yes_no(self, text: str, found: Deeds) -> None:
        name, answer = _FACT_OF.get(self._column.field, self._column.field), yes_no(text)
        if answer is None and name == "remote_maintenance":
            answer = True  # the name of a company, a way of access: it is maintained remotely
            found.append((RowDraft.add_note, "", f"リモート保守:{text}"))
        if answer is not None:
            found.append((RowDraft.add_fact, name, answer))
            if answer and "(" in text:
                found.append((RowDraft.add_note, "", f"{self._column.heading}:{text}"))  # 有(VPN経由)
        else:
            found.append((RowDraft.add_note, "", text))

    def _patchable(self, text: str, found: Deeds) -> None:
        answer = yes_no(text)
        if answer is not None:
            found.append((RowDraft.add_fact, "patch_forbidden", not answer))
        else:
            _remark(text, found, keep=text)

    def _leased(self, text: str, found: Deeds) -> None:
        if addresses_of(text).dhcp or yes_no(text):
            found.append((RowDraft.call_leased, "", None))


def _is_label(text: str) -> bool:
    """Whether a text under a host name is what people call the machine, words with blanks between: 外来 3番, Reception PC."""
    parts = re.split(r"[\n、,;/]", text)
    if len(parts) > 1 or REMOVED in text:
        return False
    words = text.split()
    if len(words) < 2:
        return False
    return any(not word.isascii() and not _BRACKETED.fullmatch(word) for word in words) or not all(_PLAIN_NUMBER.fullmatch(word) or _BRACKETED.fullmatch(word) for word in words)


_FACT_OF = {"patient_data": "holds_patient_data", "remote": "remote_maintenance"}
_READ_AS: dict[str, Callable[[ColumnReader, str, Deeds], None]] = {
    "purpose": ColumnReader._kind,
    "type": ColumnReader._kind,
    "category": ColumnReader._category,
    "zone_mark": ColumnReader._zone_mark,
    "connected": ColumnReader._connected,
    "status": ColumnReader._status,
    "antivirus": ColumnReader._protection,
    "edr": ColumnReader._protection,
    "backup": ColumnReader._protection,
    "patient_data": ColumnReader._yes_no,
    "remote": ColumnReader._yes_no,
    "patch_forbidden": ColumnReader._yes_no,
    "shared_local_admin": ColumnReader._yes_no,
    "patchable": ColumnReader._patchable,
    "dhcp": ColumnReader._leased,
}


def _usual_address(written: str) -> Deeds | None:
    return [(RowDraft.add_address, "", written)] if USUAL_ADDRESS.fullmatch(written) else None


def _usual_mac(written: str) -> Deeds | None:
    mac = usual_mac(written)
    return None if mac is None else [(RowDraft.add_mac, "", mac)] if mac else []


# Columns whose cells are nearly all different and nearly all written alike; there is no room for a secret in these.
_USUALLY: dict[str, Callable[[str], Deeds | None]] = {"address": _usual_address, "mac": _usual_mac}


def _report(severity: Severity, code: str, sentences: Sentences) -> Deed:
    return RowDraft.report, code, (severity, sentences)


def _remark(text: str, found: Deeds, *, keep: str) -> None:
    """Keep a remark, and act on what it clearly says."""
    meaning = meaning_of(text)
    found.append((RowDraft.add_note, "", keep))
    if meaning.retired:
        found.append((RowDraft.call_retired, "", f"備考「{keep}」"))
    if meaning.standalone:
        found.append((RowDraft.hint_zone, "", ZoneKind.STANDALONE))
    for name, value in (
        ("patch_forbidden", meaning.patch_forbidden),
        ("remote_maintenance", meaning.remote),
        ("holds_patient_data", meaning.patient_data),
        ("shared_local_admin", meaning.shared_password or None),
        ("antivirus", "none" if meaning.antivirus_none else None),
        ("replacement_planned", meaning.replacement),
    ):
        if value is not None:
            found.append((RowDraft.add_fact, name, value))
