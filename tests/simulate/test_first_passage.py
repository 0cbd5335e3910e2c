"""The kernel against answers known from paper: closed forms, enumeration, another program, and its own twin."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from inmori.errors import OurFault
from inmori.simulate.kernels import Passage
from inmori.simulate.law import Law
from inmori.simulate.luck import bits, trial_state
from tests.simulate.small_graph import Arc, graph_of, passed, share

EXPONENTIAL = Law("exponential")
TRIALS = 40_000


def near(found: float, true: float, *, count: int = TRIALS) -> bool:
    """Within four standard errors of a binomial share."""
    return abs(found - true) <= 4 * math.sqrt(max(true * (1 - true), 1e-9) / count)


SERIES = [Arc("s", "a", 0.9), Arc("a", "b", 0.8), Arc("b", "c", 0.7), Arc("c", "t", 0.6)]
PARALLEL = [Arc("s", "t", p, name=f"way {p}") for p in (0.2, 0.3, 0.4)]
BRIDGE = [
    Arc("s", "a", 0.5), Arc("s", "b", 0.5), Arc("a", "b", 0.5, name="there"), Arc("b", "a", 0.5, name="back"),
    Arc("a", "t", 0.5), Arc("b", "t", 0.5),
]  # fmt: skip

SHARES = {
    "four in a row": (SERIES, (), 0.9 * 0.8 * 0.7 * 0.6),
    "three side by side": (PARALLEL, (), 1 - 0.8 * 0.7 * 0.6),
    "both of two": ([Arc("s", "a", 0.6), Arc("s", "b", 0.7), Arc("a", "t"), Arc("b", "t")], ("t",), 0.42),
    "certain": ([Arc("s", "t", 1.0)], (), 1.0),
    "impossible": ([Arc("s", "t", 0.0)], (), 0.0),
}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_known_from_paper(name: str) -> None:
    arcs, every, true = SHARES[name]
    assert near(share(passed(graph_of(arcs, every=every), trials=TRIALS)), true)


def enumerated(arcs: list[Arc], every: tuple[str, ...] = ()) -> float:
    """Probability that t falls, by adding up all states of the arcs."""
    total = 0.0
    for live in itertools.product((False, True), repeat=len(arcs)):
        weight = math.prod(arc.chance if on else 1 - arc.chance for arc, on in zip(arcs, live, strict=True))
        if weight and falls(arcs, live, every):
            total += weight
    return total


def falls(arcs: list[Arc], live: tuple[bool, ...], every: tuple[str, ...]) -> bool:
    fallen, grew = {"s"}, True
    while grew:
        grew = False
        for node in {arc.target for arc in arcs} - fallen:
            arriving = [(arc, on) for arc, on in zip(arcs, live, strict=True) if arc.target == node]
            there = [on and arc.source in fallen for arc, on in arriving]
            if (all(there) if node in every else any(there)) and there:
                fallen.add(node)
                grew = True
    return "t" in fallen


def test_the_bridge_is_one_half() -> None:
    # With chance one half the two-way bridge is its own dual, so the answer is one half exactly.
    assert enumerated(BRIDGE) == pytest.approx(0.5)
    assert near(share(passed(graph_of(BRIDGE), trials=TRIALS)), 0.5)


@st.composite
def random_arcs(draw: st.DrawFn) -> tuple[list[Arc], tuple[str, ...]]:
    names = ["s", "a", "b", "c", "t"]
    pairs = draw(st.lists(st.tuples(st.sampled_from(names[:4]), st.sampled_from(names[1:])), min_size=3,
                          max_size=12, unique=True))  # fmt: skip
    arcs = [Arc(a, b, draw(st.integers(1, 9)) / 10, draw(st.integers(0, 5))) for a, b in pairs if a != b]
    every = tuple(draw(st.sets(st.sampled_from(["b", "t"]), max_size=2)))
    return [*arcs, Arc("s", "idle"), Arc("t", "idle")], every


@settings(max_examples=25, deadline=None)
@given(random_arcs())
def test_any_small_graph_agrees_with_enumeration(case: tuple[list[Arc], tuple[str, ...]]) -> None:
    arcs, every = case
    counted = 8_000
    found = share(passed(graph_of(arcs, every=every), trials=counted))
    true = enumerated(arcs, every)
    assert abs(found - true) <= 5 * math.sqrt(max(true * (1 - true), 1e-9) / counted)


TIMES = {
    # name: arcs, every, horizon, probability by then
    "Erlang(4), early": ([Arc(a, b, 1, 1, EXPONENTIAL) for a, b in ("sa", "ab", "bc", "ct")], (), 2.0,
                         1 - math.exp(-2) * sum(2.0**k / math.factorial(k) for k in range(4))),
    "Erlang(4), middle": ([Arc(a, b, 1, 1, EXPONENTIAL) for a, b in ("sa", "ab", "bc", "ct")], (), 4.0,
                          1 - math.exp(-4) * sum(4.0**k / math.factorial(k) for k in range(4))),
    "Erlang(4), late": ([Arc(a, b, 1, 1, EXPONENTIAL) for a, b in ("sa", "ab", "bc", "ct")], (), 8.0,
                        1 - math.exp(-8) * sum(8.0**k / math.factorial(k) for k in range(4))),
    "first of three exponentials": ([Arc("s", "t", 1, mean, EXPONENTIAL, f"way {mean}") for mean in (1, 2, 4)], (),
                                    0.5, 1 - math.exp(-0.5 * 1.75)),
    "last of two exponentials": ([Arc("s", "a", 1, 1, EXPONENTIAL), Arc("s", "b", 1, 2, EXPONENTIAL),
                                  Arc("a", "t"), Arc("b", "t")], ("t",), 1.5,
                                 (1 - math.exp(-1.5)) * (1 - math.exp(-0.75))),
    "two unequal in a row": ([Arc("s", "a", 1, 1, EXPONENTIAL), Arc("a", "t", 1, 3, EXPONENTIAL)], (), 3.0,
                             1 - (3 * math.exp(-1) - math.exp(-3)) / 2),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_a_time_known_from_paper(name: str) -> None:
    arcs, every, horizon, true = TIMES[name]
    assert near(share(passed(graph_of(arcs, every=every), trials=TRIALS), within=horizon), true)
    assert near(share(passed(graph_of(arcs, every=every), trials=TRIALS, deadline=horizon)), true)


def test_rare_and_certain_probabilities_keep_their_digits() -> None:
    many = 2_000_000
    assert share(passed(graph_of([Arc("s", "t", 1.0)]), trials=many)) == 1.0
    rare = share(passed(graph_of([Arc("s", "t", 0.0002)]), trials=many))
    assert abs(rare - 0.0002) <= 4 * math.sqrt(0.0002 / many)


def same(one: Passage, other: Passage) -> bool:
    return all(
        getattr(one, part).tobytes() == getattr(other, part).tobytes() for part in ("time", "fallen", "path", "path_time")
    )


def tangle(seed: int, nodes: int = 40, arcs: int = 160) -> list[Arc]:
    random = np.random.default_rng(seed)
    names = ["s", *[f"n{number}" for number in range(nodes - 2)], "t"]
    laws = [EXPONENTIAL, Law("lognormal", 1.2), Law("gamma", 2.0), Law("fixed")]
    ends = {(int(a), int(b)) for a, b in random.integers(0, nodes, (arcs, 2)) if a != b}
    return [
        Arc(names[a], names[b], float(random.uniform(0.1, 1)), float(random.uniform(0, 9)), laws[(a + b) % 4])
        for a, b in sorted(ends)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_compiled_kernel_and_its_twin_agree_bit_for_bit(seed: int) -> None:
    graph = graph_of(tangle(seed), every=("n3", "n7", "n9"), watch={"n5": 1, "n8": 2})
    for walls in (0, 1, 3):
        one = passed(graph, goals=("t", "n3", "n5"), trials=400, engine="compiled", walls=walls, deadline=30)
        other = passed(graph, goals=("t", "n3", "n5"), trials=400, engine="twin", walls=walls, deadline=30)
        assert np.isfinite(one.time).any()
        assert same(one, other)


@pytest.mark.parametrize("engine", ["compiled", "twin"])
def test_threads_do_not_change_a_bit(engine: str) -> None:
    graph, trials = graph_of(tangle(9)), 20_000 if engine == "compiled" else 4_200
    one, two = (passed(graph, trials=trials, engine=engine, threads=threads) for threads in (1, 2))  # type: ignore[arg-type]
    assert same(one, two)


@pytest.mark.parametrize("seed", range(3))
def test_scipy_finds_the_same_times_on_the_same_delays(seed: int) -> None:
    arcs = [Arc(a.source, a.target, a.chance, a.hours, EXPONENTIAL) for a in tangle(seed + 50)]
    graph, trials = graph_of(arcs), 60
    found = passed(graph, goals=graph.nodes, trials=trials, seed=3).time
    table = _exponential_table()
    for trial in range(trials):
        sampled = _sampled(graph, trial_state(3, trial), table)
        true = dijkstra(sampled, indices=graph.index["s"])
        assert np.allclose(found[trial], true, rtol=1e-12)


def _exponential_table() -> np.ndarray:
    from inmori.simulate.law import table_of

    return table_of(EXPONENTIAL)


def _sampled(graph, state: int, table: np.ndarray) -> csr_array:  # type: ignore[no-untyped-def]
    """The trial's live arcs with their hours, drawn anew from the hash."""
    from inmori.simulate.chance import evaluated
    from inmori.simulate.luck import DELAY_SALT

    count = len(graph.nodes)
    rows, columns, hours = [], [], []
    for node in range(count):
        for edge in range(graph.first[node], graph.first[node + 1]):
            key = int(graph.key[edge])
            if bits(state, key) / 2.0**64 < evaluated(graph.chances[graph.chance[edge]], {}, count=1)[0]:
                median = evaluated(graph.delays[graph.delay[edge]].median, {}, count=1)[0]
                u = (bits(state, key ^ DELAY_SALT) >> 11) * 2.0**-53
                rows.append(node)
                columns.append(int(graph.target[edge]))
                hours.append(median * np.interp(u * (len(table) - 1), np.arange(len(table)), table))
    return csr_array((hours, (rows, columns)), shape=(count, count))


def test_a_wall_stops_what_it_watches_and_nothing_else() -> None:
    graph = graph_of([Arc("s", "a"), Arc("a", "t"), Arc("s", "b"), Arc("b", "u")], watch={"a": 2})
    free, walled = (passed(graph, goals=("t", "u"), trials=5, walls=walls) for walls in (1, 2))
    assert np.isfinite(free.time).all()
    assert not np.isfinite(walled.time[:, 0]).any()
    assert np.isfinite(walled.time[:, 1]).all()


def test_the_path_leads_from_the_start_to_the_goal() -> None:
    graph = graph_of([Arc("s", "a", hours=2), Arc("a", "t", hours=3), Arc("s", "t", hours=9)])
    passage = passed(graph, trials=1)
    edges = [edge for edge in passage.path[0] if edge >= 0]
    assert [graph.nodes[graph.target[edge]] for edge in edges] == ["t", "a"]
    assert passage.path_time[0, :2].tolist() == [5.0, 2.0]


def test_the_order_in_which_arcs_are_written_changes_nothing() -> None:
    arcs = tangle(4)
    one, other = graph_of(arcs), graph_of(list(reversed(arcs)))
    assert same(passed(one, trials=500), passed(other, trials=500))


def test_one_more_arc_leaves_all_other_luck_alone() -> None:
    small = graph_of(SERIES)
    wide = graph_of([*SERIES, Arc("s", "aside", 0.5)])
    assert passed(small, trials=2000).time.tobytes() == passed(wide, trials=2000).time.tobytes()


def test_a_prerequisite_counted_twice_is_our_fault() -> None:
    with pytest.raises(OurFault):
        graph_of([Arc("s", "t", name="one"), Arc("s", "t", name="two")], every=("t",))
