"""What is known about machines' antivirus; shared by the checks of the closed and the information network."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import Enum

from inmori.diagnose.case import Case
from inmori.diagnose.word import is_word
from inmori.model import Device, DeviceKind, SourceKind

# Where antivirus can be expected; printers, switches and instruments without a general-purpose OS are left out.
_EXPECTED = {DeviceKind.SERVER, DeviceKind.CLIENT, DeviceKind.TABLET, DeviceKind.OQS_TERMINAL}
# A tool that names antivirus for most of its machines would have named it for the others, had it found any.
_MOST = 0.5


class Antivirus(Enum):
    """State of the antivirus of one machine."""

    PRESENT = "present"
    ABSENT = "absent"  # somebody looked and there is none
    BLANK = "blank"  # the tool that lists antivirus elsewhere has nothing for this machine
    NOT_MEANT = "not_meant"  # exempted, or a thing that cannot carry any
    UNKNOWN = "unknown"


def antivirus_states(case: Case, devices: Iterable[Device]) -> dict[str, Antivirus]:
    """Return the state by device id, by the words "absent" and "exempt" of the check's settings."""
    listing = _listing_files(case)
    return {device.id: _state(case, device, listing) for device in devices}


def _state(case: Case, device: Device, listing: set[str]) -> Antivirus:
    written = device.antivirus.value
    if written is None:
        if device.kind.value not in _EXPECTED:
            return Antivirus.NOT_MEANT
        return Antivirus.BLANK if _exports(device) & listing else Antivirus.UNKNOWN
    if is_word(written, case.text.words("absent")):
        return Antivirus.ABSENT
    return Antivirus.NOT_MEANT if is_word(written, case.text.words("exempt")) else Antivirus.PRESENT


def _listing_files(case: Case) -> set[str]:
    """Files of tools that name antivirus for most of the machines they list."""
    all_of, naming = Counter[str](), Counter[str]()
    for device in case.devices:
        if device.kind.value in _EXPECTED:
            files = _exports(device)
            all_of.update(files)
            naming.update(files & {source.file for source in device.antivirus.sources})
    return {file for file, number in naming.items() if number > _MOST * all_of[file]}


def _exports(device: Device) -> set[str]:
    return {record.source.file for record in device.records if record.source.kind is SourceKind.EXPORT}


def outdated_days(case: Case, devices: Iterable[Device]) -> dict[str, int | None]:
    """Return the age of the definitions in days when the evidence was made; None when no date is known.

    Measured against the evidence and not against today: an old export must not make every machine look neglected.
    """
    made = _dates(case)
    return {device.id: _age(case, device, made) for device in devices}


def _age(case: Case, device: Device, made: dict[str, date]) -> int | None:
    updated = device.antivirus_updated
    if updated.value is None:
        return None
    newest = max((made[source.file] for source in updated.sources if source.file in made), default=case.today)
    return (newest - updated.value).days


def _dates(case: Case) -> dict[str, date]:
    """The newest date that a file carries; its rows may each have a date of their own."""
    made: dict[str, date] = {}
    for device in case.devices:
        for source in device.antivirus_updated.sources:
            if source.as_of:
                made[source.file] = max(source.as_of, made.get(source.file, source.as_of))
    return made
