"""Asking for the version is instant: none of the heavy libraries may be loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import inmori

HEAVY = ("numpy", "numba", "django", "highspy", "rustworkx", "openpyxl", "python_calamine", "typst", "scipy")

# Runs a statement as the program would, then tells on standard error what it loaded.
PROBE = """
import sys
sys.argv = ["inmori", "--version"]
try:
    {statement}
except SystemExit as end:
    if end.code:
        raise
finally:
    print(*sorted({{name.split(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def run(statement: str) -> tuple[str, list[str]]:
    """What the statement printed, and which of the heavy libraries it loaded."""
    command = [sys.executable, "-c", PROBE.format(statement=statement)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout, sorted(set(HEAVY) & set(result.stderr.split()))


def test_version_is_light() -> None:
    printed, loaded = run("from inmori.cli.main import main; main()")
    assert inmori.__version__ in printed
    assert loaded == []


@pytest.mark.parametrize("module", ["numpy", "numba"])
def test_a_heavy_import_is_seen(module: str) -> None:
    assert module in run(f"import {module}")[1]
