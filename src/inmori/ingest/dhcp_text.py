"""Lists of leases without columns: ISC dhcpd, dnsmasq, Yamaha's "show status dhcp", Windows' netsh, switches' bindings."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of
from inmori.ingest.config_text import ConfigLine
from inmori.ingest.dhcp_lease import Lease, LeaseState
from inmori.ingest.dhcp_table import card_of
from inmori.ingest.epoch_day import day_of_epoch
from inmori.ingest.flow_tally import JST

Lines = list[ConfigLine]

_ADDRESS = r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}"
_OPENS = re.compile(rf"^lease\s+({_ADDRESS})\s*\{{$")
_TIME = re.compile(r"^(?:\d\s+(\d{4})/(\d{2})/(\d{2})\s+(\d{2}):(\d{2}):(\d{2})|epoch\s+(\d{1,12}))")
_STATES = {
    "active": LeaseState.LENT, "bootp": LeaseState.LENT, "free": LeaseState.OVER, "expired": LeaseState.OVER,
    "released": LeaseState.OVER, "backup": LeaseState.OVER, "reset": LeaseState.OVER, "abandoned": LeaseState.BAD,
}  # fmt: skip
_DNSMASQ = re.compile(rf"^(\d{{1,12}})\s+((?:[0-9a-fA-F]{{2}}:){{5}}[0-9a-fA-F]{{2}})\s+({_ADDRESS})\s+(\S+)\s+(\S+)$")
_DUID = re.compile(r"^duid\s+[0-9a-fA-F:]+$|^\d{1,12}\s+\d+\s+[0-9a-fA-F:]*:[0-9a-fA-F:]*\s")  # IPv6 part of dnsmasq
_LENT = re.compile(rf"^(?:割り当て中|割当中|リース中|leased|allocated|assigned)\s*(?:IP\s*)?(?:アドレス|address)\s*[:：]\s*({_ADDRESS})\b(.*)$", re.IGNORECASE)
_KEPT = re.compile(rf"^(?:予約済み?|予約|reserved)\s*(?:IP\s*)?(?:アドレス|address)\s*[:：]\s*({_ADDRESS})\b(.*)$", re.IGNORECASE)
_ETHERNET = re.compile(r"(?:クライアント)?(?:イーサネット|MAC)アドレス\s*[:：]\s*(\S+)|(?:client )?(?:ethernet|mac) address\s*[:：]\s*(\S+)", re.IGNORECASE)
_CLIENT_ID = re.compile(r"クライアントID\s*[:：]\s*\((\w\w)\)\s*([0-9a-fA-F:\s]+)$|client id\s*[:：]\s*\((\w\w)\)\s*([0-9a-fA-F:\s]+)$", re.IGNORECASE)
_HOST = re.compile(r"^(?:ホスト名|host ?name)\s*[:：]\s*(.+)$", re.IGNORECASE)
_REMAINS = re.compile(r"^(?:リース残り?時間|remaining|lease time remaining|lease remaining)", re.IGNORECASE)
_SCOPE = re.compile(r"^(?:DHCPスコープ番号|DHCP scope(?: number)?)\s*[:：]\s*(\d+)", re.IGNORECASE)
_NETSH = re.compile(
    rf"^({_ADDRESS})\s+-\s*{_ADDRESS}\s*-\s*((?:[0-9a-fA-F]{{2}}-){{5,}}[0-9a-fA-F]{{2}})\s*-\s*(.*?)\s*-\s*(?:[DNURB]\s*-)?\s*(\S*)\s*$"
)

# What switches and routers list: AlliedWare Plus (Pool, IP Address ClientId Type Expiry) and Cisco IOS (Client-ID/, end, type).
_BINDINGS = re.compile(r"^IP address\s+(?:ClientId|Client-ID/?|Hardware address).*$|^IP address\s.*(?:Lease expiration|Expiry)", re.IGNORECASE)
_POOL = re.compile(r"^Pool\s+(\S+)(?:\s+Network\s.*|\s*:)?$", re.IGNORECASE)
_BINDING = re.compile(rf"^({_ADDRESS})\s+([0-9a-fA-F][0-9a-fA-F.:-]{{11,}})\s+(.*\b(?:dynamic|static|automatic|manual|infinite)\b.*)$", re.IGNORECASE)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NAMED_DAY = re.compile(r"(?:(\d{1,2})\s+([A-Za-z]{3})|([A-Za-z]{3})\s+(\d{1,2})),?\s+(\d{4})")


def isc_leases(lines: Lines) -> list[Lease]:
    """Return the leases of ISC dhcpd; its times are those of Greenwich. Later entries replace earlier ones."""
    found: dict[str, Lease] = {}
    for line, address, statements in _blocks(lines):
        told = {words[0]: words[1] for text in statements if len(words := text.split(None, 1)) == 2}
        state = _STATES.get(told.get("binding", "").removeprefix("state").strip(), LeaseState.LENT)
        card = re.match(r"ethernet\s+(\S+)", told.get("hardware", ""))
        found.pop(address, None)
        found[address] = Lease(
            line=line,
            address=address,
            mac=card_of(card[1]) if card else "",
            name=told.get("client-hostname", "").strip('"'),
            state=state,
            seen=_moment(told.get("cltt", "")) or _moment(told.get("starts", "")),
            ends=_moment(told.get("ends", "")),
        )
    # Without a card nobody ever had the address.
    return [lease for lease in found.values() if lease.mac or lease.state is not LeaseState.OVER]


def _blocks(lines: Lines) -> Iterator[tuple[int, str, list[str]]]:
    opened: tuple[int, str, list[str]] | None = None
    for line in lines:
        if match := _OPENS.match(line.text):
            opened = (line.number, match[1], [])
        elif line.text == "}" and opened is not None:
            yield opened
            opened = None
        elif opened is not None:
            opened[2].append(line.text.partition(";")[0])


def _moment(text: str) -> date | None:
    match = _TIME.match(text)
    if match is None:
        return None
    if match[7]:
        return day_of_epoch(match[7])
    try:
        year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).astimezone(JST).date()
    except (ValueError, OverflowError):
        return None


def dnsmasq_leases(lines: Lines) -> list[Lease]:
    """Return the leases of dnsmasq: end, card, address, name, client identifier."""
    matches = [(line.number, match) for line in lines if (match := _DNSMASQ.match(line.text))]
    return [
        Lease(line=number, address=match[3], mac=match[2], name="" if match[4] == "*" else match[4], ends=day_of_epoch(match[1]))
        for number, match in matches
    ]


def yamaha_leases(lines: Lines) -> list[Lease]:
    """Return the leases of a Yamaha router; several labels may share a line where the terminal's pager broke in."""
    leases: list[Lease] = []
    block: dict[str, str] = {}
    start, scope = 0, ""

    def close() -> None:
        if "address" in block:
            kept, used = "kept" in block, "used" in block
            state = LeaseState.LENT if not kept else LeaseState.RESERVED if used else LeaseState.IDLE
            leases.append(
                Lease(line=start, address=block["address"], mac=block.get("card", ""), name=block.get("name", ""),
                      state=state, scope=scope)
            )  # fmt: skip
        block.clear()

    for line in lines:
        text = line.text
        if match := _SCOPE.match(text):
            close()
            scope = match[1]
        elif match := _LENT.match(text) or _KEPT.match(text):
            close()
            start = line.number
            block["address"] = match[1]
            if not _LENT.match(text):
                block["kept"] = ""
            text = match[2].strip()
        _detail(text, block)
    close()
    return leases


def _detail(text: str, block: dict[str, str]) -> None:
    if match := _ETHERNET.search(text):
        block["card"] = card_of(match[1] or match[2])
    elif match := _CLIENT_ID.search(text):
        block["card"] = card_of(match[2] or match[4]) if (match[1] or match[3]) == "01" else ""
    elif match := _HOST.match(text):
        block["name"] = match[1].strip()
    elif _REMAINS.match(text):
        block["used"] = ""


def netsh_leases(lines: Lines) -> list[Lease]:
    """Return the leases that netsh lists: address, mask, card, end, kind, name."""
    leases = []
    for line in lines:
        if match := _NETSH.match(line.text):
            card, ends = match[2].replace("-", ""), match[3]
            never = re.search(r"NEVER|無期限|INACTIVE|予約", ends, re.IGNORECASE)
            state = LeaseState.DIAL_IN if card.lower().startswith("52415320") else LeaseState.LENT
            if never and state is LeaseState.LENT:
                idle = re.search(r"INACTIVE|非アクティブ", ends, re.IGNORECASE)
                state = LeaseState.IDLE if idle else LeaseState.RESERVED
            leases.append(Lease(line=line.number, address=match[1], mac=card_of(card), name=match[4], state=state, ends=_written(ends)))
    return leases


def binding_leases(lines: Lines) -> list[Lease]:
    """Return the leases that a switch or router lists (show ip dhcp binding): address, client, kind and end, by pool."""
    leases, pool = [], ""
    for line in lines:
        if match := _POOL.match(line.text):
            pool = match[1]
        elif match := _BINDING.match(line.text):
            card = card_of(match[2])
            state = LeaseState.RESERVED if re.search(r"static|manual|infinite", match[3], re.IGNORECASE) else LeaseState.LENT
            leases.append(Lease(line=line.number, address=match[1], mac=card, state=state, ends=_named_day(match[3]), scope=pool))
    return leases


def _named_day(text: str) -> date | None:
    """Return the day of "13 Nov 2026 00:02:11" or "Nov 13 2026 12:02 AM"."""
    match = _NAMED_DAY.search(text)
    if match is None:
        return None
    day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
    try:
        return date(int(match[5]), _MONTHS.index(name.lower()) // 3 + 1, int(day))
    except ValueError:
        return None


def _written(text: str) -> date | None:
    try:
        found = date_of(text)
    except EraBorderError:
        return None
    return found.written.first if found and found.written.exactness == "day" else None


Reader = Callable[[Lines], list[Lease]]


def text_reader(lines: Lines) -> tuple[Reader | None, float]:
    """Return the reader for a text and how sure that is; ``None`` when it is no list of leases."""
    filled = [line for line in lines if line.text and not line.text.startswith(("#", "//"))]
    if not filled:
        return None, 0.0
    if any(_OPENS.match(line.text) for line in filled):
        return isc_leases, 0.98
    if sum(bool(_LENT.match(line.text) or _KEPT.match(line.text)) for line in filled) and any(
        _SCOPE.match(line.text) or _ETHERNET.search(line.text) or _CLIENT_ID.search(line.text) for line in filled
    ):
        return yamaha_leases, 0.97
    if 10 * sum(bool(_DNSMASQ.match(line.text) or _DUID.match(line.text)) for line in filled) >= 9 * len(filled):
        return (dnsmasq_leases, 0.97) if any(_DNSMASQ.match(line.text) for line in filled) else (None, 0.0)
    if any(_NETSH.match(line.text) for line in filled):
        return netsh_leases, 0.95
    if any(_BINDINGS.match(line.text) for line in filled) and any(_BINDING.match(line.text) for line in filled):
        return binding_leases, 0.95
    return None, 0.0
