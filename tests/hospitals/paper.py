"""What the invented hospitals are written with: machines, their true state of support, and files of fixed bytes.

A hospital is invented once (machines, rules, leaks) and written twice: as the evidence it would hand over, in its own
habits, and as ``truth.json`` in the neutral form of the sample's scorer. Nothing of the product is imported here.
"""

from __future__ import annotations

import io
import ipaddress
import json
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

TODAY = date(2026, 11, 24)
STAMP = (2026, 11, 1, 9, 0, 0)

# True product -> last day of support ("" = still supported), from the public tables in shared/data/eol.json.
SUPPORT = {
    "Windows XP": "2014-04-08", "Windows 7": "2020-01-14", "Windows 8.1": "2023-01-10", "Windows 10 22H2": "2025-10-14",
    "Windows 10 21H1": "2022-12-13", "Windows 10 LTSB 2016": "2026-10-13", "Windows 10 LTSC 2019": "", "Windows 10 LTSC 2021": "",
    "Windows 11 Pro 22H2": "2024-10-08", "Windows 11 Pro 23H2": "2025-11-11", "Windows 11 Pro 24H2": "2026-10-13",
    "Windows 11 Pro 25H2": "", "Windows 11 Enterprise 24H2": "", "Windows Server 2008 R2": "2020-01-14",
    "Windows Server 2012": "2023-10-10", "Windows Server 2012 R2": "2023-10-10", "Windows Server 2016": "", "Windows Server 2019": "",
    "Windows Server 2022": "", "Windows Server 2025": "", "Windows Embedded Standard 7": "2020-10-13",
    "Ubuntu 18.04": "2023-05-31", "Ubuntu 20.04": "2025-05-31", "Ubuntu 22.04": "", "Ubuntu 24.04": "",
    "CentOS 7": "2024-06-30", "RHEL 9": "", "ESXi 6.7": "2022-10-15", "ESXi 8.0": "", "iPadOS 14": "2021-10-01", "iPadOS 26": "",
    "FortiOS 6.0": "2022-09-29", "FortiOS 6.4": "2024-09-30", "FortiOS 7.0": "2025-09-30", "FortiOS 7.2": "2026-09-30",
    "FortiOS 7.4": "", "FortiOS 7.6": "", "SQL Server 2014": "2024-07-09", "SQL Server 2019": "", "SQL Server 2022": "",
    "Oracle Database 11g": "2015-01-31", "Oracle Database 19c": "", "PostgreSQL 9.6": "2021-11-11", "PostgreSQL 16": "",
    "WS-C3750X": "2021-10-31", "Android 9": "2022-01-01", "PAN-OS 10.1": "2024-12-01",
}  # fmt: skip


@dataclass
class Machine:
    """One machine as it truly is; ``runs`` are true products, ``seen_in`` is filled while the papers are written."""

    id: str
    kind: str
    name: str
    host: str = ""
    ips: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    serial: str = ""
    asset: str = ""
    runs: tuple[str, ...] = ()
    certain: bool = True  # what the papers write of ``runs`` is enough to judge
    zone: str = ""  # only where no address tells it
    standalone: bool = False
    seen_in: list[str] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)
    note: str = ""

    def written(self, file: str, row: int | None = None, sheet: str = "") -> Machine:
        """Note that a paper mentions it."""
        if file not in self.seen_in:
            self.seen_in.append(file)
        if row is not None:
            self.rows.append((sheet, row))
        return self

    def support(self) -> dict[str, Any]:
        """Return its true support: "eol" when any product has ended, "unknown" when a product has no public table."""
        ended = [
            {"component": "product", "product": product, "end": SUPPORT[product], "reason": f"{product} {SUPPORT[product]}"}
            for product in self.runs
            if SUPPORT.get(product)
        ]
        known = bool(self.runs) and all(product in SUPPORT for product in self.runs)
        status = "eol" if ended else "supported" if known else "unknown"
        return {"status": status, "items": ended, "determinable": self.certain and status != "unknown"}

    def truth(self, zone_of: Callable[[str], str | None]) -> dict[str, Any]:
        """Return the neutral form."""
        zones = sorted({zone for ip in self.ips if (zone := zone_of(ip))}) or ([self.zone] if self.zone else [])
        if self.standalone:
            zones = ["standalone"]
        return {
            "id": self.id, "kind": self.kind, "name": self.name, "hostname": self.host or None, "ips": list(self.ips),
            "macs": list(self.macs), "serial": self.serial or None, "asset_no": self.asset or None,
            "zone": self.zone or (zones[0] if zones else None), "zones": zones, "os": " / ".join(self.runs) or None,
            "standalone": self.standalone, "discoverable": bool(self.seen_in), "discoverable_by": sorted(self.seen_in),
            "ledger_rows": [{"sheet": sheet, "row": row} for sheet, row in self.rows], "eol": self.support(), "aliases": {},
        }  # fmt: skip

    def stale_truth(self, reason: str) -> dict[str, Any]:
        """Return the neutral form of a machine that is gone."""
        return {
            "id": self.id, "hostname": self.host or None, "ips": list(self.ips), "macs": list(self.macs), "serial": self.serial or None,
            "asset_no": self.asset or None, "status": "retired", "reason": reason,
            "ledger_rows": [{"sheet": sheet, "row": row} for sheet, row in self.rows], "aliases": {},
        }  # fmt: skip


def zone_finder(zones: Sequence[Mapping[str, Any]]) -> Callable[[str], str | None]:
    """Return the function from an address to its zone's id."""
    nets = [(ipaddress.ip_network(net["cidr"]), zone["id"]) for zone in zones for net in zone["subnets"]]
    return lambda ip: next((zone for net, zone in nets if ipaddress.ip_address(ip) in net), None)


def zone(zone_id: str, name: str, *cidrs: str, closed: bool = False) -> dict[str, Any]:
    """Return one zone of the truth."""
    return {"id": zone_id, "name": name, "closed_by_intent": closed, "subnets": [{"name": zone_id, "label": name, "cidr": cidr} for cidr in cidrs]}


def leak(number: int, kind: str, title: str, strong: Sequence[str], weak: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """Return one leak of the truth."""
    return {"id": f"L{number:02d}", "kind": kind, "title": title, "src_zone": None, "port": None,
            "strong_keys": list(strong), "weak_keys": list(weak), **more}  # fmt: skip


def allowed(number: int, description: str, policy: int, src: str = "", dst: str = "") -> dict[str, Any]:
    """Return one crossing that somebody applied for."""
    return {"id": f"X{number:02d}", "description": description, "policy": policy, "src": src, "dst": dst}


def link(number: int, vendor: str, method: str, strong: Sequence[str], weak: Sequence[str] = (), *, listed: bool) -> dict[str, Any]:
    """Return one remote maintenance path."""
    return {"id": f"R{number:02d}", "vendor": vendor, "method": method, "in_contract_sheet": listed,
            "strong_keys": list(strong), "weak_keys": list(weak)}  # fmt: skip


class Numbers:
    """Serial numbers and MAC addresses that look like the maker's, always the same for one seed."""

    PREFIXES: ClassVar[dict[str, str]] = {"Dell": "b0:83:fe", "HP": "48:0f:cf", "富士通": "8c:73:6e", "NEC": "8c:df:9d", "Panasonic": "00:1b:d3", "QNAP": "24:5e:be",
                "Buffalo": "cc:e1:d5", "Fortinet": "90:6c:ac", "Yamaha": "00:a0:de", "Apple": "f0:18:98", "Epson": "00:00:48",
                "RICOH": "00:26:73", "Lenovo": "54:ee:75", "Camera": "00:80:45", "Synology": "00:11:32", "Cisco": "00:1b:54", "VM": "00:50:56"}  # fmt: skip

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def mac(self, maker: str) -> str:
        """Return a MAC address with the maker's prefix."""
        return ":".join([self.PREFIXES[maker], *(f"{self._random.randrange(256):02x}" for _ in range(3))])

    def serial(self, length: int = 8) -> str:
        """Return a serial number."""
        return "".join(self._random.choice("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(length))

    def pick(self, *choices: Any) -> Any:
        """Return one of the choices."""
        return self._random.choice(choices)

    def between(self, low: int, high: int) -> int:
        """Return a whole number."""
        return self._random.randint(low, high)


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = (), touch: Callable[[Any], None] | None = None) -> bytes:
    """Return a workbook of always the same bytes; ``touch`` may strike out cells, merge them, and so on."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    if touch is not None:
        touch(book)
    made = io.BytesIO()
    book.properties.creator, book.properties.created = "jimu", datetime(*STAMP)
    book.save(made)
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving here
                head, mark, rest = data.partition(b"<dcterms:modified")
                data = head + mark + b' xsi:type="dcterms:W3CDTF">2026-11-01T09:00:00Z' + rest[rest.index(b"</") :]
            new.writestr(zipfile.ZipInfo(name, STAMP), data, compress_type=zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def csv_text(rows: Sequence[Sequence[Any]], separator: str = ",") -> str:
    """Return rows as Excel saves them: CRLF, quotes only where needed."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in f'{separator}"\n') else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


def save(name: str, evidence: Mapping[str, bytes], truth: Mapping[str, Any], *, root: Path | None = None) -> Path:
    """Write one hospital under ``root`` (this folder) and return its folder."""
    folder = (root or Path(__file__).parent) / name
    papers = folder / "evidence"
    papers.mkdir(parents=True, exist_ok=True)
    for old in papers.iterdir():
        old.unlink()
    for file, data in evidence.items():
        (papers / file).write_bytes(data)
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (folder / "truth.json").write_text(text, "utf-8")
    return folder
