"""What each network was taken to be for, and what a person says it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from inmori.errors import InputError
from inmori.ingest.intake import ZoneRead
from inmori.model import ZONE_NAMES, ZoneKind
from inmori.text import Text
from inmori.web.corrections import services as corrections
from inmori.web.corrections.models import NetworkKind
from inmori.web.desk.screens.start.columns import after_change, reading
from inmori.web.desk.screens.start.steps import start_steps
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

PREFIX = "network-"
DONT_KNOW = Text(ja="わからない(不明として扱う)", en="I do not know (treat as unknown)")
AS_WRITTEN = Text(ja="資料のとおり", en="As the evidence says")
# What each kind is, for somebody who has never drawn a network.
MEANINGS: dict[ZoneKind, Text] = {
    ZoneKind.INFO: Text(ja="事務やメール、インターネットに使う", en="for office work, mail and the internet"),
    ZoneKind.CLINICAL: Text(ja="電子カルテや医事会計の端末とサーバ。外とつながらないはずの網", en="terminals and servers of records and billing; meant to have no way outside"),
    ZoneKind.DEPT: Text(ja="検査・画像・薬剤など部門の装置とサーバ", en="machines and servers of laboratory, imaging, pharmacy"),
    ZoneKind.OQS: Text(ja="マイナ保険証の資格確認の端末", en="terminals of the online eligibility check"),
    ZoneKind.WIFI: Text(ja="職員が診療に使う無線", en="the Wi-Fi that staff use for care"),
    ZoneKind.GUEST: Text(ja="患者さんや来客が使う無線", en="the Wi-Fi for patients and visitors"),
    ZoneKind.MGMT: Text(ja="スイッチや無線機などの管理用", en="for managing switches and access points"),
    ZoneKind.VENDOR: Text(ja="院内にある、業者の保守用の網", en="a network in the house for vendors' maintenance"),
    ZoneKind.LINK: Text(ja="ルータ同士をつなぐだけ", en="only joins two routers"),
    ZoneKind.CLOUD: Text(ja="契約しているクラウド", en="a cloud the hospital uses"),
    ZoneKind.VENDOR_NET: Text(ja="業者の会社側の網", en="the network of a vendor's own house"),
}
WHY: dict[str, Text] = {
    "person": Text(ja="人が画面で決めた", en="a person said so on this screen"),
    "named": Text(ja="名称や説明の言葉から", en="by its name or description"),
    "ledger": Text(ja="台帳の区分の欄から", en="by the ledger's column of networks"),
    "machines": Text(ja="そこにある機器の種類から", en="by the machines that stand in it"),
    "nothing": Text(ja="手がかりがない", en="nothing tells"),
}


@dataclass(frozen=True)
class Row:
    """One network as the screen shows it."""

    zone: ZoneRead
    kind: Text
    why: Text
    places: tuple[str, ...]
    against: tuple[tuple[Text, str], ...]
    choices: tuple[tuple[str, Text, bool], ...]
    row: NetworkKind | None
    waits: bool


def rows_of(zones: tuple[ZoneRead, ...], *, newer: frozenset[str]) -> list[Row]:
    """Return the networks, those nobody can place first."""
    said = corrections.network_kinds()
    return sorted(
        (_row(zone, said.get(zone.cidr), waits=zone.cidr in newer) for zone in zones),
        key=lambda row: (row.zone.kind.known, not row.against),
    )


def _row(zone: ZoneRead, said: NetworkKind | None, *, waits: bool) -> Row:
    kind = zone.kind.value or ZoneKind.UNKNOWN
    chosen = said.kind if said else ""
    as_written = AS_WRITTEN if zone.why == "person" else Text(
        ja=f"{AS_WRITTEN.ja}({ZONE_NAMES[kind].ja})", en=f"{AS_WRITTEN.en} ({ZONE_NAMES[kind].en})"
    )  # fmt: skip
    choices = [("", as_written), *((each.value, ZONE_NAMES[each]) for each in MEANINGS), (ZoneKind.UNKNOWN.value, DONT_KNOW)]
    return Row(
        zone, ZONE_NAMES[kind], WHY[zone.why], tuple(dict.fromkeys(source.place() for source in zone.kind.sources))[:3],
        tuple((ZONE_NAMES[claim.value], claim.source.place()) for claim in zone.kind.others[:4]),
        tuple((key, name, key == chosen) for key, name in choices), said, waits,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@door(Right.EDIT)
def zones(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the networks with a choice for each; take the choices in."""
    version, intake = reading()
    if version is None or intake is None:
        return redirect("desk:start", tenant_id=here.tenant.id)
    if request.method == "POST":
        changed = False
        try:
            for zone in intake.zones:
                kind = request.POST.get(PREFIX + zone.cidr)
                if kind is not None:
                    changed |= corrections.say_network(zone.cidr, kind=kind, on=timezone.localdate(), who=here.person)
        except InputError as error:
            messages.error(request, error.message.in_(language()))
            return redirect("desk:start_zones", tenant_id=here.tenant.id)
        return after_change(request, here, changed=changed, back="desk:start_zones")
    rows = rows_of(intake.zones, newer=corrections.networks_since(version.made_at))
    return render(request, "desk/start_zones.html", {
        "steps": start_steps(), "rows": rows, "version": version, "prefix": PREFIX, "waits": sum(row.waits for row in rows),
        "meanings": [(ZONE_NAMES[kind], text) for kind, text in MEANINGS.items()],
    })  # fmt: skip
