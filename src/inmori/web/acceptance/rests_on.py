"""What an acceptance rests on: how grave the finding was, which machines and which things it was about.

A new reading numbers machines anew, so a machine is known again by what it carries, the surest mark that both readings have.
A thing that no machine stands for (a way in, a rule, a system) is known by the words with which it was seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from inmori.diagnose.finding import SEVERITY_NAMES, SEVERITY_ORDER, Finding
from inmori.model import Device
from inmori.report.wording import listed
from inmori.text import Text

Marks = tuple[tuple[str, ...], ...]  # one group for each of MARKS
MARKS = ("serials", "macs", "asset_numbers", "hostnames", "addresses")  # the surest first
# What was seen and is a thing by itself. Counts, dates and connections differ from one reading to the next and say nothing new.
THINGS = frozenset({"disclosed", "gateway", "management", "media", "path", "remote", "rule", "system", "vendor", "zone"})


@dataclass(frozen=True)
class Machine:
    """A machine as it is known again."""

    name: str
    marks: Marks


@dataclass(frozen=True)
class RestsOn:
    """The facts of a finding that a person weighed."""

    severity: str
    machines: tuple[Machine, ...]
    things: tuple[str, ...]

    def to_row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        machines = [[machine.name, [list(group) for group in machine.marks]] for machine in self.machines]
        return {"severity": self.severity, "machines": machines, "things": list(self.things)}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> RestsOn:
        """Return what was kept."""
        machines = tuple(Machine(name, tuple(tuple(group) for group in marks)) for name, marks in row["machines"])
        return cls(row["severity"], machines, tuple(row["things"]))


def rests_on(finding: Finding, devices: Mapping[str, Device]) -> RestsOn:
    """Return the facts of a finding; a machine that the hospital no longer lists has its id alone."""
    machines = tuple(_machine(each, devices.get(each)) for each in finding.device_ids)
    things = sorted({f"{what}: {value}" for what, value in finding.seen if what in THINGS})
    return RestsOn(finding.severity, machines, tuple(things))


def changes(before: RestsOn, now: RestsOn) -> tuple[Text, ...]:
    """Say what is worse than what was accepted: graver, or about more. Less of either changes nothing."""
    told = []
    if SEVERITY_ORDER[now.severity] > SEVERITY_ORDER[before.severity]:
        was, becomes = SEVERITY_NAMES[before.severity], SEVERITY_NAMES[now.severity]
        told.append(Text(ja=f"受け入れたときは「{was.ja}」でしたが、いまは「{becomes.ja}」です。",
                         en=f"It was {was.en.lower()} when accepted and is {becomes.en.lower()} now."))  # fmt: skip
    for names, counter, noun in ((_joined(before, now), "台", "machines"), (_more(before, now), "件", "things")):
        if names:
            which = listed(names, limit=3, counter=counter)
            what = "機器" if counter == "台" else "対象"
            told.append(Text(ja=f"受け入れたあとに{what}が{len(names)}{counter}加わりました: {which.ja}",
                             en=f"Since then {len(names)} more {noun} joined: {which.en}"))  # fmt: skip
    return tuple(told)


def keys_of(findings: Sequence[Finding], devices: Mapping[str, Device]) -> list[str]:
    """Return a name for each finding that a new reading keeps: in its id, a machine's number gives way to its surest mark."""
    keys = [_key(finding, devices) for finding in findings]
    count = Counter(keys)
    return [key if count[key] == 1 else finding.id for key, finding in zip(keys, findings, strict=True)]


def slug_of(key: str) -> str:
    """Return how a finding is named in an address: its check, and a short hash of the rest."""
    check = re.sub(r"[^a-z0-9]+", "-", key.partition(":")[0].lower()).strip("-")[:60]
    return f"{check}-{sha256(key.encode()).hexdigest()[:12]}"


def _key(finding: Finding, devices: Mapping[str, Device]) -> str:
    parts = finding.id.split(":")
    return ":".join(_surest(devices[part]) if part in finding.device_ids and part in devices else part for part in parts)


def _surest(device: Device) -> str:
    return next((f"{name}={group[0]}" for name, group in zip(MARKS, _marks(device), strict=True) if group), device.id)


def _marks(device: Device) -> Marks:
    groups = (getattr(device, name) for name in MARKS)
    return tuple(tuple(sorted(fact.value.casefold() for fact in group if fact.value)) for group in groups)


def _machine(number: str, device: Device | None) -> Machine:
    return Machine(device.label(), _marks(device)) if device else Machine(number, ((),) * len(MARKS))


def _joined(before: RestsOn, now: RestsOn) -> list[str]:
    """Name the machines of now that were not among those of before."""
    bearers: dict[str, list[Machine]] = {}
    for machine in before.machines:
        for sign in _signs(machine):
            bearers.setdefault(sign, []).append(machine)
    return [
        machine.name
        for machine in now.machines
        if not any(_same(machine, other) for sign in _signs(machine) for other in bearers.get(sign, ()))
    ]


def _signs(machine: Machine) -> set[str]:
    return {machine.name, *(mark for group in machine.marks for mark in group)}


def _same(one: Machine, other: Machine) -> bool:
    """Whether two readings speak of one machine: the surest kind of mark that both have decides, else the name alone."""
    for mine, theirs in zip(one.marks, other.marks, strict=True):
        if mine and theirs:
            return bool(set(mine) & set(theirs))
    return one.name == other.name


def _more(before: RestsOn, now: RestsOn) -> list[str]:
    known = set(before.things)
    return [thing.partition(": ")[2] for thing in now.things if thing not in known]
