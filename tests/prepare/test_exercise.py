"""A table-top exercise fits its minutes, speaks of this hospital only what its papers say, and tells no attacker's recipe."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from inmori.errors import InputError
from inmori.model import Backup, BackupMedium, Count, Hospital, SystemKind, TextFact, YesNo
from inmori.prepare.exercise import LEAST, MOST, Exercise, exercise
from inmori.prepare.exercise_branch import branches_of
from inmori.prepare.exercise_criterion import CRITERIA, numbers_of
from inmori.prepare.exercise_scene import Scene, scene_of
from inmori.prepare.exercise_seat import seat, seats_of
from inmori.prepare.exercise_signs import way_in
from inmori.prepare.role import roles_of
from inmori.simulate.outcome import AttackPath, PathStep
from inmori.text import Text
from tests.report.draft_case import CASES, drafts

RECIPE = re.compile(r"\bT\d{4}|TA\d{4}|CVE|mimikatz|PsExec|ハッシュ|総当たり|フィッシングメールを送|\d+\.\d+\.\d+\.\d+|ポート\d|vssadmin|PowerShell")
SPOKEN = 300  # characters of Japanese read aloud in a minute


@cache
def made(case: str, minutes: int = 90, path: int = 1) -> Exercise:
    return exercise(drafts(case), minutes=minutes, path=path)


def said_in(one: Exercise) -> list[Text]:
    found: list[Text] = []
    for inject in one.injects:
        found += [inject.read, inject.ask, inject.title, *inject.expected, *inject.hints, *inject.record]
    for branch in one.branches:
        found += [branch.read, branch.here, *branch.expected]
    return found


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("minutes", [LEAST, 89, 90, 91, 120, MOST])
def test_the_slots_follow_each_other_and_fill_the_minutes(case: str, minutes: int) -> None:
    at = 0
    for slot in made(case, minutes).slots:
        assert slot.start == at
        assert slot.minutes >= 3
        at += slot.minutes
    assert at == minutes


@pytest.mark.parametrize("case", CASES)
def test_what_is_read_aloud_leaves_time_to_talk(case: str) -> None:
    for slot in made(case).slots:
        if slot.item is not None:
            assert len(slot.item.read.ja) / SPOKEN <= slot.minutes / 3, slot.item.id


@pytest.mark.parametrize("minutes", [LEAST, 90, MOST])
def test_core_scenes_are_always_played_and_more_time_adds_scenes(minutes: int) -> None:
    wanted = {"first_sign", "spread", "command", "paper", "entry", "backup", "outside", "restore"}
    assert wanted <= {one.id for one in made("small", minutes).injects}
    assert len(made("small", minutes).slots) >= len(made("small", LEAST).slots)
    assert made("small", 90).branches[0].id == "same_login"


@pytest.mark.parametrize("minutes", [0, LEAST - 1, MOST + 1])
def test_minutes_that_cannot_work_are_refused(minutes: int) -> None:
    with pytest.raises(InputError, match=str(minutes)):
        exercise(drafts("small"), minutes=minutes)


def test_a_path_that_is_not_there_is_refused_with_the_number_there_are() -> None:
    with pytest.raises(InputError, match="2本"):
        exercise(drafts("small"), path=3)


def test_the_second_path_gives_another_story() -> None:
    assert made("small", path=2).scene.name != made("small").scene.name


def test_without_a_simulated_path_the_scenario_is_general_and_names_nothing() -> None:
    scene = made("all_unknown").scene
    assert (scene.path, scene.number, scene.place, scene.vendor, scene.entry) == (None, 0, None, None, "")
    assert "一般的" in scene.name.ja


@pytest.mark.parametrize("case", CASES)
def test_both_languages_and_no_recipe(case: str) -> None:
    for text in said_in(made(case, MOST)):
        assert bool(text.ja)
        assert bool(text.en)
        assert "{" not in text.ja
        assert "None" not in text.ja
        assert "None" not in text.en
        if text.ja not in {one.where.ja for one in drafts(case).cuts}:
            assert not RECIPE.search(text.ja.split(": ")[0]), text.ja


@pytest.mark.parametrize("case", CASES)
def test_every_inject_is_complete_and_goes_to_seats_that_exist(case: str) -> None:
    one = made(case, MOST)
    scored = {name for inject in one.injects for name in inject.criteria}
    assert {each.id for each in one.criteria} == scored
    for inject in one.injects:
        assert inject.expected
        assert inject.hints
        assert inject.record
        assert inject.criteria
        assert inject.to
        assert all(seat(one.seats, who) for who in inject.to)


def test_every_criterion_serves_requirements_that_exist() -> None:
    catalogue = drafts("small").catalogue
    for one in CRITERIA:
        assert one.serves, one.id
        assert all(name in catalogue.requirements for name in one.serves), one.id
        assert numbers_of(one, catalogue).ja
    assert {name for one in CRITERIA for name in one.serves} >= {"checklist-r8/3-1", "checklist-r8/3-2", "checklist-r8/3-3"}


def test_every_way_in_of_the_catalogue_has_words_of_its_own() -> None:
    scene = made("small").scene
    heard = {}
    for archetype in drafts("small").catalogue.archetypes.values():
        heard[archetype.techniques[0]] = way_in(replace(scene, entry=archetype.techniques[0], place="試験装置"))[0].ja
    assert len(set(heard.values())) == len(heard)


def steps(*pairs: tuple[str, str]) -> AttackPath:
    return AttackPath(
        archetype="vpn_hole", share=0.5, steps=tuple(PathStep(technique=t, text=Text(ja=p, en=p), place=p, hours=1.0) for t, p in pairs)
    )


def scene(path: AttackPath, hospital: Hospital) -> Scene:
    base = drafts("small")
    assert base.outcomes is not None
    return scene_of(replace(base, hospital=hospital, outcomes=base.outcomes.model_copy(update={"paths": (path,)})), 1)


@pytest.mark.parametrize(
    ("path", "cloud", "stopped"),
    [
        (steps(("enter_hole", "GW"), ("encrypt", "電子カルテ")), False, "電子カルテ"),
        (steps(("enter_hole", "GW"), ("encrypt", "画像(PACS)")), False, "画像(PACS)"),
        (steps(("enter_hole", "GW"), ("encrypt", "SRV-09")), False, "SRV-09"),
        (steps(("enter_provider", "某社")), True, "電子カルテ"),
    ],
)
def test_the_scene_follows_the_last_step(path: AttackPath, cloud: bool, stopped: str) -> None:
    found = scene(path, Hospital())
    assert (found.cloud, found.vendor, found.stopped.ja) == (cloud, None, stopped)


def test_a_clinic_without_beds_and_ambulances_hears_of_neither() -> None:
    clinic = Hospital(beds=Count(value=0), emergency=YesNo(value=False))
    told = "".join(one.read.ja + one.ask.ja for one in exercise(replace(drafts("small"), hospital=clinic)).injects)
    assert "病棟" not in told
    assert "救急" not in told
    assert "夜勤" not in told
    assert "病棟" in "".join(one.read.ja for one in made("all_unknown").injects)


BACKUPS = {
    "unknown": (None, "未確認"),
    "detached": ((BackupMedium.ONLINE, BackupMedium.OFFLINE), "切り離した写しか"),
    "own log-in": ((BackupMedium.SEPARATE_LOGIN,), "別の認証"),
    "connected only": ((BackupMedium.ONLINE,), "今の姿"),
    "none": ((), "写しがない"),
}


@pytest.mark.parametrize("name", BACKUPS)
def test_the_question_about_the_copies_says_what_the_papers_show(name: str) -> None:
    media, words = BACKUPS[name]
    one = replace(made("small").scene, backup=Backup(id="B1", system_kind=SystemKind.EHR, media=media))
    assert words in branches_of(one, Hospital())[0].here.ja


def test_time_limits_are_counted_from_the_day() -> None:
    outside = next(one for one in made("small").injects if one.id == "outside")
    words = "".join(one.ja for one in outside.expected)
    assert drafts("small").today == date(2026, 11, 24)
    assert "2026-11-27" in words
    assert "2026-11-29" in words
    assert "個人情報保護委員会" in words


@pytest.mark.parametrize(
    ("officer", "holder"),
    [("院長", None), ("院長 山田太郎", "山田太郎"), ("院長(山田太郎)", "山田太郎"), ("院長代理 佐藤", None), ("副院長 佐藤", None), (None, None)],
)  # fmt: skip
def test_a_name_only_where_the_papers_give_one(officer: str | None, holder: str | None) -> None:
    hospital = Hospital()
    if officer:
        staff = hospital.staff.model_copy(update={"responsible": TextFact(value=officer)})
        hospital = hospital.model_copy(update={"staff": staff})
    found = seats_of(hospital, roles_of(hospital))
    assert seat(found, "director").holder == holder
    assert {one.holder for one in found if one.id not in ("director", "vendor")} == {None}
