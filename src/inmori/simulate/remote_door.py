"""Remote maintenance paths as doors: what each method opens, and what each lock takes off its rate."""

from __future__ import annotations

from collections.abc import Iterator

from inmori.model import Hospital, RemoteAccess, RemoteMethod
from inmori.simulate.chance import CERTAIN, NEVER, Chance, value
from inmori.simulate.door import Door, Ground
from inmori.simulate.landing import landings_of_remote
from inmori.simulate.published import is_page
from inmori.simulate.remote_name import path_name
from inmori.text import Text

_LINKS = {RemoteMethod.IPSEC_ROUTER, RemoteMethod.IPSEC_FIREWALL, RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}
_OWN_BOXES = {RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}
_LOGINS = {RemoteMethod.SSLVPN, RemoteMethod.REMOTE_TOOL}


def is_open(hospital: Hospital, remote: RemoteAccess) -> bool:
    """Whether a path can be used: enabled, and not all rules and tunnels behind it switched off."""
    if not remote.enabled:
        return False
    rules = {f"policy:{rule.id}": rule.enabled for gateway in hospital.gateways for rule in gateway.rules}
    behind = [rules[ref] for ref in remote.refs if ref in rules]
    return any(behind) if behind else True


def remote_doors(ground: Ground, remote: RemoteAccess) -> Iterator[Door]:
    """The doors of one remote path: through its vendor, its own box, its login page or its published service."""
    method = remote.method.value
    landings = landings_of_remote(ground.landing, remote)
    place = path_name(ground.hospital, remote)
    gate = _gated(ground) if is_open(ground.hospital, remote) else NEVER
    if method is None:
        _note_method(ground, place)
    if method in _LINKS or method is None:
        condition = (*gate, *_always_on(ground, remote))
        rate = ground.rate("supplier")
        yield Door(f"supplier {remote.id}", "supplier", "enter_supplier", place, rate, landings, condition, 0.6)
    if method in _OWN_BOXES:
        rate = ground.rate("device_box")
        yield Door(f"box {remote.id}", "device_box", "enter_device_box", place, rate, landings, gate)
    if method in _LOGINS or method is None:
        condition = (*gate, *_second_factor(ground, remote), *_shared(ground, remote), *limit(ground, remote))
        rate = ground.rate("weak_login")
        yield Door(f"login {remote.id}", "weak_login", "enter_login", place, rate, landings, condition)
    if method is RemoteMethod.RDP_PORT_FORWARD:
        service = value("threat.published.other") if is_page(ground.hospital, remote) else CERTAIN
        condition = (*gate, *_second_factor(ground, remote), *limit(ground, remote), *service)
        rate = ground.rate("published")
        yield Door(f"published {remote.id}", "published", "enter_published", place, rate, landings, condition)


def _note_method(ground: Ground, place: Text) -> None:
    ground.unknowns.note(
        "remote method",
        Text(
            ja="リモート接続の方法が分からないため、考えられる入口を全国の傾向で補いました({names})。",
            en="How remote access works is not known; filled with the ways in that are usual ({names}).",
        ),
        name=place.ja,
    )


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
        name=path_name(ground.hospital, remote).ja,
    )


def _second_factor(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.second_factor,
        prior="prior.remote_second_factor",
        yes=value("defence.mfa_login"),
        no=CERTAIN,
        about=Text(ja="リモート接続の二要素認証の有無", en="Whether remote access has a second factor"),
        name=path_name(ground.hospital, remote).ja,
    )


def _shared(ground: Ground, remote: RemoteAccess) -> Chance:
    return ground.unknowns.filled(
        remote.shared_account,
        prior="prior.shared_account",
        yes=value("threat.login.shared"),
        no=CERTAIN,
        about=Text(ja="リモート接続のID共用の有無", en="Whether logins for remote access are shared"),
        name=path_name(ground.hospital, remote).ja,
    )


def limit(ground: Ground, remote: RemoteAccess) -> Chance:
    """What is left of a rate when only named peers get in."""
    return ground.unknowns.filled(
        remote.source_limited,
        prior="prior.source_limited",
        yes=value("defence.source_limit"),
        no=CERTAIN,
        about=Text(ja="リモート接続の接続元制限の有無", en="Whether remote access is limited to named peers"),
        name=path_name(ground.hospital, remote).ja,
    )
