"""The deciding part is a pure function: it opens no file, reads no clock and draws from no hidden generator.

What import-linter cannot see (``open`` is a builtin; ``datetime`` is allowed but its ``now`` is not) is read
from the syntax tree here. Today's date, the seed and the catalogue are arguments.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import place, python_files

PURE = ("model", "reach", "diagnose", "simulate", "plan", "comply", "prepare")

BUILTINS = {"open", "input", "exec", "eval"}
# Methods of files, paths and arrays: whatever stands before the dot, calling one of these leaves the process.
FILE_METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "mkdir",
                "unlink", "tofile", "fromfile", "memmap", "loadtxt", "savetxt", "genfromtxt"}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
# Anything out of these modules is a clock, a disk, a network or a generator with a state of its own.
OUTSIDE = {"random", "secrets", "time", "socket", "tempfile", "shutil", "sqlite3", "subprocess"}
HIDDEN = {"os.urandom", "io.open", "os.open", "uuid.uuid1", "uuid.uuid4", "urllib.request"}
# What numpy.random may be asked for: generators, as types or made from a seed that was handed in.
SEEDED = {"default_rng", "Generator", "BitGenerator", "PCG64", "PCG64DXSM", "Philox", "SFC64", "SeedSequence"}


def imported_names(tree: ast.AST) -> dict[str, str]:
    """Local name -> dotted origin, for every import anywhere in the module."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def origin(node: ast.expr, names: dict[str, str]) -> str:
    """``np.random.rand`` -> ``numpy.random.rand``; empty for what does not start at an imported name."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        head = origin(node.value, names)
        return f"{head}.{node.attr}" if head else ""
    return ""


def reaches_outside(name: str) -> bool:
    """Whether merely holding this imported thing is a clock, a disk or hidden luck, called or passed on."""
    head, _, last = name.rpartition(".")
    return (
        (bool(head) and name.split(".")[0] in OUTSIDE)
        or any(name == hidden or name.startswith(hidden + ".") for hidden in HIDDEN)
        or (name.startswith("datetime.") and last in CLOCKS)
        or (head == "numpy.random" and last not in SEEDED)
    )


def impure_nodes(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions that reach outside of the arguments."""
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and reaches_outside(origin(node, names)):
            yield node
        elif isinstance(node, ast.Call):
            called, name = node.func, origin(node.func, names)
            builtin = isinstance(called, ast.Name) and called.id in BUILTINS and not name
            method = isinstance(called, ast.Attribute) and called.attr in FILE_METHODS | CLOCKS
            unseeded = name.startswith("numpy.random.") and not (node.args or node.keywords)
            if not reaches_outside(name) and (builtin or method or unseeded):
                yield called


def impurities(source: str, path: Path) -> list[str]:
    """Each reach outside, with its place."""
    nodes = impure_nodes(ast.parse(source))
    return sorted({f"{place(path, node.lineno)} {ast.unparse(node)}" for node in nodes})


def test_the_deciding_part_is_pure() -> None:
    found = [
        line for path in python_files(*PURE) for line in impurities(path.read_text(encoding="utf-8"), path)
    ]
    assert found == []


@pytest.mark.parametrize(
    "snippet",
    [
        "open('ledger.xlsx')",
        "from pathlib import Path\nPath('a').read_text()",
        "def f(folder):\n    (folder / 'a').write_bytes(b'')",
        "import importlib.resources as r\nr.files('inmori').joinpath('a.yaml').read_text()",
        "from datetime import date\ndate.today()",
        "from datetime import date\ndef f(x, clock=date.today): ...",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "import time\ntime.time()",
        "from time import perf_counter\nperf_counter()",
        "import random\nrandom.shuffle([1])",
        "from random import Random as R\nR(3)",
        "import numpy as np\nnp.random.rand(3)",
        "import numpy as np\nnp.random.seed(3)",
        "import numpy as np\nnp.random.default_rng()",
        "from numpy.random import default_rng\ndefault_rng()",
        "import numpy\nnumpy.loadtxt('a')",
        "from uuid import uuid4\nuuid4()",
    ],
)
def test_a_reach_outside_is_found(snippet: str) -> None:
    assert impurities(snippet, Path("a.py")) != []


@pytest.mark.parametrize(
    "snippet",
    [
        "import numpy as np\ndef f(rng: np.random.Generator): return rng.random(3)",
        "import numpy as np\ndef f(seed): return np.random.default_rng(seed)",
        "import numpy as np\ndef f(seed): return np.random.Generator(np.random.Philox(key=seed))",
        "from datetime import date\ndef f(today: date, days): return date(today.year, 1, 1)",
        "def f(time, random): return time.hours + random.open_ports",
        "from uuid import uuid5",
        "x = assessment.today",
    ],
)
def test_arguments_are_allowed(snippet: str) -> None:
    assert impurities(snippet, Path("a.py")) == []
