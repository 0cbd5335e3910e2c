"""A small hospital that needs every measure of the catalogue, and the ground it stands on: built by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from inmori.model import (
    Backup,
    BackupMedium,
    Contract,
    Controls,
    Count,
    DateFact,
    Device,
    DeviceKind,
    Fact,
    Flow,
    Gateway,
    Hospital,
    Hosting,
    Network,
    Patching,
    RemoteAccess,
    RemoteMethod,
    Segmentation,
    Source,
    SourceKind,
    Staff,
    System,
    SystemKind,
    TextFact,
    Vendor,
    Watch,
    WeakProtocol,
    YesNo,
    Zone,
    ZoneKind,
)
from inmori.model.gateway import (
    Action,
    AddressSet,
    Administrator,
    Interface,
    PortSpan,
    Publication,
    Rule,
    ServiceSet,
    Tunnel,
)
from inmori.model.provenance import Amount
from inmori.plan.ground import Ground
from inmori.plan.traffic import traffic_of
from inmori.reach.crossing_kind import Crossing, CrossingKind

TODAY = date(2026, 11, 24)
TOLD = Source(kind=SourceKind.TOLD, file="interview.yaml")
CONFIG = Source(kind=SourceKind.CONFIG, file="gate.conf", line=1)
ANYWHERE = AddressSet(ranges=(("0.0.0.0", "255.255.255.255"),), names=("all",))


DEPARTMENTS = (
    SystemKind.LIS,
    SystemKind.RIS,
    SystemKind.NUTRITION,
    SystemKind.NURSING_SHIFT,
    SystemKind.HEALTH_CHECK,
    SystemKind.DIRECTORY,
)


def told(value: Any, kind: Any = TextFact) -> Any:
    return kind.of(value, TOLD)


def device(
    id_: str, kind: DeviceKind, *, zones: tuple[str, ...], addresses: tuple[str, ...], **facts: Any
) -> Device:
    return Device(
        id=id_,
        kind=told(kind, Fact[DeviceKind]),
        zones=tuple(told(zone) for zone in zones),
        addresses=tuple(told(address) for address in addresses),
        **facts,
    )


def rule(number: int, *, into: str, out_of: str = "wan1", publications: tuple[str, ...] = ()) -> Rule:
    return Rule(
        id=str(number),
        action=Action.ALLOW,
        from_interfaces=(out_of,),
        to_interfaces=(into,),
        source=ANYWHERE,
        destination=ANYWHERE,
        service=ServiceSet(ports=(PortSpan(protocol="any"),)),
        publications=publications,
        source_ref=CONFIG,
    )


def gateway() -> Gateway:
    wan = Interface(
        name="wan1", cidr="203.0.113.2/24", role="wan", management=("https", "ssh"), source_ref=CONFIG
    )
    lan = Interface(name="lan1", cidr="172.20.1.254/24", source_ref=CONFIG)
    bypass = Interface(name="vlan77", cidr="172.20.77.254/24", source_ref=CONFIG)
    direct = Interface(name="vlan88", cidr="172.20.88.254/24", source_ref=CONFIG)
    others = tuple(
        Interface(name=f"{name}1", cidr=cidr, source_ref=CONFIG)
        for name, cidr in (("guest", "10.99.0.254/24"), ("oqs", "172.20.60.254/24"), ("wifi", "172.20.70.254/24"))
    )
    published = Publication(name="PACS_RDP", interface="wan1", outer="203.0.113.2", inner="172.20.1.12",
                            outer_port=13389, inner_port=3389, source_ref=CONFIG)  # fmt: skip
    return Gateway(
        id="gate",
        device_id="fw",
        product="FortiOS",
        version="7.0.1",
        interfaces=(wan, lan, bypass, direct, *others),
        rules=(
            rule(1, into="lan1"),
            rule(2, into="lan1", publications=("PACS_RDP",)),
            rule(3, into="lan1", out_of="guest1"),
            rule(4, into="lan1", out_of="oqs1"),
            rule(5, into="wifi1"),
            rule(9, into="lan1"),
        ),
        publications=(published,),
        tunnels=(
            Tunnel(name="staff", kind="sslvpn", second_factor=False, source_limited=False, source_ref=CONFIG),
            Tunnel(
                name="old-vendor", kind="ipsec", peer="198.51.100.9", source_limited=False, source_ref=CONFIG
            ),
        ),
        administrators=(
            Administrator(name="admin", source_limited=False, second_factor=False, source_ref=CONFIG),
        ),
        source_ref=CONFIG,
    )


def devices() -> tuple[Device, ...]:
    clinical, info = ("clin",), ("info",)
    kind = DeviceKind
    return (
        device("fw", kind.FIREWALL, zones=info, addresses=("192.168.9.254",), firmware=told("FortiOS 7.0.1")),
        device("sv-ehr", kind.SERVER, zones=clinical, addresses=("172.20.1.10",), os=told("Windows Server 2012 R2"),
               shared_local_admin=told(True, YesNo)),
        device("sv-pacs", kind.SERVER, zones=clinical, addresses=("172.20.1.12",), os=told("Windows Server 2012")),
        device("sv-file", kind.SERVER, zones=info, addresses=("192.168.9.20",), os=told("Windows Server 2022"),
               weak_protocols=(told(WeakProtocol.SMB1, Fact[WeakProtocol]),)),
        device("pc-1", kind.CLIENT, zones=clinical, addresses=("172.20.1.101",), os=told("Windows 7"),
               antivirus=told("なし"), shared_local_admin=told(True, YesNo)),
        device("pc-2", kind.CLIENT, zones=clinical, addresses=("172.20.1.102",), os=told("Windows 11 Pro")),
        device("pc-two-legs", kind.CLIENT, zones=("clin", "info"), addresses=("172.20.1.103", "192.168.9.103")),
        device("box", kind.VENDOR_BOX, zones=clinical, addresses=("172.20.1.200",)),
        device("lte", kind.MOBILE_ROUTER, zones=clinical, addresses=("172.20.1.201",)),
        device("ap-1", kind.ACCESS_POINT, zones=clinical, addresses=("172.20.1.210",)),
        device("ct", kind.MODALITY, zones=clinical, addresses=("172.20.1.220",), os=told("Windows 7")),
        device("sw", kind.L2_SWITCH, zones=clinical, addresses=("172.20.1.230",), firmware=told("12.2"),
               weak_protocols=(told(WeakProtocol.TELNET, Fact[WeakProtocol]),)),
        device("gone", kind.CLIENT, zones=clinical, addresses=("172.20.1.250",),
               status=Fact.of("retired", TOLD)),
    )  # fmt: skip


def remote(
    id_: str, method: RemoteMethod, *, targets: tuple[str, ...], refs: tuple[str, ...] = ()
) -> RemoteAccess:
    no = told(False, YesNo)
    return RemoteAccess(id=id_, method=told(method, Fact[RemoteMethod]), targets=targets, refs=refs, second_factor=no,
                        source_limited=no, shared_account=told(True, YesNo), always_on=told(True, YesNo))  # fmt: skip


def remotes() -> tuple[RemoteAccess, ...]:
    method = RemoteMethod
    return (
        remote("ra-ssl", method.SSLVPN, targets=("172.20.1.12",), refs=("staff",)),
        remote("ra-ipsec", method.IPSEC_FIREWALL, targets=("172.20.1.10",), refs=("old-vendor", "policy:9")),
        remote("ra-rdp", method.RDP_PORT_FORWARD, targets=("172.20.1.12",), refs=("PACS_RDP", "policy:2")),
        remote("ra-box", method.VENDOR_BOX, targets=("172.20.1.12",)),
        remote("ra-lte", method.LTE_ROUTER, targets=("172.20.1.12",)),
        remote("ra-tool", method.REMOTE_TOOL, targets=("172.20.1.102",)),
    )


def crossing(
    id_: str, kind: CrossingKind, *, ends: tuple[str, str] = ("internet", "clin"), **more: Any
) -> Crossing:
    return Crossing(id=id_, kind=kind, from_zone=ends[0], to_zone=ends[1], inbound=ends[1] == "clin", **more)


def crossings() -> tuple[Crossing, ...]:
    kind = CrossingKind
    return (
        crossing("any", kind.ANY_RULE, gateway_id="gate", rule_id="1"),
        crossing("published", kind.PUBLISHED_SERVICE, gateway_id="gate", rule_id="2", refs=("PACS_RDP",)),
        crossing("guest", kind.UNEXPLAINED, ends=("guest", "clin"), gateway_id="gate", rule_id="3"),
        crossing("oqs", kind.UNEXPLAINED, ends=("oqs", "clin"), gateway_id="gate", rule_id="4"),
        crossing("wifi", kind.UNEXPLAINED, ends=("wifi", "info"), gateway_id="gate", rule_id="5"),
        crossing("direct", kind.DIRECT_ROUTER, gateway_id="gate", source="lan1", refs=("lan1", "vlan88")),
        crossing("stale", kind.STALE_TUNNEL, gateway_id="gate", refs=("old-vendor",)),
        crossing("bypass", kind.CORE_BYPASS, gateway_id="gate", source="lan1", refs=("lan1", "vlan77")),
        crossing(
            "tool",
            kind.REMOTE_TOOL,
            ends=("clin", "internet"),
            device_ids=("pc-2",),
            source="172.20.1.102",
            destination="203.0.113.80",
            services=("tcp/443",),
            seen=1,
        ),
        crossing(
            "files",
            kind.FILE_TO_INFO,
            ends=("clin", "info"),
            source="172.20.1.101",
            destination="192.168.9.20",
            services=("tcp/445",),
            seen=1,
        ),
        crossing("legs", kind.DUAL_HOMED_PC, ends=("info", "clin"), device_ids=("pc-two-legs",)),
        crossing("lte", kind.MOBILE_ROUTER, ends=("clin", "internet"), device_ids=("lte",)),
        crossing("box", kind.VENDOR_BOX, ends=("clin", "internet"), device_ids=("box",)),
        crossing("ok", kind.SANCTIONED, ends=("vendor", "clin"), gateway_id="gate", rule_id="9"),
    )


def needy(**changes: Any) -> Hospital:
    """The hospital; keyword arguments replace its fields."""
    no, old = told(False, YesNo), date(2020, 4, 1)
    site = told(Hosting.ON_PREMISES, Fact[Hosting])
    names = ("same_local_admin",)
    controls: dict[str, Any] = {
        name: no
        for name, info in Controls.model_fields.items()
        if info.annotation is YesNo and name not in names
    }
    hospital = Hospital(
        name=told("山の病院"),
        beds=told(100, Count),
        yearly_revenue_yen=told(1.5e9, Amount),
        ehr_hosting=site,
        ehr_renewal=told(date(2028, 11, 30), DateFact),
        staff=Staff(it_fte=told(0.5, Amount), specialist=no, security_budget_yen=told(3e6, Amount)),
        controls=Controls(
            **controls,
            same_local_admin=told(True, YesNo),
            endpoint_detection=told(Watch.NONE, Fact[Watch]),
            network_detection=told(Watch.NONE, Fact[Watch]),
            segmentation=told(Segmentation.NONE, Fact[Segmentation]),
            patching_clinical=told(Patching.NONE, Fact[Patching]),
            gateway_patching=told(Patching.NONE, Fact[Patching]),
            last_training=told(old, DateFact),
            disclosures_collected=told("一部"),
        ),
        zones=(
            Zone(id="clin", kind=ZoneKind.CLINICAL, networks=(Network(cidr="172.20.1.0/24"),)),
            Zone(id="info", kind=ZoneKind.INFO, networks=(Network(cidr="192.168.9.0/24"),)),
            Zone(id="guest", kind=ZoneKind.GUEST, networks=(Network(cidr="10.99.0.0/24"),)),
            Zone(id="oqs", kind=ZoneKind.OQS, networks=(Network(cidr="172.20.60.0/24"),)),
            Zone(id="wifi", kind=ZoneKind.WIFI, networks=(Network(cidr="172.20.70.0/24"),)),
        ),
        devices=devices(),
        systems=(
            System(id="ehr", kind=SystemKind.EHR, hosting=site, device_ids=("sv-ehr",)),
            System(id="receipt", kind=SystemKind.RECEIPT, hosting=site, device_ids=("sv-ehr",)),
            System(id="pacs", kind=SystemKind.PACS, hosting=site, device_ids=("sv-pacs",)),
            System(id="files", kind=SystemKind.FILE_SHARE, hosting=site, device_ids=("sv-file",)),
            *(System(id=kind.value, kind=kind, hosting=site) for kind in DEPARTMENTS),
        ),
        gateways=(gateway(),),
        remote_accesses=remotes(),
        flows=(
            Flow(src="172.20.1.102", dst="203.0.113.80", protocol="tcp", port=443),
            Flow(src="172.20.1.101", dst="192.168.9.20", protocol="tcp", port=445),
            Flow(src="172.20.1.101", dst="172.20.1.10", protocol="tcp", port=1433),
        ),
        backups=(
            Backup(id="b-ehr", system_kind=SystemKind.EHR, media=(BackupMedium.ONLINE,), restore_tested=no),
            Backup(id="b-pacs", system_kind=SystemKind.PACS),
        ),
        vendors=(Vendor(id="v", name="丘のカルテ"),),
        contracts=(Contract(id="C1", vendor=told("丘のカルテ"), update_clause=told("記載なし")),),
    )
    return hospital.model_copy(update=changes)


def needy_ground() -> Ground:
    return Ground(
        today=TODAY,
        crossings=crossings(),
        traffic=traffic_of(needy(), crossings()),
        unsupported=frozenset({"fw", "sv-ehr", "sv-pacs", "pc-1", "ct", "sw"}),
    )


def with_pcs(count: int) -> Hospital:
    """The needy hospital with so many more clinical PCs, so that what is priced by the PC is not small change."""
    more = tuple(
        device(f"pc-{n + 10}", DeviceKind.CLIENT, zones=("clin",), addresses=(), os=told("Windows 11 Pro"))
        for n in range(count)
    )
    return needy(devices=devices() + more)
