"""The router or switch itself as a machine, and the frame of a reading; the same for all vendors of network gear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Sighting
from inmori.model import DeviceKind, Evidence, Gateway, Source, SourceKind
from inmori.reach.routing import addresses_of

_HEX = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Box:
    """What a file says of the machine itself; "" where it does not tell."""

    kind: DeviceKind | None
    maker: str
    product: str  # the operating system, as Gateway.product
    hostname: str = ""
    model: str = ""
    version: str = ""
    serials: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    firmware: str = ""  # as people write it; empty: product and version
    facts: dict[str, tuple[object, Source]] = field(default_factory=dict)

    def label(self, file: EvidenceFile) -> str:
        """Return the host name, or the file's name when there is none."""
        return self.hostname or PurePosixPath(file.name).stem


def sighting_of(box: Box, gateways: Iterable[Gateway], source: Source) -> Sighting:
    """Return the machine itself as seen in its configuration."""
    cidrs = [cidr for gateway in gateways for item in gateway.interfaces for cidr in addresses_of(item)]
    facts: dict[str, tuple[object, Source]] = {**box.facts}
    if box.kind is not None:
        facts["kind"] = (box.kind, source)
    if box.maker:
        facts["maker"] = (box.maker, source)
    if box.model:
        facts["model"] = (box.model, source)
    if box.version:
        facts["firmware"] = (box.firmware or f"{box.product} {box.version}", source)
    return Sighting(
        source=source,
        addresses=tuple(dict.fromkeys(cidr.split("/")[0] for cidr in cidrs)),
        macs=tuple(dict.fromkeys(box.macs)),
        hostnames=(box.hostname.split(".")[0],) if box.hostname else (),
        serials=tuple(dict.fromkeys(box.serials)),
        facts=facts,
    )


def evidence_of(file: EvidenceFile, format_id: str, gateways: Iterable[Gateway]) -> Evidence:
    """Return the entry of a file in the list of evidence; records are rules and interfaces."""
    return Evidence(
        file=file.name,
        sha256=file.sha256,
        size=len(file.data),
        format=format_id,
        kind=SourceKind.CONFIG,
        records=sum(len(gateway.rules) + len(gateway.interfaces) for gateway in gateways),
    )


def mac_text(written: str) -> str | None:
    """Return a hardware address as the model writes it, from any vendor's spelling; None for what is none."""
    plain = re.sub(r"[.:\- ]", "", written.lower())
    if not _HEX.fullmatch(plain) or plain in ("000000000000", "ffffffffffff"):
        return None
    return ":".join(plain[index : index + 2] for index in range(0, 12, 2))
