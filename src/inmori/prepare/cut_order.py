"""What is pulled out first when an attack is under way: the path to the backups, then lines to outside, then segments."""

from dataclasses import dataclass, replace
from ipaddress import ip_interface, ip_network
from typing import Literal

from inmori.model import (
    REMOTE_METHOD_NAMES,
    ZONE_NAMES,
    Hospital,
    RemoteAccess,
    RemoteMethod,
    SystemKind,
    ZoneKind,
)
from inmori.model.gateway import Interface
from inmori.text import Text

CutKind = Literal["backup", "remote", "line", "segment"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing to cut. ``where`` is the machine or line as the evidence names it; ``stops`` what no longer works then."""

    order: int
    kind: CutKind
    what: Text
    where: Text
    stops: Text
    known: bool  # False: the evidence does not show it, the line must be filled in


_METHOD_ORDER = (
    RemoteMethod.RDP_PORT_FORWARD, RemoteMethod.SSLVPN, RemoteMethod.REMOTE_TOOL, RemoteMethod.VENDOR_BOX,
    RemoteMethod.LTE_ROUTER, RemoteMethod.IPSEC_FIREWALL, RemoteMethod.IPSEC_ROUTER,
)  # fmt: skip
_ON_A_MACHINE = (RemoteMethod.REMOTE_TOOL, RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER)
_UNKNOWN = Text(ja="装置と差し込み口", en="machine and socket")


def cuts_of(hospital: Hospital) -> tuple[Cut, ...]:
    """Return what to cut in order; a step of which the evidence shows nothing stays, as a line to fill in."""
    found = [*_backups(hospital), *_remote(hospital), *_lines(hospital), *_segments(hospital)]
    return tuple(replace(one, order=number) for number, one in enumerate(found, start=1))


def _cut(kind: CutKind, what: Text, where: Text, stops: Text, *, known: bool = True) -> Cut:
    return Cut(order=0, kind=kind, what=what, where=where, stops=stops, known=known)


def _backups(hospital: Hospital) -> list[Cut]:
    what = Text(ja="バックアップへの経路", en="path to the backups")
    stops = Text(ja="その間のバックアップは取れない", en="no copies are made meanwhile")
    machines = [
        device.label()
        for system in hospital.systems
        if system.kind is SystemKind.BACKUP
        for name in system.device_ids
        if (device := hospital.device(name)) and device.in_use()
    ]
    if not machines:
        return [_cut("backup", what, _UNKNOWN, stops, known=False)]
    return [
        _cut("backup", what, Text(ja=f"{name} のLANケーブルを抜く", en=f"unplug the LAN cable of {name}"), stops)
        for name in dict.fromkeys(machines)
    ]


def _remote(hospital: Hospital) -> list[Cut]:
    live = [one for one in hospital.remote_accesses if one.enabled and not one.ended.value]
    if not live:
        what = Text(ja="遠隔保守の回線", en="lines of remote maintenance")
        return [_cut("remote", what, _UNKNOWN, Text(ja="遠隔保守ができない", en="no remote maintenance"), known=False)]

    def rank(one: RemoteAccess) -> tuple[int, str]:
        method = one.method.value
        return (_METHOD_ORDER.index(method) if method else len(_METHOD_ORDER), one.id)

    found = []
    for one in sorted(live, key=rank):
        vendor = one.vendor.value
        method = REMOTE_METHOD_NAMES[one.method.value] if one.method.value else Text(ja="方法は未確認", en="method not known")
        whose = Text(ja=vendor or "使う人が分からない接続", en=vendor or "owner unknown")
        product = one.product.value
        where = Text(ja=f"{product} の該当する設定を止めるか、回線を抜く", en=f"switch it off on {product}, or pull its line")
        machine = _machine(hospital, one) if one.method.value in _ON_A_MACHINE else None
        if machine:
            where = Text(ja=f"{machine} をLANと回線から抜く", en=f"unplug {machine} from the LAN and its line")
        found.append(
            _cut(
                "remote",
                Text(ja=f"遠隔保守: {whose.ja}({method.ja})", en=f"remote maintenance: {whose.en} ({method.en})"),
                where if product or machine else _UNKNOWN,
                Text(
                    ja=f"{one.system.value or 'その事業者のシステム'}のための院外からの接続ができない",
                    en=f"no access from outside for {one.system.value or 'their system'}",
                ),
                known=bool(product or machine),
            )
        )
    return found


def _machine(hospital: Hospital, access: RemoteAccess) -> str | None:
    """Return the machine inside that the way in ends on, where it is one of the hospital's devices."""
    refs = {ref.casefold() for ref in access.refs}
    for device in hospital.devices:
        known = (*device.hostnames, *device.addresses, *device.macs)
        if any(fact.value and fact.value.casefold() in refs for fact in known):
            return device.label()
    return None


def _lines(hospital: Hospital) -> list[Cut]:
    what = Text(ja="外部回線(インターネット)", en="outside line (internet)")
    stops = Text(
        ja="メール、ホームページの閲覧、クラウドのサービスが使えない", en="no mail, no web, no cloud services"
    )
    outside = [
        (gateway.name.value or gateway.model or gateway.id, interface.name)
        for gateway in hospital.gateways
        if gateway.forwards
        for interface in gateway.interfaces
        if interface.up and _faces_out(hospital, interface)
    ]
    found = [
        _cut("line", what, Text(ja=f"{box} の {port} につながる回線を抜く", en=f"pull the line on {port} of {box}"), stops) for box, port in outside
    ] or [_cut("line", what, _UNKNOWN, stops, known=False)]
    if any(zone.kind is ZoneKind.OQS for zone in hospital.zones) or any(s.kind is SystemKind.OQS for s in hospital.systems):
        found.append(
            _cut(
                "line",
                Text(ja="オンライン資格確認の回線", en="line of the eligibility check"),
                Text(ja="資格確認の回線終端装置かルータ", en="its line terminal or router"),
                Text(ja="保険資格の確認ができない(患者の氏名・性別・生年月日・住所を控える)", en="no eligibility check; note name, sex, birth date and address"),
                known=False,
            )
        )
    return found


def _faces_out(hospital: Hospital, interface: Interface) -> bool:
    if interface.role == "wan":
        return True
    if not interface.cidr:
        return False
    address = ip_interface(interface.cidr).ip
    return any(
        address in ip_network(network.cidr, strict=False)
        for zone in hospital.zones
        if zone.kind is ZoneKind.INTERNET
        for network in zone.networks
    )


def _segments(hospital: Hospital) -> list[Cut]:
    what = Text(ja="区画と区画の間", en="between the segments")
    stops = Text(ja="部門をまたぐ連携(オーダ、結果、画像)が止まる", en="exchange between departments stops")
    closed = [zone.name.value or ZONE_NAMES[zone.kind].ja for zone in hospital.zones if zone.kind.closed and zone.networks]
    boxes = [one.name.value or one.model or one.id for one in hospital.gateways if one.forwards]
    if not closed or not boxes:
        return [_cut("segment", what, _UNKNOWN, stops, known=False)]
    names, places = "、".join(dict.fromkeys(closed)), "、".join(dict.fromkeys(boxes))
    where = Text(
        ja=f"{places} で、広がりを見て区画ごとに切る(閉じているはずの区画: {names})",
        en=f"on {places}, segment by segment as the extent becomes clear (closed ones: {names})",
    )
    return [_cut("segment", what, where, stops)]
