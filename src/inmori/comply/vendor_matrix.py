"""Vendors (事業者): who has handed over which paper for which system, what was asked for, and what is due.

The hospital sends the vendors' sheet and asks for a disclosure; one row is one vendor and one of its systems.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import words_kind
from inmori.comply.asset import contracted, system_name, systems_of
from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import Disclosure, Frozen, Hospital, Source, System, Vendor
from inmori.text import Text

Paper = Literal["disclosure", "sheet"]
State = Literal["received", "asked", "overdue", "not_asked"]
DAYS_TO_ANSWER = 30  # our own rule: what a vendor is given when nobody names a day

PAPER_NAMES: dict[Paper, Text] = {
    "disclosure": Text(ja="開示書(MDS/SDS)", en="disclosure (MDS/SDS)"),
    "sheet": Text(ja="事業者確認用", en="vendors' sheet"),
}
STATE_NAMES: dict[State, Text] = {
    "received": Text(ja="受領", en="received"),
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
    """One vendor and one of its systems; ``system`` is empty for a vendor of machines only."""

    id: str  # stable over runs: the vendor's name without legal form, and the system
    vendor: str
    system: str
    disclosure: PaperState
    sheet: PaperState


def vendor_matrix(
    hospital: Hospital, catalogue: Catalogue, *, today: date, requests: Sequence[Request] = ()
) -> tuple[VendorRow, ...]:
    """Return the rows of all vendors under contract, in the order of their names."""
    noted = {(one.row, one.paper): one for one in requests}
    rows = []
    for vendor in contracted(hospital):
        own = [one for one in hospital.disclosures if same_vendor(vendor.name, one.vendor.value)]
        systems: list[System | None] = [*systems_of(hospital, vendor)] or [None]
        for system in systems:
            key = f"{vendor_key(vendor.name)}/{system.id if system else ''}"
            fitting = [one for one in own if _fits(one, system, catalogue, alone=len(systems) == 1)]
            rows.append(
                VendorRow(
                    id=key,
                    vendor=vendor.name,
                    system=system_name(system) if system else "",
                    disclosure=_disclosure(vendor, own, fitting, noted.get((key, "disclosure")), today),
                    sheet=_state(noted.get((key, "sheet")), today, Text(ja="資料では分からない", en="no paper shows it")),
                )
            )
    return tuple(rows)


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
        made = max((one.made_on.value for one in fitting if one.made_on.value), default=None)
        names = "、".join(one.product.value or one.id for one in fitting)
        tail = f"({made.isoformat()})" if made else ""
        return PaperState(
            state="received",
            seen=True,
            asked=request.asked if request else None,
            received=request.received if request else None,
            note=Text(ja=f"{names}{tail}", en=f"{names.replace('、', ', ')} {tail}".strip()),
            sources=tuple(source for one in fitting for source in one.sources)[:4],
        )
    if own:
        words = Text(ja="別の製品の分だけ受領", en="received for another product only")
    elif vendor.disclosure_received.value:
        words = Text(ja="受領と記載(現物は見ていない)", en="noted as received; not seen")
    else:
        words = Text(ja="見ていない", en="not seen")
    return _state(request, today, words)


def _state(request: Request | None, today: date, note: Text) -> PaperState:
    if request is None:
        return PaperState(state="not_asked", note=note)
    due = request.due or (request.asked + timedelta(days=DAYS_TO_ANSWER) if request.asked else None)
    if request.received:
        state: State = "received"
    elif due is not None and due < today:
        state = "overdue"
    else:
        state = "asked" if request.asked else "not_asked"
    return PaperState(state=state, asked=request.asked, due=due, received=request.received, note=note)
