"""The rules of the directions: what must be done, what the money is spent on, when the EHR moves."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product

import pytest

from inmori.catalogue import Catalogue
from inmori.model import Controls, Count, DateFact, Fact, Hospital, Hosting, Staff
from inmori.plan.directions import Direction, cloud, harden, stay
from inmori.plan.duties import must_do
from inmori.plan.ground import Ground
from inmori.plan.scene import Scene
from tests.plan.needy import TODAY, needy, told, with_pcs
from tests.plan.scenes import CATALOGUE, SOME, finding, only, oracle, scene
from tests.plan.toy_simulator import Toy, expected_loss

SYSTEMS = ("ehr_renewal", "cloud_ehr")


def hardened(of: Scene) -> Direction:
    return harden(of, oracle(of))


def moved(of: Scene) -> Direction:
    return cloud(of, oracle(of))


@cache
def rich() -> tuple[Scene, Direction]:
    """The needy hospital hardened from the whole catalogue with all the money it may need."""
    of = scene(budget=1e9)
    return of, hardened(of)


def spent(of: Scene, direction: Direction, year: int) -> float:
    """Security money of a plan year, in middle prices."""
    total = 0.0
    for name, start in direction.starts.items():
        if of.measure(name).paid_from == "security" and name not in direction.with_system and start <= year:
            price = of.prices[name]
            total += price.yearly.mid + (price.capital.mid if start == year else 0)
    return total


def without_duties() -> Catalogue:
    """The catalogue without what a law dates."""
    return only(*(name for name, each in CATALOGUE.measures.items() if each.deadline is None))


def test_staying_adds_nothing_but_the_calendar() -> None:
    assert stay(scene()).starts == {"ehr_renewal": 3}


def test_doors_that_cost_little_are_closed_in_the_first_year() -> None:
    hands = needy().staff.model_copy(update={"it_fte": told(2.0, type(needy().staff.it_fte))})
    doors = only(*SOME.measures, "dual_homed_removal", "remove_remote_tool")
    direction = hardened(scene(needy(staff=hands), budget=3e6, catalogue=doors))
    for name in (
        "close_wide_rules",
        "close_publication",
        "vpn_mfa",
        "dual_homed_removal",
        "remove_remote_tool",
    ):
        assert direction.starts[name] == 1
        assert name not in direction.must, "good practice is no duty"


@pytest.mark.parametrize("budget", [0.0, 1e9])
def test_only_what_a_law_dates_is_a_duty(budget: float) -> None:
    of = scene(budget=budget, findings=(finding("f", "peer_block", "close_publication"),), catalogue=SOME)
    duties = {name for name, each in of.catalogue.measures.items() if must_do(of, each) is not None}
    assert duties == {name for name, each in of.catalogue.measures.items() if each.deadline is not None}
    assert set(hardened(of).must) <= duties
    everything, direction = rich()
    assert all(everything.measure(name).deadline is not None for name in direction.must)


@pytest.mark.parametrize("budget", [0.0, 2e5])
def test_good_practice_never_goes_over_the_budget(budget: float) -> None:
    """With the one dated duty bought with the renewal, no year may be over, however much cheap practice there is."""
    of = scene(budget=budget, catalogue=without_duties())
    direction = hardened(of)
    assert direction.must == ()
    assert sum(direction.overspend) == 0
    assert all(spent(of, direction, year) <= budget + 1 for year in range(1, 6))


def test_one_door_among_several_is_worth_closing_all_the_same() -> None:
    """Alone each closes little; what the whole loses without it is what counts, so all cheap doors are closed."""
    of = scene(catalogue=only("close_publication", "close_wide_rules", "vpn_mfa"), budget=1e9)
    direction = hardened(of)
    names = set(direction.starts) - set(SYSTEMS)
    assert names == {"close_publication", "close_wide_rules", "vpn_mfa"}
    whole = expected_loss(of.after(sorted(names)))
    for name in names:
        missed = expected_loss(of.after(sorted(names - {name}))) - whole
        assert direction.worth[name] == pytest.approx(missed, rel=1e-3)


def test_what_a_chosen_measure_needs_is_chosen_too() -> None:
    """What avoids nothing is not bought for itself, but for what cannot work without it."""
    catalogue = only("edr_watched", "dns_filter")
    needing = catalogue.measures["edr_watched"].model_copy(update={"prerequisites": ("dns_filter",)})
    catalogue.measures["edr_watched"] = needing
    alone = hardened(scene(catalogue=only("dns_filter"), budget=1e9))
    assert "dns_filter" not in alone.starts
    starts = hardened(scene(with_pcs(40), catalogue=catalogue, budget=1e9)).starts
    assert starts["dns_filter"] <= starts["edr_watched"]


@pytest.mark.parametrize("budget", [1e6, 3e7])
def test_no_year_is_over_budget_but_by_what_must_be_done(budget: float) -> None:
    of = scene(budget=budget, catalogue=SOME)
    direction = hardened(of)
    for year, excess in enumerate(direction.overspend, start=1):
        assert spent(of, direction, year) <= budget + excess + 1
    if sum(direction.overspend) == 0:
        assert all(spent(of, direction, year) <= budget + 1 for year in range(1, 6))


def test_a_dated_duty_is_done_by_its_date_when_the_money_is_there() -> None:
    of = scene(budget=3e7, catalogue=SOME)
    assert must_do(of, of.measure("mfa_clinical")) == 1
    assert hardened(of).starts["mfa_clinical"] == 1


def test_a_dated_duty_beyond_the_budget_is_bought_with_the_renewal() -> None:
    of = scene(needy(devices=()), budget=1e5)
    assert must_do(of, of.measure("mfa_clinical")) == 3
    direction = hardened(of)
    assert direction.with_renewal == ("mfa_clinical",)
    assert direction.starts["mfa_clinical"] == 3
    assert of.prices["mfa_clinical"].capital.mid > 1e5
    assert sum(direction.overspend) < of.prices["mfa_clinical"].capital.mid, "its first cost is paid with the renewal"


def test_without_a_renewal_in_sight_the_date_of_a_duty_stands() -> None:
    of = scene(needy(devices=(), ehr_renewal=told(date(2034, 4, 1), DateFact)), budget=1e5)
    assert must_do(of, of.measure("mfa_clinical")) == 1
    direction = hardened(of)
    assert direction.with_renewal == ()
    assert direction.starts["mfa_clinical"] == 1
    assert direction.overspend[0] >= of.prices["mfa_clinical"].capital.mid


def test_worth_is_what_the_closed_form_says() -> None:
    of = scene(with_pcs(40), catalogue=only("edr_watched", "offline_backup", "peer_block"), budget=1e9)
    direction = hardened(of)
    base = expected_loss(of.after(["peer_block"]))
    for name in ("edr_watched", "offline_backup"):
        avoided = base - expected_loss(of.after(["peer_block", name]))
        assert direction.worth[name] == pytest.approx(avoided, rel=1e-3)
    assert direction.worth["peer_block"] == pytest.approx(expected_loss(of.hospital) - base, rel=1e-3)


def test_the_choice_is_the_best_of_all_start_years_on_a_tiny_catalogue() -> None:
    names = ("edr_watched", "edr_office_hours", "offline_backup", "peer_block")
    of = scene(with_pcs(40), catalogue=only(*names), budget=2.2e6, years=3)
    direction = hardened(of)
    discount = 1 + CATALOGUE.quantity("horizon.discount").value
    duty = CATALOGUE.quantity("rule.duty_value").value

    def value(starts: dict[str, int]) -> float:
        total = 0.0
        for name, start in starts.items():
            each = direction.worth[name] + duty * len(of.measure(name).requirements)
            total += sum(each / discount ** (year - 1) for year in range(start, 4))
        return total

    best, found = 0.0, {}
    for years in product((None, 1, 2, 3), repeat=len(names)):
        starts = {name: year for name, year in zip(names, years, strict=True) if year}
        trial = Direction(id="harden", starts=starts)
        hours = [
            sum(
                of.prices[n].hours.mid if s == y else of.prices[n].hours_yearly.mid
                for n, s in starts.items()
                if s <= y
            )
            for y in (1, 2, 3)
        ]
        fits = all(spent(of, trial, year) <= 2.2e6 for year in (1, 2, 3)) and max(hours) <= of.means.hours
        apart = not {"edr_watched", "edr_office_hours"} <= set(starts)
        if fits and apart and value(starts) > best:
            best, found = value(starts), starts
    assert found
    assert value(direction.starts) == pytest.approx(best, rel=1e-6)


def test_what_avoids_next_to_nothing_is_not_bought_with_money_to_spare() -> None:
    of = scene(catalogue=only("cyber_insurance", "network_detection", "dns_filter"), budget=1e9)
    direction = hardened(of)
    assert "cyber_insurance" not in direction.starts
    assert "dns_filter" not in direction.starts
    assert "network_detection" not in direction.starts or of.measure("network_detection").requirements


def test_the_ehr_moves_at_its_renewal_with_what_it_needs() -> None:
    of = scene(catalogue=SOME)
    direction = moved(of)
    assert direction.starts["cloud_ehr"] == 3
    assert {name: direction.starts[name] for name in direction.with_system} == {
        "mfa_cloud": 3,
        "second_line": 3,
        "device_management": 3,
    }
    assert "ehr_renewal" not in direction.starts


@pytest.mark.parametrize(
    "renewal, year",
    [
        (date(2025, 1, 1), 2),  # overdue: as soon as a move can be built
        (date(2027, 1, 1), 2),
        (date(2028, 5, 1), 2),  # nearest plan year
        (date(2028, 6, 1), 3),
        (date(2030, 11, 24), 5),
    ],
)
def test_the_year_of_the_move(renewal: date, year: int) -> None:
    of = scene(needy(ehr_renewal=told(renewal, DateFact)), catalogue=SOME)
    assert moved(of).starts["cloud_ehr"] == year


def test_a_renewal_beyond_the_horizon_moves_nothing() -> None:
    of = scene(needy(ehr_renewal=told(date(2033, 4, 1), DateFact)), catalogue=SOME)
    assert not set(SYSTEMS) & set(moved(of).starts)
    assert stay(of).starts == {}


def test_an_unknown_renewal_uses_the_stated_assumption() -> None:
    of = scene(needy(ehr_renewal=DateFact()))
    assert stay(of).starts == {"ehr_renewal": int(CATALOGUE.quantity("horizon.renewal_unknown").value)}


def test_a_hospital_in_the_cloud_already_renews_and_moves_nothing() -> None:
    cloudy = scene(catalogue=SOME).applied["cloud_ehr"].hospital
    of = scene(cloudy, catalogue=SOME)
    assert stay(of).starts == {}
    assert not set(SYSTEMS) & set(moved(of).starts)


def test_a_hospital_of_which_nothing_is_known_still_gets_directions() -> None:
    of = scene(Hospital(), ground=Ground(today=TODAY), catalogue=SOME)
    assert stay(of).starts == {"ehr_renewal": 4}
    assert moved(of).starts["cloud_ehr"] == 4
    assert hardened(of).starts


def test_directions_keep_to_the_measures_made_for_them() -> None:
    _, direction = rich()
    starts = direction.starts
    assert not {"cloud_ehr", "cloud_file_share", "second_line"} & set(starts)


def test_exclusions_hold_and_prerequisites_come_first() -> None:
    few = scene(budget=1e9, catalogue=SOME)
    for of, direction in (rich(), (few, moved(few))):
        for name, start in direction.starts.items():
            assert not set(of.measure(name).exclusions) & set(direction.starts)
            for needed in of.measure(name).prerequisites:
                assert direction.starts.get(needed, 99) <= start


def test_ranking_asks_the_simulator_no_more_than_once_for_a_state() -> None:
    of, toy = scene(catalogue=SOME), Toy()
    questions = oracle(of, toy)
    harden(of, questions)
    asked = len(toy.asked)
    harden(of, questions)
    assert len(toy.asked) == asked == questions.asked


def test_more_money_never_chooses_worse() -> None:
    value = []
    for budget in (0.5e6, 1e6, 2e6, 4e6, 8e6, 16e6):
        of = scene(catalogue=only("edr_watched", "edr_office_hours", "offline_backup", "peer_block", "usb_control",
                                  "immutable_backup", "network_detection"), budget=budget)  # fmt: skip
        direction = hardened(of)
        state = of.state(direction.starts, year=5)
        value.append(expected_loss(state))
    assert value == sorted(value, reverse=True)


def test_findings_make_a_measure_without_effect_worth_its_work() -> None:
    catalogue = only("contact_list")
    paper = catalogue.measures["contact_list"].model_copy(update={"requirements": ()})
    catalogue.measures["contact_list"] = paper
    asked = scene(catalogue=catalogue, budget=1e6, findings=(finding("f", "contact_list"),))
    assert "contact_list" in hardened(asked).starts
    assert "contact_list" not in hardened(scene(catalogue=catalogue, budget=1e6)).starts


def test_unknown_staff_and_controls_do_not_stop_the_choice() -> None:
    of = scene(needy(staff=Staff(), controls=Controls(), beds=Count(), ehr_hosting=Fact[Hosting]()), catalogue=SOME)
    assert hardened(of).starts
