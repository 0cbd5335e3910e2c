"""Reads ARP and MAC tables pasted from a terminal: switches, routers, firewalls, Windows (Japanese too), Linux, BSD.

They show which card answered at which address, and at which port of a switch it hangs. A card that answers for several
addresses is a router or stands for one, and is nobody else's; a device's own lines make one machine of many addresses.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.arp_line import CardLine, card_line, is_ruler, known_card, mentions_card, usable
from inmori.ingest.cell_value import dates_inside
from inmori.ingest.config_text import ConfigLine, config_lines, text_of
from inmori.ingest.delimited import readable_part
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.heard import host_name
from inmori.ingest.intake import Problem
from inmori.ingest.limits import Limits, over
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import problem
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "arp_table"
KIND = SourceKind.WIRE
NAME = Text(ja="ARP表・MACアドレス表(端末画面の写し)", en="ARP or MAC table (pasted)")

_HEAD = 65_536
_LEAST = 3  # lines without a known heading
_ASKED = re.compile(
    r"(?im)(?:^|[#>$]\s*)(?:sh(?:ow)?\s+(?:ip\s+)?(?:arp|mac(?:-address-table|\s+address-table)?)\b|arp\s+-[anv]|ip\s+(?:-4\s+)?n(?:eigh)?\b|"
    r"get\s+sys(?:tem)?\s+arp)"
)
_HEADING = re.compile(
    r"(?im)^\s*(?:Protocol\s+Address\s+Age|Address\s+(?:HWtype|Age|Hardware)|IP ?(?:v4)? ?address\s+(?:MAC|HW|LL|Hardware) ?address|Mac Address Table|"
    r"(?:\*\s*)?Vlan\s+(?:Mac|Port)|Unicast Entries|Internet Address\s+Physical Address|インターネット ?アドレス\s+物理アドレス|"
    r"(?:Interface|インターフェイス|インターフェース):\s*\d+\.|インタフェース\s+IPアドレス|Switch-Ports|MAC address\s+(?:Port|Interface|Vlan))"
)
_LINUX = re.compile(r"\sdev\s+\S+\s+lladdr\s|\)\s+at\s+[0-9a-fA-F:]{11,17}\s")
_OWN_ADDRESS = re.compile(r"^(?:Interface|インターフェイス|インターフェース):\s*(\d+\.\d+\.\d+\.\d+)\s+---\s+(\S+)", re.IGNORECASE)
_PROMPT = re.compile(r"^\s*([A-Za-z0-9_][\w.-]{0,62})(?:\s?\([^()]*\))?\s?[#>]\s*(?:sh(?:ow)?|get)\s+(?:ip\s+)?(?:sys\w*\s+)?(?:arp|mac)", re.IGNORECASE)
_SHELL = re.compile(r"^\s*[A-Za-z]:\\[^>]*>\s*arp\b|^\s*\S*[$#]\s*arp\b", re.IGNORECASE)
_CLOCK = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?\s+\w{2,5}\s+\w{3}\s+(\w{3})\s+(\d{1,2})\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNNAMED = re.compile(r"switch|router|awplus|yamaha|fortigate|hostname|localhost|(?:rtx|nvr|swx|ix|fgt)\d+\w*", re.IGNORECASE)
_DYNAMIC = re.compile(r"動的|dynamic", re.IGNORECASE)
_PORTS_OF_ONE = 1  # cards behind a port that leads to one machine
_LINKS_AT_MOST = 4


@dataclass
class _Tables:
    """What one file holds."""

    lines: list[CardLine] = field(default_factory=list)
    owner: str | None = None  # name of the device, from its prompt
    own_addresses: dict[str, tuple[int, str]] = field(default_factory=dict)  # of a PC: address -> line, interface
    talking: set[str] = field(default_factory=set)  # of those addresses, where somebody answered
    runs: int = 0
    day: date | None = None


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is a pasted ARP or MAC table, from 0 to 1."""
    text = (file.text if file.data[:2] in (b"\xff\xfe", b"\xfe\xff") else readable_part(file)) or ""
    head = text[:_HEAD]
    filled = [line for line in config_lines(head) if line.text and not is_ruler(line.text)][:500]
    if not filled or sum("," in line.text for line in filled) * 3 > len(filled):
        return 0.0
    found = sum(1 for line in filled if mentions_card(line.text))
    known = bool(_ASKED.search(head) or _HEADING.search(head) or _LINUX.search(head))
    if not any(card_line(line) for line in filled) or found * 10 < len(filled) * (2 if known else 8):
        return 0.0
    if known:
        return 0.93
    return 0.65 if found >= _LEAST else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read all lines.

    Raises:
        InputError: no text in a known encoding, or no line with a card in it.
    """
    tables = _tables(config_lines(text_of(file, NAME)), file.text or "", today)
    if not tables.lines and not tables.own_addresses:
        raise InputError(
            Text(
                ja=f"{file.name} にMACアドレスの並んだ行が見つかりません。show ip arp や arp -a の結果をそのまま貼り付けてください。",
                en=f"{file.name} has no lines with MAC addresses. Paste the output of show ip arp or arp -a as it is.",
            )
        )
    whole = Source(kind=KIND, file=file.name, as_of=tables.day)
    sightings, problems = _sightings(tables, whole)
    limit = file.limits.rows
    if len(sightings) > limit:
        problems.append(_left_out(whole, len(sightings) - limit, file.limits))
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(tables.lines)),
        sightings=tuple(sightings[:limit]),
        problems=tuple(problems),
    )  # fmt: skip


def _tables(lines: Sequence[ConfigLine], text: str, today: date) -> _Tables:
    tables = _Tables()
    written = text.split("\n")
    interface = ""
    for line in lines:
        raw = written[line.number - 1] if line.number <= len(written) else ""
        if match := _PROMPT.match(raw):
            named = None if _UNNAMED.fullmatch(match[1]) else host_name(match[1])
            tables.owner = tables.owner or named
        if _SHELL.match(raw):
            tables.runs += 1
        if match := _OWN_ADDRESS.match(line.text):
            interface = match[1]
            tables.own_addresses.setdefault(interface, (line.number, match[2]))
        elif (found := card_line(line)) is not None:
            tables.lines.append(found)
            if _DYNAMIC.search(line.text):
                tables.talking.add(interface)
        elif tables.day is None:
            tables.day = _day(line.text, today)
    return tables


def _day(text: str, today: date) -> date | None:
    """Return the day on a line: of a switch's clock, or as somebody wrote it; never one to come."""
    if match := _CLOCK.search(text):
        try:
            found = date(int(match[3]), 1 + _MONTHS.index(match[1].lower()), int(match[2]))
        except ValueError:
            return None
        return found if found <= today else None
    days = [day for day in dates_inside(text) if day.exactness == "day" and day.first <= today]
    return days[0].first if days else None


def _sightings(tables: _Tables, whole: Source) -> tuple[list[Sighting], list[Problem]]:
    shown = [line for line in tables.lines if line.address]
    hanging = {line.mac: line for line in tables.lines if not line.address and not line.own}
    alone = Counter(line.port for line in hanging.values())
    answers: dict[str, set[str]] = {}
    for line in shown:
        if not line.own:
            answers.setdefault(line.mac, set()).add(line.address)
    relays = sorted(mac for mac, addresses in answers.items() if len(addresses) > 1)
    own = {line.mac for line in tables.lines if line.own}
    sightings = _own(tables, whole)
    placed: set[str] = set()
    for line in {line.address: line for line in shown if not line.own}.values():
        card = "" if line.mac in relays or line.mac in own else known_card(line.mac)
        at = hanging.get(line.mac) if card else None
        placed.add(line.mac)
        sightings.append(_sighting(line, at, card, whole, alone))
    for mac, line in hanging.items():
        if mac not in placed and mac not in own and (card := known_card(mac)):
            sightings.append(_sighting(line, line, card, whole, alone))
    return sightings, [_relay(whole, mac, len(answers[mac])) for mac in relays]


def _sighting(line: CardLine, at: CardLine | None, card: str, whole: Source, alone: Counter[str]) -> Sighting:
    source = whole.model_copy(update={"line": line.line})
    notes = []
    if at is not None and at.port and alone[at.port] <= _PORTS_OF_ONE:
        vlan = f"(VLAN {at.vlan})" if at.vlan is not None else ""
        notes.append(f"接続口: {at.port}{vlan}")
    return Sighting(
        source=source,
        addresses=(line.address,) if line.address else (),
        macs=(card,) if card else (),
        notes=tuple(notes),
        last_seen=whole.as_of,
    )


def _own(tables: _Tables, whole: Source) -> list[Sighting]:
    """Return the device that was asked: its own lines are one machine, however many networks it stands in."""
    found: list[Sighting] = []
    lines = [line for line in tables.lines if line.own and line.address]
    cards = [card for line in tables.lines if line.own and (card := known_card(line.mac))]
    names = (tables.owner,) if tables.owner else ()
    if lines:
        found.append(_machine(tuple(line.address for line in lines), tuple(cards), names, lines[0].line, whole))
    # Where nobody answered is often the inside of a virtual machine or of a VPN, and no cable.
    addresses = [address for address in tables.own_addresses if address in tables.talking and usable(address)]
    interfaces = [tables.own_addresses[address][1] for address in addresses]
    one_run = tables.runs <= 1 and len(set(interfaces)) == len(interfaces) <= _LINKS_AT_MOST
    groups = [addresses] if one_run else [[address] for address in addresses]
    for group in groups:
        if group:
            found.append(_machine(tuple(group), (), (), tables.own_addresses[group[0]][0], whole))
    return found


def _machine(
    addresses: tuple[str, ...], cards: tuple[str, ...], names: tuple[str, ...], line: int, whole: Source
) -> Sighting:
    return Sighting(
        source=whole.model_copy(update={"line": line}),
        addresses=tuple(dict.fromkeys(addresses)),
        macs=tuple(dict.fromkeys(cards)),
        hostnames=names,
        notes=("この機器で採った表",),
        last_seen=whole.as_of,
    )


def _relay(whole: Source, mac: str, count: int) -> Problem:
    return problem(
        "note", "shared_mac", whole,
        Text(
            ja=f"{whole.file} では一つのMACアドレス {mac} が{count}個のアドレスで応答しています(ルータなどの代理応答、または複数のアドレスを持つ機器)。",
            en=f"In {whole.file} one card ({mac}) answers for {count} addresses (a relay, or a machine with several).",
        ),
        done=Text(
            ja="アドレスは使い、このMACアドレスはどの機器のものともしませんでした。",
            en="The addresses were used, the card was taken for nobody's.",
        ),
    )  # fmt: skip


def _left_out(whole: Source, count: int, limits: Limits) -> Problem:
    return problem(
        "warning", "rows_left_out", whole,
        Text(ja=f"{whole.file} は件数が上限を{count:,}件超えています。", en=f"{whole.file} is {count:,} entries over the limit."),
        done=over(Text(ja="上限までを使いました。", en="It was used up to the limit."), "rows", limits),
    )  # fmt: skip
