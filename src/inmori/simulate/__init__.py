"""What could happen: a campaign is a race between an attacker and a defender on this hospital's own model."""

from inmori.simulate.draws import Draws
from inmori.simulate.outcome import Outcomes
from inmori.simulate.sample import Sample
from inmori.simulate.simulate import about_of, draw, simulate, simulated
from inmori.simulate.step_table import step_tables_of
from inmori.simulate.stored import Stored, store
from inmori.simulate.warm_up import warm_up

__all__ = ["Draws", "Outcomes", "Sample", "Stored", "about_of", "draw", "simulate", "simulated", "step_tables_of", "store", "warm_up"]
