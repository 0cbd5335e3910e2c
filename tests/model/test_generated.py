"""The committed schemas and the manual of fields say what the code says."""

import importlib.util
from pathlib import Path

import pytest


def _generated(repository: Path) -> dict[Path, str]:
    spec = importlib.util.spec_from_file_location("docs_generate", repository / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[Path, str] = module.generated()
    return files


def test_committed_files_are_not_stale(repository: Path) -> None:
    stale = [
        path.name for path, text in _generated(repository).items() if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == [], "run: python docs/generate.py"


@pytest.mark.parametrize("name", ["intake", "hospital", "diagnosis", "outcomes", "roads"])
def test_every_document_has_a_schema(repository: Path, name: str) -> None:
    assert (repository / "docs" / "schema" / f"{name}.schema.json").exists()
