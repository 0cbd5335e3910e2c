"""Flat hospitals of many sizes, compiled from the model as every hospital is: what a campaign costs as they grow."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from inmori.catalogue import load_catalogue
from inmori.simulate.campaign import setting
from inmori.simulate.compile import compile_hospital
from inmori.simulate.kernels import run
from inmori.simulate.numbers import problem_of
from inmori.simulate.parameters import central, known_quantities
from inmori.simulate.spread import CLASSES
from tests.simulate.small_hospital import TODAY, flat_hospital


@dataclass(frozen=True)
class Size:
    """One hospital: its edges, seconds to compile it, seconds of one core for a trial."""

    devices: int
    edges: int
    compiling: float
    trial: float


def sized(devices: int, *, trials: int) -> Size:
    catalogue = load_catalogue()
    hospital = flat_hospital(clients=devices)
    begin = time.process_time()
    compiled = compile_hospital(hospital, catalogue, today=TODAY)
    compiling = time.process_time() - begin
    middle = central(known_quantities(catalogue).values())
    problem = problem_of(compiled.graph, middle.values, count=1, goals=compiled.goals, classes=CLASSES)
    each = setting(compiled, middle, middle, trials=trials, seed=7).trials
    run(problem, each, paths=0)
    times = []
    for _ in range(3):
        begin = time.process_time()
        run(problem, each, paths=0)
        times.append(time.process_time() - begin)
    return Size(devices, len(compiled.graph.target), compiling, min(times) / trials)
