"""Waves of a migration (移行の波): which systems move together, when, and what each move asks of people.

The words of the model only; how the dates are found stands in ``waves.py``. A date that nobody knows is ``None`` and is
said to be unknown: a wave without a known contract end is placed by the staff's hours and marked so.
"""

from datetime import date
from typing import Literal

from inmori.model import Frozen
from inmori.text import Text
from inmori.units import Interval

StageKind = Literal["prepare", "rehearse", "cut_over", "fallback", "switch_off"]
AnchorKind = Literal["renewal", "contract", "lease", "support"]


class Anchor(Frozen):
    """A date that binds a system. Support says by when it should have left; all others until when it is paid for."""

    system: str
    kind: AnchorKind
    on: date
    rolls: bool  # a contract that goes on by the year unless ended: its end comes again
    text: Text


class WaveNeed(Frozen):
    """``system`` cannot work without ``on``. ``seen`` in traffic, otherwise what is usual."""

    system: str
    on: str
    seen: bool
    why: Text


class Stage(Frozen):
    """One part of a wave, both days included."""

    kind: StageKind
    name: Text
    start: date
    end: date


class QuarterHours(Frozen):
    """Hours of the hospital's own staff in one calendar quarter.

    ``free`` is what is left after the other measures of the plan; ``own`` is what the waves take of it and never
    exceeds ``free``; ``outside`` is what must be bought from others.
    """

    start: date
    free: float
    own: float = 0.0
    outside: float = 0.0


class Foundation(Frozen):
    """A measure that must work before a wave: identity, line, devices. ``due`` is before the rehearsal."""

    measure: str
    name: Text
    start: date
    due: date


class Wave(Frozen):
    """One move: what goes, when and why then, what people do, and what is gone afterwards."""

    id: str
    number: int
    name: Text
    systems: tuple[str, ...]
    measures: tuple[str, ...]
    needs: tuple[str, ...] = ()  # ids of waves that come before
    foundations: tuple[Foundation, ...] = ()  # what this wave is the first to need
    anchors: tuple[Anchor, ...] = ()
    target: date | None = None  # the end of the contract that the cut-over is set to; None where no end is known
    cut_over: date
    why_then: Text
    stages: tuple[Stage, ...]
    hours: float  # of the move and of its foundations
    load: tuple[QuarterHours, ...] = ()  # only quarters in which this wave takes hours; ``free`` before it took them
    paper_days: Interval
    slow_weeks: Interval
    preparation: tuple[Text, ...]
    steps: tuple[Text, ...]
    fallback: Text
    switched_off: tuple[Text, ...]
    links_vanish: tuple[Text, ...]
    reconnect: tuple[Text, ...]
    warnings: tuple[Text, ...] = ()

    @property
    def start(self) -> date:
        """The first day of work."""
        return min(stage.start for stage in self.stages)

    @property
    def end(self) -> date:
        """The day on which the old system is switched off."""
        return max(stage.end for stage in self.stages)

    @property
    def outside_hours(self) -> float:
        """Hours that the staff does not have."""
        return sum(quarter.outside for quarter in self.load)


class WavePlan(Frozen):
    """All waves of a direction, in order of their cut-over, with what stays and what is not known."""

    waves: tuple[Wave, ...] = ()
    quarters: tuple[QuarterHours, ...] = ()
    hours_a_year: float = 0.0
    hours_basis: Text
    stays: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = ()
    none_because: Text | None = None  # why there is no wave, where there is none
    assumptions: tuple[str, ...] = ()  # ids of catalogue figures
