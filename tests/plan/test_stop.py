"""A first Ctrl-C ends the looking and not the work; wherever it comes, the roadmap is written down."""

from __future__ import annotations

import pytest

from inmori.diagnose.finding import Diagnosis
from inmori.plan import plan
from inmori.plan.optimise import Draft, Effort
from inmori.plan.searched import Search
from inmori.plan.stop import Stop
from tests.plan.needy import TODAY, needy
from tests.plan.scenes import SOME
from tests.plan.toy_simulator import Toy

TINY = Effort(trials=80, fresh=80, questions=10, sample=8, rounds=2, replicates=0, budgets=2)


def interrupting(times: int):  # type: ignore[no-untyped-def]
    left = [times]

    def work() -> str:
        if left[0]:
            left[0] -= 1
            raise KeyboardInterrupt
        return "done"

    return work


def test_work_is_begun_again_or_done_the_quick_way() -> None:
    stop = Stop(heeded=True)
    assert stop.through(interrupting(1)) == "done"
    assert stop.asked
    assert Stop(heeded=True).through(interrupting(1), instead=lambda: "quick") == "quick"
    assert stop.through(lambda: "long", instead=lambda: "quick") == "quick", "it was asked before"


def test_a_second_one_ends_all_and_so_does_one_without_a_search() -> None:
    with pytest.raises(KeyboardInterrupt):
        Stop(heeded=True).through(interrupting(2))
    with pytest.raises(KeyboardInterrupt):
        Stop(heeded=False).through(interrupting(1))


@pytest.mark.parametrize("question", [4, 20, 70])
def test_wherever_it_comes_there_is_a_roadmap(question: int) -> None:
    """Right after the first roadmap, while measures are ranked, and later; the first roadmap is shown before all of them."""
    shown: list[Draft] = []
    asked, stopped = [0], [False]

    def call() -> None:
        asked[0] += 1
        if shown and not stopped[0] and asked[0] >= question:
            stopped[0] = True
            raise KeyboardInterrupt

    roads = plan(
        needy(), SOME, Diagnosis(today=TODAY), today=TODAY, budget_yen=5e6, trials=80, drawer=Toy(on_call=call),
        search=Search(effort=TINY, show=shown.append),
    )  # fmt: skip
    assert stopped[0]
    assert roads.best is not None
    assert roads.best.measures
    assert roads.search is not None
    assert roads.search.stopped
    assert "途中で止めた" in roads.search.text.ja
    if question <= 20:
        assert any("早く止めた" in note.ja for note in roads.notes)
