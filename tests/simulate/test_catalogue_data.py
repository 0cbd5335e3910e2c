"""The shipped figures and words of the simulator hang together: nothing points to what is not there."""

from __future__ import annotations

import pytest

from inmori.catalogue import Catalogue
from inmori.simulate.parameters import FAMILIES


def test_techniques_and_archetypes_point_to_what_exists(catalogue: Catalogue) -> None:
    for technique in catalogue.techniques.values():
        for quantity in (technique.probability, technique.hours, technique.noticed):
            assert quantity is None or quantity in catalogue.quantities, technique.id
        assert technique.attack_ids, technique.id
    for archetype in catalogue.archetypes.values():
        assert archetype.rate in catalogue.quantities
        assert set(archetype.techniques) <= set(catalogue.techniques), archetype.id
        assert set(archetype.cases) <= set(catalogue.incidents), archetype.id


@pytest.mark.parametrize("family", FAMILIES)
def test_every_figure_has_range_and_source_and_the_uncertain_are_said_to_be(family: str, catalogue: Catalogue) -> None:
    own = [each for id_, each in catalogue.quantities.items() if id_.startswith(family)]
    assert own
    for each in own:
        assert each.source, each.id
        assert each.low < each.high, each.id
        assert each.low > 0 or each.law != "lognormal", each.id
        if "想定" in each.source and each.basis == "reported":
            assert "編者" in each.source, each.id
        if any(word in each.unit for word in ("probability", "share")):
            assert 0 <= each.low <= each.high <= 1, each.id


ORDERS = [
    # the first is never larger than the second
    ("defence.zone.filtered_admin", "defence.zone.filtered"),
    ("defence.zone.filtered", "defence.zone.open"),
    ("backup.survive.online", "backup.survive.separate_login"),
    ("backup.survive.separate_login", "backup.survive.immutable"),
    ("backup.works.untested", "backup.works.tested"),
    ("step.exploit_current.p", "step.exploit_unknown.p"),
    ("step.exploit_unknown.p", "step.exploit_old.p"),
    ("defence.response.always", "defence.response.office"),
    ("defence.response.office", "defence.response.off_hours"),
    ("recovery.data.core", "recovery.core.backup_lost"),
    ("recovery.data.department", "recovery.department.backup_lost"),
    ("recovery.isolate.office", "recovery.isolate.off_hours"),
    ("recovery.evidence.small", "recovery.evidence.grave"),
]


@pytest.mark.parametrize("order", ORDERS)
def test_the_stronger_is_at_least_as_strong(order: tuple[str, str], catalogue: Catalogue) -> None:
    less, more = (catalogue.quantities[each] for each in order)
    assert less.value <= more.value
    assert less.low <= more.low
    assert less.high <= more.high
