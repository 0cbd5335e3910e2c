"""Duties (義務): what a law or a guideline gives a date to, by when it must be begun, and from which money.

Good practice that costs little is no duty: it has to pay like everything else, or a list of thirty "duties" hides the one
that an inspector asks for and makes every budget look too small (docs/adr/0008).
"""

from inmori.catalogue.measure import Measure
from inmori.plan.renewal import plan_year
from inmori.plan.scene import Scene


def must_do(scene: Scene, measure: Measure) -> int | None:
    """Return the last plan year in which a dated duty must be begun; None for what is left to the budget.

    A duty that no year's budget can carry falls to the renewal of the system, as the guideline allows where its date is
    hard to keep; without a renewal inside the horizon the date stands.
    """
    if measure.deadline is None:
        return None
    due = _due(scene, measure)
    renewal = _renewal_year(scene)
    late = not affordable(scene, measure) and renewal is not None
    return max(due, renewal) if late and renewal is not None else due


def with_renewal(scene: Scene, measure: Measure) -> bool:
    """Whether a duty is bought with the renewal of the system, because no year's budget holds it."""
    return measure.deadline is not None and not affordable(scene, measure) and _renewal_year(scene) is not None


def affordable(scene: Scene, measure: Measure) -> bool:
    """Whether one year's budget holds it."""
    price = scene.prices[measure.id]
    return price.capital.mid + price.yearly.mid <= scene.means.budget


def little(scene: Scene, measure: Measure) -> bool:
    """Whether it costs little money and time, and somebody asks for it: a requirement that is open here, or a finding."""
    price, quantity = scene.prices[measure.id], scene.catalogue.quantity
    cheap = price.a_year(scene.years) <= quantity("rule.cheap_yearly").value
    quick = price.hours.mid <= quantity("rule.cheap_hours").value
    asked = bool(measure.requirements) or scene.weight_of_findings(measure.id) > 0
    return cheap and quick and asked


def _due(scene: Scene, measure: Measure) -> int:
    assert measure.deadline is not None
    return min(plan_year(measure.deadline, today=scene.today), scene.years)


def _renewal_year(scene: Scene) -> int | None:
    """Return the year of the EHR's renewal or move inside the horizon; None without one, or where it left the site."""
    move, renewed = scene.cloud_move(), scene.on_premises_renewal()
    if move is None:
        return None
    year = min(scene.renewal(each).year for each in (move, renewed) if each is not None)
    return year if year <= scene.years else None
