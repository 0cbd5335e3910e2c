"""The model laid open: the steps into and out of a machine are the graph's, with the catalogue behind them."""

from __future__ import annotations

import re

import pytest

from inmori.catalogue import Catalogue
from inmori.simulate import step_tables_of
from inmori.simulate.compile import compile_hospital
from inmori.simulate.node_text import node_text
from inmori.simulate.step_table import StepTable
from tests.simulate.small_hospital import TODAY, flat_hospital


@pytest.fixture(scope="module")
def table(catalogue: Catalogue) -> StepTable:
    (found,) = step_tables_of(flat_hospital(), catalogue, today=TODAY, device_ids=("ehr-server",))
    return found


def test_every_step_of_the_machine_is_there(table: StepTable, catalogue: Catalogue) -> None:
    graph = compile_hospital(flat_hospital(), catalogue, today=TODAY).graph
    own = {graph.index["foot:ehr-server"], graph.index["admin:ehr-server"]}
    edges = [
        (source, int(graph.target[edge]))
        for source in range(len(graph.nodes))
        for edge in range(int(graph.first[source]), int(graph.first[source + 1]))
    ]
    assert len(table.into) >= sum(target in own for _, target in edges) > 0
    assert len(table.out) >= sum(source in own and target not in own for source, target in edges) > 0


def test_how_the_class_is_opened_and_what_is_lost_stand_there(table: StepTable) -> None:
    techniques = {row.technique.id for row in (*table.into, *table.out) if row.technique}
    assert {"escalate", "land", "encrypt", "destroy_backup"} <= techniques
    assert any(each.startswith("exploit_") for each in techniques)


def test_each_step_names_its_figures_and_those_give_its_chance(table: StepTable, catalogue: Catalogue) -> None:
    for row in (*table.into, *table.out):
        assert 0 <= row.chance <= 1
        if row.technique is None:
            assert (row.chance, row.hours) == (1.0, 0.0)
            continue
        assert row.technique.attack_ids
        assert row.figures
        assert all(figure.source and figure.basis for figure in row.figures)
        assert row.hours == catalogue.quantities[row.technique.hours].value
    escalate = next(row for row in table.into if row.technique and row.technique.id == "escalate")
    assert escalate.chance == catalogue.quantities["step.escalate.p"].value


def test_a_device_that_is_no_foothold_has_no_table(catalogue: Catalogue) -> None:
    assert step_tables_of(flat_hospital(), catalogue, today=TODAY, device_ids=("no-such-device",)) == ()


def test_every_state_of_the_graph_has_words(catalogue: Catalogue) -> None:
    hospital = flat_hospital()
    compiled = compile_hospital(hospital, catalogue, today=TODAY)
    bare = {node for node in compiled.graph.nodes if node_text(node, compiled, hospital).ja == node}
    assert {node.partition(":")[0] for node in bare} <= {"core", "lost", "gone", "provider", "tenant", "cloud user"}
    told = [node_text(node, compiled, hospital).ja for node in compiled.graph.nodes if node not in bare]
    assert all(re.search("[ぁ-ん]", words) for words in told)
