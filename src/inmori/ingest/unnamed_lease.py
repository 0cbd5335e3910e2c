"""Keeps machines with leased addresses from being counted twice: once by name on paper, once by address on the wire.

Where the papers know PCs whose address nobody tells (DHCP, or left blank), the leased addresses seen on the wire are
most likely theirs. Which is whose cannot be told; so as long as there are not more such addresses than such machines in
a zone, the addresses are no further machines, and the intake report says so. Machines of unknown zone count where they
are needed, each once. A lease of which the card is known can only be of a machine whose card nobody tells.
"""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.ingest.device_address import zone_facts
from inmori.ingest.device_status import status_of
from inmori.ingest.identity_key import address_key, address_number
from inmori.ingest.intake import Problem
from inmori.ingest.reconcile import Group
from inmori.ingest.zoning import ZoneMap
from inmori.model import DeviceKind, DeviceStatus, SourceKind, ZoneKind
from inmori.text import Text

_MOBILE = {DeviceKind.CLIENT, DeviceKind.TABLET}  # kinds that get their address by DHCP where there is any
_LEASES_NEEDED = 3  # leases seen in a network before the span between them counts as the pool


def without_doubles(
    groups: Sequence[Group], zones: ZoneMap, catalogue: Catalogue, *, today: date
) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """Return the groups without leased addresses that are already counted by name, and a note for each zone."""
    pools = _pools(groups, zones)
    named_zones = {known.zone_id for known in zones.networks if known.kind.known}
    nameless: dict[str, list[Group]] = {}
    strangers = 0
    owners: dict[str, int] = {}  # zone, "" where nobody tells it -> machines without an address
    carded: dict[str, int] = {}  # those of them whose card is told: a lease of another card is not theirs
    for group in groups:
        address = _only_address(group)
        if address is not None:
            strangers += 1
            known = zones.network_of(address)
            if known is not None and _leased(group, address, pools.get(known.cidr)):
                zone_id = known.zone_id if known.zone_id in named_zones else ""
                nameless.setdefault(zone_id, []).append(group)
        elif _address_untold(group, today=today):
            hinted = zone_facts((), group.sightings, zones, catalogue)
            zone_id = hinted[0].value or "" if hinted else ""
            zone_id = zone_id if zone_id in named_zones else ""
            owners[zone_id] = owners.get(zone_id, 0) + 1
            carded[zone_id] = carded.get(zone_id, 0) + any(s.macs for s in group.sightings)
    # Machines of unknown zone may be any stranger; they explain some only where they could explain all.
    anywhere = owners.get("", 0) if strangers <= sum(owners.values()) else 0
    dropped: set[int] = set()
    notes = []
    for zone_id, found in sorted(nameless.items()):
        here = owners.get(zone_id, 0)
        free = here if not zone_id else here + anywhere
        told = carded.get(zone_id, 0) + (carded.get("", 0) if zone_id and anywhere else 0)
        if len(found) <= free and sum(any(s.macs for s in group.sightings) for group in found) <= free - told:
            dropped.update(id(group) for group in found)
            notes.append(_note(found, free))
            anywhere -= max(0, len(found) - here) if zone_id else min(len(found), anywhere)
    return tuple(group for group in groups if id(group) not in dropped), tuple(notes)


def without_ended(groups: Sequence[Group]) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """Return the groups without those that only leases tell of which are over, and a note on these.

    Who had an address last week may be a visitor, or long gone; a machine that is still there has left other traces.
    """
    over = [group for group in groups if all(s.ended for s in group.sightings)]
    gone = {id(group) for group in over}
    return tuple(group for group in groups if id(group) not in gone), tuple(_ended_note(over) if over else ())


def _ended_note(over: Sequence[Group]) -> tuple[Problem, ...]:
    return (
        Problem(
            severity="note",
            code="leases_over",
            where=over[0].sightings[0].source,
            text=Text(
                ja=f"期限の切れた割当(DHCP)だけに現れる機器が {len(over)} 台あります。",
                en=f"{len(over)} machines are known only from leases that are over.",
            ),
            done=Text(
                ja="いま使われている機器としては数えていません。",
                en="They were not counted as machines in use.",
            ),
        ),
    )


def _only_address(group: Group) -> str | None:
    """The address of a group that is nothing but an address on the wire or in a list of leases, and maybe a card."""
    for s in group.sightings:
        seen = s.source.kind is SourceKind.WIRE or (s.source.kind is SourceKind.EXPORT and s.dhcp)
        if not seen or s.hostnames or s.serials or s.asset_numbers:
            return None
    keys = {key for s in group.sightings for key in map(address_key, s.addresses) if key}
    return next(iter(keys)) if len(keys) == 1 else None


def _address_untold(group: Group, *, today: date) -> bool:
    """Whether this is a machine in use that may well take an address by DHCP, and nobody says which."""
    if any(s.slips or any(map(address_key, s.addresses)) for s in group.sightings):
        return False
    kinds = {s.facts["kind"][0] for s in group.sightings if "kind" in s.facts}
    told = any(s.dhcp or s.facts.get("dhcp", (False,))[0] for s in group.sightings)
    likely = bool(kinds & _MOBILE) or not kinds
    standing = any(s.zone_hint is ZoneKind.STANDALONE for s in group.sightings)
    return (told or likely) and not standing and status_of(group.sightings, today=today).value is DeviceStatus.ACTIVE


def _pools(groups: Sequence[Group], zones: ZoneMap) -> dict[str, tuple[int, int]]:
    """The span of leased addresses seen in each network."""
    leases: dict[str, set[int]] = {}
    for group in groups:
        for sighting in group.sightings:
            if sighting.source.kind is SourceKind.WIRE and sighting.dhcp:
                for key in map(address_key, sighting.addresses):
                    known = zones.network_of(key)
                    if known is not None:
                        leases.setdefault(known.cidr, set()).add(address_number(key))
    return {
        cidr: (min(numbers), max(numbers)) for cidr, numbers in leases.items() if len(numbers) >= _LEASES_NEEDED
    }


def _leased(group: Group, address: str, pool: tuple[int, int] | None) -> bool:
    # A lease lasts for days: many machines renew theirs outside the hours of the capture.
    within = pool is not None and pool[0] <= address_number(address) <= pool[1]
    carded = any(sighting.macs for sighting in group.sightings)  # a printer may stand amid the pool, with its card seen
    return (within and not carded) or any(sighting.dhcp for sighting in group.sightings)


def _note(found: Sequence[Group], owners: int) -> Problem:
    return Problem(
        severity="note",
        code="leases_of_known_machines",
        where=found[0].sightings[0].source,
        text=Text(
            ja=f"自動割当(DHCP)のアドレス {len(found)} 個は、どの機器のものか分かりません。"
            f"アドレスがどの資料にもない端末が {owners} 台あります。",
            en=f"It cannot be told whose {len(found)} leased addresses are; there are {owners} machines whose address "
            "no evidence tells.",
        ),
        done=Text(
            ja="二重に数えないよう、別の機器とはしませんでした。",
            en="They were not taken as further machines, so that none is counted twice.",
        ),
    )
