"""Reads lists of DHCP leases: Windows (console, PowerShell, netsh), ISC dhcpd, Kea, dnsmasq and Yamaha routers.

They tell which cards had which addresses under which names: the bridge between a ledger's MACs and addresses on the
wire. What each server writes is in ``dhcp_table`` and ``dhcp_text``; what it means is in ``dhcp_lease``.
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.config_text import ConfigLine, config_lines, text_of
from inmori.ingest.delimited import looks_delimited, read_list, readable_part
from inmori.ingest.dhcp_lease import Lease, machines_of
from inmori.ingest.dhcp_table import lease_table, table_leases
from inmori.ingest.dhcp_text import text_reader
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.reading import Reading
from inmori.model import Evidence, SourceKind
from inmori.text import Text

FORMAT = "dhcp_leases"
KIND = SourceKind.EXPORT
NAME = Text(ja="DHCPの割当一覧", en="List of DHCP leases")

_HEAD = 65_536


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is a list of leases, from 0 to 1."""
    sure = _table_sureness(file)
    if sure:
        return sure
    text = (file.text if file.data[:2] in (b"\xff\xfe", b"\xfe\xff") else readable_part(file)) or ""
    return text_reader(_whole_lines(text[:_HEAD], cut=len(text) > _HEAD))[1]


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all leases.

    Raises:
        InputError: no text in a known encoding, or no lease in it.
    """
    leases, problems = _leases(file)
    if not leases:
        raise InputError(
            Text(
                ja=f"{file.name} にDHCPの割当(アドレスと機器の組)が見つかりません。",
                en=f"{file.name} holds no DHCP leases (pairs of address and machine).",
            )
        )
    book = machines_of(
        leases, file=file.name, words=KindWords(catalogue), today=today, limits=file.limits
    )
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(leases)),
        sightings=book.sightings,
        problems=(*problems, *book.problems),
    )  # fmt: skip


def _table_sureness(file: EvidenceFile) -> float:
    if not looks_delimited(file):
        return 0.0
    try:
        return lease_table(read_list(file)).sure
    except InputError:
        return 0.0


def _leases(file: EvidenceFile) -> tuple[list[Lease], tuple[Problem, ...]]:
    if _table_sureness(file):
        table = lease_table(read_list(file))
        return table_leases(table), table.found.problems
    lines = config_lines(text_of(file, NAME))
    reader, _ = text_reader(lines)
    return (reader(lines) if reader else []), ()


def _whole_lines(text: str, *, cut: bool) -> list[ConfigLine]:
    lines = config_lines(text)
    return lines[:-1] if cut else lines
