"""The engine's promises: a check that speaks badly is our fault, never a half-filled sentence in a report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.check_text import CheckText, Missing, Variant
from inmori.diagnose import engine
from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, fill, named
from inmori.errors import OurFault
from inmori.model import Hospital, Source, SourceKind
from inmori.text import Text

TODAY = date(2026, 11, 24)
PLACE = Source(kind=SourceKind.TOLD, file="interview.yaml")
TEXT = CheckText(
    id="info/sample",
    subject=Text(ja="見本", en="sample"),
    problem_class="info-2",
    severity="medium",
    title=Text(ja="{count}台", en="{count} machines"),
    why=Text(ja="理由。", en="Why."),
    how=Text(ja="まず電話。", en="Call."),
    measures=("a",),
    variants={"worse": Variant(severity="high", title=Text(ja="悪い", en="worse"), measures=("b",))},
    unjudged={"unknown": Missing(reason=Text(ja="{names}が不明。", en="{names} unknown."), needs=Text(ja="台帳", en="ledger"))},
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Case], Result]], None]:
    """Put one check alone on the shelf."""

    def put(check: Callable[[Case], Result]) -> None:
        monkeypatch.setattr(engine, "all_checks", lambda: {"info/sample": check})
        monkeypatch.setattr(engine, "check_texts", lambda: {"info/sample": TEXT})

    return put


def test_a_hit_becomes_a_finding(shelf: Callable[..., None], catalogue: Catalogue) -> None:
    later = PLACE.model_copy(update={"row": 9})
    hit = Hit(key="x", evidence=(later, PLACE, later), refs=("b", "a", "b"), values={"count": 3}, confidence=0.456)
    shelf(lambda _case: [hit, Hit(key="y", variant="worse", values={})])
    worse, finding = engine.diagnose(Hospital(), catalogue, today=TODAY).findings
    assert (finding.id, finding.family, finding.severity) == ("info/sample:x", "info", "medium")
    assert finding.title == Text(ja="3台", en="3 machines")
    assert finding.evidence == (PLACE, later)
    assert finding.refs == ("b", "a")
    assert finding.confidence == 0.46
    assert (worse.severity, worse.title.ja, worse.why.ja, worse.measures) == ("high", "悪い", "理由。", ("b",))


def test_what_cannot_be_judged_is_said(shelf: Callable[..., None], catalogue: Catalogue) -> None:
    shelf(lambda _case: Unjudged("unknown", {"names": named(["A", "B", "C", "D"])}))
    (entry,) = engine.diagnose(Hospital(), catalogue, today=TODAY).not_judged
    assert entry.title == TEXT.subject
    assert entry.reason == Text(ja="A、B、C ほか1件が不明。", en="A, B, C and 1 more unknown.")


@pytest.mark.parametrize(
    "name, result",
    [
        ("two problems under one key", [Hit(key="x", values={"count": 1}), Hit(key="x", values={"count": 2})]),
        ("a place without a value", [Hit(key="x")]),
        ("a variant nobody wrote", [Hit(key="x", variant="unwritten", values={"count": 1})]),
        ("a reason nobody wrote", Unjudged("unwritten")),
        ("a reason with an empty place", Unjudged("unknown")),
    ],
)
def test_a_faulty_check_is_our_fault(
    name: str, result: Result, shelf: Callable[..., None], catalogue: Catalogue
) -> None:
    shelf(lambda _case: result)
    with pytest.raises(OurFault, match="info/sample"):
        engine.diagnose(Hospital(), catalogue, today=TODAY)


def test_a_check_without_text_is_our_fault(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    monkeypatch.setattr(engine, "all_checks", lambda: {"info/sample": lambda _case: []})
    monkeypatch.setattr(engine, "check_texts", dict)
    with pytest.raises(OurFault, match="info/sample"):
        engine.diagnose(Hospital(), catalogue, today=TODAY)


def test_values_speak_each_language_and_are_never_templates_themselves() -> None:
    template = Text(ja="{zone}の{name}", en="{name} in {zone}")
    filled = fill(template, {"zone": Text(ja="情報系", en="information"), "name": "{evil}"})
    assert filled == Text(ja="情報系の{evil}", en="{evil} in information")


@pytest.mark.parametrize(
    "names, shown",
    [([], ""), (["A"], "A"), (["A", "B", "C"], "A、B、C"), (["A", "B", "C", "D", "E"], "A、B、C ほか2件")],
)
def test_names_are_cut_and_counted(names: list[str], shown: str) -> None:
    assert named(names).ja == shown
