"""The states of the attack graph in words: what an attacker has when a node has fallen."""

from __future__ import annotations

from inmori.model import Hospital
from inmori.simulate.compile import Compiled
from inmori.simulate.host import ROLE_NAMES, zone_name
from inmori.text import Text

_ROLES: dict[str, Text] = {str(role): name for role, name in ROLE_NAMES.items()}
_SIDES = {"closed": Text(ja="閉域", en="closed network"), "open": Text(ja="情報系", en="information network")}
_KINDS = {
    "foot": Text(ja="{}に入られた", en="inside {}"),
    "admin": Text(ja="{}の管理者権限を取られた", en="administrator of {}"),
    "net": Text(ja="{}の区画に入られた", en="in the network {}"),
    "into": Text(ja="{}への移動に成功した", en="crossed into {}"),
    "held": Text(ja="{}の機器を握られた", en="holds a machine of the {}"),
    "login": Text(ja="{}の管理者パスワードを知られた", en="knows an administrator password of the {}"),
    "domain": Text(ja="{}の利用者認証(AD)を握られた", en="holds the directory of the {}"),
    "use login": Text(ja="{}で盗んだパスワードを使える", en="can use the password in {}"),
    "use domain": Text(ja="{}でAD管理者として動ける", en="can act as domain administrator in {}"),
    "class": Text(ja="{}を破る手段を得た", en="can open {}"),
    "spread": Text(ja="{}へ盗んだパスワードで広がれる", en="can spread with the password to {}"),
    "rule": Text(ja="{}へAD管理者として広がれる", en="can spread as domain administrator to {}"),
    "own": Text(ja="{}のサーバを握られた", en="holds the servers of {}"),
    "stopped": Text(ja="{}が止まった", en="{} stopped"),
    "door": Text(ja="入口「{}」に来られた", en="at the door {}"),
    "no backup": Text(ja="{}のバックアップを失った", en="no backup of {} left"),
    "copy": Text(ja="{}のバックアップの一つを壊された", en="a copy of {} destroyed"),
    "unusable": Text(ja="{}のバックアップから戻せない", en="a backup of {} does not restore"),
    "too young": Text(ja="{}のバックアップが侵入より新しいものしかない", en="all backups of {} are younger than the intrusion"),
    "inside": Text(ja="入口「{}」を通られた", en="through the door {}"),
    "crossing": Text(ja="抜け道「{}」を通られた", en="through the crossing {}"),
}


def node_text(node: str, compiled: Compiled, hospital: Hospital) -> Text:
    """Return what it means that ``node`` has fallen; the node's own name where there are no words for it."""
    kind, _, rest = node.partition(":")
    known = _KINDS.get(kind)
    if known is None:
        return Text(ja=node, en=node)
    name = _named(rest, compiled, hospital)
    return Text(ja=known.ja.format(name.ja), en=known.en.format(name.en))


def _named(rest: str, compiled: Compiled, hospital: Hospital) -> Text:
    """A side, door, system, device, zone, or "zone:role:..." by the name people know it by."""
    if rest in _SIDES:
        return _SIDES[rest]
    head, *more = rest.split(":")
    names = {door.id: door.place for door in compiled.doors} | {asset.id: asset.name for asset in compiled.assets}
    if rest in names or head in names:
        return names.get(rest) or names[head]
    zone = next((each for each in hospital.zones if each.id == head), None)
    if zone is not None:
        name, role = zone_name(zone), _ROLES.get(more[0]) if more else None
        return Text(ja=f"{name}の{role.ja}", en=f"{role.en} in {name}") if role else Text(ja=name, en=name)
    device = next((each for each in hospital.devices if each.id == rest), None)
    label = device.label() if device is not None else rest
    return Text(ja=label, en=label)
