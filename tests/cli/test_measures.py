"""``inmori measures``: lists, filters, explains, and says what a measure would change at one hospital."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.cli.main import run
from inmori.cli.measure_text import explanation
from inmori.diagnose.finding import Diagnosis
from inmori.text import Language
from tests.plan.needy import needy

CATALOGUE = load_catalogue()
DAY = ["--today", "2026-11-24"]


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    file = tmp_path / "hospital.json"
    file.write_text(needy().to_json(), "utf-8")
    return file


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["measures", *arguments, *DAY]) == 0
    return capsys.readouterr().out


def listed(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if line.startswith("  ")}


def test_all_are_listed_under_their_family(capsys: pytest.CaptureFixture[str]) -> None:
    text = asked(capsys)
    assert listed(text) == set(CATALOGUE.measures)
    assert text.splitlines()[-1] == f"{len(CATALOGUE.measures)}件"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_one_explains_itself(language: Language) -> None:
    for measure in CATALOGUE.measures.values():
        text = "\n".join(explanation(measure, CATALOGUE, None, language, today=date(2026, 11, 24)))
        assert measure.why.in_(language) in text
        for cost in measure.costs:
            for figure in (cost.capital, cost.yearly):
                assert figure is None or figure.source in text


def test_what_the_simulation_does_not_count_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "試算には数えていません" in asked(capsys, "policy_document")
    text = asked(capsys, "cloud_ehr")
    assert "試算には数えていません" not in text
    assert "注意: クラウドの利用者ID" in text
    assert "補助金: 電子カルテ情報共有サービス" in text


@pytest.mark.parametrize(
    "arguments, rule",
    [
        (("--family", "backup"), lambda m: m.family == "backup"),
        (("--class", "closed-3"), lambda m: "closed-3" in m.problem_classes),
        (("--requirement", "checklist-r7/2-6"), lambda m: "checklist-r7/2-6" in m.requirements),
        (("--search", "PACS"), lambda m: "pacs" in f"{m.id}{m.name}{m.why}{m.how}{m.who}".casefold()),
        (("--family", "backup", "--search", "部門"), lambda m: m.family == "backup" and "部門" in f"{m.name}{m.why}{m.how}{m.who}"),
    ],
)  # fmt: skip
def test_filters(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], rule) -> None:
    assert listed(asked(capsys, *arguments)) == {m.id for m in CATALOGUE.measures.values() if rule(m)} != set()


def test_here_it_says_what_changes_and_why_nothing_does(capsys: pytest.CaptureFixture[str], hospital: Path) -> None:
    text = asked(capsys, "vpn_retire", "--hospital", str(hospital))
    assert "この病院で変わるもの: ra-sslのSSL-VPN" in text
    text = asked(capsys, "cloud_nutrition", "--hospital", str(hospital), "--at", "lis")
    assert "ここでは何も変わりません" in text
    text = asked(capsys, "wifi_renewal", "--hospital", str(hospital))
    assert "この病院での費用" in text


def test_one_thing_can_be_named(capsys: pytest.CaptureFixture[str], hospital: Path) -> None:
    one = json.loads(asked(capsys, "remote_personal_ids", "--hospital", str(hospital), "--at", "ra-box", "--json"))
    assert one[0]["here"]["changes"] == 1
    assert [thing["ja"] for thing in one[0]["here"]["things"]] == ["ra-boxの業者の持込装置"]


def test_a_quotation_is_shown_as_one(capsys: pytest.CaptureFixture[str], tmp_path: Path, hospital: Path) -> None:
    quotes = tmp_path / "my.toml"
    quotes.write_text(
        '[[quotation]]\nmeasure = "peer_block"\ncapital = 123_000\nfrom = "青空"\ndate = 2026-11-01\n', "utf-8"
    )
    for arguments in ((), ("peer_block",), ("peer_block", "--hospital", str(hospital))):
        text = asked(capsys, *arguments, "--quotes", str(quotes))
        assert "見積書(青空、2026-11-01)" in text
        assert "12万円" in text


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("offline_bakup",), "offline_backup"),
        (("--requirement", "nonsense"), "nonsense"),
        (("--quotes", "nowhere.toml"), "開けません"),
        (("--hospital", "nowhere.json"), "ありません"),
    ],
)
def test_what_cannot_be_answered_is_said(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run(["measures", *arguments, *DAY]) == 2
    assert words in capsys.readouterr().err


def test_a_plan_with_quotations_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path, hospital: Path) -> None:
    (tmp_path / "diagnosis.json").write_text(Diagnosis(today=date(2026, 11, 24)).to_json(), "utf-8")
    quotes = tmp_path / "my.toml"
    quotes.write_text(
        '[[quotation]]\nmeasure = "vpn_mfa"\ncapital = 50_000\nfrom = "青空"\ndate = 2026-11-01\n', "utf-8"
    )
    options = ["--trials", "100", "--years", "1", "--budget", "3000000", "--pin", "vpn_mfa", "--no-search", *DAY]
    assert run(["plan", str(hospital), "--quotes", str(quotes), *options]) == 0
    roads = json.loads((tmp_path / "roads.json").read_text("utf-8"))
    assert "quotations" in {each["name"] for each in roads["made_from"]}
    chosen = [m for d in roads["directions"] for m in d["measures"] if m["measure"] == "vpn_mfa"]
    assert chosen
    assert {m["quotation"]["ja"] for m in chosen} == {"見積書(青空、2026-11-01)"}
    assert {m["capital"]["mid"] for m in chosen} == {50_000.0}
    quotes.write_text('[[quotation]]\nmeasure = "vpn_mfa"\n', "utf-8")
    capsys.readouterr()
    assert run(["plan", str(hospital), "--quotes", str(quotes), *options]) == 2
    assert "my.toml の2行目" in capsys.readouterr().err
