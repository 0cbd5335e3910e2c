"""A contract that pays for a line and a card that carries its maker's machine out make a mobile router; either alone does not."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest.mobile_line import with_mobile_lines
from inmori.model import Contract, Device, DeviceKind, Fact, Flow, Source, SourceKind, TextFact

PAPER = Source(kind=SourceKind.LEDGER, file="契約.xlsx", row=9)
WIRE = Source(kind=SourceKind.WIRE, file="eve.json")
HOP, ROBOT, CLOUD = "02:80:6d:01:02:03", "10.7.8.31", "203.0.113.140"


def device(number: int, ip: str, mac: str, *, kind: DeviceKind | None = None, note: str = "", vendor: str = "") -> Device:
    return Device(
        id=f"D{number}", addresses=(TextFact.of(ip, WIRE),), macs=(TextFact.of(mac, WIRE),), notes=(TextFact.of(note, PAPER),) if note else (),
        kind=Fact[DeviceKind].of(kind, PAPER) if kind else Fact[DeviceKind](), vendor=TextFact.of(vendor, PAPER) if vendor else TextFact(),
    )  # fmt: skip


def flow(dst: str = CLOUD, **more: Any) -> Flow:
    return Flow.model_validate({"src": ROBOT, "dst": dst, "protocol": "tcp", "port": 443, "connections": 3, "answered": True, "first_hop": HOP, "sources": (WIRE,), **more})


def contract(text: str, vendor: str = "アシストモーション株式会社") -> Contract:
    return Contract(id="C01", vendor=TextFact.of(vendor, PAPER), covers=("ロボット賃貸借",), note=TextFact.of(text, PAPER), sources=(PAPER,))


CASES: dict[str, tuple[dict[str, Any], bool]] = {
    "both papers": ({}, True),
    "the vendor on record": ({"note": "", "vendor": "アシストモーション㈱"}, True),
    "a line in other words": ({"text": "モバイル回線利用料を含む"}, True),
    "the contract pays for no line": ({"text": "消耗品を含む"}, False),
    "a word that only holds the letters": ({"text": "Simulator 一式"}, False),
    "another company's machine": ({"note": "東和電機 貸与"}, False),
    "the card has a kind": ({"kind": DeviceKind.L3_SWITCH}, False),
    "the card carries the house's own traffic": ({"also": flow("10.7.1.10")}, False),
    "nobody answered": ({"answered": False}, False),
    "no card was seen": ({"first_hop": None}, False),
}


@pytest.mark.parametrize("case", CASES)
def test_what_makes_a_mobile_router(case: str) -> None:
    more, wanted = CASES[case]
    robot = device(1, ROBOT, "02:0f:cf:00:00:01", note=more.get("note", "アシストモーション 貸与"), vendor=more.get("vendor", ""))
    card = device(2, "10.7.8.253", HOP, kind=more.get("kind"))
    flows = [flow(**{key: more[key] for key in ("answered", "first_hop") if key in more}), *([more["also"]] if "also" in more else [])]
    made = with_mobile_lines([robot, card], flows, [contract(more.get("text", "通信費(SIM)は賃借料に含む"))])
    assert made[0] == robot
    assert (made[1].kind.value is DeviceKind.MOBILE_ROUTER) is wanted
    if wanted:
        assert (made[1].vendor.value, made[1].kind.sources) == ("アシストモーション株式会社", (PAPER,))
