"""What is known about a machine's antivirus; shared by the checks of the closed and the information network."""

import unicodedata
from enum import Enum

from inmori.catalogue.check_text import CheckText
from inmori.diagnose.case import Case
from inmori.model import Device, DeviceKind

# Where antivirus can be expected; printers, switches and instruments without a general-purpose OS are left out.
_EXPECTED = {DeviceKind.SERVER, DeviceKind.CLIENT, DeviceKind.TABLET, DeviceKind.OQS_TERMINAL}


class Antivirus(Enum):
    """State of the antivirus of one machine."""

    PRESENT = "present"
    ABSENT = "absent"  # somebody looked and there is none
    NOT_MEANT = "not_meant"  # exempted, or a thing that cannot carry any
    UNKNOWN = "unknown"


def antivirus_of(text: CheckText, device: Device) -> Antivirus:
    """Return the state by the words "absent" and "exempt" of the check's settings."""
    written = device.antivirus.value
    if written is None:
        return Antivirus.UNKNOWN if device.kind.value in _EXPECTED else Antivirus.NOT_MEANT
    if is_word(written, text.words("absent")):
        return Antivirus.ABSENT
    return Antivirus.NOT_MEANT if is_word(written, text.words("exempt")) else Antivirus.PRESENT


def is_word(written: str, words: tuple[str, ...]) -> bool:
    """Whether a cell says one of the words and nothing else, widths and case aside."""
    return unicodedata.normalize("NFKC", written).strip().casefold() in {word.casefold() for word in words}


def outdated_days(case: Case, device: Device) -> int | None:
    """Return the age of the definitions in days when the evidence was made; None when no date is known.

    Measured against the evidence and not against today: an old export must not make every machine look neglected.
    """
    updated = device.antivirus_updated
    if updated.value is None:
        return None
    made = max((source.as_of for source in updated.sources if source.as_of), default=case.today)
    return (made - updated.value).days
