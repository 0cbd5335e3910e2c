"""The map of one state of a hospital, small enough to be shown at once: working it out anew takes seconds.

It is kept beside a version's documents and carries the hashes of those it was made from, so a stale one is noticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inmori.diagnose import Diagnosis
from inmori.diagnose.finding import Severity
from inmori.model import Contract, Device, Document, Frozen, Hospital, RemoteAccess, ZoneKind
from inmori.reach import Crossing, RealZone, ZoneMatrix, crossings, real_zones, zone_matrix
from inmori.reach.answer import Verdict
from inmori.reach.grounds import plain_name
from inmori.report.documents.assessment.network import band_of, gates_of, zone_boxes
from inmori.report.documents.assessment.values import said
from inmori.report.figures.network_layout import Band
from inmori.report.zone_names import names_of_zones, zone_said
from inmori.text import Text

FORM = 1  # of what is kept: raise it when a field below changes its meaning
_OF_A_RULE = ("policy:", "tunnel:")


class Spot(Frozen):
    """One zone. ``words`` are those of its box; ``written`` is what the list of machines knows it by."""

    id: str
    kind: ZoneKind
    band: Band
    name: Text
    written: str
    count: Text
    words: tuple[Text, ...]
    networks: tuple[str, ...] = ()
    devices: int = 0
    systems: tuple[Text, ...] = ()
    closed: bool | None = None  # as the hospital says; None where nobody said
    judged: bool = False  # whether a configuration that was read speaks of it
    together: tuple[str, ...] = ()  # ids of the zones that it is one with in fact
    why: tuple[str, ...] = ()  # what makes them one, as neutral references
    findings: tuple[str, ...] = ()


class Way(Frozen):
    """One crossing with what the papers and the diagnosis say of it, all by id."""

    crossing: Crossing
    findings: tuple[str, ...] = ()
    remotes: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()


class Told(Frozen):
    """A finding in one line."""

    id: str
    severity: Severity
    title: Text


class Pass(Frozen):
    """The letter and the name of a device that ways pass through."""

    id: str
    letter: str
    name: Text


class Cell(Frozen):
    """Whether one zone reaches another; ``spoken`` says whether a configuration speaks of it."""

    source: str
    target: str
    verdict: Verdict
    filtered: bool
    spoken: bool
    seen: int


class Chart(Document):
    """The map of one state."""

    form: int = 0
    today: date
    spots: tuple[Spot, ...] = ()
    ways: tuple[Way, ...] = ()
    passes: tuple[Pass, ...] = ()
    cells: tuple[Cell, ...] = ()
    machines: tuple[tuple[str, str], ...] = ()  # id and label of those that ways name
    findings: tuple[Told, ...] = ()
    remotes: tuple[RemoteAccess, ...] = ()
    contracts: tuple[Contract, ...] = ()
    devices: int = 0  # in use
    unplaced: int = 0  # of them, in no zone that is known
    gateways: int = 0
    flows: int = 0


@dataclass(frozen=True)
class _Ground:
    """What the paper's map is drawn from (``MapMaterials``)."""

    hospital: Hospital
    crossings: tuple[Crossing, ...]
    matrix: ZoneMatrix

    @property
    def leaks(self) -> tuple[Crossing, ...]:
        return tuple(one for one in self.crossings if one.leak)

    @cached_property
    def in_use(self) -> tuple[Device, ...]:
        return tuple(device for device in self.hospital.devices if device.in_use())

    @cached_property
    def names(self) -> dict[str, Text]:
        return names_of_zones(self.hospital.zones)

    @cached_property
    def by_id(self) -> dict[str, Device]:
        return {device.id: device for device in self.hospital.devices}

    def zone_name(self, zone_id: str) -> Text:
        return zone_said(zone_id, self.names)

    def labels(self, device_ids: Sequence[str]) -> list[str]:
        return [self.by_id[one].label() if one in self.by_id else one for one in device_ids]


def chart_of(hospital: Hospital, diagnosis: Diagnosis | None, *, today: date) -> Chart:
    """Work the map out: zones as papers say and as the rules make them, every way across, and what is said of each."""
    ground = _Ground(hospital, crossings(hospital, today=today), zone_matrix(hospital))
    ways = tuple(_ways(ground, diagnosis))
    named = dict.fromkeys(one for way in ways for one in way.crossing.device_ids)
    spots = tuple(_spots(ground, diagnosis, real_zones(hospital)))
    cited = {one for way in ways for one in way.findings} | {one for spot in spots for one in spot.findings}
    paths, papers = ({one for way in ways for one in getattr(way, name)} for name in ("remotes", "contracts"))
    return Chart(
        form=FORM,
        today=today,
        spots=spots,
        ways=ways,
        passes=tuple(Pass(id=name, letter=gate.letter, name=gate.name) for name, gate in gates_of(hospital).items()),
        cells=tuple(
            Cell(source=one.from_zone, target=one.to_zone, verdict=one.verdict, filtered=one.filtered,
                 spoken=bool(one.gateway_ids) or one.verdict is not Verdict.UNKNOWN, seen=one.seen)
            for one in ground.matrix.cells
        ),
        machines=tuple(zip(named, ground.labels(tuple(named)), strict=True)),
        findings=tuple(
            Told(id=one.id, severity=one.severity, title=one.title)
            for one in (diagnosis.findings if diagnosis else ()) if one.id in cited
        ),
        remotes=tuple(one for one in hospital.remote_accesses if one.id in paths),
        contracts=tuple(one for one in hospital.contracts if one.id in papers),
        devices=len(ground.in_use),
        unplaced=sum(not set(device.zone_ids()) & ground.names.keys() for device in ground.in_use),
        gateways=len(hospital.gateways),
        flows=len(hospital.flows),
    )  # fmt: skip


def _spots(ground: _Ground, diagnosis: Diagnosis | None, real: Iterable[RealZone]) -> Iterable[Spot]:
    """Take the boxes of the paper's map, all that it could draw, and add what only a table has room for."""
    zones = {zone.id: zone for zone in ground.hospital.zones}
    everywhere = {*zones, "internet", "cloud", "vendor_net"}
    count = Counter(zone for device in ground.in_use for zone in device.zone_ids())
    spoken = {name for cell in ground.matrix.cells if cell.gateway_ids for name in (cell.from_zone, cell.to_zone)}
    one_with: dict[str, dict[str, None]] = {}
    why: dict[str, dict[str, None]] = {}
    for each in real:
        for name in each.zone_ids if each.mixed else ():
            one_with.setdefault(name, {}).update(dict.fromkeys(other for other in each.zone_ids if other != name))
            why.setdefault(name, {}).update(dict.fromkeys(each.refs))
    found = _findings_by_zone(ground, diagnosis)
    for box in zone_boxes(ground, everywhere):
        zone = zones.get(box.id)
        yield Spot(
            id=box.id,
            kind=zone.kind if zone else ZoneKind(box.id),
            band=band_of(zone) if zone else box.band,
            name=box.name,
            written=(zone.name.value or zone.id) if zone else "",
            count=box.count,
            words=box.items,
            networks=tuple(network.cidr for network in zone.networks) if zone else (),
            devices=count[box.id],
            systems=tuple(_systems(ground, box.id)) if zone else (),
            closed=zone.closed_by_intent.value if zone else None,
            judged=box.id in spoken,
            together=tuple(one_with.get(box.id, ())),
            why=tuple(why.get(box.id, ())),
            findings=tuple(found.get(box.id, ())),
        )


def _systems(ground: _Ground, zone_id: str) -> Iterable[Text]:
    here = {device.id for device in ground.in_use if zone_id in device.zone_ids()}
    kinds = dict.fromkeys(system.kind for system in ground.hospital.systems if here & set(system.device_ids))
    return (said(kind) for kind in kinds)


def _findings_by_zone(ground: _Ground, diagnosis: Diagnosis | None) -> Mapping[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for finding in diagnosis.findings if diagnosis else ():
        for name in finding.device_ids:
            device = ground.by_id.get(name)
            for zone in device.zone_ids() if device else ():
                found.setdefault(zone, {})[finding.id] = None
    return found


def _ways(ground: _Ground, diagnosis: Diagnosis | None) -> Iterable[Way]:
    """Join crossings with the findings, maintenance paths and contracts that speak of them."""
    findings = [(one.id, frozenset(one.refs)) for one in (diagnosis.findings if diagnosis else ())]
    by_ref: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, refs in findings:
        for ref in refs:
            by_ref.setdefault(ref, []).append((name, refs))
    contracts: dict[str, list[str]] = {}
    for contract in ground.hospital.contracts:
        contracts.setdefault(plain_name(contract.vendor.value or ""), []).append(contract.id)
    for crossing in ground.crossings:
        paths = [one for one in ground.hospital.remote_accesses if _is_way_of(one, crossing)]
        own = frozenset(crossing.refs)
        # A check names all references of the crossings that it speaks of, or their ids.
        about = [name for name, refs in by_ref.get(crossing.refs[0], ()) if own <= refs] if own else []
        about += [name for each in (crossing.id, *(path.id for path in paths)) for name, _ in by_ref.get(each, ())]
        vendors = dict.fromkeys(plain_name(each) for each in (crossing.vendor, *(p.vendor.value or "" for p in paths)) if each)
        yield Way(
            crossing=crossing,
            findings=tuple(dict.fromkeys(about)),
            remotes=tuple(path.id for path in paths),
            contracts=tuple(one for vendor in vendors for one in contracts.get(vendor, ())),
        )


def _is_way_of(path: RemoteAccess, crossing: Crossing) -> bool:
    """Whether a maintenance path is this crossing: its rule or tunnel in the same file, or, without a rule, its ends."""
    shared = set(path.refs) & set(crossing.refs)
    if crossing.rule_id is None:
        return bool(shared)
    files = {source.file for source in crossing.sources}
    # Two gateways may each have a rule of that number.
    here = any(source.file in files for source in path.sources) or crossing.vendor == (path.vendor.value or "-")
    return here and any(ref.startswith(_OF_A_RULE) for ref in shared)
