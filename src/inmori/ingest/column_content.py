"""What a column whose heading nobody knows holds, told by its cells: addresses, MACs, systems, dates, serial numbers.

People head columns as they speak (院内での住所, カードの番号, なかみ). Only a field that no heading gives is filled so,
only when most cells of the column show it, and the column is marked as guessed so that a person can correct it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of, says_none, says_unknown, text_of, yes_no
from inmori.ingest.contract_clause import period_of
from inmori.ingest.header_word import (
    CONTRACT,
    DEVICE,
    DROPPED,
    IGNORED,
    OF_ANOTHER,
    REMOTE_ACCESS,
    Vocabulary,
    field_of,
    heading_key,
)
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.note_meaning import meaning_of
from inmori.ingest.remote_method_word import remote_method
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Column, Header

_LOOK_AT = 200  # rows
_SHARE = 0.6  # of the filled cells of a column must show what it is
_DIFFERENT = 0.8  # of the cells of a column that tells machines apart must differ
_LEAST_CELLS = 2
_OS = re.compile(r"windows|win ?(?:xp|7|8|10|11)(?!\d)|mac ?os|os ?x|linux|ubuntu|centos|red ?hat|rhel|debian|android|ipados|(?<![a-z])ios(?![a-z])|server ?20\d\d", re.IGNORECASE)
_SERIAL = re.compile(r"(?=(?:.*\d){4})(?=.*[A-Z])[A-Z0-9]{7,20}|(?=(?:.*\d){5})[A-Z]{0,4}-?\d[A-Z0-9-]{5,18}")
_HOST = re.compile(r"(?=.*[0-9_-])[A-Za-z][A-Za-z0-9_-]{2,23}")
_ANY_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{1,62}", re.ASCII)
_YEN = re.compile(r"[\d,.]+\s*(?:円|千円|万円|万|億)|[¥￥]\s*[\d,]+")
_COMPANY = re.compile(r"株式会社|有限会社|合同会社|\((?:株|有|同)\)|(?:^|[^a-z])(?:inc|ltd|co)\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{1,8}[-_ ]?\d{2,}(?:-\d+)?|\d{2,4}-\d{2,}(?:-\d+)?|\d{5,}")
# A column of codes is one of host names only where its heading speaks of names; sockets and ports have codes too.
_NAME_WORD = re.compile(r"名|なまえ|よび|呼|ホスト|端末|パソコン|マシン|(?<![a-z])(?:pc|host|name)")
_OTHER_NUMBER = re.compile(r"ライセンス|license|契約|伝票|稟議|注文|発注|請求|検収|内線|電話|郵便|座席|コンセント|ポート|差込|ラック|承認|届出|認証|保険|口座|jan|バーコード|箱|鍵")
_ZONE_WORD = re.compile(r"電カル|電子カルテ|カルテ|ネット|web|情報系|診療|医事|基幹|院内|画像|部門|資格|無線|(?<![a-z])(?:his|ris|pacs|nw|lan)(?![a-z])", re.IGNORECASE)
# Words in a heading that say what a date beside it means; without one, a column of dates stays unused.
_DATE_WORDS: tuple[tuple[str, str], ...] = (
    ("support_until", r"まで|切れ|期限|満了|終わり|サポート"),
    ("replacement_planned", r"(?:替|換|代)え|かえる|更新|次の"),
    ("retired_on", r"捨て|すて|廃|撤去|なくした"),
    ("last_seen", r"最後|最終|見た|確認"),
    ("purchased", r"買|購|入れ|納|から|始め|はじめ|取得|年"),
)
# Fields whose heading says little, so that what the column holds may be better: 番号 over addresses.
_WEAK = frozenset({"index", "category", "connected", "name", "type", "purpose", "location", "status", "note", "version"})

_CLEARLY = 0.8  # of the cells: what they hold counts more than the heading
_LEAST_TO_OVERRULE = 3
# Their cells may be addresses without the column being one of addresses, or they are read as such cell by cell.
_MAY_HOLD_ADDRESSES = frozenset({"address", "mac", "note", "category", "connected", DROPPED})

Texts = Sequence[str]


def with_contents(table: Table, header: Header) -> Header:
    """Return the heading with the columns filled in that only their cells explain; these are marked as guessed."""
    header = _labels_apart(table, _overruled(table, header))
    fields = {column.field for column in header.columns if column.field}
    taken: dict[int, str] = {}
    kinds = _KINDS.get(header.vocabulary.name, ())
    doubtful = [column for column in header.columns if _is_doubtful(column, header.vocabulary)]
    if all(field in fields for field, _, _ in kinds):  # nothing is missing that only cells could tell
        doubtful = [column for column in doubtful if not column.field]
    contents = {column.index: _cells(table, header, column.index) for column in doubtful}
    for field, test, differ in kinds:
        if field in fields:
            continue
        for column in doubtful:
            texts = contents[column.index]
            if column.index in taken or not _may_hold(field, column):
                continue
            if _shows(texts, test) and (not differ or _differ(texts)):
                taken[column.index] = field
                break
    if header.vocabulary is DEVICE:
        for column in doubtful:
            if column.field:
                continue
            if _ZONE_WORD.search(column.heading) and _shows(contents[column.index], _is_mark, least=1):
                taken.setdefault(column.index, "zone_mark")
            field = _date_field(column.heading, contents[column.index])
            if field and column.index not in taken and field not in fields | set(taken.values()):
                taken[column.index] = field
    if not taken:
        return header
    return replace(
        header,
        columns=tuple(
            replace(column, field=taken[column.index], guessed=True) if column.index in taken else column
            for column in header.columns
        ),
    )


def _overruled(table: Table, header: Header) -> Header:
    """Take columns full of addresses or MACs for that, whatever a word of their heading suggests (院内LAN(部門))."""
    if header.vocabulary is not DEVICE:
        return header
    columns = []
    for column in header.columns:
        field = "" if column.field in _MAY_HOLD_ADDRESSES else _clearly(_cells(table, header, column.index))
        if field and not OF_ANOTHER.search(heading_key(column.heading, brackets=True)) and not _is_ignored(column):
            column = replace(column, field=field, guessed=True)
        columns.append(column)
    return replace(header, columns=tuple(columns))


def _labels_apart(table: Table, header: Header) -> Header:
    """Take of two columns of host names the one that holds words for what people call the machine (外来 3番)."""
    named = [column for column in header.columns if column.field == "hostname"]
    if header.vocabulary is not DEVICE or len(named) < 2 or len(table.rows) - header.first_row < _LEAST_CELLS:
        return header
    shares = {column.index: _share_of_hosts(_cells(table, header, column.index)) for column in named}
    if max(shares.values()) < _CLEARLY:
        return header
    meaning = "note" if any(column.field == "name" for column in header.columns) else "name"
    return replace(
        header,
        columns=tuple(
            replace(column, field=meaning, guessed=True) if shares.get(column.index, 1.0) < 1 - _SHARE else column
            for column in header.columns
        ),
    )


def _share_of_hosts(texts: Texts) -> float:
    return sum(bool(_ANY_HOST.fullmatch(text)) for text in texts) / len(texts) if texts else 1.0


def _clearly(texts: Texts) -> str:
    """Return ``address`` or ``mac`` where nearly every cell is one, nothing beside it, and they differ."""
    if len(texts) < _LEAST_TO_OVERRULE:
        return ""
    texts = [text for text in texts if not _is_not_connected(text)]
    if len(texts) < _LEAST_TO_OVERRULE or not _differ(texts):
        return ""
    for field, test in (("mac", _is_only_mac), ("address", _is_only_address)):
        if _holds_for(texts, test, _CLEARLY):
            return field
    return ""


def _holds_for(texts: Texts, test: Callable[[str], bool], share: float) -> bool:
    """Whether a test holds for this share of the cells; a column of something else is given up after a few."""
    others = 0
    most = (1 - share) * len(texts)
    for text in texts:
        if not test(text):
            others += 1
            if others > most:
                return False
    return True


def _is_not_connected(text: str) -> bool:
    """Whether a cell says that this machine has no address: ✕, なし(単体)."""
    return says_none(re.split(r"[(\s]", text, maxsplit=1)[0]) or meaning_of(text).standalone


def _is_ignored(column: Column) -> bool:
    found = field_of(heading_key(column.heading.rpartition("/")[2]), DEVICE)
    return found is not None and found[0] in (IGNORED, DROPPED)


def heading_by_content(table: Table, *, start: int, within: int) -> tuple[int, ...] | None:
    """Return the row of a heading that no word shows: texts only, above at least two rows that hold addresses or MACs."""
    stop = min(start + within, len(table.rows))
    for row in range(start, stop):
        cells = [value for value in table.rows[row] if value != ""]
        if len(set(map(text_of, cells))) < 3 or not all(isinstance(value, str) for value in cells):
            continue
        if any(_is_address(text_of(value)) or _is_mac(text_of(value)) for value in cells):
            return None  # this is a row of data already
        below = [_filled(table.rows[under]) for under in range(row + 1, min(row + 11, len(table.rows)))]
        lines = [texts for texts in below if texts]
        hits = sum(any(_is_address(text) or _is_mac(text) for text in texts) for texts in lines)
        if hits >= 2 and hits >= _SHARE * len(lines):
            return (row,)
    return None


def _is_doubtful(column: Column, vocabulary: Vocabulary) -> bool:
    if column.field:
        return column.field in _WEAK
    found = field_of(heading_key(column.heading.rpartition("/")[2]), vocabulary)
    return found is None or found[0] == IGNORED  # a column left to another of its field stays out


def _may_hold(field: str, column: Column) -> bool:
    """Whether a column may turn out to hold a field: addresses may stand under anything, a code under a mere number."""
    key = heading_key(column.heading, brackets=True)
    if (field in ("address", "mac", "os", "serial", "hostname") and OF_ANOTHER.search(key)) or (field == "hostname" and not _NAME_WORD.search(key)):
        return False
    if field in ("serial", "asset_number") and _OTHER_NUMBER.search(key):
        return False
    if field in ("address", "mac"):
        return column.field != "note"
    if field == "asset_number":
        return column.field == "index"
    if field == "hostname" and column.field == "name" and column.heading.isascii():
        return True  # the device_name of a tool; 機器名 is what people call it
    # What only its group says of a column (ソフト under ネットワーク) is less than what it holds.
    inherits = not column.field or (column.field in DEVICE.several and "/" in column.heading)
    return inherits and not field_of(heading_key(column.heading.rpartition("/")[2]), DEVICE)


def _cells(table: Table, header: Header, index: int) -> list[str]:
    rows = range(header.first_row, min(header.first_row + _LOOK_AT, len(table.rows)))
    values = [
        table.rows[row][index]
        for row in rows
        if index < len(table.rows[row]) and (row, index) not in table.merged and table.rows[row][index] != ""
    ]
    return [text for value in values if not says_unknown(text := text_of(value))]


def _filled(row: Sequence[CellValue]) -> list[str]:
    return [text_of(value) for value in row if value != ""]


def _shows(texts: Texts, test: Callable[[str], bool], *, least: int = _LEAST_CELLS) -> bool:
    return len(texts) >= least and _holds_for(texts, test, _SHARE)


def _differ(texts: Texts) -> bool:
    return len(set(texts)) >= _DIFFERENT * len(texts)


def _date_field(heading: str, texts: Texts) -> str:
    if not _shows(texts, _is_date):
        return ""
    return next((field for field, words in _DATE_WORDS if re.search(words, heading)), "")


def _is_date(text: str) -> bool:
    try:
        return date_of(text) is not None
    except EraBorderError:
        return True


def _is_address(text: str) -> bool:
    return bool(addresses_of(text).values)


def _is_only_address(text: str) -> bool:
    written = addresses_of(text)
    return bool(written.values) and not written.rest and not written.slips


def _is_only_mac(text: str) -> bool:
    written = macs_of(text)
    return bool(written.values) and not written.slips


def _is_mac(text: str) -> bool:
    return bool(macs_of(text).values)


def _is_private(text: str) -> bool:
    return any(re.match(r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.", address) for address in addresses_of(text).values)


def _is_public(text: str) -> bool:
    return _is_address(text) and not _is_private(text)


def _is_mark(text: str) -> bool:
    return yes_no(text) is not None


def _is_serial(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text)) and not _is_address(text) and not _is_mac(text)


def _is_host(text: str) -> bool:
    return bool(_HOST.fullmatch(text)) and not _is_mac(text)


# In order: (field, what its cells look like, whether they differ from row to row).
_KINDS: dict[str, tuple[tuple[str, Callable[[str], bool], bool], ...]] = {
    DEVICE.name: (
        ("mac", _is_mac, True),
        ("address", _is_address, True),
        ("os", lambda text: bool(_OS.search(text)), False),
        ("serial", _is_serial, True),
        ("hostname", _is_host, True),
        ("asset_number", lambda text: bool(_CODE.fullmatch(text)), True),
    ),
    REMOTE_ACCESS.name: (
        ("target", _is_private, False),
        ("peer", _is_public, False),
        ("method", lambda text: remote_method(text) is not None, False),
    ),
    CONTRACT.name: (
        ("period", lambda text: (found := period_of(text)) is not None and None not in (found.start, found.end), False),
        ("yearly_yen", lambda text: bool(_YEN.search(text)), False),
        ("vendor", lambda text: bool(_COMPANY.search(text)), False),
    ),
}
