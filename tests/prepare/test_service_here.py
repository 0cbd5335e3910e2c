"""Which services a hospital has: what is named is there, what is not named is unknown, what is denied is not there."""

from __future__ import annotations

from inmori.model import Device, DeviceKind, Fact, Hospital, System, SystemKind, TextFact
from inmori.prepare.service_here import SERVICE_NAMES, ServiceId, services_here


def device(name: str, *, kind: DeviceKind = DeviceKind.CLIENT, department: str | None = None) -> Device:
    return Device(
        id=name,
        name=TextFact(value=name),
        kind=Fact[DeviceKind](value=kind),
        department=TextFact(value=department),
    )


def here(hospital: Hospital) -> dict[ServiceId, bool | None]:
    return {one.service: one.here for one in services_here(hospital)}


def test_of_a_hospital_that_tells_nothing_nothing_is_claimed() -> None:
    assert here(Hospital()) == dict.fromkeys(SERVICE_NAMES)


def test_departments_machines_and_systems_each_show_a_service() -> None:
    hospital = Hospital(
        devices=(
            device("PC1", department="手術室"),
            device("CT装置", kind=DeviceKind.MODALITY),
            device("DC-CTRL01", kind=DeviceKind.SERVER),
        ),
        systems=(System(id="dialysis", kind=SystemKind.DIALYSIS),),
    )
    found = here(hospital)
    assert found["surgery"] is True
    assert found["imaging"] is True
    assert found["dialysis"] is True
    assert found["delivery"] is None


def test_a_short_word_inside_another_shows_nothing() -> None:
    # "CT" stands in ECTN, "ER" in SERVER: neither is a service.
    hospital = Hospital(devices=(device("x", department="SERVER室"), device("ECTN端末", kind=DeviceKind.MEDICAL_DEVICE)))
    found = here(hospital)
    assert found["emergency"] is None
    assert found["imaging"] is None


def test_beds_decide_about_wards_and_meals() -> None:
    clinic = here(Hospital(beds=Fact[int](value=0)))
    assert (clinic["inpatients"], clinic["nutrition"]) == (False, False)
    ward = here(Hospital(beds=Fact[int](value=60)))
    assert (ward["inpatients"], ward["nutrition"]) == (True, True)


def test_who_says_that_it_takes_no_emergencies_is_believed_unless_a_department_shows_it() -> None:
    denies = Fact[bool](value=False)
    assert here(Hospital(emergency=denies))["emergency"] is False
    assert here(Hospital(emergency=denies, devices=(device("PC1", department="救急外来"),)))["emergency"] is True


def test_machines_out_of_use_show_nothing() -> None:
    old = device("PC1", department="透析室").model_copy(update={"status": Device.model_fields["status"].default})
    retired = Hospital(devices=(old.model_copy(update={"status": type(old.status).model_validate({"value": "retired"})}),))
    assert here(retired)["dialysis"] is None
