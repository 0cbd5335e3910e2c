"""At least one good file for every reader: what is mangled, what is put into one folder, what meets its limits.

A reader without one fails ``tests/architecture/test_reader_pages.py``. Whoever adds a reader names its good file
``GOOD_FILE`` (bytes) in ``test_<format>.py``; further ones, where layouts differ much, are listed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from inmori.ingest.readers import shipped_readers
from tests.ingest import (
    test_ad_computers,
    test_arp_table,
    test_asset_tool_csv,
    test_contract_workbook,
    test_csvde,
    test_cyclonedx,
    test_dhcp_leases,
    test_disclosure,
    test_fortios,
    test_gear_files,
    test_interview,
    test_ldif,
    test_ledger_workbook,
    test_nfdump_csv,
    test_nmap_xml,
    test_pcap,
    test_suricata_eve,
    test_tshark_fields,
    test_zeek_conn,
    test_zeek_other,
)
from tests.ingest.made_office import ods, xls, xlsb, xlsx


@dataclass(frozen=True)
class GoodFile:
    """One file and the format of the reader it is for."""

    format: str
    name: str
    data: bytes


def _nmap() -> str:
    inside = test_nmap_xml.script("smb-os-discovery", os="Windows 7 Professional", fqdn="a.kita.example")
    inside += test_nmap_xml.script("nbstat", "NetBIOS name: A, NetBIOS MAC: d0:17:c2:8b:a6:06")
    inside = f"<hostscript>{inside}</hostscript>" + test_nmap_xml.guess("Windows 10", 99)
    first = test_nmap_xml.host("10.60.0.5", mac="D0:17:C2:8B:A6:07", name="a.example", inside=inside)
    return test_nmap_xml.scan(first + test_nmap_xml.host("10.60.0.6", mac="D0:17:C2:8B:A6:08", name="b.example"))


def _lists() -> Mapping[str, GoodFile]:
    ledger = {"台帳": test_ledger_workbook.MERGED, "PC": test_ledger_workbook.SIMPLE}
    contracts = {"契約": test_contract_workbook.CONTRACTS, "接続": test_contract_workbook.REMOTE}
    tool = test_asset_tool_csv.lines
    usual = test_asset_tool_csv.USUAL
    simple = test_ledger_workbook.SIMPLE
    return {
        "ledger": GoodFile("ledger_workbook", "機器台帳.xlsx", xlsx(ledger, merges={"台帳": test_ledger_workbook.MERGES})),
        "ledger xls": GoodFile("ledger_workbook", "旧台帳.xls", xls(simple)),
        "ledger xlsb": GoodFile("ledger_workbook", "台帳2.xlsb", xlsb(simple)),
        "ledger ods": GoodFile("ledger_workbook", "台帳3.ods", ods(simple)),
        "contracts": GoodFile("contract_workbook", "契約一覧.xlsx", xlsx(contracts)),
        "asset tool": GoodFile("asset_tool_csv", "端末一覧.csv", tool(usual).encode("cp932")),
        "asset tool utf-16": GoodFile("asset_tool_csv", "端末一覧.tsv", tool(usual, "\t").encode("utf-16")),
        "asset tool in a workbook": GoodFile("asset_tool_csv", "端末一覧.xlsx", xlsx({"端末": usual})),
        "directory": GoodFile("ad_computers", "ad_computers.csv", test_ad_computers.POWERSHELL.encode()),
        "interview": GoodFile("interview", "聞き取り票.yaml", test_interview.JAPANESE.encode()),
        "MDS2": GoodFile("disclosure", "MDS2.xlsx", xlsx({"MDS2": test_disclosure.MDS2_2019})),
        **{
            f"disclosure {name}": GoodFile("disclosure", f"開示書{number}.xlsx", xlsx({"回答": case[0]}))
            for number, (name, case) in enumerate(sorted(test_disclosure.FORMS.items()))
        },
    }


def _directories() -> Mapping[str, GoodFile]:
    csvde = "\n".join(
        [
            test_csvde.HEADING,
            test_csvde.line("PC-1", description=test_csvde.hexadecimal("予備")),
            test_csvde.line("PC-2"),
        ]
    )
    parts = json.dumps(test_cyclonedx.document(), ensure_ascii=False)
    return {
        "nmap": GoodFile("nmap_xml", "scan.xml", _nmap().encode()),
        "ldif": GoodFile("ldif", "ad.ldf", test_ldif.LDAPSEARCH.encode()),
        "ldif of two": GoodFile("ldif", "ad2.ldf", (test_ldif.entry("PC-1") + "\n" + test_ldif.entry("PC-2")).encode()),
        "csvde": GoodFile("csvde", "csvde.csv", csvde.encode()),
        "table of a core switch": GoodFile("arp_table", "mac.txt", test_arp_table.CATALYST.encode()),
        "parts": GoodFile("cyclonedx", "bom.json", parts.encode()),
        "parts xml": GoodFile("cyclonedx", "bom.xml", test_cyclonedx.XML.encode()),
        **{
            f"leases {name}": GoodFile("dhcp_leases", f"leases{number}.txt", case[0].encode("cp932"))
            for number, (name, case) in enumerate(sorted(test_dhcp_leases.CASES.items()))
        },
        **{
            f"table {name}": GoodFile("arp_table", f"arp{number}.txt", case[0].encode())
            for number, (name, case) in enumerate(sorted(test_arp_table.TABLES.items()))
            if name != "three lines and no heading"
        },
    }


def _wire() -> Mapping[str, GoodFile]:
    records = test_zeek_conn.day_of_traffic(5, 6)
    events = [record for record, *_ in test_suricata_eve.TOLD.values()]
    events += [record for record, _ in test_suricata_eve.FLOWS.values()]
    path, item, _ = next(iter(test_zeek_other.LOGS.values()))
    items = [{**item, "uid": f"C{number}", "id.orig_p": 50_000 + number} for number in range(8)]
    talk = [{**row, "tcp.srcport": "50777"} if row.get("tcp.srcport") == "50001" else row for row in test_tshark_fields.TALK]
    ask = [test_nfdump_csv.old("10.7.1.20", 50_000 + number, "10.7.2.5", 445) for number in range(5)]
    return {
        "conn": GoodFile("zeek_conn", "conn.log", test_zeek_conn.tsv(records)),
        "conn json": GoodFile("zeek_conn", "conn.json", test_zeek_conn.jsonl(records)),
        "pcap": GoodFile("pcap", "mirror.pcap", test_pcap.pcap(test_pcap.MIXED)),
        "pcapng": GoodFile("pcap", "mirror.pcapng", test_pcap.pcapng(test_pcap.MIXED)),
        "zeek": GoodFile("zeek_other", "zeek.log", test_zeek_other.tsv(path, *items)),
        "zeek json": GoodFile("zeek_other", "zeek.json", test_zeek_other.jsonl(path, *items)),
        "eve": GoodFile("suricata_eve", "eve.json", test_suricata_eve.lines(*events)),
        "tshark": GoodFile("tshark_fields", "tshark.tsv", test_tshark_fields.table(test_tshark_fields.TALK + talk)),
        "nfdump": GoodFile("nfdump_csv", "nfdump.csv", test_nfdump_csv.text(test_nfdump_csv.OLD, *ask)),
        "nfdump packed": GoodFile("nfdump_csv", "nfdump.csv.gz", test_nfdump_csv.LAYOUTS["gzipped"]),
    }


def _gear() -> Mapping[str, GoodFile]:
    fortios = {
        path.name: GoodFile("fortios", path.name, path.read_bytes()) for path in sorted(test_fortios.FILES.iterdir())
    }
    others = {
        name: GoodFile(module.FORMAT, name, (test_gear_files.FILES / name).read_bytes())
        for name, module in test_gear_files.OWN.items()
    }
    return {**fortios, **others}


_LISTED: Mapping[str, GoodFile] = {**_lists(), **_directories(), **_wire(), **_gear()}


def _others() -> Mapping[str, GoodFile]:
    """Good files of readers that are not listed here, out of their own tests."""
    listed = {file.format for file in _LISTED.values()}
    found = {}
    for format_id in sorted({reader.FORMAT for reader in shipped_readers()} - listed):
        if find_spec(f"tests.ingest.test_{format_id}") is None:
            continue
        data = getattr(import_module(f"tests.ingest.test_{format_id}"), "GOOD_FILE", None)
        if data is not None:
            found[format_id] = GoodFile(format_id, f"{format_id}.dat", data)
    return found


GOOD: Mapping[str, GoodFile] = {**_LISTED, **_others()}


def of_format(format_id: str) -> tuple[GoodFile, ...]:
    """Return the good files of one reader."""
    return tuple(file for file in GOOD.values() if file.format == format_id)
