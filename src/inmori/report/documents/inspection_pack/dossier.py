"""What the inspection pack is written from: the hospital, its answers, the ways across its border and whom it would call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inmori.comply import Assessment
from inmori.comply.vendor_register import VendorRegister
from inmori.model import Device, Hospital
from inmori.prepare.contact import Contact
from inmori.prepare.contact_list import contacts_of
from inmori.prepare.role import roles_of
from inmori.reach import crossings, zone_matrix
from inmori.reach.crossing_kind import Crossing
from inmori.reach.matrix import ZoneMatrix
from inmori.report.zone_names import names_of_zones, zone_said
from inmori.text import Text

SHORT_NUMBER = 6  # characters that fit a narrow column


@dataclass(frozen=True)
class Dossier:
    """The pack's inputs; it can be drawn as a network map (see ``MapMaterials``)."""

    hospital: Hospital
    assessment: Assessment
    crossings: tuple[Crossing, ...]
    matrix: ZoneMatrix
    contacts: tuple[Contact, ...]
    version: str
    register: VendorRegister | None = None  # what came back from vendors, where letters went out

    @cached_property
    def in_use(self) -> tuple[Device, ...]:
        """Devices that are not known to be retired."""
        return tuple(device for device in self.hospital.devices if device.in_use())

    @cached_property
    def leaks(self) -> tuple[Crossing, ...]:
        """Crossings that contradict the idea of a closed network; those seen in traffic first."""
        return tuple(sorted((one for one in self.crossings if one.leak), key=lambda one: (one.seen == 0, one.kind, one.id)))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Numbers of the items by id."""
        return {item.id: item.number for item in self.assessment.items}

    @cached_property
    def number_weight(self) -> float:
        """How wide a column of item numbers has to be, as a share: a guideline names chapters where a checklist has 2-⑤."""
        return 0.6 if max((len(one) for one in self.numbers.values()), default=0) <= SHORT_NUMBER else 1.4

    @cached_property
    def _zones(self) -> dict[str, Text]:
        return names_of_zones(self.hospital.zones)

    def zone_name(self, zone_id: str) -> Text:
        """Return a zone's name."""
        return zone_said(zone_id, self._zones)

    def labels(self, device_ids: Sequence[str]) -> list[str]:
        """Return names that people recognise; an id that is no device stands for itself."""
        known = {device.id: device for device in self.hospital.devices}
        return [known[one].label() if one in known else one for one in device_ids]


def dossier_of(
    hospital: Hospital, assessment: Assessment, *, version: str, register: VendorRegister | None = None
) -> Dossier:
    """Look up what the assessment does not say itself."""
    today: date = assessment.today
    return Dossier(
        hospital=hospital,
        assessment=assessment,
        crossings=crossings(hospital, today=today),
        matrix=zone_matrix(hospital),
        contacts=contacts_of(hospital, roles_of(hospital), today=today),
        version=version,
        register=register,
    )
