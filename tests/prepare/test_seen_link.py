"""Links between systems: only answered traffic between machines of two systems is one."""

from __future__ import annotations

from inmori.model import Device, Flow, Hospital, System, SystemKind, TextFact
from inmori.prepare.seen_link import SeenLink, seen_links


def device(number: int) -> Device:
    return Device(id=f"d{number}", addresses=(TextFact(value=f"10.0.0.{number}"),))


def flow(src: int, dst: int, *, answered: bool = True, service: str | None = "hl7", connections: int = 1) -> Flow:
    return Flow(
        src=f"10.0.0.{src}", dst=f"10.0.0.{dst}", protocol="tcp", port=2575, service=service, answered=answered,
        connections=connections,
    )  # fmt: skip


def hospital(*flows: Flow) -> Hospital:
    return Hospital(
        devices=tuple(device(number) for number in range(1, 5)),
        systems=(
            System(id="ehr", kind=SystemKind.EHR, device_ids=("d1", "d2")),
            System(id="lis", kind=SystemKind.LIS, device_ids=("d3",)),
        ),
        flows=flows,
    )


def test_links_are_added_up_by_pair_and_direction() -> None:
    made = seen_links(hospital(flow(1, 3, connections=2), flow(2, 3, connections=3, service=None), flow(3, 1)))
    assert made == (
        SeenLink(asks="ehr", answers="lis", services=("hl7", "tcp/2575"), connections=5),
        SeenLink(asks="lis", answers="ehr", services=("hl7",), connections=1),
    )


def test_what_was_not_answered_or_stays_within_one_system_is_no_link() -> None:
    assert seen_links(hospital(flow(1, 3, answered=False), flow(1, 2), flow(4, 3), flow(3, 9))) == ()
