"""Our side of the comparison with mal-simulator: the same attack graph, the same times, as one of our problems.

A MAL step has one time and one chance of being possible, whoever opens it. So all edges into a step bear the same
key, that is the same luck. A step takes max(1, ceil(ttc - 1)) ticks; the table of that is exact but where a cell of the
table lies across a tick, and there the time is off by less than one.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inmori.simulate.kernels import Problem, Trials
from inmori.simulate.luck import key_of, states

HERE = Path(__file__).parent
CELLS = 8_192
DATA = Path(os.environ.get("INMORI_MAL_DATA", HERE.parents[2] / "shared" / "data" / "mal"))
PYTHON = os.environ.get("INMORI_MAL_PYTHON", str(HERE.parents[1] / ".venv-mal" / "bin" / "python"))


@dataclass(frozen=True)
class Peer:
    """What mal-simulator said: its graph, and for each flood the seconds it took and the ticks at which steps fell."""

    problem: Problem
    start: int
    numbers: dict[int, int]
    seconds: list[float]
    ticks: list[dict[int, int]]


def absent() -> str:
    """Why the comparison cannot be made here; empty when it can."""
    if not Path(PYTHON).exists():
        return f"no interpreter with mal-simulator at {PYTHON} (INMORI_MAL_PYTHON)"
    if not (DATA / "huge_model.yml").exists():
        return f"no model at {DATA} (INMORI_MAL_DATA)"
    return ""


def asked(*, assets: int, trials: int) -> Peer:
    """Let mal-simulator flood the first so many assets of the model."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [PYTHON, str(HERE / "mal_peer.py"), str(DATA / "huge_model.yml"), str(next(DATA.glob("*.mar"))), str(out),
                   "--assets", str(assets), "--trials", str(trials)]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[-2_000:], file=sys.stderr)
            raise SystemExit("mal-simulator failed")
        told = json.loads(out.read_text())
    steps = told["steps"]
    numbers = {step["id"]: number for number, step in enumerate(steps)}
    start = next(numbers[step["id"]] for step in steps if step["name"] == told["entry"])
    return Peer(
        problem=problem_of(steps, numbers),
        start=start,
        numbers=numbers,
        seconds=[each["seconds"] for each in told["floods"]],
        ticks=[{int(node): tick for node, tick in each["ticks"].items()} for each in told["floods"]],
    )


def problem_of(steps: list[dict], numbers: dict[int, int]) -> Problem:
    """The attack graph as one of our problems."""
    assert not any(step["effect"] for step in steps), "this model has no effects, and none are written here"
    laws = {law: number for number, law in enumerate(sorted({tuple(step["law"]) for step in steps}))}
    chances = {chance: number for number, chance in enumerate(sorted({chance_of(step) for step in steps}))}
    into = {numbers[step["id"]]: step for step in steps}
    edges = sorted((numbers[parent], number) for number, step in into.items() for parent in step["parents"])
    source, target = (np.array(column, dtype=np.int32) for column in zip(*edges, strict=True))
    keys = np.array([key_of(step["name"]) for step in steps], dtype=np.uint64)
    blank = np.zeros(len(steps), dtype=np.int32)
    return Problem(
        first=np.searchsorted(source, np.arange(len(steps) + 1)).astype(np.int32),
        source=source,
        target=target,
        key=keys[target],
        chance=np.array([chances[chance_of(into[to])] for to in target.tolist()], dtype=np.int32),
        delay=np.array([laws[tuple(into[to]["law"])] for to in target.tolist()], dtype=np.int32),
        need=np.array([len(step["parents"]) if step["all"] else 1 for step in steps], dtype=np.int32),
        watch=blank,
        counted=blank,
        size=blank + 1,
        threshold=np.rint(np.array([list(chances)]) * 2.0**32).astype(np.uint64),
        scale=np.ones((1, len(laws))),
        law=np.arange(len(laws), dtype=np.int32),
        tables=np.stack([ticks(law) for law in laws]),
        goals=np.arange(len(steps), dtype=np.int32),
        classes=1,
    )


def chance_of(step: dict) -> float:
    return 0.0 if step["blocked"] else float(step["chance"])


def ticks(law: tuple) -> np.ndarray:
    """The table of a step's ticks: max(1, ceil(ttc - 1))."""
    u = np.arange(CELLS + 1) / CELLS
    u[0], u[-1] = 0.25 / CELLS, 1 - 0.25 / CELLS
    ttc = -np.log1p(-u) / law[1] if law[0] == "Exponential" else np.ones(CELLS + 1)
    if law[0] not in ("Exponential", "Bernoulli"):
        raise SystemExit(f"no table for {law}")
    return np.maximum(1.0, np.ceil(ttc - 1))


def trials(peer: Peer, count: int, *, seed: int = 1) -> Trials:
    zero = np.zeros(count, dtype=np.int32)
    return Trials(zero + peer.start, np.full(count, math.inf), np.ones(count), zero, zero, states(seed, np.arange(count)))


def compared(peer: Peer, times: np.ndarray) -> dict[str, float]:
    """How far the two agree: z of every uncertain step, certain steps that differ, counts, and mean times."""
    fell, floods = np.isfinite(times), len(peer.ticks)
    theirs = np.zeros(times.shape[1])
    moments, counts = np.zeros(times.shape[1]), np.zeros(times.shape[1])
    for flood in peer.ticks:
        for node, tick in flood.items():
            theirs[peer.numbers[node]] += 1 / floods
            moments[peer.numbers[node]] += tick
            counts[peer.numbers[node]] += 1
    share = fell.mean(axis=0)
    uncertain = (share > 0) & (share < 1)
    z = (theirs - share)[uncertain] / np.sqrt((share * (1 - share))[uncertain] / floods)
    both = (counts > 0) & (share > 0) & (np.arange(times.shape[1]) != peer.start)
    ours = np.where(fell, times, 0.0).sum(axis=0)[both] / fell.sum(axis=0)[both]
    weight = counts[both]
    return {
        "uncertain": int(uncertain.sum()),
        "rms": float(np.sqrt((z**2).mean())),
        "mismatches": int((~uncertain & (np.abs(theirs - share) > 1e-9)).sum()),
        "ours": float(fell.sum(axis=1).mean()),
        "theirs": float(theirs.sum()),
        "error": float(np.std([len(flood) for flood in peer.ticks]) / np.sqrt(floods)),
        "time": float((moments[both] / weight * weight).sum() / (ours * weight).sum()),
    }
