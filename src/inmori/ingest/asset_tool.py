"""How exports of known IT asset tools look, and what some of their headings mean there and nowhere else.

LANSCOPE's 登録No is a number of its own, no asset number of the hospital; ISM CloudOne calls the computer's name
ハードウェア名. Sources: the makers' own manuals (facts/ingest.md, A2). Lists without headings: ``headless_list``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inmori.ingest.cell_value import text_of
from inmori.ingest.header_word import DEVICE, heading_key
from inmori.ingest.table import Table
from inmori.ingest.table_header import Header

_CLIENT_ID = re.compile(r"[0-9a-f]{32}")
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
    texts = [text for row in rows if (text := text_of(row[keys["クライアントid"]]))]
    return bool(texts) and sum(bool(_CLIENT_ID.fullmatch(text)) for text in texts) >= 0.9 * len(texts)


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
