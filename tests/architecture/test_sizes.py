"""Tails make code tiring: no function body over 60 lines, no file over 500.

These are the walls, not the aim (40 and 300). A docstring does not count against its function.
"""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import place, python_files

FUNCTION_LINES = 60
FILE_LINES = 500


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the end, blank and comment lines included."""
    statements = function.body
    if ast.get_docstring(function, clean=False) is not None:
        statements = statements[1:]
    return statements[-1].end_lineno - statements[0].lineno + 1 if statements else 0  # type: ignore[operator]


def too_long(source: str, path: Path) -> list[str]:
    """Each function and the file itself, where over the wall, with its length."""
    found = [
        f"{place(path, node.lineno)} {node.name}: {body_lines(node)} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > FUNCTION_LINES
    ]
    length = len(source.splitlines())
    return [*found, f"{place(path)}: {length} lines"] if length > FILE_LINES else found


def test_functions_and_files_are_short() -> None:
    found = [line for path in python_files() for line in too_long(path.read_text(encoding="utf-8"), path)]
    assert found == []


def function_of(lines: int, *, docstring_lines: int = 0) -> str:
    docstring = ['"""', *["word"] * docstring_lines, '"""'] if docstring_lines else []
    return "\n".join(["def long():", *(f"    {line}" for line in [*docstring, *["x = 1"] * lines])])


def test_the_wall_stands_where_it_says() -> None:
    path = Path("a.py")
    assert too_long(function_of(60), path) == []
    assert too_long(function_of(60, docstring_lines=40), path) == []
    assert too_long(function_of(61), path) == ["a.py:1 long: 61 lines"]
    assert too_long("async " + function_of(61), path) == ["a.py:1 long: 61 lines"]
    method = "class C:\n" + "\n".join("    " + line for line in function_of(61).splitlines())
    assert too_long(method, path) == ["a.py:2 long: 61 lines"]
    assert too_long("x = 1\n" * 500, path) == []
    assert too_long("x = 1\n" * 501, path) == ["a.py: 501 lines"]
