"""What could happen: a campaign is a race between an attacker and a defender on this hospital's own model."""

from inmori.simulate.draws import Draws
from inmori.simulate.outcome import Outcomes
from inmori.simulate.sample import Sample
from inmori.simulate.simulate import draw, simulate
from inmori.simulate.warm_up import warm_up

__all__ = ["Draws", "Outcomes", "Sample", "draw", "simulate", "warm_up"]
