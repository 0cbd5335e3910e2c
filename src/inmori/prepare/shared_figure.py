"""The figures that board, staff, patients and vendors are all told, so that no reader hears another number.

A page chooses words for its reader; the figures it takes from here, all of them and unchanged. They come from
``outcomes.json`` and ``roads.json``; one that was not computed stays None and the page says so.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.plan.roads import DirectionResult, Roads
from inmori.simulate.outcome import Outcomes
from inmori.text import Text
from inmori.units import Interval

FigureId = Literal["damage", "ehr_days", "week", "backup", "outpatients", "stay", "harden", "cloud"]
Kind = Literal["share", "days"]

# What all of them rest on; said on every page that shows them.
RESTS_ON = Text(
    ja="数字は試算です。資料で分からない入口や守り、復旧の人手と手順、対策の効き目と時期は、仮定で補いました。",
    en="Figures are simulated. Unknown doors and defences, hands and procedure of the recovery, and the effect and dates of measures are assumed.",
)


@dataclass(frozen=True, slots=True)
class SharedFigure:
    """One figure; a share lies between 0 and 1. ``value`` None: not computed."""

    id: FigureId
    kind: Kind
    value: Interval | None


def shared_figures(outcomes: Outcomes | None, roads: Roads | None) -> tuple[SharedFigure, ...]:
    """Return the figures in the order in which pages show them; always all of them."""
    days = _outpatients(outcomes)
    return (
        SharedFigure("damage", "share", outcomes.p_damage_five_years if outcomes else None),
        SharedFigure("ehr_days", "days", outcomes.ehr_down_days if outcomes else None),
        SharedFigure("week", "share", outcomes.p_ehr_seven_days if outcomes else None),
        SharedFigure("backup", "share", outcomes.p_backup_lost if outcomes else None),
        SharedFigure("outpatients", "days", days),
        *(SharedFigure(road, "share", _week_over_years(roads, road)) for road in ("stay", "harden", "cloud")),
    )


def _outpatients(outcomes: Outcomes | None) -> Interval | None:
    services = outcomes.services if outcomes else ()
    return next((one.days for one in services if one.service == "outpatients"), None)


def _week_over_years(roads: Roads | None, road: str) -> Interval | None:
    directions: tuple[DirectionResult, ...] = roads.directions if roads else ()
    return next((one.p_ehr_seven_days for one in directions if one.id == road), None)
