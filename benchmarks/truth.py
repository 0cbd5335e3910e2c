"""How true is the map: writes Inmori's answer for any evidence folder in the neutral form of the sample's scorer.

    python benchmarks/truth.py examples/minato --answer answer.json
    python ../shared/samples/score.py ../shared/samples/minato/truth.json answer.json --detail

Nothing here knows the sample: the same script runs on any other folder.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.lifecycle import lifecycles
from inmori.diagnose import diagnose
from inmori.ingest import ingest
from inmori.intel import out_of_support
from inmori.model import Device, Hospital, TextFact, ZoneKind
from inmori.reach import CrossingKind, crossings

# Our kinds of crossing in the words of the neutral form.
LEAK_KINDS = {
    CrossingKind.ANY_RULE: "fw_temp_any",
    CrossingKind.PUBLISHED_SERVICE: "vip_rdp",
    CrossingKind.SSLVPN_PASSWORD_ONLY: "sslvpn_no_mfa",
    CrossingKind.SSLVPN_UNKNOWN_FACTOR: "sslvpn_no_mfa",  # the neutral form has no word for not knowing
    CrossingKind.VENDOR_BOX: "vendor_box",
    CrossingKind.REMOTE_TOOL: "remote_tool",
    CrossingKind.FILE_TO_INFO: "clin_file_to_info",
    CrossingKind.DUAL_HOMED_PC: "dual_homed_pc",
    CrossingKind.MOBILE_ROUTER: "lte_router",
    CrossingKind.CORE_BYPASS: "core_svi_bypass",
    CrossingKind.STALE_TUNNEL: "stale_vendor_tunnel",
    CrossingKind.DIRECT_ROUTER: "rtx_direct_clinical",
}
PROBLEM_CLASSES = {
    "info-1": "情報系-1",
    "info-2": "情報系-2",
    "closed-1": "閉域-1",
    "closed-2": "閉域-2",
    "closed-3": "閉域-3",
}


def values(facts: tuple[TextFact, ...]) -> list[str]:
    return [fact.value for fact in facts if fact.value]


def device_answer(hospital: Hospital, device: Device, support: bool | None) -> dict[str, Any]:
    kinds = [hospital.zone_kind(zone) for zone in device.zone_ids()]
    known = [kind.value for kind in kinds if kind is not ZoneKind.UNKNOWN]
    rows = {
        (record.source.sheet or "", record.source.row or record.source.line)  # a CSV has no sheet
        for record in device.records
        if record.source.kind == "ledger" and (record.source.row or record.source.line)
    }
    return {
        "id": device.id,
        "hostnames": values(device.hostnames),
        "ips": values(device.addresses),
        "macs": values(device.macs),
        "serials": values(device.serials),
        "asset_nos": values(device.asset_numbers),
        "ledger_rows": [{"sheet": sheet, "row": row} for sheet, row in sorted(rows)],
        "zone": known[0] if known else None,
        "zones": known,
        "status": "active" if device.in_use() else "retired",
        "eol": support,
    }


def answer_of(evidence: Path, catalogue: Catalogue, today: date) -> dict[str, Any]:
    hospital, _ = ingest(evidence, catalogue, today=today)
    table = lifecycles(catalogue)
    leaks = [crossing for crossing in crossings(hospital) if crossing.leak]
    return {
        "devices": [
            device_answer(hospital, device, out_of_support(device, lifecycles=table, today=today))
            for device in hospital.devices
        ],
        "leaks": [
            {
                "kind": LEAK_KINDS.get(leak.kind, leak.kind.value),
                "refs": list(leak.refs),
                "src_zone": leak.from_zone,
            }
            for leak in leaks
        ],
        "remote_links": [
            {
                "vendor": access.vendor.value,
                "method": access.method.value.value if access.method.value else None,
                "refs": [*access.refs, *([access.peer.value] if access.peer.value else [])],
            }
            for access in hospital.remote_accesses
        ],
        "findings": [
            {
                "class": PROBLEM_CLASSES[finding.problem_class],
                "key": finding.check.rsplit("/", 1)[-1],
                "refs": [*finding.refs, *finding.device_ids],
            }
            for finding in diagnose(hospital, catalogue, today=today).findings
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("evidence", type=Path)
    parser.add_argument("--answer", type=Path, required=True)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24))
    options = parser.parse_args()
    answer = answer_of(options.evidence, load_catalogue(), options.today)
    options.answer.write_text(json.dumps(answer, ensure_ascii=False, indent=1), "utf-8")
    counts = {part: len(entries) for part, entries in answer.items()}
    print(f"{options.answer}: {counts}", file=sys.stderr)


if __name__ == "__main__":
    main()
