"""Reads directory exports by csvde: CSV whose first column is DN, with several values in one cell and hexadecimal text.

Values that are not plain ASCII come as X'e38195…' when csvde was run without -u; several values are joined with ";".
"""

import re
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.cell_value import text_of
from inmori.ingest.delimited import DelimitedList, looks_delimited, read_list
from inmori.ingest.directory_account import (
    FIELDS,
    LOGON,
    READ,
    DirectoryAccounts,
    no_computers,
    virtual_names,
)
from inmori.ingest.directory_address import with_weak_addresses
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_word import DROPPED
from inmori.ingest.intake import ColumnMapping
from inmori.ingest.kind_words import KindWords
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import column_letter
from inmori.model import Evidence, SourceKind
from inmori.text import Text

FORMAT = "csvde"
KIND = SourceKind.EXPORT
NAME = Text(ja="ディレクトリの出力(csvde)", en="Directory export (csvde)")

_HEX = re.compile(r"^X'((?:[0-9A-Fa-f]{2})+)'$")
_MARKS = frozenset({"objectclass", "distinguishedname", "cn", "name", "samaccountname", "dnshostname", "operatingsystem",
                    "useraccountcontrol", "lastlogontimestamp", "instancetype", "objectcategory"})  # fmt: skip
_SEVERAL = ("objectclass", "serviceprincipalname")
_SECRET = re.compile(r"pwd|password|laps|admpwd|credential|recovery|private|secret", re.IGNORECASE)


def recognise(file: EvidenceFile) -> float:
    """Return how surely csvde wrote this, from 0 to 1: no other tool begins with a column named DN."""
    if not looks_delimited(file):
        return 0.0
    try:
        names = _attributes(read_list(file))
    except InputError:
        return 0.0
    if names[:1] != ["dn"] or len(_MARKS & set(names)) < 2:
        return 0.0
    return 0.99 if {"operatingsystem", "dnshostname", "lastlogontimestamp"} & set(names) else 0.7


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all computer accounts.

    Raises:
        InputError: in no known encoding, or no computer in it.
    """
    found = read_list(file)
    names = _attributes(found)
    accounts = DirectoryAccounts(words=KindWords(catalogue), today=today)
    sightings: list[Sighting] = []
    for row in range(1, len(found.table.rows)):
        account: dict[str, tuple[str, ...]] = {}
        for name, cell in zip(names, found.table.rows[row], strict=False):
            if name in READ and name not in account and (values := _values(name, str(cell))):
                account[name] = values
        sighting = accounts.sighting(account, found.table.source(KIND, row))
        if sighting is not None:
            sightings.append(sighting)
    if not sightings:
        raise InputError(no_computers(file.name))
    problems = [*found.problems, *accounts.problems]
    if accounts.virtual:
        place = found.table.source(KIND, 0).model_copy(update={"line": None})
        problems.append(virtual_names(place, accounts.virtual))
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(sightings)),
        sightings=with_weak_addresses(sightings),
        problems=tuple(problems),
        mappings=(_mapping(found),),
    )  # fmt: skip


def _attributes(found: DelimitedList) -> list[str]:
    return [text_of(value).lower().replace(" ", "") for value in found.table.rows[0]] if found.table.rows else []


def _values(name: str, cell: str) -> tuple[str, ...]:
    """Return the values in a cell: X'…' is UTF-8 in hexadecimal; bytes that are no text give nothing."""
    parts = re.split(r"(?<!\\);", cell) if name in _SEVERAL else [cell]
    values = []
    for part in parts:
        hexadecimal = _HEX.match(part.strip())
        if hexadecimal is None:
            values.append(part.strip())
            continue
        try:
            values.append(bytes.fromhex(hexadecimal[1]).decode("utf-8"))
        except UnicodeDecodeError:
            continue
    return tuple(value for value in values if value)


def _mapping(found: DelimitedList) -> ColumnMapping:
    fields = {name: field for field, names in FIELDS.items() for name in names}
    fields |= dict.fromkeys(LOGON, "last_seen") | {"useraccountcontrol": "status", "description": "note", "comment": "note"}
    return ColumnMapping(
        file=found.table.file,
        sheet="",
        header_rows=(found.table.lines[0] if found.table.lines else 1,),
        columns=tuple(
            (column_letter(index), text_of(value)[:80], DROPPED if _SECRET.search(name) else fields.get(name, ""))
            for index, (name, value) in enumerate(zip(_attributes(found), found.table.rows[0], strict=True))
        ),
    )
