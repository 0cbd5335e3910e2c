"""Where the papers are silent a plan estimates or says that it cannot tell: never nothing to pay, never all well."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.model import Count, Fact, Hosting
from inmori.plan.apply import why_nothing
from inmori.plan.compare import measured
from inmori.plan.directions import cloud, harden
from inmori.plan.ground import Ground
from inmori.plan.price import price_of, unit_counts
from inmori.plan.verdict import break_even_fee
from tests.plan.needy import TODAY, needy, needy_ground, told
from tests.plan.scenes import SOME, gauge, oracle, scene

CATALOGUE = load_catalogue()


@pytest.mark.parametrize("measure", ["mfa_clinical", "firewall_replacement", "lockdown_old_os"])
@pytest.mark.parametrize("beds", [19, 120])
@pytest.mark.parametrize("listed", [True, False])
def test_a_count_that_nobody_gave_costs_something(measure: str, beds: int, listed: bool) -> None:
    # Listed: machines whose network and version nobody wrote down.
    devices = tuple(each.model_copy(update={"zones": ()}) for each in needy().devices) if listed else ()
    hospital = needy(devices=devices, beds=told(beds, Count))
    ground = Ground(today=TODAY, unjudged=frozenset(each.id for each in devices))
    counts = unit_counts(hospital, ground=ground, catalogue=CATALOGUE)
    price = price_of(CATALOGUE.measures[measure], counts=counts, catalogue=CATALOGUE)
    assert 0 < price.capital.mid < price.capital.high


def test_without_a_configuration_nothing_is_said_to_be_locked() -> None:
    measure = next(
        each for each in CATALOGUE.measures.values() if each.edits and each.edits[0].op == "lock_administration"
    )
    assert "判断できません" in why_nothing(measure, needy(gateways=())).ja
    assert "すでに守られています" in why_nothing(measure, needy()).ja


def test_an_ehr_in_the_cloud_is_told_no_break_even_fee() -> None:
    # The billing system is still on site, so the move as a whole would still change something.
    there = Fact[Hosting].of(Hosting.CLOUD, told("x").sources[0])
    systems = tuple(
        each.model_copy(update={"hosting": there}) if each.kind == "ehr" else each for each in needy().systems
    )
    of = scene(needy(systems=systems, ehr_hosting=there), catalogue=SOME, budget=5e6, ground=needy_ground())
    assert of.useful("cloud_ehr")
    assert of.cloud_move() is None
    meter = gauge(of)
    hardened, moved = (measured(of, meter, way(of, oracle(of))) for way in (harden, cloud))
    assert break_even_fee(of, moved, hardened) is None
