"""Chooses the heading of a table: what a person has said about lists of its shape, else what its words tell.

Of a table that no words make a list, the likeliest heading is kept too: a person may know better, and needs
something to correct.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inmori.ingest.asset_tool import as_the_tool_means, tool_of
from inmori.ingest.code_list import Codes, decoded
from inmori.ingest.column_content import heading_by_content, with_contents
from inmori.ingest.column_correction import ColumnCorrections, SheetCorrection, shape_of
from inmori.ingest.column_field import NO_LIST, UNUSED
from inmori.ingest.column_sample import samples
from inmori.ingest.device_form import form_of
from inmori.ingest.header_word import (
    CONTRACT,
    DEVICE,
    DROPPED,
    REMOTE_ACCESS,
    Vocabulary,
    heading_key,
    holds_secrets,
)
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.secret_text import without_secrets
from inmori.ingest.table import Table, column_letter, problem
from inmori.ingest.table_header import (
    WITHIN,
    Column,
    Header,
    find_header,
    first_octets,
    header_at,
    heading_texts,
)
from inmori.model import Source
from inmori.text import Text

_FURTHER = 45  # rows below the usual ones that are looked at where these hold no heading
_DEEPEST = 5  # rows of a heading with the groups above it
# A list of names and codes may be of anything; one of these makes it a list of computers and the like.
_OF_COMPUTERS = frozenset({"address", "mac", "os"})
_LEAST_TEXTS, _LEAST_WORDS = 3, 2  # cells of a row that might be a heading, and known words among them


@dataclass(frozen=True, slots=True)
class HeaderChoice:
    """The heading of a table; without one, what a person would have to correct to have it read (if anything)."""

    header: Header | None
    unread: ColumnMapping | None = None
    problems: tuple[Problem, ...] = ()


def choose_header(
    table: Table,
    corrections: ColumnCorrections,
    vocabularies: Sequence[Vocabulary],
    *,
    start: int = 0,
    within: int = WITHIN,
    codes: Codes | None = None,
) -> HeaderChoice:
    """Return the heading of a table from row ``start`` on; corrections count before words.

    ``codes``: what codes in its cells stand for; they are put in words.
    """
    if corrections.sheets:
        for first in range(start, min(start + within, len(table.rows))):
            for last in range(first, min(first + _DEEPEST, len(table.rows))):
                rows = tuple(range(first, last + 1))
                texts = heading_texts(table, rows)
                correction = corrections.of(shape_of(texts)) if texts else None
                if correction is not None:
                    return _corrected(table, rows, texts, correction, vocabularies)
    if start == 0 and DEVICE in vocabularies and (form := form_of(table)) is not None:
        return HeaderChoice(form)
    header = find_header(table, vocabularies, start=start, within=within) or _by_content(table, vocabularies, start, within)
    if header is None and start == 0 and within == WITHIN:  # below a page of instructions
        header = find_header(table, vocabularies, start=WITHIN, within=_FURTHER)
    if header is None:
        return HeaderChoice(None, _likeliest(table, start, within))
    tool = tool_of(table, header)
    header = decoded(table, header, codes or {})
    return HeaderChoice(as_the_tool_means(header, tool) if tool else with_contents(table, header))


def _by_content(table: Table, vocabularies: Sequence[Vocabulary], start: int, within: int) -> Header | None:
    """Return the heading of a list that its words alone do not make one, but do together with what stands below."""
    best: Header | None = None
    for row in range(start, min(start + within, len(table.rows) - 1)):
        if not all(isinstance(value, str) for value in table.rows[row]):
            continue
        for vocabulary in vocabularies:
            words = header_at(table, (row,), vocabulary)
            if len(words.fields) >= _LEAST_WORDS and (best is None or words.score > best.score):
                found = with_contents(table, words)
                told = vocabulary is not DEVICE or bool(found.fields & _OF_COMPUTERS)
                best = found if told and found.fits() else best
    if best is None and DEVICE in vocabularies:
        rows = heading_by_content(table, start=start, within=within)
        if rows is not None:
            found = with_contents(table, header_at(table, rows, DEVICE))
            best = found if found.fits() else None
    return best and replace(best, shape=shape_of(heading_texts(table, best.rows)))


def _corrected(
    table: Table,
    rows: tuple[int, ...],
    texts: list[tuple[int, str]],
    correction: SheetCorrection,
    vocabularies: Sequence[Vocabulary],
) -> HeaderChoice:
    if correction.kind == NO_LIST:
        return HeaderChoice(None, _unread(table, rows, texts, corrected=True))
    vocabulary = next((one for one in vocabularies if one.name == correction.kind), None)
    if vocabulary is None:  # the place where a list of this kind may begin is not here
        return HeaderChoice(None)
    header = header_at(table, rows, vocabulary)
    columns, problems = _columns(table, header, dict(correction.columns), correction)
    return HeaderChoice(
        replace(header, columns=columns, shape=correction.shape, corrected=True), problems=tuple(problems)
    )


def _columns(
    table: Table, header: Header, told: dict[int, str], correction: SheetCorrection
) -> tuple[tuple[Column, ...], list[Problem]]:
    """Return the columns of a heading as a person has named them; those not named stay as their words tell."""
    single = {field for field in told.values() if field not in header.vocabulary.several}
    found = {column.index: column for column in header.columns}
    width = max(map(len, table.rows), default=0)
    problems: list[Problem] = []
    for index, column in found.items():
        if index not in told and column.field in single:
            found[index] = replace(column, field=UNUSED)
    for index, field in told.items():
        heading = found[index].heading if index in found else ""
        if index >= width:
            problems.append(_no_such_column(correction.place, index))
            continue
        if holds_secrets(heading) and field not in (UNUSED, DROPPED):
            problems.append(_secret_stays(correction.place, index, heading))
            field = DROPPED
        prefix = first_octets(heading) if field in ("address", "target") else ""
        found[index] = Column(index=index, heading=heading, field=field, prefix=prefix)
    return tuple(column for _, column in sorted(found.items())), problems


def _likeliest(table: Table, start: int, within: int) -> ColumnMapping | None:
    """Return the row with most words that head columns, and something below it, as a mapping that uses no column.

    A row with fewer than two such words may be data, with whatever names and secrets are in it: it is not shown.
    """
    best: tuple[int, int] | None = None
    for row in range(start, min(start + within, len(table.rows) - 1)):
        cells = {value for value in table.rows[row] if value != ""}
        if len(cells) < _LEAST_TEXTS or sum(value != "" for value in table.rows[row + 1]) < 2:
            continue
        words = sum(isinstance(value, str) and _heads_a_column(value) for value in cells)
        if words >= _LEAST_WORDS and (best is None or words > best[0]):
            best = (words, row)
    if best is None:
        return None
    rows = (best[1],)
    return _unread(table, rows, heading_texts(table, rows), corrected=False)


def _heads_a_column(text: str) -> bool:
    key = heading_key(text)
    return any(key in vocabulary.exact for vocabulary in (DEVICE, CONTRACT, REMOTE_ACCESS))


def _unread(
    table: Table, rows: tuple[int, ...], texts: list[tuple[int, str]], *, corrected: bool
) -> ColumnMapping:
    return ColumnMapping(
        file=table.file,
        sheet=table.sheet or "",
        header_rows=tuple(row + 1 for row in rows),
        columns=tuple(
            (column_letter(index), without_secrets(heading)[0], DROPPED if holds_secrets(heading) else UNUSED)
            for index, heading in texts
        ),
        kind=NO_LIST,
        shape=shape_of(texts),
        corrected=corrected,
        samples=samples(table, ((index, heading, UNUSED) for index, heading in texts), first_row=rows[-1] + 1),
    )


def _no_such_column(place: Source, index: int) -> Problem:
    letter = column_letter(index)
    return problem(
        "warning",
        "columns_no_such_column",
        place,
        Text(ja=f"{place.place()} の訂正にある列 {letter} は、一覧にありません。", en=f"Column {letter} of the correction in {place.place()} is not in the list."),
        done=Text(ja="この列の訂正は使っていません。", en="Its correction was not used."),
    )


def _secret_stays(place: Source, index: int, heading: str) -> Problem:
    letter = column_letter(index)
    return problem(
        "warning",
        "columns_secret",
        place,
        Text(
            ja=f"{place.place()} の訂正は列 {letter}「{heading}」を読むように求めていますが、見出しからパスワードや患者の情報と分かります。",
            en=f"The correction in {place.place()} wants column {letter} ('{heading}') read, but its heading speaks of passwords or patients.",
        ),
        done=Text(ja="この列は読んでいません。見出しが誤りなら、一覧の見出しを直してください。",
                  en="It was not read. If the heading is wrong, correct it in the list."),
    )  # fmt: skip


def corrected_without_heading(table: Table, header: Header, corrections: ColumnCorrections) -> HeaderChoice:
    """Return the heading of a list that has none, found by what its columns hold, as a person has corrected it."""
    shape = shape_of((column.index, f"={column.field}") for column in header.columns)
    correction = corrections.of(shape)
    found = replace(header, shape=shape)
    if correction is None or correction.kind != header.vocabulary.name:
        return HeaderChoice(found)
    columns, problems = _columns(table, found, dict(correction.columns), correction)
    return HeaderChoice(replace(found, columns=columns, corrected=True), problems=tuple(problems))


def unused(corrections: ColumnCorrections, mappings: Sequence[ColumnMapping]) -> list[Problem]:
    """Return a note for each correction whose shape no list had."""
    used = {mapping.shape for mapping in mappings if mapping.corrected}
    return [
        problem(
            "note",
            "columns_unused",
            sheet.place,
            Text(
                ja=f"{sheet.place.place()} の訂正に当てはまる一覧がありません(見出しが変わったか、その一覧がフォルダにありません)。",
                en=f"No list fits the correction in {sheet.place.place()} (its headings have changed, or it is not in the folder).",
            ),
            done=Text(ja="この訂正は使っていません。", en="It was not used."),
        )
        for sheet in corrections.sheets
        if sheet.shape not in used
    ]
