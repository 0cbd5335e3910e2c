"""A searched roadmap survives a new assessment of the same hospital: kept where the terms are the same, else set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.cli.kept_search import SET_ASIDE, same_terms, searched_roads, set_aside
from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital, MadeFrom
from inmori.model.stamp import stamped
from inmori.plan import Roads
from inmori.plan.means import means_of
from tests.plan.needy import needy
from tests.plan.road_case import direction, words

CATALOGUE = load_catalogue()
TODAY = date(2026, 11, 24)
DIAGNOSIS = Diagnosis(today=TODAY)
TERMS: dict[str, Any] = {"today": TODAY, "years": 5, "budget_yen": None, "seed": 7}


def roads(*, searched: bool = True, hospital: Hospital | None = None) -> Roads:
    of = hospital or needy()
    made = Roads(
        today=TODAY,
        budget_yen=means_of(of, CATALOGUE, budget_yen=None).budget,
        seed=7,
        verdict=words("-"),
        best=direction("cloud", (), cost=1.0).model_copy(update={"id": "best"}) if searched else None,
    )
    return stamped(made, hospital=of, diagnosis=DIAGNOSIS)  # as the command line writes it


@pytest.mark.parametrize(
    "written, found",
    [
        (roads().to_json(), True),
        (roads(searched=False).to_json(), False),
        (roads(hospital=Hospital()).to_json(), False),
        ("{}", False),
        (None, False),
    ],
    ids=["searched", "not searched", "of another hospital", "not ours", "none"],
)
def test_only_a_search_for_this_hospital_counts(tmp_path: Path, written: str | None, found: bool) -> None:
    if written is not None:
        (tmp_path / "roads.json").write_text(written, "utf-8")
    assert (searched_roads(tmp_path, needy()) is not None) is found


@pytest.mark.parametrize(
    "change, same",
    [({}, True), ({"years": 7}, False), ({"today": date(2026, 11, 25)}, False), ({"budget_yen": 1.0}, False), ({"seed": 8}, False)],
)
def test_other_terms_ask_another_question(change: dict[str, Any], same: bool) -> None:
    assert same_terms(roads(), needy(), DIAGNOSIS, CATALOGUE, **(TERMS | change)) is same


def test_other_findings_ask_another_question() -> None:
    other = Diagnosis(today=date(2026, 11, 25))
    assert not same_terms(roads(), needy(), other, CATALOGUE, **TERMS)


def test_quoted_prices_and_another_version_ask_another_question() -> None:
    quoted = MadeFrom(name="quotations", sha256="0" * 64)
    for change in ({"made_from": (*roads().made_from, quoted)}, {"inmori_version": "0.0.0"}):
        assert not same_terms(roads().model_copy(update=change), needy(), DIAGNOSIS, CATALOGUE, **TERMS)


def test_what_is_set_aside_can_be_read_again(tmp_path: Path) -> None:
    set_aside(tmp_path, roads())
    assert Roads.from_json((tmp_path / SET_ASIDE).read_text("utf-8"), name=SET_ASIDE) == roads()
