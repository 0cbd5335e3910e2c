"""Corrections of how the columns of lists are read, in a small file that a person edits (``columns.toml``).

A correction is kept by the *shape* of a list, a fingerprint of its headings, and not by the name of its file: next
year's ledger with the same headings is read the same way without another word. The file is made from what was found
(:func:`written`), so nobody starts from an empty page.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inmori.errors import InputError
from inmori.ingest.column_field import FIELD_NAMES, KIND_NAMES, NO_LIST, may_mean
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.table import column_letter, column_number, problem
from inmori.model import Source, SourceKind
from inmori.text import Text

FORMAT = "columns"
NAME = Text(ja="列の読み方の訂正(columns.toml)", en="Corrections of columns (columns.toml)")

_BYTES_AT_MOST = 2 * 1024 * 1024
_SHAPE_LETTERS = 16
_KEYS = ("shape", "kind", "seen_in", "columns")
_ABOUT_COLUMNS = re.compile(r"^\s*\[\[\s*sheet\s*\]\]", re.MULTILINE)
_FIRST_OCTETS = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}\.?")


@dataclass(frozen=True, slots=True)
class SheetCorrection:
    """How the lists of one shape are to be read: their kind, and the field of each column by its letter."""

    shape: str
    kind: str
    columns: tuple[tuple[int, str], ...]  # column counted from 0, field
    place: Source


@dataclass(frozen=True, slots=True)
class ColumnCorrections:
    """All corrections that hold for a reading; the first one of a shape counts."""

    sheets: tuple[SheetCorrection, ...] = ()

    def of(self, shape: str) -> SheetCorrection | None:
        """Return the correction for a shape."""
        return next((sheet for sheet in self.sheets if sheet.shape == shape), None)

    @property
    def sha256(self) -> str:
        """Return a hash over what the corrections say, wherever they stand."""
        said = [(sheet.shape, sheet.kind, sheet.columns) for sheet in self.sheets]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def before(self, others: "ColumnCorrections") -> "ColumnCorrections":
        """Return both, these counting first."""
        return ColumnCorrections((*self.sheets, *others.sheets))


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """What a file of corrections says, and what in it could not be used."""

    corrections: ColumnCorrections
    problems: tuple[Problem, ...]


def shape_of(headings: Iterable[tuple[int, str]]) -> str:
    """Return the fingerprint of a heading: its texts with their columns (from 0), blanks, case and octets apart."""
    plain = [(index, re.sub(r"\s+", "", _FIRST_OCTETS.sub("#", text)).casefold()) for index, text in headings]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:_SHAPE_LETTERS]


def speaks_of_columns(text: str) -> bool:
    """Whether a text is meant to be a file of corrections, well-formed or not."""
    return bool(_ABOUT_COLUMNS.search(text)) and "shape" in text


def load(path: Path) -> CorrectionFile:
    """Read a file of corrections.

    Raises:
        InputError: missing, unreadable, too large, or not in UTF-8.
    """
    try:
        if path.stat().st_size > _BYTES_AT_MOST:
            raise InputError(_TOO_LARGE.filled(name=path.name))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(_CLOSED.filled(name=path.name, reason=error.strerror or "?")) from error
    except UnicodeDecodeError as error:
        raise InputError(_NO_UTF8.filled(name=path.name)) from error
    return read(text, file=path.name)


def read(text: str, *, file: str) -> CorrectionFile:
    """Read the text of a file of corrections; every part that cannot be used is reported with its line."""
    desk = _Desk(file, _lines(text))
    try:
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        desk.report("columns_no_toml", int(found[1]) if found else text.count("\n") + 1, _NO_TOML, _NOT_USED)
        return CorrectionFile(ColumnCorrections(), tuple(desk.problems))
    for key in content:
        if key != "sheet":
            desk.unknown_key(key, desk.line(-1, key))
    sheets = content.get("sheet", [])
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        desk.report("columns_no_sheet", desk.line(-1, "sheet"), _NO_SHEETS, _NOT_USED)
        sheets = []
    read_ones = [desk.sheet(number, sheet) for number, sheet in enumerate(sheets)]
    return CorrectionFile(ColumnCorrections(tuple(filter(None, read_ones))), tuple(desk.problems))


class _Desk:
    """Checks one file, sheet by sheet."""

    def __init__(self, file: str, lines: dict[tuple[int, str], int]) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._lines = lines
        self._shapes: set[str] = set()

    def line(self, sheet: int, key: str = "") -> int:
        """Return the line of a key of a sheet (counted from 0; -1: above the first one), else that of its sheet."""
        return self._lines.get((sheet, key)) or self._lines.get((sheet, "")) or 1

    def report(self, code: str, line: int, text: Text, done: Text, **values: object) -> None:
        """Add a problem."""
        place = Source(kind=SourceKind.TOLD, file=self._file, line=line)
        self.problems.append(problem("warning", code, place, text.filled(where=place.place(), **values), done=done))

    def unknown_key(self, key: str, line: int) -> None:
        """Report a key that means nothing."""
        self.report("columns_bad_key", line, _BAD_KEY, _KEY_PASSED_OVER, key=_shown(key), keys="、".join(_KEYS))

    def sheet(self, number: int, told: dict[str, Any]) -> SheetCorrection | None:
        """Return the correction of one sheet, ``None`` when it cannot be told which or what kind it is."""
        for key in told:
            if key not in _KEYS:
                self.unknown_key(key, self.line(number, key))
        shape, kind, columns = told.get("shape"), told.get("kind"), told.get("columns", {})
        if not isinstance(shape, str) or not shape:
            self.report("columns_no_shape", self.line(number, "shape"), _NO_SHAPE, _SHEET_NOT_USED)
            return None
        if not isinstance(kind, str) or kind not in FIELD_NAMES:
            line = self.line(number, "kind")
            self.report("columns_bad_kind", line, _BAD_KIND, _SHEET_NOT_USED, kind=_shown(kind), kinds="、".join(KIND_NAMES))
            return None
        if shape in self._shapes:
            self.report("columns_twice", self.line(number, "shape"), _TWICE, _SHEET_NOT_USED, shape=_shown(shape))
            return None
        self._shapes.add(shape)
        if not isinstance(columns, dict):
            self.report("columns_bad_columns", self.line(number, "columns"), _BAD_COLUMNS, _SHEET_NOT_USED)
            return None
        place = Source(kind=SourceKind.TOLD, file=self._file, line=self.line(number))
        return SheetCorrection(shape, kind, tuple(self._columns(number, kind, columns)), place)

    def _columns(self, number: int, kind: str, columns: dict[str, Any]) -> list[tuple[int, str]]:
        found: dict[int, str] = {}
        for letter, name in columns.items():
            line = self.line(number, f"columns.{letter}")
            index = column_number(letter)
            if index is None:
                self.report("columns_bad_column", line, _BAD_COLUMN, _KEY_PASSED_OVER, key=_shown(letter))
            elif not isinstance(name, str) or not may_mean(name, kind):
                self.report(
                    "columns_bad_field", line, _BAD_FIELD, _AS_FOUND,
                    field=_shown(name), kind=KIND_NAMES[kind].ja, kind_en=KIND_NAMES[kind].en,
                )  # fmt: skip
            else:
                found[index] = name
        return sorted(found.items())


def written(mappings: Sequence[ColumnMapping], *, before: str = "") -> str:
    """Return the text of a file of corrections from the mappings found, to be edited by a person.

    ``before`` is the text of the file as it was: it stays as it is, and only shapes it does not know are added.
    """
    known = {sheet.shape for sheet in read(before, file="").corrections.sheets}
    known |= set(re.findall(r'^\s*shape\s*=\s*["\']([^"\']+)', before, re.MULTILINE))  # in sheets that could not be used
    shapes: dict[str, list[ColumnMapping]] = {}
    for mapping in mappings:
        if mapping.shape and mapping.shape not in known:
            shapes.setdefault(mapping.shape, []).append(mapping)
    parts = [before.rstrip("\n")] if before.strip() else [_explanation()]
    parts += [_section(found) for found in shapes.values()]
    return before if before.strip() and not shapes else "\n\n".join(parts) + "\n"


def _section(mappings: Sequence[ColumnMapping]) -> str:
    first = mappings[0]
    names = dict.fromkeys(f"{m.file}「{m.sheet}」" if m.sheet else m.file for m in mappings)
    kind = first.kind if first.kind in FIELD_NAMES else NO_LIST
    lines = ["[[sheet]]", f"shape = {_quoted(first.shape)}", f"kind = {_quoted(kind)}  # {KIND_NAMES[kind].ja}"]
    lines += [f"seen_in = {_quoted('、'.join(names))}", "[sheet.columns]"]
    columns: dict[int, tuple[str, str]] = {}
    guessed = {letter for mapping in mappings for letter in mapping.guessed}
    for mapping in mappings:
        for letter, heading, field in mapping.columns:
            index = column_number(letter)
            if index is not None and (index not in columns or field):
                columns.setdefault(index, (heading, field))
    width = max((len(_quoted(field)) for _, field in columns.values()), default=0)
    for index, (heading, field) in sorted(columns.items()):
        lines.append(f"{column_letter(index)} = {_quoted(field).ljust(width)}  # {_comment(heading)}{_GUESSED if column_letter(index) in guessed else ''}")
    return "\n".join(lines)


def _explanation() -> str:
    lines = [
        "# Inmori 列の読み方。読み違えている列は、右辺の言葉を直して保存し、もう一度読み込んでください。",
        "# How Inmori reads the columns of these lists. Correct the words on the right, save, and read again.",
        '# 使わない列は ""、決して読まない列は "dropped"。shape は見出しの並びの指紋なので変えないでください。',
        '# "" is not used, "dropped" is never read. shape is the fingerprint of the headings: leave it as it is.',
        "#",
    ]
    for kind, fields in FIELD_NAMES.items():
        lines.append(f'# kind = "{kind}": {KIND_NAMES[kind].ja}')
        words = [f"{name} {meaning.ja}" for name, meaning in fields.items()]
        lines += [f"#   {'、'.join(words[start : start + 6])}" for start in range(0, len(words), 6)]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(_comment(text), ensure_ascii=False)


def _comment(text: str) -> str:
    """Return a text on one line without anything that TOML forbids in a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:200]


_HEAD = re.compile(r"\s*\[\[?\s*([A-Za-z.]+)\s*\]?\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")


def _lines(text: str) -> dict[tuple[int, str], int]:
    """Return the line of each key, by the number of its sheet: tomllib tells no lines of what it has understood."""
    places: dict[tuple[int, str], int] = {}
    sheet, table = -1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _HEAD.match(line):
            sheet += head[1] == "sheet"
            table = head[1].partition(".")[2]
            places.setdefault((sheet, table), number)
        elif key := _KEY.match(line):
            name = next(part for part in key.groups() if part is not None)
            places.setdefault((sheet, f"{table}.{name}" if table else name), number)
    return places


def _shown(value: object) -> str:
    text = _comment(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= 40 else text[:39] + "…"


_GUESSED = " (中身から推測 / guessed)"
_TOO_LARGE = Text(ja="{name} は列の訂正ファイルとしては大きすぎます。", en="{name} is too large for a file of corrections.")
_CLOSED = Text(ja="{name} を開けません({reason})。", en="Cannot open {name} ({reason}).")
_NO_UTF8 = Text(
    ja="{name} の文字コードが UTF-8 ではありません。メモ帳の「名前を付けて保存」で UTF-8 を選んでください。",
    en="{name} is not in UTF-8. Save it again as UTF-8.",
)
_NOT_USED = Text(ja="このファイルの訂正は使っていません。", en="None of its corrections was used.")
_SHEET_NOT_USED = Text(ja="この [[sheet]] の訂正は使っていません。", en="The corrections of this [[sheet]] were not used.")
_KEY_PASSED_OVER = Text(ja="この行は使っていません。", en="This line was not used.")
_AS_FOUND = Text(ja="この列は、見出しから読み取ったとおりに扱いました。", en="The column was read as found by its heading.")
_NO_TOML = Text(
    ja="{where} が TOML の書き方になっていません(引用符の閉じ忘れなど)。",
    en="{where} is not well-formed TOML (a quotation mark that does not close, perhaps).",
)
_NO_SHEETS = Text(ja="{where}: sheet は [[sheet]] と書いてください。", en="{where}: write sheet as [[sheet]].")
_BAD_KEY = Text(
    ja="{where} の「{key}」という項目はありません(使えるのは {keys})。",
    en="{where}: there is no key '{key}' (known are {keys}).",
)
_NO_SHAPE = Text(
    ja="{where} の [[sheet]] に shape がなく、どの一覧のことか分かりません。",
    en="{where}: this [[sheet]] has no shape, so it cannot be told which list it is about.",
)
_BAD_KIND = Text(
    ja="{where} の kind「{kind}」はありません(使えるのは {kinds})。",
    en="{where}: there is no kind '{kind}' (known are {kinds}).",
)
_TWICE = Text(
    ja="{where}: 同じ shape {shape} の訂正が前にもあります。", en="{where}: there is an earlier correction of shape {shape}."
)
_BAD_COLUMNS = Text(
    ja="{where}: columns は [sheet.columns] の下に 列 = \"項目\" の形で書いてください。",
    en="{where}: write the columns below [sheet.columns], as letter = \"field\".",
)
_BAD_COLUMN = Text(
    ja="{where} の「{key}」は列の文字(A、B、AA など)ではありません。",
    en="{where}: '{key}' is no column letter (A, B, AA ...).",
)
_BAD_FIELD = Text(
    ja="{where} の項目「{field}」は{kind}にありません。", en="{where}: there is no field '{field}' in a list of {kind_en}."
)
