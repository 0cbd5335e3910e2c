"""A small comparison of roads over :mod:`tests.plan.move_case`, made by hand: the roadmap must not need a plan run."""

from __future__ import annotations

from datetime import date

from inmori.model import Hospital, SystemKind
from inmori.plan.roads import ChosenMeasure, DirectionResult, NextStep, Roads
from inmori.text import Text
from inmori.units import Interval
from tests.plan.move_case import TODAY, chosen, hospital

MARCH = date(2028, 3, 31)


def words(ja: str) -> Text:
    return Text(ja=ja, en=f"[{ja}]")


def span(mid: float, unit: str = "yen") -> Interval:
    return Interval(low=mid / 2, mid=mid, high=mid * 2, unit=unit)


def direction(
    name: str, measures: tuple[ChosenMeasure, ...], *, cost: float, leaves: tuple[str, ...] = ()
) -> DirectionResult:
    return DirectionResult.model_validate(
        {
            "id": name,
            "name": words({"stay": "現状維持", "harden": "閉域強化", "cloud": "クラウド移行"}[name]),
            "summary": words("概要。"),
            "rule": words("選び方。"),
            "measures": measures,
            "capital": span(1e6),
            "running": span(1e6),
            "system_renewal": span(1e6),
            "total_cost": span(cost),
            "cost_by_year": (cost,),
            "expected_loss": span(1e6),
            "tail_loss": 1e8,
            "yearly_rate": span(0.02, "per year"),
            "p_ehr_seven_days": span(0.1, "probability"),
            "ehr_down_days": span(9, "days"),
            "planned_outage_hours": span(4, "hours"),
            "service_days": (),
            "requirements_met": ("a",),
            "requirements_open": ("b",),
            "staff_hours": span(300, "hours"),
            "remains_on_site": ("ehr",),
            "leaves_site": leaves,
            "open_crossings": 1,
        }
    )


def moving_hospital() -> Hospital:
    return hospital([SystemKind.LIS, SystemKind.EHR], ends={SystemKind.LIS: MARCH})


def roads(*, steps: tuple[str, ...] = ("cyber_bcp",)) -> Roads:
    """Harden is the cheapest; cloud moves the laboratory system. Measures are those of the real catalogue."""
    kept = (chosen("vpn_mfa", hours=12), chosen("cyber_bcp", hours=60), chosen("mfa_clinical", year=2, hours=120))
    moves = (chosen("cloud_lis", hours=120), chosen("mfa_cloud", year=2, hours=60))
    return Roads(
        today=TODAY,
        verdict=words("どちらが得かは判定できません(差は0円)。"),
        directions=(
            direction("stay", (), cost=9e6),
            direction("harden", kept, cost=1e7),
            direction("cloud", (*kept, *moves), cost=2e7, leaves=("lis",)),
        ),
        next_steps=tuple(
            NextStep(
                rank=rank,
                measure=name,
                title=words(name),
                why=words("一つ目の理由。二つ目の理由。"),
                how=words("方法。"),
                who=words("誰か"),
                cost=span(1e5),
                staff_hours=8,
            )
            for rank, name in enumerate(steps, start=1)
        ),
    )
