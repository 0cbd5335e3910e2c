"""A simulator small enough to check by hand: damage comes through doors that stand open, and costs what is known.

It answers in the form of the real one, with common random numbers and several draws of one uncertain parameter, so
that plans can be tested against closed forms without waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from inmori.model import BackupMedium, Hospital, SystemKind, Watch
from inmori.plan.outage import in_cloud
from inmori.simulate import Draws

DRAWS = 8  # draws of the uncertain yearly rate
YEN_A_DAY = 2_000_000.0


def expected_loss(hospital: Hospital) -> float:
    """The closed form: rate, times the share not stopped, times the mean of days times yen a day."""
    return float(np.mean(rates(hospital)) * passing(hospital) * days(hospital) * YEN_A_DAY)


def rates(hospital: Hospital) -> np.ndarray:
    """Campaigns a year: 0.002 for each way in that is open, and 0.001 for ways nobody knows; half to double."""
    doors = sum(remote.enabled and not remote.second_factor.value for remote in hospital.remote_accesses)
    doors += sum(rule.enabled for gateway in hospital.gateways for rule in gateway.rules)
    return (0.001 + 0.002 * doors) * np.geomspace(0.5, 2.0, DRAWS)


def passing(hospital: Hospital) -> float:
    """Share of campaigns that nobody stops."""
    watch = {Watch.ALWAYS: 0.25, Watch.OFFICE_HOURS: 0.5}.get(hospital.controls.endpoint_detection.value, 1.0)
    return watch * (0.5 if hospital.controls.peer_block.value else 1.0)


def days(hospital: Hospital) -> float:
    """Days down: a few where the EHR is in the cloud, some with a copy that survives, many without."""
    if in_cloud(hospital):
        return 4.0
    safe = {BackupMedium.OFFLINE, BackupMedium.IMMUTABLE}
    media = {m for b in hospital.backups if b.system_kind is SystemKind.EHR for m in b.media or ()}
    return 10.0 if media & safe else 60.0


@dataclass
class Toy:
    """The simulator as a planner calls it; ``asked`` lists every call."""

    asked: list[tuple[Hospital, date, int]] = field(default_factory=list)
    worse_each_year: float = 0.0
    on_call: Callable[[], None] = lambda: None

    def __call__(self, hospital: Hospital, on: date, trials: int) -> Draws:
        self.on_call()
        self.asked.append((hospital, on, trials))
        each = max(trials // DRAWS, 1)
        draw = np.repeat(np.arange(DRAWS), each)
        luck = np.tile((np.arange(each) + 0.5) / each, DRAWS)
        damaged = luck < passing(hospital)
        aged = 1.0 + self.worse_each_year * (on.year - 2026)
        weight = rates(hospital)[draw] / (each * DRAWS) * aged
        down = np.where(damaged, days(hospital), 0.0)
        return Draws(
            weight=weight,
            loss=down * YEN_A_DAY,
            ehr_days=down,
            service_days={"outpatients": down},
            damaged=damaged,
            parameter_draw=draw,
        )
