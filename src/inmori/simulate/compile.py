"""The only place where a hospital becomes arrays: doors, movement and goals joined into one attack graph.

No measure is known here. A measure edits the hospital, and compiling the edited hospital gives other chances on the
same named edges; that is what makes two edits comparable draw by draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.model import BackupMedium, Hospital, Watch
from inmori.simulate.asked import crossings_of
from inmori.simulate.chance import (
    CERTAIN,
    NEVER,
    Chance,
    least,
    mixed,
    most,
    number,
    overrun,
    quantities_of,
    rest,
    value,
)
from inmori.simulate.door import Door, Ground
from inmori.simulate.dwell import Form
from inmori.simulate.graph import AttackGraph, GraphBuilder
from inmori.simulate.host import EDR_WATCH, Host, hosts_of, places_of
from inmori.simulate.law import Law
from inmori.simulate.move import Moves
from inmori.simulate.prior import Unknowns
from inmori.simulate.spread import Inside, add_movement
from inmori.simulate.system import Asset, Copies, assets_of
from inmori.simulate.threat import CLOUD_USER, doors_of
from inmori.text import Text

_SURVIVE = {
    BackupMedium.ONLINE: "backup.survive.online",
    BackupMedium.SEPARATE_LOGIN: "backup.survive.separate_login",
    BackupMedium.IMMUTABLE: "backup.survive.immutable",
    BackupMedium.OFFLINE: "backup.survive.offline",
    BackupMedium.CLOUD: "backup.survive.cloud",
}
FORM = Form()  # the form of the main answer
TENANT = "tenant"
USUAL_GENERATIONS = 7  # daily copies where generations are kept and their number is not known


@dataclass(frozen=True)
class Defence:
    """What may stop a campaign. Chances that each layer blocks or notices it, who then looks, how slow they are."""

    antivirus: Chance
    edr_block: Chance
    edr_notice: Chance
    edr_watch: Watch
    network_notice: Chance
    network_watch: Watch
    slowness: Chance


@dataclass(frozen=True)
class Circumstances:
    """What decides length and cost of an outage: factors and amounts as formulas."""

    beds: Chance
    revenue: Chance  # yen a year
    recovery_factor: Chance
    own_hands: Chance  # people of the hospital's own at the recovery
    isolation: Chance  # ratio on the hours until the network is cut
    income_factor: Chance
    investigation_factor: Chance
    machines: tuple[int, ...]  # per class of machines (see ``spread``)


@dataclass(frozen=True)
class Compiled:
    """One hospital, ready for any draw of the uncertain quantities.

    ``goals``: the ``aims`` (what a path is told to, the EHR first), then all systems stopped, then all backups lost.
    """

    graph: AttackGraph
    doors: tuple[Door, ...]
    assets: tuple[Asset, ...]
    aims: tuple[str, ...]
    goals: tuple[str, ...]
    defence: Defence
    circumstances: Circumstances
    quantities: tuple[str, ...]
    unknowns: tuple[Text, ...]
    form: Form = FORM


def compile_hospital(hospital: Hospital, catalogue: Catalogue, *, today: date) -> Compiled:
    """Compile; equal hospitals give equal arrays, whatever the order in which their parts are listed."""
    unknowns = Unknowns()
    places = places_of(hospital, unknowns)
    hosts = hosts_of(hospital, catalogue, places, today=today, unknowns=unknowns)
    assets = assets_of(hospital, hosts, places, unknowns=unknowns)
    across = crossings_of(hospital, today=today)
    cloud_vendors = tuple(sorted({asset.vendor for asset in assets if asset.cloud}))
    doors = doors_of(Ground(hospital, catalogue, today, places, hosts, across, cloud_vendors, unknowns))
    builder = GraphBuilder()
    moves = Moves(builder, catalogue, Law("lognormal", catalogue.quantities["step.spread"].value))
    add_movement(builder, moves, Inside(hospital, places, hosts, assets, across, unknowns))
    _add_goals(builder, moves, assets)
    _add_cloud(moves, hospital, assets, unknowns)
    for door in doors:
        _add_door(builder, moves, door)
    graph = builder.build()
    aims, goals = goals_of(assets)
    defence = _defence(hospital, hosts, unknowns)
    circumstances = _circumstances(hospital, graph, unknowns)
    return Compiled(
        graph=graph,
        doors=doors,
        assets=assets,
        aims=aims,
        goals=goals,
        defence=defence,
        circumstances=circumstances,
        quantities=tuple(sorted(set(_used(graph, doors, defence, circumstances)))),
        unknowns=unknowns.told(),
    )


def goals_of(assets: Sequence[Asset]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the aims and the goals of a campaign against these systems; see :class:`Compiled`."""
    aims = tuple(asset.goal for asset in sorted(assets, key=lambda asset: not asset.core))
    return aims, (*aims, *(asset.goal for asset in assets), *(asset.no_backup for asset in assets))


def _add_door(builder: GraphBuilder, moves: Moves, door: Door) -> None:
    inside = builder.node(f"inside:{door.id}")
    moves.add(f"door:{door.id}", inside, door.technique, door.place)
    for node in door.landings:
        moves.certain(inside, node)


def _add_goals(builder: GraphBuilder, moves: Moves, assets: Sequence[Asset]) -> None:
    for asset in assets:
        own = f"own:{asset.id}"
        for server in asset.servers:
            moves.certain(f"admin:{server.id}", own)
        builder.node(own)
        if not asset.cloud:
            moves.add(own, asset.goal, "encrypt", asset.name)
        builder.node(asset.goal)
        builder.node(asset.no_backup, every=True)
        for place, copies in enumerate(asset.copies):
            _add_copies(builder, moves, asset, copies, own, luck=f"copy {asset.id} {place}")


def _add_copies(
    builder: GraphBuilder, moves: Moves, asset: Asset, copies: Copies, own: str, *, luck: str
) -> None:
    """A backup is lost when all its media are destroyed, or when it cannot be restored after all.

    Luck goes by system and medium, not by the backup's id: a backup that a plan adds meets the luck of the assumed one.
    """
    lost = f"lost:{asset.id}:{copies.id}"
    gone = builder.node(f"gone:{asset.id}:{copies.id}", every=True)
    moves.certain(lost, asset.no_backup)
    moves.certain(gone, lost)
    for medium, chance in _media(copies).items():
        copy = f"copy:{asset.id}:{copies.id}:{medium}"
        moves.add(own, copy, "destroy_backup", asset.name, chance=chance, luck=f"{luck} {medium}")
        moves.certain(copy, gone)
    untested = rest("backup.works.untested")
    tested = least(rest("backup.works.tested"), untested)
    works = {True: tested, False: untested, None: mixed("prior.restore_tested", tested, untested)}
    unusable = f"unusable:{asset.id}:{copies.id}"
    moves.add(own, unusable, "destroy_backup", asset.name, chance=works[copies.tested], luck=f"{luck} unusable")
    moves.certain(unusable, lost)
    if copies.media != ():
        spoilt = f"too young:{asset.id}:{copies.id}"
        young = _too_young(copies.generations)
        moves.add(own, spoilt, "destroy_backup", asset.name, chance=young, luck=f"{luck} too young")
        moves.certain(spoilt, lost)


def _too_young(generations: int | None) -> Chance:
    """All daily copies were made while the crew was inside, and are of no use for it: by the law of the dwell."""
    one, several = (overrun("campaign.dwell", 24.0 * days) for days in (1, USUAL_GENERATIONS))
    within = mixed("prior.generations", several, one) if generations is None else overrun("campaign.dwell", 24.0 * generations)
    return (*value("backup.young_spoilt"), *within)


def _media(copies: Copies) -> dict[str, Chance]:
    if copies.media is None:
        offline = mixed("prior.offline_backup", rest("backup.survive.offline"), CERTAIN)
        return {"online": rest("backup.survive.online"), "offline": offline}
    return {medium.value: rest(_SURVIVE[medium]) for medium in copies.media} or {"none": CERTAIN}


def _add_cloud(moves: Moves, hospital: Hospital, assets: Sequence[Asset], unknowns: Unknowns) -> None:
    cloud = [asset for asset in assets if asset.cloud]
    if not cloud:
        return
    name = Text(ja="クラウドサービス", en="Cloud services")
    second = unknowns.filled(
        hospital.controls.mfa_cloud, prior="prior.mfa_cloud", yes=value("defence.mfa_cloud"), no=CERTAIN,
        about=Text(ja="クラウドの二要素認証の有無", en="Second factor on cloud services"),
    )  # fmt: skip
    for own in ("held:closed", "held:open"):
        moves.add(own, CLOUD_USER, "steal_session", name, chance=(*value("step.steal_session.p"), *second))
    moves.add(CLOUD_USER, TENANT, "take_tenant", name)
    for asset in cloud:
        moves.add(TENANT, f"own:{asset.id}", "destroy_tenant", asset.name)
        moves.certain(f"own:{asset.id}", asset.goal)
        moves.certain(f"provider:{asset.vendor}", asset.goal)


def _defence(hospital: Hospital, hosts: dict[str, Host], unknowns: Unknowns) -> Defence:
    controls = hospital.controls
    endpoint, network = controls.endpoint_detection.value, controls.network_detection.value
    seen = any(host.watch & EDR_WATCH for host in hosts.values())
    there: Chance = CERTAIN if seen else NEVER
    if endpoint is None and not any(device.edr.known for device in hospital.devices):
        there = value("prior.endpoint_watch")
        unknowns.note(
            "edr",
            Text(ja="EDRの有無が分からないため、推定で補いました。", en="Whether there is EDR is not known; filled."),
        )
    if network is None:
        unknowns.note(
            "network watch",
            Text(ja="ネットワーク監視の有無が分からないため、推定で補いました。", en="Network watch is not known; filled."),
        )
    looked_at = {Watch.NONE: NEVER, None: value("prior.network_watch")}
    fte = hospital.staff.it_fte.value
    return Defence(
        antivirus=value("defence.block.antivirus"),
        edr_block=(*there, *value("defence.block.edr")),
        edr_notice=NEVER if endpoint is Watch.NONE else (*there, *value("defence.notice.endpoint"), *_read(endpoint)),
        edr_watch=endpoint or Watch.OFFICE_HOURS,
        network_notice=(*looked_at.get(network, CERTAIN), *value("defence.notice.network"), *_read(network)),
        network_watch=network or Watch.OFFICE_HOURS,
        slowness=value("defence.staff_short") if fte is not None and fte < 0.5 else CERTAIN,
    )


def _read(watch: Watch | None) -> Chance:
    """The chance that an alert is not lost among the false ones: it is read by those whose work that is."""
    office = rest("defence.fatigue.office")
    return most(rest("defence.fatigue.always"), office) if watch is Watch.ALWAYS else office


def _circumstances(hospital: Hospital, graph: AttackGraph, unknowns: Unknowns) -> Circumstances:
    controls, fte = hospital.controls, hospital.staff.it_fte.value
    beds = number(float(hospital.beds.value)) if hospital.beds.value else value("loss.beds_prior")
    revenue = hospital.yearly_revenue_yen.value
    if not hospital.beds.value:
        unknowns.note("beds", Text(ja="病床数が分からないため、推定で補いました。", en="The number of beds is not known; filled."))
    if not revenue:
        unknowns.note(
            "revenue",
            Text(ja="医業収益が分からないため、病床数から推定しました。", en="Revenue is not known; estimated from beds."),
        )
    recovery = [value("recovery.retainer") if controls.response_retainer.value else CERTAIN]
    recovery.append(value("recovery.cyber_bcp") if controls.cyber_bcp.value else CERTAIN)
    logs = unknowns.filled(
        controls.log_collection, prior="prior.logs_kept", yes=value("loss.logs_kept"), no=CERTAIN,
        about=Text(ja="ログ保存の有無", en="Whether logs are kept"),
    )  # fmt: skip
    return Circumstances(
        beds=beds,
        revenue=number(float(revenue)) if revenue else (*beds, *value("loss.revenue_per_bed")),
        recovery_factor=tuple(term for each in recovery for term in each),
        own_hands=value("recovery.own_hands") if fte is None else number(max(float(fte), 0.0)),
        isolation=value("recovery.isolate.plan") if controls.cyber_bcp.value else CERTAIN,
        income_factor=value("recovery.paper_drill") if controls.paper_drill.value else CERTAIN,
        investigation_factor=logs,
        machines=_machines(graph),
    )


def _machines(graph: AttackGraph) -> tuple[int, ...]:
    from inmori.simulate.spread import CLASSES

    return tuple(int(graph.size[graph.counted == each].sum()) for each in range(CLASSES))


def _used(
    graph: AttackGraph, doors: Sequence[Door], defence: Defence, circumstances: Circumstances
) -> Iterator[str]:
    chances: list[Chance] = [*graph.chances, *(delay.median for delay in graph.delays)]
    chances += [chance for door in doors for chance in (door.rate, door.condition)]
    chances += [defence.antivirus, defence.edr_block, defence.edr_notice, defence.network_notice, defence.slowness]
    chances += [circumstances.beds, circumstances.revenue, circumstances.recovery_factor]
    chances += [circumstances.own_hands, circumstances.isolation]
    chances += [circumstances.income_factor, circumstances.investigation_factor]
    for chance in chances:
        yield from quantities_of(chance)
