"""The papers for the day itself and for those who must be told: for the sample, another hospital, and one that tells nothing."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.ingest import ingest
from inmori.ingest.vendors import same_vendor
from inmori.model import Hospital
from inmori.prepare import Drafts, prepare
from inmori.report.block import Table
from inmori.report.documents.manuscript import Manuscript, Ruled, blanks_of, texts_in
from inmori.report.documents.manuscripts import KINDS, manuscripts
from inmori.report.writers.docx import docx
from inmori.simulate.outcome import Outcomes
from inmori.text import Text
from tests.report.example_documents import outcomes, roads

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
IDS = ("restore_order", "paper_kit", "responsibility_split", "reconnection", "staff_rules", "staff_notice", "risk_pages")
HOSPITALS = {"sample": "examples/minato", "suzukake": "tests/hospitals/suzukake/evidence", "empty": None}
CATALOGUE = load_catalogue()
PLACEHOLDER = re.compile(r"\{[a-z_]|\}\}|TODO|FIXME|XXX|\bNone\b|\bnan\b|\binf\b|%s|__|<[a-z]+>|ダミー|サンプル")


def simulated() -> Outcomes:
    """The hand-made outcomes, with the service ids of the catalogue."""
    made = outcomes()
    services = tuple(one.model_copy(update={"service": one.service.replace("outpatient", "outpatients")}) for one in made.services)
    return made.model_copy(update={"services": services})


@dataclass(frozen=True)
class Made:
    name: str
    drafts: Drafts
    papers: dict[str, tuple[Manuscript, ...]]

    def one(self, kind: str) -> Manuscript:
        return self.papers[kind][0]

    def page(self, reader: str) -> Manuscript:
        return next(page for page in self.papers["risk_pages"] if page.id == reader)


@pytest.fixture(scope="module", params=HOSPITALS)
def made(request: pytest.FixtureRequest) -> Made:
    folder = HOSPITALS[request.param]
    hospital = ingest(ROOT / folder, CATALOGUE, today=TODAY)[0] if folder else Hospital()
    found, planned = (simulated(), roads()) if folder else (None, None)
    drafts = prepare(hospital, Diagnosis(today=TODAY), found, planned, CATALOGUE, today=TODAY)
    kinds = [kind for kind in KINDS if kind.id in IDS]
    return Made(request.param, drafts, {kind.id: manuscripts(kind, drafts) for kind in kinds})


def words(manuscript: Manuscript) -> list[Text]:
    return [manuscript.title, *texts_in(manuscript.parts), *manuscript.assumptions]


def blocks(manuscript: Manuscript, kind: type[Any]) -> list[Any]:
    return [block for part in manuscript.parts for block in part.blocks if isinstance(block, kind)]


def plain(manuscript: Manuscript) -> str:
    return "\n".join(text.ja for text in words(manuscript))


def all_papers(made: Made) -> list[Manuscript]:
    return [paper for kind in IDS for paper in made.papers[kind]]


def test_all_are_registered_and_carry_different_file_names(made: Made) -> None:
    assert set(made.papers) == set(IDS)
    assert [page.id for page in made.papers["risk_pages"]] == ["理事会", "職員", "患者", "事業者"]
    assert len({paper.id for paper in all_papers(made)}) == len(all_papers(made))


def test_no_placeholder_and_both_languages_everywhere(made: Made) -> None:
    for paper in all_papers(made):
        for text in words(paper):
            unsigned = re.sub(r"\{assumption \d+\}", "", text.en)
            assert not PLACEHOLDER.search(text.ja), (paper.id, text.ja)
            assert not PLACEHOLDER.search(unsigned), (paper.id, text.en)
            assert bool(text.ja) == bool(text.en), (paper.id, text)
        assert not re.search(r"[ぁ-んァ-ヶ一-龥]{4}", " ".join(t.en for t in words(paper))) or made.name != "empty"


def test_no_table_is_empty_and_every_row_fits_its_head(made: Made) -> None:
    for paper in all_papers(made):
        for table in blocks(paper, Table):
            assert table.rows, (paper.id, table.caption.ja)
            assert {len(row) for row in table.rows} == {len(table.columns)}
            assert all(row[0].ja for row in table.rows), (paper.id, table.caption.ja)
        for ruled in blocks(paper, Ruled):
            assert ruled.rows or ruled.empty, (paper.id, ruled.caption.ja)
            assert all(len(row) == len(ruled.columns) for row in ruled.rows)
        assert all(part.blocks for part in paper.parts)


def test_every_sign_of_an_assumption_points_to_one_and_none_is_unsigned(made: Made) -> None:
    for paper in all_papers(made):
        signs = {int(n) for text in texts_in(paper.parts) for n in re.findall(r"〔前提(\d+)〕", text.ja)}
        assert signs == set(range(1, len(paper.assumptions) + 1)), paper.id


def test_the_same_facts_give_the_same_papers(made: Made) -> None:
    again = {kind.id: manuscripts(kind, made.drafts) for kind in KINDS if kind.id in IDS}
    assert again == made.papers


def test_the_same_papers_give_the_same_bytes(made: Made) -> None:
    if made.name != "suzukake":
        pytest.skip("writing costs time, and the writer does not know whose paper it is")
    for paper in (made.one("staff_notice"), made.page("事業者")):
        assert docx(paper, language="ja") == docx(paper, language="ja")


def test_papers_open_as_word_documents(made: Made) -> None:
    from docx import Document

    if made.name != "empty":
        pytest.skip("writing costs time; the hospital that tells nothing has the most to fill in")
    for paper in (made.one("restore_order"), made.one("paper_kit"), made.one("responsibility_split"), made.page("患者")):
        document = Document(io.BytesIO(docx(paper, language="ja")))
        assert any(paper.title.ja in paragraph.text for paragraph in document.paragraphs)
        assert len(document.tables) >= len(blocks(paper, Table)) + len(blocks(paper, Ruled))


def test_no_secret_and_no_patient_gets_onto_paper(made: Made) -> None:
    if made.name != "suzukake":
        pytest.skip("only this hospital's evidence lists its secrets")
    truth = json.loads((ROOT / "tests/hospitals/suzukake/truth.json").read_text("utf-8"))
    for paper in all_papers(made):
        said = plain(paper)
        assert not [secret for secret in truth["must_not_appear"] if secret in said], paper.id


def test_the_path_to_the_backups_is_cut_before_anything_else(made: Made) -> None:
    table = next(block for block in blocks(made.one("restore_order"), Ruled) if block.caption.ja == "切る順番")
    kinds = [row[1].ja for row in table.rows]
    order = ["バックアップへの経路", "外からの入口", "外部の回線", "院内の区画の境"]
    assert kinds[0] == order[0]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order)
    assert [row[0].ja for row in table.rows] == [str(n) for n in range(1, len(kinds) + 1)]
    assert all(row[3].ja for row in table.rows)


def test_network_and_log_ins_come_back_before_the_record_which_matters_most(made: Made) -> None:
    paper = made.one("restore_order")
    tables = [block for block in blocks(paper, Table) if block.caption.ja == "戻す順番"]
    if made.name == "empty":
        assert tables == []
        assert any("システムの一覧" in blank.what for blank in blanks_of(paper, language="ja"))
        return
    rows = tables[0].rows
    assert [row[0].ja for row in rows] == [str(n) for n in range(len(made.drafts.restore) + 1)]
    assert "ネットワーク" in rows[0][1].ja
    ranks = [int(row[2].ja) for row in rows[1:]]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert ranks != sorted(ranks), "turn and clinical rank are two orders"
    kinds = [step.system.kind.value for step in made.drafts.restore]
    if "directory" in kinds:
        assert kinds.index("directory") < kinds.index("ehr")
    turns = {step.system.id: step.order for step in made.drafts.restore}
    assert all(turns[one] < step.order for step in made.drafts.restore for one in step.rests_on)


def test_days_down_are_those_of_the_outcomes(made: Made) -> None:
    if made.drafts.outcomes is None:
        return
    rows = next(block for block in blocks(made.one("restore_order"), Table) if block.caption.ja == "戻す順番").rows
    days = {row[1].ja: row[5].ja for row in rows}
    simulated_here = {one.system: one.days for one in made.drafts.outcomes.systems}
    for step in made.drafts.restore:
        interval = simulated_here.get(step.system.id)
        expected = f"{interval.mid:.0f}日({interval.low:.0f}〜{interval.high:.0f}日)" if interval else "試算していない"
        assert days[step.name.ja] == expected


def test_every_system_has_something_to_prove_before_it_joins(made: Made) -> None:
    table = next(block for block in blocks(made.one("restore_order"), Ruled) if block.caption.ja == "つなぐ前の判定")
    assert len(table.rows) == len(made.drafts.restore) + 1
    assert all(row[2].ja.endswith("。") for row in table.rows)


def test_every_vendor_with_a_contract_a_system_or_a_way_in_has_its_chapter_and_tables(made: Made) -> None:
    paper, hospital = made.one("responsibility_split"), made.drafts.hospital
    titles = [part.title.ja.split(" ", 1)[1] for part in paper.parts]
    named = [one.vendor.value for one in hospital.contracts] + [one.vendor.value for one in hospital.systems]
    named += [one.vendor.value for one in hospital.remote_accesses if one.enabled and not one.ended.value]
    for name in filter(None, named):
        assert sum(same_vendor(name, title) for title in titles) == 1, name
    tables = [block for block in blocks(paper, Ruled) if "作業" in block.columns[0][0].ja]
    assert len(tables) >= sum(bool(system.vendor.value) for system in hospital.systems)
    said = plain(paper)
    assert all(row.system.ja in said for row in made.drafts.responsibilities), "nothing is lost for want of a name"
    assert all(len(table.rows) >= 12 for table in tables)


def test_silence_of_a_contract_is_said_as_silence(made: Made) -> None:
    hospital, said = made.drafts.hospital, plain(made.one("responsibility_split"))
    if any(contract.update_clause.value is None for contract in hospital.contracts):
        assert "契約に記載なし" in said
    if not hospital.contracts and not hospital.systems:
        assert "契約に記載なし" not in said
        assert blanks_of(made.one("responsibility_split"), language="ja")


def test_the_kit_holds_what_this_hospital_has_and_asks_for_the_rest(made: Made) -> None:
    kit = made.one("paper_kit")
    forms = " ".join(t.ja for part in kit.parts if part.id == "forms" for t in texts_in(part))
    asked = " ".join(t.ja for part in kit.parts if part.id == "asked" for t in texts_in(part))
    if made.name == "sample":
        assert "透析" in forms
        assert "手術の申込書" in forms
        assert "分娩" in asked
        assert "分娩" not in forms
        assert "164" not in forms  # 148 beds × 0.85 × 1.3 = 163.5 is said as 170, not as if it were known
        assert "170" in forms
    if made.name == "empty":
        assert "病床数" in {blank.what for blank in blanks_of(kit, language="ja")}
        assert not re.search(r"[0-9]{3,}", forms), "no sheets without people"


def test_each_network_has_proofs_a_demand_to_ask_for_and_signatures(made: Made) -> None:
    paper = made.one("reconnection")
    chapters = paper.parts[1:]
    assert chapters[0].id == "eligibility"
    for part in chapters:
        said = " ".join(text.ja for text in texts_in(part))
        assert "再接続のときに求められること" in said
        proofs = next(block for block in part.blocks if isinstance(block, Ruled)).rows
        assert len(proofs) >= 8
        assert proofs[-1][2].ja == "院長"
        assert all(row[-1].ja == "" for row in proofs)  # room to sign


def cells(page: Manuscript) -> list[str]:
    table = blocks(page, Table)[0]
    return [re.sub(r"〔前提\d+〕", "", row[1].ja) for row in table.rows]


def test_the_four_pages_tell_the_same_figures_and_they_are_those_of_the_documents(made: Made) -> None:
    pages = made.papers["risk_pages"]
    told = [cells(page) for page in pages]
    assert told[0] == told[1] == told[2] == told[3]
    if made.drafts.outcomes is None or made.drafts.roads is None:
        assert set(told[0]) == {"まだ計算していません"}
        return
    found = json.loads(made.drafts.outcomes.to_json())
    planned = {one["id"]: one["p_ehr_seven_days"] for one in json.loads(made.drafts.roads.to_json())["directions"]}
    service = next(one["days"] for one in found["services"] if one["service"] == "outpatients")
    shares = [found["p_damage_five_years"], None, found["p_ehr_seven_days"], found["p_backup_lost"], None]
    shares += [planned["stay"], planned["harden"], planned["cloud"]]
    for cell, share in zip(told[0], shares, strict=True):
        if share is not None:
            numbers = [float(n) for n in re.findall(r"[0-9.]+", cell)]
            assert numbers == pytest.approx([100 * share[k] for k in ("mid", "low", "high")], abs=0.51)
    for cell, days in ((told[0][1], found["ehr_down_days"]), (told[0][4], service)):
        numbers = [float(n) for n in re.findall(r"[0-9.]+", cell)]
        assert numbers == pytest.approx([days[k] for k in ("mid", "low", "high")], abs=0.51)


def test_the_page_for_patients_helps_no_attacker(made: Made) -> None:
    hospital, outs = made.drafts.hospital, made.drafts.outcomes
    names = {fact.value for device in hospital.devices for fact in (device.name, *device.hostnames, *device.addresses, device.model)}
    names |= {vendor.name for vendor in hospital.vendors} | {g.product for g in hospital.gateways}
    names |= {access.product.value for access in hospital.remote_accesses}
    names |= {one.name.ja for one in outs.archetypes} | {step.place for path in outs.paths for step in path.steps} if outs else set()
    page = plain(made.page("患者"))
    assert not sorted(name for name in names if name and len(name) > 2 and name in page)
    assert not re.search(r"VPN|ファイアウォール|リモート|サーバ|ルータ|パスワード|二要素|[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+", page)


def test_the_vendors_page_counts_and_names_nobody(made: Made) -> None:
    page, hospital = plain(made.page("事業者")), made.drafts.hospital
    assert not [vendor.name for vendor in hospital.vendors if vendor.name in page]
    if hospital.contracts:
        assert f"契約{len(hospital.contracts)}件" in page


def test_what_is_unknown_is_a_line_to_fill_in(made: Made) -> None:
    for kind in ("restore_order", "paper_kit", "reconnection", "staff_rules", "staff_notice"):
        assert blanks_of(made.one(kind), language="ja"), kind
    assert "要記入" in plain(made.page("患者"))
