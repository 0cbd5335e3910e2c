"""Waves: nothing moves before what it needs, contracts are kept, the staff is never asked for more than it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model import DateFact, SystemKind
from inmori.plan.renewal import months_after
from inmori.plan.wave import Wave, WavePlan
from inmori.plan.wave_dates import allowed, cut_over_day, months_between, next_end, paid_until, target_of
from inmori.plan.wave_needs import needs_of
from tests.plan.move_case import ALL, KINDS, TODAY, catalogue, chosen, hospital, planned

EHR, PACS, LIS, FOOD = SystemKind.EHR, SystemKind.PACS, SystemKind.LIS, SystemKind.NUTRITION
AD, SHARE = SystemKind.DIRECTORY, SystemKind.FILE_SHARE
MARCH = date(2028, 3, 31)


def wave_of(plan: WavePlan, kind: SystemKind) -> Wave:
    return next(wave for wave in plan.waves if kind.value in wave.systems)


def test_a_system_is_set_to_the_end_of_its_contract() -> None:
    plan = planned(hospital([LIS], ends={LIS: MARCH}), [chosen("move_lis")])
    [wave] = plan.waves
    assert wave.target == MARCH
    assert wave.cut_over == date(2028, 3, 11)  # the first Saturday after the tenth within the last month
    assert wave.end == MARCH
    assert wave.warnings == ()
    assert [stage.kind for stage in wave.stages] == ["prepare", "rehearse", "cut_over", "fallback", "switch_off"]


def test_a_contract_that_ends_too_soon_is_carried_on_by_the_year() -> None:
    plan = planned(hospital([LIS], ends={LIS: date(2027, 3, 31)}), [chosen("move_lis")])
    [wave] = plan.waves
    assert wave.cut_over.year == 2028
    assert any("延長" in one.ja and "12か月" in one.ja for one in wave.warnings)


def test_one_that_renews_by_itself_is_told_to_be_stopped() -> None:
    ended = hospital([LIS], ends={LIS: date(2026, 3, 31)}, rolling=[LIS])
    [wave] = planned(ended, [chosen("move_lis")]).waves
    assert wave.target == date(2028, 3, 31)  # 2027-03-31 comes before the six months of work are done
    assert any("更新しない旨" in one.ja for one in wave.warnings)


def test_without_a_known_end_the_day_is_called_provisional() -> None:
    plan = planned(hospital([LIS]), [chosen("move_lis")])
    [wave] = plan.waves
    assert wave.target is None
    assert "仮の日" in wave.why_then.ja
    assert "検体検査" in plan.unknown[0].ja


def test_support_that_ends_first_is_said() -> None:
    of = hospital([LIS], ends={LIS: MARCH}, support={LIS: date(2027, 10, 1)})
    [wave] = planned(of, [chosen("move_lis")]).waves
    assert any("保守期限 2027-10-01" in one.ja and "6か月" in one.ja for one in wave.warnings)


def test_the_caller_moves_after_the_called() -> None:
    of = hospital([FOOD, EHR], calls=[(FOOD, EHR)], ends={FOOD: date(2027, 9, 30), EHR: MARCH})
    plan = planned(of, [chosen("move_nutrition"), chosen("move_ehr")])
    ehr, food = wave_of(plan, EHR), wave_of(plan, FOOD)
    assert (ehr.number, food.number) == (1, 2)
    assert food.needs == (ehr.id,)
    assert food.cut_over >= ehr.cut_over + timedelta(days=28)


def test_two_that_call_each_other_do_not_wait() -> None:
    of = hospital([LIS, EHR], calls=[(LIS, EHR), (EHR, LIS)], ends={LIS: date(2027, 9, 30), EHR: MARCH})
    assert needs_of(of) == ()
    plan = planned(of, [chosen("move_lis"), chosen("move_ehr")])
    assert [wave.needs for wave in plan.waves] == [(), ()]
    assert any("電子カルテ" in one.ja for one in wave_of(plan, LIS).reconnect)


def test_a_ring_moves_as_one() -> None:
    of = hospital([LIS, EHR, FOOD], calls=[(LIS, EHR), (EHR, FOOD), (FOOD, LIS)])
    plan = planned(of, [chosen("move_lis"), chosen("move_ehr"), chosen("move_nutrition")])
    assert [wave.systems for wave in plan.waves] == [("ehr", "lis", "nutrition")]


def test_what_is_usual_stands_in_for_traffic_nobody_saw() -> None:
    plan = planned(hospital([SHARE, AD]), [chosen("move_file_share"), chosen("move_directory")])
    assert [wave.systems for wave in plan.waves] == [("directory",), ("file_share",)]
    assert not needs_of(hospital([SHARE, AD]))[0].seen


def test_an_old_directory_is_not_switched_off_under_those_who_stay() -> None:
    [wave] = planned(hospital([AD, EHR]), [chosen("move_directory")]).waves
    assert any("古い認証サーバ" in one.ja and "電子カルテ" in one.ja for one in wave.warnings)


def test_foundations_are_laid_before_the_first_rehearsal() -> None:
    of = hospital([LIS, PACS], ends={LIS: MARCH, PACS: date(2029, 3, 31)})
    plan = planned(of, [chosen("move_lis"), chosen("move_pacs"), chosen("identity", year=3)])
    first, second = plan.waves
    assert [one.measure for one in first.foundations] == ["identity"]
    assert second.foundations == ()
    assert first.foundations[0].due <= next(s.start for s in first.stages if s.kind == "rehearse")


def test_known_ends_hold_and_lacking_hours_are_said() -> None:
    [wave] = planned(hospital([LIS], ends={LIS: MARCH}), [chosen("move_lis", hours=900)], hours=100).waves
    assert wave.target == MARCH
    assert wave.outside_hours > 700
    assert any("時間足りません" in one.ja for one in wave.warnings)


def test_unknown_ends_wait_for_hands() -> None:
    few = planned(hospital([LIS]), [chosen("move_lis", hours=90)], hours=60).waves[0]
    many = planned(hospital([LIS]), [chosen("move_lis", hours=90)], hours=600).waves[0]
    assert few.cut_over > many.cut_over
    assert few.outside_hours == 0


def test_other_measures_take_their_hours_first() -> None:
    of = hospital([LIS], ends={LIS: MARCH})
    busy = [chosen("move_lis", hours=100), *(chosen("other", year=year, hours=200) for year in (1, 2))]
    assert planned(of, busy, hours=200).waves[0].outside_hours > planned(of, busy[:1], hours=200).waves[0].outside_hours


def test_what_is_gone_and_what_stays() -> None:
    of = hospital([LIS, EHR], ends={LIS: MARCH})
    plan = planned(of, [chosen("move_lis")])
    assert [one.ja for one in plan.waves[0].switched_off] == ["lisサーバ(サーバ)"]
    assert [one.ja for one in plan.stays] == ["電子カルテ"]


def test_nothing_to_move_gives_no_wave() -> None:
    assert planned(hospital([LIS]), [chosen("other")]).waves == ()


@pytest.mark.parametrize(
    ("day", "core", "fit"),
    [
        (date(2027, 5, 15), True, True),
        (date(2028, 5, 13), True, False),  # fees are revised in June of even years
        (date(2028, 5, 13), False, True),
        (date(2027, 5, 8), False, False),  # claims
        (date(2027, 5, 14), False, False),  # Friday
    ],
)
def test_fit_days(day: date, *, core: bool, fit: bool) -> None:
    assert allowed(day, core=core) is fit


def test_a_core_system_goes_round_the_fee_revision_and_says_so() -> None:
    of = hospital([EHR], ends={EHR: date(2028, 6, 30)})
    [wave] = planned(of, [chosen("move_ehr")]).waves
    assert wave.cut_over == date(2028, 8, 12)
    assert any("か月あります" in one.ja for one in wave.warnings)


def test_ends_return_by_the_year() -> None:
    assert next_end(date(2024, 2, 29), date(2026, 11, 24)) == date(2027, 2, 28)
    assert target_of(date(2027, 3, 31), earliest=date(2027, 4, 1)) == date(2028, 3, 31)
    assert paid_until((), today=TODAY) is None
    assert months_between(date(2027, 3, 31), date(2027, 4, 1)) == 1
    assert cut_over_day(date(2027, 3, 1), taken={date(2027, 3, 13)}, core=False) == date(2027, 3, 20)


ENDS = st.dates(min_value=date(2026, 12, 1), max_value=date(2031, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, unique=True),
    pairs=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)), max_size=8),
    ends=st.dictionaries(st.sampled_from(KINDS), ENDS),
    together=st.lists(st.sampled_from(KINDS), unique=True, max_size=2),
    hours=st.floats(min_value=0, max_value=800),
    work=st.floats(min_value=0, max_value=900),
    lead=st.integers(min_value=1, max_value=18),
    year=st.integers(min_value=1, max_value=5),
)
def test_laws(
    kinds: list[SystemKind],
    pairs: list[tuple[SystemKind, SystemKind]],
    ends: dict[SystemKind, date],
    together: list[SystemKind],
    hours: float,
    work: float,
    lead: int,
    year: int,
) -> None:
    of = hospital(kinds, calls=pairs, ends={kind: on for kind, on in ends.items() if kind in kinds})
    within = catalogue(lead=lead, together=together)
    measures = [chosen(name, year=year, hours=work) for name in within.measures if name != "other"]
    measures.append(chosen("other", year=2, hours=100))
    plan = planned(of, measures, within=within, hours=hours)
    day = {system: wave for wave in plan.waves for system in wave.systems}
    assert sorted(day) == sorted(kind.value for kind in kinds)  # each moves exactly once
    for need in needs_of(of):
        assert day[need.on].cut_over <= day[need.system].cut_over, need
        if day[need.on] is not day[need.system]:
            assert day[need.on].cut_over < day[need.system].cut_over
    for wave in plan.waves:
        assert allowed(wave.cut_over, core="ehr" in wave.systems)
        assert wave.cut_over >= months_after(TODAY, lead)
        _contracts_are_kept(wave)
        assert sum(q.own + q.outside for q in wave.load) == pytest.approx(wave.hours)
        if wave.outside_hours >= 0.5:
            assert any("時間足りません" in one.ja for one in wave.warnings)
    for quarter in plan.quarters:
        assert quarter.own <= quarter.free + 1e-6
    assert len({wave.cut_over for wave in plan.waves}) == len(plan.waves)
    assert plan == planned(of, list(reversed(measures)), within=within, hours=hours)  # order says nothing


def _contracts_are_kept(wave: Wave) -> None:
    for anchor in wave.anchors:
        assert wave.cut_over >= anchor.on - timedelta(days=31), anchor  # nobody pays for two
        if anchor.on < wave.end:
            assert any(anchor.on.isoformat() in one.ja for one in wave.warnings), anchor


def renewing(*kinds: SystemKind) -> WavePlan:
    real = replace(catalogue(), measures={**catalogue().measures, "ehr_renewal": ALL.measures["ehr_renewal"]})
    return planned(hospital(kinds, ends={EHR: MARCH}), [chosen("ehr_renewal", year=2, hours=300.0)], within=real)


def test_a_renewal_on_site_is_a_wave_in_which_nothing_leaves() -> None:
    plan = renewing(EHR, LIS)
    [wave] = plan.waves
    assert plan.none_because is None
    assert wave.systems == ("ehr",)
    assert "院内で更新" in wave.name.ja
    assert wave.target == MARCH
    assert wave.links_vanish == ()
    assert [text.ja for text in wave.switched_off] == ["ehrサーバ(サーバ)"]
    assert not any("回線を切った" in text.ja for text in wave.preparation)
    assert {"電子カルテ", "検体検査(LIS)"} <= {text.ja for text in plan.stays}


def test_where_there_is_no_wave_the_plan_says_why() -> None:
    unlisted = renewing(LIS)
    assert unlisted.waves == ()
    assert unlisted.none_because is not None
    assert "一覧に電子カルテ" in unlisted.none_because.ja
    nothing = planned(hospital([LIS]), [chosen("other")])
    assert nothing.none_because is not None
    assert "波はありません" in nothing.none_because.ja


def test_the_planned_replacement_of_a_machine_is_a_date_to_move_by() -> None:
    of = hospital([LIS])
    device = of.devices[0].model_copy(update={"replacement_planned": DateFact.of(MARCH)})
    [wave] = planned(of.model_copy(update={"devices": (device,)}), [chosen("move_lis")]).waves
    assert wave.target == MARCH
    assert any("入れ替え予定" in anchor.text.ja for anchor in wave.anchors)
    assert wave.cut_over <= MARCH
