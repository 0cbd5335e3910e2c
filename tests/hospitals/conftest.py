"""Each invented hospital is read and diagnosed once, as its user does it: by the command line.

What is judged here stands in those two documents, and all later stages know nothing else; two hospitals go all the way
to paper, so that the search for secrets and names sees every kind of output.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from inmori.cli.main import run
from inmori.model import Hospital
from tests.hospitals.paper import TODAY

HERE = Path(__file__).parent
HOSPITALS = ("suzukake", "kitahama", "tachibana", "kaede", "wakaba", "shiosai", "asagiri")
TO_PAPER = ("suzukake", "wakaba")


@dataclass(frozen=True)
class Assessed:
    """One hospital: the papers, what they were made from, and what the product made of them."""

    name: str
    out: Path

    @cached_property
    def truth(self) -> dict[str, Any]:
        known: dict[str, Any] = json.loads((HERE / self.name / "truth.json").read_text("utf-8"))
        return known

    @cached_property
    def hospital(self) -> Hospital:
        return Hospital.from_json((self.out / "hospital.json").read_text("utf-8"), name="hospital.json")

    @cached_property
    def diagnosis(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads((self.out / "diagnosis.json").read_text("utf-8"))
        return made


@pytest.fixture(scope="session", params=HOSPITALS)
def assessed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assessed:
    out = tmp_path_factory.mktemp(request.param)
    evidence, today = str(HERE / request.param / "evidence"), ["--today", TODAY.isoformat()]
    if request.param in TO_PAPER:
        assert run(["assess", evidence, "--out", str(out), *today, "--trials", "1000"]) == 0
    else:
        assert run(["ingest", evidence, "--out", str(out), *today]) == 0
        assert run(["diagnose", str(out), *today]) == 0
    return Assessed(request.param, out)
