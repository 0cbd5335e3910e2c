"""What is cut: backups first, then ways in from the most exposed, then lines, then segments; gaps stay visible."""

from __future__ import annotations

from inmori.model import (
    Device,
    DeviceStatus,
    Fact,
    Hospital,
    RemoteAccess,
    RemoteMethod,
    System,
    SystemKind,
    YesNo,
)
from inmori.prepare.cut_order import cuts_of
from tests.comply.house import text
from tests.report.example_documents import small_hospital


def test_an_empty_hospital_still_has_the_order_with_lines_to_fill_in() -> None:
    cuts = cuts_of(Hospital())
    assert [one.kind for one in cuts] == ["backup", "remote", "line", "segment"]
    assert not any(one.known for one in cuts)
    assert [one.order for one in cuts] == [1, 2, 3, 4]


def test_the_kinds_always_come_in_the_official_order() -> None:
    kinds = [one.kind for one in cuts_of(small_hospital())]
    rank = ["backup", "remote", "line", "segment"]
    assert kinds == sorted(kinds, key=rank.index)


def test_backup_machines_in_use_are_named_and_retired_ones_are_not() -> None:
    gone = Fact[DeviceStatus].of(DeviceStatus.RETIRED)
    devices = (Device(id="D1", name=text("NAS-1号")), Device(id="D2", name=text("古いテープ"), status=gone))
    backup = System(id="backup", kind=SystemKind.BACKUP, device_ids=("D1", "D2", "D9"))
    found = [one.where.ja for one in cuts_of(Hospital(devices=devices, systems=(backup,))) if one.kind == "backup"]
    assert found == ["NAS-1号 のLANケーブルを抜く"]


def test_ways_in_are_cut_from_the_most_exposed_and_ended_ones_left_out() -> None:
    def way(number: int, method: RemoteMethod | None, **more: object) -> RemoteAccess:
        fact = Fact[RemoteMethod].of(method) if method else Fact[RemoteMethod]()
        return RemoteAccess(id=f"R{number}", vendor=text(f"会社{number}"), method=fact, product=text("箱"), **more)  # type: ignore[arg-type]

    ways = (
        way(1, RemoteMethod.IPSEC_ROUTER), way(2, None), way(3, RemoteMethod.RDP_PORT_FORWARD),
        way(4, RemoteMethod.SSLVPN, ended=YesNo.of(True)), way(5, RemoteMethod.SSLVPN, enabled=False), way(6, RemoteMethod.SSLVPN),
    )  # fmt: skip
    found = [one.what.ja.split("(")[0] for one in cuts_of(Hospital(remote_accesses=ways)) if one.kind == "remote"]
    assert found == ["遠隔保守: 会社3", "遠隔保守: 会社6", "遠隔保守: 会社1", "遠隔保守: 会社2"]


def test_a_remote_tool_is_cut_at_the_machine_it_runs_on() -> None:
    pc = Device(id="D1", name=text("読影端末"), hostnames=(text("VIEW01"),))
    tool = RemoteAccess(id="R1", method=Fact[RemoteMethod].of(RemoteMethod.REMOTE_TOOL), product=text("AnyDesk"), refs=("view01",))
    cut = next(one for one in cuts_of(Hospital(devices=(pc,), remote_accesses=(tool,))) if one.kind == "remote")
    assert pc.label() in cut.where.ja
    assert cut.known
