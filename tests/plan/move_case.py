"""Small hospitals whose systems move: built by hand, with traffic, contracts and measures that are the test's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inmori.catalogue import Catalogue, load_catalogue
from inmori.model import (
    Contract,
    Count,
    DateFact,
    Device,
    DeviceKind,
    Fact,
    Flow,
    Hospital,
    Hosting,
    System,
    SystemKind,
    TextFact,
    YesNo,
)
from inmori.model.staff import Staff
from inmori.plan.roads import ChosenMeasure
from inmori.plan.wave import WavePlan
from inmori.plan.waves import waves_of
from inmori.text import Text
from inmori.units import Interval

TODAY = date(2026, 11, 24)
ALL = load_catalogue()
KINDS = (
    SystemKind.EHR,
    SystemKind.PACS,
    SystemKind.LIS,
    SystemKind.NUTRITION,
    SystemKind.HEALTH_CHECK,
    SystemKind.DIRECTORY,
    SystemKind.FILE_SHARE,
)
NOTHING = Interval(low=0, mid=0, high=0, unit="yen")


def hospital(
    kinds: Sequence[SystemKind],
    *,
    calls: Sequence[tuple[SystemKind, SystemKind]] = (),
    ends: dict[SystemKind, date] | None = None,
    rolling: Sequence[SystemKind] = (),
    support: dict[SystemKind, date] | None = None,
) -> Hospital:
    """One server per system; a contract for each kind in ``ends``."""
    ends, support = ends or {}, support or {}
    address = {kind: f"10.9.0.{number + 10}" for number, kind in enumerate(kinds)}
    return Hospital(
        name=TextFact.of("試験病院"),
        beds=Count.of(120),
        staff=Staff(it_fte=Fact[float].of(1.0)),
        systems=tuple(
            System(
                id=kind.value,
                kind=kind,
                name=TextFact.of(f"{kind.value}サーバ"),
                hosting=Fact[Hosting].of(Hosting.ON_PREMISES),
                vendor=TextFact.of(f"株式会社{kind.value}"),
                device_ids=(f"d-{kind.value}",),
            )
            for kind in kinds
        ),
        devices=tuple(
            Device(
                id=f"d-{kind.value}",
                name=TextFact.of(f"{kind.value}サーバ"),
                kind=Fact[DeviceKind].of(DeviceKind.SERVER),
                addresses=(TextFact.of(address[kind]),),
                support_until=DateFact.of(support[kind]) if kind in support else DateFact(),
            )
            for kind in kinds
        ),
        flows=tuple(
            Flow(src=address[a], dst=address[b], protocol="tcp", port=1521, answered=True)
            for a, b in calls
            if a in address and b in address and a is not b
        ),
        contracts=tuple(
            Contract(
                id=f"C-{kind.value}",
                vendor=TextFact.of(f"(株){kind.value}"),
                covers=(f"{kind.value}サーバ",),
                end=DateFact.of(on),
                auto_renewal=YesNo.of(True) if kind in rolling else YesNo(),
            )
            for kind, on in ends.items()
        ),
    )


def catalogue(*, hours: float = 40.0, lead: int = 6, together: Sequence[SystemKind] = ()) -> Catalogue:
    """One move per kind; kinds in ``together`` share one measure. No prerequisite but those of the test."""
    shape = ALL.measures["cloud_lis"]
    groups = [tuple(together)] if together else []
    groups += [(kind,) for kind in KINDS if kind not in together]
    measures = {}
    for group in groups:
        edit = shape.edits[0]
        edit = edit.model_copy(update={"select": edit.select.model_copy(update={"systems": tuple(group)})})
        name = "move_" + "_".join(kind.value for kind in group)
        measures[name] = shape.model_copy(
            update={"id": name, "edits": (edit,), "lead_months": lead, "prerequisites": ("identity",)}
        )
    base = ALL.measures["vpn_mfa"]
    measures["identity"] = base.model_copy(update={"id": "identity", "edits": (), "lead_months": 3})
    measures["other"] = base.model_copy(update={"id": "other", "edits": (), "lead_months": 1})
    return replace(ALL, measures=measures)


def chosen(measure: str, *, year: int = 1, hours: float = 40.0) -> ChosenMeasure:
    return ChosenMeasure(
        measure=measure,
        name=Text(ja=measure, en=measure),
        start_year=year,
        capital=NOTHING,
        yearly=NOTHING,
        staff_hours=hours,
        changes=1,
    )


def planned(
    of: Hospital, measures: Sequence[ChosenMeasure], *, within: Catalogue | None = None, hours: float = 400.0
) -> WavePlan:
    return waves_of(
        of,
        within or catalogue(),
        today=TODAY,
        chosen=measures,
        hours_a_year=hours,
        hours_basis=Text(ja="試験", en="test"),
    )
