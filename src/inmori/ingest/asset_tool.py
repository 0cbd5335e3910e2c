"""How exports of known IT asset tools look, and what some of their headings mean there and nowhere else.

LANSCOPE's 登録No is a number of its own, no asset number of the hospital; ISM CloudOne calls the computer's name
ハードウェア名; JP1 writes no headings at all. Sources: the makers' own manuals (facts/ingest.md, A2).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from inmori.ingest.cell_value import text_of
from inmori.ingest.header_word import DEVICE, DROPPED, heading_key
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Column, Header

_OS = re.compile(r"windows|mac ?os|linux|ubuntu|centos|red ?hat|android|ipados|\bios\b", re.IGNORECASE)
_CLIENT_ID = re.compile(r"[0-9a-f]{32}")
_MOSTLY = 0.9  # of the filled cells of a column must be of its kind
_LOOK_AT = 200  # rows


@dataclass(frozen=True, slots=True)
class AssetTool:
    """A tool by the headings of its exports.

    ``marks``: all must be there; ``one_of``: and one of these. ``meanings``: field by heading key.
    """

    name: str
    marks: frozenset[str]
    one_of: frozenset[str]
    meanings: Mapping[str, str]


LANSCOPE = AssetTool(
    name="LANSCOPE エンドポイントマネージャー",
    marks=frozenset({"登録no"}),
    one_of=frozenset({"管理サーバーno", "管理サーバno", "クライアント名"}),
    meanings={"登録no": "index", "管理サーバーno": "", "管理サーバno": "", "クライアント名": "hostname", "グループ名": "department"},
)
ISM = AssetTool(
    name="ISM CloudOne",
    marks=frozenset({"クライアントid"}),
    one_of=frozenset({"ハードウェア名", "コンピューター名", "コンピュータ名", "ipアドレス", "macアドレス"}),
    meanings={"ハードウェア名": "hostname", "グループ名": "department"},
)
TOOLS = (LANSCOPE, ISM)


def tool_of(table: Table, header: Header) -> AssetTool | None:
    """Return the known tool that wrote a list of machines."""
    if header.vocabulary is not DEVICE:
        return None
    keys = {heading_key(column.heading): column.index for column in header.columns}
    for tool in TOOLS:
        if tool.marks <= keys.keys() and tool.one_of & keys.keys() and (tool is not ISM or _client_ids(table, header, keys)):
            return tool
    return None


def _client_ids(table: Table, header: Header, keys: Mapping[str, int]) -> bool:
    rows = table.rows[header.first_row : header.first_row + _LOOK_AT]
    return share(rows, keys["クライアントid"], lambda text: bool(_CLIENT_ID.fullmatch(text))) >= _MOSTLY


def as_the_tool_means(header: Header, tool: AssetTool) -> Header:
    """Return a heading with the columns that mean something else in the exports of a tool."""
    keys = [heading_key(column.heading) for column in header.columns]
    single = {tool.meanings[key] for key in keys if key in tool.meanings} - DEVICE.several
    columns = [
        replace(column, field=tool.meanings[key])
        if key in tool.meanings
        else replace(column, field="" if column.field in single else column.field)
        for key, column in zip(keys, header.columns, strict=True)
    ]
    return replace(header, columns=tuple(columns))


# JP1/NETM: 資産番号, ホスト名, IPアドレス, ユーザ名, 部署, MACアドレス, OS情報, 設置場所, 識別子 — quoted, and no headings.
_JP1 = ("asset_number", "hostname", "address", DROPPED, "department", "mac", "os", "location", "")


def jp1_heading(table: Table) -> Header | None:
    """Return the columns of a JP1/NETM export, which has no headings: nine, an address, a MAC and an OS at their places."""
    rows = table.rows[:_LOOK_AT]
    if not rows or max(map(len, rows)) != len(_JP1):
        return None
    known = [share(rows, index, test) >= _MOSTLY for index, name in enumerate(_JP1) if (test := KINDS.get(name))]
    if sum(known) < len(known) or share(rows, 1, _one_word) < _MOSTLY:
        return None
    columns = tuple(Column(index=index, heading="", field=name) for index, name in enumerate(_JP1))
    return Header(vocabulary=DEVICE, rows=(), columns=columns, score=float(len(columns)))


def share(rows: Sequence[Sequence[CellValue]], index: int, test: Callable[[str], bool]) -> float:
    """Return which part of the filled cells of a column pass a test; 0 where none is filled."""
    filled = [text for row in rows if index < len(row) and (text := text_of(row[index]))]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _one_word(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9][\w.-]{1,62}", text, re.ASCII))


# Whether a text is of a kind that shows by itself.
KINDS: Mapping[str, Callable[[str], bool]] = {
    "address": lambda text: bool(addresses_of(text).values or addresses_of(text).ipv6),
    "mac": lambda text: bool(macs_of(text).values),
    "os": lambda text: bool(_OS.search(text)),
}
