"""Draws hospitals of thousands of machines with the documents of every stage: the example's papers, its machines multiplied.

What a page costs depends on how many machines there are, how much is known of each and how many findings name them; so one
hospital is really read and really diagnosed at full size, and its simulation and roads are those of the example as it is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from inmori.catalogue import load_catalogue
from inmori.diagnose import diagnose
from inmori.ingest import ingest
from inmori.model import Device, Fact, Hospital
from inmori.plan import plan
from inmori.simulate import simulate

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "minato"
TODAY = date(2026, 11, 24)
TRIALS = 200
MULTIPLIED = frozenset({"client", "printer", "instrument", "phone"})
T = TypeVar("T")


def drawn(*, devices: int, seeds: int, tell: Callable[[str], None]) -> list[dict[str, str]]:
    """Return documents by name, one set for each seed."""
    catalogue = load_catalogue()
    tell("reading the example")
    small, intake = ingest(EXAMPLE, catalogue, today=TODAY)
    diagnosis = diagnose(small, catalogue, today=TODAY)
    tell("simulating and planning it")
    outcomes = simulate(small, catalogue, today=TODAY, trials=TRIALS, seed=7)
    roads = plan(small, catalogue, diagnosis, today=TODAY, budget_yen=None, trials=TRIALS, seed=7)
    found = []
    for seed in range(1, seeds + 1):
        tell(f"drawing and diagnosing {devices} machines, seed {seed}")
        large = grown(small, devices=devices, seed=seed)
        found.append({
            "hospital.json": large.to_json(), "intake.json": intake.to_json(), "outcomes.json": outcomes.to_json(),
            "diagnosis.json": diagnose(large, catalogue, today=TODAY).to_json(), "roads.json": roads.to_json(),
        })  # fmt: skip
    return found


def grown(hospital: Hospital, *, devices: int, seed: int) -> Hospital:
    """Return the hospital with copies of its machines, each with names, addresses and numbers of its own."""
    luck = random.Random(seed)
    models = [each for each in hospital.devices if each.kind.value and each.kind.value.value in MULTIPLIED]
    more = [_copy(luck.choice(models), number, luck) for number in range(devices - len(hospital.devices))]
    return hospital.model_copy(update={"devices": (*hospital.devices, *more)})


def _copy(device: Device, number: int, luck: random.Random) -> Device:
    def address(_old: str) -> str:
        return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    return device.model_copy(update={
        "id": f"{device.id}-{number}",
        "name": _changed((device.name,), lambda old: f"{old} {number}")[0],
        "hostnames": _changed(device.hostnames, lambda old: f"{old}-{number}"),
        "addresses": _changed(device.addresses, address),
        "macs": _changed(device.macs, lambda _old: "02:" + ":".join(f"{luck.getrandbits(8):02x}" for _ in range(5))),
        "serials": _changed(device.serials, lambda _old: f"SN{luck.getrandbits(32):08X}"),
    })  # fmt: skip


def _changed(facts: Iterable[Fact[T]], make: Callable[[T], T]) -> tuple[Fact[T], ...]:
    return tuple(fact if fact.value is None else fact.model_copy(update={"value": make(fact.value)}) for fact in facts)
