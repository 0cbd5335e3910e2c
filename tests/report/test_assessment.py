"""What the paper says: the words that depend on the hospital, judged without any page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inmori.diagnose.finding import PROBLEM_CLASS_NAMES, SEVERITY_NAMES
from inmori.model import Claim, Fact, Hosting, Source, SourceKind, TextFact, Zone, ZoneKind
from inmori.plan.roads import Roads
from inmori.report.block import Card, Section, Subheading, Table
from inmori.report.documents.assessment import Materials, assessment
from inmori.report.documents.assessment.beliefs import beliefs_section
from inmori.report.documents.assessment.board import board, closedness, roads_table, system_names
from inmori.report.documents.assessment.damage import damage_section
from inmori.report.documents.assessment.disputes import disagreeing, disputes_of
from inmori.report.documents.assessment.duties import duties
from inmori.report.documents.assessment.findings import findings_section, groups_of
from inmori.report.documents.assessment.network import band_of, network_section
from inmori.report.documents.assessment.unknowns import assumptions_section, marked, used_figures
from inmori.simulate.outcome import ServiceOutcome
from inmori.units import Interval
from tests.report.example_documents import (
    ALL,
    LEDGER,
    WIRE,
    all_unknown,
    catalogue,
    large,
    nothing_found,
    small,
    text,
)


def words(section: Section) -> str:
    """Everything a section says in Japanese."""
    return repr(section)


def with_hospital(materials: Materials, **changes: object) -> Materials:
    return replace(materials, hospital=materials.hospital.model_copy(update=changes))


@pytest.mark.parametrize("name", ALL)
def test_every_text_speaks_both_languages(name: str) -> None:
    paper = assessment(ALL[name]())

    def lopsided(value: object) -> list[object]:
        if hasattr(value, "ja"):
            return [value] if bool(value.ja) != bool(value.en) else []
        if isinstance(value, tuple):
            return [one for item in value for one in lopsided(item)]
        fields = getattr(value, "__dataclass_fields__", {})
        return [one for field in fields for one in lopsided(getattr(value, field))]

    assert lopsided((paper.board, paper.sections, paper.imprint)) == []


@pytest.mark.parametrize(
    ("gateways", "flows", "said"),
    [
        (True, True, "(資料にない場所は分かりません)"),
        (True, False, "(ただし通信の記録は見ていません)"),
        (False, True, "(ただし機器の設定は見ていません)"),
        (False, False, "判断できません"),
    ],
)
def test_no_leak_is_told_with_what_was_looked_at(gateways: bool, flows: bool, said: str) -> None:
    base = nothing_found()
    materials = with_hospital(
        base, gateways=base.hospital.gateways if gateways else (), flows=base.hospital.flows if flows else ()
    )
    assert said in closedness(materials).ja


def test_belief_is_only_quoted_when_it_was_told() -> None:
    silent = with_hospital(small(), believes_closed=Fact[bool]())
    assert "病院では" in closedness(small()).ja
    assert closedness(silent).ja.startswith("診療系(閉域)には、")


def test_the_board_names_six_steps_and_three_roads() -> None:
    page = board(small())
    assert [step.number for step in page.steps] == [1, 2, 3, 4, 5, 6]
    table = roads_table(small())
    assert table is not None
    assert [column.title.ja for column in table.columns] == ["", "現状維持", "閉域強化", "クラウド移行"]
    assert all(len(row) == 4 for row in table.rows)


def test_a_step_without_price_is_not_called_free() -> None:
    costs = [step.cost.ja for step in board(small()).steps]
    assert costs[0] == "費用なし、8時間"
    assert costs[5] == "費用は見積もりが必要、48時間"


def test_systems_are_named_by_weight_and_not_by_id() -> None:
    assert [name.ja for name in system_names(small(), ("pacs", "receipt", "ehr", "zz"))] == [
        "電子カルテ", "医事会計(レセコン)", "画像(PACS)", "zz",
    ]  # fmt: skip


def test_findings_go_by_problem_and_gravity() -> None:
    for materials in (small(), large()):
        section = findings_section(materials)
        headings = [block.text.ja for block in section.blocks if isinstance(block, Subheading)]
        assert headings == [name.ja for name in PROBLEM_CLASS_NAMES.values()][: len(headings)]
        order = [name.ja for name in SEVERITY_NAMES.values()]
        ranks: list[int] = []
        for block in section.blocks:
            if isinstance(block, Subheading):
                assert ranks == sorted(ranks)
                ranks = []
            elif isinstance(block, Card):
                ranks.append(order.index(block.badge.ja))
            elif isinstance(block, Table):
                ranks += [order.index(row[0].ja) for row in block.rows]
        assert ranks == sorted(ranks)


def test_no_finding_is_lost_by_grouping() -> None:
    for materials in (small(), large()):
        groups = groups_of(materials.diagnosis.findings)
        shown = [finding.id for group in groups for finding in group.findings]
        assert sorted(shown) == sorted(finding.id for finding in materials.diagnosis.findings)


def test_many_like_findings_make_one_card_with_a_short_list() -> None:
    cards = [block for block in findings_section(small()).blocks if isinstance(block, Card)]
    card = next(card for card in cards if "サポート" in card.title.ja)
    assert card.title.ja.endswith("ほか同じ指摘24件")
    where = {label.ja: said.ja for label, said in card.lines}["どこで"]
    assert "ほか19台" in where


def test_unknown_zones_are_drawn_where_nothing_is_promised() -> None:
    assert band_of(Zone(id="x", kind=ZoneKind.UNKNOWN)) == "inside"
    assert band_of(Zone(id="x", kind=ZoneKind.CLINICAL)) == "closed"
    assert band_of(Zone(id="x", kind=ZoneKind.INFO, closed_by_intent=Fact[bool](value=True))) == "closed"
    assert band_of(Zone(id="x", kind=ZoneKind.CLOUD)) == "outside"


@pytest.mark.parametrize(
    ("one", "other", "really"),
    [
        ("10.0.17763", "10.0.17763.3089", False),
        ("Windows 10", "windows 10 Pro", False),
        ("Windows 1", "Windows 10", True),
        ("Windows 7", "Windows 10", True),
        (False, True, True),
    ],
)
def test_less_exact_is_not_otherwise(one: object, other: object, really: bool) -> None:
    fact: Fact[object] = Fact(value=other, sources=(WIRE,), others=(Claim(value=one, source=LEDGER),))
    assert bool(disagreeing(fact)) is really


def test_disputes_about_being_in_use_come_first() -> None:
    fields = [dispute.field for dispute in disputes_of(large())]
    assert fields == sorted(fields, key=("status", "os").index)
    assert fields[0] == "status"


def test_belief_and_evidence_stand_side_by_side() -> None:
    table = beliefs_section(small()).blocks[0]
    assert isinstance(table, Table)
    said = {row[0].ja: (row[1].ja, row[2].ja) for row in table.rows}
    assert said["機器の台数"] == ("30台", "使用中とみられる機器 39台(ほかに廃棄・撤去済み 0台、認識との差 +9台)")
    assert said["リモート保守の経路"] == ("1経路", "2経路。うち一覧にないもの 1: 画像システム販売")
    assert said["診療系は外とつながっていない"] == ("はい", "外とつながる想定外の経路が5か所")
    assert "電カル+部門系" in said["区画は分かれている"][1] or "電カル+部門・検査" in said["区画は分かれている"][1]


def test_beliefs_that_were_not_told_are_unknown() -> None:
    table = beliefs_section(all_unknown()).blocks[0]
    assert isinstance(table, Table)
    assert {row[1].ja for row in table.rows} == {"不明"}


def test_without_any_look_at_the_border_no_leak_is_not_good_news() -> None:
    blind = with_hospital(nothing_found(), gateways=(), flows=(), remote_accesses=())
    roads = roads_table(replace(blind, roads=_with_no_way_left(blind.roads)))
    assert roads is not None
    left = next(row for row in roads.rows if row[0].ja == "残る想定外の経路")
    assert {cell.ja for cell in left[1:]} == {"判断できません"}
    table = beliefs_section(blind).blocks[0]
    assert isinstance(table, Table)
    assert {row[0].ja: row[2].ja for row in table.rows}["リモート保守の経路"] == "資料がなく判断できません"


def _with_no_way_left(roads: Roads) -> Roads:
    directions = tuple(one.model_copy(update={"open_crossings": 0}) for one in roads.directions)
    return roads.model_copy(update={"directions": directions})


def test_of_an_ehr_in_the_cloud_only_the_link_stands_in_the_house() -> None:
    base = small()
    moved = tuple(
        one.model_copy(update={"hosting": Fact[Hosting].of(Hosting.CLOUD, LEDGER)}) if one.id == "ehr" else one for one in base.hospital.systems
    )
    here, away = (repr(network_section(materials)) for materials in (base, with_hospital(base, systems=moved)))
    assert "・電子カルテ" in here
    assert "(クラウド)の連携機器" not in here
    assert "・電子カルテ(クラウド)の連携機器" in away


def test_a_path_of_nobody_is_named_by_what_it_is() -> None:
    base = small()
    nobody = tuple(one.model_copy(update={"vendor": TextFact()}) for one in base.hospital.remote_accesses)
    table = beliefs_section(with_hospital(base, remote_accesses=nobody)).blocks[0]
    assert isinstance(table, Table)
    said = {row[0].ja: row[2].ja for row in table.rows}["リモート保守の経路"]
    assert "事業者不明の" in said
    assert not any(one.id in said for one in nobody)


def test_an_ehr_that_keeps_running_is_not_said_to_stop_for_zero_days() -> None:
    base = small()
    runs_on = base.outcomes.model_copy(update={"ehr_down_days": Interval(low=0, mid=0.1, high=19, unit="days")})
    said = board(replace(base, outcomes=runs_on)).situation.ja
    assert "電子カルテは止まらないか、止まっても19日以内の見込みです" in said
    assert "止まり、" not in said


def test_a_service_whose_systems_nobody_named_does_not_stand_still_for_zero_days() -> None:
    zero = Interval(low=0, mid=0, high=0, unit="days")
    services = tuple(
        ServiceOutcome(service=name, name=text(name, name), days=zero, p_seven_days=0.0) for name in ("outpatients", "laboratory")
    )
    base = small()
    materials = replace(base, outcomes=base.outcomes.model_copy(update={"services": services}))
    table = next(
        block for block in damage_section(materials).blocks if isinstance(block, Table) and block.caption.ja.startswith("診療機能ごと")
    )
    assert [row[1].ja for row in table.rows] == ["0日", "判断できません(使うシステムが資料にない)"]


def test_assumptions_are_marked_and_the_strongest_come_first() -> None:
    figures = used_figures(small())
    assert figures[0].quantity == "threat.rdp"
    assert {marked(one).ja[0] for one in figures if one.basis == "assumption"} == {"◆"}
    assert all("◆" not in marked(one).ja for one in figures if one.basis != "assumption")
    assert len({one.quantity for one in figures}) == len(figures)


def test_like_unknowns_are_put_together() -> None:
    base = small()
    unknowns = tuple(text(f"「{name}」の媒体が分からないため、補いました。") for name in "ABCDEF")
    materials = replace(base, outcomes=base.outcomes.model_copy(update={"unknowns": unknowns}))
    assert "A、B、C、D ほか2件の媒体が分からないため、補いました。" in words(assumptions_section(materials))


def test_duties_have_names_and_numbers() -> None:
    known = catalogue()
    ids = tuple(one for one in ("checklist-r7/2-13", "checklist-r7/3-2", "bcp-table/1-1") if one in known.requirements)
    said = duties(known, (*ids, "gone/1"), limit=3)
    assert said.ja.startswith("チェックリスト(令和7年度) ")
    assert "ほか1項目" in said.ja


@pytest.mark.parametrize(
    ("today", "cut_off"),
    [(date(2026, 11, 24), date(2026, 11, 17)), (date(2026, 11, 11), date(2026, 11, 10)), (date(2026, 1, 1), None)],
)
def test_the_cut_off_is_the_newest_evidence_and_never_in_the_future(today: date, cut_off: date | None) -> None:
    assert replace(small(), today=today).cut_off == cut_off


def test_a_label_from_a_configuration_gives_way_to_a_plain_name() -> None:
    place = Source(kind=SourceKind.CONFIG, file="fw.conf")
    zones = (
        Zone(id="a", kind=ZoneKind.DEPT, name=TextFact.of("DEPT_NET", place)),
        Zone(id="b", kind=ZoneKind.WIFI, name=TextFact.of("WLAN_A", place)),
        Zone(id="c", kind=ZoneKind.WIFI, name=TextFact.of("WLAN_B", place)),
        Zone(id="d", kind=ZoneKind.CLINICAL, name=TextFact.of("電カル網", place)),
        Zone(id="e", kind=ZoneKind.INTERNET, name=TextFact.of("WAN_フレッツ", place)),
    )
    materials = with_hospital(small(), zones=zones)
    assert [materials.zone_name(one).ja for one in (*"abcde", "internet", "198.51.100.0/28", "")] == [
        "部門系", "院内無線(WLAN_A)", "院内無線(WLAN_B)", "電カル網", "インターネット", "インターネット", "198.51.100.0/28", "不明",
    ]  # fmt: skip


def test_the_glossary_has_about_a_dozen_words() -> None:
    section = assessment(all_unknown()).sections[-1]
    assert section.id == "words"
    assert 10 <= len(section.blocks[0].items) <= 16  # type: ignore[union-attr]
