"""Holes in VPN boxes: one door per box, because one hole opens the box to all who connect through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from inmori.intel import exploited_holes, exploited_on, lifecycles
from inmori.model import Device, Gateway, Patching, RemoteAccess, RemoteMethod, SourceKind
from inmori.simulate.chance import CERTAIN, NEVER, Chance, least, most, value
from inmori.simulate.door import Door, Ground
from inmori.simulate.host import Age, age_of
from inmori.simulate.landing import landings_of_gateway, landings_of_remote
from inmori.simulate.remote_door import is_open, limit
from inmori.simulate.remote_name import box_name, gateway_behind
from inmori.text import Text

BOXES = {
    RemoteMethod.SSLVPN: "firewall",
    RemoteMethod.IPSEC_FIREWALL: "firewall",
    RemoteMethod.IPSEC_ROUTER: "router",
}


def box_doors(ground: Ground, remotes: Sequence[RemoteAccess]) -> Iterator[Door]:
    """One door for each VPN box that a remote path ends on, and for each gateway that serves an SSL-VPN."""
    boxes: dict[str, list[RemoteAccess]] = {}
    for remote in remotes:
        if remote.method.value in BOXES or remote.method.value is None:
            boxes.setdefault(_box_key(ground, remote), []).append(remote)
    for each in ground.hospital.gateways:
        if any(tunnel.kind == "sslvpn" and tunnel.serving for tunnel in each.tunnels):
            boxes.setdefault(f"gateway {each.id}", [])
    for key, members in sorted(boxes.items()):
        gateway = next((each for each in ground.hospital.gateways if key == f"gateway {each.id}"), None)
        using = [remote for remote in members if is_open(ground.hospital, remote)]
        guessed = bool(members) and all(remote.method.value is None for remote in members)
        page = _has_login_page(gateway, using) or (guessed and bool(using))
        condition = (
            NEVER
            if not using and not page
            else (
                *_open_hole(ground, gateway, members),
                *(CERTAIN if page else value("threat.hole.no_login_page")),
                *_limited(ground, gateway, using),
                # Nine in ten paths go by a VPN: that much of a box stands behind one of which no method is known.
                *(value("prior.vendor_vpn") if guessed else CERTAIN),
            )
        )
        landings = landings_of_gateway(ground.landing, gateway) if gateway else ()
        if guessed and not landings:
            landings = tuple(sorted({*_all_landings(ground, members), *ground.landing.closed()}))
        yield Door(
            id=f"hole in {key}",
            archetype="vpn_hole",
            technique="enter_hole",
            place=box_name(ground.hospital, gateway, members),
            rate=ground.rate("vpn_hole"),
            landings=landings or _all_landings(ground, members),
            condition=condition,
            share=0.2,
        )


def _box_key(ground: Ground, remote: RemoteAccess) -> str:
    """The gateway that the path's references name, else the product, else the kind of box."""
    gateway = gateway_behind(ground.hospital, remote)
    if gateway is not None:
        return f"gateway {gateway.id}"
    kind = BOXES[remote.method.value] if remote.method.value else "unknown"
    return f"box {remote.product.value or kind}"


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


def _limited(ground: Ground, gateway: Gateway | None, using: Sequence[RemoteAccess]) -> Chance:
    """A box open to named peers only is hard to find; one path open to everybody opens it to everybody."""
    if any(remote.source_limited.value is False for remote in using):
        return CERTAIN
    unknown = next((remote for remote in using if remote.source_limited.value is None), None)
    if using:
        return limit(ground, unknown or using[0])
    pages = [each for each in gateway.tunnels if each.kind == "sslvpn" and each.serving] if gateway else []
    closed = bool(pages) and all(each.source_limited is True for each in pages)
    return value("defence.source_limit") if closed else CERTAIN


def _all_landings(ground: Ground, members: Sequence[RemoteAccess]) -> tuple[str, ...]:
    found = {node for remote in members for node in landings_of_remote(ground.landing, remote)}
    return tuple(sorted(found)) or ground.landing.closed()
