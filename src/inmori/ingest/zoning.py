"""Which network is what: zones from everything that names a network, and the zone of every address.

People tell networks in the interview, in interface descriptions, VLAN names and address objects; the ledger hints by
its 区分 column. All claims on one network are settled like any other fact, so a contradiction stays visible. A network
that nobody names but where addresses live becomes a zone of its own, of kind UNKNOWN.
"""

import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.identity_key import address_key, address_number
from inmori.ingest.intake import ZoneRead, ZoneWhy
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.zone_decision import ZoneDecisions
from inmori.model import (
    ZONE_NAMES,
    Claim,
    Device,
    DeviceKind,
    Fact,
    Network,
    Source,
    SourceKind,
    SystemKind,
    TextFact,
    YesNo,
    Zone,
    ZoneKind,
)

_HINT_SHARE = 0.6  # share of a network's hints that must agree before they name it
_HINTS_NEEDED = 2
_KINDS_NEEDED = 3
_TOO_WIDE = 8  # 10.0.0.0/8 as a route says "everything else here", not what it is for
_UNNAMED_PREFIX = 24
_PURPOSELESS_PREFIX = 22
_LEDGER_ADDRESSES_NEEDED = 3  # fewer, in a network that nobody names, are rather slips of the pen

# Whoever is meant by these has a network of his own only where it is one of the air: 患者情報 is no guest network.
_VISITORS = re.compile(r"患者|家族|来客|来院|来訪|面会|外来者|見舞|ゲスト|(?<![a-z])(?:kanja|kazoku|raikyaku|menkai|patient|visitor|guest)")
# A network of the air that is said to be for the house's own work; without such a word "wifi" says only how.
_OWN_AIR = re.compile(r"診療|電カル|電子カルテ|病棟|院内|業務|職員|医療|医事|看護|(?<![a-z])(?:clin|ehr|emr|karte|denkaru|byoto|staff|ward|nurse)")

_KIND_HINTS = {
    DeviceKind.L2_SWITCH: ZoneKind.MGMT,
    DeviceKind.ACCESS_POINT: ZoneKind.MGMT,
    DeviceKind.OQS_TERMINAL: ZoneKind.OQS,
    DeviceKind.CARD_READER: ZoneKind.OQS,
    DeviceKind.MODALITY: ZoneKind.DEPT,
    DeviceKind.MEDICAL_DEVICE: ZoneKind.DEPT,
    DeviceKind.TABLET: ZoneKind.WIFI,
}
_AT_WORK = (DeviceKind.CLIENT, DeviceKind.SERVER, DeviceKind.TABLET, DeviceKind.MODALITY, DeviceKind.MEDICAL_DEVICE)
# Whose servers say what a network is for, the most telling first.
_SYSTEM_HINTS = {
    SystemKind.EHR: ZoneKind.CLINICAL,
    SystemKind.RECEIPT: ZoneKind.CLINICAL,
    SystemKind.PACS: ZoneKind.DEPT,
    SystemKind.RIS: ZoneKind.DEPT,
    SystemKind.LIS: ZoneKind.DEPT,
}


@dataclass(frozen=True, slots=True)
class KnownNetwork:
    """One network with what it is for and why; ``kind.others`` holds the claims that lost."""

    cidr: str
    name: str
    vlan: int | None
    kind: Fact[ZoneKind]
    sources: tuple[Source, ...]
    why: ZoneWhy = "nothing"

    @property
    def zone_id(self) -> str:
        """The id of its zone: the kind, or ``unknown-<cidr>``."""
        kind = self.kind.value or ZoneKind.UNKNOWN
        return f"unknown-{self.cidr}" if kind is ZoneKind.UNKNOWN else kind.value


@dataclass
class ZoneMap:
    """All known networks, and the way from an address to its zone."""

    networks: tuple[KnownNetwork, ...]
    _by_length: dict[int, dict[int, KnownNetwork]] = field(default_factory=dict)
    _found: dict[str, KnownNetwork | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the networks for look-up by longest prefix."""
        for known in self.networks:
            network = ipaddress.ip_network(known.cidr)
            length = self._by_length.setdefault(network.prefixlen, {})
            length[int(network.network_address)] = known

    def network_of(self, address: str) -> KnownNetwork | None:
        """Return the narrowest known network of an address."""
        if address not in self._found:
            self._found[address] = self._search(address_key(address))
        return self._found[address]

    def kind_of(self, address: str) -> ZoneKind | None:
        """Return the kind of zone an address lies in, ``None`` for an address that no known network holds."""
        known = self.network_of(address)
        return None if known is None else known.kind.value or ZoneKind.UNKNOWN

    def _search(self, address: str) -> KnownNetwork | None:
        if not address or ":" in address:
            return None
        number = address_number(address)
        for length in sorted(self._by_length, reverse=True):
            found = self._by_length[length].get(number >> (32 - length) << (32 - length) if length else 0)
            if found is not None:
                return found
        return None


@dataclass(slots=True)
class _Named:
    """What is claimed of one network."""

    kinds: list[tuple[ZoneKind, Source]] = field(default_factory=list)
    names: list[tuple[str, Source]] = field(default_factory=list)
    vlans: list[tuple[int, Source]] = field(default_factory=list)
    only_air: list[Source] = field(default_factory=list)  # who said no more than that it is wireless
    sources: dict[Source, None] = field(default_factory=dict)


def zone_map(
    told: Iterable[ToldNetwork], sightings: Sequence[Sighting], catalogue: Catalogue, decided: ZoneDecisions | None = None
) -> ZoneMap:
    """Return the networks of all sources with their kinds settled, and unnamed ones where addresses live.

    ``decided`` is what a person has said of networks: it goes before what the sources say.
    """
    named: dict[IPv4Network, _Named] = {}
    for item in told:
        network = _network(item.network.cidr)
        if network is not None:
            _take(named.setdefault(network, _Named()), item, catalogue)
    # A wide range without a purpose ("everything in the house") would hide the networks that it is made of.
    named = {n: c for n, c in named.items() if c.kinds or n.prefixlen >= _PURPOSELESS_PREFIX}
    named = _without_own(named)
    hints = _Hints(list(named))
    for sighting in sightings:
        hints.take(sighting, catalogue)
    for network in hints.unnamed():
        named.setdefault(network, _Named())
    said = decided or ZoneDecisions()
    known = [_settled(network, claims, hints, said) for network, claims in sorted(named.items(), key=lambda i: i[0])]
    return ZoneMap(networks=tuple(known))


def _without_own(named: dict[IPv4Network, _Named]) -> dict[IPv4Network, _Named]:
    """Leave out what a tunnel calls the far side although the hospital's own networks lie in it.

    The second house's gateway routes the whole of the first one into its tunnel: nobody else's network, and no network
    at all beside those that it is made of.
    """
    own = [n for n, c in named.items() if any(not kind.outside and kind is not ZoneKind.LINK for kind, _ in c.kinds)]
    found: dict[IPv4Network, _Named] = {}
    for network, claims in named.items():
        theirs = any(kind is ZoneKind.VENDOR_NET for kind, _ in claims.kinds)
        if theirs and any(one != network and one.subnet_of(network) for one in own):
            claims.kinds = [item for item in claims.kinds if item[0] is not ZoneKind.VENDOR_NET]
            if not claims.kinds:
                continue
        found[network] = claims
    return found


def _network(cidr: str) -> IPv4Network | None:
    """Return the network of a CIDR text, host bits dropped; ``None`` for single hosts, IPv6 and what is no network."""
    try:
        network = ipaddress.ip_network(cidr, strict=False)
    except ValueError:
        return None
    if not isinstance(network, IPv4Network) or network.prefixlen > 31 or network.prefixlen <= _TOO_WIDE:
        return None
    return network


def _take(claims: _Named, item: ToldNetwork, catalogue: Catalogue) -> None:
    kind = item.kind or zone_word(item.network.name, catalogue)
    if kind is not None and (kind, item.source) not in claims.kinds:
        claims.kinds.append((kind, item.source))
        if kind is ZoneKind.WIFI and not _OWN_AIR.search(_plain(item.network.name)):
            claims.only_air.append(item.source)
    if item.network.name and (item.network.name, item.source) not in claims.names:
        claims.names.append((item.network.name, item.source))
    if item.network.vlan is not None:
        claims.vlans.append((item.network.vlan, item.source))
    claims.sources.setdefault(item.source)


def zone_word(text: str, catalogue: Catalogue) -> ZoneKind | None:
    """Return the kind of zone that a name points to, by the catalogue's words."""
    rules = catalogue.words.get("zone")
    found = words_kind(rules, text) if rules is not None and text else None
    if found == ZoneKind.WIFI.value and _VISITORS.search(_plain(text)):
        return ZoneKind.GUEST
    return ZoneKind(found) if found else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def system_word(text: str | None, catalogue: Catalogue) -> SystemKind | None:
    """Return the kind of system that a name points to, by the catalogue's words."""
    rules = catalogue.words.get("system")
    found = words_kind(rules, text) if rules is not None and text else None
    return SystemKind(found) if found else None


class _Hints:
    """What the machines of each network say about it: the ledger's 区分, the sheet's name, the kinds of device."""

    def __init__(self, known: Sequence[IPv4Network]) -> None:
        self._lengths: dict[int, set[int]] = {}
        for network in known:
            self._lengths.setdefault(network.prefixlen, set()).add(int(network.network_address))
        self._zones: dict[IPv4Network, dict[str, tuple[ZoneKind, Source]]] = {}
        self._titled: dict[IPv4Network, set[str]] = {}  # addresses of which only the page's title says where they belong
        self._kinds: dict[IPv4Network, dict[str, tuple[DeviceKind, Source]]] = {}
        self._systems: dict[IPv4Network, dict[SystemKind, Source]] = {}
        self._living: dict[IPv4Network, dict[str, bool]] = {}  # address -> seen by more than the ledger
        self._found: dict[str, tuple[IPv4Network, bool]] = {}

    def take(self, sighting: Sighting, catalogue: Catalogue) -> None:
        """Count one record that is not of a retired machine."""
        if sighting.retired is not None:
            return
        hint = sighting.zone_hint
        titled = hint is None and sighting.source.kind is SourceKind.LEDGER
        if titled:
            hint = zone_word(sighting.group, catalogue)
        kind = sighting.facts["kind"][0] if "kind" in sighting.facts else None
        names = [str(sighting.facts["name"][0]) if "name" in sighting.facts else "", *sighting.hostnames]
        system = next((found for name in names if (found := system_word(name, catalogue))), None) if kind is DeviceKind.SERVER else None
        direct = sighting.source.kind is not SourceKind.LEDGER
        for address in filter(None, map(address_key, sighting.addresses)):
            if ":" in address:
                continue
            network, known = self._network(address)
            if not known and place_of(address) is not Place.INSIDE:
                continue
            if hint is not None and hint is not ZoneKind.STANDALONE:
                said, titles = self._zones.setdefault(network, {}), self._titled.setdefault(network, set())
                if address not in said or (address in titles and not titled):
                    said[address] = (hint, sighting.source)
                    (titles.add if titled else titles.discard)(address)
            if system in _SYSTEM_HINTS and system is not None:
                self._systems.setdefault(network, {}).setdefault(system, sighting.source)
            if isinstance(kind, DeviceKind):
                self._kinds.setdefault(network, {}).setdefault(address, (kind, sighting.source))
            if not known:
                living = self._living.setdefault(network, {})
                living[address] = living.get(address, False) or direct

    def _network(self, address: str) -> tuple[IPv4Network, bool]:
        """Return the network of an address, and whether somebody named it."""
        if address not in self._found:
            self._found[address] = self._search(address)
        return self._found[address]

    def _search(self, address: str) -> tuple[IPv4Network, bool]:
        number = address_number(address)
        for length in sorted(self._lengths, reverse=True):
            start = number >> (32 - length) << (32 - length)
            if start in self._lengths[length]:
                return IPv4Network((start, length)), True
        start = number >> (32 - _UNNAMED_PREFIX) << (32 - _UNNAMED_PREFIX)
        return IPv4Network((start, _UNNAMED_PREFIX)), False

    def unnamed(self) -> list[IPv4Network]:
        """Networks that nobody named but where addresses live, in order."""
        return sorted(
            network
            for network, addresses in self._living.items()
            if any(addresses.values()) or len(addresses) >= _LEDGER_ADDRESSES_NEEDED
        )

    def majority(self, network: IPv4Network) -> tuple[ZoneKind, Source] | None:
        """The kind that most hinting machines of the network point to, with the first that does."""
        said = self._without_refuted_titles(network)
        counts = Counter(kind for kind, _ in said.values())
        if not counts:
            return None
        kind, votes = min(counts.items(), key=lambda item: (-item[1], item[0].value))
        if votes < _HINTS_NEEDED or votes < _HINT_SHARE * len(said):
            return None
        return kind, min((s for k, s in said.values() if k is kind), key=lambda s: s.place())

    def _without_refuted_titles(self, network: IPv4Network) -> dict[str, tuple[ZoneKind, Source]]:
        """What is said of the machines, less the titles of pages that the machines of the network belie.

        Two switches on a page ネットワーク機器 have an address among a ward's forty terminals; the network is not theirs.
        """
        said = self._zones.get(network, {})
        titled = self._titled.get(network, set())
        kinds = self._kinds.get(network, {})
        at_work = sum(kind in _AT_WORK for kind, _ in kinds.values())
        gear = sum(said[address][0] is ZoneKind.MGMT for address in titled)
        by_kind = self._by_kind(network)

        def refuted(address: str) -> bool:
            zone = said[address][0]
            if zone is ZoneKind.MGMT and at_work > gear:
                return True
            return by_kind is not None and by_kind[0] is not zone and ZoneKind.MGMT in (zone, by_kind[0])

        return {address: claim for address, claim in said.items() if address not in titled or not refuted(address)}

    def by_devices(self, network: IPv4Network) -> tuple[ZoneKind, Source] | None:
        """The kind of zone where such devices stand, when most of the network's devices are of that sort, with one of them.

        A network with a server of the EHR is the clinical one, whatever else stands there.
        """
        systems = self._systems.get(network, {})
        if systems:
            return next((zone, systems[kind]) for kind, zone in _SYSTEM_HINTS.items() if kind in systems)
        return self._by_kind(network)

    def _by_kind(self, network: IPv4Network) -> tuple[ZoneKind, Source] | None:
        kinds = self._kinds.get(network, {})
        pointing = [(_KIND_HINTS[kind], source) for kind, source in kinds.values() if kind in _KIND_HINTS]
        counts = Counter(zone for zone, _ in pointing)
        if not counts:
            return None
        zone, votes = min(counts.items(), key=lambda item: (-item[1], item[0].value))
        # A network of the eligibility check is small by design: two terminals and nothing else are enough.
        needed = _HINTS_NEEDED if zone is ZoneKind.OQS and votes == len(kinds) else _KINDS_NEEDED
        if votes < needed or votes < _HINT_SHARE * len(kinds):
            return None
        return zone, min((source for found, source in pointing if found is zone), key=lambda source: source.place())


def _settled(network: IPv4Network, claims: _Named, hints: _Hints, decided: ZoneDecisions) -> KnownNetwork:
    kind = _settled_kind(claims)
    why: ZoneWhy = "named" if kind.known else "nothing"
    hint = hints.majority(network)
    if not kind.known and hint is not None:
        why = "ledger"
        kind = Fact[ZoneKind](value=hint[0], confidence=0.7, sources=(hint[1],))
    elif not kind.known and (found := hints.by_devices(network)) is not None:
        why = "machines"
        kind = Fact[ZoneKind](value=found[0], confidence=0.5, sources=(found[1],))
    elif hint is not None and hint[0] is not kind.value:
        lost = Claim[ZoneKind](value=hint[0], source=hint[1])
        kind = kind.model_copy(update={"others": (*kind.others, lost)})
    if decided.of(str(network)) is not None:
        kind, why = decided.applied(str(network), kind), "person"
    return KnownNetwork(
        cidr=str(network),
        name=_said_name(claims.names),
        vlan=Fact[int].settled(claims.vlans).value,
        kind=kind,
        sources=tuple(claims.sources),
        why=why,
    )


def _settled_kind(claims: _Named) -> Fact[ZoneKind]:
    """Return what most is said for; a mere "wireless" does not stand against whoever says for whom it is."""
    told = {kind for kind, _ in claims.kinds}
    refined = [item for item in claims.kinds if item[0] is not ZoneKind.WIFI or item[1] not in claims.only_air]
    if ZoneKind.GUEST not in told or not refined:
        return Fact[ZoneKind].settled(claims.kinds)
    kind = Fact[ZoneKind].settled(refined)
    lost = [Claim[ZoneKind](value=item[0], source=item[1]) for item in claims.kinds if item not in refined]
    return kind.model_copy(update={"others": (*kind.others, *lost)})


def _said_name(names: Sequence[tuple[str, Source]]) -> str:
    """Return the name that people use in talking, else that of the files: 電カル端末 says more than CLIN_CL."""
    if not names:
        return ""
    told = [item for item in names if item[1].kind is SourceKind.TOLD]
    return told[0][0] if told else Fact[str].settled(list(names)).value or ""


def zones_read(networks: ZoneMap, devices: Sequence[Device]) -> tuple[ZoneRead, ...]:
    """Return what each network was taken to be for, with how many machines have an address in it."""
    counts: Counter[str] = Counter()
    for device in devices:
        met = (networks.network_of(fact.value) for fact in device.addresses if fact.value)
        counts.update({known.cidr for known in met if known is not None})
    return tuple(
        ZoneRead(cidr=k.cidr, name=k.name, vlan=k.vlan, kind=k.kind, why=k.why, machines=counts[k.cidr]) for k in networks.networks
    )


def zones_of(networks: ZoneMap, *, extra: Iterable[ZoneKind], believes_closed: YesNo) -> tuple[Zone, ...]:
    """Return the zones in the order of their kinds, unknown ones last.

    ``extra`` are kinds that devices are in without any network (standalone). What the hospital believes of its closed
    network is told once, and holds for every zone that hospitals mean to be closed.
    """
    by_id: dict[str, list[KnownNetwork]] = {kind.value: [] for kind in extra}
    for known in networks.networks:
        by_id.setdefault(known.zone_id, []).append(known)
    order = {kind.value: index for index, kind in enumerate(ZoneKind)}

    def rank(zone_id: str) -> tuple[int, str]:
        return order.get(zone_id, len(order)), by_id[zone_id][0].cidr if by_id[zone_id] else ""

    return tuple(_zone(zone_id, by_id[zone_id], believes_closed) for zone_id in sorted(by_id, key=rank))


def _zone(zone_id: str, networks: Sequence[KnownNetwork], believes_closed: YesNo) -> Zone:
    kind = ZoneKind.UNKNOWN if zone_id.startswith("unknown-") else ZoneKind(zone_id)
    names = list(dict.fromkeys(known.name for known in networks if known.name))
    sources = networks[0].sources if networks else ()
    # One name is the zone's own; several networks (servers, terminals) share the name of what they are for.
    own = names[0] if len(names) == 1 else ZONE_NAMES[kind].ja
    name = TextFact(value=own, confidence=0.8 if len(names) == 1 else 0.5, sources=sources)
    return Zone(
        id=zone_id,
        kind=kind,
        name=name,
        networks=tuple(
            Network(cidr=known.cidr, name=known.name, vlan=known.vlan, sources=known.sources) for known in networks
        ),
        closed_by_intent=believes_closed if kind.closed else YesNo(),
    )
