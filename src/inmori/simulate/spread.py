"""How an attacker moves inside: from a zone to machines, from machines to logins, from logins to all machines.

Every class of alike machines in a zone hangs on one hub that falls or holds once per campaign, and found logins
spread through one hub per zone. So a flat network of n machines costs O(n) edges, and the chance that a class falls
does not creep to one merely because there are many of it (one crew has, or has not, what opens that class).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.model import Controls, Hospital, Patching, Segmentation, SystemKind, ZoneKind
from inmori.reach import Verdict
from inmori.reach.crossing_kind import Crossing, CrossingKind
from inmori.simulate.asked import matrix_of
from inmori.simulate.chance import CERTAIN, Chance, least, mixed, most, value
from inmori.simulate.graph import GraphBuilder
from inmori.simulate.host import NETWORK_WATCH, ROLE_NAMES, Host, Place
from inmori.simulate.move import Moves
from inmori.simulate.prior import Unknowns
from inmori.simulate.system import Asset
from inmori.text import Text

SERVERS, CLOSED_CLIENTS, OPEN_CLIENTS, INSTRUMENTS = range(4)  # classes of machines in the counts
CLASSES = 4
_AGE_NAMES = {
    "old": Text(ja="サポート切れの", en="unsupported "),
    "current": Text(ja="", en=""),
    "unknown": Text(ja="", en=""),
}
_CROSSING_CHANCE = {
    CrossingKind.SANCTIONED: "defence.crossing.sanctioned",
    CrossingKind.FILE_TO_INFO: "defence.crossing.files",
    CrossingKind.UNEXPLAINED: "defence.crossing.unexplained",
    CrossingKind.ANY_RULE: "defence.crossing.anything",
    CrossingKind.CORE_BYPASS: "defence.crossing.anything",
}


@dataclass(frozen=True)
class Inside:
    """What the movement is built from."""

    hospital: Hospital
    places: dict[str, Place]
    hosts: dict[str, Host]
    assets: Sequence[Asset]
    crossings: Sequence[Crossing]
    unknowns: Unknowns

    @property
    def controls(self) -> Controls:
        """The hospital's controls."""
        return self.hospital.controls


def add_movement(builder: GraphBuilder, moves: Moves, inside: Inside) -> None:
    """Add all nodes and edges of movement."""
    everyone = _everyone(inside)
    for host in everyone:
        _add_host(builder, moves, inside, host)
    for place in inside.places.values():
        builder.node(f"net:{place.id}")
        _add_classes(builder, moves, inside, place, [host for host in everyone if place.id in host.places])
        _add_logins(builder, moves, inside, place, [host for host in everyone if place.id in host.places])
    _add_crossings(builder, moves, inside)


def _everyone(inside: Inside) -> tuple[Host, ...]:
    assumed = {host.id: host for asset in inside.assets for host in asset.servers}
    everyone = assumed | inside.hosts
    return tuple(everyone[host_id] for host_id in sorted(everyone))


def side(place: Place) -> str:
    """Name of the side of a place: logins are shared within a side, not across."""
    return "closed" if place.closed else "open"


def _add_host(builder: GraphBuilder, moves: Moves, inside: Inside, host: Host) -> None:
    sides = sorted({side(inside.places[place]) for place in host.places})
    counted = {"server": SERVERS, "instrument": INSTRUMENTS}.get(
        host.role, CLOSED_CLIENTS if "closed" in sides else OPEN_CLIENTS
    )
    foot = builder.node(f"foot:{host.id}", watch=host.watch)
    admin = builder.node(f"admin:{host.id}", watch=host.watch, counted=counted, size=host.size)
    place = Text(ja=host.label, en=host.label)
    moves.add(foot, admin, "escalate", place, shown=False)
    for zone in host.places:
        moves.certain(foot, f"net:{zone}")
        moves.certain(admin, f"net:{zone}")
    for each in sides:
        moves.certain(admin, f"held:{each}")


def _add_classes(
    builder: GraphBuilder, moves: Moves, inside: Inside, place: Place, hosts: Sequence[Host]
) -> None:
    for role in sorted({host.role for host in hosts}):
        for age in sorted({host.age for host in hosts if host.role == role}):
            group = [host for host in hosts if (host.role, host.age) == (role, age)]
            hub = builder.node(f"class:{place.id}:{role}:{age}", watch=NETWORK_WATCH)
            chance = (*_exploit(inside, place, age), *_between_peers(inside, role))
            name = Text(
                ja=f"{place.name}の{_AGE_NAMES[age].ja}{ROLE_NAMES[role].ja}",
                en=f"{_AGE_NAMES[age].en}{ROLE_NAMES[role].en} in {place.name}",
            )
            luck = f"class {place.id} {role}"
            moves.add(f"net:{place.id}", hub, _technique(inside, place, age), name, chance=chance, luck=luck)
            for host in group:
                label = Text(ja=host.label, en=host.label)
                moves.add(hub, f"foot:{host.id}", "land", label, luck=f"land {host.id} {place.id}", shown=False)


def _technique(inside: Inside, place: Place, age: str) -> str:
    """A supported machine that nobody updates is told as what it is."""
    return f"exploit_{age}" if age != "current" or _updated(inside, place) else "exploit_unknown"


def _updated(inside: Inside, place: Place) -> bool:
    return _patching(inside, place) in (Patching.MONTHLY, Patching.WEEKLY)


def _patching(inside: Inside, place: Place) -> Patching | None:
    controls = inside.controls
    return (controls.patching_clinical if place.closed else controls.patching_info).value


def _exploit(inside: Inside, place: Place, age: str) -> Chance:
    controls = inside.controls
    stale, locked = value("step.exploit_unknown.p"), value("defence.lockdown")
    fresh = least(value("step.exploit_current.p"), stale)
    if age == "old":
        if controls.old_os_lockdown.value is None:
            inside.unknowns.note(
                "lockdown",
                Text(
                    ja="古いOSの実行制御の有無が分からないため、ないものとみなしました。",
                    en="Whether old machines are locked down is not known; taken as not.",
                ),
            )
        # Few hospitals have it, and a mixture would make replacing an old machine look worse than keeping it.
        return (*most(value("step.exploit_old.p"), stale), *(locked if controls.old_os_lockdown.value else CERTAIN))
    if age == "unknown":
        return stale
    if _patching(inside, place) is None:
        inside.unknowns.note(
            f"patching {place.closed}",
            Text(
                ja=f"{'診療系' if place.closed else '情報系'}の更新状況が分からないため、全国の傾向で補いました。",
                en=f"Patching of the {'clinical' if place.closed else 'information'} network is not known; filled.",
            ),
        )
        return mixed("prior.patched", fresh, stale)
    return fresh if _updated(inside, place) else stale


def _between_peers(inside: Inside, role: str) -> Chance:
    if role != "client":
        return CERTAIN
    return inside.unknowns.filled(
        inside.controls.peer_block, prior="prior.peer_block", yes=value("defence.peer_block"), no=CERTAIN,
        about=Text(ja="端末同士の通信遮断の有無", en="Whether PC-to-PC traffic is blocked"),
    )  # fmt: skip


def _add_logins(
    builder: GraphBuilder, moves: Moves, inside: Inside, place: Place, hosts: Sequence[Host]
) -> None:
    """Spreading with a found password, and as domain administrator where the side has a directory."""
    own, name = side(place), Text(ja=place.name, en=place.name)
    reachable = [host for host in hosts if host.role != "instrument"]
    if not reachable:
        return
    login, held = f"login:{own}", f"held:{own}"
    side_name = Text(ja="閉域", en="closed network") if place.closed else Text(ja="情報系", en="information network")
    # Told as what it is: a password that opens all machines only where there is one. The luck is the same for both.
    dump = "dump_credentials" if _has_shared(inside, own) else "dump_own_credentials"
    moves.add(held, login, dump, side_name, luck=f"{held}>{login}|dump_credentials")
    use = builder.node(f"use login:{place.id}", every=True, watch=NETWORK_WATCH)
    moves.certain(login, use)
    moves.certain(f"net:{place.id}", use)
    unique = {
        "shared": CERTAIN,
        "unique": value("defence.unique_local_admin"),
        "unknown": mixed("prior.same_local_admin", CERTAIN, value("defence.unique_local_admin")),
    }
    for role in sorted({host.role for host in reachable}):
        spread = f"spread:{place.id}:{role}"
        chance = (*value("step.reuse_login.p"), *_between_peers(inside, role), *_guarded(inside, place, role))
        moves.add(use, spread, "reuse_login", name, chance=chance, shown=False)
        for state in sorted({host.login for host in reachable if host.role == role}):
            gate = f"{spread}:{state}"
            move = "reuse_login" if state == "shared" else "use_found_login"
            moves.add(spread, gate, move, name, chance=unique[state], luck=f"{spread} own")
            for host in reachable:
                if (host.role, host.login) == (role, state):
                    moves.certain(gate, f"admin:{host.id}")
    _add_domain(builder, moves, inside, place, reachable)


def _has_shared(inside: Inside, own: str) -> bool:
    """Whether some machine of a side is known to share its administrator password with others."""
    return any(
        host.login == "shared" and host.role != "instrument" and any(side(inside.places[p]) == own for p in host.places)
        for host in _everyone(inside)
    )


def _guarded(inside: Inside, place: Place, role: str) -> Chance:
    if role != "server" or not place.closed:
        return CERTAIN
    return inside.unknowns.filled(
        inside.controls.mfa_clinical, prior="prior.mfa_clinical", yes=value("defence.mfa_clinical"), no=CERTAIN,
        about=Text(ja="診療系の二要素認証の有無", en="Second factor on clinical systems"),
    )  # fmt: skip


def _add_domain(
    builder: GraphBuilder, moves: Moves, inside: Inside, place: Place, hosts: Sequence[Host]
) -> None:
    own = side(place)
    controllers = sorted(
        {
            server.id
            for asset in inside.assets
            if asset.kind is SystemKind.DIRECTORY
            for server in asset.servers
            if any(side(inside.places[zone]) == own for zone in server.places)
        }
    )
    joined = [host for host in hosts if host.windows]
    if not controllers or not joined:
        return
    domain, name = f"domain:{own}", Text(ja=place.name, en=place.name)
    moves.add(f"held:{own}", domain, "take_domain", Text(ja="AD", en="AD"))
    for controller in controllers:
        moves.certain(f"admin:{controller}", domain)
    use = builder.node(f"use domain:{place.id}", every=True, watch=NETWORK_WATCH)
    moves.certain(domain, use)
    moves.certain(f"net:{place.id}", use)
    for role in sorted({host.role for host in joined}):
        spread = f"rule:{place.id}:{role}"
        chance = (*value("step.reuse_login.p"), *_guarded(inside, place, role))
        moves.add(use, spread, "spread_by_domain", name, chance=chance)
        for host in joined:
            if host.role == role:
                moves.certain(spread, f"admin:{host.id}")


def _add_crossings(builder: GraphBuilder, moves: Moves, inside: Inside) -> None:
    """Between zones: through the core of the closed network, along known crossings, and where nothing is allowed."""
    between = _between_zones(inside)
    linked = value("defence.zone.denied")
    if not inside.hospital.gateways:
        linked = mixed("prior.info_linked", value("defence.zone.open"), linked)
    for place in inside.places.values():
        net, name = f"net:{place.id}", Text(ja=place.name, en=place.name)
        if place.closed:
            moves.certain(net, "core")
            into = builder.node(f"into:{place.id}", watch=NETWORK_WATCH)
            moves.add("core", into, "cross_zone", name, chance=between[place.id])
            moves.certain(into, net)
        else:
            allowed = value("defence.zone.denied") if place.kind is ZoneKind.GUEST else linked
            moves.add(net, "core", "cross_zone", Text(ja="閉域", en="closed network"), chance=allowed)
            if place.kind is not ZoneKind.GUEST:
                moves.add("core", net, "cross_zone", name, chance=value("defence.zone.filtered"))
    for crossing in sorted(inside.crossings, key=lambda each: each.id):
        chance = _CROSSING_CHANCE.get(crossing.kind)
        ends = (crossing.from_zone, crossing.to_zone)
        denied = crossing.allowed is Verdict.DENY and not crossing.seen
        if chance is None or denied or not all(end in inside.places for end in ends):
            continue
        luck = f"crossing {ends[0]} {ends[1]} {crossing.rule_id or crossing.id}"
        into = builder.node(f"crossing:{crossing.id}", watch=NETWORK_WATCH)
        name = Text(ja=inside.places[ends[1]].name, en=inside.places[ends[1]].name)
        moves.add(f"net:{ends[0]}", into, "cross_zone", name, chance=value(chance), luck=luck)
        moves.certain(into, f"net:{ends[1]}")


def _between_zones(inside: Inside) -> dict[str, Chance]:
    """Chance to enter each closed place from the rest of the closed network."""
    told = inside.controls.segmentation.value
    closed = [place.id for place in inside.places.values() if place.closed]
    filtered = least(value("defence.zone.filtered"), value("defence.zone.open"))
    by_answer = {
        Segmentation.NONE: value("defence.zone.open"),
        Segmentation.FILTERED: filtered,
        Segmentation.FILTERED_SEPARATE_ADMIN: least(value("defence.zone.filtered_admin"), filtered),
    }
    if told is not None:
        return dict.fromkeys(closed, by_answer[told])
    if inside.hospital.gateways and len(closed) > 1:
        return _by_rules(inside, closed)
    inside.unknowns.note(
        "segmentation",
        Text(
            ja="閉域内の分離が分からないため、全国の傾向で補いました。",
            en="Separation inside the closed network is not known; filled with the national tendency.",
        ),
    )
    unknown = mixed("prior.segmented", filtered, value("defence.zone.open"))
    return dict.fromkeys(closed, unknown)


def _by_rules(inside: Inside, closed: Sequence[str]) -> dict[str, Chance]:
    """As the configurations say: no filter, some rules, or nothing allowed from any other closed place."""
    cells: dict[str, list[tuple[bool, Verdict]]] = {place: [] for place in closed}
    for cell in matrix_of(inside.hospital).cells:
        if cell.to_zone in cells and cell.from_zone in cells and cell.from_zone != cell.to_zone:
            cells[cell.to_zone].append((cell.filtered, cell.verdict))
    found: dict[str, Chance] = {}
    for place, seen in cells.items():
        if any(not filtered for filtered, _ in seen) or not seen:
            found[place] = value("defence.zone.open")
        elif all(verdict is Verdict.DENY for _, verdict in seen):
            found[place] = value("defence.zone.denied")
        else:
            found[place] = value("defence.zone.filtered")
    return found
