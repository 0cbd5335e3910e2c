"""The doors of this hospital: every way a campaign can begin here, how often it does, and where it lands.

A door's yearly rate is the archetype's rate (entries a year where such a door exists) times a condition made of this
hospital's own state: locks, patching, who may connect. A door that is shut keeps its place with a condition of
zero, so that two edits of one hospital can be compared trial by trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.intel import exploited_holes, exploited_on, lifecycles
from inmori.model import Device, Gateway, Hospital, Patching, RemoteAccess, RemoteMethod, SourceKind, ZoneKind
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.simulate.chance import CERTAIN, NEVER, Chance, least, mixed, most, number, value
from inmori.simulate.host import Age, Host, Place, age_of
from inmori.simulate.landing import Landing, landings_of_crossing, landings_of_gateway, landings_of_remote
from inmori.simulate.prior import Unknowns
from inmori.text import Text

CLOUD_USER = "cloud user"
_BOXES = {
    RemoteMethod.SSLVPN: "firewall",
    RemoteMethod.IPSEC_FIREWALL: "firewall",
    RemoteMethod.IPSEC_ROUTER: "router",
}
_LINKS = {RemoteMethod.IPSEC_ROUTER, RemoteMethod.IPSEC_FIREWALL, RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}
_OWN_BOXES = {RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}
_LOGINS = {RemoteMethod.SSLVPN, RemoteMethod.REMOTE_TOOL}
_DESKTOP_WORDS = ("3389", "rdp", "vnc", "5900", "any", "all", "smb", "445", "ssh", "telnet")
# Kinds of crossing that are doors by themselves: archetype, technique, and the remote paths that would be the same door.
_ANY_RULE_DOOR = ("published", "enter_published", (RemoteMethod.RDP_PORT_FORWARD,))
_CROSSING_DOORS: dict[CrossingKind, tuple[str, str, tuple[RemoteMethod, ...]]] = {
    CrossingKind.PUBLISHED_SERVICE: ("published", "enter_published", (RemoteMethod.RDP_PORT_FORWARD,)),
    CrossingKind.SSLVPN_PASSWORD_ONLY: ("weak_login", "enter_login", (RemoteMethod.SSLVPN,)),
    CrossingKind.VENDOR_BOX: ("device_box", "enter_device_box", (RemoteMethod.VENDOR_BOX,)),
    CrossingKind.REMOTE_TOOL: ("weak_login", "enter_login", (RemoteMethod.REMOTE_TOOL,)),
    CrossingKind.MOBILE_ROUTER: ("bridge", "enter_bridge", (RemoteMethod.LTE_ROUTER,)),
    CrossingKind.STALE_TUNNEL: ("supplier", "enter_supplier", tuple(_BOXES)),
    CrossingKind.DIRECT_ROUTER: ("supplier", "enter_supplier", tuple(_BOXES)),
}


@dataclass(frozen=True)
class Door:
    """One way in. ``rate`` is a year's entries before, ``condition`` the factor after this hospital's own state.

    ``share`` spreads trials: a number near the condition such doors usually have, which never depends on edits.
    """

    id: str
    archetype: str
    technique: str
    place: Text
    rate: Chance
    landings: tuple[str, ...]
    condition: Chance = CERTAIN
    share: float = 1.0


@dataclass(frozen=True)
class Ground:
    """What the doors are read from: the hospital, its places and hosts, and the crossings that reach found."""

    hospital: Hospital
    catalogue: Catalogue
    today: date
    places: dict[str, Place]
    hosts: dict[str, Host]
    crossings: Sequence[Crossing]
    cloud_vendors: tuple[str, ...]
    unknowns: Unknowns = field(default_factory=Unknowns)

    @cached_property
    def landing(self) -> Landing:
        """The map from addresses and zones to nodes."""
        return Landing(self.hospital, self.places, self.hosts)


def doors_of(ground: Ground) -> tuple[Door, ...]:
    """Return all doors by id; never empty, because every place has an unknown way in."""
    remotes = sorted(ground.hospital.remote_accesses, key=lambda remote: remote.id)
    found: dict[str, Door] = {}
    for door in (
        *_box_doors(ground, remotes),
        *(door for remote in remotes for door in _remote_doors(ground, remote)),
        *_crossing_doors(ground, remotes),
        *_blank_doors(ground, remotes),
        *_people_doors(ground),
        *_cloud_doors(ground),
    ):
        found.setdefault(door.id, door)
    return tuple(found[door_id] for door_id in sorted(found))


def _rate(ground: Ground, archetype: str) -> Chance:
    return value(ground.catalogue.archetypes[archetype].rate)


# Holes: one door per box, because one hole opens the box to all who connect through it.


def _box_doors(ground: Ground, remotes: Sequence[RemoteAccess]) -> Iterator[Door]:
    boxes: dict[str, list[RemoteAccess]] = {}
    for remote in remotes:
        if remote.method.value in _BOXES:
            boxes.setdefault(_box_key(ground, remote), []).append(remote)
    for each in ground.hospital.gateways:
        if any(tunnel.kind == "sslvpn" and tunnel.serving for tunnel in each.tunnels):
            boxes.setdefault(f"gateway {each.id}", [])
    for key, members in sorted(boxes.items()):
        gateway = next((each for each in ground.hospital.gateways if key == f"gateway {each.id}"), None)
        using = [remote for remote in members if is_open(ground.hospital, remote)]
        page = _has_login_page(gateway, using)
        condition = (
            NEVER
            if not using and not page
            else (
                *_open_hole(ground, gateway, members),
                *(CERTAIN if page else value("threat.hole.no_login_page")),
                *_limited(ground, using),
            )
        )
        landings = landings_of_gateway(ground.landing, gateway) if gateway else ()
        name = _box_name(gateway, members)
        yield Door(
            id=f"hole in {key}",
            archetype="vpn_hole",
            technique="enter_hole",
            place=Text(ja=name, en=name),
            rate=_rate(ground, "vpn_hole"),
            landings=landings or _all_landings(ground, members),
            condition=condition,
            share=0.2,
        )


def _box_key(ground: Ground, remote: RemoteAccess) -> str:
    """The gateway that the path's references name, else the product, else the kind of box."""
    refs = {ref.removeprefix("tunnel:") for ref in remote.refs}
    for gateway in ground.hospital.gateways:
        if any(tunnel.name in refs for tunnel in gateway.tunnels):
            return f"gateway {gateway.id}"
    assert remote.method.value is not None
    return f"box {remote.product.value or _BOXES[remote.method.value]}"


def _box_name(gateway: Gateway | None, members: Sequence[RemoteAccess]) -> str:
    if gateway is not None:
        return gateway.name.value or gateway.model or gateway.product or gateway.id
    return next((remote.product.value for remote in members if remote.product.value), "保守用VPN装置")


def _has_login_page(gateway: Gateway | None, using: Sequence[RemoteAccess]) -> bool:
    if any(remote.method.value is RemoteMethod.SSLVPN for remote in using):
        return True
    return gateway is not None and any(t.kind == "sslvpn" and t.serving for t in gateway.tunnels)


def _open_hole(ground: Ground, gateway: Gateway | None, members: Sequence[RemoteAccess]) -> Chance:
    """Probability that a hole which attackers use is open on the box."""
    usual = value("threat.hole.open_prior")
    by_patching = {
        Patching.NONE: most(value("threat.hole.never_patched"), usual),
        Patching.YEARLY: (*usual, *value("defence.patch365")),
        Patching.MONTHLY: (*usual, *least(value("defence.patch30"), value("defence.patch365"))),
        Patching.WEEKLY: (*usual, *least(value("defence.patch7"), value("defence.patch30"), value("defence.patch365"))),
        None: usual,
    }
    patching = ground.hospital.controls.gateway_patching
    state = box_state(ground, gateway, members)
    promised = patching.value in (Patching.MONTHLY, Patching.WEEKLY) and all(
        source.kind is SourceKind.DERIVED for source in patching.sources
    )
    # A version that is seen to have a hole outweighs what was told about updating, but not what a plan will change.
    if state == "holed" and not promised:
        share = value("threat.hole.listed")
    elif state == "old" and not promised:
        share = most(value("threat.hole.ended"), by_patching[Patching.NONE])
    else:
        share = by_patching[patching.value]
        if patching.value is None:
            ground.unknowns.note(
                "gateway patching",
                Text(
                    ja="VPN装置の更新状況が分からないため、全国の傾向で補いました。",
                    en="The patching of VPN boxes is not known; filled with the national tendency.",
                ),
            )
    fte = ground.hospital.staff.it_fte.value
    return least((*share, *value("defence.staff_short")), CERTAIN) if fte is not None and fte < 0.5 else share


def box_state(ground: Ground, gateway: Gateway | None, members: Sequence[RemoteAccess]) -> Age | Literal["holed"]:
    """What the evidence says of the box: a version with a hole used for ransom, out of support, current, unknown."""
    table, holes = lifecycles(ground.catalogue), exploited_holes(ground.catalogue)
    found = [ground.hospital.device(gateway.device_id)] if gateway and gateway.device_id else []
    written = [Device(id=r.id, model=r.product, firmware=r.firmware) for r in members if r.firmware.value]
    devices = [device for device in (*found, *written) if device is not None]
    for device in devices:
        matches = exploited_on(device, known=holes, lifecycles=table)
        if any(match.ransomware and match.certainty == "affected" for match in matches):
            return "holed"
    ages = [age_of(device, table, ground.today) for device in devices]
    return "old" if "old" in ages else "current" if "current" in ages else "unknown"


def _limited(ground: Ground, using: Sequence[RemoteAccess]) -> Chance:
    """A box open to named peers only is hard to find; one path open to everybody opens it to everybody."""
    if any(remote.source_limited.value is False for remote in using):
        return CERTAIN
    unknown = next((remote for remote in using if remote.source_limited.value is None), None)
    return _limit(ground, unknown or using[0]) if using else CERTAIN


def _limit(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.source_limited,
        prior="prior.source_limited",
        yes=value("defence.source_limit"),
        no=CERTAIN,
        about=Text(ja="リモート接続の接続元制限の有無", en="Whether remote access is limited to named peers"),
        name=_who(remote),
    )


# Remote maintenance paths.


def is_open(hospital: Hospital, remote: RemoteAccess) -> bool:
    """Whether a path can be used: enabled, and not all rules and tunnels behind it switched off."""
    if not remote.enabled:
        return False
    rules = {f"policy:{rule.id}": rule.enabled for gateway in hospital.gateways for rule in gateway.rules}
    behind = [rules[ref] for ref in remote.refs if ref in rules]
    return any(behind) if behind else True


def _who(remote: RemoteAccess) -> str:
    return remote.vendor.value or remote.system.value or remote.product.value or remote.id


def _remote_doors(ground: Ground, remote: RemoteAccess) -> Iterator[Door]:
    method = remote.method.value
    landings = landings_of_remote(ground.landing, remote)
    place = Text(ja=_who(remote), en=_who(remote))
    gate = _gated(ground) if is_open(ground.hospital, remote) else NEVER
    if method in _LINKS or method is None:
        condition = (*gate, *_always_on(ground, remote))
        rate = _rate(ground, "supplier")
        yield Door(f"supplier {remote.id}", "supplier", "enter_supplier", place, rate, landings, condition, 0.6)
    if method in _OWN_BOXES:
        rate = _rate(ground, "device_box")
        yield Door(f"box {remote.id}", "device_box", "enter_device_box", place, rate, landings, gate)
    if method in _LOGINS or method is None:
        condition = (*gate, *_second_factor(ground, remote), *_shared(ground, remote), *_limit(ground, remote))
        rate = _rate(ground, "weak_login")
        yield Door(f"login {remote.id}", "weak_login", "enter_login", place, rate, landings, condition)
    if method is RemoteMethod.RDP_PORT_FORWARD:
        condition = (*gate, *_second_factor(ground, remote), *_limit(ground, remote))
        rate = _rate(ground, "published")
        yield Door(f"published {remote.id}", "published", "enter_published", place, rate, landings, condition)


def _gated(ground: Ground) -> Chance:
    return ground.unknowns.filled(
        ground.hospital.controls.vendor_gateway,
        prior="prior.vendor_gateway",
        yes=value("defence.vendor_gateway"),
        no=CERTAIN,
        about=Text(ja="保守接続の一元化の有無", en="Whether vendors come through one recorded door"),
    )


def _always_on(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.always_on,
        prior="prior.always_on",
        yes=CERTAIN,
        no=value("threat.supplier.on_request"),
        about=Text(ja="リモート接続が常時つながっているかどうか", en="Whether remote access is always on"),
        name=_who(remote),
    )


def _second_factor(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.second_factor,
        prior="prior.remote_second_factor",
        yes=value("defence.mfa_login"),
        no=CERTAIN,
        about=Text(ja="リモート接続の二要素認証の有無", en="Whether remote access has a second factor"),
        name=_who(remote),
    )


def _shared(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.shared_account,
        prior="prior.shared_account",
        yes=value("threat.login.shared"),
        no=CERTAIN,
        about=Text(ja="リモート接続のID共用の有無", en="Whether logins for remote access are shared"),
        name=_who(remote),
    )


def _all_landings(ground: Ground, members: Sequence[RemoteAccess]) -> tuple[str, ...]:
    found = {node for remote in members for node in landings_of_remote(ground.landing, remote)}
    return tuple(sorted(found)) or ground.landing.closed()


# Crossings that no list of remote paths explains.


def _crossing_doors(ground: Ground, remotes: Sequence[RemoteAccess]) -> Iterator[Door]:
    for crossing in sorted(ground.crossings, key=lambda each: each.id):
        door = _CROSSING_DOORS.get(crossing.kind)
        if crossing.kind is CrossingKind.ANY_RULE and crossing.inbound and crossing.from_zone == "internet":
            door = _ANY_RULE_DOOR
        if door is None:
            continue
        archetype, technique, methods = door
        if any(remote.method.value in methods and _is_same(crossing, remote) for remote in remotes):
            continue
        where = crossing.rule_name or crossing.comment or crossing.destination or crossing.id
        yield Door(
            id=f"crossing {_crossing_key(crossing)}",
            archetype=archetype,
            technique=technique,
            place=Text(ja=where, en=where),
            rate=_rate(ground, archetype),
            landings=landings_of_crossing(ground.landing, crossing),
            condition=CERTAIN if _is_desktop(crossing) else value("threat.published.other"),
        )


def _is_same(crossing: Crossing, remote: RemoteAccess) -> bool:
    """Whether a crossing is a remote path that is on the list already: they share a rule, tunnel, machine or address."""
    own = {*crossing.refs, *crossing.device_ids, crossing.destination}
    if crossing.rule_id is not None:
        own.add(f"policy:{crossing.rule_id}")
    theirs = {*remote.refs, *remote.targets, remote.peer.value or "", f"remote:{remote.id}"} - {""}
    return crossing.id == f"remote:{remote.id}" or bool(own & theirs)


def _crossing_key(crossing: Crossing) -> str:
    return " ".join([crossing.kind.value, crossing.gateway_id or "", crossing.rule_id or crossing.id])


def _is_desktop(crossing: Crossing) -> bool:
    if crossing.kind is not CrossingKind.PUBLISHED_SERVICE or not crossing.services:
        return True
    return any(word in service.casefold() for service in crossing.services for word in _DESKTOP_WORDS)


def _blank_doors(ground: Ground, remotes: Sequence[RemoteAccess]) -> Iterator[Door]:
    """The maintenance VPN that a hospital most likely has, when nothing at all was said of remote paths."""
    if remotes or ground.hospital.gateways:
        return
    ground.unknowns.note(
        "remote paths",
        Text(
            ja="リモート保守の経路が一つも分からないため、全国の傾向(約9割にある)で補いました。",
            en="No remote path is known; filled with the national tendency (about nine in ten have one).",
        ),
    )
    there, closed = value("prior.vendor_vpn"), ground.landing.closed()
    place = Text(ja="保守用VPN(推定)", en="Maintenance VPN (assumed)")
    hole = (*there, *value("threat.hole.open_prior"))
    login = (*there, *mixed("prior.remote_second_factor", value("defence.mfa_login"), CERTAIN))
    rates = {each: _rate(ground, each) for each in ("vpn_hole", "weak_login", "supplier")}
    yield Door("assumed hole", "vpn_hole", "enter_hole", place, rates["vpn_hole"], closed, hole, 0.2)
    yield Door("assumed login", "weak_login", "enter_login", place, rates["weak_login"], closed, login)
    yield Door("assumed supplier", "supplier", "enter_supplier", place, rates["supplier"], closed, there)


# People, and what nobody thought of.


def _people_doors(ground: Ground) -> Iterator[Door]:
    clients = {
        place.id: sum(h.size for h in ground.hosts.values() if h.role == "client" and place.id in h.places)
        for place in ground.places.values()
    }
    controls = ground.hospital.controls
    usb = ground.unknowns.filled(
        controls.usb_control, prior="prior.usb_control", yes=value("defence.usb_control"), no=CERTAIN,
        about=Text(ja="USB制限の有無", en="USB restriction"),
    )  # fmt: skip
    mail = ground.unknowns.filled(
        controls.dns_filter, prior="prior.dns_filter", yes=value("defence.dns_filter"), no=CERTAIN,
        about=Text(ja="Web・DNSフィルタの有無", en="Web and DNS filter"),
    )  # fmt: skip
    for closed, archetype, condition in ((True, "media", usb), (False, "mail", mail)):
        side = [p for p in ground.places.values() if p.closed is closed and p.kind is not ZoneKind.GUEST]
        total = sum(clients[place.id] for place in side)
        for place in side:
            share = clients[place.id] / total if total else 1 / len(side)
            if share > 0:
                rate = (*_rate(ground, archetype), *number(share))
                name, node = Text(ja=place.name, en=place.name), (f"net:{place.id}",)
                door_id = f"{archetype} {place.id}"
                yield Door(door_id, archetype, f"enter_{archetype}", name, rate, node, condition)
    yield from _bridge_doors(ground)
    for place in ground.places.values():
        name, rate = Text(ja=place.name, en=place.name), _rate(ground, "unknown")
        yield Door(f"unknown {place.id}", "unknown", "enter_unknown", name, rate, (f"net:{place.id}",))


def _bridge_doors(ground: Ground) -> Iterator[Door]:
    for host in ground.hosts.values():
        sides = {ground.places[place].closed for place in host.places}
        if len(sides) == 2:
            place, rate = Text(ja=host.label, en=host.label), _rate(ground, "bridge")
            yield Door(f"bridge {host.id}", "bridge", "enter_bridge", place, rate, (f"foot:{host.id}",))


def _cloud_doors(ground: Ground) -> Iterator[Door]:
    if not ground.cloud_vendors:
        return
    users = (ground.hospital.beds.value or ground.catalogue.quantities["loss.beds_prior"].value) * 1.6
    second = ground.unknowns.filled(
        ground.hospital.controls.mfa_cloud, prior="prior.mfa_cloud", yes=value("defence.mfa_cloud"), no=CERTAIN,
        about=Text(ja="クラウドの二要素認証の有無", en="Second factor on cloud services"),
    )  # fmt: skip
    rate = (*_rate(ground, "cloud_identity"), *number(users))
    place = Text(ja="クラウドサービス", en="Cloud services")
    yield Door("cloud login", "cloud_identity", "enter_cloud_login", place, rate, (CLOUD_USER,), second, 0.1)
    for vendor in ground.cloud_vendors:
        place, rate = Text(ja=vendor, en=vendor), _rate(ground, "provider")
        yield Door(f"provider {vendor}", "provider", "enter_provider", place, rate, (f"provider:{vendor}",))
