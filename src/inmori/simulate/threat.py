"""The doors of this hospital: every way a campaign can begin here, how often it does, and where it lands.

A door's yearly rate is the archetype's rate (entries a year where such a door exists) times a condition made of this
hospital's own state: locks, patching, who may connect. A door that is shut keeps its place with a condition of
zero, so that two edits of one hospital can be compared trial by trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inmori.model import RemoteAccess, TextFact, ZoneKind
from inmori.simulate.box_door import box_doors
from inmori.simulate.chance import CERTAIN, number, value
from inmori.simulate.crossing_door import crossing_doors
from inmori.simulate.door import Door, Ground
from inmori.simulate.remote_door import remote_doors
from inmori.text import Text

CLOUD_USER = "cloud user"


def doors_of(ground: Ground) -> tuple[Door, ...]:
    """Return all doors by id; never empty, because every place has an unknown way in."""
    remotes = sorted(ground.hospital.remote_accesses, key=lambda remote: remote.id)
    found: dict[str, Door] = {}
    for door in (
        *box_doors(ground, remotes),
        *(door for remote in remotes for door in remote_doors(ground, remote)),
        *crossing_doors(ground, remotes),
        *_blank_doors(ground, remotes),
        *_people_doors(ground),
        *_cloud_doors(ground),
    ):
        found.setdefault(door.id, door)
    return tuple(found[door_id] for door_id in sorted(found))


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
    # A path of which nothing is known, as likely as hospitals have one: hearing that it exists can only add to it.
    assumed = RemoteAccess(id="assumed", vendor=TextFact(value="推定した保守用VPN"))
    place = Text(ja="保守用VPN(推定)", en="Maintenance VPN (assumed)")
    for door in box_doors(ground, [assumed]):
        yield replace(door, place=place)
    for door in remote_doors(ground, assumed):
        yield replace(door, place=place, condition=(*value("prior.vendor_vpn"), *door.condition))



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
                rate = (*ground.rate(archetype), *number(share))
                name, node = Text(ja=place.name, en=place.name), (f"net:{place.id}",)
                door_id = f"{archetype} {place.id}"
                yield Door(door_id, archetype, f"enter_{archetype}", name, rate, node, condition)
    yield from _bridge_doors(ground)
    for place in ground.places.values():
        name, rate = Text(ja=place.name, en=place.name), ground.rate("unknown")
        yield Door(f"unknown {place.id}", "unknown", "enter_unknown", name, rate, (f"net:{place.id}",))


def _bridge_doors(ground: Ground) -> Iterator[Door]:
    for host in ground.hosts.values():
        sides = {ground.places[place].closed for place in host.places}
        if len(sides) == 2:
            place, rate = Text(ja=host.label, en=host.label), ground.rate("bridge")
            yield Door(f"bridge {host.id}", "bridge", "enter_bridge", place, rate, (f"foot:{host.id}",))


def _cloud_doors(ground: Ground) -> Iterator[Door]:
    if not ground.cloud_vendors:
        return
    users = (ground.hospital.beds.value or ground.catalogue.quantities["loss.beds_prior"].value) * 1.6
    second = ground.unknowns.filled(
        ground.hospital.controls.mfa_cloud, prior="prior.mfa_cloud", yes=value("defence.mfa_cloud"), no=CERTAIN,
        about=Text(ja="クラウドの二要素認証の有無", en="Second factor on cloud services"),
    )  # fmt: skip
    rate = (*ground.rate("cloud_identity"), *number(users))
    place = Text(ja="クラウドサービス", en="Cloud services")
    yield Door("cloud login", "cloud_identity", "enter_cloud_login", place, rate, (CLOUD_USER,), second, 0.1)
    for vendor in ground.cloud_vendors:
        place, rate = Text(ja=vendor, en=vendor), ground.rate("provider")
        yield Door(f"provider {vendor}", "provider", "enter_provider", place, rate, (f"provider:{vendor}",))
