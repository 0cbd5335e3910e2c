"""Protections that the interview tells of and that machines, rules or traffic do not show."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from inmori.diagnose.antivirus import Antivirus, antivirus_states
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.doors import doors
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.inner_wall import joined_networks
from inmori.diagnose.word import is_word
from inmori.intel import lifecycles, support_of
from inmori.model import Device, DeviceKind, Fact, Patching, Segmentation, Source, Watch

_WATCHED = (Watch.OFFICE_HOURS, Watch.ALWAYS)
_OFTEN = (Patching.MONTHLY, Patching.WEEKLY)
_MOST = 0.5  # a few machines that were forgotten do not belie what is done for all
_BETWEEN_PCS = (135, 139, 445, 3389, 5985)
_PCS = (DeviceKind.CLIENT, DeviceKind.TABLET)


def check(case: Case) -> Result:
    """Judge each told protection by what could show it; where nothing can, it is neither borne out nor denied."""
    controls = case.hospital.controls
    told: dict[Callable[[Case], list[Hit] | None], bool] = {
        _antivirus: controls.antivirus.known and not is_word(controls.antivirus.value or "", case.text.words("absent")),
        _detection: controls.endpoint_detection.value in _WATCHED,
        _passwords: controls.same_local_admin.value is False,
        _walls: controls.segmentation.value in (Segmentation.FILTERED, Segmentation.FILTERED_SEPARATE_ADMIN),
        _peers: controls.peer_block.value is True,
        _logs: controls.log_collection.value is True,
        _patches: controls.patching_clinical.value in _OFTEN,
        _gateways: controls.gateway_patching.value is not None and controls.gateway_patching.value is not Patching.NONE,
    }
    asked = [topic for topic, said in told.items() if said]
    if not asked:
        return Unjudged("not_told")
    answers = [topic(case) for topic in asked]
    if all(answer is None for answer in answers):
        return Unjudged("nothing_seen")
    return [hit for answer in answers for hit in answer or ()]


def _antivirus(case: Case) -> list[Hit] | None:
    told = case.hospital.controls.antivirus
    states = antivirus_states(case, case.devices)
    bare = [device for device in case.devices if states[device.id] is Antivirus.ABSENT]
    if not bare:
        return [] if Antivirus.PRESENT in states.values() else None
    return [_machines(case, "antivirus", told, bare, lambda device: sources_of(device.antivirus))]


def _detection(case: Case) -> list[Hit] | None:
    speaking = [device for device in case.devices if device.edr.value is not None]
    if not speaking:
        return None
    bare = [device for device in speaking if is_word(device.edr.value or "", case.text.words("absent"))]
    if len(bare) <= _MOST * len(speaking):
        return []
    told = case.hospital.controls.endpoint_detection
    return [_machines(case, "detection", told, bare, lambda device: sources_of(device.edr))]


def _passwords(case: Case) -> list[Hit] | None:
    speaking = [device for device in case.devices if device.shared_local_admin.value is not None]
    sharing = [device for device in speaking if device.shared_local_admin.value]
    if not sharing:
        return [] if speaking else None
    told = case.hospital.controls.same_local_admin
    return [_machines(case, "passwords", told, sharing, lambda device: sources_of(device.shared_local_admin))]


def _walls(case: Case) -> list[Hit] | None:
    if not case.hospital.gateways:
        return None
    joined = list(joined_networks(case))
    if not joined:
        return []
    networks = [item for inside, _ in joined for item in inside]
    told = case.hospital.controls.segmentation
    sources = [*(s for item in networks for s in item.sources), *(g.source_ref for g in case.hospital.gateways)]
    return [_hit("walls", told, sources, names=[item.cidr for item in networks], what="zone")]


def _peers(case: Case) -> list[Hit] | None:
    if not case.hospital.flows:
        return None
    pcs = {place for place, device in case.device_at.items() if device.kind.value in _PCS and case.inside(device)}
    flows = [
        flow
        for flow in case.hospital.flows
        if flow.answered and flow.port in _BETWEEN_PCS and flow.src in pcs and flow.dst in pcs
    ]
    if not flows:
        return [] if pcs else None
    talking = {place for flow in flows for place in (flow.src, flow.dst)}
    found = [device for device in case.devices if talking & {fact.value for fact in device.addresses}]
    sources = [source for flow in flows for source in flow.sources]
    told = case.hospital.controls.peer_block
    return [_hit("peers", told, sources, names=case.labels(d.id for d in found), devices=found, what="device")]


def _logs(case: Case) -> list[Hit] | None:
    known = [gateway for gateway in case.hospital.gateways if gateway.remote_logging is not None]
    silent = [gateway for gateway in known if not gateway.remote_logging]
    if not silent:
        return [] if known else None
    names = [gateway.name.value or gateway.id for gateway in silent]
    told = case.hospital.controls.log_collection
    return [_hit("logs", told, [gateway.source_ref for gateway in silent], names=names, what="gateway")]


def _patches(case: Case) -> list[Hit] | None:
    dated = [device for device in case.devices if case.inside(device) and device.last_patched.value is not None]
    if not dated:
        return None
    days = case.text.number("days")
    late = [d for d in dated if d.last_patched.value and (case.today - d.last_patched.value).days > days]
    if len(late) <= _MOST * len(dated):
        return []
    told = case.hospital.controls.patching_clinical
    return [_machines(case, "patches", told, late, lambda device: sources_of(device.last_patched))]


def _gateways(case: Case) -> list[Hit] | None:
    table = lifecycles(case.catalogue)
    known, old = 0, []
    for device in doors(case):
        parts = support_of(device, lifecycles=table, today=case.today)
        known += any(part.component in ("firmware", "os") for part in parts)
        if any(part.status.out for part in parts if part.component in ("firmware", "os")):
            old.append(device)
    if not old:
        return [] if known else None
    told = case.hospital.controls.gateway_patching
    sources = [source for device in old for source in (*device.firmware.sources, *device.os.sources)]
    own = [device for device in old if case.hospital.device(device.id)]
    return [_hit("gateways", told, sources, names=[d.label() for d in old], devices=own, what="gateway")]


def _machines(
    case: Case, variant: str, told: Fact[Any], devices: Sequence[Device], about: Callable[[Device], Iterable[Source]]
) -> Hit:
    sources = [source for device in devices for source in about(device)]
    return _hit(variant, told, sources, names=case.labels(d.id for d in devices), devices=devices, what="device")


def _hit(
    variant: str,
    told: Fact[Any],
    sources: Sequence[Source],
    *,
    names: Sequence[str],
    devices: Sequence[Device] = (),
    what: str,
) -> Hit:
    return Hit(
        key=variant,
        device_ids=tuple(device.id for device in devices),
        evidence=(*sources_of(told), *sources),
        seen=(("told", str(told.value)), *((what, name) for name in dict.fromkeys(names))),
        variant=variant,
        confidence=0.7,
        values={"count": len(dict.fromkeys(names)), "names": named(list(dict.fromkeys(names)))},
    )
