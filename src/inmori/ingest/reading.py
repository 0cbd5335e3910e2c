"""What a reader hands over: sightings of machines, configuration, flows, told facts, and every problem it met.

Readers state what one file says and decide nothing; ``reconcile`` decides which sightings are one device.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inmori.ingest.intake import ColumnMapping, Problem
from inmori.model import (
    Backup,
    Component,
    Contract,
    Disclosure,
    Evidence,
    Flow,
    Gateway,
    Network,
    RemoteAccess,
    Source,
    WeakProtocol,
    ZoneKind,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One source's statement about one machine.

    ``facts`` maps names of :class:`inmori.model.Device` fields (other than the identity tuples) to (value, place);
    values have the field's own type (DeviceKind for ``kind``, date for dates, str, bool).
    ``dhcp`` marks the addresses as weak. ``retired`` is the reason why this source calls the machine retired.
    ``identities`` give the exact place of each identity value where it differs from ``source``.
    """

    source: Source
    addresses: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()  # lower case, colon separated
    hostnames: tuple[str, ...] = ()  # as written, without domain
    serials: tuple[str, ...] = ()
    asset_numbers: tuple[str, ...] = ()
    facts: Mapping[str, tuple[Any, Source]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    dhcp: bool = False
    retired: str | None = None
    last_seen: date | None = None
    zone_hint: ZoneKind | None = None  # from a column such as 区分 (電カル / 事務)
    group: str = ""  # sheet or organisational unit, for explanations
    identities: Mapping[str, Source] = field(default_factory=dict)  # value -> place
    weak_protocols: tuple[WeakProtocol, ...] = ()  # that this source saw the machine use
    ended: bool = False  # a lease that is over: it tells whose an address was, not that the machine is still there
    slips: tuple[tuple[str, Source], ...] = ()  # meant as an address but none ("10.35..12.59"), with its place


@dataclass(frozen=True, slots=True)
class ToldNetwork:
    """A network somebody named: the interview, an interface description, a VLAN name, an address object."""

    network: Network
    kind: ZoneKind | None
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one file gave."""

    evidence: Evidence
    sightings: tuple[Sighting, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    flows: tuple[Flow, ...] = ()
    networks: tuple[ToldNetwork, ...] = ()
    contracts: tuple[Contract, ...] = ()
    remote_accesses: tuple[RemoteAccess, ...] = ()
    backups: tuple[Backup, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    components: tuple[Component, ...] = ()
    # dotted field of Hospital ("beds", "staff.it_fte", "controls.cyber_bcp") -> (value, place)
    told: Mapping[str, tuple[Any, Source]] = field(default_factory=dict)
    incidents: tuple[tuple[str, Source], ...] = ()
    problems: tuple[Problem, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
