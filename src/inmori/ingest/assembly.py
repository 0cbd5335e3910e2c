"""Puts the readings of all files together into one hospital: zones, machines, gateways, paths, systems, companies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from inmori.catalogue.loader import Catalogue
from inmori.ingest.address_slip import slips_in
from inmori.ingest.box_owner import with_owners_of_boxes
from inmori.ingest.branch_network import without_far_claims
from inmori.ingest.component_device import linked_components
from inmori.ingest.contract_path import listed_by_contracts, with_contract_vendors
from inmori.ingest.disclosure_vendor import disclosing_vendors, with_disclosures
from inmori.ingest.eligibility_network import eligibility_networks
from inmori.ingest.flow_union import merged_flows
from inmori.ingest.gateway_device import distinct_gateways, linked
from inmori.ingest.gateway_network import networks_from, pooled
from inmori.ingest.hospital_fact import told_fields
from inmori.ingest.identity_key import address_key, address_number, host_key, mac_key
from inmori.ingest.intake import Merge, Problem, Proposal, ZoneRead
from inmori.ingest.kept_text import kept_sighting
from inmori.ingest.ledger_remote import paths_in_remarks
from inmori.ingest.merge import devices_from
from inmori.ingest.mobile_line import with_mobile_lines
from inmori.ingest.named_successor import with_named_successors
from inmori.ingest.public_inside import sightings_inside
from inmori.ingest.reading import Reading, Sighting, ToldNetwork
from inmori.ingest.reconcile import place_of_record, reconcile
from inmori.ingest.remote_merge import merged_remote
from inmori.ingest.remote_name import with_companies
from inmori.ingest.systems import systems_from
from inmori.ingest.told_factor import with_told_factors
from inmori.ingest.tool_name import with_names_as_hosts
from inmori.ingest.unnamed_lease import without_doubles, without_ended
from inmori.ingest.vendors import vendors_from
from inmori.ingest.zone_decision import ZoneDecisions
from inmori.ingest.zoning import ZoneMap, zone_map, zones_of, zones_read
from inmori.model import (
    Device,
    Fact,
    Frozen,
    Gateway,
    Hospital,
    Source,
    SourceKind,
    Staff,
    TextFact,
    YesNo,
    ZoneKind,
)
from inmori.reach import remote_accesses_from

# Machines seen only on the wire in these zones are not the hospital's: visitors' telephones, the far end of a tunnel.
_NOT_OURS = (ZoneKind.GUEST, ZoneKind.VENDOR_NET, ZoneKind.INTERNET, ZoneKind.CLOUD)

Numbered = TypeVar("Numbered", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The hospital, and what the intake report must explain about it."""

    hospital: Hospital
    merges: tuple[Merge, ...]
    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    zones: tuple[ZoneRead, ...] = ()


def assemble(
    readings: Sequence[Reading],
    catalogue: Catalogue,
    *,
    today: date,
    progress: Callable[[str, float], None],
    zones_decided: ZoneDecisions | None = None,
) -> Assembled:
    """Return the hospital that all readings together describe; ``progress`` gets shares from 0 to 1 of this part.

    The order of the readings, and of the records in each, does not matter.
    """
    readings = sorted(readings, key=lambda reading: (reading.evidence.file, reading.evidence.sha256))
    fields, problems = told_fields(readings)
    gateways, doubled = distinct_gateways([g for reading in readings for g in reading.gateways])
    progress("ネットワークの区画を調べています", 0.0)
    told = sorted((network for reading in readings for network in reading.networks), key=_place_of_network)
    told = without_far_claims([*told, *networks_from(gateways, catalogue, told=told)], gateways)
    sightings = _records(readings, gateways, today=today)
    networks = zone_map([*told, *eligibility_networks(gateways, told, catalogue)], sightings, catalogue, zones_decided)
    flows = merged_flows([reading.flows for reading in readings])
    sightings += sightings_inside(flows, networks, sightings)
    progress("同じ機器の記録をまとめています", 0.1)
    groups = reconcile(_ours(sightings, networks), today=today)
    groups, ended = without_ended(groups)
    groups, leases = without_doubles(groups, networks, catalogue, today=today)
    progress("機器の情報をまとめています", 0.6)
    merged = devices_from(groups, networks, catalogue, today=today)
    listed = sorted((a for reading in readings for a in reading.remote_accesses), key=_place_of)
    contracts = _numbered([c for reading in readings for c in reading.contracts], "C")
    devices = with_mobile_lines(with_owners_of_boxes(merged.devices, contracts, listed), flows, contracts)
    zones = zones_of(networks, extra=_extra_kinds(devices), believes_closed=fields.get("believes_closed", YesNo()))
    gateways = linked(gateways, devices)
    progress("保守経路とシステムを調べています", 0.9)
    named = [*_told_vendors(fields), *(c.vendor for c in contracts), *(a.vendor for a in listed), *(d.vendor for d in devices)]
    derived = with_companies(
        with_contract_vendors(remote_accesses_from(gateways, flows, zones=zones, devices=devices), contracts, zones),
        gateways,
        [fact.value for fact in named if fact.value],
    )
    remote = merged_remote(listed, derived, networks, devices)
    remote += paths_in_remarks(devices, remote, list_given=bool(listed))
    remote = listed_by_contracts(remote, contracts)
    gateways = with_told_factors(gateways, remote)
    backups = _numbered([b for reading in readings for b in reading.backups], "B")
    disclosures = tuple(d for reading in readings for d in reading.disclosures)
    hospital = Hospital(
        **fields,
        zones=zones,
        devices=devices,
        gateways=gateways,
        flows=flows,
        remote_accesses=remote,
        contracts=contracts,
        backups=backups,
        systems=systems_from(devices, contracts, backups, catalogue, **_told_ehr(fields)),
        vendors=with_disclosures(vendors_from(contracts, remote, devices, (*_told_vendors(fields), *disclosing_vendors(disclosures))), disclosures),
        disclosures=disclosures,
        components=linked_components(tuple(c for reading in readings for c in reading.components), devices),
        past_incidents=tuple(
            TextFact.of(text, source, confidence=0.8) for reading in readings for text, source in reading.incidents
        ),
        evidence=tuple(reading.evidence for reading in readings),
    )
    slips = slips_in([group.sightings for group in merged.groups], networks)
    noticed = (*problems, *doubled, *ended, *leases)
    return Assembled(hospital, merged.merges, slips, noticed, zones_read(networks, devices))


def _records(readings: Sequence[Reading], gateways: Sequence[Gateway], *, today: date) -> list[Sighting]:
    """Return what all readings say of machines, in a fixed order, without names of people and addresses of callers."""
    said = sorted((s for reading in readings for s in reading.sightings), key=place_of_record)
    kept = _without_pools(with_names_as_hosts([kept_sighting(s) for s in said]), gateways)
    return with_named_successors(kept, today=today)


def _without_pools(sightings: Sequence[Sighting], gateways: Sequence[Gateway]) -> list[Sighting]:
    """Leave out addresses that a VPN hands to people outside, as far as only the wire knows them."""
    ranges = pooled(gateways)
    if not ranges:
        return list(sightings)

    def handed_out(sighting: Sighting) -> bool:
        numbers = [address_number(key) for a in sighting.addresses if (key := address_key(a)) and ":" not in key]
        return any(first <= number <= last for number in numbers for first, last in ranges)

    return [s for s in sightings if s.source.kind is not SourceKind.WIRE or not handed_out(s)]


def _ours(sightings: Sequence[Sighting], networks: ZoneMap) -> list[Sighting]:
    """Leave out strangers: seen only on the wire or by their lease, in a network for visitors or outside, claimed by nobody."""

    def passing(sighting: Sighting) -> bool:
        """Whether a record only tells that somebody was there: traffic, or an address that was lent."""
        return sighting.source.kind is SourceKind.WIRE or (sighting.dhcp and sighting.source.kind is SourceKind.EXPORT)

    staying = [sighting for sighting in sightings if not passing(sighting)]
    claimed = {key for s in staying for key in map(address_key, s.addresses)}
    names = {key for s in staying for key in (*map(mac_key, s.macs), *map(host_key, s.hostnames)) if key}

    def stranger(sighting: Sighting) -> bool:
        if not passing(sighting):
            return False
        # Of a lease the card is the machine's own; on the wire it may be that of the router in between.
        own = {*map(mac_key, sighting.macs), *map(host_key, sighting.hostnames)}
        if sighting.source.kind is SourceKind.EXPORT and own & names:
            return False
        keys = [address_key(address) for address in sighting.addresses]
        if not keys:  # a card with its name, as DHCP tells it: where it stands others know
            return False
        return all(key not in claimed and networks.kind_of(key) in _NOT_OURS for key in keys)

    return [sighting for sighting in sightings if not stranger(sighting)]


def _extra_kinds(devices: Sequence[Device]) -> list[ZoneKind]:
    ids = {zone_id for device in devices for zone_id in device.zone_ids()}
    return [kind for kind in ZoneKind if kind.value in ids]


def _told_ehr(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields.get(name, getattr(Hospital(), name)) for name in ("ehr_hosting", "ehr_vendor", "ehr_renewal")}


def _told_vendors(fields: dict[str, Any]) -> tuple[Fact[str], ...]:
    staff: Staff = fields.get("staff", Staff())
    return (fields.get("ehr_vendor", TextFact()), staff.outsourced_to)


def _place_of(thing: Any) -> tuple[str, str, int, int, str]:
    """Where a thing stands in the papers; of several at one place the reader's own number tells the order."""
    source: Source | None = thing.sources[0] if thing.sources else None
    if source is None:
        return ("\uffff", "", 0, 0, thing.id)
    return (source.file, source.sheet or "", source.row or 0, source.line or 0, thing.id)


def _place_of_network(told: ToldNetwork) -> tuple[str, str, int, int, str, str]:
    source = told.source
    return (source.file, source.sheet or "", source.row or 0, source.line or 0, told.network.cidr, told.network.name)


def _numbered(things: Sequence[Numbered], letter: str) -> tuple[Numbered, ...]:
    """Number the things of all files afresh in order of their place, because each reader counts from one."""
    ordered = sorted(things, key=_place_of)
    return tuple(
        thing.model_copy(update={"id": f"{letter}{number:02d}"}) for number, thing in enumerate(ordered, start=1)
    )
