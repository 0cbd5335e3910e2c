"""What people wrote into the roadmap shows in a later report: who, when, done; and what is gone is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inmori.plan.roadmap import ItemState, Roadmap, RoadmapItem
from inmori.plan.roadmap_change import EditedRow, with_changes
from inmori.plan.roadmap_make import roadmap_of
from inmori.report.block import Bullets, Card, Figure, Paragraph, Section, Table
from inmori.report.documents.assessment import Materials
from inmori.report.documents.assessment.board import board
from inmori.report.documents.assessment.content import assessment
from inmori.report.documents.assessment.roads import steps_section
from inmori.report.documents.roadmap.agreed import agreed
from inmori.report.documents.two_roads import two_roads
from tests.plan.road_case import moving_hospital, roads
from tests.report.example_documents import catalogue, small

WROTE = EditedRow(
    measure="cyber_bcp", start=date(2026, 12, 1), due=date(2027, 6, 30), owner="山田 花子", state="done", note="理事会で説明"
)


def made(direction: str = "harden", *, earlier: Roadmap | None = None) -> Roadmap:
    return roadmap_of(moving_hospital(), roads(), catalogue(), direction=direction, earlier=earlier)


def written(direction: str = "harden") -> Roadmap:
    return with_changes(made(direction), (WROTE,))


def materials(earlier: Roadmap | None) -> Materials:
    return replace(
        small(), hospital=moving_hospital(), roads=roads(steps=("cyber_bcp", "vpn_mfa")), crossings=(), earlier=earlier
    )


def roadmap_section(earlier: Roadmap | None) -> Section:
    return next(one for one in assessment(materials(earlier)).sections if one.id == "roadmap")


def tasks(section: Section) -> dict[str, list[str]]:
    table = next(block for block in section.blocks if isinstance(block, Table) and "誰が" in block.caption.ja)
    return {row[0].en: [cell.ja for cell in row[1:]] for row in table.rows}


def test_owner_dates_and_state_stand_in_the_report() -> None:
    section = roadmap_section(written())
    rows = tasks(section)
    assert rows["cyber_bcp"] == ["2026-12-01", "2027-06-30", "山田 花子", "完了", "理事会で説明"]
    assert rows["vpn_mfa"][2].startswith("未定(案: ")
    assert rows["vpn_mfa"][3] == "未着手"
    said = "".join(block.text.ja for block in section.blocks if isinstance(block, Paragraph))
    assert "完了と報告されたもの1件、進行中0件、担当者の名前が決まったもの1件" in said
    assert "次の資料で確かめます" in said


def test_what_is_late_is_counted() -> None:
    late = replace(materials(written()), today=date(2030, 1, 1))
    section = next(one for one in assessment(late).sections if one.id == "roadmap")
    said = "".join(block.text.ja for block in section.blocks if isinstance(block, Paragraph))
    assert "期限を過ぎて終わっていないものが2件あります" in said  # the third is done


def test_the_steps_on_the_board_name_the_owner_and_say_done() -> None:
    [first, second] = board(materials(written())).steps
    assert first.title.ja.startswith("【完了と報告】")
    assert (first.who.ja, first.by.ja) == ("山田 花子", "2027年6月まで")
    assert "【" not in second.title.ja
    full = steps_section(materials(written()))
    assert full is not None
    card = full.blocks[0]
    assert isinstance(card, Card)
    assert "【完了と報告】" in card.title.ja


@pytest.mark.parametrize("roadmap", [None, made()])
def test_nothing_written_changes_nothing(roadmap: Roadmap | None) -> None:
    step = roads().next_steps[0]
    assert agreed(step, roadmap) == step


def gone_item(*, edited: bool) -> RoadmapItem:
    item = made().items[0]
    changes: dict[str, object] = {"measure": "second_line", "edited": ("owner",) if edited else (), "owner": "田中" if edited else ""}
    return item.model_copy(update=changes)


def with_more(*items: RoadmapItem) -> Roadmap:
    earlier = written()
    return earlier.model_copy(update={"items": (*earlier.items, *items)})


def test_a_task_that_the_plan_no_longer_has_is_told_with_its_owner() -> None:
    section = roadmap_section(with_more(gone_item(edited=True)))
    [bullets] = [block for block in section.blocks if isinstance(block, Bullets) and "田中" in repr(block)]
    assert len(bullets.items) == 1
    assert "今の計画では選ばれませんでした" in bullets.items[0].ja


def test_what_people_wrote_is_not_lost_when_a_task_goes_and_comes_back() -> None:
    noted = with_changes(made("cloud"), (WROTE.model_copy(update={"measure": "cloud_lis", "owner": "佐藤", "note": ""}),))
    without = made("harden", earlier=noted)
    assert [(one.measure, one.owner) for one in without.dropped] == [("cloud_lis", "佐藤")]
    item = made("cloud", earlier=without).item("cloud_lis")
    assert item is not None
    assert item.owner == "佐藤"
    assert made("cloud", earlier=without).dropped == ()


@pytest.mark.parametrize(("state", "moves"), [("todo", True), ("doing", False), ("done", False)])
def test_work_that_has_begun_keeps_its_days_when_the_plan_is_made_anew(state: ItemState, moves: bool) -> None:
    before = made()
    item = next(one for one in before.items if one.measure == "vpn_mfa")
    row = EditedRow(measure="vpn_mfa", start=item.start, due=item.due, owner="佐藤", state=state, note="")
    later = roads().model_copy(update={"today": before.today + timedelta(days=60)})
    again = roadmap_of(moving_hospital(), later, catalogue(), direction="harden", earlier=with_changes(before, (row,)))
    found = again.item("vpn_mfa")
    assert found is not None
    assert ((found.start, found.due) != (item.start, item.due)) is moves


def test_what_nobody_wrote_into_is_told_once_and_only_on_the_same_road() -> None:
    earlier = with_more(gone_item(edited=False))
    once = made("harden", earlier=earlier)
    assert [one.measure for one in once.dropped] == ["second_line"]
    assert made("harden", earlier=once).dropped == ()
    assert made("cloud", earlier=earlier).dropped == ()


def test_a_road_that_is_no_longer_compared_is_told() -> None:
    searched = written().model_copy(update={"direction": "best"})
    section = roadmap_section(searched)
    [said] = [block.text.ja for block in section.blocks if isinstance(block, Paragraph) and block.tone == "caution"]
    assert "前の工程表は" in said
    assert "inmori plan" in said


def test_the_report_follows_the_road_that_people_follow() -> None:
    followed = materials(written("cloud")).roadmap
    assert followed is not None
    assert followed.direction == "cloud"
    plain = materials(None).roadmap
    assert plain is not None
    assert plain.direction == "harden"


def test_the_board_page_names_the_owner_too() -> None:
    page = two_roads(moving_hospital(), roads(steps=("cyber_bcp",)), written(), version="0.1.0")
    [step] = page.board.steps
    assert step.who.ja == "山田 花子"
    assert step.title.ja.startswith("【完了と報告】")


@pytest.mark.parametrize(("road", "titles"), [("harden", ["移行の波(「クラウド移行」を選ぶ場合)"]), ("cloud", ["移行の波"])])
def test_the_waves_of_a_move_are_shown_whatever_road_is_followed(road: str, titles: list[str]) -> None:
    figures = [block.title.ja for block in roadmap_section(written(road)).blocks if isinstance(block, Figure)]
    assert [title for title in figures if "移行の波" in title] == titles
