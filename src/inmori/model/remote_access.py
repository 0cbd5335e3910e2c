"""Remote maintenance paths (リモート保守経路): each with an owner, a method and a lock, or a finding that it has none."""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import DateFact, Fact, Frozen, Source, TextFact, YesNo
from inmori.text import Text


class RemoteMethod(StrEnum):
    """How somebody outside gets in."""

    IPSEC_ROUTER = "ipsec_router"
    IPSEC_FIREWALL = "ipsec_firewall"
    SSLVPN = "sslvpn"
    RDP_PORT_FORWARD = "rdp_port_forward"
    VENDOR_BOX = "vendor_box"
    LTE_ROUTER = "lte_router"
    REMOTE_TOOL = "remote_tool"


REMOTE_METHOD_NAMES: dict[RemoteMethod, Text] = {
    RemoteMethod.IPSEC_ROUTER: Text(ja="VPNルータ(IPsec)", en="VPN router (IPsec)"),
    RemoteMethod.IPSEC_FIREWALL: Text(ja="ファイアウォールのVPN(IPsec)", en="Firewall VPN (IPsec)"),
    RemoteMethod.SSLVPN: Text(ja="SSL-VPN", en="SSL-VPN"),
    RemoteMethod.RDP_PORT_FORWARD: Text(ja="リモートデスクトップの公開", en="Published remote desktop"),
    RemoteMethod.VENDOR_BOX: Text(ja="業者の持込装置", en="Vendor's own box"),
    RemoteMethod.LTE_ROUTER: Text(ja="携帯回線ルータ", en="Mobile (LTE) router"),
    RemoteMethod.REMOTE_TOOL: Text(ja="遠隔操作ソフト", en="Remote-control tool"),
}


class RemoteAccess(Frozen):
    """One way in for maintenance."""

    id: str
    vendor: TextFact = attribute(TextFact(), ja="事業者", en="Vendor")
    method: Fact[RemoteMethod] = attribute(Fact[RemoteMethod](), ja="接続方法", en="Method")
    peer: TextFact = attribute(TextFact(), ja="接続元", en="Peer address")
    targets: tuple[str, ...] = attribute((), ja="接続先", en="Targets (addresses)")
    target_zones: tuple[str, ...] = ()
    system: TextFact = attribute(TextFact(), ja="対象システム", en="System maintained")
    product: TextFact = attribute(TextFact(), ja="接続機器", en="Device used")
    firmware: TextFact = attribute(TextFact(), ja="ファームウェア", en="Firmware")
    authentication: TextFact = attribute(TextFact(), ja="認証方式", en="Authentication")
    second_factor: YesNo = attribute(YesNo(), ja="二要素認証", en="Second factor")
    shared_account: YesNo = attribute(YesNo(), ja="IDの共用", en="Shared account")
    always_on: YesNo = attribute(YesNo(), ja="常時接続", en="Always on")
    source_limited: YesNo = attribute(
        YesNo(), ja="接続元の制限", en="Source limited", help_ja="決まった相手以外は入れないか", help_en="Whether only named peers get in"
    )
    last_used: DateFact = attribute(DateFact(), ja="最終利用", en="Last used")
    listed: YesNo = attribute(
        YesNo(), ja="病院の一覧にあるか", en="On the hospital's own list"
    )
    observed: YesNo = attribute(YesNo(), ja="通信の観測", en="Seen in traffic")
    enabled: bool = attribute(True, ja="有効", en="Enabled")
    ended: YesNo = attribute(
        YesNo(), ja="終了の記載", en="Said to have ended", help_ja="病院の一覧で解約・停止済みとされているか", help_en="Whether the hospital's list calls it ended"
    )
    refs: tuple[str, ...] = ()  # neutral references: "policy:12", "tunnel:1", object, interface and host names, addresses
    sources: tuple[Source, ...] = ()
