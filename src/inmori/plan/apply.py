"""Applies a measure by editing the model: one function per kind of edit, and none that knows a measure.

The result is a new hospital; the old one is untouched. Applying a measure twice is the same as applying it once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inmori.catalogue.measure import EditOperation, Measure
from inmori.model import Hospital, RemoteAccess, RemoteMethod
from inmori.model.gateway import Gateway, Tunnel
from inmori.plan.closing import door_of_crossing, door_of_remote, leaning_on, shut
from inmori.plan.edit_device import (
    detached,
    renewed,
    retired,
    with_devices,
    with_new_gateways,
    without_traces,
)
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_system import add_medium, move, set_backup
from inmori.plan.ground import Ground
from inmori.plan.select import selected_crossings, selected_devices, selected_remotes
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
    first = measure.edits[0].op if measure.edits else "set_control"
    if first == "lock_administration" and not any(gateway.administrators for gateway in hospital.gateways):
        return _NO_CONFIGURATION
    return _REASONS[measure.edits[0].op] if measure.edits else _REASONS["set_control"]


def _set_control(hospital: Hospital, order: EditOrder) -> Edited:
    controls = order.on(hospital.controls)
    if controls is hospital.controls:
        return hospital, 0
    return hospital.model_copy(update={"controls": controls}), 1


def _set_staff(hospital: Hospital, order: EditOrder) -> Edited:
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
    """Carry a lock that a VPN gets over to the gateway's own entry for it, which may have no path on any list."""
    if order.field not in ("second_factor", "source_limited"):
        return hospital, 0
    kinds = {TUNNEL_KINDS[RemoteMethod(m)] for m in order.select.methods or TUNNEL_KINDS if m in TUNNEL_KINDS}

    def locked(tunnel: Tunnel) -> Tunnel:
        return order.on(tunnel) if tunnel.serving and tunnel.kind in kinds else tunnel

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


def _lock_administration(hospital: Hospital, _order: EditOrder) -> Edited:
    """Leave administration to named addresses with a second factor, and offer it on no outward interface."""
    gateways, count = [], 0
    for gateway in hospital.gateways:
        new = _locked(gateway)
        count += new is not gateway
        gateways.append(new)
    return (hospital.model_copy(update={"gateways": tuple(gateways)}), count) if count else (hospital, 0)


def _locked(gateway: Gateway) -> Gateway:
    lock = {"source_limited": True, "second_factor": True}
    administrators = tuple(
        each if each.source_limited and each.second_factor else each.model_copy(update=lock)
        for each in gateway.administrators
    )
    interfaces = tuple(
        each.model_copy(update={"management": ()}) if each.role == "wan" and each.management else each
        for each in gateway.interfaces
    )
    if administrators == gateway.administrators and interfaces == gateway.interfaces:
        return gateway
    return gateway.model_copy(update={"administrators": administrators, "interfaces": interfaces})


HANDLERS: dict[EditOperation, Callable[[Hospital, EditOrder], Edited]] = {
    "set_control": _set_control,
    "set_staff": _set_staff,
    "set_remote": _set_remote,
    "set_device": _set_device,
    "replace_device": _replace_device,
    "detach_device": _detach_device,
    "disable_rules": _disable_rules,
    "lock_administration": _lock_administration,
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
}
