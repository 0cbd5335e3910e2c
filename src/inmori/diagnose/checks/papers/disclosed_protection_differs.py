"""Statements of vendors about the protection of their products that the machines themselves do not bear out."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from inmori.diagnose.antivirus import Antivirus, antivirus_states
from inmori.diagnose.backup_name import system_names
from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.disclosed import Placed, contradiction, of_machines, placed, unplaced
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.diagnose.word import is_word
from inmori.model import (
    DISCLOSURE_TOPIC_NAMES,
    Device,
    DisclosedAnswer,
    DisclosureTopic,
    Source,
    WeakProtocol,
    YesNo,
)

_YES, _NO = DisclosedAnswer.YES, DisclosedAnswer.NO
_CLEAR = (
    WeakProtocol.TELNET, WeakProtocol.FTP_CLEAR, WeakProtocol.VNC_CLEAR, WeakProtocol.HTTP_LOGIN_CLEAR,
    WeakProtocol.LDAP_CLEAR, WeakProtocol.TLS_OLD,
)  # fmt: skip


def check(case: Case) -> Result:
    """Judge each disclosure by the machines and backups it speaks of."""
    found = placed(case)
    return _results(case, found) if found else Unjudged("no_disclosures")


def _results(case: Case, found: list[Placed]) -> Iterator[Hit | Unjudged]:
    states = antivirus_states(case, case.devices)
    for one in found:
        yield from _antivirus(case, one, states)
        yield from _detection(case, one)
        yield from _shared(case, one)
        yield from _clear(case, one)
        yield from _patients(case, one)
        yield from _restored(case, one)
        yield from _unused(case, one)
    yield from unplaced(found)


def _antivirus(case: Case, one: Placed, states: Mapping[str, Antivirus]) -> Iterator[Hit]:
    absent = [device for device in one.devices if states[device.id] is Antivirus.ABSENT]
    present = [device for device in one.devices if states[device.id] is Antivirus.PRESENT]
    yield from _can(case, one, DisclosureTopic.ANTIVIRUS, absent, present, lambda d: sources_of(d.antivirus))


def _detection(case: Case, one: Placed) -> Iterator[Hit]:
    told = [device for device in one.devices if device.edr.value is not None]
    absent = [device for device in told if is_word(device.edr.value or "", case.text.words("absent"))]
    present = [device for device in told if device not in absent]
    yield from _can(case, one, DisclosureTopic.EDR, absent, present, lambda d: sources_of(d.edr))


def _can(
    case: Case,
    one: Placed,
    topic: DisclosureTopic,
    absent: list[Device],
    present: list[Device],
    about: Callable[[Device], Sequence[Source]],
) -> Iterator[Hit]:
    if one.says(topic, _YES) and absent:
        yield _hit(case, one, topic, "possible", absent, about)
    if one.says(topic, _NO) and present:
        yield _hit(case, one, topic, "forbidden", present, about)


def _shared(case: Case, one: Placed) -> Iterator[Hit]:
    sharing = [device for device in one.devices if device.shared_local_admin.value]
    if one.says(DisclosureTopic.NO_SHARED_PASSWORDS, _YES) and sharing:
        topic = DisclosureTopic.NO_SHARED_PASSWORDS
        yield _hit(case, one, topic, "shared", sharing, lambda device: sources_of(device.shared_local_admin))


def _clear(case: Case, one: Placed) -> Iterator[Hit]:
    def clear(device: Device) -> list[Source]:
        return [source for fact in device.weak_protocols if fact.value in _CLEAR for source in fact.sources]

    talking = [device for device in one.devices if clear(device)]
    if one.says(DisclosureTopic.ENCRYPTED_TRAFFIC, _YES) and talking:
        yield _hit(case, one, DisclosureTopic.ENCRYPTED_TRAFFIC, "clear", talking, clear)


def _patients(case: Case, one: Placed) -> Iterator[Hit]:
    holding = [device for device in one.devices if device.holds_patient_data.value]
    if one.says(DisclosureTopic.PATIENT_DATA, _NO) and holding:
        topic = DisclosureTopic.PATIENT_DATA
        yield _hit(case, one, topic, "patients", holding, lambda device: sources_of(device.holds_patient_data))


def _restored(case: Case, one: Placed) -> Iterator[Hit]:
    kinds = {system.kind for system in one.systems}
    untested = [b for b in case.hospital.backups if b.system_kind in kinds and b.restore_tested.value is False]
    if one.says(DisclosureTopic.RESTORE_TESTED, _YES) and untested:
        names = system_names(untested)
        yield contradiction(
            one,
            DisclosureTopic.RESTORE_TESTED,
            variant="restore",
            seen=[("system", name.ja) for name in names],
            evidence=[source for backup in untested for source in sources_of(backup.restore_tested)],
            refs=[backup.id for backup in untested],
            names=names,
        )


def _unused(case: Case, one: Placed) -> Iterator[Hit]:
    """What the product can do and the hospital says it does without."""
    controls = case.hospital.controls
    can: dict[DisclosureTopic, YesNo] = {
        DisclosureTopic.SECOND_FACTOR: controls.mfa_clinical,
        DisclosureTopic.MEDIA_CONTROL: controls.usb_control,
        DisclosureTopic.LOG_FORWARDING: controls.log_collection,
    }
    for topic, told in can.items():
        if one.found and one.says(topic, _YES) and told.value is False:
            name = DISCLOSURE_TOPIC_NAMES[topic]
            yield contradiction(
                one, topic, variant="unused", seen=[("told", name.ja)], evidence=sources_of(told), names=[name]
            )


def _hit(
    case: Case,
    one: Placed,
    topic: DisclosureTopic,
    variant: str,
    devices: list[Device],
    about: Callable[[Device], Sequence[Source]],
) -> Hit:
    evidence = [source for device in devices for source in about(device)]
    return of_machines(case, one, topic, variant=variant, devices=devices, evidence=evidence)
