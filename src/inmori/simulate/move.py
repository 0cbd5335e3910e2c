"""Adds steps to the attack graph in the words of the catalogue's techniques, with their chances and times."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.simulate.chance import CERTAIN, Chance, number, value
from inmori.simulate.graph import Delay, GraphBuilder, Step
from inmori.simulate.law import FIXED, Law
from inmori.text import Text

AT_ONCE = Delay(number(0.0), FIXED)
_BOOKKEEPING = Step("", "", "", shown=False)


@dataclass(frozen=True)
class Moves:
    """Writes edges into ``builder``; ``step_law`` is the case-to-case spread of all step times."""

    builder: GraphBuilder
    catalogue: Catalogue
    step_law: Law

    def add(
        self,
        source: str,
        target: str,
        technique: str,
        place: Text,
        *,
        chance: Chance | None = None,
        luck: str | None = None,
        shown: bool = True,
    ) -> None:
        """Add one step by a technique; its own probability holds unless ``chance`` says otherwise."""
        known = self.catalogue.techniques[technique]
        self.builder.edge(
            source,
            target,
            technique=technique,
            chance=value(known.probability) if chance is None else chance,
            delay=Delay(value(known.hours), self.step_law),
            step=Step(technique, place.ja, place.en, shown),
            luck=luck,
        )

    def certain(self, source: str, target: str) -> None:
        """Add an edge that always holds and takes no time."""
        self.builder.edge(source, target, technique="", chance=CERTAIN, delay=AT_ONCE, step=_BOOKKEEPING)
