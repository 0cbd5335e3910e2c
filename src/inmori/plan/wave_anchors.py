"""The dates that bind a system: its renewal, the contract and lease it is paid under, the end of support.

Contracts name systems in their own words, so a contract counts for a system when its words and the system's name (or
that of a machine that carries it) hold each other, or when the vendor has only this one system here.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from inmori.model import Contract, Device, Hospital, System, SystemKind
from inmori.plan.wave import Anchor
from inmori.plan.wave_needs import name_of
from inmori.text import Text

_FORM = re.compile(r"株式会社|有限会社|\((?:株|有)\)|[\s・]")
LEASE = "リース"


def anchors_of(hospital: Hospital, system: System, *, today: date) -> tuple[Anchor, ...]:
    """Return the dates that bind a system, sorted; past ends of contracts that do not go on bind nothing."""
    found = [*_renewal(hospital, system), *_replacement(hospital, system), *_contracts(hospital, system), *_support(hospital, system)]
    kept = {(one.kind, one.on): one for one in found if one.rolls or one.kind == "support" or one.on > today}
    return tuple(kept[key] for key in sorted(kept))


def contracts_of(hospital: Hospital, system: System) -> tuple[Contract, ...]:
    """Return the contracts under which a system is kept."""
    names = [folded(word) for word in words_of(hospital, system)]
    vendor = folded(system.vendor.value or "")
    alone = vendor and sum(folded(one.vendor.value or "") == vendor for one in hospital.systems) == 1
    found = []
    for contract in hospital.contracts:
        covered = [folded(word) for word in contract.covers if len(folded(word)) > 1]
        fits = any(a in b or b in a for a in covered for b in names)
        if fits or (alone and folded(contract.vendor.value or "") == vendor):
            found.append(contract)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a name without its form of company, blanks and letter forms, so that two spellings meet."""
    return _FORM.sub("", unicodedata.normalize("NFKC", word)).casefold()


def words_of(hospital: Hospital, system: System) -> Iterator[str]:
    """Return the names of a system and of the machines that carry it, as written."""
    carried = set(system.device_ids)
    named = [device.name.value for device in hospital.devices if device.id in carried]
    yield from (word for word in (system.name.value, *named) if word and len(folded(word)) > 1)


def _renewal(hospital: Hospital, system: System) -> Iterator[Anchor]:
    on = system.renewal.value
    if system.kind is SystemKind.EHR and hospital.ehr_renewal.value:
        on = hospital.ehr_renewal.value
    if on:
        name = name_of(system)
        yield Anchor(
            system=system.id,
            kind="renewal",
            on=on,
            rolls=False,
            text=Text(ja=f"{name.ja}の更新時期 {on.isoformat()}", en=f"{name.en} renewal due {on.isoformat()}"),
        )


def _replacement(hospital: Hospital, system: System) -> Iterator[Anchor]:
    """The first day on which one of its machines is planned to be bought anew: who moves by then need not buy it."""
    first = replacement_of(hospital, system)
    if first is not None:
        on, label = first
        yield Anchor(
            system=system.id,
            kind="renewal",
            on=on,
            rolls=False,
            text=Text(ja=f"{label} の入れ替え予定 {on.isoformat()}", en=f"{label} is to be replaced by {on.isoformat()}"),
        )


def replacement_of(hospital: Hospital, system: System) -> tuple[date, str] | None:
    """Return the first planned replacement among the machines that carry a system, with the machine's name."""
    carried = set(system.device_ids)
    planned = [
        (device.replacement_planned.value, device.label())
        for device in hospital.devices
        if device.id in carried and device.in_use() and device.replacement_planned.value is not None
    ]
    return min(planned, default=None)


def _contracts(hospital: Hospital, system: System) -> Iterator[Anchor]:
    for contract in contracts_of(hospital, system):
        on = contract.end.value
        if on is None:
            continue
        lease = LEASE in "".join((*contract.covers, contract.note.value or ""))
        word = "リース" if lease else "契約"
        number = contract.number.value or contract.id
        rolls = contract.auto_renewal.value is True
        yield Anchor(
            system=system.id,
            kind="lease" if lease else "contract",
            on=on,
            rolls=rolls,
            text=Text(
                ja=f"{word} {number} の終わり {on.isoformat()}" + ("(自動更新)" if rolls else ""),
                en=f"{'lease' if lease else 'contract'} {number} ends {on.isoformat()}"
                + (" (renews by itself)" if rolls else ""),
            ),
        )


def _support(hospital: Hospital, system: System) -> Iterator[Anchor]:
    carried = set(system.device_ids)
    ends = [(d.support_until.value, d) for d in hospital.devices if d.id in carried and d.in_use()]
    dated: list[tuple[date, Device]] = [(on, device) for on, device in ends if on is not None]
    if dated:
        on, device = min(dated, key=lambda one: (one[0], one[1].id))
        label = device.label()
        yield Anchor(
            system=system.id,
            kind="support",
            on=on,
            rolls=False,
            text=Text(
                ja=f"{label} の保守期限 {on.isoformat()}", en=f"support of {label} ends {on.isoformat()}"
            ),
        )
