"""The arithmetic of many campaigns: one interface, one compiled kernel, one twin without a compiler."""

from inmori.simulate.kernels.passage import Passage, Problem, Trials, run

__all__ = ["Passage", "Problem", "Trials", "run"]
