"""The sample hospital is assessed once for the story, as its user does it: by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from inmori.cli.main import run
from inmori.model import Hospital

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of ``inmori assess examples/minato``."""
    out = tmp_path_factory.mktemp("minato")
    arguments = ["assess", str(ROOT / "examples" / "minato"), "--out", str(out), "--today", "2026-11-24"]
    assert run([*arguments, "--trials", "4000"]) == 0
    return out


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of ``inmori ingest examples/minato``: all that ``reach`` and ``explain`` know."""
    out = tmp_path_factory.mktemp("minato-read")
    assert run(["ingest", str(ROOT / "examples" / "minato"), "--out", str(out), "--today", "2026-11-24"]) == 0
    return out


@pytest.fixture(scope="session")
def hospital(assessed: Path) -> Hospital:
    return Hospital.from_json((assessed / "hospital.json").read_text("utf-8"), name="hospital.json")


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What the sample's papers were made from."""
    text = (ROOT / "tests" / "data" / "minato_truth.json").read_text("utf-8")
    known: dict[str, Any] = json.loads(text)
    return known
