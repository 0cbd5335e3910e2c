"""The route of guideline 7.0: one server without the words closes it, moving that one to the cloud opens it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.comply import route_of
from inmori.model import DateFact, Hospital, Hosting, SystemKind, YesNo
from inmori.plan.apply import apply
from inmori.plan.ground import ground_of
from tests.comply.house import CATALOGUE, DUTY, LEDGER, TODAY, contract, hospital, server, system


def with_lis(clause: str | None, *, hosting: Hosting = Hosting.ON_PREMISES) -> Hospital:
    return hospital(
        devices=(server(1), *((server(2),) if hosting is Hosting.ON_PREMISES else ())),
        systems=(
            system(SystemKind.EHR, "S1", vendor="北カルテ", clause=DUTY),
            system(SystemKind.LIS, "S2", vendor="検査堂", clause=clause, hosting=hosting),
        ),
    )


def test_all_servers_kept_by_vendors_in_writing() -> None:
    route = route_of(with_lis(DUTY), CATALOGUE, today=TODAY)
    assert route.course == "outsourced"
    assert route.breaking == ()
    assert all(one.mend is None and one.sources for one in route.votes)


def test_one_server_breaks_it_and_is_named_with_words_that_mend_it() -> None:
    route = route_of(with_lis("unwritten"), CATALOGUE, today=TODAY)
    assert route.course == "all_parts"
    assert [(one.device, one.vendor, one.vote) for one in route.breaking] == [("S2", "検査堂", "unclear")]
    mend = route.breaking[0].mend
    assert mend is not None
    assert "サーバ2" in mend.ja
    assert "検査堂" in mend.ja
    assert "サーバ2" in route.reason.ja


@pytest.mark.parametrize(
    ("clause", "course", "vote"),
    [
        ("unwritten", "outsourced_if_confirmed", "confirm"),  # the old contract's silence says nothing of the terms
        ("提供事業者の責任で更新する(約款5条)", "outsourced", "yes"),
        ("OSの更新は病院が行う", "all_parts", "no"),
    ],
)
def test_the_same_server_in_the_cloud(clause: str, course: str, vote: str) -> None:
    route = route_of(with_lis(clause, hosting=Hosting.CLOUD), CATALOGUE, today=TODAY)
    assert route.course == course
    assert [one.vote for one in route.votes if one.system == "lis"] == [vote]
    assert "クラウド" in route.reason.ja or course != "outsourced_if_confirmed"


@pytest.mark.parametrize(
    ("clause", "vote"),
    [
        ("乙はサーバのOSおよびミドルウェアのセキュリティ更新を自らの責任で行う", "yes"),
        ("事業者(契約に明記)", "yes"),
        ("ベンダーが実施", "yes"),
        ("検査堂", "yes"),
        ("乙が病院のサーバのOSを更新する", "yes"),
        ("OSの更新は甲が行う", "no"),
        ("病院", "no"),
        ("OSは病院で更新し、アプリケーションは乙が行う", "no"),
        ("閉域網のため更新しない", "no"),
        ("乙はOSの更新を含まない", "no"),
        ("乙は甲の依頼により更新を適用する", "unclear"),
        ("乙は更新プログラムを提供する", "unclear"),
        ("ベストエフォートで事業者が対応", "unclear"),
        ("更新は別途有償で事業者が行う", "unclear"),
        ("記載なし", "unclear"),
        ("年4回", "unclear"),
        (None, "unclear"),
    ],
)
def test_the_words_of_a_clause(clause: str | None, vote: str) -> None:
    votes = {one.device: one.vote for one in route_of(with_lis(clause), CATALOGUE, today=TODAY).votes}
    assert votes == {"S1": "yes", "S2": vote}


def test_the_measure_that_moves_it_to_the_cloud_opens_the_route() -> None:
    """The plan's own edit, so that the cloud road's prize shows after each direction by the same code."""
    before = with_lis("unwritten")
    moved = apply(CATALOGUE.measures["cloud_lis"], before, ground=ground_of(before, CATALOGUE, today=TODAY)).hospital
    after = route_of(moved, CATALOGUE, today=TODAY)
    assert (route_of(before, CATALOGUE, today=TODAY).course, after.course) == ("all_parts", "outsourced_if_confirmed")
    assert {one.name: one.vote for one in after.votes} == {"サーバ1": "yes", "検体検査(LIS)": "confirm"}
    assert next(one for one in after.votes if one.vote == "confirm").mend is not None, "where to look is said"


def test_a_server_nobody_keeps_is_told_otherwise() -> None:
    lone = route_of(hospital(devices=(server(1), server(2), server(3))), CATALOGUE, today=TODAY).breaking[0]
    assert "事業者も契約も" in lone.reason.ja
    assert lone.mend is not None
    assert "クラウドへ移す" in lone.mend.ja


def test_a_server_of_no_system_counts() -> None:
    lone = hospital(devices=(server(1), server(2), server(3)))
    route = route_of(lone, CATALOGUE, today=TODAY)
    assert (route.course, [one.device for one in route.breaking]) == ("all_parts", ["S3"])
    covered = contract(3, "北カルテ", covers=("サーバ3",), update_clause=lone.systems[0].update_owner)
    kept = server(3).model_copy(update={"vendor": lone.systems[0].vendor})
    mended = lone.model_copy(update={"contracts": (*lone.contracts, covered), "devices": (server(1), server(2), kept)})
    assert route_of(mended, CATALOGUE, today=TODAY).course == "outsourced"


@pytest.mark.parametrize(
    ("more", "course"),
    [
        ({"end": DateFact.of(date(2026, 3, 31), LEDGER)}, "all_parts"),
        ({"end": DateFact.of(date(2026, 11, 24), LEDGER)}, "outsourced"),
        ({"end": DateFact.of(date(2026, 3, 31), LEDGER), "auto_renewal": YesNo.of(True, LEDGER)}, "outsourced"),
        ({}, "outsourced"),
    ],
)
def test_a_contract_that_has_ended_promises_nothing(more: dict[str, Any], course: str) -> None:
    of = hospital(contracts=(contract(1, "北カルテ"), contract(2, "検査堂", **more)))
    route = route_of(of, CATALOGUE, today=TODAY)
    assert route.course == course
    assert [one.device for one in route.breaking] == (["S2"] if course == "all_parts" else [])


def test_servers_around_are_left_out_and_named() -> None:
    around = hospital(systems=(*hospital().systems[:1], system(SystemKind.ANTIVIRUS, "S2", vendor="検査堂", clause=None)))
    route = route_of(around, CATALOGUE, today=TODAY)
    assert (route.course, route.left_out) == ("outsourced", ("サーバ2",))


def test_a_system_whose_machines_are_not_known_is_not_passed_over() -> None:
    lost = hospital(systems=(hospital().systems[0], hospital().systems[1].model_copy(update={"device_ids": ()})), devices=(server(1),))
    assert {one.name for one in route_of(lost, CATALOGUE, today=TODAY).votes} == {"サーバ1", "検体検査(LIS)"}
