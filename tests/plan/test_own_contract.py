"""The EHR's yearly cost of today is the hospital's own contract where one names it, else what the catalogue assumes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inmori.model import Contract, DateFact, Hospital, Source, SourceKind, System, SystemKind, TextFact, YesNo
from inmori.model.provenance import Amount
from inmori.plan.cost import CostLine, cost_lines, discount_factor
from inmori.plan.directions import Direction
from inmori.plan.ground import Ground
from inmori.plan.notes import notes_of
from inmori.plan.own_contract import ehr_contracts
from inmori.plan.scene import Scene
from inmori.plan.wish import Wishes
from tests.plan.move_case import TODAY, hospital
from tests.plan.scenes import CATALOGUE, only, scene

MAKER, YEN = "峠電算", 4_200_000.0
ASSUMED = "onprem.ehr.maintenance.bed"
FEW = only("ehr_renewal", "cloud_ehr", "second_line", "mfa_cloud", "device_management")
CELL = Source(kind=SourceKind.LEDGER, file="契約簿.xlsx", sheet="一覧", cell="D7")


def paper(
    *covers: str, yen: float | None = YEN, maker: str = f"{MAKER}株式会社", end: date | None = None, rolls: bool = False, id_: str = "K7"
) -> Contract:
    return Contract(
        id=id_,
        vendor=TextFact.of(maker, CELL),
        covers=covers,
        yearly_yen=Amount() if yen is None else Amount.of(yen, CELL),
        end=DateFact() if end is None else DateFact.of(end, CELL),
        auto_renewal=YesNo.of(rolls, CELL),
        sources=(CELL,),
    )


def house(*contracts: Contract) -> Hospital:
    of = hospital([SystemKind.EHR, SystemKind.LIS])
    systems = tuple(
        one.model_copy(update={"vendor": TextFact.of(MAKER, CELL)}) if one.kind is SystemKind.EHR else one for one in of.systems
    )
    return of.model_copy(update={"contracts": contracts, "systems": systems})


def scene_with(*contracts: Contract) -> Scene:
    return scene(house(*contracts), catalogue=FEW, budget=1e7, ground=Ground(today=TODAY), today=TODAY)


def yearly(of: Scene, starts: dict[str, int]) -> list[CostLine]:
    return [each for each in cost_lines(of, Direction(id="harden", starts=starts)) if each.part == "system" and each.line.yearly]


TAKEN = {
    "named in its own words": (paper("電子カルテ・医事 保守"), {"K7"}),
    "named by its server": (paper("ehrサーバ"), {"K7"}),
    "past, but renewing by itself": (paper("電子カルテ保守", end=date(2025, 3, 31), rolls=True), {"K7"}),
    "past": (paper("電子カルテ保守", end=date(2025, 3, 31)), set()),
    "no amount": (paper("電子カルテ保守", yen=None), set()),
    "nothing paid": (paper("電子カルテ保守", yen=0.0), set()),
    "another vendor": (paper("電子カルテ保守", maker="谷川システム"), set()),
    "another work of the same vendor": (paper("ネットワーク機器保守"), set()),
    "no words": (paper(), set()),
    "a lease": (paper("電子カルテ機器リース"), set()),
}


@pytest.mark.parametrize("name", TAKEN)
def test_which_contract_counts(name: str) -> None:
    contract, wanted = TAKEN[name]
    assert {each.id for each in ehr_contracts(house(contract), today=TODAY)} == wanted


def test_the_amount_is_paid_each_year_until_the_switch() -> None:
    of = scene_with(paper("電子カルテ保守"))
    for starts in ({"ehr_renewal": 3}, {"cloud_ehr": 3}):
        own = [each for each in yearly(of, starts) if each.line.price.id == "contract.K7"]
        assert [(each.year, each.interval().mid) for each in own] == [(y, pytest.approx(YEN * discount_factor(of, y))) for y in (1, 2)]
        assert {(each.line.price.basis, each.line.price.source) for each in own} == {("reported", CELL.place())}
        assert not [each for each in yearly(of, starts) if each.year < 3 and each.line.price.id == ASSUMED]


def test_two_contracts_add_up() -> None:
    of = scene_with(paper("電子カルテ保守"), paper("電子カルテ(夜間対応)", yen=1e6, id_="K8"))
    first = sum(each.interval().mid for each in yearly(of, {"ehr_renewal": 3}) if each.year == 1)
    assert first == pytest.approx(YEN + 1e6)


def test_without_a_contract_the_assumption_and_its_range_stay() -> None:
    of = scene_with()
    assumed = CATALOGUE.quantity(ASSUMED)
    lines = yearly(of, {"ehr_renewal": 3})
    assert {each.year for each in lines} == set(range(1, 6))
    assert {(each.line.price.low, each.line.price.value, each.line.price.high) for each in lines} == {
        (assumed.low, assumed.value, assumed.high)
    }
    assert not [note for note in notes_of(of, Wishes()) if "契約" in note.ja and "年額" in note.ja]


@pytest.mark.parametrize("yen", [200_000.0, 9e8])
def test_after_the_renewal_todays_amount_goes_on_and_its_range_reaches_to_the_usual(yen: float) -> None:
    of, without = scene_with(paper("電子カルテ保守", yen=yen)), scene_with()
    [usual] = [each.line.interval() for each in yearly(without, {"ehr_renewal": 3}) if each.year == 3]
    after = [each.line for each in yearly(of, {"ehr_renewal": 3}) if each.year >= 3]
    assert len(after) == 3
    for line in after:
        assert line.interval().mid == yen
        assert line.interval().low <= min(usual.mid, yen * usual.low / usual.mid) * (1 + 1e-9)
        assert line.interval().high >= max(usual.mid, yen * usual.high / usual.mid) * (1 - 1e-9)
        assert (line.price.basis, line.price.source) == ("assumption", CELL.place())


def test_what_the_contract_says_moves_hardening_and_leaves_the_move_from_its_switch_on() -> None:
    dear, cheap = scene_with(paper("電子カルテ保守", yen=9e6)), scene_with(paper("電子カルテ保守", yen=1e6))
    for starts, years in (({"ehr_renewal": 3}, range(1, 6)), ({"cloud_ehr": 3}, range(1, 3))):
        gap = sum(each.interval().mid for each in yearly(dear, starts)) - sum(each.interval().mid for each in yearly(cheap, starts))
        assert gap == pytest.approx(8e6 * sum(discount_factor(dear, year) for year in years))


def test_billing_counts_beside_the_ehr_and_never_for_it() -> None:
    billing = System(id="receipt", kind=SystemKind.RECEIPT, vendor=TextFact.of("谷川システム"), name=TextFact.of("医事会計"))
    both = (paper("電子カルテ保守"), paper("医事会計 保守", yen=7e5, id_="K8", maker="谷川システム"))
    for contracts, wanted in ((both, {"K7", "K8"}), (both[1:], set())):
        there = house(*contracts)
        there = there.model_copy(update={"systems": (*there.systems, billing)})
        assert {each.id for each in ehr_contracts(there, today=TODAY)} == wanted


def test_a_hospital_in_the_cloud_pays_what_its_contract_says() -> None:
    here = scene_with(paper("電子カルテ利用契約"))
    there = scene(here.after(["cloud_ehr"]), catalogue=FEW, budget=1e7, ground=Ground(today=TODAY), today=TODAY)
    assert there.cloud_move() is None
    assert {each.line.price.id for each in yearly(there, {})} == {"contract.K7"}


def test_it_is_said_with_its_place() -> None:
    [note] = [each for each in notes_of(scene_with(paper("電子カルテ保守")), Wishes()) if "年額" in each.ja]
    assert "420万円" in note.ja
    assert CELL.place() in note.ja
    assert "いまの契約の額が続くと仮定" in note.ja


def test_a_quotation_for_the_renewal_is_not_stretched() -> None:
    offered = FEW.measures["ehr_renewal"]
    price = CATALOGUE.quantity(ASSUMED).model_copy(update={"id": "quotation.x", "basis": "measured", "low": 90_000.0, "high": 90_000.0})
    costs = tuple(each.model_copy(update={"yearly": price, "yearly_ref": None}) if each.yearly_ref else each for each in offered.costs)
    catalogue = replace(FEW, measures=FEW.measures | {"ehr_renewal": offered.model_copy(update={"costs": costs})})
    of = scene(house(paper("電子カルテ保守")), catalogue=catalogue, budget=1e7, ground=Ground(today=TODAY), today=TODAY)
    after = [each.line.price for each in yearly(of, {"ehr_renewal": 3}) if each.year >= 3]
    assert {(each.low, each.high) for each in after} == {(90_000.0, 90_000.0)}
