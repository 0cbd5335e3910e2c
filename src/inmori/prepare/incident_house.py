"""The little of a hospital that its reports need, copied into the log at the start: the folder may be lost with the rest."""

from pydantic import BaseModel, ConfigDict

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
    systems = tuple(
        Served(name=one.name.value or SYSTEM_NAMES[one.kind].ja, vendor=one.vendor.value) for one in hospital.systems
    )
    routes = {one.name: one.contact.value for one in hospital.vendors}
    for name in [one.vendor for one in systems] + [one.vendor.value for one in hospital.remote_accesses]:
        if name:
            routes.setdefault(name, None)
    return House(
        name=hospital.name.value,
        beds=hospital.beds.value,
        emergency=hospital.emergency.value,
        insured=hospital.controls.insurance.value,
        devices=len(hospital.devices) or None,
        systems=systems,
        vendors=tuple(Supplier(name=name, route=route) for name, route in sorted(routes.items())),
    )
