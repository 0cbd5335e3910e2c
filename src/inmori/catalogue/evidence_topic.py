"""Topics of evidence (根拠の観点): what the papers of a hospital can show about one kind of requirement, and what not.

Editions of a checklist change numbers and words, rarely the thing that is looked at. That thing stands here once.
"""

from typing import Literal

from pydantic import Field

from inmori.model.provenance import Frozen
from inmori.text import Text

AssetClass = Literal["server", "client", "network", "medical", "other", "system", "vendor", "remote", "backup"]
Proof = Literal["", "listed", "patched", "remote_answered", "disclosed", "backed_up"]


class EvidenceTopic(Frozen):
    """How evidence bears on a requirement.

    ``spoils`` names the checks whose findings make the answer "no"; ``hospital_wide`` the classes of asset that a
    finding without devices, or a declared fact, speaks of, where it does not speak of all. ``declared`` are paths of facts of the hospital that
    somebody told ("!" before one that means the opposite). What was told is an answer of its own only where
    ``told_suffices``: that a person is appointed or a paper exists; never for how a machine is set.
    ``proof`` names the way in which single assets can be shown to be in order; without one, nothing read can show a "yes".
    """

    id: str
    name: Text
    spoils: tuple[str, ...] = ()
    by_class: bool = True  # whether a finding about machines of another class leaves the item alone
    hospital_wide: dict[str, tuple[AssetClass, ...]] = Field(default_factory=dict)
    declared: tuple[str, ...] = ()
    told_suffices: bool = False
    proof: Proof = ""
    within_days: int | None = None
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    shows: Text
    hidden: Text  # what this product cannot see
    find_out: Text  # what to do where the answer is not known
    overturn: Text | None = None  # what would make a proposed "no" a "yes" all the same
    measures: tuple[str, ...] = ()  # ids of those that serve all of its requirements; empty: those that name one of them
