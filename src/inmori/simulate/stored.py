"""What if: one hospital's campaigns kept, so that an edit of it is answered in a tenth of a second.

A planner asks hundreds of times what a few measures would change, a person on a page wants the answer at once. Most
of what an edit leaves alone need not be run again: campaigns are kept with all steps that could succeed in them
(``kernels/store.py``), and only those are raced in which the edit changes a step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.model import Hospital
from inmori.simulate.campaign import Campaigns
from inmori.simulate.compile import compile_hospital
from inmori.simulate.draws import Draws, draws_of
from inmori.simulate.kernels.pilot import MEMORY
from inmori.simulate.parameters import PARAMETER_DRAWS, central, drawn, known_quantities
from inmori.simulate.portfolio import Figures, Portfolios, portfolios
from inmori.simulate.summary import results_of

TRIALS = 16_000


@dataclass(frozen=True)
class Stored:
    """A hospital with its campaigns; made by :func:`store`. ``measures`` maps a name to the hospital edited with it."""

    hospital: Hospital
    measures: Mapping[str, Hospital]
    catalogue: Catalogue
    today: date
    portfolios: Portfolios

    def answer(self, edits: Hospital | Sequence[str] = ()) -> Draws:
        """Return the draws of the hospital under some edits, paired trial by trial with every other answer.

        ``edits`` are names of measures given to :func:`store`, or any edited hospital. The answer to a hospital is
        that of ``draw`` with the same seed, to the bit. The answer to one name, and to names that do not rewrite the same
        fact, is so too; where several rewrite one fact, the strongest of them holds (see ``effect.py``), never better
        than editing with all. A hospital that the store does not cover is run from scratch: slower, the same answer.

        Raises:
            KeyError: a name that was not given to :func:`store`.
        """
        return draws_of(results_of(self.campaigns(edits), self.catalogue.services))

    def campaigns(self, edits: Hospital | Sequence[str] = ()) -> Campaigns:
        """Return the campaigns behind :meth:`answer`; they carry no paths."""
        if isinstance(edits, Hospital):
            return self.portfolios.edited(compile_hospital(edits, self.catalogue, today=self.today))
        return self.portfolios.under(edits)

    @property
    def size(self) -> int:
        """Bytes held for the campaigns; 0 where they would not fit into memory and every answer is run from scratch."""
        return self.portfolios.skeletons.size if self.portfolios.skeletons is not None else 0


def store(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    measures: Mapping[str, Hospital] | None = None,
    trials: int = TRIALS,
    seed: int = 7,
    threads: int = 2,
    memory: int = MEMORY,
) -> Stored:
    """Run a hospital's campaigns and keep what many what-ifs need; takes as long as some five answers.

    ``measures`` are the hospital edited with each measure alone: what several would do together is composed from
    them. Edits that are not among them are answered as well, from the store if they make no step likelier than
    the hospital or one of the measures does. ``memory`` is the most bytes to keep.
    """
    edited = dict(measures or {})
    quantities = known_quantities(catalogue).values()
    figures = Figures(
        drawn(quantities, count=PARAMETER_DRAWS, seed=seed), central(quantities), trials, seed=seed, threads=threads
    )
    compiled = {name: compile_hospital(each, catalogue, today=today) for name, each in edited.items()}
    found = portfolios(compile_hospital(hospital, catalogue, today=today), compiled, figures, memory=memory)
    return Stored(hospital, edited, catalogue, today, found)
