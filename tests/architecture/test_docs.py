"""Documents that cannot lie: the map shows the house that stands, and the recipes stay short."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, subpackages

RECIPE_FILES = 4
PATH = re.compile(r"`([\w<>.-]+(?:/[\w<>.*-]+)+|[\w-]+\.\w+)`")


def tree_of(text: str) -> set[str]:
    """Paths drawn in the first ```tree block: two blanks a level, the name first, then its description."""
    block = re.search(r"^```tree\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block, "docs/map.md has no ```tree block"
    paths: set[str] = set()
    open_folders: list[str] = []
    for line in block[1].splitlines()[1:]:  # the first line names the root itself
        name = line.split()[0]
        level = (len(line) - len(line.lstrip(" "))) // 2 - 1
        open_folders = [*open_folders[:level], name.rstrip("/")]
        paths.add("/".join(open_folders))
    return paths


def undrawn(packages: list[str], tree: set[str]) -> list[str]:
    """Packages with no line in the tree; a drawn ``<family>`` stands for any one name."""
    patterns = [re.compile(re.sub(r"<[^>]+>", "[^/]+", re.sub(r"\.", r"\.", path)) + "$") for path in tree]
    return [name for name in packages if not any(pattern.match(name) for pattern in patterns)]


def absent(tree: set[str], root: Path) -> list[str]:
    """Drawn paths that do not stand; placeholders are left alone."""
    return sorted(path for path in tree if "<" not in path and not (root / path).exists())


def layers_in(text: str) -> list[list[str]]:
    """The layers of the first ```order block, top to bottom, siblings sorted."""
    block = re.search(r"^```order\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block, "docs/map.md has no ```order block"
    return [sorted(re.findall(r"\w+", line)) for line in block[1].splitlines() if line.strip()]


def recipes(text: str) -> dict[str, list[str]]:
    """Each ``### Add ...`` heading with the files that its numbered list names."""
    parts = re.split(r"^### (Add .*)$", text, flags=re.MULTILINE)[1:]
    found = {}
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        steps = re.findall(r"^\d+\. .*?(?=^\d+\. |^\n|\Z)", body.split("\n#")[0], re.MULTILINE | re.DOTALL)
        found[title] = [path for step in steps for path in PATH.findall(step)]
    return found


def wrong_recipes(text: str) -> list[str]:
    """Recipes with no file at all or with more than four."""
    return [f"{title}: {len(files)} files" for title, files in recipes(text).items()
            if not 1 <= len(files) <= RECIPE_FILES]  # fmt: skip


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_map_draws_every_package() -> None:
    root_modules = [path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")]
    assert undrawn([*subpackages(), *root_modules], tree_of(read("docs/map.md"))) == []


def test_the_map_draws_nothing_that_is_not_there() -> None:
    assert absent(tree_of(read("docs/map.md")), PACKAGE) == []


def test_the_map_tells_the_import_order_that_is_enforced() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    enforced = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    expected = [sorted(re.findall(r"\w+", layer)) for layer in enforced if "__main__" not in layer]
    assert layers_in(read("docs/map.md")) == expected


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_has_the_two_commands(command: str) -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)
    assert any(command in block.splitlines() for block in blocks)


def test_recipes_are_short() -> None:
    text = read("CONTRIBUTING.md")
    assert len(recipes(text)) >= 4
    assert wrong_recipes(text) == []


def test_recipes_name_files_that_exist() -> None:
    files = [name for names in recipes(read("CONTRIBUTING.md")).values() for name in names]
    assert [name for name in files if "<" not in name and not (ROOT / name).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_lying_map_is_found(tmp_path: Path) -> None:
    drawn = "  plan/     order\n    waves/  when\n    <kind>/ any\n  text.py   words\n"
    tree = tree_of(f"```tree\nsrc/inmori/\n{drawn}```\n")
    assert tree == {"plan", "plan/waves", "plan/<kind>", "text.py"}
    assert undrawn(["plan", "plan/moves", "text.py"], tree) == []
    assert undrawn(["web", "plan/moves/swap", "units.py"], tree) == ["web", "plan/moves/swap", "units.py"]
    (tmp_path / "plan").mkdir()
    assert absent(tree, tmp_path) == ["plan/waves", "text.py"]


def test_a_long_recipe_is_found() -> None:
    step = "1. `a/<kind>.py` reads\n2. `b/c.py`,\n   with `d/e.yaml` beside it\n3. `f/g.md` tells\n"
    text = f"### Add a reader\n\n{step}\n### Add a check\n\n{step}4. `h/i.py`\n\n### Add nothing\n\nProse.\n"
    assert recipes(text)["Add a reader"] == ["a/<kind>.py", "b/c.py", "d/e.yaml", "f/g.md"]
    assert wrong_recipes(text) == ["Add a check: 5 files", "Add nothing: 0 files"]
