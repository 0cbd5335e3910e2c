"""Writes an invented hospital as the folder of files that it would hand over, so that the whole way can be judged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from inmori.ingest.flow_tally import JST
from inmori.ingest.reading import Sighting
from inmori.model import SourceKind
from tests.ingest.paper_hospital import WIRE_DAY, PaperHospital

INTERVIEW = """\
hospital:
  name: 架空ひばり病院
  beds: 96
it:
  staff_fte: 0.5
ehr:
  vendor: 北斗メディカル
  kind: on-prem
network:
  believes_clinical_network_closed: true
  guest_wifi: true
  segments_told:
    - {name: 電子カルテ系, cidr: 172.20.4.0/23}
    - {name: 事務系, cidr: 172.20.8.0/23}
    - {name: 部門システム, cidr: 172.20.12.0/24}
    - {name: 患者用Wi-Fi, cidr: 172.20.90.0/24}
"""

# Headings of another house than the sample's: order and words differ.
LEDGER_COLUMNS = ("番号", "品名", "コンピュータ名", "IPアドレス", "MACアドレス", "製造番号", "管理番号", "メーカー", "型番", "設置場所", "備考")
AGENT_COLUMNS = ("資産番号", "コンピュータ名", "IPアドレス", "MACアドレス", "シリアル番号", "OS名", "OSビルド", "メーカー", "型番", "最終接続日時")
AD_COLUMNS = ("Name", "OperatingSystem", "Enabled", "LastLogonDate", "IPv4Address", "DistinguishedName")


def write(hospital: PaperHospital, folder: Path) -> None:
    """Write the ledger, the agents' list, the directory, the interview and the traffic log into ``folder``."""
    by_file: dict[str, list[Sighting]] = {}
    for sighting in hospital.sightings():
        by_file.setdefault(sighting.source.file, []).append(sighting)
    write_ledger(by_file.get("台帳.xlsx", []), folder / "医療機器等台帳.xlsx")
    _write_csv(folder / "agents.csv", AGENT_COLUMNS, map(_agent, by_file.get("agents.csv", [])), "cp932")
    _write_csv(folder / "computers.csv", AD_COLUMNS, map(_computer, by_file.get("computers.csv", [])), "utf-8-sig")
    (folder / "hospital.yaml").write_text(INTERVIEW, "utf-8")
    wire = [sighting for sighting in hospital.sightings() if sighting.source.kind is SourceKind.WIRE]
    (folder / "conn.log").write_text(traffic(wire), "utf-8")


def write_ledger(rows: Iterable[Sighting], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheets: dict[str, int] = {}
    for sighting in rows:
        name = sighting.source.sheet or "PC"
        if name not in sheets:
            sheet = book.active if not sheets else book.create_sheet()
            assert sheet is not None
            sheet.title = name
            sheet.append([f"{name} 一覧", *[None] * 10])
            sheet.append(list(LEDGER_COLUMNS))
            sheets[name] = 2
        sheets[name] += 1
        sheet = book[name]
        facts = {key: value for key, (value, _) in sighting.facts.items()}
        sheet.append(
            [
                sheets[name] - 2, _noun(sighting), _first(sighting.hostnames), _first(sighting.addresses),
                _first(sighting.macs), _first(sighting.serials), _first(sighting.asset_numbers), facts.get("maker"),
                facts.get("model"), facts.get("department"), None,
            ]
        )  # fmt: skip
        if sighting.retired:
            for cell in sheet[sheets[name]]:
                cell.font = Font(strike=True)
    book.save(path)


def _noun(sighting: Sighting) -> str:
    kind = sighting.facts["kind"][0]
    return {"server": "業務サーバ", "client": "端末PC", "printer": "プリンタ", "modality": "超音波診断装置"}[kind.value]


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]], encoding: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def _agent(sighting: Sighting) -> list[str]:
    facts = {key: str(value) for key, (value, _) in sighting.facts.items()}
    return [
        _first(sighting.asset_numbers) or "", sighting.hostnames[0], sighting.addresses[0],
        sighting.macs[0].upper().replace(":", "-"), sighting.serials[0], "Windows 11 Pro", "10.0.26100",
        facts["maker"], facts["model"],
        _stamp(sighting.last_seen),
    ]  # fmt: skip


def _computer(sighting: Sighting) -> list[str]:
    name = sighting.hostnames[0].upper()
    system = "Windows Server 2022 Standard" if name.startswith("SV") else "Windows 11 Pro"
    where = f"CN={name},OU=PCs,DC=hibari,DC=local"
    return [name, system, "True", _stamp(sighting.last_seen), _first(sighting.addresses) or "", where]


def _stamp(day: date | None) -> str:
    return f"{day:%Y/%m/%d} 10:15:00" if day else ""


def traffic(wire: Iterable[Sighting], server: str = "172.20.4.10") -> str:
    """A conn.log in which every machine of ``wire`` asks ``server`` once; leased addresses are leased first."""
    start = datetime.combine(WIRE_DAY, time(9), tzinfo=JST).timestamp()
    fields = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service orig_bytes resp_bytes conn_state history resp_pkts"
    lines = ["#separator \\x09", "#path\tconn", "#fields\t" + "\t".join(fields.split())]
    for index, sighting in enumerate(wire):
        address, moment = sighting.addresses[0], f"{start + 3 * index:.6f}"
        if sighting.dhcp:
            lease = (moment, "C0", "172.20.4.1", "67", address, "68", "udp", "dhcp", "300", "0", "S0", "D", "0")
            lines.append("\t".join(lease))
        ask = (moment, "C1", address, "50123", server, "443", "tcp", "ssl", "500", "900", "SF", "ShADad", "4")
        lines.append("\t".join(ask))
    return "\n".join(lines) + "\n"
