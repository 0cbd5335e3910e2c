"""Wishes that cannot be met are told in a sentence, before anything is computed; those that can are met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inmori.diagnose.finding import Diagnosis
from inmori.errors import ContradictionError, InmoriError, InputError
from inmori.plan import Roads, plan
from inmori.plan.notes import notes_of
from inmori.plan.optimise import Draft, Effort
from inmori.plan.searched import Search
from inmori.plan.wish import Wishes, check_wishes
from tests.plan.needy import TODAY, needy, needy_ground
from tests.plan.scenes import CATALOGUE, only, scene
from tests.plan.toy_simulator import Toy

TINY = Effort(trials=80, fresh=160, questions=40, sample=10, rounds=2, replicates=0, budgets=0)
FEW = only(
    "ehr_renewal", "cloud_ehr", "second_line", "mfa_cloud", "device_management", "vpn_mfa", "mfa_clinical", "peer_block",
    "usb_control", "close_publication", "segmentation_filter", "staff_training",
)  # fmt: skip


def planned(wishes: Wishes, *, budget: float = 5e6, **more: object) -> Roads:
    options = {"trials": 80, "drawer": Toy(), "search": Search(effort=TINY)} | more
    return plan(needy(), FEW, Diagnosis(today=TODAY), today=TODAY, budget_yen=budget, wishes=wishes, **options)  # type: ignore[arg-type]


def excluding() -> tuple[str, str]:
    """Two measures that exclude each other."""
    return next((m.id, m.exclusions[0]) for m in CATALOGUE.measures.values() if m.exclusions)


def needing() -> tuple[str, str]:
    """A measure and what it needs, both of use at the needy hospital."""
    of = scene()
    return next(
        (m.id, p) for m in CATALOGUE.measures.values() for p in m.prerequisites if of.useful(p) and of.useful(m.id)
    )


@pytest.mark.parametrize(
    "wishes, kind, words",
    [
        (Wishes(pins={"no_such": None}), InputError, "「no_such」という対策はありません"),
        (Wishes(forbidden=frozenset({"no_such"})), InputError, "ありません"),
        (Wishes(present={"no_such": 1}), InputError, "ありません"),
        (Wishes(pins={"peer_block": 9}), InputError, "1〜5年目にありません"),
        (Wishes(pins={"peer_block": None}, forbidden=frozenset({"peer_block"})), ContradictionError, "両方に指定"),
        (Wishes(pins=dict.fromkeys(excluding())), ContradictionError, "同時に行えません"),
        (
            Wishes(pins={needing()[0]: None}, forbidden=frozenset({needing()[1]})),
            ContradictionError,
            "それを「行わない」と指定しています",
        ),
        (Wishes(pins={needing()[0]: 1, needing()[1]: 2}), ContradictionError, "より先でなければなりません"),
    ],
)
def test_what_cannot_be_met_is_told(wishes: Wishes, kind: type[InmoriError], words: str) -> None:
    with pytest.raises(kind) as caught:
        check_wishes(scene(), wishes)
    assert words in caught.value.message.ja
    assert caught.value.message.en


def test_a_pin_is_in_and_what_is_refused_is_not() -> None:
    roads = planned(Wishes(pins={"staff_training": 2}, forbidden=frozenset({"peer_block"})))
    for direction in (*roads.directions[1:], roads.best):
        assert direction is not None
        starts = {each.measure: each.start_year for each in direction.measures}
        assert "peer_block" not in starts
        assert starts["staff_training"] == 2, direction.id


def test_the_place_of_the_ehr_can_be_insisted_on() -> None:
    here = planned(Wishes(forbidden=frozenset({"cloud_ehr"}))).best
    there = planned(Wishes(pins={"cloud_ehr": None})).best
    assert here is not None
    assert there is not None
    assert "cloud_ehr" not in {each.measure for each in here.measures}
    assert "cloud_ehr" in {each.measure for each in there.measures}


def test_no_money_is_told() -> None:
    roads = planned(Wishes(), budget=0.0)
    assert any("予算が0円" in note.ja for note in roads.notes)
    assert roads.best is not None
    with_the_move = {"cloud_ehr", "ehr_renewal", *FEW.measures["cloud_ehr"].prerequisites}
    bought = [each for each in roads.best.measures if each.measure not in with_the_move]
    assert [each.measure for each in bought if each.capital.mid + each.yearly.mid > 0] == ["mfa_clinical"]


def test_a_date_out_of_reach_is_told() -> None:
    late = scene(ground=replace(needy_ground(), today=date(2027, 2, 1)))
    early = replace(needy_ground(), today=date(2026, 1, 10))
    told = [note.ja for note in notes_of(late, Wishes())]
    assert any("2027-04-01に間に合いません" in each and "2027-08-01" in each for each in told)
    assert not any("間に合いません" in each.ja for each in notes_of(scene(ground=early), Wishes()))


def test_a_measure_without_a_price_is_told_and_left_out() -> None:
    priceless = CATALOGUE.measures["peer_block"]
    unfit = tuple(each.model_copy(update={"beds_min": 100_000}) for each in priceless.costs)
    measures = FEW.measures | {"peer_block": priceless.model_copy(update={"costs": unfit})}
    catalogue = replace(FEW, measures=measures)
    assert unfit
    told = notes_of(scene(catalogue=catalogue), Wishes())
    assert any(priceless.name.ja in note.ja and "--quotes" in note.ja for note in told)
    roads = plan(
        needy(), catalogue, Diagnosis(today=TODAY), today=TODAY, budget_yen=5e6, trials=80, drawer=Toy(),
        search=Search(effort=TINY),
    )  # fmt: skip
    for direction in (*roads.directions, roads.best):
        assert direction is not None
        assert "peer_block" not in {each.measure for each in direction.measures}


def test_a_pin_without_effect_is_told() -> None:
    watched = scene().applied["usb_control"].hospital
    told = notes_of(scene(watched), Wishes(pins={"usb_control": None}))
    assert any("何も変えません" in note.ja for note in told)


def test_the_present_plan_is_judged() -> None:
    roads = planned(Wishes(present={"peer_block": 3}))
    assert roads.search is not None
    present = roads.search.present
    assert present is not None
    assert present.behind.mid >= -1.0
    assert not present.fits, "it leaves a dated duty out"
    assert "今の計画" in present.text.ja


def test_stopping_the_search_keeps_a_roadmap() -> None:
    drafts: list[Draft] = []

    def stop(what: str, _share: float) -> None:
        if "探しています" in what and len(drafts) >= 2 and not stopped:
            stopped.append(True)
            raise KeyboardInterrupt

    stopped: list[bool] = []
    roads = planned(Wishes(), search=Search(effort=TINY, show=drafts.append), progress=stop)
    assert stopped
    assert roads.search is not None
    assert roads.search.stopped
    assert "途中で止めた" in roads.search.text.ja
    assert roads.best is not None
    assert roads.best.measures


def test_the_first_roadmap_comes_before_the_rest() -> None:
    drafts: list[tuple[int, Draft]] = []
    toy = Toy()
    planned(Wishes(), search=Search(effort=TINY, show=lambda d: drafts.append((len(toy.asked), d))), drawer=toy)
    assert drafts[0][1].source == "first"
    assert drafts[0][0] <= 30
    assert len(drafts) > 1
