"""The contacts of one hospital: its own people by role, its vendors by system, and the bodies outside."""

from dataclasses import replace
from datetime import date

from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import SYSTEM_NAMES, Hospital, TextFact
from inmori.prepare.authority import AUTHORITIES, on_day
from inmori.prepare.contact import Contact
from inmori.prepare.role import Role, RoleId, role
from inmori.text import Text

_CHAIN: tuple[RoleId, ...] = ("operator", "safety_officer", "director", "board")
_READY = Text(
    ja="場所、機器の名前、気づいた時刻、画面の様子、触ったこと", en="place, machine, time, what is on the screen, what was touched"
)
_VENDOR_READY = Text(
    ja="止まったシステム、症状、切り離したもの、保守作業の有無", en="system, symptoms, what was cut, whether maintenance was under way"
)
_AT_ONCE = Text(ja="直ちに", en="at once")


def contacts_of(hospital: Hospital, roles: tuple[Role, ...], *, today: date) -> tuple[Contact, ...]:
    """Return the people inside, then the vendors, then the bodies outside, each with what is missing."""
    outside = tuple(on_day(_for(hospital, one), today=today) for one in AUTHORITIES)
    return (*_inside(roles), *(on_day(one, today=today) for one in _vendors(hospital)), *outside)


def _inside(roles: tuple[Role, ...]) -> list[Contact]:
    found = []
    for wanted in _CHAIN:
        one = role(roles, wanted)
        who = one.holder or one.title.ja
        found.append(
            Contact(
                id=f"role:{wanted}",
                circle="inside",
                name=Text(ja=f"{one.title.ja}({one.holder})", en=f"{one.title.en} ({one.holder})") if one.holder else one.title,
                serves=one.decides,
                route=None,
                hours="unknown",
                when=_AT_ONCE,
                ready=_READY,
                gap=Text(ja=f"{who}の氏名、内線、夜間・休日の携帯番号", en=f"{one.title.en}: name, extension, mobile at night"),
            )
        )
    return found


def _vendors(hospital: Hospital) -> list[Contact]:
    """Return the vendors that supply a system, come in from outside or look after the network, under one name each."""
    serves: dict[str, list[str]] = {}
    for system in hospital.systems:
        if system.vendor.value:
            serves.setdefault(_key(hospital, system.vendor.value), []).append(system.name.value or SYSTEM_NAMES[system.kind].ja)
    for access in hospital.remote_accesses:
        if access.vendor.value and access.enabled and not access.ended.value:
            names = serves.setdefault(_key(hospital, access.vendor.value), [])
            if not names:
                names.append(access.system.value or "遠隔保守")
    if hospital.staff.outsourced_to.value:
        serves.setdefault(_key(hospital, hospital.staff.outsourced_to.value), []).append("ネットワーク・情報機器全般")
    return [_vendor(hospital, key, names) for key, names in serves.items()]


def _key(hospital: Hospital, written: str) -> str:
    """Return the vendor's name as the hospital's list of vendors has it."""
    return next((one.name for one in hospital.vendors if same_vendor(one.name, written)), written)


def _vendor(hospital: Hospital, name: str, names: list[str]) -> Contact:
    known: TextFact = next((one.contact for one in hospital.vendors if one.name == name), TextFact())
    days = [source.as_of for source in known.sources if source.as_of]
    served = "、".join(dict.fromkeys(names))
    return Contact(
        id=f"vendor:{vendor_key(name)}",
        circle="vendor",
        name=Text(ja=name, en=name),
        serves=Text(ja=served, en=served.replace("、", ", ")),
        route=known.value,
        hours="unknown",
        when=_AT_ONCE,
        ready=_VENDOR_READY,
        verified_on=max(days, default=None),
        gap=Text(ja=f"{name}の緊急連絡先(時間内・夜間休日)と契約番号", en=f"{name}: emergency number by day and night, contract number"),
    )


def _for(hospital: Hospital, contact: Contact) -> Contact:
    """Say of the insurer what the hospital said itself."""
    if contact.id == "insurer" and hospital.controls.insurance.value is False:
        gap = Text(
            ja="聞き取りでは未加入。加入したら事故受付番号と証券番号",
            en="not insured, as told; once insured the claims number and policy number",
        )
        return replace(contact, gap=gap)
    return contact
