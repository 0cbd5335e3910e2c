"""Every date that a roadmap must not forget, each with where it comes from; and the dates that nobody knows."""

from collections.abc import Iterator, Sequence
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.intel import Support, lifecycles, support_of
from inmori.model import Hospital
from inmori.plan.roadmap import RoadmapDate, RoadmapItem
from inmori.plan.select import on_site
from inmori.plan.wave import WavePlan
from inmori.plan.wave_anchors import anchors_of
from inmori.plan.wave_dates import next_end
from inmori.plan.wave_needs import name_of
from inmori.text import Text

_FAR = 10  # years: what ends later is no date for this roadmap


def dates_of(
    hospital: Hospital, catalogue: Catalogue, *, today: date, items: Sequence[RoadmapItem], waves: WavePlan
) -> tuple[RoadmapDate, ...]:
    """Return the dates from today on, each once, by day and id."""
    last = date(today.year + _FAR, 12, 31)
    found = {
        one.id: one
        for part in (
            _tasks(catalogue, items),
            _moves(waves),
            _renewals(hospital),
            _contracts(hospital, today=today),
            _kept_until(hospital),
            _makers(hospital, catalogue, today=today),
            _subsidies(catalogue, items),
        )
        for one in part
        if today <= one.on <= last
    }
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.kind, one.id)))


def unknown_dates_of(hospital: Hospital, *, today: date, waves: WavePlan) -> tuple[Text, ...]:
    """Return systems on site whose renewal, contract and lease end are all unknown or past, and what waves lack."""
    bare = [
        name_of(system)
        for system in hospital.systems
        if on_site(hospital, system)
        and not any(one.kind != "support" for one in anchors_of(hospital, system, today=today))
    ]
    if not bare:
        return waves.unknown
    names = list(dict.fromkeys((one.ja, one.en) for one in bare))
    told = Text(
        ja=f"更新・契約・リースの終わりが分からない(または過ぎている)もの: {'、'.join(ja for ja, _ in names)}",
        en=f"End of renewal, contract and lease unknown or past: {', '.join(en for _, en in names)}",
    )
    return (told, *waves.unknown)


def _tasks(catalogue: Catalogue, items: Sequence[RoadmapItem]) -> Iterator[RoadmapDate]:
    planned = {item.measure: item for item in items}
    for item in items:
        if item.due is not None and item.state != "done":
            about = Text(ja=f"担当: {item.owner or item.who.ja}", en=f"Who: {item.owner or item.who.en}")
            yield RoadmapDate(id=f"measure-{item.measure}", kind="measure", on=item.due, title=item.name, about=about)
    for measure in catalogue.measures.values():
        if measure.deadline is not None:
            yield RoadmapDate(
                id=f"legal-{measure.id}",
                kind="legal",
                on=measure.deadline,
                title=measure.name,
                about=_kept(planned.get(measure.id), measure.deadline),
            )


def _kept(item: RoadmapItem | None, deadline: date) -> Text:
    """Say whether a legal date is kept by the roadmap."""
    if item is None:
        return Text(
            ja="この日までに求められています。この工程表には入っていません。",
            en="Asked for by this day. It is not on this roadmap.",
        )
    if item.due is None or item.due > deadline:
        when = item.due.isoformat() if item.due else "?"
        return Text(
            ja=f"この日までに求められています。工程表では{when}になります。間に合わない理由と計画を文書にしてください。",
            en=f"Asked for by this day. The roadmap has it on {when}: put the reason and the plan in writing.",
        )
    return Text(
        ja="この日までに求められています。工程表で間に合います。", en="Asked for by this day. The roadmap keeps it."
    )


def _moves(waves: WavePlan) -> Iterator[RoadmapDate]:
    for wave in waves.waves:
        name = wave.name
        sure = Text(ja="" if wave.target else "(仮の日)", en="" if wave.target else " (provisional)")
        yield RoadmapDate(
            id=f"{wave.id}-start",
            kind="wave",
            on=wave.start,
            title=Text(ja=f"{name.ja}の移行準備を始める{sure.ja}", en=f"Begin preparing the move of {name.en}{sure.en}"),
            about=wave.preparation[0],
        )
        yield RoadmapDate(
            id=f"{wave.id}-cut-over",
            kind="wave",
            on=wave.cut_over,
            title=Text(ja=f"{name.ja}の切替{sure.ja}", en=f"Change over {name.en}{sure.en}"),
            about=wave.why_then,
        )
        yield RoadmapDate(
            id=f"{wave.id}-off",
            kind="wave",
            on=wave.end,
            title=Text(ja=f"古い{name.ja}を網から外す{sure.ja}", en=f"Old {name.en} leaves the network{sure.en}"),
            about=wave.fallback,
        )


def _renewals(hospital: Hospital) -> Iterator[RoadmapDate]:
    for system in hospital.systems:
        on = system.renewal.value
        if on is not None and on_site(hospital, system):
            name, told = name_of(system), system.renewal.sources
            yield RoadmapDate(
                id=f"renewal-{system.id}",
                kind="renewal",
                on=on,
                title=Text(ja=f"{name.ja}の更新時期", en=f"{name.en}: renewal due"),
                about=_from(told[0].place() if told else ""),
            )


def _contracts(hospital: Hospital, *, today: date) -> Iterator[RoadmapDate]:
    for contract in hospital.contracts:
        if contract.end.value is None:
            continue
        rolls = contract.auto_renewal.value is True
        on = next_end(contract.end.value, today) if rolls and contract.end.value < today else contract.end.value
        vendor = contract.vendor.value or contract.id
        covers = "、".join(contract.covers[:3])
        place = _from(contract.sources[0].place() if contract.sources else "")
        yield RoadmapDate(
            id=f"contract-{contract.id}",
            kind="contract",
            on=on,
            title=Text(ja=f"{vendor}の契約の終わり({covers})", en=f"Contract with {vendor} ends ({covers})"),
            about=Text(
                ja=("自動更新(1年ごとと仮定)。" if rolls else "") + place.ja,
                en=("Renews by itself (taken as yearly). " if rolls else "") + place.en,
            ),
        )


def _kept_until(hospital: Hospital) -> Iterator[RoadmapDate]:
    for device in hospital.devices:
        if device.in_use() and device.support_until.value:
            yield RoadmapDate(
                id=f"support-{device.id}",
                kind="support",
                on=device.support_until.value,
                title=Text(ja=f"{device.label()} の保守期限", en=f"Support of {device.label()} ends"),
                about=_from(device.support_until.sources[0].place() if device.support_until.sources else ""),
            )


def _makers(hospital: Hospital, catalogue: Catalogue, *, today: date) -> Iterator[RoadmapDate]:
    """Ends of makers' support that lie ahead, one date for all machines with the same product."""
    known = lifecycles(catalogue)
    groups: dict[tuple[str, date], list[str]] = {}
    for device in hospital.devices:
        if not device.in_use():
            continue
        for part in support_of(device, lifecycles=known, today=today):
            if part.end is not None and part.status in (Support.SUPPORTED, Support.ENDS_SOON):
                groups.setdefault((part.product, part.end), []).append(device.label())
    for (product, on), labels in sorted(groups.items()):
        yield RoadmapDate(
            id=f"maker-{product}-{on.isoformat()}",
            kind="support",
            on=on,
            title=Text(ja=f"{product} のサポートの終わり({len(labels)}台)", en=f"{product}: support ends ({len(labels)} machines)"),
            about=Text(
                ja=f"{'、'.join(labels[:5])}。公開表({known.snapshot.isoformat()}時点)による。",
                en=f"{', '.join(labels[:5])}. From public tables as of {known.snapshot.isoformat()}.",
            ),
        )


def _subsidies(catalogue: Catalogue, items: Sequence[RoadmapItem]) -> Iterator[RoadmapDate]:
    for subsidy in catalogue.subsidies.values():
        helped = [
            item
            for item in items
            if item.measure in catalogue.measures and subsidy.id in catalogue.measures[item.measure].subsidies
        ]
        if subsidy.apply_by is not None and helped:
            yield RoadmapDate(
                id=subsidy.id,
                kind="subsidy",
                on=subsidy.apply_by,
                title=Text(ja=f"{subsidy.name.ja}の申請", en=f"Apply for: {subsidy.name.en}"),
                about=Text(
                    ja=f"対象になりうる対策: {'、'.join(one.name.ja for one in helped[:3])}。出典: {subsidy.source}",
                    en=f"May pay part of: {', '.join(one.name.en for one in helped[:3])}. Source: {subsidy.source}",
                ),
            )


def _from(place: str) -> Text:
    return Text(ja=f"出典: {place}", en=f"Source: {place}") if place else Text(ja="出典の記録なし", en="No source recorded")
