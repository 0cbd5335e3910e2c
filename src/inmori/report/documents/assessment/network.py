"""The network map and what it shows: zones as they are, and every way across the border of the closed ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from inmori.model import SYSTEM_NAMES, ZONE_NAMES, Hospital, Hosting, System, Zone, ZoneKind
from inmori.reach.answer import Verdict
from inmori.reach.crossing_kind import CROSSING_NAMES, Crossing, CrossingKind
from inmori.report.block import Block, Column, Figure, Paragraph, Section, Table
from inmori.report.documents.assessment.map_materials import MapMaterials
from inmori.report.figures.network_diagram import Gate, NetworkPicture, Wire, ZoneBox
from inmori.report.figures.network_layout import Band
from inmori.report.wording import ANNEX, EMPTY, joined, listed, places, plain, same
from inmori.text import Text

_INTERNET, _VENDOR_NET = "internet", "vendor_net"
MOST_WIRES = 22  # what one page can carry; the table below lists all
_ORDINARY = Text(ja="・インターネット利用あり", en="· may use the Internet")


@dataclass(frozen=True, slots=True)
class WireGroup:
    """Crossings that the map draws as one wire, with its number (0: not drawn, listed only)."""

    number: int
    source: str
    target: str
    kind: CrossingKind
    crossings: tuple[Crossing, ...]


def network_section(materials: MapMaterials) -> Section:
    """Build the page with the map."""
    if not materials.hospital.zones:
        blocks: tuple[Block, ...] = (
            Paragraph(
                Text(
                    ja="資料からネットワークの区画を読み取れなかったため、図を描けません。ファイアウォールの設定か、区画の聞き取りがあれば描けます。",
                    en="No network zone could be read from the evidence, so no map can be drawn. A firewall configuration or an interview about zones would allow it.",
                ),
                "caution",
            ),
        )
        return Section(id="network", title=_TITLE, blocks=blocks)
    groups = wire_groups(materials)
    return Section(id="network", title=_TITLE, blocks=(Figure(_READING, _picture(materials, groups), map_in_words(materials)),), wide=True)


_TITLE = Text(ja="ネットワークの全体図", en="Network map")
_READING = Text(
    ja="太い破線が、閉域のはずの区画と外との間の想定外の経路です。番号はこのあとの表と同じです。",
    en="Thick dashed lines are unexpected ways across the border of the closed zones. Numbers are those of the table that follows.",
)


def wire_groups(materials: MapMaterials) -> tuple[WireGroup, ...]:
    """Group crossings of one kind between two places; leaks come first and are numbered first."""
    return groups_of(materials.crossings, zone_ids={zone.id for zone in materials.hospital.zones})


def groups_of(crossings: Iterable[Crossing], *, zone_ids: Set[str]) -> tuple[WireGroup, ...]:
    """Group any crossings of a hospital that has these zones."""
    found: dict[tuple[bool, str, str, CrossingKind], list[Crossing]] = {}
    for crossing in crossings:
        source, target = (_box_of(zone, zone_ids) for zone in (crossing.from_zone, crossing.to_zone))
        found.setdefault((not crossing.leak, source, target, crossing.kind), []).append(crossing)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -sum(one.seen for one in item[1]), item[0][1:]))
    return tuple(
        WireGroup(
            number=index if index <= MOST_WIRES else 0, source=source, target=target, kind=kind, crossings=tuple(crossings)
        )
        for index, ((_, source, target, kind), crossings) in enumerate(ordered, start=1)
    )


def _box_of(zone_id: str, zone_ids: Set[str]) -> str:
    """Return the box that stands for a zone; anything that is no zone of the hospital is a vendor's network."""
    if zone_id in zone_ids or zone_id == _INTERNET:
        return zone_id
    return zone_id if zone_id in {"cloud", _VENDOR_NET} else _VENDOR_NET


def _picture(materials: MapMaterials, groups: tuple[WireGroup, ...]) -> NetworkPicture:
    gates = gates_of(materials.hospital)
    letters = {gateway_id: gate.letter for gateway_id, gate in gates.items()}
    wires = tuple(wire_of(group, letters) for group in groups if group.number)
    mentioned = {end for wire in wires for end in (wire.source, wire.target)}
    return network_picture(tuple(zone_boxes(materials, mentioned)), tuple(gates.values()), wires)


def gates_of(hospital: Hospital) -> dict[str, Gate]:
    """Return the gateways by id, each with the letter that stands for it on the map."""
    return {
        gateway.id: Gate(_letter(index), same(plain(f"{gateway.name.value or gateway.id} {gateway.product} {gateway.version}", 44)))
        for index, gateway in enumerate(hospital.gateways)
    }


def network_picture(zones: tuple[ZoneBox, ...], gates: tuple[Gate, ...], wires: tuple[Wire, ...]) -> NetworkPicture:
    """Put zones, gateways and wires together with the words that every map carries."""
    return NetworkPicture(
        zones=zones,
        gates=gates,
        wires=wires,
        band_names=(
            Text(ja="院外", en="Outside"),
            Text(ja="閉域の はず", en="Meant to be closed"),
            Text(ja="院内の ほか", en="Other zones inside"),
        ),
        leak_name=Text(ja="想定外", en="Unexpected"),
        sanctioned_name=CROSSING_NAMES[CrossingKind.SANCTIONED],
        gates_name=Text(ja="通る機器([なし]は、どの機器の許可も通らない)", en="Devices passed ([none]: no device controls it)"),
    )


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else f"A{index}"


def wire_of(group: WireGroup, letters: Mapping[str, str]) -> Wire:
    """Return the wire that stands for a group; ``letters`` are those of the gateways by id."""
    gates = sorted({letters.get(one.gateway_id or "", "") for one in group.crossings})
    ja = "/".join(gate or "なし" for gate in gates)
    en = "/".join(gate or "none" for gate in gates)
    times = f" ×{len(group.crossings)}" if len(group.crossings) > 1 else ""
    return Wire(
        number=group.number,
        source=group.source,
        target=group.target,
        label=CROSSING_NAMES[group.kind],
        note=Text(ja=f"[{ja}]{times}", en=f"[{en}]{times}"),
        leak=group.kind is not CrossingKind.SANCTIONED,
    )


def _uses_internet(materials: MapMaterials, zone: Zone) -> bool:
    """Whether the rules as read let an open zone out to the internet; a closed zone's way out is a crossing."""
    cell = materials.matrix.cell(zone.id, _INTERNET)
    return band_of(zone) == "inside" and cell is not None and cell.verdict in (Verdict.ALLOW, Verdict.PARTIAL)


def band_of(zone: Zone) -> Band:
    """Return the band of the map: by what the hospital says of the zone, else by what its kind is meant to be."""
    if zone.kind.outside:
        return "outside"
    closed = zone.closed_by_intent.value
    return "closed" if (zone.kind.closed if closed is None else closed) else "inside"


def zone_boxes(materials: MapMaterials, mentioned: Set[str]) -> Iterable[ZoneBox]:
    """Return the boxes; places outside and transfer links only where a wire mentions them."""
    counts = Counter(zone for device in materials.in_use for zone in device.zone_ids())
    ids = {zone.id for zone in materials.hospital.zones}
    for zone_id, kind in ((_INTERNET, ZoneKind.INTERNET), (_VENDOR_NET, ZoneKind.VENDOR_NET), ("cloud", ZoneKind.CLOUD)):
        if zone_id not in ids and (zone_id in mentioned or zone_id == _INTERNET):
            yield ZoneBox(zone_id, "outside", ZONE_NAMES[kind], EMPTY, ())
    for zone in materials.hospital.zones:
        if zone.kind is ZoneKind.LINK and zone.id not in mentioned:
            continue
        count = counts[zone.id]
        yield ZoneBox(
            id=zone.id,
            band=band_of(zone),
            name=materials.zone_name(zone.id),
            count=EMPTY if zone.kind.outside else Text(ja=f"機器 {count}台", en=f"{count} devices"),
            items=_items(materials, zone),
        )


def _items(materials: MapMaterials, zone: Zone) -> tuple[Text, ...]:
    """Name the zone's kind, addresses and systems, the first few of each."""
    items: list[Text] = []
    kind, name, written = ZONE_NAMES[zone.kind], materials.zone_name(zone.id), zone.name.value
    if name == kind and written and written != kind.ja:
        items.append(same(f"({plain(written, 24)})"))
    elif not name.ja.startswith(kind.ja):
        items.append(Text(ja=f"({kind.ja})", en=f"({kind.en})"))
    cidrs = [network.cidr for network in zone.networks]
    if cidrs:
        items.append(listed(cidrs, limit=2))
    if _uses_internet(materials, zone):
        items.append(_ORDINARY)
    devices = {device.id for device in materials.in_use if zone.id in device.zone_ids()}
    names = [
        _of_system(system, zone)
        for system in materials.hospital.systems
        if devices & set(system.device_ids) or (zone.kind is ZoneKind.CLOUD and system.hosting.value is Hosting.CLOUD)
    ]
    distinct = list({name.ja: name for name in names}.values())
    items += [Text(ja=f"・{name.ja}", en=f"· {name.en}") for name in distinct[:5]]
    if len(distinct) > 5:
        items.append(Text(ja=f"・ほか{len(distinct) - 5}", en=f"· {len(distinct) - 5} more"))
    return tuple(items)


def _of_system(system: System, zone: Zone) -> Text:
    """Name a system in a zone; of one that runs in the cloud only what connects to it stands in the house."""
    name = SYSTEM_NAMES[system.kind]
    if system.hosting.value is Hosting.CLOUD and zone.kind is not ZoneKind.CLOUD:
        return Text(ja=f"{name.ja}(クラウド)の連携機器", en=f"link to {name.en} (cloud)")
    return name


def map_in_words(materials: MapMaterials) -> Text:
    """Say in words what the map shows."""
    names = [materials.zone_name(zone.id) for zone in materials.hospital.zones if zone.kind is not ZoneKind.LINK]
    leaks = Counter(leak.kind for leak in materials.leaks)
    ja = "、".join(f"{CROSSING_NAMES[kind].ja}{count}か所" for kind, count in sorted(leaks.items())) or "なし"
    en = ", ".join(f"{CROSSING_NAMES[kind].en} ×{count}" for kind, count in sorted(leaks.items())) or "none"
    return Text(
        ja=f"区画: {'、'.join(name.ja for name in names)}。閉域のはずの区画から外への想定外の経路: {ja}。",
        en=f"Zones: {', '.join(name.en for name in names)}. Unexpected ways out of zones meant to be closed: {en}.",
    )


def crossings_table(materials: MapMaterials) -> tuple[Block, ...]:
    """List the leaks with their numbers on the map, and count the sanctioned crossings."""
    groups = wire_groups(materials)
    leaks = [group for group in groups if group.kind is not CrossingKind.SANCTIONED]
    sanctioned = sum(len(group.crossings) for group in groups) - sum(len(group.crossings) for group in leaks)
    note = Paragraph(
        Text(
            ja=f"申請や契約のある通信は{sanctioned}件でした。すべての経路は{ANNEX}の「越境通信」にあります。",
            en=f"{sanctioned} crossings are sanctioned. All of them are in {ANNEX}, sheet “Crossings”.",
        ),
        "note",
    )
    if not leaks:
        return (note,)
    table = Table(
        caption=Text(ja="閉域の外とつながる想定外の経路", en="Unexpected ways across the border of the closed network"),
        columns=(
            Column(Text(ja="番号", en="No."), 0.5, "center"),
            Column(Text(ja="種類", en="Kind"), 1.5),
            Column(Text(ja="どこから→どこへ", en="From → to"), 1.8),
            Column(Text(ja="通信の確認", en="Seen"), 0.9),
            Column(Text(ja="根拠", en="Evidence"), 2.6),
        ),
        rows=tuple(_leak_row(materials, group) for group in leaks),
        small=True,
    )
    return (table, note)


def _leak_row(materials: MapMaterials, group: WireGroup) -> tuple[Text, ...]:
    times = len(group.crossings)
    kind = CROSSING_NAMES[group.kind]
    source = _ends(materials, [crossing.from_zone for crossing in group.crossings])
    target = _ends(materials, [crossing.to_zone for crossing in group.crossings])
    seen = sum(one.seen for one in group.crossings)
    devices = materials.labels(tuple(dict.fromkeys(one for crossing in group.crossings for one in crossing.device_ids)))
    through = listed(devices, limit=3, counter="台", width=24) if devices else EMPTY
    return (
        same(str(group.number) if group.number else "-"),
        Text(ja=kind.ja + (f"({times}件)" if times > 1 else ""), en=kind.en + (f" (×{times})" if times > 1 else "")),
        joined((Text(ja=f"{source.ja} → {target.ja}", en=f"{source.en} → {target.en}"), _bracketed(through))),
        _seen(seen, group),
        places([cited for crossing in group.crossings for cited in crossing.sources], limit=2),
    )


def _ends(materials: MapMaterials, zone_ids: list[str]) -> Text:
    names = [materials.zone_name(zone) for zone in dict.fromkeys(zone_ids)]
    return Text(
        ja=listed([name.ja for name in names], limit=2, width=24).ja, en=listed([name.en for name in names], limit=2, width=30).en
    )


def _bracketed(text: Text) -> Text:
    return Text(ja=f"({text.ja})", en=f"({text.en})") if text.ja else EMPTY


def _seen(count: int, group: WireGroup) -> Text:
    """Say what traffic and configuration say of it; not seen is not the same as not there."""
    if count:
        return Text(ja=f"{count:,}回 確認", en=f"seen {count:,} times")
    if any(crossing.allowed in (Verdict.ALLOW, Verdict.PARTIAL) for crossing in group.crossings):
        return Text(ja="設定上は通る(通信は未確認)", en="allowed by configuration, not seen")
    return Text(ja="通信は未確認", en="not seen")
