"""The import order of the house holds, and the contract that says so does catch who breaks it.

A linter that finds nothing proves little: so a copy of the tree gets one illegal import per rule, and every
one of them has to be named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

# The contract on purity asks for all of these to exist.
PURE = ("model", "reach", "diagnose", "simulate", "plan")
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

# Who imports what, and the line of the report that must name it ("->" is import-linter's own arrow).
ILLEGAL = {
    "a lower layer looks up": ("model", "import inmori.catalogue"),
    "siblings meet": ("diagnose", "import inmori.simulate"),
    "facts about the outside know the rules": ("intel", "import inmori.reach"),
    "the command line knows the web": ("cli", "import inmori.web"),
    "the simulator opens a workbook": ("simulate", "import openpyxl"),
    "reach asks another program": ("reach", "import subprocess"),
    "a plan reads YAML": ("plan", "import yaml"),
    "a report knows Django": ("report", "import django"),
    "a check hides its import in a function": ("diagnose/checks", "def f() -> None:\n    import rich"),
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in ``tree/src`` with the configuration in ``tree/pyproject.toml``."""
    # The wide terminal keeps each reported import on one line.
    environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "300"}
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house as it stands, and a room for each package that is not built yet."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / "src" / "inmori"
    shutil.copytree(PACKAGE, target, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    for name in [*PURE, "catalogue", "web", *(room for room, _ in ILLEGAL.values())]:
        room = target / name
        room.mkdir(parents=True, exist_ok=True)
        (room / "__init__.py").touch()
    return tmp_path


def test_the_import_order_holds() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_illegal_import_is_caught(copy: Path) -> None:
    assert lint(copy).returncode == 0, "the copy must be clean before it is spoilt"
    for number, (room, line) in enumerate(ILLEGAL.values()):
        (copy / "src" / "inmori" / room / f"illegal_{number}.py").write_text(line, encoding="utf-8")

    result = lint(copy)

    assert result.returncode == 1, result.stdout + result.stderr
    missed = [
        title
        for number, (title, (room, line)) in enumerate(ILLEGAL.items())
        if f"inmori.{room.replace('/', '.')}.illegal_{number} -> {line.split()[-1]}" not in result.stdout
    ]
    assert missed == [], result.stdout


def test_a_package_without_a_room_is_caught(copy: Path) -> None:
    (copy / "src" / "inmori" / "misplaced.py").touch()
    result = lint(copy)
    assert result.returncode != 0
    assert "misplaced" in result.stdout + result.stderr
