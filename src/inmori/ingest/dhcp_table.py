"""Lists of leases with columns: the Windows DHCP console, PowerShell (Get-DhcpServerv4Lease), Kea's lease file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of, text_of
from inmori.ingest.delimited import DelimitedList
from inmori.ingest.dhcp_lease import Lease, LeaseState
from inmori.ingest.epoch_day import day_of_epoch
from inmori.ingest.header_word import heading_key

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "address": ("クライアントipアドレス", "clientipaddress", "ipaddress", "address", "ipアドレス"),
    "name": ("名前", "name", "hostname", "ホスト名"),
    "ends": ("リースの有効期限", "リース有効期限", "リースの期限", "leaseexpiration", "leaseexpirytime", "leaseexpires", "expire"),
    "kind": ("種類", "type", "clienttype"),
    "state": ("addressstate", "state"),
    "card": ("hwaddr", "一意のid", "一意識別子", "uniqueid", "clientid"),
    "remark": ("説明", "description"),
    "scope": ("scopeid", "subnetid"),
    "lifetime": ("validlifetime",),
}
_STATES = {
    "active": LeaseState.LENT, "offered": LeaseState.LENT, "0": LeaseState.LENT, "activereservation": LeaseState.RESERVED,
    "inactivereservation": LeaseState.IDLE, "declined": LeaseState.BAD, "1": LeaseState.BAD, "expired": LeaseState.OVER,
    "inactive": LeaseState.OVER, "2": LeaseState.OVER,
}  # fmt: skip
_TITLES = 8  # rows that may stand above the heading
_DIAL_IN = "52415320"  # "RAS " in hexadecimal
_SLASHED = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b(.*)$")


@dataclass(frozen=True)
class LeaseTable:
    """A list with the columns that were found, and how sure it is that these are leases."""

    found: DelimitedList
    columns: Mapping[str, int]
    sure: float
    first_row: int = 1  # the row after the heading


def lease_table(found: DelimitedList) -> LeaseTable:
    """Return the columns of a list that a DHCP server wrote; ``sure`` is 0 for other lists."""
    best = LeaseTable(found, {}, 0.0)
    for row, cells in enumerate(found.table.rows[:_TITLES]):  # people put a title and a date above what they export
        keys = [heading_key(text_of(value)) for value in cells]
        columns = {name: keys.index(key) for name, words in _COLUMNS.items() for key in reversed(words) if key in keys}
        sure = _sureness(set(keys), columns, found.type_line.lower())
        if sure > best.sure:
            best = LeaseTable(found, columns, sure, row + 1)
    return best


def _sureness(keys: set[str], columns: Mapping[str, int], type_line: str) -> float:
    if "address" not in columns:
        return 0.0
    if "dhcpserver" in type_line or {"address", "hwaddr", "validlifetime"} <= keys:
        return 1.0
    if {"clientipaddress", "leaseexpiration"} <= keys or {"クライアントipアドレス", "リースの有効期限"} <= keys:
        return 0.98
    if {"ipaddress", "clientid"} <= keys and {"addressstate", "leaseexpirytime", "scopeid"} & keys:
        return 0.98
    return 0.9 if {"ends", "card"} <= set(columns) else 0.0


def table_leases(table: LeaseTable) -> list[Lease]:
    """Return the leases of a list."""
    rows = table.found.table.rows
    ends = table.columns.get("ends")
    month_first = _month_first([text_of(row[ends]) for row in rows[table.first_row :]] if ends is not None else [])
    leases = []
    for index in range(table.first_row, len(rows)):
        cells = {name: text_of(rows[index][column]) for name, column in table.columns.items()}
        lines = table.found.table.lines
        lease = _lease(cells, lines[index] if lines else index + 1, month_first)
        if lease is not None:
            leases.append(lease)
    return leases


def _lease(cells: Mapping[str, str], line: int, month_first: bool | None) -> Lease | None:
    address = cells.get("address", "")
    if not re.match(r"\d+\.\d+\.\d+\.\d+$", address):
        return None
    text = cells.get("ends", "")
    ends = _day(text, month_first)
    seen = _last_asked(text, cells.get("lifetime", ""))
    return Lease(
        line=line,
        address=address,
        mac=card_of(cells.get("card", "")),
        name="" if cells.get("name", "").upper() == "BAD_ADDRESS" else cells.get("name", ""),
        state=_state(cells, text),
        seen=seen,
        ends=ends,
        remark=cells.get("remark", ""),
        scope=cells.get("scope", ""),
    )


def _state(cells: Mapping[str, str], ends: str) -> LeaseState:
    if cells.get("name", "").upper() == "BAD_ADDRESS":
        return LeaseState.BAD
    if re.sub(r"[^0-9a-f]", "", cells.get("card", "").lower()).startswith(_DIAL_IN):
        return LeaseState.DIAL_IN
    told = f"{ends} {cells.get('kind', '')}".lower()
    if "予約" in told or "reservation" in told:
        idle = re.search(r"非アクティブ|inactive", told)
        return LeaseState.IDLE if idle or not re.search(r"アクティブ|active", told) else LeaseState.RESERVED
    state = _STATES.get(cells.get("state", "").replace(" ", "").lower())
    if state is not None:
        return state
    if not ends and "state" not in cells:
        return LeaseState.IDLE  # a list of reservations alone
    return LeaseState.LENT


def card_of(identifier: str) -> str:
    """Return the MAC in a client identifier: twelve digits, or fourteen of which the first two name Ethernet."""
    digits = re.sub(r"[^0-9a-f]", "", identifier.lower())
    if not re.fullmatch(r"[0-9a-fA-F:. -]+", identifier.strip() or "-"):
        return ""
    digits = digits[2:] if len(digits) == 14 and digits.startswith("01") else digits
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2)) if len(digits) == 12 else ""


def _last_asked(ends: str, lifetime: str) -> date | None:
    """Kea tells when a lease ends and how long it is: the difference is when the machine last asked."""
    if not (ends.isdigit() and lifetime.isdigit() and len(ends) < 12 and len(lifetime) < 11):
        return None
    return day_of_epoch(str(max(int(ends) - int(lifetime), 0)))


def _day(text: str, month_first: bool | None) -> date | None:
    if text.isdigit():
        return day_of_epoch(text)
    if match := _SLASHED.match(text):
        if month_first is None:
            return None
        month, day = (match[1], match[2]) if month_first else (match[2], match[1])
        text = f"{match[3]}/{month}/{day}"
    try:
        found = date_of(text)
    except EraBorderError:
        return None
    return found.written.first if found and found.written.exactness == "day" else None


def _month_first(texts: list[str]) -> bool | None:
    """Tell 11/24/2026 (American, with AM and PM) from 24/11/2026; ``None`` when nothing tells."""
    matches = [match for text in texts if (match := _SLASHED.match(text))]
    if any(int(match[2]) > 12 for match in matches):
        return True
    if any(int(match[1]) > 12 for match in matches):
        return False
    return True if any(re.search(r"[AP]M", match[4]) for match in matches) else None
