"""Everything the papers need, worked out once: the one object that every document's ``content`` is given."""

from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital
from inmori.plan.roads import Roads
from inmori.prepare.contact import Contact
from inmori.prepare.cut_order import Cut
from inmori.prepare.responsibility import Responsibility
from inmori.prepare.restore_order import RestoreStep
from inmori.prepare.role import Role
from inmori.prepare.target import Target
from inmori.simulate.outcome import Outcomes


@dataclass(frozen=True, slots=True)
class Drafts:
    """The facts behind all papers. ``outcomes`` and ``roads`` are None when those stages were not run."""

    hospital: Hospital
    diagnosis: Diagnosis
    outcomes: Outcomes | None
    roads: Roads | None
    catalogue: Catalogue
    today: date
    cut_off: date | None  # newest day of the evidence
    roles: tuple[Role, ...]
    contacts: tuple[Contact, ...]
    restore: tuple[RestoreStep, ...]
    cuts: tuple[Cut, ...]
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]

    @property
    def name(self) -> str | None:
        """Return the hospital's name, None if the evidence does not say."""
        return self.hospital.name.value
