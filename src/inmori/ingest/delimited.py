"""Reads lists in text files: comma, tab or semicolon, in whatever encoding Japanese tools write, with odd first lines.

The separator is found by counting, never by the file's name. A file that is cut off in the middle of a character or
a quotation is used as far as it goes, and that is said.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile, encoding_of
from inmori.ingest.intake import Problem
from inmori.ingest.limits import over
from inmori.ingest.table import CellValue, Table, problem
from inmori.model import Source, SourceKind
from inmori.text import Text

_SEPARATORS = (",", "\t", ";", "|")
_LOOK_AT = 60  # rows for finding the separator
_LONGEST_CHARACTER = 3  # bytes that may be missing from the last character of a cut file
_LONGEST_LINE = 128 * 1024


@dataclass(frozen=True)
class DelimitedList:
    """A list and what was noticed on the way; ``type_line`` is the ``#TYPE`` line of a PowerShell export."""

    table: Table
    separator: str
    type_line: str
    problems: tuple[Problem, ...]


def looks_delimited(file: EvidenceFile) -> bool:
    """Whether the bytes are, at least mostly, a text with several columns."""
    text = _lenient_text(file)
    return text is not None and _separator(text) is not None


@lru_cache(maxsize=2)  # each file is looked at by several readers before one of them reads it
def read_list(file: EvidenceFile) -> DelimitedList:
    """Read the list in a text file.

    Raises:
        InputError: no text, in no known encoding, or with a single column only.
    """
    text, problems = _text(file)
    separator = _separator(text)
    if separator is None:
        raise InputError(
            Text(
                ja=f"{file.name} は列に分かれた一覧ではありません(カンマ・タブなどの区切りが見つかりません)。",
                en=f"{file.name} is no list with columns (no comma, tab or other separator found).",
            )
        )
    type_line = ""
    first_line = 1
    if text.startswith("#TYPE"):
        type_line, _, text = text.partition("\n")
        first_line = 2
    rows, lines, left_out = _rows(file, text, separator, first_line, problems)
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    table = Table(file=file.name, sheet=None, rows=rows, lines=lines, rows_left_out=left_out)
    if left_out:
        problems.append(_rows_left_out(file, left_out))
    return DelimitedList(table=table, separator=separator, type_line=type_line, problems=tuple(problems))


def _text(file: EvidenceFile) -> tuple[str, list[Problem]]:
    if file.text is not None:
        return file.text, []
    for missing in range(1, _LONGEST_CHARACTER + 1):
        shorter = EvidenceFile(name=file.name, data=file.data[:-missing], limits=file.limits)
        if missing < len(file.data) and shorter.text is not None and shorter.encoding not in (None, "euc_jp"):
            return shorter.text, [_cut_character(file, shorter.text.count("\n") + 1)]
    line = undecodable_line(file.data)
    raise InputError(
        Text(
            ja=f"{file.name} の文字コードを判別できません({line}行目付近に読めない文字があります)。"
            "メモ帳で開き、文字コード「UTF-8」で保存し直してください。",
            en=f"The encoding of {file.name} is unknown (unreadable near line {line}). Save it again as UTF-8.",
        )
    )


def readable_part(file: EvidenceFile) -> str:
    """Return the beginning of a text with what cannot be decoded replaced; empty when it is no text at all."""
    return _lenient_text(file) or ""


def undecodable_line(data: bytes) -> int:
    """Return the line, counted from 1, of the first byte that the likely encoding of ``data`` does not know."""
    try:
        data.decode(_likely_encoding(data))
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return 1


def _likely_encoding(data: bytes) -> str:
    """Return UTF-8 for a text that is mostly that: other encodings hardly ever form its sequences by chance."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return "utf-8" if sum(character > "\x7f" for character in text) > 2 * broken else "cp932"


def _lenient_text(file: EvidenceFile) -> str | None:
    if file.text is not None:
        return file.text
    head = file.data[: _LONGEST_LINE // 2]
    if not head or b"\x00" in head:
        return None
    head = head[: head.rfind(b"\n") + 1] or head
    text = head.decode(encoding_of(head) or _likely_encoding(head), errors="replace")
    return text if text.count("\ufffd") * 20 < len(text) else None


def _separator(text: str) -> str | None:
    """Return the separator that gives the most rows of one same width, and the more columns among equals."""
    body = text.partition("\n")[2] if text.startswith("#TYPE") else text
    head = "\n".join(body[: _LONGEST_LINE * 4].split("\n", _LOOK_AT)[:_LOOK_AT])
    best: tuple[float, str] | None = None
    for separator in _SEPARATORS:
        widths = _widths(head, separator)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
        score = count * (width - 1) * (0.3 if separator == "|" else 1.0)
        if width > 1 and (best is None or score > best[0]):
            best = (score, separator)
    return best[1] if best else None


def _widths(head: str, separator: str) -> Counter[int]:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(head), delimiter=separator):
            if row and len(row) > 1:
                widths[len(row)] += 1
    except csv.Error:
        pass  # a field without end; what was counted before it stands
    return widths


def _rows(
    file: EvidenceFile, text: str, separator: str, first_line: int, problems: list[Problem]
) -> tuple[list[list[CellValue]], list[int], int]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows: list[list[CellValue]] = []
    lines: list[int] = []
    before = 0
    try:
        for row in reader:
            line = first_line + before
            before = reader.line_num
            if not any(row):
                continue
            if rows and _swallowed(row, separator, len(rows[0])):
                whole = text.split("\n")[line - first_line : before]
                if not any(found.code == "stray_quote" for found in problems):
                    problems.append(_stray_quote(file, line))
                for number, one in enumerate(whole, start=line):
                    if any(parts := next(csv.reader([one], delimiter=separator), [])):
                        rows.append([value[: file.limits.cell_chars] for value in parts])
                        lines.append(number)
                continue
            if len(rows) >= file.limits.rows:
                return rows, lines, 1 + sum(1 for rest in reader if any(rest))
            rows.append([value[: file.limits.cell_chars] for value in row])
            lines.append(line)
    except csv.Error:
        # The reader stops at a cell of its limit: one that is written so long, or one whose quotation never closes.
        long = len(text.split("\n", before + 1)[before]) > csv.field_size_limit()
        problems.append((_long_cell if long else _broken_quote)(file, first_line + before))
    if rows and any("\n" in str(value) and str(value).count("\n") > 30 for value in rows[-1]):
        problems.append(_broken_quote(file, lines[-1]))
        rows.pop()
        lines.pop()
    return rows, lines, 0


def _swallowed(row: list[str], separator: str, width: int) -> bool:
    """Whether a cell holds whole further lines of the list: a quotation mark opened there and was closed much later."""
    if width < 3:
        return False
    return any("\n" in cell and any(line.count(separator) >= width - 1 for line in cell.split("\n")[1:]) for cell in row)


def _cut_character(file: EvidenceFile, line: int) -> Problem:
    return problem(
        "warning",
        "cut_off",
        Source(kind=SourceKind.EXPORT, file=file.name, line=line),
        Text(
            ja=f"{file.name} は{line}行目の文字の途中で切れています。",
            en=f"{file.name} is cut off within a character on line {line}.",
        ),
        done=Text(ja="読めたところまでを使いました。", en="It was used as far as it goes."),
    )


def _stray_quote(file: EvidenceFile, line: int) -> Problem:
    return problem(
        "warning",
        "stray_quote",
        Source(kind=SourceKind.EXPORT, file=file.name, line=line),
        Text(
            ja=f"{file.name} の{line}行目の引用符(\")が閉じられておらず、次の行以降がひとつの欄に入っていました。",
            en=f"A quotation mark on line {line} of {file.name} does not close, so that further lines had run into one cell.",
        ),
        done=Text(ja="1行ずつに分けて読みました。", en="They were read line by line."),
    )


def _broken_quote(file: EvidenceFile, line: int) -> Problem:
    return problem(
        "warning",
        "broken_quote",
        Source(kind=SourceKind.EXPORT, file=file.name, line=line),
        Text(
            ja=f"{file.name} の{line}行目から、引用符(\")が閉じられていないようです。",
            en=f"In {file.name} a quotation mark that opens near line {line} does not close.",
        ),
        done=Text(ja=f"{line}行目より前だけを使いました。", en=f"Only what stands before line {line} was used."),
    )


def _long_cell(file: EvidenceFile, line: int) -> Problem:
    return problem(
        "warning",
        "long_cell",
        Source(kind=SourceKind.EXPORT, file=file.name, line=line),
        Text(
            ja=f"{file.name} の{line}行目付近に、長すぎて読めない欄({csv.field_size_limit():,}文字超)があります。",
            en=f"A cell near line {line} of {file.name} is too long to be read (over {csv.field_size_limit():,} characters).",
        ),
        done=Text(ja=f"{line}行目より前だけを使いました。", en=f"Only what stands before line {line} was used."),
    )


def _rows_left_out(file: EvidenceFile, left_out: int) -> Problem:
    limit = file.limits.rows
    return problem(
        "warning",
        "rows_left_out",
        Source(kind=SourceKind.EXPORT, file=file.name, row=limit + 1),
        Text(
            ja=f"{file.name} は上限の{limit:,}行を{left_out:,}行超えています。",
            en=f"{file.name} is {left_out:,} rows over the limit of {limit:,}.",
        ),
        done=over(
            Text(ja=f"先頭の{limit:,}行だけを使いました。", en=f"Only the first {limit:,} rows were used."), "rows", file.limits
        ),
    )
