"""Public money (補助金) that can pay part of a measure: rate, cap and last day, so that no plan counts on more than there is.

Whether it is granted is never certain: ``granted`` is the chance of being chosen, and a selective scheme's low end is
nothing at all.
"""

from datetime import date
from typing import Literal

from inmori.catalogue.quantity import Basis, Confidence, Quantity
from inmori.model.provenance import Frozen
from inmori.text import Text


class Subsidy(Frozen):
    """One scheme. ``rate`` of the eligible cost is paid, up to ``cap_yen``; None means that the figure is not published.

    ``apply_by`` is the last day to apply, None where it is not known; ``prefecture`` limits it to one.
    The scheme holds for hospitals of ``beds_min`` to ``beds_max`` beds.
    """

    id: str
    name: Text
    rate: float | None
    cap_yen: float | None
    covers: Literal["capital", "capital_and_first_year"] = "capital"
    granted: Quantity
    apply_by: date | None = None
    prefecture: str | None = None
    beds_min: int = 0
    beds_max: int | None = None
    who: Text
    source: str
    as_of: date
    basis: Basis
    confidence: Confidence = "medium"
