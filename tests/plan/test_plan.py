"""The whole plan on the needy hospital: against closed forms with the toy simulator, and once with the real one."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis, Finding
from inmori.errors import OurFault
from inmori.model import DateFact, Hospital, Staff
from inmori.plan import Roads, plan
from inmori.plan.compare import measured, seven_days
from inmori.plan.cost import quantile
from inmori.plan.directions import stay
from inmori.plan.outage import planned_outage
from inmori.plan.renewal import months_after, year_start
from inmori.plan.risk import risk_of, weighted_point
from inmori.plan.roadmap_make import roadmap_of
from inmori.plan.roads import DirectionResult
from inmori.reach import crossings
from inmori.simulate import draw
from tests.plan.needy import DEPARTMENTS, TODAY, needy, told
from tests.plan.scenes import CATALOGUE, SOME, TRIALS, finding, gauge, scene
from tests.plan.toy_simulator import Toy, days, expected_loss, passing, rates

DISCOUNT = 1 + CATALOGUE.quantity("horizon.discount").value
LATE = told(date(2035, 4, 1), DateFact)  # a renewal beyond the horizon
FINDINGS = (
    finding("published", "close_publication", requirements=("checklist-r7/2-13",)),
    finding("flat", "segmentation_filter", "peer_block", severity="high"),
    finding("nobody", severity="high", requirements=("checklist-r7/2-5",)),
)


def planned(
    hospital: Hospital | None = None,
    *,
    findings: tuple[Finding, ...] = FINDINGS,
    budget: float | None = 5e6,
    toy: Toy | None = None,
    catalogue: Catalogue = SOME,
    **more: int,
) -> Roads:
    diagnosis = Diagnosis(today=TODAY, findings=findings)
    options = {"trials": TRIALS} | more
    return plan(
        needy() if hospital is None else hospital,
        catalogue,
        diagnosis,
        today=TODAY,
        budget_yen=budget,
        drawer=toy or Toy(),
        **options,
    )


def side(roads: Roads, id_: str) -> DirectionResult:
    return next(direction for direction in roads.directions if direction.id == id_)


@pytest.fixture(scope="module")
def roads() -> Roads:
    return planned()


def test_the_same_input_gives_the_same_bytes(roads: Roads) -> None:
    text = planned().to_json()
    assert text == roads.to_json()
    assert Roads.from_json(text, name="roads.json") == roads


def test_three_directions_and_what_they_were_made_from(roads: Roads) -> None:
    assert [direction.id for direction in roads.directions] == ["stay", "harden", "cloud"]
    assert {made.name for made in roads.made_from} == {"hospital.json", "diagnosis.json", "catalogue"}
    assert (roads.years, roads.trials, roads.budget_yen) == (5, TRIALS, 5e6)
    assert set(roads.assumptions) <= set(CATALOGUE.quantities)


def test_staying_is_the_unedited_hospital_year_by_year() -> None:
    toy = Toy(worse_each_year=0.2)
    result = side(planned(needy(ehr_renewal=LATE), toy=toy), "stay")
    yearly = expected_loss(needy())
    closed = sum(yearly * (1 + 0.2 * t) / DISCOUNT**t for t in range(5))
    assert result.expected_loss.mid == pytest.approx(closed, rel=1e-3)
    assert result.measures == ()
    assert result.capital.mid == result.running.mid == 0


def test_staying_with_the_real_simulator_is_the_unedited_hospitals_draws() -> None:
    hospital = needy(ehr_renewal=LATE)
    of = scene(hospital)

    def real(state: Hospital, on: date, trials: int):  # type: ignore[no-untyped-def]
        return draw(state, CATALOGUE, today=on, trials=trials, seed=7)

    it = measured(of, gauge(of, real, trials=400), stay(of))  # type: ignore[arg-type]
    for year, risk in enumerate(it.risks, start=1):
        own = draw(hospital, CATALOGUE, today=year_start(TODAY, year), trials=400, seed=7)
        assert risk.expected_loss == pytest.approx(own.expected_yearly_loss)
        assert float(risk.rate.mean()) == pytest.approx(own.yearly_rate)


def test_seven_days_over_the_horizon_is_a_stop_a_year_at_a_time() -> None:
    of = scene(needy(ehr_renewal=LATE))
    it = measured(of, gauge(of), stay(of))
    assert days(of.hospital) >= 7
    share = 1 - np.exp(-5 * rates(of.hospital) * passing(of.hospital))
    found = seven_days(it.risks)
    assert found.mid == pytest.approx(float(share.mean()), rel=1e-3)
    assert found.low == pytest.approx(float(np.quantile(share, 0.05)), rel=1e-3)


def test_losses_at_the_end_follow_the_edited_hospital(roads: Roads) -> None:
    hardened, moved = side(roads, "harden"), side(roads, "cloud")
    assert moved.ehr_down_days.mid == 4.0
    assert side(roads, "stay").ehr_down_days.mid == 60.0
    assert hardened.yearly_rate.mid < side(roads, "stay").yearly_rate.mid
    assert hardened.open_crossings < side(roads, "stay").open_crossings
    assert side(roads, "stay").open_crossings == sum(c.leak for c in crossings(needy(), today=TODAY))


@pytest.mark.parametrize("id_", ["harden", "cloud"])
def test_the_difference_is_cost_and_loss_together(roads: Roads, id_: str) -> None:
    one, base = side(roads, id_), side(roads, "stay")
    gap = one.difference_to_stay
    assert gap is not None
    cost = one.total_cost.mid - base.total_cost.mid
    assert gap.mid == pytest.approx(cost + one.expected_loss.mid - base.expected_loss.mid)
    assert gap.low <= gap.mid <= gap.high
    apart = (one.total_cost.high - one.total_cost.low) + (base.total_cost.high - base.total_cost.low)
    apart += one.expected_loss.high + base.expected_loss.high
    assert gap.high - gap.low < apart, "paired on common numbers it must be narrower than apart"


def test_parts_add_up(roads: Roads) -> None:
    for direction in roads.directions:
        parts = direction.capital.mid + direction.running.mid + direction.system_renewal.mid
        assert direction.total_cost.mid == pytest.approx(parts)
        assert sum(direction.cost_by_year) == pytest.approx(parts)
        assert len(direction.cost_by_year) == 5


def test_requirements_are_met_or_open_and_never_both(roads: Roads) -> None:
    everything = {*side(roads, "stay").requirements_open}
    assert side(roads, "stay").requirements_met == ()
    for direction in roads.directions:
        met, still_open = set(direction.requirements_met), set(direction.requirements_open)
        assert not met & still_open
        assert met | still_open == everything
    assert "checklist-r7/2-13" in side(roads, "harden").requirements_met
    assert "checklist-r7/2-5" in side(roads, "harden").requirements_open, (
        "a finding without a measure stays open"
    )


def test_systems_leave_or_remain(roads: Roads) -> None:
    assert {"ehr", "receipt"} <= set(side(roads, "cloud").leaves_site)
    assert side(roads, "cloud").remains_on_site == tuple(sorted(("files", "pacs", *DEPARTMENTS)))
    assert side(roads, "harden").leaves_site == ()


def test_six_next_steps_without_a_double(roads: Roads) -> None:
    steps = roads.next_steps
    assert [step.rank for step in steps] == [1, 2, 3, 4, 5, 6]
    assert len({step.measure or step.title.ja for step in steps}) == 6
    told_of = [name for step in steps for name in step.finding_ids]
    assert len(set(told_of)) == len(told_of)
    assert steps[0].measure == "close_publication"
    for step in steps:
        assert step.why.ja
        assert step.how.ja
        assert step.who.ja
        assert step.by is None or step.by >= TODAY


def test_a_step_is_due_when_the_roadmap_has_it(roads: Roads) -> None:
    made = roadmap_of(needy(), roads, SOME)
    both = [(step.by, item.due) for step in roads.next_steps if (item := made.item(step.measure or "")) is not None]
    assert len(both) >= 3
    assert all(by == due for by, due in both)


def test_a_duty_out_of_reach_is_late_in_every_paper() -> None:
    """The note, the next step and the roadmap name one day, the first on which it can be ready."""
    today = date(2027, 2, 1)
    hospital, known = needy(), finding("f", "mfa_clinical", requirements=("checklist-r7/2-6",))
    duty = SOME.measures["mfa_clinical"]
    options = {"trials": 80, "drawer": Toy(), "budget_yen": 1e9}
    done = plan(hospital, SOME, Diagnosis(today=today, findings=(known,)), today=today, **options)  # type: ignore[arg-type]
    ready = months_after(today, duty.lead_months)
    assert duty.deadline is not None
    assert ready > duty.deadline
    step = next(each for each in done.next_steps if each.measure == duty.id)
    item = roadmap_of(hospital, done, SOME).item(duty.id)
    assert item is not None
    assert step.by == item.due == ready
    reason = f"{duty.deadline.isoformat()}には間に合いません"
    assert reason in step.why.ja
    assert ready.isoformat() in step.why.ja
    assert any(duty.name.ja in note.ja and ready.isoformat() in note.ja for note in done.notes)


@pytest.mark.parametrize("count", [0, 1, 40])
def test_six_next_steps_whatever_was_found(count: int) -> None:
    findings = tuple(
        finding(f"f{n:02}", *(("vpn_mfa", "vendor_gateway") if n % 2 else ())) for n in range(count)
    )
    steps = planned(findings=findings).next_steps
    assert len(steps) == 6
    assert len({step.measure or step.title.ja for step in steps}) == 6


def test_a_finding_is_told_with_the_first_step_that_serves_it_only() -> None:
    steps = planned(findings=(finding("both", "close_publication", "vpn_mfa"),)).next_steps
    assert {"close_publication", "vpn_mfa"} <= {step.measure for step in steps}
    assert [step.finding_ids for step in steps if step.finding_ids] == [("both",)]
    assert len({step.why.ja for step in steps}) == 6


def test_findings_fill_the_steps_when_no_measure_is_left() -> None:
    bare = replace(CATALOGUE, measures={"usb_control": CATALOGUE.measures["usb_control"]})
    findings = tuple(finding(f"f{n}") for n in range(3))
    diagnosis = Diagnosis(today=TODAY, findings=findings)
    done = plan(needy(), bare, diagnosis, today=TODAY, budget_yen=5e6, trials=80, drawer=Toy())
    assert [step.measure for step in done.next_steps] == ["usb_control", None, None, None]


def test_what_changes_nothing_here_is_told_with_a_reason() -> None:
    watched = scene(catalogue=SOME).applied["usb_control"].hospital
    told_of = dict(planned(watched).not_applicable)
    assert "usb_control" in told_of
    assert told_of["usb_control"].ja


@pytest.mark.parametrize(
    "name, hospital",
    [
        ("nothing known", Hospital()),
        ("no systems", needy(systems=(), backups=())),
        ("no devices", needy(devices=())),
        ("no gateways", needy(gateways=(), remote_accesses=())),
        ("unknown budget and staff", needy(staff=Staff())),
        ("in the cloud already", scene(catalogue=SOME).applied["cloud_ehr"].hospital),
        ("renewal far away", needy(ehr_renewal=LATE)),
        ("renewal overdue", needy(ehr_renewal=told(date(2020, 1, 1), DateFact))),
    ],
)
def test_other_hospitals(name: str, hospital: Hospital) -> None:
    done = planned(hospital, budget=None, trials=400)
    assert len(done.directions) == 3
    assert len(done.next_steps) == 6
    assert done.budget_yen is not None
    assert done.budget_yen > 0
    for direction in done.directions:
        assert direction.total_cost.low <= direction.total_cost.mid <= direction.total_cost.high
        assert direction.summary.ja
        assert direction.summary.en
    if name == "in the cloud already":
        assert all(direction.leaves_site == () for direction in done.directions)


@pytest.mark.parametrize("years", [1, 2, 7])
def test_other_horizons(years: int) -> None:
    done = planned(years=years, trials=400)
    for direction in done.directions:
        assert len(direction.cost_by_year) == years
        assert all(measure.start_year <= years for measure in direction.measures)


def test_a_horizon_of_no_years_is_refused() -> None:
    with pytest.raises(OurFault):
        planned(years=0)


def test_no_money_is_said_honestly() -> None:
    done = planned(budget=0.0)
    assert side(done, "harden").over_budget
    assert "予算を超える" in side(done, "harden").summary.ja
    assert not side(done, "stay").over_budget


def test_too_little_time_is_said_honestly() -> None:
    nobody = needy(staff=needy().staff.model_copy(update={"it_fte": told(0.01, type(needy().staff.it_fte))}))
    assert side(planned(nobody), "harden").over_capacity


def test_progress_rises_and_may_stop_the_work() -> None:
    shares: list[float] = []
    options = {"today": TODAY, "budget_yen": 5e6, "trials": 80, "drawer": Toy()}
    plan(needy(), SOME, Diagnosis(today=TODAY), progress=lambda _w, s: shares.append(s), **options)  # type: ignore[arg-type]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0

    def stop(_what: str, share: float) -> None:
        if share > 0.2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan(needy(), SOME, Diagnosis(today=TODAY), progress=stop, **options)  # type: ignore[arg-type]


def test_the_simulator_is_not_asked_too_often() -> None:
    toy = Toy()
    planned(toy=toy, budget=1e9, catalogue=CATALOGUE)
    assert len(toy.asked) <= 150, "about one for each measure, before the move and after"
    assert sum(trials == TRIALS for _, _, trials in toy.asked) <= 15


def test_each_road_has_its_own_outages() -> None:
    def hours(*names: str) -> float:
        """Stops a year times the mean of a log-normal length whose 5 and 95 % points are the ends of the range."""
        found = 0.0
        for name in names:
            rate, length = (CATALOGUE.quantity(f"outage.{name}.{part}") for part in ("rate", "hours"))
            sigma = math.log(length.high / length.low) / (2 * 1.6448536)
            found += rate.value * length.value * math.exp(sigma**2 / 2)
        return found

    assert planned_outage(needy(), CATALOGUE).mid == pytest.approx(hours("onprem", "directory", "lan"))
    cloudy = scene().after(["cloud_ehr"])
    assert planned_outage(cloudy, CATALOGUE).mid == pytest.approx(hours("provider", "line", "identity", "lan", "bridge"))
    both = scene().after(["cloud_ehr", "second_line"])
    left = CATALOGUE.quantity("outage.line.second").value
    wanted = hours("provider", "identity", "lan", "bridge") + left * hours("line")
    assert planned_outage(both, CATALOGUE).mid == pytest.approx(wanted)


def test_draws_are_reduced_per_parameter_draw() -> None:
    draws = Toy()(needy(), TODAY, 800)
    risk = risk_of(draws)
    assert risk.expected_loss == pytest.approx(draws.expected_yearly_loss)
    assert risk.loss == pytest.approx(rates(needy()) * 60 * 2e6)
    assert float(risk.rate.mean()) == pytest.approx(draws.yearly_rate)


def test_a_weighted_point_counts_weight_and_not_heads() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 97.0, 2.0])
    assert weighted_point(values, weights, 0.5) == 1.0
    assert weighted_point(values, weights, 0.98) == 2.0
    assert weighted_point(values, weights, 1.0) == 3.0
    assert weighted_point(np.array([]), np.array([]), 0.5) == 0.0


def test_quantiles_are_monotone() -> None:
    at = np.linspace(0, 1, 50)
    assert (np.diff(quantile(at, 1.0, 2.0, 9.0)) >= 0).all()
