"""What could happen: a campaign is a race between an attacker and a defender on this hospital's own model."""

from inmori.simulate.draws import Draws
from inmori.simulate.outcome import Outcomes
from inmori.simulate.simulate import draw, simulate

__all__ = ["Draws", "Outcomes", "draw", "simulate"]
