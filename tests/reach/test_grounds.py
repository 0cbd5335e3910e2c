"""What counts as a reason, and what only looks like one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.model import Hospital, Vendor
from inmori.reach.address_space import NOTHING, Space, network
from inmori.reach.grounds import Explanation, Grounds, Way, plain_name
from tests.reach.house import contract, hospital, listed

TODAY = date(2026, 6, 1)


def explain(
    made: Hospital, comment: str = "", *texts: str, refs: tuple[str, ...] = (), **spaces: Space
) -> Explanation:
    way = Way(comment, texts, frozenset(refs), spaces.get("outside", NOTHING), spaces.get("targets", NOTHING))
    return Grounds(made, today=TODAY).explain(way)


COMMENTS = {
    "": "",
    "AVの配信": "comment",
    "申請No.21": "approval",
    "申請Ｎｏ．２１": "approval",
    "稟議 2023-014 による": "approval",
    "承認番号:A-7": "approval",
    "ticket #4711": "approval",
    "HTTPS許可 443": "comment",  # a port is no number of an application
    "依頼元は放射線科": "comment",
    "test": "",
    "テスト": "",
    "一時的に開放": "",
    "TEMP until audit": "",
    "attempt counter": "comment",
    "contest server": "comment",
    "仮": "",
}


@pytest.mark.parametrize("comment", COMMENTS)
def test_comments(comment: str) -> None:
    assert explain(hospital(), comment).by == COMMENTS[comment]


def test_a_temporary_name_spoils_a_good_comment_but_not_the_list() -> None:
    assert explain(hospital(), "保守", "TEMP_0401").by == ""
    made = hospital(remote_accesses=(listed("北斗メディカル", "policy:9"),))
    assert explain(made, "保守", "TEMP_0401", refs=("policy:9",)).by == "list"


NAMES = [
    "北斗メディカル株式会社",
    "株式会社北斗メディカル",
    "(株)北斗メディカル",
    "㈱ 北斗メディカル",
    "北斗・メディカル",
]


@pytest.mark.parametrize("written", NAMES)
def test_one_company_however_it_is_written(written: str) -> None:
    assert plain_name(written) == "北斗メディカル"
    made = hospital(contracts=(contract(written, end=date(2027, 3, 31)),))
    assert explain(made, "", "北斗メディカル RDP").by == "contract"


PAPERS: dict[str, tuple[dict[str, Any], str, date | None]] = {
    "no paper": ({}, "comment", None),
    "running": ({"contracts": (contract("北斗メディカル", end=date(2027, 3, 31)),)}, "contract", None),
    "ended": ({"contracts": (contract("北斗メディカル", end=date(2024, 3, 31)),)}, "", date(2024, 3, 31)),
    "one ended, one running": (
        {"contracts": (contract("北斗メディカル", end=date(2024, 3, 31)), contract("(株)北斗メディカル", end=date(2027, 3, 31)))},
        "contract", None,
    ),
    "no end written": ({"contracts": (contract("北斗メディカル"),)}, "contract", None),
    "somebody else's": ({"contracts": (contract("南星システム", end=date(2024, 3, 31)),)}, "comment", None),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_contracts(name: str) -> None:
    parts, by, ended = PAPERS[name]
    found = explain(hospital(**parts), "北斗メディカル 保守")
    assert (found.by, found.ended) == (by, ended)


def test_a_line_on_the_list_does_not_outlive_the_contract() -> None:
    made = hospital(
        remote_accesses=(listed("北斗メディカル", "policy:9"),),
        contracts=(contract("北斗メディカル", end=date(2024, 3, 31)),),
    )
    found = explain(made, "保守", refs=("policy:9",))
    assert (found.by, found.ended, found.vendor) == ("", date(2024, 3, 31), "北斗メディカル")


def test_no_contract_has_ended_while_today_is_not_known() -> None:
    made = hospital(contracts=(contract("北斗メディカル", end=date(2024, 3, 31)),))
    way = Way("北斗メディカル", (), frozenset(), NOTHING, NOTHING)
    assert Grounds(made, today=None).explain(way).by == "contract"


def test_a_list_that_does_not_name_the_way_says_so() -> None:
    made = hospital(
        remote_accesses=(listed("南星システム", "policy:3"),),
        vendors=(Vendor(id="V1", name="北斗メディカル"),),
    )
    found = explain(made, "北斗メディカル 保守", refs=("policy:9",))
    assert (found.by, found.unlisted, found.vendor) == ("comment", True, "北斗メディカル")


def test_a_list_names_a_way_by_address_or_by_company_and_target() -> None:
    vendor_net, server = network("10.90.1.0/24"), network("10.4.10.5/32")
    by_net = hospital(remote_accesses=(listed("北斗", "10.90.1.0/24"),))
    assert explain(by_net, outside=vendor_net, targets=server).by == "list"
    assert (
        explain(by_net, outside=network("0.0.0.0/0"), targets=server).by == ""
    )  # everybody is nobody in particular
    by_target = hospital(remote_accesses=(listed("北斗メディカル", targets=("10.4.10.5",)),))
    assert explain(by_target, "", "北斗メディカル", targets=server).by == "list"
    assert explain(by_target, "", "北斗メディカル", targets=network("10.4.10.6/32")).by == ""


# What a contract writes about the far end, and whether it explains a way to 192.0.2.77.
WRITTEN = {
    "先方ゲートウェイ(192.0.2.77:443)へ送信": "contract",
    "保守網 192.0.2.64/28 より": "contract",
    "先方 192.0.2.78": "",
    "先方 192.0.2.7": "",
    "0.0.0.0/0": "",
    "来院による": "",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_contract_that_writes_the_far_end(text: str) -> None:
    paper = contract("東和電機", end=date(2027, 3, 31)).model_copy(update={"covers": ("保守", text)})
    assert explain(hospital(contracts=(paper,)), outside=network("192.0.2.77")).by == WRITTEN[text]
    over = paper.model_copy(update={"end": contract("x", end=date(2024, 3, 31)).end})
    found = explain(hospital(contracts=(over,)), outside=network("192.0.2.77"))
    assert (found.by, found.ended is not None) == ("", WRITTEN[text] != "")
