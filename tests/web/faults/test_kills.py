"""A few kills on every run; ``INMORI_KILLS=20`` for the long one, and ``python -m tests.web.faults.kills`` for PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = os.environ.get("INMORI_KILLS", "1")
# The short one kills the worker in the middle of reading: a server started anew for each round takes seconds.
HOW = ["--acts", "parse", "--victim", "the worker at work", "--helpers", "0"] if int(ROUNDS) < 3 else []


@pytest.fixture(autouse=True)
def _ground() -> None:
    """In place of the database in memory of the other web tests: the server has its own."""


def test_nothing_confirmed_is_lost_by_kill_9(repository: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.web.faults.kills", "--rounds", ROUNDS, "--seed", "3", *HOW],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr[-6000:]
    assert f"{ROUNDS} kills" in run.stdout
