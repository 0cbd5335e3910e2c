"""Hospitals written from public reports, read by the same readers as any, and what then really happened to them.

Their course was known when the figures were set: these tests guard, they do not validate (docs/validation.md).
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from inmori.catalogue import Catalogue, load_catalogue
from inmori.simulate.summary import Results
from inmori.validation.replay import Replay, WhatHappened, cases, compared, played, replay

FOLDER = Path(__file__).parents[2] / "examples" / "replays"
NAMES = ["handa-2021", "kokubu-2024", "osaka-2022"]
FEWER = 6_000


@cache
def results(name: str) -> tuple[WhatHappened, Results]:
    return played(FOLDER / name, load_catalogue(), trials=FEWER)


@cache
def run(name: str) -> Replay:
    return compared(*results(name), load_catalogue())


def test_all_three_cases_are_there() -> None:
    assert [folder.name for folder in cases(FOLDER)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_real_outage_lies_within_the_central_ninety_percent(name: str) -> None:
    for each in run(name).comparisons:
        assert each.inside, (each.observed, each.model)
        assert each.model.high < 400, "an interval that holds everything proves nothing"


@pytest.mark.parametrize("name", NAMES)
def test_the_real_way_in_is_among_the_likeliest(name: str) -> None:
    rank = run(name).rank
    assert rank is not None
    assert rank <= 3


def test_handas_passwords_lead_to_the_ehr() -> None:
    case, found = results("handa-2021")
    own = np.array([door.archetype in case.archetypes for door in found.campaigns.compiled.doors])[found.campaigns.door]
    weight = found.damage * own
    assert (weight * (found.recovery.ehr_days > 0)).sum() / weight.sum() > 0.8


def test_kokubu_mostly_stays_where_it_came_in() -> None:
    spared = run("kokubu-2024").spared
    assert spared is not None
    assert 0.2 < spared < 0.95


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_papers_says_where_it_is_from(name: str) -> None:
    for paper in sorted((FOLDER / name / "evidence").glob("*.csv")):
        for line in paper.read_text("utf-8").splitlines()[1:]:
            assert any(word in line for word in ("報告", "仮のもの", "記憶", "同上")), (paper.name, line)


def test_the_outcome_file_is_not_evidence(tmp_path: Path, catalogue: Catalogue) -> None:
    copy = tmp_path / "handa-2021"
    shutil.copytree(FOLDER / "handa-2021", copy)
    what = copy / "what_happened.yaml"
    what.write_text(what.read_text("utf-8").replace("days: 65, low: 63, high: 67", "days: 2, low: 2, high: 2"), "utf-8")
    found = replay(copy, catalogue, trials=FEWER)
    assert found.comparisons[0].model == run("handa-2021").comparisons[0].model
    assert found.comparisons[0].observed.days == 2
