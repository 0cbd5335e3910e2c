"""One answer on a topic, or none: what nobody asked and what was answered twice differently stays unknown."""

from __future__ import annotations

import pytest

from inmori.model import (
    DisclosedAnswer,
    DisclosedItem,
    Disclosure,
    DisclosureTopic,
    Source,
    SourceKind,
    VexState,
)

SOURCE = Source(kind=SourceKind.TOLD, file="開示書.xlsx", sheet="回答", row=4)
Y, N, NA, U = DisclosedAnswer.YES, DisclosedAnswer.NO, DisclosedAnswer.NOT_APPLICABLE, DisclosedAnswer.UNKNOWN


@pytest.mark.parametrize("given, answer", [((), U), ((Y,), Y), ((N, N), N), ((Y, N), U), ((U, N), N), ((NA,), NA), ((U,), U)])
def test_the_answer_on_a_topic(given: tuple[DisclosedAnswer, ...], answer: DisclosedAnswer) -> None:
    items = tuple(DisclosedItem(topic=DisclosureTopic.EDR, answer=one, source=SOURCE) for one in given)
    other = DisclosedItem(topic=DisclosureTopic.SBOM, answer=Y, source=SOURCE)
    assert Disclosure(id="d", answers=(*items, other)).answer(DisclosureTopic.EDR) is answer


@pytest.mark.parametrize("state, silent", [("affected", False), ("not_affected", True), ("fixed", True), ("under_investigation", False), ("unknown", False)])
def test_which_verdicts_silence_a_finding(state: str, silent: bool) -> None:
    assert VexState(state).silences is silent
