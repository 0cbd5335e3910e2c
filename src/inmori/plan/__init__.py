"""What to do, in order: the roads side by side for this hospital, and the six next steps."""

from inmori.plan.plan import plan
from inmori.plan.roads import ChosenMeasure, DirectionId, DirectionResult, NextStep, Roads, ServiceDays

__all__ = ["ChosenMeasure", "DirectionId", "DirectionResult", "NextStep", "Roads", "ServiceDays", "plan"]
