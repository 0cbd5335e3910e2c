"""Applies a measure by editing the model: one function per kind of edit, and none that knows a measure.

The result is a new hospital; the old one is untouched. Applying a measure twice is the same as applying it once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inmori.catalogue.measure import Edit, EditOperation, Measure
from inmori.model import SYSTEM_NAMES, Hospital, RemoteAccess, RemoteMethod, SystemKind
from inmori.model.gateway import Tunnel
from inmori.plan.closing import door_of_crossing, door_of_remote, leaning_on, shut
from inmori.plan.edit_device import (
    detached,
    renewed,
    retired,
    speaking,
    with_devices,
    with_new_gateways,
    without_traces,
)
from inmori.plan.edit_gateway import lock_administration, log_rules, set_gateway
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_paper import set_contract
from inmori.plan.edit_system import add_medium, move, set_backup, set_system
from inmori.plan.edit_value import absent
from inmori.plan.ground import Ground
from inmori.plan.select import on_site, selected_crossings, selected_devices, selected_remotes
from inmori.plan.traffic import without
from inmori.text import Text

Edited = tuple[Hospital, int]  # the hospital after an edit, and how many things the edit changed
TUNNEL_KINDS = {
    RemoteMethod.SSLVPN: "sslvpn",
    RemoteMethod.IPSEC_ROUTER: "ipsec",
    RemoteMethod.IPSEC_FIREWALL: "ipsec",
}


@dataclass(frozen=True)
class Applied:
    """A hospital after a measure; ``changes`` counts the things edited, and 0 comes with the ``reason``."""

    hospital: Hospital
    changes: int
    reason: Text | None = None


def apply(measure: Measure, hospital: Hospital, *, ground: Ground) -> Applied:
    """Apply all edits of a measure."""
    changes, before = 0, hospital
    for edit in measure.edits:
        hospital, count = HANDLERS[edit.op](hospital, EditOrder(edit, measure.id, ground))
        changes += count
    return Applied(hospital=hospital, changes=changes, reason=None if changes else why_nothing(measure, before))


def apply_all(measures: Iterable[Measure], hospital: Hospital, *, ground: Ground) -> Hospital:
    """Apply several measures, one after another."""
    for measure in measures:
        hospital = apply(measure, hospital, ground=ground).hospital
    return hospital


def why_nothing(measure: Measure, hospital: Hospital) -> Text:
    """Say why a measure changes nothing at a hospital, as far as its kind of edit tells."""
    if not measure.edits:
        return _IN_PLACE
    edit = measure.edits[0]
    if edit.select.only:
        return _NOT_THAT
    if edit.op == "lock_administration" and not any(gateway.administrators for gateway in hospital.gateways):
        return _NO_CONFIGURATION
    if edit.op in ("set_gateway", "log_rules") and not hospital.gateways:
        return _NO_FILE
    if edit.op == "set_contract" and not hospital.contracts:
        return _NO_CONTRACT
    if edit.op in ("move_system", "set_system", "add_backup_medium"):
        return _why_no_system(edit, hospital)
    return _REASONS[edit.op]


def _why_no_system(edit: Edit, hospital: Hospital) -> Text:
    """Tell a system that is not known from one that has left the site and from one that has it already."""
    wanted = [kind for kind in SystemKind if kind in edit.select.systems] or list(SystemKind)
    there = [system for system in hospital.systems if system.kind in wanted]
    names = [SYSTEM_NAMES[kind] for kind in wanted]
    ja, en = "・".join(name.ja for name in names[:3]), ", ".join(name.en for name in names[:3])
    if not there:
        return Text(
            ja=f"対象のシステム({ja}など)が資料に見つかっていません。" if len(names) > 3 else f"対象のシステム({ja})が資料に見つかっていません。",
            en=f"No such system was found in the papers ({en}).",
        )
    if not any(on_site(hospital, system) for system in there):
        return Text(ja=f"対象のシステム({ja})はすでに院外にあります。", en=f"Already off the site ({en}).")
    return _IN_PLACE


def _set_control(hospital: Hospital, order: EditOrder) -> Edited:
    # What holds for the whole hospital cannot be held to a single thing.
    controls = hospital.controls if order.select.only else order.on(hospital.controls)
    if controls is hospital.controls:
        return hospital, 0
    return hospital.model_copy(update={"controls": controls}), 1


def _set_staff(hospital: Hospital, order: EditOrder) -> Edited:
    if order.select.only or (order.select.absent and not absent(hospital.staff, order.edit.field)):
        return hospital, 0
    staff = order.on(hospital.staff)
    return (hospital, 0) if staff is hospital.staff else (hospital.model_copy(update={"staff": staff}), 1)


def _set_remote(hospital: Hospital, order: EditOrder) -> Edited:
    changed: dict[str, RemoteAccess] = {}
    for remote in selected_remotes(hospital, order):
        new = order.on(remote)
        if new is not remote:
            changed[remote.id] = new
    closing = [remote for remote in changed.values() if not remote.enabled]
    if changed:
        remotes = tuple(changed.get(remote.id, remote) for remote in hospital.remote_accesses)
        hospital = hospital.model_copy(update={"remote_accesses": remotes})
    for remote in closing:
        hospital = shut(hospital, door_of_remote(remote))
    hospital, tunnels = _set_tunnels(hospital, order)
    return hospital, len(changed) + (0 if changed else tunnels)


def _set_tunnels(hospital: Hospital, order: EditOrder) -> Edited:
    """Carry what is done to a kind of VPN over to the gateway's own entries, which may have no path on any list."""
    closes = order.field == "enabled" and order.value is False and bool(order.select.methods)
    if order.select.only or not (closes or order.field in ("second_factor", "source_limited")):
        return hospital, 0
    kinds = {TUNNEL_KINDS[RemoteMethod(m)] for m in order.select.methods or TUNNEL_KINDS if m in TUNNEL_KINDS}

    def locked(tunnel: Tunnel) -> Tunnel:
        if not tunnel.serving or tunnel.kind not in kinds:
            return tunnel
        return tunnel.model_copy(update={"serving": False}) if closes else order.on(tunnel)

    count, gateways = 0, []
    for gateway in hospital.gateways:
        tunnels = tuple(locked(tunnel) for tunnel in gateway.tunnels)
        new = sum(a is not b for a, b in zip(tunnels, gateway.tunnels, strict=True))
        gateways.append(gateway.model_copy(update={"tunnels": tunnels}) if new else gateway)
        count += new
    return (hospital.model_copy(update={"gateways": tuple(gateways)}), count) if count else (hospital, 0)


def _set_device(hospital: Hospital, order: EditOrder) -> Edited:
    changed = {}
    for device in selected_devices(hospital, order):
        new = order.on(device)
        if new is not device:
            changed[device.id] = new
    if not changed:
        return hospital, 0
    hospital = with_devices(hospital, changed)
    gone = {device.id for device in changed.values() if retired(device)}
    return (without_traces(hospital, gone) if gone else hospital), len(changed)


def _replace_device(hospital: Hospital, order: EditOrder) -> Edited:
    changed = {}
    for device in selected_devices(hospital, order):
        new = renewed(device, order)
        if new is not device:
            changed[device.id] = new
    if not changed:
        return hospital, 0
    return with_new_gateways(with_devices(hospital, changed), changed), len(changed)


def _detach_device(hospital: Hospital, order: EditOrder) -> Edited:
    changed = {}
    for device in selected_devices(hospital, order):
        new = detached(hospital, device, kinds=tuple(order.value))
        if new is not device:
            changed[device.id] = new
    return (with_devices(hospital, changed), len(changed)) if changed else (hospital, 0)


def _disable_rules(hospital: Hospital, order: EditOrder) -> Edited:
    count = 0
    for crossing in selected_crossings(hospital, order):
        door, before = door_of_crossing(crossing), hospital
        ended = leaning_on(hospital, door)
        hospital = without(shut(hospital, door), order.ground.traffic.get(crossing.id, frozenset()))
        if ended:
            hospital = hospital.model_copy(update={"remote_accesses": _disabled(hospital, ended)})
        count += hospital is not before
    return hospital, count


def _disabled(hospital: Hospital, ids: frozenset[str]) -> tuple[RemoteAccess, ...]:
    return tuple(
        r.model_copy(update={"enabled": False}) if r.id in ids else r for r in hospital.remote_accesses
    )


def _stop_protocols(hospital: Hospital, order: EditOrder) -> Edited:
    changed = {}
    for device in selected_devices(hospital, order):
        new = speaking(device, without=frozenset(order.value))
        if new is not device:
            changed[device.id] = new
    return (with_devices(hospital, changed), len(changed)) if changed else (hospital, 0)


HANDLERS: dict[EditOperation, Callable[[Hospital, EditOrder], Edited]] = {
    "set_control": _set_control,
    "set_staff": _set_staff,
    "set_remote": _set_remote,
    "set_device": _set_device,
    "replace_device": _replace_device,
    "detach_device": _detach_device,
    "disable_rules": _disable_rules,
    "lock_administration": lock_administration,
    "set_gateway": set_gateway,
    "log_rules": log_rules,
    "stop_protocols": _stop_protocols,
    "set_contract": set_contract,
    "set_system": set_system,
    "set_backup": set_backup,
    "add_backup_medium": add_medium,
    "move_system": move,
}
_IN_PLACE = Text(ja="すでに行われています。", en="Already in place.")
_NO_DOOR = Text(
    ja="該当する入口や通路は見つかっていません(資料にないものは分かりません)。",
    en="No such entrance or path was found (what the papers do not show is not known).",
)
_NO_CONFIGURATION = Text(
    ja="管理者の設定が分かる設定ファイルがないため、守られているかどうかは判断できません。",
    en="No configuration shows the administrators, so whether they are locked down cannot be judged.",
)
_NO_DEVICE = Text(
    ja="該当する機器は見つかっていません(資料にないもの、版の分からないものは数えていません)。",
    en="No such machine was found (what the papers do not show, or of unknown version, is not counted).",
)
_NO_SYSTEM = Text(
    ja="対象のシステムが分からないか、すでに備わっています。",
    en="The system is not known, or has it already.",
)
_NOT_THAT = Text(
    ja="名指しされたものは、この打ち手の対象ではないか、すでに済んでいます。",
    en="What was named is not what this measure acts on, or needs nothing.",
)
_NO_FILE = Text(
    ja="ファイアウォールなどの設定ファイルがないため、変わるかどうかは判断できません。",
    en="No configuration file was given, so whether this would change anything cannot be judged.",
)
_NO_CONTRACT = Text(
    ja="契約の一覧がないため、変わるかどうかは判断できません。",
    en="No list of contracts was given, so whether this would change anything cannot be judged.",
)
_REASONS: dict[EditOperation, Text] = {
    "set_control": _IN_PLACE,
    "set_staff": _IN_PLACE,
    "set_remote": _NO_DOOR,
    "set_device": _NO_DEVICE,
    "replace_device": _NO_DEVICE,
    "detach_device": _NO_DEVICE,
    "disable_rules": _NO_DOOR,
    "lock_administration": Text(
        ja="設定ファイルのある機器では、すでに守られています。",
        en="Already locked on every device whose configuration was given.",
    ),
    "set_backup": Text(
        ja="バックアップの記録がないか、すでに行われています。", en="No backup is recorded, or already done."
    ),
    "add_backup_medium": _NO_SYSTEM,
    "move_system": _NO_SYSTEM,
    "set_system": _NO_SYSTEM,
    "set_contract": _IN_PLACE,
    "set_gateway": _IN_PLACE,
    "log_rules": _IN_PLACE,
    "stop_protocols": Text(
        ja="古い方式を使う機器は見つかっていません(通信や設定で確かめられたものだけを数えています)。",
        en="No machine was seen to use these old ways (only what was seen counts).",
    ),
}
