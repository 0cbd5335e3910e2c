"""Looks through the lists of a folder before any is read, for what they tell about each other (``folder_lists``)."""

from collections.abc import Iterator, Sequence

from inmori.errors import InputError
from inmori.ingest.cell_value import text_of
from inmori.ingest.code_list import codes_of, joined
from inmori.ingest.delimited import looks_delimited, read_list
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.evidence_folder import FoundFile
from inmori.ingest.folder_lists import FolderLists, KnownList
from inmori.ingest.header_word import DEVICE
from inmori.ingest.sibling_heading import contents_of
from inmori.ingest.table import Table
from inmori.ingest.table_header import find_header
from inmori.ingest.workbook import is_spreadsheet, open_workbook

_TEXTS = (".csv", ".tsv", ".txt")
_BOOKS = (".xlsx", ".xls", ".ods")
_CODE_WORDS = ("コード", "区分", "マスタ", "凡例", "code", "master", "kbn", "kubun", "mst")
_LARGEST = 2 * 1024 * 1024  # bytes; lists that explain others are small
_FILES_AT_MOST = 200


def look_through(found: Sequence[FoundFile], limits: Limits) -> FolderLists:
    """Return what the lists of a folder tell about each other; what cannot be read is passed over here."""
    codes, lists = [], []
    for table in _tables(found, limits):
        explained = codes_of(table)
        if explained:
            codes.append(explained)
        elif table.sheet is None and (known := _known(table)) is not None:
            lists.append(known)
    return FolderLists(codes=joined(codes), lists=tuple(lists))


def _tables(found: Sequence[FoundFile], limits: Limits) -> Iterator[Table]:
    looked = 0
    for one in found:
        suffix = one.path.suffix.lower()
        book = suffix in _BOOKS and any(word in one.path.stem.lower() for word in _CODE_WORDS)
        if one.refused is not None or not (book or suffix in _TEXTS) or looked >= _FILES_AT_MOST:
            continue
        try:
            if one.path.stat().st_size > min(_LARGEST, limits.file_bytes):
                continue
            looked += 1
            file = EvidenceFile.load(one.path, name=one.name, limits=limits)
            if book and is_spreadsheet(file):
                yield from open_workbook(file).tables
            elif not book and looks_delimited(file):
                yield read_list(file).table
        except (InputError, OSError):
            continue


def _known(table: Table) -> KnownList | None:
    header = find_header(table, (DEVICE,))
    if header is None or len(header.rows) != 1:
        return None
    heading = tuple(text_of(value) for value in table.rows[header.rows[0]])
    return KnownList(table.file, heading, contents_of(table.rows[header.first_row :]))
