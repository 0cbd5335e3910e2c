"""The source tree as the architecture tests see it: which files there are, and where they sit."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "inmori"


def python_files(*packages: str) -> list[Path]:
    """All modules of the product, or of the named packages only; a package not built yet gives none."""
    places = [PACKAGE / name for name in packages] or [PACKAGE]
    return sorted(path for place in places for path in place.rglob("*.py"))


def subpackages() -> list[str]:
    """Every package below inmori as a path, e.g. ``diagnose/checks/info``."""
    return sorted(
        path.parent.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("__init__.py")
        if path.parent != PACKAGE
    )


def place(path: Path, line: int | None = None) -> str:
    """How a violation is named: a path that an editor can jump to."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{line}" if line else str(shown)
