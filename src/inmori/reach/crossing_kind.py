"""Kinds of crossing of the closed network's boundary; what a crossing is decides who must act."""

from datetime import date
from enum import StrEnum

from inmori.model import Frozen, Source
from inmori.reach.answer import Verdict
from inmori.text import Text


class CrossingKind(StrEnum):
    """How the boundary of a closed zone is crossed. SANCTIONED is narrow, explained and expected."""

    SANCTIONED = "sanctioned"
    ANY_RULE = "any_rule"  # a rule that lets (nearly) everything through
    PUBLISHED_SERVICE = "published_service"  # inner machine reachable from the internet
    SSLVPN_PASSWORD_ONLY = "sslvpn_password_only"
    SSLVPN_UNKNOWN_FACTOR = "sslvpn_unknown_factor"  # signs people in elsewhere (SAML, RADIUS), which may ask twice
    VENDOR_BOX = "vendor_box"  # a vendor's box inside that dials out
    REMOTE_TOOL = "remote_tool"  # remote-control software with a path out
    FILE_TO_INFO = "file_to_info"  # clinical files copied to the information network
    DUAL_HOMED_PC = "dual_homed_pc"
    MOBILE_ROUTER = "mobile_router"
    CORE_BYPASS = "core_bypass"  # a switch interface that goes round the firewall
    STALE_TUNNEL = "stale_tunnel"  # a tunnel that outlived its contract
    DIRECT_ROUTER = "direct_router"  # a router wired straight into the closed network
    UNEXPLAINED = "unexplained"  # crosses, and nothing says why


CROSSING_NAMES: dict[CrossingKind, Text] = {
    CrossingKind.SANCTIONED: Text(ja="申請・契約のある通信", en="Sanctioned"),
    CrossingKind.ANY_RULE: Text(ja="何でも通す許可", en="Allows anything"),
    CrossingKind.PUBLISHED_SERVICE: Text(ja="院内機器のインターネット公開", en="Published to the internet"),
    CrossingKind.SSLVPN_PASSWORD_ONLY: Text(ja="パスワードだけのSSL-VPN", en="SSL-VPN with a password only"),
    CrossingKind.SSLVPN_UNKNOWN_FACTOR: Text(
        ja="二要素の有無が分からないSSL-VPN", en="SSL-VPN with unknown second factor"
    ),
    CrossingKind.VENDOR_BOX: Text(ja="業者の保守装置", en="Vendor's box dialling out"),
    CrossingKind.REMOTE_TOOL: Text(ja="遠隔操作ソフト", en="Remote-control tool"),
    CrossingKind.FILE_TO_INFO: Text(
        ja="患者データの情報系への持出し", en="Clinical files to the information network"
    ),
    CrossingKind.DUAL_HOMED_PC: Text(ja="両方の網につながる端末", en="Machine on both networks"),
    CrossingKind.MOBILE_ROUTER: Text(ja="携帯回線ルータ", en="Mobile router"),
    CrossingKind.CORE_BYPASS: Text(ja="ファイアウォールを通らない経路", en="Path round the firewall"),
    CrossingKind.STALE_TUNNEL: Text(ja="契約の切れたVPN", en="Tunnel that outlived its contract"),
    CrossingKind.DIRECT_ROUTER: Text(ja="閉域に直結したルータ", en="Router wired into the closed network"),
    CrossingKind.UNEXPLAINED: Text(ja="理由の分からない通信", en="Unexplained"),
}


class Crossing(Frozen):
    """One way across the boundary of a closed zone, allowed by configuration, seen in traffic, or both.

    ``from_zone`` and ``to_zone`` are zone ids, or "internet" / a vendor network's CIDR.
    ``allowed`` is the configuration's verdict (UNKNOWN when no configuration speaks of it);
    ``seen`` counts connections observed. ``refs`` are neutral references as in RemoteAccess.
    ``explained`` says what speaks for a rule's being there: "list" (the hospital's list of remote access), "contract",
    "approval", "comment" or "" (nothing that was read); ``vendor`` whom it is for; ``ended`` when their contract ended.
    """

    id: str
    kind: CrossingKind
    from_zone: str
    to_zone: str
    inbound: bool  # from outside into the closed zone
    gateway_id: str | None = None
    rule_id: str | None = None
    rule_name: str = ""
    allowed: Verdict = Verdict.UNKNOWN
    seen: int = 0
    source: str = ""  # as written or as observed
    destination: str = ""
    services: tuple[str, ...] = ()
    device_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    comment: str = ""
    explained: str = ""
    vendor: str = ""
    ended: date | None = None
    confidence: float = 0.9
    sources: tuple[Source, ...] = ()

    @property
    def leak(self) -> bool:
        """Whether it contradicts the idea of a closed network."""
        return self.kind is not CrossingKind.SANCTIONED
