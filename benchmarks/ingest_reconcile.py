"""How fast do records become machines, and how true: 10,000 machines of which seven papers make 60,000 records.

    python benchmarks/ingest_reconcile.py
    python benchmarks/ingest_reconcile.py --machines 1000 --seed 3
    python benchmarks/ingest_reconcile.py --profile

The invented house has a ledger (slips in addresses and serials, old names, doubled lines, machines it does not know),
agents, a directory, DHCP leases that move, ARP tables of days later in which a router answers for others, a scan and a
day of traffic; machines were scrapped, some with a line through them and some without, and their successors have their
name or address. What each record is really of is known, so precision and recall are printed: of pairs of records that
name a machine, of all pairs (with what was seen as an address only), and the number of machines.

Timed, in processor time: putting records together (``reconcile``); the whole work from records to a hospital
(``assemble``, the floor is for this one); and writing and reading its JSON. Exits 1 where a floor is missed.
"""

import argparse
import cProfile
import gc
import io
import pstats
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from inmori.catalogue import load_catalogue
from inmori.ingest.assembly import assemble
from inmori.ingest.reading import Reading, Sighting, ToldNetwork
from inmori.ingest.reconcile import Group, reconcile
from inmori.model import DeviceKind, Evidence, Hospital, Network, Source, SourceKind, ZoneKind

SECONDS_CEILING = 10.0
JSON_CEILING = 4.0  # seconds, each of writing and reading
PRECISION_FLOOR, RECALL_FLOOR = 0.99, 0.95
MACHINES, RECORDS = 10_000, 60_000
ROUNDS = 2
TODAY = date(2026, 11, 24)
LEDGER_DAY = date(2026, 4, 1)

#: Kind, share of the machines, zone, makers with their models, operating systems.
SORTS: tuple[tuple[DeviceKind, float, ZoneKind, tuple[str, ...], tuple[str, ...]], ...] = (
    (DeviceKind.CLIENT, 0.50, ZoneKind.CLINICAL, ("富士通|ESPRIMO D588", "NEC|Mate MB-3", "HP|ProDesk 400"), ("Windows 10 Pro 22H2", "Windows 11 Pro")),
    (DeviceKind.CLIENT, 0.26, ZoneKind.INFO, ("Dell|OptiPlex 7080", "富士通|LIFEBOOK U9"), ("Windows 11 Pro 24H2", "Windows 10 Pro")),
    (DeviceKind.SERVER, 0.04, ZoneKind.CLINICAL, ("富士通|PRIMERGY RX2540", "HPE|DL380"), ("Windows Server 2016", "Windows Server 2019", "RHEL 8")),
    (DeviceKind.PRINTER, 0.08, ZoneKind.CLINICAL, ("リコー|SP 6400", "キヤノン|LBP-351"), ("",)),
    (DeviceKind.MODALITY, 0.05, ZoneKind.DEPT, ("キヤノン|Aquilion", "GE|LOGIQ E9", "フクダ電子|FX-8800"), ("Windows 7", "")),
    (DeviceKind.MEDICAL_DEVICE, 0.06, ZoneKind.DEPT, ("日本光電|PVM-4000", "テルモ|TE-SS800"), ("",)),
    (DeviceKind.ROUTER, 0.01, ZoneKind.MGMT, ("ヤマハ|RTX1210", "Cisco|ISR1100"), ("",)),
)  # fmt: skip
NETWORKS = {ZoneKind.CLINICAL: "10.16", ZoneKind.INFO: "10.32", ZoneKind.DEPT: "10.48", ZoneKind.MGMT: "10.64"}
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GATEWAY_CARD = "00:a0:de:77:00:01"  # a router that answers for machines behind it
TOOLED = (DeviceKind.CLIENT, DeviceKind.SERVER)


@dataclass
class Machine:
    """One true machine; ``retired`` is the day it went, ``struck`` whether the ledger knows."""

    number: int
    kind: DeviceKind
    zone: ZoneKind
    box: str
    system: str
    host: str
    address: str
    mac: str
    serial: str
    asset: str
    leased: bool = False
    retired: date | None = None
    struck: bool = False
    more: list[str] = field(default_factory=list)  # a router's further addresses


@dataclass
class House:
    """The truth, and what is said of it: each record with the number of its machine."""

    machines: list[Machine]
    said: list[tuple[Sighting, int]] = field(default_factory=list)

    def readings(self) -> list[Reading]:
        files: dict[str, list[Sighting]] = {}
        for sighting, _ in self.said:
            files.setdefault(sighting.source.file, []).append(sighting)
        told = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=1)
        networks = tuple(ToldNetwork(network=Network(cidr=f"{start}.0.0/16"), kind=kind, source=told) for kind, start in NETWORKS.items())
        papers = [Reading(evidence=paper(name, found[0].source.kind), sightings=tuple(found)) for name, found in files.items()]
        return [*papers, Reading(evidence=paper(told.file, told.kind), networks=networks)]


def paper(name: str, kind: SourceKind) -> Evidence:
    return Evidence(file=name, sha256="", size=0, format="made-up", kind=kind)


def house(machines: int, records: int, seed: int) -> House:
    rng = random.Random(seed)
    made = House(machines=population(machines, rng))
    for write in (ledger, agents, directory, leases, neighbours, scan, traffic):
        made.said += write(made.machines, rng)
    # The rest of the records are a second day of traffic.
    rest = traffic(made.machines, rng, file="conn.2.log", day=TODAY - timedelta(days=9), share=1.0)
    rng.shuffle(rest)
    made.said += rest[: max(0, records - len(made.said))]
    return made


def population(count: int, rng: random.Random) -> list[Machine]:
    found: list[Machine] = []
    used = dict.fromkeys(NETWORKS, 0)
    for kind, share, zone, boxes, systems in SORTS:
        for index in range(round(share * count)):
            used[zone] += 1
            number = len(found)
            name = {DeviceKind.CLIENT: f"{zone.value[:1]}pc{index:05}", DeviceKind.SERVER: f"sv{index:04}", DeviceKind.ROUTER: f"rt{index:03}"}
            found.append(
                Machine(
                    number=number, kind=kind, zone=zone, box=rng.choice(boxes), system=rng.choice(systems),
                    host=name.get(kind, ""), address=f"{NETWORKS[zone]}.{used[zone] // 250}.{used[zone] % 250 + 2}",
                    mac=f"00:17:42:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}",
                    serial="".join(rng.choices(LETTERS, k=9)), asset=f"K{number:06}",
                    leased=kind is DeviceKind.CLIENT and rng.random() < 0.5,
                    more=[f"10.80.{number // 250 % 250}.{number % 250 + 1}", f"10.81.{number // 250 % 250}.{number % 250 + 1}"] if kind is DeviceKind.ROUTER else [],
                )
            )  # fmt: skip
    return scrap(found, rng)


def scrap(found: list[Machine], rng: random.Random) -> list[Machine]:
    """Scrap one machine in twenty: a third silently; half leave their name or their address to a successor."""
    pcs = [machine for machine in found if machine.kind is DeviceKind.CLIENT]
    for machine in rng.sample(pcs, len(found) // 20):
        machine.retired = TODAY - timedelta(days=rng.randrange(250, 1500))
        machine.struck = rng.random() < 0.67
        machine.leased = False
    old = [machine for machine in pcs if machine.retired]
    new = rng.sample([machine for machine in pcs if not machine.retired], len(old))
    for gone, heir in zip(old, new, strict=True):
        luck = rng.random()
        if luck < 0.25:
            gone.host = heir.host
        if 0.15 < luck < 0.5 and not heir.leased:
            gone.address = heir.address
    return found


def ledger(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    said: list[tuple[Sighting, int]] = []
    for machine in machines:
        if machine.retired is None and rng.random() < 0.06:
            continue
        for _ in range(2 if rng.random() < 0.02 else 1):
            row = len(said) + 3
            source = Source(kind=SourceKind.LEDGER, file="機器台帳.xlsx", sheet="機器", row=row, as_of=LEDGER_DAY)
            fixed = machine.address if rng.random() > 0.01 else slip(machine.address, rng)
            serial = machine.serial if rng.random() > 0.005 else slip(machine.serial, rng)
            host = machine.host if rng.random() > 0.01 else f"old{machine.number}"
            said.append((Sighting(
                source=source, addresses=() if machine.leased or rng.random() < 0.1 else (fixed,),
                macs=some(machine.mac, 0.6, rng), hostnames=some(host.upper(), 0.85, rng) if machine.host else (),
                serials=some(serial, 0.85, rng), asset_numbers=some(machine.asset, 0.9, rng),
                facts=facts(machine, source, rng), dhcp=machine.leased, retired="取消線" if machine.struck else None,
            ), machine.number))  # fmt: skip
    return said


def some(value: str, share: float, rng: random.Random) -> tuple[str, ...]:
    return (value,) if rng.random() < share else ()


def slip(text: str, rng: random.Random) -> str:
    """Two neighbours swapped, or one letter wrong."""
    at = rng.randrange(len(text) // 2, len(text) - 1)
    if text[at] != text[at + 1] and "." not in text[at : at + 2]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:-1] + ("7" if text[-1] != "7" else "4")


def facts(machine: Machine, source: Source, rng: random.Random) -> dict[str, tuple[Any, Source]]:
    maker, _, model = machine.box.partition("|")
    place = rng.choice(("1階医事課", "2階病棟", "3階病棟", "放射線科", "検査科"))
    told: dict[str, Any] = {"kind": machine.kind, "maker": maker, "model": model, "department": place, "name": f"{place}の機器"}
    told |= {"os": machine.system} if machine.system else {}
    return {name: (value, source) for name, value in told.items()}


def seen_on(machine: Machine, within: int, rng: random.Random) -> date:
    return machine.retired or TODAY - timedelta(days=rng.randrange(within))


def agents(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    said = []
    for machine in machines:
        if machine.kind not in TOOLED or rng.random() < 0.1:
            continue
        day = seen_on(machine, 12, rng)
        source = Source(kind=SourceKind.EXPORT, file="agents.csv", line=len(said) + 2, as_of=day)
        told = {"kind": machine.kind, "os": machine.system, "antivirus": "Apex One", "antivirus_updated": day, "last_patched": day - timedelta(days=20)}
        said.append((Sighting(
            source=source, addresses=(machine.address,), macs=(machine.mac,), hostnames=(machine.host.upper(),),
            serials=(machine.serial,), facts={name: (value, source) for name, value in told.items()}, dhcp=machine.leased, last_seen=day,
        ), machine.number))  # fmt: skip
    return said


def directory(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    """One account for each name: a successor of the same name took over the account."""
    said, taken = [], set()
    for machine in sorted(machines, key=lambda machine: machine.retired is not None):
        if machine.kind not in TOOLED or machine.host in taken or rng.random() < 0.05:
            continue
        taken.add(machine.host)
        day = seen_on(machine, 14, rng)
        source = Source(kind=SourceKind.EXPORT, file="computers.csv", line=len(said) + 2, as_of=day)
        said.append((Sighting(source=source, hostnames=(machine.host,), facts={"os": (machine.system, source)}, last_seen=day), machine.number))
    return said


def leases(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    """One lease in ten had moved on: the address is another machine's by now."""
    said = []
    leased = [machine for machine in machines if machine.leased and not machine.retired]
    moved = rng.sample(leased, len(leased) // 10)
    now = dict(zip((m.number for m in moved), (m.address for m in [*moved[1:], *moved[:1]]), strict=True))
    for machine in leased:
        day = TODAY - timedelta(days=rng.randrange(3))
        source = Source(kind=SourceKind.EXPORT, file="leases.txt", line=len(said) + 1, as_of=day)
        said.append((Sighting(
            source=source, addresses=(now.get(machine.number, machine.address),), macs=(machine.mac,),
            hostnames=some(machine.host, 0.8, rng), facts={"dhcp": (True, source)}, dhcp=True, last_seen=day,
        ), machine.number))  # fmt: skip
    return said


def neighbours(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    """ARP tables: cards and addresses; thirty machines stand behind a router that answers for them."""
    said = []
    day = TODAY - timedelta(days=4)
    behind = {machine.number for machine in rng.sample([m for m in machines if not m.retired and not m.leased], 30)}
    for machine in machines:
        if machine.retired or rng.random() < 0.08:
            continue
        card = GATEWAY_CARD if machine.number in behind else machine.mac
        source = Source(kind=SourceKind.WIRE, file="arp.txt", line=len(said) + 4, as_of=day)
        said.append((Sighting(source=source, addresses=(machine.address, *machine.more), macs=(card,), last_seen=day), machine.number))
    return said


def scan(machines: Sequence[Machine], rng: random.Random) -> list[tuple[Sighting, int]]:
    said = []
    day = TODAY - timedelta(days=30)
    for machine in machines:
        if machine.retired or machine.leased or rng.random() < 0.1:
            continue
        for address in (machine.address, *machine.more):
            source = Source(kind=SourceKind.EXPORT, file="scan.xml", line=len(said) * 9 + 4, as_of=day)
            guess = source.model_copy(update={"kind": SourceKind.DERIVED})
            told = {"os": ("Windows 10 1607 - 22H2", guess)} if "Windows 1" in machine.system else {}
            said.append((Sighting(
                source=source, addresses=(address,), macs=some(machine.mac, 0.3, rng) if address == machine.address else (),
                hostnames=some(machine.host, 0.5, rng) if machine.host else (), facts=told, last_seen=day,
            ), machine.number))  # fmt: skip
    return said


def traffic(machines: Sequence[Machine], rng: random.Random, *, file: str = "conn.log", day: date = TODAY - timedelta(days=2), share: float = 0.92) -> list[tuple[Sighting, int]]:
    said = []
    for machine in machines:
        if machine.retired or rng.random() > share:
            continue
        source = Source(kind=SourceKind.WIRE, file=file, line=len(said) + 9, as_of=day)
        told = {"dhcp": (True, source)} if machine.leased and rng.random() < 0.3 else {}
        said.append((Sighting(source=source, addresses=(machine.address,), facts=told, dhcp=bool(told), last_seen=day), machine.number))
    return said


def agreement(groups: Sequence[Group], truth: dict[str, int], *, named: bool) -> tuple[float, float]:
    """Precision and recall of the pairs of records put together."""
    right = together = 0
    wanted: Counter[int] = Counter()
    for group in groups:
        numbers = [truth[key(s)] for s in group.sightings if not named or not bare(s)]
        wanted.update(numbers)
        together += pairs(len(numbers))
        right += sum(pairs(count) for count in Counter(numbers).values())
    return right / together, right / sum(map(pairs, wanted.values()))


def key(sighting: Sighting) -> str:
    return sighting.source.place()


def bare(sighting: Sighting) -> bool:
    return not (sighting.macs or sighting.hostnames or sighting.serials or sighting.asset_numbers)


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def silent(what: str, share: float) -> None:
    """Show no progress."""


def fastest(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, the best of the rounds, and the last result; the collector is off, as in ``ingest``."""
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        result = None
        gc.collect()
        gc.disable()
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
        gc.enable()
    return best, result


def profiled(work: Callable[[], Any]) -> str:
    profile = cProfile.Profile()
    gc.disable()
    profile.runcall(work)
    gc.enable()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(35)
    return text.getvalue()


def stale_found(made: House, hospital: Hospital) -> tuple[int, int, int]:
    """Scrapped machines, those of them not counted as in use, and living ones counted as gone; by serial number."""
    gone = {f.value for d in hospital.devices if not d.in_use() for f in d.serials}
    living = {f.value for d in hospital.devices if d.in_use() for f in d.serials}
    scrapped = [m for m in made.machines if m.retired]
    return len(scrapped), sum(m.serial not in living for m in scrapped), sum(m.serial in gone for m in made.machines if not m.retired)


@dataclass(frozen=True)
class Measured:
    """Seconds, agreement with the truth, and sizes of one run."""

    records: str
    together: float
    whole: float
    writing: float
    reading: float
    size: int
    precision: float
    recall: float
    with_addresses: tuple[float, float]
    scrapped: tuple[int, int, int]
    machines: int
    found: int
    proposals: int

    def missed(self) -> bool:
        slow = self.whole > SECONDS_CEILING or max(self.writing, self.reading) > JSON_CEILING
        return slow or self.precision < PRECISION_FLOOR or self.recall < RECALL_FLOOR


def measure(machines: int, *, seed: int) -> Measured:
    made = house(machines, RECORDS * machines // MACHINES, seed)
    records = [sighting for sighting, _ in made.said]
    catalogue, readings = load_catalogue(), made.readings()
    truth = {key(sighting): number for sighting, number in made.said}
    together, groups = fastest(lambda: reconcile(records, today=TODAY))
    whole, result = fastest(lambda: assemble(readings, catalogue, today=TODAY, progress=silent))
    hospital = result.hospital
    writing, text = fastest(hospital.to_json)
    reading, again = fastest(lambda: Hospital.from_json(text, name="hospital.json"))
    if again != hospital:
        raise SystemExit("the hospital that was read is not the one that was written")
    precision, recall = agreement(groups, truth, named=True)
    return Measured(
        records=f"{len(records):,} records: " + ", ".join(f"{len(r.sightings):,} {r.evidence.file}" for r in readings if r.sightings),
        together=together, whole=whole, writing=writing, reading=reading, size=len(text), precision=precision, recall=recall,
        with_addresses=agreement(groups, truth, named=False), scrapped=stale_found(made, hospital),
        machines=len(made.machines), found=len(hospital.devices), proposals=len(result.proposals),
    )  # fmt: skip


def profile(machines: int, seed: int) -> None:
    made = house(machines, RECORDS * machines // MACHINES, seed)
    catalogue, readings = load_catalogue(), made.readings()
    print(profiled(lambda: assemble(readings, catalogue, today=TODAY, progress=silent)))
    print(profiled(assemble(readings, catalogue, today=TODAY, progress=silent).hospital.to_json))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--machines", type=int, default=MACHINES)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        profile(options.machines, options.seed)
        return 0
    found = measure(options.machines, seed=options.seed)
    print(found.records)
    print(f"named records     pairs: precision {found.precision:.4f} (floor {PRECISION_FLOOR}), recall {found.recall:.4f} (floor {RECALL_FLOOR})")
    print("all records       pairs: precision {:.4f}, recall {:.4f}".format(*found.with_addresses))
    print("scrapped          {} machines, {} not counted as in use; {} living ones counted as gone".format(*found.scrapped))
    print(f"machines          {found.machines:,} true, {found.found:,} found, {found.proposals:,} slips proposed")
    print(f"reconcile         {found.together:6.2f} s")
    print(f"records to hospital {found.whole:4.2f} s  (ceiling {SECONDS_CEILING:.0f} s)")
    print(f"hospital to JSON  {found.writing:6.2f} s  ({found.size / 1e6:.0f} MB; ceiling {JSON_CEILING:.0f} s)")
    print(f"hospital of JSON  {found.reading:6.2f} s  (ceiling {JSON_CEILING:.0f} s)")
    print("missed a floor" if found.missed() else "all floors held")
    return 1 if found.missed() else 0


if __name__ == "__main__":
    sys.exit(main())
