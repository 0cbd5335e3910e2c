"""Vendors (事業者): who has handed over which paper for which system, what was asked for, and what is due.

The hospital sends the vendors' sheet and asks for a disclosure; one row is one vendor and one of its systems.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.comply.asset import contracted, system_name, systems_of
from inmori.comply.decision import fiscal_year
from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import Disclosure, Frozen, Hospital, Source, System, Vendor
from inmori.text import Text

Paper = Literal["disclosure", "sheet"]
State = Literal["received", "last_year", "asked", "overdue", "not_asked"]
SHEET_FORM = "checklist"  # the form of a disclosure that is the official vendors' sheet, filled in
_PUBLIC = re.compile(r"支払基金|国民健康保険団体連合会|国保連")  # run a network for everybody; they hand out no such papers
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]*(?::[0-9a-f]*){2,}", re.IGNORECASE)
DAYS_TO_ANSWER = 30  # our own rule: what a vendor is given when nobody names a day

PAPER_NAMES: dict[Paper, Text] = {
    "disclosure": Text(ja="開示書(MDS/SDS)", en="disclosure (MDS/SDS)"),
    "sheet": Text(ja="事業者確認用", en="vendors' sheet"),
}
STATE_NAMES: dict[State, Text] = {
    "received": Text(ja="受領", en="received"),
    "last_year": Text(ja="前年度の分だけ", en="last year's only"),
    "asked": Text(ja="依頼中", en="asked"),
    "overdue": Text(ja="期限切れ", en="overdue"),
    "not_asked": Text(ja="未依頼", en="not asked"),
}


class Request(Frozen):
    """What a person notes on one paper of one row. ``due`` is 30 days after asking when left empty."""

    row: str
    paper: Paper
    asked: date | None = None
    due: date | None = None
    received: date | None = None


class PaperState(Frozen):
    """Where one paper stands. ``seen``: it was among the evidence; otherwise a person says that it came."""

    state: State
    seen: bool = False
    asked: date | None = None
    due: date | None = None
    received: date | None = None
    note: Text
    sources: tuple[Source, ...] = ()


class VendorRow(Frozen):
    """One vendor and one of its systems; ``system`` is empty for a vendor of machines only, whose names are ``machines``."""

    id: str  # stable over runs: the vendor's name without legal form, and the system
    vendor: str
    system: str
    machines: tuple[str, ...] = ()
    disclosure: PaperState
    sheet: PaperState


def vendor_matrix(
    hospital: Hospital, catalogue: Catalogue, *, today: date, requests: Sequence[Request] = ()
) -> tuple[VendorRow, ...]:
    """Return the rows of all vendors under contract, and of those that handed in a paper, in the hospital's order."""
    noted = {(one.row, one.paper): one for one in requests}
    machines = _machines(hospital)
    rows = []
    for vendor in _asked(hospital):
        if _PUBLIC.search(vendor.name):
            continue
        made = [one for one in hospital.disclosures if same_vendor(vendor.name, one.vendor.value)]
        own = [one for one in made if one.form != SHEET_FORM]
        sheets = [one for one in made if one.form == SHEET_FORM]
        systems: list[System | None] = [*systems_of(hospital, vendor)] or [None]
        for system in systems:
            key = f"{vendor_key(vendor.name)}/{system.id if system else ''}"
            fitting = [one for one in own if _fits(one, system, catalogue, alone=len(systems) == 1)]
            rows.append(
                VendorRow(
                    id=key,
                    vendor=vendor.name,
                    system=system_name(system) if system else "",
                    machines=() if system else tuple(machines.get(vendor_key(vendor.name), ())),
                    disclosure=_disclosure(vendor, own, fitting, noted.get((key, "disclosure")), today),
                    sheet=_sheet(sheets, noted.get((key, "sheet")), today),
                )
            )
    return tuple(rows)


def _asked(hospital: Hospital) -> list[Vendor]:
    """Return the vendors under contract and those known by their disclosure alone: they supply something too."""
    bound = {one.id for one in contracted(hospital)}
    made = {vendor_key(one.vendor.value) for one in hospital.disclosures if one.vendor.value}
    return [one for one in hospital.vendors if one.id in bound or vendor_key(one.name) in made]


def _machines(hospital: Hospital) -> dict[str, list[str]]:
    """Return models or names of the machines in use by their vendor's key; never an address, as letters name them outside."""
    found: dict[str, dict[str, None]] = {}
    for device in hospital.devices:
        name = device.model.value or device.name.value
        if device.vendor.value and name and device.in_use() and not _ADDRESS.search(name):
            found.setdefault(vendor_key(device.vendor.value), {})[name] = None
    return {key: list(names) for key, names in found.items()}


def _fits(disclosure: Disclosure, system: System | None, catalogue: Catalogue, *, alone: bool) -> bool:
    """Whether a disclosure is about the system: by the kind its product names; a sole system gets what names no kind."""
    if system is None:
        return True
    rules = catalogue.words.get("system")
    kind = words_kind(rules, disclosure.product.value or "") if rules else None
    return kind == system.kind if kind else alone


def _disclosure(
    vendor: Vendor, own: list[Disclosure], fitting: list[Disclosure], request: Request | None, today: date
) -> PaperState:
    if fitting:
        return _seen(fitting, request)
    if own:
        words = Text(ja="別の製品の分だけ受領", en="received for another product only")
    elif vendor.disclosure_received.value:
        words = Text(ja="受領と記載(現物は見ていない)", en="noted as received; not seen")
    else:
        words = Text(ja="見ていない", en="not seen")
    return _state(request, today, words)


def _sheet(sheets: list[Disclosure], request: Request | None, today: date) -> PaperState:
    """A vendor fills in one sheet a fiscal year for all it supplies, so one that came counts for each of its systems."""
    state = _state(request, today, Text(ja="資料では分からない", en="no paper shows it"), yearly=True)
    if not sheets:
        return state
    seen = _seen(sheets, request)
    days = [one.made_on.value for one in sheets if one.made_on.value]
    if not days or max(fiscal_year(day) for day in days) >= fiscal_year(today):
        return seen
    if state.state != "not_asked":
        return state.model_copy(update={"note": seen.note, "sources": seen.sources})
    return seen.model_copy(update={"state": "last_year"})


def _seen(papers: list[Disclosure], request: Request | None) -> PaperState:
    made = max((one.made_on.value for one in papers if one.made_on.value), default=None)
    names = "、".join(dict.fromkeys(one.product.value or one.id for one in papers))
    tail = f"({made.isoformat()})" if made else ""
    return PaperState(
        state="received",
        seen=True,
        asked=request.asked if request else None,
        received=request.received if request else None,
        note=Text(ja=f"{names}{tail}", en=f"{names.replace('、', ', ')} {tail}".strip()),
        sources=tuple(source for one in papers for source in one.sources)[:4],
    )


def _state(request: Request | None, today: date, note: Text, *, yearly: bool = False) -> PaperState:
    """Return where a paper stands that nobody has seen; a ``yearly`` one of an earlier fiscal year is due again."""
    if request is None:
        return PaperState(state="not_asked", note=note)
    due = request.due or (request.asked + timedelta(days=DAYS_TO_ANSWER) if request.asked else None)
    old = yearly and request.received is not None and fiscal_year(request.received) < fiscal_year(today)
    if request.received and not (old or (request.asked and request.asked > request.received)):
        state: State = "received"
    elif old and not (request.asked and fiscal_year(request.asked) >= fiscal_year(today)):
        state = "last_year"
    elif due is not None and due < today:
        state = "overdue"
    else:
        state = "asked" if request.asked else "not_asked"
    return PaperState(state=state, asked=request.asked, due=due, received=request.received, note=note)
