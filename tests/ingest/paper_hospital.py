"""An invented hospital on paper: true machines, and what messy sources say of them, by the habits of a house.

Each sighting carries the number of the true machine behind it, so that reconciliation can be judged. Nothing here is
taken from a sample: habits (names or none, DHCP everywhere, reused addresses, slips of the pen) are dials.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from inmori.ingest.reading import Sighting
from inmori.model import DeviceKind, Source, SourceKind, ZoneKind

TODAY = date(2027, 3, 8)
WIRE_DAY = date(2027, 3, 2)
LEDGER_DAY = date(2026, 4, 1)


@dataclass(frozen=True)
class Habits:
    """How a house keeps its papers; shares are between 0 and 1."""

    name: str
    clients: int = 90
    servers: int = 12
    printers: int = 15
    instruments: int = 15
    retired: int = 8
    ledger_hostnames: float = 1.0
    ledger_serials: float = 0.9
    ledger_macs: float = 0.8
    ledger_assets: float = 0.9
    ledger_addresses: float = 0.95
    ledger_missing: float = 0.1  # machines that the ledger does not know
    ledger_duplicates: int = 3
    typos: int = 3
    dhcp: float = 0.0  # share of clients with a leased address
    lease_moves: float = 0.0  # of those, share that had another address when the tool saw them
    asset_tool: float = 0.9  # share of PCs and servers with the agent
    directory: bool = True
    reused: int = 2  # addresses of retired machines that somebody else has now
    renamed: int = 0  # PCs whose ledger still has the old name
    wire: float = 0.85
    wire_on_lan_macs: float = 0.0  # share of wire sightings with a MAC


@dataclass
class Machine:
    """One true machine."""

    number: int
    kind: DeviceKind
    host: str
    address: str
    mac: str
    serial: str
    asset: str
    maker: str
    model: str
    department: str
    zone: ZoneKind
    alive: bool = True
    leased: bool = False
    had_address: str = ""  # as the asset tool saw it
    last_seen: date = WIRE_DAY


@dataclass
class PaperHospital:
    """The truth and what is said of it; ``said`` pairs each sighting with its machine's number."""

    machines: list[Machine] = field(default_factory=list)
    said: list[tuple[Sighting, int]] = field(default_factory=list)
    typos: list[tuple[int, str, str]] = field(default_factory=list)  # machine, written, meant

    def sightings(self) -> list[Sighting]:
        return [sighting for sighting, _ in self.said]


_MAKERS = {
    DeviceKind.SERVER: [("Hokuto", "HS-220"), ("Hokuto", "HS-410"), ("Orbit", "Rack 5")],
    DeviceKind.CLIENT: [("Kawabe", "Desk 300"), ("Kawabe", "Desk 500"), ("Orbit", "Slim 2"), ("Minami", "NoteB")],
    DeviceKind.PRINTER: [("Prinzo", "LP-90"), ("Prinzo", "MF-12")],
    DeviceKind.MODALITY: [("Raytec", "CT-9"), ("Sonoco", "US-3"), ("Sonoco", "US-5")],
}
_DEPARTMENTS = ["外来", "2病棟", "3病棟", "検査科", "放射線科", "医事課", "総務課", "薬剤部"]
_PREFIX = {ZoneKind.CLINICAL: "172.20.4", ZoneKind.INFO: "172.20.8", ZoneKind.DEPT: "172.20.12"}


def make(habits: Habits, seed: int) -> PaperHospital:
    """Return an invented hospital with these habits."""
    rng = random.Random(f"{habits.name}/{seed}")
    hospital = PaperHospital(machines=_machines(habits, rng))
    ledger = _ledger(habits, rng, hospital)
    hospital.said += ledger
    hospital.said += _asset_tool(habits, rng, hospital)
    if habits.directory:
        hospital.said += _directory(habits, rng, hospital)
    hospital.said += _wire(habits, rng, hospital)
    return hospital


def _machines(habits: Habits, rng: random.Random) -> list[Machine]:
    counts = {
        DeviceKind.SERVER: habits.servers,
        DeviceKind.CLIENT: habits.clients + habits.retired,
        DeviceKind.PRINTER: habits.printers,
        DeviceKind.MODALITY: habits.instruments,
    }
    next_host = dict.fromkeys(_PREFIX, 9)
    machines: list[Machine] = []
    for kind, count in counts.items():
        for index in range(count):
            zone = _zone(kind, rng)
            next_host[zone] += 1
            third, last = divmod(next_host[zone], 240)
            net = _PREFIX[zone].rsplit(".", 1)
            address = f"{net[0]}.{int(net[1]) + third}.{last + 10}"
            maker, model = rng.choice(_MAKERS[kind])
            number = len(machines)
            names = {DeviceKind.SERVER: f"sv{index:02d}", DeviceKind.CLIENT: f"hp-c{rng.randrange(10**5):05d}"}
            machines.append(
                Machine(
                    number=number,
                    kind=kind,
                    host=names.get(kind, f"{model.lower()}-{index}" if kind is DeviceKind.MODALITY else ""),
                    address=address,
                    mac="3c:a8:2a:" + ":".join(f"{rng.randrange(256):02x}" for _ in range(3)),
                    serial="".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(8)),
                    asset=f"K{number:05d}",
                    maker=maker,
                    model=model,
                    department=rng.choice(_DEPARTMENTS),
                    zone=zone,
                    leased=kind is DeviceKind.CLIENT and rng.random() < habits.dhcp,
                )
            )
    _retire(habits, rng, machines)
    _lease(habits, rng, machines)
    return machines


def _zone(kind: DeviceKind, rng: random.Random) -> ZoneKind:
    if kind is DeviceKind.MODALITY:
        return ZoneKind.DEPT
    return rng.choice([ZoneKind.CLINICAL, ZoneKind.CLINICAL, ZoneKind.INFO])


def _retire(habits: Habits, rng: random.Random, machines: list[Machine]) -> None:
    clients = [machine for machine in machines if machine.kind is DeviceKind.CLIENT]
    for machine in rng.sample(clients, habits.retired):
        machine.alive = False
        machine.leased = False
        machine.last_seen = TODAY - timedelta(days=rng.randrange(400, 1500))
    dead = [machine for machine in clients if not machine.alive]
    living = [machine for machine in clients if machine.alive and not machine.leased]
    for old, new in zip(dead[: habits.reused], rng.sample(living, min(habits.reused, len(living))), strict=False):
        old.address = new.address


def _lease(habits: Habits, rng: random.Random, machines: list[Machine]) -> None:
    for machine in machines:
        machine.had_address = machine.address
    leased = [machine for machine in machines if machine.leased and machine.alive]
    movers = rng.sample(leased, int(len(leased) * habits.lease_moves))
    pool = [machine.address for machine in movers]
    for machine, address in zip(movers, pool[1:] + pool[:1], strict=True):
        machine.had_address = address


def _ledger(habits: Habits, rng: random.Random, hospital: PaperHospital) -> list[tuple[Sighting, int]]:
    said: list[tuple[Sighting, int]] = []
    rows: dict[str, int] = {}
    for machine in hospital.machines:
        if machine.alive and rng.random() < habits.ledger_missing:
            continue
        sheet = {"server": "機械室", "client": "PC", "printer": "印刷機", "modality": "検査機器"}[machine.kind.value]
        rows[sheet] = rows.get(sheet, 3) + 1
        said.append((_ledger_row(habits, rng, machine, sheet, rows[sheet]), machine.number))
    telling = [item for item in said if item[0].serials and (item[0].hostnames or item[0].addresses)]
    copied = rng.sample(telling, min(habits.ledger_duplicates, len(telling)))
    for sighting, number in copied:
        rows["予備"] = rows.get("予備", 1) + 1
        source = sighting.source.model_copy(update={"sheet": "予備", "row": rows["予備"]})
        said.append((_replace(sighting, source=source), number))
    renamable = [i for i, (s, n) in enumerate(said) if s.hostnames and s.serials and hospital.machines[n].alive]
    for index in rng.sample(renamable, min(habits.renamed, len(renamable))):
        sighting, number = said[index]
        said[index] = (_replace(sighting, hostnames=(f"old{number:04d}",)), number)
    _mistype(habits, rng, hospital, said)
    return said


def _ledger_row(habits: Habits, rng: random.Random, machine: Machine, sheet: str, row: int) -> Sighting:
    def some(value: str, share: float) -> tuple[str, ...]:
        return (value,) if value and rng.random() < share else ()

    source = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet=sheet, row=row, as_of=LEDGER_DAY)
    return Sighting(
        source=source,
        addresses=() if machine.leased else some(machine.address, habits.ledger_addresses),
        macs=some(machine.mac, habits.ledger_macs),
        hostnames=some(machine.host.upper(), habits.ledger_hostnames),
        serials=some(machine.serial, habits.ledger_serials),
        asset_numbers=some(machine.asset, habits.ledger_assets),
        facts=_facts(machine, source),
        retired=None if machine.alive else "取消線",
    )


def _mistype(
    habits: Habits, rng: random.Random, hospital: PaperHospital, said: list[tuple[Sighting, int]]
) -> None:
    tooled = [
        index
        for index, (sighting, number) in enumerate(said)
        if sighting.addresses and sighting.hostnames and hospital.machines[number].kind is DeviceKind.CLIENT
        and hospital.machines[number].alive
    ]
    for index in rng.sample(tooled, min(habits.typos, len(tooled))):
        sighting, number = said[index]
        meant = sighting.addresses[0]
        head, last = meant.rsplit(".", 1)
        swapped = f"{head}.{last[:-2]}{last[-1]}{last[-2]}" if len(last) > 1 and last[-1] != last[-2] else ""
        written = swapped if swapped and rng.random() < 0.6 and int(last[-1]) else f"{head}..{last}"
        said[index] = (_replace(sighting, addresses=(written,)), number)
        hospital.typos.append((number, written, meant))


def _asset_tool(habits: Habits, rng: random.Random, hospital: PaperHospital) -> list[tuple[Sighting, int]]:
    said = []
    for row, machine in enumerate(hospital.machines, start=2):
        if machine.kind not in (DeviceKind.CLIENT, DeviceKind.SERVER) or rng.random() >= habits.asset_tool:
            continue
        seen = machine.last_seen if not machine.alive else TODAY - timedelta(days=rng.randrange(0, 12))
        source = Source(kind=SourceKind.EXPORT, file="agents.csv", row=row, as_of=seen)
        sighting = Sighting(
            source=source,
            addresses=(machine.had_address,),
            macs=(machine.mac,),
            hostnames=(machine.host,),
            serials=(machine.serial,),
            asset_numbers=(machine.asset,) if rng.random() < 0.5 else (),
            facts=_facts(machine, source),
            dhcp=machine.leased,
            last_seen=seen,
        )
        said.append((sighting, machine.number))
    return said


def _directory(habits: Habits, rng: random.Random, hospital: PaperHospital) -> list[tuple[Sighting, int]]:
    said = []
    for row, machine in enumerate(hospital.machines, start=2):
        if machine.kind not in (DeviceKind.CLIENT, DeviceKind.SERVER) or rng.random() < 0.05:
            continue
        seen = machine.last_seen if not machine.alive else TODAY - timedelta(days=rng.randrange(0, 14))
        source = Source(kind=SourceKind.EXPORT, file="computers.csv", row=row, as_of=seen)
        sighting = Sighting(
            source=source,
            hostnames=(machine.host,),
            addresses=(machine.had_address,) if rng.random() < 0.5 else (),
            dhcp=machine.leased,
            last_seen=seen,
        )
        said.append((sighting, machine.number))
    return said


def _wire(habits: Habits, rng: random.Random, hospital: PaperHospital) -> list[tuple[Sighting, int]]:
    said = []
    for line, machine in enumerate(hospital.machines, start=9):
        if not machine.alive or rng.random() >= habits.wire:
            continue
        source = Source(kind=SourceKind.WIRE, file="conn.log", line=line, as_of=WIRE_DAY)
        sighting = Sighting(
            source=source,
            addresses=(machine.address,),
            macs=(machine.mac,) if rng.random() < habits.wire_on_lan_macs else (),
            dhcp=machine.leased,
            last_seen=WIRE_DAY,
        )
        said.append((sighting, machine.number))
    return said


def _facts(machine: Machine, source: Source) -> dict[str, tuple[object, Source]]:
    return {
        "kind": (machine.kind, source),
        "maker": (machine.maker, source),
        "model": (machine.model, source),
        "department": (machine.department, source),
        "name": ("端末" if machine.kind is DeviceKind.CLIENT else f"{machine.kind.value}装置", source),
    }


def _replace(sighting: Sighting, **changes: object) -> Sighting:
    names = Sighting.__dataclass_fields__
    return Sighting(**{name: changes.get(name, getattr(sighting, name)) for name in names})  # type: ignore[arg-type]


def pairs(groups: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """All pairs of sightings (by position) that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def agreement(found: Iterable[Sequence[int]], truth: Iterable[Sequence[int]]) -> tuple[float, float]:
    """Precision and recall of the pairs put together, against the pairs that belong together."""
    got, wanted = pairs(found), pairs(truth)
    right = len(got & wanted)
    return (right / len(got) if got else 1.0, right / len(wanted) if wanted else 1.0)
