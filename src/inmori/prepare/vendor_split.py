"""The split by company: whose rows belong together, who is missing from them, and how far the contracts tell.

A company that only comes in from outside has neither a system nor a contract in the evidence. It is just the one whose
duties nobody has written down, so it gets a row of its own.
"""

from typing import Literal

from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import Hospital, RemoteAccess
from inmori.prepare.responsibility import NOT_SEEN, TOPIC_NAMES, Responsibility, Share
from inmori.text import Text

State = Literal["vendor", "hospital", "shared", "told", "unwritten", "no_contract"]

STATE_NAMES: dict[State, Text] = {
    "vendor": Text(ja="事業者", en="vendor"),
    "hospital": Text(ja="病院", en="hospital"),
    "shared": Text(ja="両者", en="both"),
    "told": Text(ja="記載あり", en="something"),
    "unwritten": Text(ja="記載なし", en="not in it"),
    "no_contract": Text(ja="契約なし", en="no contract"),
}


def under_contract(hospital: Hospital, row: Responsibility) -> bool:
    """Whether any contract with the company of a row is among the evidence."""
    return any(same_vendor(one.vendor.value, row.vendor) for one in hospital.contracts)


def state_of(share: Share | None, *, contract: bool) -> State:
    """Say how far the papers tell: whose duty, only some words, nothing in the contract data, or no contract at all.

    ``contract``: whether one was seen (:func:`under_contract`); without one its silence says nothing.
    """
    if share is not None and share.side is not None and (contract or share.side != "unwritten"):
        return share.side
    if not contract:
        return "no_contract"
    return "told" if share is not None and share.words != NOT_SEEN else "unwritten"


def rows_by_vendor(
    hospital: Hospital, rows: tuple[Responsibility, ...]
) -> tuple[tuple[Responsibility, ...], ...]:
    """Group the rows by company, in the order of names without legal form; what has no company's name comes last, as one group."""
    found: dict[str, list[Responsibility]] = {}
    for row in (*rows, *_only_remote(hospital, rows)):
        key = vendor_key(row.vendor) if row.vendor else ""
        found.setdefault(key, []).append(row)
    nameless = found.pop("", [])
    groups = [tuple(found[key]) for key in sorted(found)]
    return (*groups, *((tuple(nameless),) if nameless else ()))


def _only_remote(hospital: Hospital, rows: tuple[Responsibility, ...]) -> list[Responsibility]:
    """Return a row for each company that has a way in and no other row."""
    missing: dict[str, list[RemoteAccess]] = {}
    for access in hospital.remote_accesses:
        name = access.vendor.value
        live = access.enabled and not access.ended.value
        if live and name and not any(same_vendor(row.vendor, name) for row in rows):
            missing.setdefault(vendor_key(name), []).append(access)
    return [_row(hospital, missing[key]) for key in sorted(missing)]


def _row(hospital: Hospital, paths: list[RemoteAccess]) -> Responsibility:
    name = paths[0].vendor.value
    vendor = next((one for one in hospital.vendors if same_vendor(one.name, name)), None)
    systems = "、".join(dict.fromkeys(path.system.value for path in paths if path.system.value))
    return Responsibility(
        vendor=vendor.name if vendor else name,
        vendor_id=vendor.id if vendor else None,
        system_id=None,
        system=Text(ja=f"リモート保守({systems or '対象は未確認'})", en=f"remote maintenance ({systems or 'of what is not confirmed'})"),
        contract=None,
        shares=tuple(Share(topic, None, NOT_SEEN) for topic in TOPIC_NAMES),
    )
