"""Each invented hospital is assessed once, as its user does it: by the command line."""

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
    arguments = ["assess", str(HERE / request.param / "evidence"), "--out", str(out), "--today", TODAY.isoformat()]
    assert run([*arguments, "--trials", "2000"]) == 0
    return Assessed(request.param, out)
