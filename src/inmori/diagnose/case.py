"""One hospital as the checks look at it: what many of them need is worked out once, here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Self, TypeVar

from inmori.catalogue import Catalogue
from inmori.catalogue.check_text import CheckText
from inmori.intel import ComponentSupport, lifecycles, support_of
from inmori.model import (
    ZONE_NAMES,
    Contract,
    Device,
    Fact,
    Gateway,
    Hospital,
    RemoteAccess,
    Source,
    ZoneKind,
)
from inmori.model.gateway import Rule
from inmori.reach import Crossing, CrossingKind, crossings
from inmori.reach.address_space import NOBODY, PRIVATE, Space, address, network
from inmori.text import Text

T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """A hospital, the catalogue and the day; ``supports`` maps each device in use to its support verdicts.

    ``text`` belongs to the check that is being run and carries its thresholds and words.
    """

    hospital: Hospital
    catalogue: Catalogue
    today: date
    crossings: tuple[Crossing, ...]
    supports: Mapping[str, tuple[ComponentSupport, ...]]
    text: CheckText
    # What several checks work out from the hospital alone; shared by the cases of all checks of one run.
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        hospital: Hospital,
        catalogue: Catalogue,
        *,
        today: date,
        text: CheckText,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:
        """Work out the crossings and the support verdicts; ``progress`` is told (devices done, devices)."""
        known = lifecycles(catalogue)
        in_use = [device for device in hospital.devices if device.in_use()]
        supports: dict[str, tuple[ComponentSupport, ...]] = {}
        for number, device in enumerate(in_use, start=1):
            supports[device.id] = support_of(device, lifecycles=known, today=today)
            if progress:
                progress(number, len(in_use))
        return cls(hospital, catalogue, today, crossings(hospital, today=today), supports, text)

    def for_check(self, text: CheckText) -> Self:
        """Return the same case with the thresholds and words of another check."""
        return replace(self, text=text)

    # --- devices and zones

    @cached_property
    def devices(self) -> tuple[Device, ...]:
        """Devices to be counted: all that are not known to be retired."""
        return tuple(device for device in self.hospital.devices if device.in_use())

    @cached_property
    def _kinds(self) -> dict[str, ZoneKind]:
        return {zone.id: zone.kind for zone in self.hospital.zones}

    def kinds_of(self, device: Device) -> frozenset[ZoneKind]:
        """Return the kinds of the zones a device is attached to."""
        return frozenset(self._kinds.get(zone, ZoneKind.UNKNOWN) for zone in device.zone_ids())

    def inside(self, device: Device) -> bool:
        """Whether the device is attached to a closed zone."""
        return any(kind.closed for kind in self.kinds_of(device))

    def zone_name(self, zone_id: str) -> Text:
        """Return what a zone is for; where that is unknown, its own name; an address range as it is.

        Names from configurations ("DEPT_NET") say little to the reader of a finding, and stay in the annex.
        """
        kind = self._kinds.get(zone_id)
        zone = self.hospital.zone(zone_id)
        if zone and kind is ZoneKind.UNKNOWN and zone.name.value:
            return Text(ja=zone.name.value, en=zone.name.value)
        if kind:
            return ZONE_NAMES[kind]
        return ZONE_NAMES[ZoneKind(zone_id)] if zone_id in set(ZoneKind) else Text(ja=zone_id, en=zone_id)

    def labels(self, device_ids: Iterable[str]) -> list[str]:
        """Return the names of devices in order, as a person would recognise them."""
        known = {device.id: device for device in self.hospital.devices}
        return [known[name].label() if name in known else name for name in device_ids]

    # --- crossings, gateways, remote access

    @cached_property
    def _own_space(self) -> Space:
        nets = (net.cidr for zone in self.hospital.zones if not zone.kind.outside for net in zone.networks)
        return PRIVATE | NOBODY | Space.of(span for cidr in nets for span in network(cidr).spans)

    def outside(self, place: str) -> bool:
        """Whether an address lies outside the hospital: public, and in none of its own networks."""
        number = address(place)
        return number is not None and number not in self._own_space and place not in self.device_at

    @cached_property
    def device_at(self) -> dict[str, Device]:
        """The machine in use at an address."""
        return {fact.value: device for device in reversed(self.devices) for fact in device.addresses if fact.value}

    @property
    def sees_boundary(self) -> bool:
        """Whether there is anything that could show a crossing: a configuration or traffic."""
        return bool(self.hospital.gateways or self.hospital.flows)

    def leaks(self, *kinds: CrossingKind) -> list[Crossing]:
        """Return the crossings of these kinds (all leaks when none is named), in order of their id."""
        return sorted(
            (c for c in self.crossings if (c.kind in kinds if kinds else c.leak)), key=lambda crossing: crossing.id
        )

    def gateway(self, gateway_id: str | None) -> Gateway | None:
        """Return the gateway with this id."""
        return next((gateway for gateway in self.hospital.gateways if gateway.id == gateway_id), None)

    def rule(self, crossing: Crossing) -> Rule | None:
        """Return the rule that lets a crossing through, when the configuration has one."""
        gateway = self.gateway(crossing.gateway_id)
        return next((rule for rule in gateway.rules if rule.id == crossing.rule_id), None) if gateway else None

    @cached_property
    def remote_accesses(self) -> tuple[RemoteAccess, ...]:
        """Remote maintenance paths that are not switched off."""
        return tuple(access for access in self.hospital.remote_accesses if access.enabled)

    def company(self, written: str | None) -> str | None:
        """Return the vendor id for a company name as written; the name itself when no vendor entry has it."""
        if written is None:
            return None
        for vendor in self.hospital.vendors:
            if written == vendor.name or written in vendor.written:
                return vendor.id
        return written

    def contracts_of(self, written: str | None) -> tuple[Contract, ...]:
        """Return the contracts with a company, however its name was written."""
        company = self.company(written)
        if company is None:
            return ()
        return tuple(c for c in self.hospital.contracts if self.company(c.vendor.value) == company)


def claims_of(fact: Fact[T]) -> Iterator[tuple[T, Source]]:
    """Return all that was said about a fact with its place: what was believed first, then what lost."""
    if fact.value is not None:
        for source in fact.sources:
            yield fact.value, source
    for claim in fact.others:
        yield claim.value, claim.source


def sources_of(*facts: Fact[Any]) -> tuple[Source, ...]:
    """Return the places behind several facts, those that lost included, without repetition."""
    found: dict[Source, None] = {}
    for fact in facts:
        for source in (*fact.sources, *(claim.source for claim in fact.others)):
            found.setdefault(source, None)
    return tuple(found)
