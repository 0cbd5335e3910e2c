"""Reads nmap scans (-oX), unfinished ones too: which machines answered, under which names, and what they listen on.

Inmori never scans by itself, because a scan can stop a medical instrument; it only reads what somebody else did.
Guessed hosts (``hosthint``) and silent addresses are no machines, and the card of a router is nobody else's.
"""

import re
from collections import Counter
from datetime import date
from typing import Any

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.epoch_day import day_of_epoch
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.limits import Limits, over
from inmori.ingest.nmap_host import ScannedHost, scanned_host
from inmori.ingest.person_word import device_name
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import problem
from inmori.ingest.xml_stream import XmlStream
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "nmap_xml"
KIND = SourceKind.EXPORT
NAME = Text(ja="nmapの走査結果(XML)", en="Nmap scan (XML)")

_HEAD = 8192
_NAMES_KEPT = 3
_MARK = re.compile(r"<nmaprun[\s>]")
_ADDRESS = re.compile(r'<address\s[^>]*?addr="([\d.]+)"')


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is nmap's XML, from 0 to 1."""
    wide = file.data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = (file.text or "")[:_HEAD] if wide else file.data[:_HEAD].decode("latin-1")
    found = _MARK.search(head)
    return 0.98 if found and head.lstrip("\ufeffï»¿ \t\r\n").startswith("<") else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read all hosts that answered.

    Raises:
        InputError: no XML of nmap, or XML that cannot be read safely.
    """
    stream = XmlStream(file)
    hosts: dict[str, ScannedHost] = {}
    left_out = 0
    for element in stream.elements("host"):
        started = day_of_epoch(stream.root.get("start")) if stream.root is not None else None
        host = scanned_host(element, started)
        if host is None:
            continue
        if host.address in hosts:
            hosts[host.address].take(host)
        elif len(hosts) < file.limits.rows:
            hosts[host.address] = host
        else:
            left_out += 1
    if stream.root is None or stream.root.tag != "nmaprun":
        raise _no_scan(file)
    whole = Source(kind=KIND, file=file.name)
    problems = [_cut(whole, len(hosts))] if stream.cut else []
    problems += [_left_out(whole, left_out, file.limits)] if left_out else []
    problems += _drop_shared(hosts, whole)
    lines = _lines(file)
    sightings = tuple(_sighting(legs, file.name, lines.get(legs[0].address)) for legs in _machines(hosts))
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(sightings)),
        sightings=sightings,
        problems=tuple(problems),
    )  # fmt: skip


def _machines(hosts: dict[str, ScannedHost]) -> list[list[ScannedHost]]:
    """Put the addresses of one machine together: a name in a domain belongs to one machine only."""
    machines: dict[str, list[ScannedHost]] = {}
    for address, host in hosts.items():
        machines.setdefault(host.member or address, []).append(host)
    return list(machines.values())


def _sighting(legs: list[ScannedHost], file: str, line: int | None) -> Sighting:
    host = legs[0]
    addresses = tuple(leg.address for leg in legs)
    for leg in legs[1:]:
        host.take(leg)
    source = Source(kind=KIND, file=file, line=line, as_of=host.seen)
    guess = source.model_copy(update={"kind": SourceKind.DERIVED})
    facts: dict[str, tuple[Any, Source]] = {name: (value, source) for name, value in host.sure.items()}
    for name, value in host.hints.items():
        facts.setdefault(name, (value, guess))
    return Sighting(
        source=source,
        addresses=addresses,
        macs=tuple(dict.fromkeys((*host.own_macs, *host.macs))),
        hostnames=_names(host),
        facts=facts,
        notes=host.remarks(),
        last_seen=host.seen,
        weak_protocols=tuple(sorted(host.weak)),
    )


def _names(host: ScannedHost) -> tuple[str, ...]:
    """Return the names, what the machine says of itself first; one name in two spellings counts once."""
    spelled = {name.lower(): name for name in reversed((*host.own_names, *host.names)) if device_name(name)}
    return tuple(reversed(spelled.values()))[:_NAMES_KEPT]


def _drop_shared(hosts: dict[str, ScannedHost], whole: Source) -> list[Problem]:
    """Take away cards that answer for several addresses (a router answers for those behind it) and shared names."""
    cards = Counter(mac for host in hosts.values() for mac in dict.fromkeys(host.macs))
    names = Counter(name.lower() for host in hosts.values() for name in dict.fromkeys(host.names))
    shared = sorted(mac for mac, count in cards.items() if count > 1)
    for host in hosts.values():
        far = host.hops is not None and host.hops > 1
        host.macs = [mac for mac in host.macs if cards[mac] == 1 and not far]
        host.names = [name for name in host.names if names[name.lower()] == 1]
    return [_shared(whole, mac, cards[mac]) for mac in shared]


def _lines(file: EvidenceFile) -> dict[str, int]:
    """Return the line on which each address stands first, for people who look it up."""
    found: dict[str, int] = {}
    text = file.text or ""
    line, position = 1, 0
    for match in _ADDRESS.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        found.setdefault(match[1], line)
    return found


def _no_scan(file: EvidenceFile) -> InputError:
    return InputError(
        Text(
            ja=f"{file.name} はnmapの走査結果(XML)として読めません。-oX で出力したファイルを渡してください。",
            en=f"{file.name} cannot be read as an nmap scan. Please hand over the file written with -oX.",
        )
    )


def _cut(whole: Source, hosts: int) -> Problem:
    return problem(
        "warning", "cut_off", whole,
        Text(ja=f"{whole.file} は走査の途中で終わっています。", en=f"{whole.file} ends in the middle of the scan."),
        done=Text(ja=f"そこまでに応答のあった{hosts:,}台を使いました。", en=f"The {hosts:,} hosts up to there were used."),
    )  # fmt: skip


def _left_out(whole: Source, count: int, limits: Limits) -> Problem:
    return problem(
        "warning", "rows_left_out", whole,
        Text(ja=f"{whole.file} は機器の数が上限を{count:,}台超えています。", en=f"{whole.file} is {count:,} hosts over the limit."),
        done=over(Text(ja="上限までを使いました。", en="It was used up to the limit."), "rows", limits),
    )  # fmt: skip


def _shared(whole: Source, mac: str, count: int) -> Problem:
    return problem(
        "note", "shared_mac", whole,
        Text(
            ja=f"{whole.file} では一つのMACアドレス {mac} が{count}個のアドレスで応答しています(ルータなどの代理応答と思われます)。",
            en=f"In {whole.file} one card ({mac}) answers for {count} addresses (probably a router answers for others).",
        ),
        done=Text(ja="このMACアドレスは、どの機器のものともしませんでした。", en="It was taken for nobody's card."),
    )  # fmt: skip
