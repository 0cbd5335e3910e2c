"""The little of a hospital that its reports need, copied into the log at the start: the folder may be lost with the rest."""

from pydantic import BaseModel, ConfigDict

from inmori.ingest.vendors import vendor_key
from inmori.model import SYSTEM_NAMES, Hospital


class Served(BaseModel):
    """A system and who supplies it; ``vendor`` None: not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    vendor: str | None = None


class Supplier(BaseModel):
    """Somebody to call; ``route`` None: no number is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    route: str | None = None


class House(BaseModel):
    """Name, beds, systems and vendors, as the evidence had them; None is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    beds: int | None = None
    emergency: bool | None = None
    insured: bool | None = None
    devices: int | None = None
    systems: tuple[Served, ...] = ()
    vendors: tuple[Supplier, ...] = ()


def house_of(hospital: Hospital) -> House:
    """Return what the reports need of a hospital."""
    known: dict[str, tuple[str, str | None]] = {}
    for one in hospital.vendors:
        kept, route = known.get(vendor_key(one.name), (one.name, None))
        known[vendor_key(one.name)] = (kept, route or one.contact.value)

    def named(written: str | None) -> str | None:
        if not written or not vendor_key(written):
            return None
        return known.setdefault(vendor_key(written), (written, None))[0]

    systems = tuple(
        Served(name=one.name.value or SYSTEM_NAMES[one.kind].ja, vendor=named(one.vendor.value)) for one in hospital.systems
    )
    for access in hospital.remote_accesses:
        named(access.vendor.value)
    return House(
        name=hospital.name.value,
        beds=hospital.beds.value,
        emergency=hospital.emergency.value,
        insured=hospital.controls.insurance.value,
        devices=len(hospital.devices) or None,
        systems=systems,
        vendors=tuple(Supplier(name=name, route=route) for name, route in sorted(known.values(), key=lambda one: one[0])),
    )
