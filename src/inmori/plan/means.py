"""What the hospital can put in a year: money for security, and hours of the people who look after IT.

Both are often unknown; then a documented share of revenue and a documented staffing stand in, and the basis says so.
"""

from dataclasses import dataclass

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital
from inmori.plan.price import beds_of
from inmori.text import Text
from inmori.units import yen_en, yen_ja


@dataclass(frozen=True)
class Means:
    """Yen and hours a year; ``quantities`` are the catalogue figures that stood in for what was not known."""

    budget: float
    hours: float
    basis: Text
    quantities: tuple[str, ...]


def means_of(hospital: Hospital, catalogue: Catalogue, *, budget_yen: float | None) -> Means:
    """Return the means: the budget given, else the hospital's own, else a share of its (estimated) revenue."""
    budget, basis, used = _budget(hospital, catalogue, budget_yen)
    fte = hospital.staff.it_fte.value
    if fte is None:
        fte = catalogue.quantity("capacity.it_fte_per_bed").value * beds_of(hospital, catalogue).mid
        used = (*used, "capacity.it_fte_per_bed")
    share, year = (
        catalogue.quantity("capacity.project_share").value,
        catalogue.quantity("capacity.hours_per_fte").value,
    )
    return Means(
        budget=budget,
        hours=fte * share * year,
        basis=basis,
        quantities=(*used, "capacity.project_share", "capacity.hours_per_fte"),
    )


def _budget(
    hospital: Hospital, catalogue: Catalogue, given: float | None
) -> tuple[float, Text, tuple[str, ...]]:
    own = hospital.staff.security_budget_yen.value
    if given is not None:
        return given, Text(ja="指定された予算", en="the budget given"), ()
    if own is not None:
        return own, Text(ja="聞き取りによる病院の予算", en="the hospital's own budget, as told"), ()
    share = catalogue.quantity("budget.revenue_share")
    revenue, used = hospital.yearly_revenue_yen.value, [share.id]
    if revenue is None:
        per_bed = catalogue.quantity("budget.revenue_per_bed")
        revenue = per_bed.value * beds_of(hospital, catalogue).mid
        used.append(per_bed.id)
    basis = Text(
        ja=f"予算が不明のため、医業収益{yen_ja(revenue)}の{share.value * 100:.1f}%とした目安",
        en=f"budget unknown: {share.value * 100:.1f} % of revenue {yen_en(revenue)}",
    )
    return revenue * share.value, basis, tuple(used)
