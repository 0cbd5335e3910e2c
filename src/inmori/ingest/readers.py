"""The readers, and the choice of the one that fits a file best by what is in it (never by its name alone).

A reader is a module with ``FORMAT`` (its id), ``KIND`` (of evidence), ``NAME`` (for people), ``recognise`` and
``read``; adding a kind of evidence is one file and one line here. One that takes what it reads from
``EvidenceFile.open`` and not from ``data`` says ``STREAMS = True`` and is given files of any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from inmori.catalogue.loader import Catalogue
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.model import SourceKind
from inmori.text import Text

SURE_ENOUGH = 0.6  # below this a file counts as unrecognised


class Reader(Protocol):
    """What every reader module offers."""

    FORMAT: str
    KIND: SourceKind
    NAME: Text

    def recognise(self, file: EvidenceFile) -> float:
        """Return how sure it is (0 to 1) that the file is of its kind; never raises."""
        ...

    def read(self, file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
        """Read the file.

        Raises:
            InputError: the file cannot be used at all.
        """
        ...


@dataclass(frozen=True, slots=True)
class Recognition:
    """The reader that fits best and how well; ``reader`` is ``None`` when none fits well enough."""

    reader: Reader | None
    score: float
    failed: tuple[str, ...] = ()  # readers that broke while looking: our fault, to be told


def streams(reader: Reader) -> bool:
    """Whether ``reader`` reads a file from disk piece by piece, so that its size does not matter."""
    return bool(getattr(reader, "STREAMS", False))


def shipped_readers() -> tuple[Reader, ...]:
    """Return the readers in order of preference among equals."""
    from inmori.ingest import (
        ad_computers,
        alliedware_plus,
        arp_table,
        asset_tool_csv,
        cisco_ios,
        code_table,
        contract_workbook,
        csvde,
        cyclonedx,
        dhcp_leases,
        disclosure,
        exercise_record,
        fortios,
        interview,
        ldif,
        ledger_workbook,
        linux_filter,
        nec_ix,
        nfdump_csv,
        nmap_xml,
        panos,
        pcap,
        suricata_eve,
        tshark_fields,
        yamaha_rtx,
        zeek_conn,
        zeek_other,
    )

    gear = (fortios, yamaha_rtx, cisco_ios, nec_ix, alliedware_plus, panos, linux_filter)
    wire = (zeek_conn, zeek_other, pcap, suricata_eve, nfdump_csv, tshark_fields)
    lists = (ledger_workbook, contract_workbook, asset_tool_csv, disclosure, code_table, exercise_record)
    directories = (csvde, ldif, ad_computers, dhcp_leases, arp_table)
    others = (nmap_xml, cyclonedx, interview)
    modules = (*gear, *wire, *lists, *directories, *others)
    return tuple(cast(Reader, module) for module in modules)


def recognise(file: EvidenceFile, readers: Sequence[Reader]) -> Recognition:
    """Return the reader with the best score of at least :data:`SURE_ENOUGH`.

    Of a file that is too large for memory, only the readers that stream are asked.
    """
    best: Reader | None = None
    best_score = 0.0
    failed: list[str] = []
    for reader in readers:
        if not (file.whole or streams(reader)):
            continue
        try:
            score = reader.recognise(file)
        except Exception:  # a stranger's file must not stop the reading of the others
            failed.append(reader.FORMAT)
            continue
        if score > best_score:
            best, best_score = reader, score
    return Recognition(reader=best if best_score >= SURE_ENOUGH else None, score=best_score, failed=tuple(failed))
