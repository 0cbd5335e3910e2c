"""How likely two records speak of one machine, as points that can be shown to a person.

What agrees adds, what differs subtracts; strong identifiers that differ forbid. A device name (プリンタ, 受付PC) never
counts as an identifier: a hospital has many of each.

====================  ======  ==========================================================================
agrees / differs      points  why
====================  ======  ==========================================================================
serial                +8/-7   unique by maker; a difference in one character may be a slip of the pen
mac                   +7/-3   unique unless made up by software (+3/-1); a machine may have several, one for each address
asset_number          +6/-5   unique by the hospital's own order
hostname              +5/-4   unique in a directory at one moment, but machines are renamed
address               +3/-1   fixed address; +1.5/-0.25 when it came from DHCP
kind                  -2      a printer is no server
model, maker, place   ±1      hints only
same_line             +3      two editions of one list: the whole line is alike, and it has no identifier
same_list             -4      one list has one line for each machine, normally
retired_but_alive     -2      a scrapped machine and one that was seen last week are rarely the same
seen_at_other_times   -1.5    a name or an address goes on to the next machine: half a year lies between
name_at_that_time     +0.5    the name was in use when the machine was seen: before a predecessor of that name
====================  ======  ==========================================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from inmori.ingest.identity_key import (
    address_key,
    asset_key,
    host_key,
    locally_administered,
    mac_key,
    serial_key,
    text_key,
)
from inmori.ingest.reading import Sighting
from inmori.model import DeviceKind, SourceKind

THRESHOLD = 2.5  # a host name alone joins two lists; a DHCP address alone does not
STALE_DAYS = 180  # a machine that a tool has not seen for half a year is not held to be in use
_SAME_TIME_DAYS = 30

Reason = tuple[str, float]

_KIND_FAMILIES = (
    {DeviceKind.SERVER, DeviceKind.NAS, DeviceKind.RECORDER, DeviceKind.TAPE},
    {DeviceKind.SERVER, DeviceKind.CLIENT},  # a PC in the cupboard that serves
    {
        DeviceKind.CLIENT,
        DeviceKind.TABLET,
        DeviceKind.OQS_TERMINAL,
        DeviceKind.MODALITY,
        DeviceKind.MEDICAL_DEVICE,
    },
    {DeviceKind.SERVER, DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE},
    {DeviceKind.PRINTER},
    {DeviceKind.OQS_TERMINAL, DeviceKind.CARD_READER},
    {DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.L3_SWITCH, DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER},
    {DeviceKind.L3_SWITCH, DeviceKind.L2_SWITCH},
    {DeviceKind.ROUTER, DeviceKind.ACCESS_POINT},
    {DeviceKind.CAMERA, DeviceKind.RECORDER},
)


@dataclass(slots=True)
class Marks:
    """What identifies one record, or all records taken to be one machine; ``weak`` are addresses from DHCP only."""

    serials: set[str] = field(default_factory=set)
    macs: set[str] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    kinds: set[DeviceKind] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)  # whole lines that identify nothing, see reconcile
    lists: set[str] = field(default_factory=set)
    legs: set[tuple[str, str]] = field(default_factory=set)  # file and address, of records that tell several
    cards: set[tuple[str, str]] = field(default_factory=set)  # card and address, of records that tell one of each
    retired: bool = False
    in_use: bool = False  # listed without being called retired
    seen: date | None = None

    @property
    def strong(self) -> bool:
        """Whether there is anything that identifies beyond an address."""
        return bool(self.serials or self.macs or self.assets or self.hosts)

    def take(self, other: "Marks") -> None:
        """Add what ``other`` holds."""
        if self.weak or other.weak:
            firm = (self.addresses - self.weak) | (other.addresses - other.weak)
            self.weak = (self.weak | other.weak) - firm
        self.serials |= other.serials
        self.macs |= other.macs
        self.assets |= other.assets
        self.hosts |= other.hosts
        self.addresses |= other.addresses
        self.kinds |= other.kinds
        self.makers |= other.makers
        self.models |= other.models
        self.places |= other.places
        self.rows |= other.rows
        self.lists |= other.lists
        self.legs |= other.legs
        self.cards |= other.cards
        self.retired = self.retired or other.retired
        self.in_use = self.in_use or other.in_use
        if other.seen is not None and (self.seen is None or other.seen > self.seen):
            self.seen = other.seen


def marks_of(sighting: Sighting) -> Marks:
    """Return the comparable marks of one sighting."""
    addresses = {key for key in map(address_key, sighting.addresses) if key}
    facts = sighting.facts
    kind = facts["kind"][0] if "kind" in facts else None
    macs = _keys(map(mac_key, sighting.macs))
    tool = sighting.source.kind in (SourceKind.WIRE, SourceKind.EXPORT)
    return Marks(
        serials=_keys(map(serial_key, sighting.serials)),
        macs=macs,
        assets=_keys(map(asset_key, sighting.asset_numbers)),
        hosts=_keys(map(host_key, sighting.hostnames)),
        addresses=addresses,
        weak=addresses if sighting.dhcp else set(),
        kinds={kind} if isinstance(kind, DeviceKind) and kind is not DeviceKind.OTHER else set(),
        makers=_facts(sighting, "maker"),
        models=_facts(sighting, "model"),
        places=_facts(sighting, "department") | _facts(sighting, "location"),
        lists={sighting.source.file},
        legs={(sighting.source.file, address) for address in addresses} if len(addresses) > 1 else set(),
        cards={(mac, address) for mac in macs for address in addresses} if len(macs) == 1 == len(addresses) else set(),
        retired=sighting.retired is not None,
        in_use=sighting.retired is None and sighting.source.kind is SourceKind.LEDGER,
        seen=sighting.last_seen if tool else None,
    )


def _keys(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if key}


def _facts(sighting: Sighting, name: str) -> set[str]:
    if name not in sighting.facts:
        return set()
    key = text_key(str(sighting.facts[name][0]))
    return {key} if key else set()


def match(one: Marks, other: Marks, *, today: date, lists: bool = True) -> tuple[float, tuple[Reason, ...]]:
    """Return the points for ``one`` and ``other`` being the same machine, and the reasons.

    ``lists=False`` leaves out the rule that one list has one line for each machine.
    """
    reasons = [
        *_identifiers(one, other),
        *_addresses(one, other),
        *_hints(one, other),
        *_liveness(one, other, today=today),
    ]
    if lists and one.lists & other.lists and not _legs_of_one(one, other):
        reasons.append(("same_list", -4.0))
        if one.retired != other.retired and (one.in_use or other.in_use):
            reasons.append(("retired_differs", -2.0))
    return sum(points for _, points in reasons), tuple(reasons)


def forbidden(one: Marks, other: Marks) -> str | None:
    """Return the conflict of strong identifiers that forbids a merge whatever the points, or ``None``."""
    mac_agrees = bool(one.macs & other.macs)
    serial_differs = _differ(one.serials, other.serials)
    if serial_differs and not mac_agrees and not _slip(one.serials, other.serials):
        return "serial_differs"
    if _differ(one.assets, other.assets) and _differ(one.hosts, other.hosts):
        return "asset_number_and_hostname_differ"
    proof = mac_agrees or one.serials & other.serials or one.assets & other.assets
    if _differ(one.hosts, other.hosts) and not proof:
        return "hostname_differs"
    if _differ(one.macs, other.macs) and _differ(one.assets, other.assets) and not one.serials & other.serials:
        return "mac_and_asset_number_differ"
    return None


def _identifiers(one: Marks, other: Marks) -> list[Reason]:
    reasons: list[Reason] = []
    if one.serials & other.serials:
        reasons.append(("serial", 8.0))
    elif _differ(one.serials, other.serials):
        slip = _slip(one.serials, other.serials)
        reasons.append(("serial_nearly", -1.0) if slip else ("serial_differs", -7.0))
    shared = one.macs & other.macs
    if shared:
        made_up = all(locally_administered(mac) for mac in shared)
        reasons.append(("mac_made_up", 3.0) if made_up else ("mac", 7.0))
    elif one.macs and other.macs and not _cards_of_legs(one, other):
        several = len(one.macs) > 1 or len(other.macs) > 1
        made_up = any(locally_administered(mac) for mac in one.macs | other.macs)
        reasons.append(("mac_differs", -1.0 if several or made_up else -2.5))
    if one.assets & other.assets:
        reasons.append(("asset_number", 6.0))
    elif one.assets and other.assets:
        reasons.append(("asset_number_differs", -5.0))
    if one.hosts & other.hosts:
        reasons.append(("hostname", 5.0))
    elif one.hosts and other.hosts:
        reasons.append(("hostname_differs", -4.0))
    return reasons


def _addresses(one: Marks, other: Marks) -> list[Reason]:
    shared = one.addresses & other.addresses
    if shared:
        if shared - one.weak - other.weak:
            return [("address", 3.0)]
        return [("address_dhcp", 1.5)]
    if one.addresses and other.addresses:
        leased = one.addresses <= one.weak or other.addresses <= other.weak
        return [("address_differs", -0.25 if leased else -1.0)]
    return []


def _hints(one: Marks, other: Marks) -> list[Reason]:
    reasons: list[Reason] = []
    if one.kinds and other.kinds and not any(same_family(a, b) for a in one.kinds for b in other.kinds):
        reasons.append(("kind_differs", -2.0))
    if one.models and other.models:
        alike = any(a in b or b in a for a in one.models for b in other.models)
        reasons.append(("model", 1.0) if alike else ("model_differs", -1.0))
    if one.makers & other.makers:
        reasons.append(("maker", 0.25))
    if one.places & other.places:
        reasons.append(("place", 0.5))
    if one.rows & other.rows:
        reasons.append(("same_line", 3.0))
    return reasons


def _liveness(one: Marks, other: Marks, *, today: date) -> list[Reason]:
    for dead, live in ((one, other), (other, one)):
        if dead.retired and not live.retired and live.seen is not None:
            fresh = (today - live.seen).days <= STALE_DAYS
            return [("retired_but_alive", -2.0)] if fresh else [("retired_and_stale", 0.5)]
    if one.seen is None or other.seen is None:
        return []
    apart = abs((one.seen - other.seen).days)
    if apart > STALE_DAYS:
        return [("seen_at_other_times", -1.5)]
    # Of two machines that had a name, the account of that name is the one's that was seen when the account was used.
    return [("name_at_that_time", 0.5)] if apart <= _SAME_TIME_DAYS and one.hosts & other.hosts else []


def _legs_of_one(one: Marks, other: Marks) -> bool:
    """Whether another list tells that addresses of both are one machine's: a scan has a line for each leg of a router."""
    shared = one.lists & other.lists
    return any(
        file not in shared and address in there.addresses
        for here, there in ((one, other), (other, one))
        for file, address in here.legs
    )


def _cards_of_legs(one: Marks, other: Marks) -> bool:
    """Whether the cards of both were seen at different addresses of what one line calls one machine with several."""
    known = dict.fromkeys(one.macs | other.macs, False)
    known |= {mac: True for mac, _ in one.cards | other.cards}
    legs = {address for _, address in one.legs | other.legs}
    at = {address for _, address in one.cards}, {address for _, address in other.cards}
    return all(known.values()) and not at[0] & at[1] and at[0] | at[1] <= legs


def same_family(one: DeviceKind, other: DeviceKind) -> bool:
    """Whether two words for what a device is can be meant of one device."""
    return one is other or any(one in family and other in family for family in _KIND_FAMILIES)


def _differ(one: set[str], other: set[str]) -> bool:
    return bool(one and other and not one & other)


def _slip(one: set[str], other: set[str]) -> bool:
    """Whether two serial numbers differ by one typed character (not by counting up at the end)."""
    return any(_one_slip(a, b) for a in one for b in other)


def _one_slip(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) < 6:
        return False
    if len(one) == len(other):
        wrong = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 1:
            # Machines bought together differ in the last digits: that is no slip.
            return wrong[0] < len(one) - 2
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and (
            one[wrong[1]] == other[wrong[0]]
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) - len(shorter) == 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
