"""What was told against what is seen: both sides are cited, neither is declared right, and one side alone says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.check_text import check_texts
from inmori.diagnose.case import Case, claims_of
from inmori.diagnose.engine import all_checks
from inmori.diagnose.hit import Hit, pieces
from inmori.model import Fact, Frozen, Hospital, Source, SourceKind
from tests.diagnose.hospital_builder import hospital_of
from tests.diagnose.test_checks import TODAY

CASES = Path(__file__).parent / "cases"
PAPER = frozenset({SourceKind.TOLD, SourceKind.LEDGER})
SHOWN = frozenset({SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT})

# Checks that set what was told or disclosed beside what is seen.
CHECKS = (
    "backup/offline_copy_reachable",
    "papers/disclosed_protection_differs",
    "papers/disclosed_remote_differs",
    "papers/disclosed_support_differs",
    "papers/disclosed_traffic_differs",
    "papers/patient_data_denied",
    "papers/remote_denied_but_seen",
    "papers/remote_told_otherwise",
    "papers/standalone_but_seen",
    "papers/support_disputed",
    "papers/told_protection_differs",
    "papers/update_promised_but_late",
)
# Other checks that do so among other things.
VARIANTS = (("lifecycle/parts_exploited", "denied"), ("papers/disclosures_missing", "told_all"),
            ("papers/disclosure_outdated", "version"), ("papers/ledger_incomplete", "retired_listed"))  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def failing() -> Iterator[Any]:
    for check in CHECKS:
        read = yaml.safe_load((CASES / f"{check}.yaml").read_text("utf-8"))
        for name, case in read["failing"].items():
            yield pytest.param(check, case["hospital"], id=f"{check}: {name}")


def hits_of(check: str, hospital: Hospital, catalogue: Catalogue) -> list[Hit]:
    case = Case.of(hospital, catalogue, today=TODAY, text=check_texts()[check])
    return [piece for piece in pieces(all_checks()[check](case)) if isinstance(piece, Hit)]


def without(value: Any, kinds: frozenset[SourceKind]) -> Any:
    """The same model as if no evidence of these kinds had been handed over; None where nothing is left of a thing."""
    if isinstance(value, tuple):
        kept = (without(item, kinds) for item in value)
        return tuple(item for item in kept if item is not None and item != Fact())
    if isinstance(value, Fact):
        said = [(claim, source) for claim, source in claims_of(value) if source.kind not in kinds]
        return type(value).settled(said)
    if not isinstance(value, Frozen) or isinstance(value, Source):
        return value
    places = [place for name in ("sources", "source", "source_ref") for place in _tuple(getattr(value, name, ()))]
    if places and all(place.kind in kinds for place in places):
        return None
    changes = {name: without(getattr(value, name), kinds) for name in type(value).model_fields}
    return value.model_copy(update={name: new for name, new in changes.items() if new is not None})


def _tuple(value: Any) -> tuple[Source, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("check, raw", list(failing()))
def test_both_sides_are_cited(check: str, raw: dict[str, Any], catalogue: Catalogue) -> None:
    for hit in hits_of(check, hospital_of(raw), catalogue):
        files = {source.file for source in hit.evidence}
        assert len(files) > 1, (hit.key, files)


@pytest.mark.parametrize("check, raw", list(failing()))
@pytest.mark.parametrize("kinds", [PAPER, SHOWN], ids=["seen alone", "told alone"])
def test_one_side_alone_is_no_contradiction(
    check: str, raw: dict[str, Any], kinds: frozenset[SourceKind], catalogue: Catalogue
) -> None:
    whole = hospital_of(raw)
    untouched = {
        hit.key for hit in hits_of(check, whole, catalogue) if not kinds & {source.kind for source in hit.evidence}
    }  # paper against paper
    assert {hit.key for hit in hits_of(check, without(whole, kinds), catalogue)} <= untouched


@pytest.mark.parametrize("check", CHECKS)
def test_neither_side_is_declared_right(check: str) -> None:
    text = check_texts()[check]
    whys = [text.why, *(variant.why for variant in text.variants.values() if variant.why)]
    assert all("この点検では決められません" in why.ja and "cannot tell" in why.en for why in whys)


@pytest.mark.parametrize("check, variant", VARIANTS)
def test_nor_in_the_contradictions_of_other_checks(check: str, variant: str) -> None:
    why = check_texts()[check].variants[variant].why
    assert why is not None
    assert "この点検では決められません" in why.ja
    assert "cannot tell" in why.en
