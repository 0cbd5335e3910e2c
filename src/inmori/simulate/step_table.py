"""Which steps lead to a machine and on from it, with the catalogue entries behind each: the model laid open.

Whoever doubts a result can look here at what the simulator believes about one machine, where each figure comes from,
and which of them are assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.catalogue.threat import Technique
from inmori.model import Hospital
from inmori.simulate.chance import Chance, evaluated, quantities_of
from inmori.simulate.compile import Compiled, compile_hospital
from inmori.simulate.node_text import node_text
from inmori.simulate.parameters import Parameters, central, known_quantities
from inmori.text import Text

_BEFORE = {"class", "spread", "rule", "inside"}
_BEHIND = {"own"}


@dataclass(frozen=True)
class StepRow:
    """One step between two states. ``chance`` and ``hours`` (median) hold at central figures.

    ``technique`` is None for a consequence that needs no doing (standing on a machine is standing in its network).
    ``figures`` are all catalogue entries that chance and hours rest on.
    """

    source: Text
    target: Text
    technique: Technique | None
    chance: float
    hours: float
    figures: tuple[Quantity, ...]


@dataclass(frozen=True)
class StepTable:
    """The steps into and out of one machine, with those through the hubs beside it, in the order of the graph."""

    device_id: str
    into: tuple[StepRow, ...]
    out: tuple[StepRow, ...]


def step_tables_of(
    hospital: Hospital, catalogue: Catalogue, *, today: date, device_ids: tuple[str, ...]
) -> tuple[StepTable, ...]:
    """Return a table for each of the devices that the attack graph holds; those left out of it have none."""
    compiled = compile_hospital(hospital, catalogue, today=today)
    reader = _Reader(hospital, catalogue, compiled)
    return tuple(reader.table(each) for each in device_ids if f"foot:{each}" in compiled.graph.index)


class _Reader:
    """Reads edges of one compiled hospital."""

    def __init__(self, hospital: Hospital, catalogue: Catalogue, compiled: Compiled) -> None:
        self.hospital, self.catalogue, self.compiled, self.graph = hospital, catalogue, compiled, compiled.graph
        self.known = known_quantities(catalogue)
        self.middle: Parameters = central(self.known.values())

    def table(self, device_id: str) -> StepTable:
        own = {self.graph.index[f"foot:{device_id}"], self.graph.index[f"admin:{device_id}"]}
        before, behind = self._hubs(own, into=True), self._hubs(own, into=False)
        edges = list(self._edges())
        into = tuple(self._row(*edge) for edge in edges if edge[2] in own | before)
        out = tuple(self._row(*edge) for edge in edges if edge[1] in own | behind and edge[2] not in own)
        return StepTable(device_id, into, out)

    def _hubs(self, own: set[int], *, into: bool) -> set[int]:
        """Return the nodes next to the machine that merely bundle steps: without them half a step would be shown."""
        kinds, found = (_BEFORE if into else _BEHIND), set[int]()
        while True:
            reached = own | found
            more = {
                near
                for _, source, target in self._edges()
                for near, far in [(source, target) if into else (target, source)]
                if far in reached and self.graph.nodes[near].partition(":")[0] in kinds
            } - found
            if not more:
                return found
            found |= more

    def _edges(self) -> Iterator[tuple[int, int, int]]:
        for source in range(len(self.graph.nodes)):
            for edge in range(int(self.graph.first[source]), int(self.graph.first[source + 1])):
                yield edge, source, int(self.graph.target[edge])

    def _row(self, edge: int, source: int, target: int) -> StepRow:
        graph = self.graph
        chance, median = graph.chances[graph.chance[edge]], graph.delays[graph.delay[edge]].median
        names = sorted({*quantities_of(chance), *quantities_of(median)})
        return StepRow(
            source=node_text(graph.nodes[source], self.compiled, self.hospital),
            target=node_text(graph.nodes[target], self.compiled, self.hospital),
            technique=self.catalogue.techniques.get(graph.steps[graph.step[edge]].technique),
            chance=min(1.0, self._middle(chance)),
            hours=self._middle(median),
            figures=tuple(self.known[name] for name in names),
        )

    def _middle(self, chance: Chance) -> float:
        return float(evaluated(chance, self.middle.values, count=1)[0])
