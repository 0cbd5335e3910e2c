"""Computer accounts of Active Directory, as Get-ADComputer ... | Export-Csv or csvde write them.

What an account means is known to ``directory_account`` alone; here its columns are found. An address is what DNS knew that day, and weak
where two computers are given the same. Password attributes are never read.
"""

import re
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.cell_value import forget_texts, text_of
from inmori.ingest.delimited import DelimitedList, looks_delimited, read_list
from inmori.ingest.directory_account import FIELDS, LOGON, READ, DirectoryAccounts, virtual_names
from inmori.ingest.directory_address import with_weak_addresses
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_word import DROPPED
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.reading import Reading
from inmori.ingest.table import Table, column_letter, problem
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "ad_computers"
KIND = SourceKind.EXPORT
NAME = Text(ja="Active Directoryのコンピュータ一覧", en="Computers of Active Directory")

# What Get-ADComputer calls otherwise than the directory itself.
_ALIASES = {"modified": "whenchanged", "passwordlastset": "pwdlastset", "serviceprincipalnames": "serviceprincipalname", "info": "comment"}
_NAMES = ("name", "cn", "dnshostname", "samaccountname")
_DAYS = ("lastlogondate", "lastlogontimestamp", "lastlogon", "whenchanged", "pwdlastset")
_COLLECTION = "microsoft.activedirectory.management."  # PowerShell's name for several values that it did not write out
_MARKS = frozenset({"distinguishedname", "dn", "dnshostname", "operatingsystem", "operatingsystemversion", "useraccountcontrol",
                    "lastlogontimestamp", "lastlogondate", "serviceprincipalname", "serviceprincipalnames", "whencreated",
                    "objectclass", "samaccountname", "objectguid", "sid", "ipv4address", "enabled", "objectcategory"})  # fmt: skip
_SECRET = re.compile(r"pwd|password|unicodepwd|laps|supplementalcredentials|ntpwdhistory|keycredential", re.IGNORECASE)
_SLASHED = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")


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
    if not any(name in attributes for name in _NAMES):
        raise InputError(
            Text(
                ja=f"{file.name} にコンピュータ名の列(Name または DNSHostName)がありません。",
                en=f"{file.name} has no column with computer names (Name or DNSHostName).",
            )
        )
    accounts = DirectoryAccounts(words=KindWords(catalogue), today=today)
    month_first = _month_first(found.table, attributes)
    sightings = [
        seen
        for row in range(1, len(found.table.rows))
        if (seen := accounts.sighting(_account(found.table, row, attributes, month_first), found.table.source(KIND, row))) is not None
    ]
    problems = [*found.problems, *accounts.problems]
    if accounts.virtual:
        problems.append(virtual_names(found.table.source(KIND, 0).model_copy(update={"line": None}), accounts.virtual))
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


def _account(table: Table, row: int, attributes: list[str], month_first: bool | None) -> dict[str, tuple[str, ...]]:
    """Return one account as the directory's own attributes, its American or European days put in order."""
    account: dict[str, tuple[str, ...]] = {}
    for column, written in enumerate(attributes):
        name = _ALIASES.get(written, written)
        text = text_of(table.rows[row][column]).strip() if column < len(table.rows[row]) else ""
        if name not in READ or not text or text.lower().startswith(_COLLECTION) or name in account:
            continue
        several = name in ("objectclass", "serviceprincipalname")
        values = tuple(filter(None, (part.strip() for part in text.split(";")))) if several else (text,)
        account[name] = tuple(_in_order(value, month_first) for value in values) if name in _DAYS else values
    return account


def _in_order(text: str, month_first: bool | None) -> str:
    """Return 11/24/2026 as 2026/11/24 where the list tells which number is the month; else as it is, which is no day."""
    match = _SLASHED.match(text)
    if match is None or month_first is None:
        return text
    month, day = (match[1], match[2]) if month_first else (match[2], match[1])
    return f"{match[3]}/{month}/{day}"


def _attributes(found: DelimitedList) -> list[str]:
    return [text_of(value).lower().replace(" ", "") for value in found.table.rows[0]] if found.table.rows else []


def _month_first(table: Table, attributes: list[str]) -> bool | None:
    """Tell 11/24/2026 (American) from 24/11/2026 by all days of the list; ``None`` when none of them tells."""
    columns = [i for i, name in enumerate(attributes) if _ALIASES.get(name, name) in (*_DAYS, "whencreated", "created")]
    for row in table.rows[1:]:
        for column in columns:
            if match := _SLASHED.match(text_of(row[column])):
                if int(match[2]) > 12:
                    return True
                if int(match[1]) > 12:
                    return False
    return None


def _mapping(table: Table, attributes: list[str]) -> ColumnMapping:
    fields = {name: field for field, names in FIELDS.items() for name in names}
    fields |= dict.fromkeys(LOGON, "last_seen") | dict.fromkeys(("enabled", "useraccountcontrol"), "status")
    fields |= dict.fromkeys(("description", "comment", "info"), "note")
    return ColumnMapping(
        file=table.file,
        sheet="",
        header_rows=(table.lines[0] if table.lines else 1,),
        columns=tuple(
            (column_letter(i), text_of(table.rows[0][i]), DROPPED if _SECRET.search(name) else fields.get(name, ""))
            for i, name in enumerate(attributes)
        ),
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
