"""Every check against its case file: what it must find, what it must leave alone, what it must not decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.check_text import check_texts
from inmori.diagnose.case import Case
from inmori.diagnose.engine import all_checks
from inmori.diagnose.finding import SEEN_NAMES
from inmori.diagnose.hit import Hit, Unjudged, fill, pieces
from tests.diagnose.hospital_builder import hospital_of

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 24)


def cases() -> Iterator[Any]:
    for path in sorted(CASES.rglob("*.yaml")):
        check = path.relative_to(CASES).with_suffix("").as_posix()
        read = yaml.safe_load(path.read_text("utf-8"))
        for kind in ("failing", "passing", "not_judged"):
            for name, case in read.get(kind, {}).items():
                yield pytest.param(check, kind, case, id=f"{check}: {name}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def run(check: str, raw: dict[str, Any], catalogue: Catalogue) -> tuple[list[Hit], list[Unjudged]]:
    """Run one check alone and put its words to it, so that an unfilled place shows here."""
    text = check_texts()[check]
    case = Case.of(hospital_of(raw), catalogue, today=TODAY, text=text)
    found = list(pieces(all_checks()[check](case)))
    hits = [piece for piece in found if isinstance(piece, Hit)]
    unjudged = [piece for piece in found if isinstance(piece, Unjudged)]
    for hit in hits:
        variant = text.variants[hit.variant] if hit.variant else None
        for part in ("title", "why", "how"):
            fill((variant and getattr(variant, part)) or getattr(text, part), hit.values)
    for piece in unjudged:
        fill(text.unjudged[piece.reason].reason, piece.values)
        fill(text.unjudged[piece.reason].needs, piece.values)
    return hits, unjudged


@pytest.mark.parametrize("check, kind, case", list(cases()))
def test_case(check: str, kind: str, case: dict[str, Any], catalogue: Catalogue) -> None:
    hits, unjudged = run(check, case["hospital"], catalogue)
    reasons = [piece.reason for piece in unjudged]
    if kind == "passing":
        assert hits == []
        assert reasons == case.get("unjudged", [])
    elif kind == "not_judged":
        assert hits == []
        assert reasons == [case["reason"]]
    else:
        assert sorted(hit.key for hit in hits) == sorted(case["keys"])
        assert reasons == case.get("unjudged", [])
        expect_details(check, hits, case)


def expect_details(check: str, hits: list[Hit], case: dict[str, Any]) -> None:
    """What a failing case may say beyond the keys: severities, machines, references, a word of the title."""
    text = check_texts()[check]
    ordered = sorted(hits, key=lambda hit: hit.key)
    devices = {entry["id"] for entry in case["hospital"].get("devices", [])}
    for hit in ordered:
        assert {what for what, _ in hit.seen} <= set(SEEN_NAMES)
        assert set(hit.device_ids) <= devices
        assert hit.evidence, "a finding without evidence cannot be checked by anybody"
        assert 0 < hit.confidence <= 1
    variants = [text.variants.get(hit.variant or "") for hit in ordered]
    if "severity" in case:
        severities = [
            hit.severity or (variant and variant.severity) or text.severity
            for hit, variant in zip(ordered, variants, strict=True)
        ]
        assert severities == [case["severity"]] * len(severities)
    if "devices" in case:
        assert sorted({name for hit in ordered for name in hit.device_ids}) == sorted(case["devices"])
    if "sides" in case:
        cited = {source.file for hit in ordered for source in hit.evidence}
        assert set(case["sides"]) <= cited, "a contradiction cites both sides"
    if "refs" in case:
        assert set(case["refs"]) <= {ref for hit in ordered for ref in hit.refs}
    if "not_refs" in case:
        assert not set(case["not_refs"]) & {ref for hit in ordered for ref in hit.refs}
    if "title" in case:
        titles = [
            fill((variant and variant.title) or text.title, hit.values)
            for hit, variant in zip(ordered, variants, strict=True)
        ]
        assert any(case["title"] in title.ja for title in titles), [title.ja for title in titles]
