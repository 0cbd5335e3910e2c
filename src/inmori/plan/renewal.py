"""When the EHR comes up for renewal: the one date on which the roads part, because both of them pay for it then."""

from dataclasses import dataclass
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital, SystemKind
from inmori.text import Text

DAYS_A_YEAR = 365.25
HALF_A_YEAR = 6  # months: what takes longer to build works from the year after the one it was begun in


@dataclass(frozen=True)
class Renewal:
    """Plan year (1 is the first) from which a renewed or moved EHR is in use, and how that is known."""

    year: int
    on: date | None
    basis: Text


def renewal_of(hospital: Hospital, catalogue: Catalogue, *, today: date, lead_months: int) -> Renewal:
    """Return the plan year nearest to the renewal date, but not before the work can be done.

    The date comes from the interview, else from the EHR's own entry, else from the planned replacement of its servers,
    else from the end of its vendor's contract;
    an unknown date is taken from the catalogue's assumption.
    """
    on, basis = _date(hospital)
    earliest = 1 + delay_years(lead_months)
    if on is None:
        year = int(catalogue.quantity("horizon.renewal_unknown").value)
        return Renewal(year=max(year, earliest), on=None, basis=basis)
    return Renewal(year=max(nearest_year(on, today=today), earliest), on=on, basis=basis)


def nearest_year(on: date, *, today: date) -> int:
    """Return the plan year whose first day lies nearest to a day; what is past falls into the first."""
    return max(round((on - today).days / DAYS_A_YEAR) + 1, 1)


def delay_years(lead_months: int) -> int:
    """Return the full years that pass between beginning a measure and its effect."""
    return (lead_months - HALF_A_YEAR + 11) // 12 if lead_months > HALF_A_YEAR else 0


def plan_year(on: date, *, today: date) -> int:
    """Return the plan year that a day falls into, by the calendar; what is past falls into the first."""
    year = on.year - today.year + 1
    return max(year if on >= year_start(today, year) else year - 1, 1)


def year_start(today: date, year: int) -> date:
    """Return the first day of a plan year; 29 February begins later years on 1 March."""
    try:
        return today.replace(year=today.year + year - 1)
    except ValueError:
        return date(today.year + year - 1, 3, 1)


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the last of a shorter month stands in for a day it does not have."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _date(hospital: Hospital) -> tuple[date | None, Text]:
    if hospital.ehr_renewal.value:
        return hospital.ehr_renewal.value, Text(ja="聞き取りによる更新時期", en="renewal date as told")
    for system in hospital.systems:
        if system.kind is SystemKind.EHR and system.renewal.value:
            return system.renewal.value, Text(
                ja="電子カルテの更新時期の記載", en="renewal date in the EHR's entry"
            )
    planned = [
        device.replacement_planned.value
        for system in hospital.systems
        if system.kind is SystemKind.EHR
        for device in hospital.devices
        if device.id in system.device_ids and device.in_use() and device.replacement_planned.value is not None
    ]
    if planned:
        return min(planned), Text(ja="電子カルテのサーバの入れ替え予定", en="planned replacement of the EHR's servers")
    vendor = hospital.ehr_vendor.value
    ends = [c.end.value for c in hospital.contracts if c.end.value and vendor and c.vendor.value == vendor]
    if ends:
        return max(ends), Text(ja="電子カルテの保守契約の終わり", en="end of the EHR vendor's contract")
    return None, Text(
        ja="更新時期が不明のため、周期の中ほどと仮定", en="renewal date unknown: middle of the usual cycle"
    )
