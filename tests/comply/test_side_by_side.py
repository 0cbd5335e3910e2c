"""The answers without measures, today and after the plan; and the route after each road, with the cloud road's prize."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from inmori.comply import Assessment, Decision, SideBySide, assess
from inmori.comply.assess import with_plan
from inmori.comply.gross import without_measures
from inmori.comply.route import mends_of
from inmori.diagnose import diagnose
from inmori.errors import InputError
from inmori.model import BackupMedium, Hospital, SystemKind, Watch
from inmori.plan.roads import Roads
from inmori.text import Text
from tests.comply.house import CATALOGUE, DUTY, TODAY, hospital, server, system
from tests.report.example_documents import chosen, direction

ID = "checklist-r8"


def roads(harden: Sequence[str] = (), cloud: Sequence[str] = ()) -> Roads:
    """Three roads; "harden" costs least, so it is the one that a roadmap would follow."""

    def measures(names: Sequence[str]) -> tuple:  # type: ignore[type-arg]
        return tuple(chosen(index, name, CATALOGUE.measures[name].name.ja) for index, name in enumerate(names, start=1))

    return Roads(
        today=TODAY,
        directions=(
            direction("stay", "現状維持", 1.0),
            direction("harden", "閉域強化", 0.1, measures=measures(harden)),
            direction("cloud", "クラウド移行", 0.2, measures=measures(cloud)).model_copy(update={"leaves_site": ("lis",)}),
        ),
        verdict=Text(ja="。", en="."),
    )


def broken() -> Hospital:
    """All contracts speak of updates but one: that of the laboratory's server."""
    return hospital(
        systems=(
            system(SystemKind.EHR, "S1", vendor="北カルテ", clause=DUTY),
            system(SystemKind.LIS, "S2", vendor="検査堂", clause="unwritten"),
        )
    )


def beside(of: Hospital, plan: Roads, *, road: str | None = None, decided: tuple[Decision, ...] = ()) -> tuple[Assessment, SideBySide]:
    found = diagnose(of, CATALOGUE, today=TODAY)
    made = assess(of, found, CATALOGUE, edition="r8", today=TODAY, decided=decided)
    made = with_plan(made, of, plan, CATALOGUE, direction=road)
    assert made.compared is not None
    return made, made.compared


def test_moving_the_one_server_that_breaks_it_changes_the_route_and_says_why() -> None:
    _, compared = beside(broken(), roads(harden=["cyber_bcp"], cloud=["cloud_lis"]))
    courses = {one.direction: one.route.course for one in compared.routes}
    assert courses == {
        "today": "all_parts",
        "stay": "all_parts",
        "harden": "all_parts",
        "cloud": "outsourced_if_confirmed",
        "all_moved": "outsourced_if_confirmed",
    }
    told = {one.direction: one for one in compared.routes}
    assert [one.name for one in told["today"].route.breaking] == ["サーバ2"]
    assert told["cloud"].mended == ("サーバ2",)
    assert told["cloud"].short
    assert "移すと" in told["cloud"].words.ja
    assert "保守委託機関編だけでよい" in told["cloud"].words.ja
    assert "サーバ2" in told["cloud"].words.ja
    assert "サーバ2" in told["harden"].words.ja
    assert "この道では変わりません" in told["harden"].words.ja
    assert "1社の契約に更新の文を足せば、保守委託機関編で足ります" in told["harden"].words.ja


def test_what_mends_it_is_said_a_contract_at_a_time() -> None:
    """Two servers of one vendor need one wording that names both; a server nobody keeps needs somebody."""
    of = hospital(
        devices=(server(1), server(2), server(3)),
        systems=(
            system(SystemKind.EHR, "S1", vendor="検査堂", clause=None),
            system(SystemKind.LIS, "S2", vendor="検査堂", clause=None),
        ),
    )
    _, compared = beside(of, roads())
    mends = mends_of(compared.routes[0].route)
    assert [(one.vendor, one.servers) for one in mends] == [("検査堂", ("サーバ1", "サーバ2")), ("", ("サーバ3",))]
    assert "サーバ1、サーバ2" in mends[0].words.ja
    assert "引き受ける事業者" in mends[1].words.ja
    words = compared.routes[0].words.ja
    assert "1社の契約に更新の文を足し、事業者のない1台に引き受け手を決めれば" in words


def test_without_measures_nothing_that_was_told_or_done_is_left() -> None:
    bare = without_measures(hospital())
    assert bare.controls.cyber_bcp.value is False
    assert bare.controls.same_local_admin.value is True, "of this one yes is the lack"
    assert bare.controls.endpoint_detection.value is Watch.NONE
    assert bare.controls.last_training.value is None
    assert bare.backups[0].media == (BackupMedium.ONLINE,)
    assert bare.backups[0].restore_tested.value is False
    assert {one.id for one in bare.devices} == {one.id for one in hospital().devices}, "machines stay"
    assert [one.vendor for one in bare.contracts] == [one.vendor for one in hospital().contracts]
    assert not any(one.remote.known for one in bare.contracts), "nobody has asked"
    assert without_measures(bare) == bare


def test_three_columns_come_from_the_same_code() -> None:
    of = hospital()
    off = of.model_copy(update={"controls": of.controls.model_copy(update={"cyber_bcp": type(of.controls.cyber_bcp).of(False, *of.controls.cyber_bcp.sources)})})
    _, compared = beside(off, roads(harden=["cyber_bcp", "unique_local_admin"]))
    rows = {row.item: row for row in compared.rows}
    bcp = rows[f"{ID}/3-3"]
    assert (bcp.gross, bcp.today, bcp.after) == ("no", "no", "yes")
    assert bcp.expected, "the plan's paper does not exist yet"
    assert bcp.said("after").ja == "はいの見込み"
    assert [one.ja for one in bcp.measures] == [CATALOGUE.measures["cyber_bcp"].name.ja]
    responsible = rows[f"{ID}/1-1"]
    assert (responsible.gross, responsible.today, responsible.after, responsible.expected) == ("no", "yes", "yes", False)
    assert rows[f"{ID}/2-7"].after == "unknown", "no measure serves it"
    for state in ("gross", "today", "after"):
        assert sum(compared.counts(state).values()) == len(compared.rows)
    assert compared.counts("gross")["yes"] == 0


def test_a_yes_that_a_person_decided_is_not_taken_back_by_the_plan() -> None:
    said = Decision(item=f"{ID}/2-4", answer="yes", on=TODAY, who="佐藤", reason="権限表")
    _, compared = beside(hospital(), roads(), decided=(said,))
    row = next(one for one in compared.rows if one.item == said.item)
    assert (row.today, row.after, row.expected) == ("yes", "yes", False)


def test_no_answer_is_worse_after_the_plan_than_today() -> None:
    for of in (hospital(), broken(), Hospital()):
        _, compared = beside(of, roads(harden=["cyber_bcp", "disclosure_collection", "vpn_mfa", "staff_training"]))
        assert [row.number for row in compared.rows if row.today == "yes" and row.after != "yes"] == []
        assert [row.number for row in compared.rows if row.today == "no" and row.gross != "no"] == []


@pytest.mark.parametrize(("road", "expected"), [(None, "harden"), ("cloud", "cloud"), ("stay", "stay")])
def test_the_road_is_the_one_asked_for_or_the_proposed_one(road: str | None, expected: str) -> None:
    _, compared = beside(hospital(), roads(), road=road)
    assert compared.direction == expected


def test_a_road_that_was_not_compared_is_refused() -> None:
    with pytest.raises(InputError, match="という道はありません"):
        beside(hospital(), roads(), road="best")
