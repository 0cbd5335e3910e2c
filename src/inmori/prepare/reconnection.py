"""Networks of others that this hospital is joined to, and what each side must be shown before they are joined again.

No published paper says what the claims organisation asks for after an incident; hospitals were left to agree on it case
by case, at great cost. So the proofs here are our own list, marked as such, and the other side's demand is a line to
fill in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inmori.ingest.vendors import vendor_key
from inmori.model import (
    REMOTE_METHOD_NAMES,
    DeviceKind,
    Hospital,
    Hosting,
    RemoteAccess,
    SystemKind,
    ZoneKind,
)
from inmori.text import Text

NetworkKind = Literal["eligibility", "claims", "cloud", "vendor", "internet", "partner"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing to show. ``signed_by``: who answers for it with a signature."""

    what: Text
    evidence: Text
    signed_by: Text


@dataclass(frozen=True, slots=True)
class OutsideNetwork:
    """One network. ``ours``: the machines that touch it, as the evidence names them. ``seen`` False: not in the evidence."""

    id: str
    kind: NetworkKind
    name: Text
    other_side: Text
    ours: tuple[Text, ...]
    seen: bool
    extra: tuple[Proof, ...] = ()


_OFFICER = Text(ja="安全管理責任者", en="safety officer")
_DIRECTOR = Text(ja="院長", en="director")
_EXAMINER = Text(ja="調査会社", en="investigators")
_OPERATOR = Text(ja="システム運用担当者", en="operator")
_VENDOR = Text(ja="事業者", en="vendor")


def _proof(ja: str, en: str, paper_ja: str, paper_en: str, signed_by: Text) -> Proof:
    return Proof(Text(ja=ja, en=en), Text(ja=paper_ja, en=paper_en), signed_by)


COMMON: tuple[Proof, ...] = (
    _proof("侵入の経路が分かり、ふさがれている。", "The way in is known and closed.", "調査報告(経過でもよい)、遮断の記録", "investigators' report (interim will do), record of the cut", _EXAMINER),
    _proof("この網に触れる機器を、作り直したか、不正なプログラムがないことを調べた。", "Every machine that touches this network was built anew or examined.", "機器の一覧と、1台ごとの検査の結果", "list of machines with the result for each", _OPERATOR),
    _proof("管理者・保守用・サービス用を含め、すべての資格情報を取り替えた。", "All credentials, those of administrators, maintenance and services among them, were exchanged.", "交換の一覧(値は書かない)と、古いものが使えない確認", "list of what was exchanged (no values), and that the old ones fail", _OPERATOR),
    _proof("この網の側へ不審な通信が出ていないことを、記録で確かめた。", "The logs show no suspicious traffic towards this network.", "通信の記録と、調べた期間", "logs, and the period examined", _EXAMINER),
    _proof("つなぐ通信を、必要な相手と種類だけに絞った。", "Only the traffic that is needed is allowed, by peer and kind.", "許可する通信の一覧、設定の写し", "list of what is allowed, copy of the settings", _OPERATOR),
    _proof("つないだあとの見張りの方法と、異常のときに切る人を決めた。", "It is settled how the line is watched afterwards, and who cuts it.", "見張りの当番表、切断の手順", "rota, procedure for cutting", _OFFICER),
    _proof("相手が了承した。", "The other side agrees.", "相手の回答(書面またはメールの写し)", "the answer, on paper or by mail", _OFFICER),
    _proof("再びつなぐことを決めた。", "It is decided to connect again.", "本部の決定の記録", "record of the decision", _DIRECTOR),
)  # fmt: skip
_ELIGIBILITY = (
    _proof("資格確認端末と顔認証付きカードリーダーを、診療系の端末と分けて調べた。", "Terminals and card readers were examined apart from clinical machines.", "端末の台数・回線の番号・遮断した時刻", "number of terminals, line id, time of the cut", _OPERATOR),
    _proof("端末の電子証明書について、取り直しが要るかを窓口に尋ねた。", "The desk was asked whether certificates must be issued anew.", "窓口の回答", "the desk's answer", _OFFICER),
)  # fmt: skip
_MAINTENANCE = (
    _proof("事業者の側が侵害されていないと、事業者が書面で示した。", "The vendor states in writing that its own side is clean.", "事業者の調査の結果", "the vendor's findings", _VENDOR),
    _proof("つなぐのは作業のときだけとし、個人別のID・二要素・接続元の限定をそろえた。", "Connected for the work only, with personal accounts, second factor and known sources.", "設定の写し、利用者の名簿", "copy of the settings, list of users", _VENDOR),
)  # fmt: skip
_CLOUD = (
    _proof("クラウドの利用者・管理者のログイン記録に、覚えのないものがない。", "The sign-in log of the cloud shows nobody unknown.", "提供者が出したログイン記録", "sign-in log from the provider", _VENDOR),
)  # fmt: skip


def outside_networks(hospital: Hospital) -> tuple[OutsideNetwork, ...]:
    """Return the networks: eligibility and claims first, then clouds, vendors, and the internet."""
    return (_eligibility(hospital), _claims(hospital), *_clouds(hospital), *_vendors(hospital), _internet(hospital), _partners())


def _eligibility(hospital: Hospital) -> OutsideNetwork:
    kinds = (DeviceKind.OQS_TERMINAL, DeviceKind.CARD_READER)
    ours = sorted(
        d.label()
        for d in hospital.devices
        if d.in_use() and (d.kind.value in kinds or any(hospital.zone_kind(z) is ZoneKind.OQS for z in d.zone_ids()))
    )
    seen = bool(ours) or any(s.kind is SystemKind.OQS for s in hospital.systems)
    return OutsideNetwork(
        id="eligibility",
        kind="eligibility",
        name=Text(ja="オンライン資格確認の網", en="Eligibility-check network"),
        other_side=Text(ja="社会保険診療報酬支払基金(オンライン資格確認の窓口)", en="claims organisation (eligibility desk)"),
        ours=_counted(ours),
        seen=seen,
        extra=_ELIGIBILITY,
    )


def _claims(hospital: Hospital) -> OutsideNetwork:
    receipt = [s.name.value or s.id for s in hospital.systems if s.kind is SystemKind.RECEIPT]
    return OutsideNetwork(
        id="claims",
        kind="claims",
        name=Text(ja="診療報酬のオンライン請求の網", en="Network for online claims"),
        other_side=Text(ja="支払基金・国民健康保険団体連合会", en="claims organisations"),
        ours=_same(receipt),
        seen=bool(receipt),
    )


def _clouds(hospital: Hospital) -> tuple[OutsideNetwork, ...]:
    clouds = [s for s in hospital.systems if s.hosting.value is Hosting.CLOUD]
    return tuple(
        OutsideNetwork(
            id=f"cloud-{system.id}",
            kind="cloud",
            name=Text(ja=f"クラウドの{system.name.value or system.id}", en=f"{system.name.value or system.id} in the cloud"),
            other_side=Text(ja=system.vendor.value or "提供者(未確認)", en=system.vendor.value or "provider (not confirmed)"),
            ours=(),
            seen=True,
            extra=_CLOUD,
        )
        for system in clouds
    )


def _vendors(hospital: Hospital) -> tuple[OutsideNetwork, ...]:
    """One for each vendor that comes in by remote maintenance; paths of unknown vendors are one together."""
    full = {vendor_key(vendor.name): vendor.name for vendor in hospital.vendors}
    paths: dict[str, set[Text]] = {}
    for access in hospital.remote_accesses:
        if access.enabled and not access.ended.value:
            written = access.vendor.value or ""
            paths.setdefault(full.get(vendor_key(written), written), set()).add(_path(access))
    return tuple(
        OutsideNetwork(
            id=f"vendor-{number}",
            kind="vendor",
            name=Text(ja=f"{name or '事業者名が未確認'}の保守の接続", en=f"Maintenance by {name or 'an unknown vendor'}"),
            other_side=Text(ja=name or "事業者名が未確認", en=name or "unknown vendor"),
            ours=tuple(sorted(paths[name], key=lambda text: text.ja)),
            seen=True,
            extra=_MAINTENANCE,
        )
        for number, name in enumerate(sorted(paths, key=lambda one: (not one, one)), start=1)
    )


def _path(access: RemoteAccess) -> Text:
    unknown = Text(ja="方法は未確認", en="method not confirmed")
    method = REMOTE_METHOD_NAMES[access.method.value] if access.method.value else unknown
    what = access.product.value or access.system.value
    return Text(ja=f"{method.ja}({what})", en=f"{method.en} ({what})") if what else method


def _counted(names: Iterable[str]) -> tuple[Text, ...]:
    """Name each once; several machines of one name are counted."""
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return tuple(
        Text(ja=f"{name} {count}台", en=f"{count} {name}") if count > 1 else Text(ja=name, en=name)
        for name, count in sorted(found.items())
    )


def _same(names: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(ja=name, en=name) for name in names)


def _internet(hospital: Hospital) -> OutsideNetwork:
    ours = sorted({gateway.name.value or gateway.id for gateway in hospital.gateways})
    return OutsideNetwork(
        id="internet",
        kind="internet",
        name=Text(ja="インターネット", en="The internet"),
        other_side=Text(ja="回線事業者", en="line provider"),
        ours=_same(ours),
        seen=bool(ours) or any(zone.kind is ZoneKind.INTERNET for zone in hospital.zones),
    )


def _partners() -> OutsideNetwork:
    """Nothing in the evidence tells of them, so they are asked for."""
    return OutsideNetwork(
        id="partner",
        kind="partner",
        name=Text(ja="そのほかの連携先の網", en="Networks of other partners"),
        other_side=Text(ja="地域連携・検査外注・給食・電子処方箋など", en="regional record, outside laboratories, caterers, e-prescriptions"),
        ours=(),
        seen=False,
    )
