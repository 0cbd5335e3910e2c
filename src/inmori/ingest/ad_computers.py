"""Computer accounts of Active Directory, as Get-ADComputer ... | Export-Csv or csvde write them.

A disabled account is the directory's word that the machine is gone. An address is what DNS knew that day, and weak
where two computers are given the same. Password attributes are never read.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from inmori.catalogue import Catalogue
from inmori.era import EraBorderError
from inmori.errors import InputError
from inmori.ingest.cell_value import date_of, forget_texts, says_unknown, text_of, yes_no
from inmori.ingest.delimited import DelimitedList, looks_delimited, read_list
from inmori.ingest.device_row import DeviceRow
from inmori.ingest.directory_address import with_weak_addresses
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_word import DROPPED
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import Table, column_letter, problem
from inmori.ingest.table_header import Column
from inmori.model import DeviceKind, Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "ad_computers"
KIND = SourceKind.EXPORT
NAME = Text(ja="Active Directoryのコンピュータ一覧", en="Computers of Active Directory")

# Attribute by field of the row. Several may give one field; the first filled one counts.
_FIELDS: dict[str, tuple[str, ...]] = {
    "hostname": ("name", "cn", "dnshostname", "samaccountname"),
    "os": ("operatingsystem",),
    "os_version": ("operatingsystemversion",),
    "address": ("ipv4address",),
    "note": ("description", "comment", "info"),
    "location": ("location",),
}
_LOGON = ("lastlogondate", "lastlogontimestamp", "lastlogon")
_CHANGED = ("whenchanged", "modified", "pwdlastset", "passwordlastset")
_MARKS = frozenset({"distinguishedname", "dn", "dnshostname", "operatingsystem", "operatingsystemversion", "useraccountcontrol",
                    "lastlogontimestamp", "lastlogondate", "serviceprincipalname", "serviceprincipalnames", "whencreated",
                    "objectclass", "samaccountname", "objectguid", "sid", "ipv4address", "enabled", "objectcategory"})  # fmt: skip
_SECRET = re.compile(r"pwd|password|unicodepwd|laps|supplementalcredentials|ntpwdhistory|keycredential", re.IGNORECASE)
_DISABLED, _DOMAIN_CONTROLLER = 0x2, 0x2000  # bits of userAccountControl
_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SLASHED = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_DN_UNITS = re.compile(r"(?:^|,)OU=((?:[^,\\]|\\.)+)", re.IGNORECASE)


def recognise(file: EvidenceFile) -> float:
    """Return how surely these are computer accounts, from 0 to 1."""
    if not looks_delimited(file):
        return 0.0
    try:
        found = read_list(file)
    except InputError:
        return 0.0
    if "adcomputer" in found.type_line.lower():
        return 1.0
    names = _attributes(found)
    marks = _MARKS & set(names)
    if {"distinguishedname", "dn"} & marks and len(marks) >= 3 and any(m.startswith("operatingsystem") for m in marks):
        return 0.98
    return 0.9 if len(marks) >= 4 and "operatingsystem" in marks else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all computer accounts.

    Raises:
        InputError: in no known encoding, or no list of computer accounts.
    """
    found = read_list(file)
    attributes = _attributes(found)
    if not any(name in attributes for name in _FIELDS["hostname"]):
        raise InputError(
            Text(
                ja=f"{file.name} にコンピュータ名の列(Name または DNSHostName)がありません。",
                en=f"{file.name} has no column with computer names (Name or DNSHostName).",
            )
        )
    account = _Accounts(
        table=found.table,
        index={name: i for i, name in reversed(list(enumerate(attributes)))},
        words=KindWords(catalogue),
        today=today,
        month_first=_month_first(found.table, attributes),
    )
    problems = list(found.problems)
    rows = range(1, len(found.table.rows))
    sightings = [seen for row in rows if (seen := account.sighting(row, problems)) is not None]
    if any("?" in name for sighting in sightings for name in (*sighting.hostnames, sighting.group)):
        problems.append(_question_marks(file))
    mapping = _mapping(found.table, attributes)
    forget_texts()
    read_list.cache_clear()
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(sightings)),
        sightings=with_weak_addresses(sightings),
        problems=tuple(problems),
        mappings=(mapping,),
    )  # fmt: skip


@dataclass(frozen=True)
class _Accounts:
    """The accounts with the columns of their attributes."""

    table: Table
    index: dict[str, int]
    words: KindWords
    today: date
    month_first: bool | None  # how 11/24/2026 is meant; None: cannot be told

    def sighting(self, row: int, problems: list[Problem]) -> Sighting | None:
        """Return what the directory says of one computer, ``None`` for an account of another kind."""
        classes = self.text(row, "objectclass").lower()
        if classes and "computer" not in classes:
            return None
        logon = self.day(row, _LOGON, problems)
        # The account is as true as the machine's last logon, or else as the account's last change.
        source = self.table.source(KIND, row, as_of=logon or self.day(row, _CHANGED, []))
        draft = DeviceRow(source=source, group=self.unit(row), words=self.words, today=self.today, problems=problems)
        for field, names in _FIELDS.items():
            for name in names:
                text = self.text(row, name)
                if text and not says_unknown(text):
                    value = text.rstrip("$") if name == "samaccountname" else text
                    draft.take(Column(index=self.index[name], heading=name, field=field), value, source,
                               digits=0, starts_1904=False)  # fmt: skip
                    break
        if not draft.hostnames:
            return None
        draft.last_seen = logon
        control = self.control(row)
        if yes_no(self.text(row, "enabled")) is False or control & _DISABLED:
            draft.retire("Active Directoryのアカウントが無効")
        if control & _DOMAIN_CONTROLLER or "domain controllers" in draft.group.lower():
            draft.facts["kind"] = (DeviceKind.SERVER, source)
        return draft.sighting()

    def text(self, row: int, name: str) -> str:
        """Return one attribute of an account, "" when there is none."""
        column = self.index.get(name)
        return "" if column is None else text_of(self.table.rows[row][column])

    def control(self, row: int) -> int:
        """Return the bits of userAccountControl, 0 when it was not exported."""
        text = self.text(row, "useraccountcontrol")
        return int(text) if text.isdigit() and len(text) < 12 else 0

    def unit(self, row: int) -> str:
        """Return the organisational units of an account from the top down, as a path."""
        name = self.text(row, "distinguishedname") or self.text(row, "dn")
        return " / ".join(unit.replace("\\", "") for unit in reversed(_DN_UNITS.findall(name)))

    def day(self, row: int, names: tuple[str, ...], problems: list[Problem]) -> date | None:
        """Return the day in the first filled of some attributes."""
        for name in names:
            text = self.text(row, name)
            if not text or says_unknown(text) or text == "0":
                continue
            found = _day(text, month_first=self.month_first)
            if found is not None:
                return found
            problems.append(_no_day(self.table.source(KIND, row), name, text))
        return None


def _attributes(found: DelimitedList) -> list[str]:
    return [text_of(value).lower().replace(" ", "") for value in found.table.rows[0]] if found.table.rows else []


def _day(text: str, *, month_first: bool | None) -> date | None:
    if text.isdigit() and len(text) >= 17:  # FILETIME: 100 ns since 1601
        try:
            return (_FILETIME_EPOCH + timedelta(microseconds=int(text) // 10)).date()
        except OverflowError:
            return None  # the largest number stands for "never"
    if match := re.match(r"^(\d{4})(\d{2})(\d{2})\d{6}(?:\.\d+)?Z$", text):  # LDAP's own form, as csvde gives it
        text = f"{match[1]}/{match[2]}/{match[3]}"
    if match := _SLASHED.match(text):
        if month_first is None:
            return None
        month, day = (match[1], match[2]) if month_first else (match[2], match[1])
        text = f"{match[3]}/{month}/{day}"
    try:
        found = date_of(text)
    except EraBorderError:
        return None
    return found.written.first if found else None


def _month_first(table: Table, attributes: list[str]) -> bool | None:
    """Tell 11/24/2026 (American) from 24/11/2026 by all days of the list; ``None`` when none of them tells."""
    columns = [i for i, name in enumerate(attributes) if name in (*_LOGON, *_CHANGED, "whencreated", "created")]
    for row in table.rows[1:]:
        for column in columns:
            if match := _SLASHED.match(text_of(row[column])):
                if int(match[2]) > 12:
                    return True
                if int(match[1]) > 12:
                    return False
    return None


def _mapping(table: Table, attributes: list[str]) -> ColumnMapping:
    fields = {name: field for field, names in _FIELDS.items() for name in names}
    fields |= dict.fromkeys(_LOGON, "last_seen") | {"enabled": "status", "useraccountcontrol": "status"}
    return ColumnMapping(
        file=table.file,
        sheet="",
        header_rows=(table.lines[0] if table.lines else 1,),
        columns=tuple(
            (column_letter(i), text_of(table.rows[0][i]), DROPPED if _SECRET.search(name) else fields.get(name, ""))
            for i, name in enumerate(attributes)
        ),
    )


def _no_day(place: Source, name: str, text: str) -> Problem:
    return problem(
        "warning",
        "no_date",
        place,
        Text(
            ja=f"{place.place()} の {name}「{text[:40]}」は、月と日の順が決まらないなどのため日付として読めません。",
            en=f"{name} '{text[:40]}' in {place.place()} cannot be read as a day (e.g. month and day may be swapped).",
        ),
        done=Text(ja="この日付は使っていません。", en="It was not used."),
    )


def _question_marks(file: EvidenceFile) -> Problem:
    return problem(
        "warning",
        "question_marks",
        Source(kind=KIND, file=file.name),
        Text(
            ja=f"{file.name} の日本語が「?」に変わっています(Export-Csv の既定の文字コードのため)。",
            en=f"Japanese text in {file.name} was turned into '?' (the default encoding of Export-Csv).",
        ),
        done=Text(
            ja="読めた部分を使いました。-Encoding UTF8 を付けて出力し直してください。",
            en="What was readable was used. Export again with -Encoding UTF8.",
        ),
    )
