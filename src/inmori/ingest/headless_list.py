"""Lists of machines without any heading: what their columns mean is found by what they hold.

JP1/NETM writes such a list, in a layout that is known; of any other list only the columns that show their meaning by
themselves are taken.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from inmori.ingest.cell_value import text_of
from inmori.ingest.header_word import DEVICE
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Column, Header

_LOOK_AT = 200  # rows
_SHARE = 0.6  # of the filled cells of a column must be of its kind
_MOSTLY = 0.9
_LEAST_ROWS = 3
_OS = re.compile(r"windows|(?<![a-z])win ?(?:xp|vista|sv|7|8|10|11)(?!\d)|mac ?os|linux|ubuntu|centos|red ?hat|rhel|android|ipados|\bios\b", re.IGNORECASE)
_HOST = re.compile(r"^(?=.*[0-9_-])[A-Za-z][A-Za-z0-9_-]{2,23}$")
_ANY_HOST = re.compile(r"[A-Za-z0-9][\w.-]{1,62}", re.ASCII)

# 資産番号, ホスト名, IPアドレス, ユーザ名, 部署, MACアドレス, OS情報, 設置場所, 識別子 (manual 3020-3-S71, chapter 16)
# The name of the user is not read.
_JP1 = ("asset_number", "hostname", "address", "", "department", "mac", "os", "location", "")

Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class HeadlessList:
    """The columns of a list without heading, and the tool whose layout it has ("" when it is none that is known)."""

    header: Header
    tool: str = ""


def columns_of(table: Table) -> HeadlessList | None:
    """Return the columns of a list without heading; ``None`` when it does not look like a list of machines."""
    rows = table.rows[:_LOOK_AT]
    if not rows:
        return None
    width = max(map(len, rows))
    if width == len(_JP1) and _is_jp1(rows):
        return HeadlessList(_header(dict(enumerate(_JP1))), "JP1/NETM")
    found = _by_content(rows, width) if len(rows) >= _LEAST_ROWS else None
    return None if found is None else HeadlessList(_header({index: field for field, index in found.items()}))


def _header(fields: Mapping[int, str]) -> Header:
    columns = tuple(Column(index=index, heading="", field=field) for index, field in sorted(fields.items()))
    return Header(vocabulary=DEVICE, rows=(), columns=columns, score=float(len(columns)))


def _is_jp1(rows: Rows) -> bool:
    shown = [index for index, name in enumerate(_JP1) if name in _KINDS and _filled(rows, index)]
    if len(shown) < 2 or any(_share(rows, index, _KINDS[_JP1[index]], least=0.0) < _MOSTLY for index in shown):
        return False
    hosts = _share(rows, 1, lambda text: bool(_ANY_HOST.fullmatch(text)), least=0.0) >= _MOSTLY
    return hosts and all(_differ(rows, index) for index in (0, 1, *(i for i in shown if _JP1[i] != "os")))


def _by_content(rows: Rows, width: int) -> dict[str, int] | None:
    """Return columns by field; a list of machines has an address or a MAC, and a name."""
    found: dict[str, int] = {}
    for field, test in _KINDS.items():
        best = max(range(width), key=lambda index: (_share(rows, index, test), -index))
        if best not in found.values() and _share(rows, best, test) >= _SHARE:
            found[field] = best
    anchors = [found[field] for field in ("address", "mac") if field in found]
    # In a list of machines nearly every line has its own address; in a log (of traffic, say) the same ones return.
    if not anchors or not all(_differ(rows, index) for index in anchors):
        return None
    names = [i for i in range(width) if i not in found.values() and _share(rows, i, _is_host) >= _MOSTLY and _differ(rows, i)]
    before = [index for index in names if index < min(anchors)]
    if not names:
        return None
    # Where two columns name the machine (asset number, host name), the one next to the address is the host name.
    found["hostname"] = before[-1] if before else names[0]
    if before[:-1]:
        found["asset_number"] = before[-2]
    return found


def _filled(rows: Rows, index: int) -> list[str]:
    return [text for row in rows if index < len(row) and (text := text_of(row[index]))]


def _share(rows: Rows, index: int, test: Callable[[str], bool], *, least: float = 0.5) -> float:
    """Return which part of the filled cells passes a test; 0 where fewer than ``least`` of all cells are filled."""
    filled = _filled(rows, index)
    return sum(map(test, filled)) / len(filled) if filled and len(filled) > least * len(rows) else 0.0


def _differ(rows: Rows, index: int) -> bool:
    texts = _filled(rows, index)
    return len(set(texts)) >= _MOSTLY * len(texts)


def _is_host(text: str) -> bool:
    return bool(_HOST.match(text)) and not macs_of(text).values


_KINDS: dict[str, Callable[[str], bool]] = {
    "address": lambda text: bool(addresses_of(text).values),
    "mac": lambda text: bool(macs_of(text).values),
    "os": lambda text: bool(_OS.search(text)),
}
