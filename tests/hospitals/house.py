"""The stock of one invented hospital: its machines in order of purchase, those that are gone, and those that no list names.

``make_wakaba`` and ``make_shiosai`` fill it while they write their papers; ``truth`` turns it into the neutral form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.hospitals.paper import Machine, Numbers, zone_finder

OsTable = Mapping[str, tuple[str, str]]  # short key -> as the papers write it, true product ("" = cannot be told)


class House:
    """What stands where; the same seed gives the same serial numbers and MAC addresses."""

    def __init__(self, seed: int, systems: OsTable) -> None:
        self.numbers = Numbers(seed)
        self.systems = systems
        self.machines: list[Machine] = []
        self.stale: list[tuple[Machine, str]] = []
        self.unlisted: list[str] = []

    def mac(self, prefix: str) -> str:
        return ":".join([prefix, *(f"{self.numbers.between(0, 255):02x}" for _ in range(3))])

    def machine(self, kind: str, name: str, host: str = "", *ips: str, os: str = "", mac: str = "", serial: int = 8, **more: Any) -> Machine:
        """Buy a machine: ``mac`` is the maker's prefix, ``serial`` the length of its serial number (0 = none is known)."""
        product = self.systems[os][1] if os else ""
        made = Machine(
            f"D{len(self.machines) + len(self.stale) + 1:03d}", kind, name, host, tuple(ips), (self.mac(mac),) if mac else (),
            self.numbers.serial(serial) if serial else "", runs=(product,) if product else (), certain=bool(product) or not os, **more,
        )  # fmt: skip
        self.machines.append(made)
        return made

    def gone(self, machine: Machine, reason: str) -> Machine:
        """Scrap it."""
        self.machines.remove(machine)
        self.stale.append((machine, reason))
        return machine

    def stranger(self, machine: Machine) -> Machine:
        """Note that no list of the hospital names it."""
        self.unlisted.append(machine.id)
        return machine

    def owner(self, ip: str) -> Machine | None:
        """Return the machine that truly has the address."""
        return next((machine for machine in self.machines if ip in machine.ips), None)

    def named(self, host: str) -> Machine:
        """Return the machine with the host name."""
        return next(machine for machine in self.machines if machine.host == host)

    def truth(self, zones: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the parts of truth.json that the machines make up."""
        find = zone_finder(zones)
        parts: dict[str, Any] = {
            "zones": list(zones), "devices": [machine.truth(find) for machine in self.machines],
            "stale": [machine.stale_truth(reason) for machine, reason in self.stale], "not_in_ledger": self.unlisted,
        }  # fmt: skip
        for entry in (*parts["devices"], *parts["stale"]):
            entry["aliases"] = {"機器台帳.xlsx": entry["ledger_rows"]}  # where the sample's scorer looks for rows of a ledger
            if not entry.get("zones"):
                entry["zone"] = "mgmt"  # the sample's scorer leaves these out: nothing in the papers tells their zone
        return parts
