"""Lists that explain codes (区分コード.csv, M_BUSHO, a sheet コード表), and their use: 31 under DEPT_CD is 3階病棟.

Such a list has a column of codes and one of their names; a third tells what the codes are of, else the heading of the codes
or the name of the list does. Codes that nothing explains say nothing, and are not taken for names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from inmori.ingest.cell_value import text_of, word_set
from inmori.ingest.column_name import is_code, said_by, stem_of
from inmori.ingest.header_word import field_of, heading_key
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Column, Header

Codes = Mapping[str, Mapping[str, str]]

_KIND = word_set("kbn kubun kb 区分 コード区分 コード種別 区分名 種別 種類 kind 項目 項目名 分類 分類名 category type マスタ マスタ名 field fieldname 列 列名 フィールド フィールド名 "
                 "koumoku komoku koumokumei codetype codekbn cdkbn kbncd codekind 対象項目 テーブル")  # fmt: skip
_CODE = word_set("cd code コード 値 value コード値 区分値 区分コード no 番号 key キー id")
_NAME = word_set("name nm 名称 名 名前 内容 naiyo naiyou 意味 説明 表示名 表示 label meaning description descr meisho meisyo mei 区分内容 コード名 コード名称 text 値の意味")
_HEADING_WITHIN, _WIDEST, _LONGEST_LIST = 6, 6, 500
_SHORT = re.compile(r"[A-Za-z0-9]{1,8}", re.ASCII)
_SHARE = 0.8  # of the filled cells below a heading must be codes of the list
_TRANSLATED = ("department", "location", "type", "category", "status", "maker", "vendor", "purpose", "name", "os", "connected", "model")
_BARE = re.compile(r"\d{1,6}", re.ASCII)


def codes_of(table: Table) -> dict[str, dict[str, str]]:
    """Return the codes that a table explains, by what they are of; empty when it is no such list."""
    if not 2 <= len(table.rows) <= _LONGEST_LIST:
        return {}
    for row in range(min(_HEADING_WITHIN, len(table.rows) - 1)):
        texts = [text_of(value).strip() for value in table.rows[row]]
        filled = [text for text in texts if text]
        if not 2 <= len(filled) <= _WIDEST:
            continue
        roles = [_role(text) for text in texts]
        if roles.count("code") == 1 and "name" in roles and roles.count("kind") <= 1:
            return _read(table, row, texts, roles)
    return {}


def joined(found: Iterable[Codes]) -> dict[str, dict[str, str]]:
    """Return several lists of codes as one; a code that two lists explain differently is left out."""
    whole: dict[str, dict[str, str]] = {}
    doubtful: set[tuple[str, str]] = set()
    for codes in found:
        for stem, names in codes.items():
            known = whole.setdefault(stem, {})
            for code, name in names.items():
                if known.setdefault(code, name) != name:
                    doubtful.add((stem, code))
    for stem, code in doubtful:
        del whole[stem][code]
    return {stem: names for stem, names in whole.items() if names}


def decoded(table: Table, header: Header, codes: Codes) -> Header:
    """Put names for the codes of a list's cells, and give meaning to the columns that only held codes."""
    columns = list(header.columns)
    taken = {column.field for column in columns}
    for place, column in enumerate(columns):
        names = _names_for(column, codes)
        if not names or not _explained(table, header, column.index, names):
            if is_code(column.heading.rpartition("/")[2]) and column.field in _TRANSLATED and _bare(table, header, column.index):
                columns[place] = replace(column, field="")
            continue
        _translate(table, header, column.index, names)
        if not column.field:
            meaning = field_of(heading_key(stem_of(column.heading.rpartition("/")[2])), header.vocabulary)
            if meaning and meaning[0] and (meaning[0] not in taken or meaning[0] in header.vocabulary.several):
                columns[place] = replace(column, field=meaning[0])
                taken.add(meaning[0])
    return replace(header, columns=tuple(columns))


def _role(text: str) -> str:
    key = heading_key(text)
    if key in _KIND:
        return "kind"
    if key in _NAME:
        return "name"
    words = said_by(text)
    if key in _CODE or (words and words[-1] in ("コード", "区分")) or key.endswith(("コード", "区分")):
        return "code"
    return "name" if (words and len(words) > 1 and words[-1] == "名") or re.search(r".名称?$", key) else ""


def _read(table: Table, heading: int, texts: Sequence[str], roles: Sequence[str]) -> dict[str, dict[str, str]]:
    at = {role: roles.index(role) for role in ("kind", "code", "name") if role in roles}
    whole = "" if "kind" in at else _stem_of_list(table, texts[at["code"]])
    found: dict[str, dict[str, str]] = {}
    kind = ""
    for row in table.rows[heading + 1 :]:
        cells = {role: _plain(row[column]) if column < len(row) else "" for role, column in at.items()}
        kind = cells.get("kind") or kind  # written once for a group
        code, name = cells["code"], cells["name"]
        if not code and not name:
            continue
        stem = stem_of(kind) if "kind" in at else whole
        if not stem or not _SHORT.fullmatch(code) or not name or found.setdefault(stem, {}).setdefault(code, name) != name:
            return {}
    named = [name for names in found.values() for name in names.values()]
    if len(named) < 2 or 2 * sum(bool(_BARE.fullmatch(name)) for name in named) > len(named):
        return {}
    return found


def _stem_of_list(table: Table, heading: str) -> str:
    """Return what the codes are of: told by their heading (DEPT_CD), else by the name of the sheet or file."""
    if heading_key(heading) not in _CODE:
        return stem_of(heading)
    name = table.sheet or PurePosixPath(table.file).stem
    return stem_of(re.sub(r"^(?:[MT]|mst|tbl)[_\-]|[_\-](?:mst|master|list)$|\d{4,8}$", "", name, flags=re.IGNORECASE))


def _names_for(column: Column, codes: Codes) -> Mapping[str, str]:
    return codes.get(stem_of(column.heading.rpartition("/")[2]), {}) if column.heading and codes else {}


def _plain(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return text_of(value).strip()


def _cells(table: Table, header: Header, index: int) -> list[str]:
    return [text for row in table.rows[header.first_row :] if index < len(row) and (text := _plain(row[index]))]


def _explained(table: Table, header: Header, index: int, names: Mapping[str, str]) -> bool:
    cells = _cells(table, header, index)
    known = {*names, *names.values()}
    return bool(cells) and sum(_of(cell, known) in known for cell in cells) >= _SHARE * len(cells)


def _of(cell: str, known: Iterable[str]) -> str:
    """Return a code as the list writes it: 01 and 1 are the same."""
    if cell in known or not cell.isdigit():
        return cell
    return next((code for code in known if code.isdigit() and int(code) == int(cell)), cell)


def _bare(table: Table, header: Header, index: int) -> bool:
    cells = _cells(table, header, index)
    return bool(cells) and sum(bool(_BARE.fullmatch(cell)) for cell in cells) >= _SHARE * len(cells)


def _translate(table: Table, header: Header, index: int, names: Mapping[str, str]) -> None:
    for row in table.rows[header.first_row :]:
        if index < len(row) and isinstance(row, list) and (name := names.get(_of(_plain(row[index]), names))):
            row[index] = name
