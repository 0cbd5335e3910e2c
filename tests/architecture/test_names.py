"""No drawer for what fits nowhere: a module called "utils" says that a concept is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, place, python_files

DRAWER = re.compile(r"(^|_)(util|utils|helper|helpers|common|misc|manager|managers)(_|$)")


def drawers(files: list[Path], *, below: Path) -> list[str]:
    """Those files of which a folder or the module itself is named after a drawer."""
    return [
        place(path)
        for path in files
        if any(DRAWER.search(part) for part in path.relative_to(below).with_suffix("").parts)
    ]


def test_no_module_is_a_drawer() -> None:
    assert drawers(python_files(), below=PACKAGE) == []


@pytest.mark.parametrize("name", ["utils.py", "ingest/csv_helpers.py", "common/rows.py", "plan/misc.py",
                                  "web/tenant_manager.py"])  # fmt: skip
def test_a_drawer_is_found(name: str, tmp_path: Path) -> None:
    assert drawers([tmp_path / name], below=tmp_path) == [str(tmp_path / name)]


@pytest.mark.parametrize("name", ["ingest/management.py", "model/uncommon_ports.py", "reach/utility.py"])
def test_a_concept_is_not_a_drawer(name: str, tmp_path: Path) -> None:
    assert drawers([tmp_path / name], below=tmp_path) == []
