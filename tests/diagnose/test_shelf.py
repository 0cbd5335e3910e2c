"""The shelf of checks as a whole: nothing half there, every problem class covered, nothing judged from nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from inmori.catalogue import load_catalogue
from inmori.catalogue.check_text import CheckText, check_texts
from inmori.catalogue.measure import ProblemClass
from inmori.diagnose import SEVERITY_ORDER, diagnose
from inmori.diagnose.engine import all_checks
from inmori.model import Hospital
from inmori.reach import CrossingKind
from inmori.text import Text
from tests.diagnose.hospital_builder import hospital_of

CASES = Path(__file__).parent / "cases"
CHECKS = Path(__file__).parents[2] / "src" / "inmori" / "diagnose" / "checks"
TODAY = date(2026, 11, 24)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# "info", "closed" and so on: the folder is the family, the class goes by meaning.
FAMILIES = {"info", "closed", "remote", "lifecycle", "identity", "backup", "wireless", "monitoring", "papers"}


def texts() -> list[CheckText]:
    return list(check_texts().values())


def test_every_check_has_text_and_cases() -> None:
    written = {path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.rglob("*.yaml")}
    assert set(check_texts()) == set(all_checks()) == written
    assert {name.partition("/")[0] for name in written} == FAMILIES
    assert len(written) >= 24


@pytest.mark.parametrize("check", sorted(all_checks()))
def test_every_case_file_has_a_failing_a_passing_and_an_unjudged_case(check: str) -> None:
    read = yaml.safe_load((CASES / f"{check}.yaml").read_text("utf-8"))
    assert all(read.get(kind) for kind in ("failing", "passing", "not_judged"))


def test_all_problem_classes_are_covered() -> None:
    assert {text.problem_class for text in texts()} == set(ProblemClass.__args__)  # type: ignore[attr-defined]


def test_every_kind_of_leak_is_somebodys_business() -> None:
    source = "\n".join(path.read_text("utf-8") for path in CHECKS.rglob("*.py"))
    missing = [kind.name for kind in CrossingKind if f"CrossingKind.{kind.name}" not in source]
    assert missing == ["SANCTIONED"]


def sentences(text: CheckText) -> list[tuple[str, Text]]:
    found = [("subject", text.subject), ("title", text.title), ("why", text.why), ("how", text.how)]
    for name, variant in text.variants.items():
        found += [(f"{name}.{p}", t) for p in ("title", "why", "how") if (t := getattr(variant, p))]
    for name, missing in text.unjudged.items():
        found += [(f"{name}.reason", missing.reason), (f"{name}.needs", missing.needs)]
    return found


@pytest.mark.parametrize("check", sorted(check_texts()))
def test_words_are_whole_in_both_languages(check: str) -> None:
    place = re.compile(r"{(\w+)}")
    for name, text in sentences(check_texts()[check]):
        assert JAPANESE.search(text.ja), (name, text.ja)
        assert text.en, name
        assert not JAPANESE.search(text.en), (name, text.en)
        assert set(place.findall(text.ja)) == set(place.findall(text.en)), (name, text)
        if name.endswith(("why", "how", "reason")):
            assert text.ja.endswith("。"), (name, text.ja)


@pytest.mark.parametrize("check", sorted(check_texts()))
def test_how_says_what_to_do_first(check: str) -> None:
    text = check_texts()[check]
    hows = [text.how, *(variant.how for variant in text.variants.values() if variant.how)]
    assert all(re.search(r"まず|今すぐ", how.ja) for how in hows)


def test_referenced_requirements_and_measures_exist() -> None:
    catalogue = load_catalogue()
    wanted_measures, wanted_requirements = set(), set()
    for text in texts():
        assert text.measures, text.id
        assert text.requirements, text.id
        for part in (text, *text.variants.values()):
            wanted_measures |= set(part.measures or ())
            wanted_requirements |= set(part.requirements or ())
    assert wanted_measures <= set(catalogue.measures)
    if not catalogue.requirements:
        pytest.skip("the requirements are not written yet")
    assert wanted_requirements <= set(catalogue.requirements)


def test_every_word_of_settings_is_used() -> None:
    """A threshold that no line of Python asks for is a promise nobody keeps."""
    shared = "\n".join(path.read_text("utf-8") for path in CHECKS.parent.glob("*.py"))
    for text in texts():
        source = shared + (CHECKS / f"{text.id}.py").read_text("utf-8")
        assert [name for name in text.settings if f'"{name}"' not in source] == [], text.id


def test_every_reason_and_variant_is_used() -> None:
    shared = "\n".join(path.read_text("utf-8") for path in CHECKS.parent.glob("*.py"))
    for text in texts():
        source = shared + (CHECKS / f"{text.id}.py").read_text("utf-8")
        unused = [name for name in (*text.variants, *text.unjudged) if f'"{name}"' not in source]
        assert unused == [], text.id


def test_no_sentence_lives_in_a_check() -> None:
    """Checks are logic; a Japanese word in one belongs into its YAML."""
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(CHECKS.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if JAPANESE.search(line.partition("#")[0])
    ]
    assert [line for line in found if '"""' not in line] == []


def test_nothing_is_judged_from_nothing() -> None:
    """Unknown is not safe: without evidence every check says so, and none finds anything."""
    diagnosis = diagnose(Hospital(), load_catalogue(), today=TODAY)
    assert diagnosis.findings == ()
    assert {entry.check for entry in diagnosis.not_judged} == set(all_checks())


def test_the_same_hospital_gives_the_same_bytes_whatever_the_order() -> None:
    raw = yaml.safe_load((CASES / "whole_hospital.yml").read_text("utf-8"))
    hospital = hospital_of(raw)
    first = diagnose(hospital, load_catalogue(), today=TODAY)
    assert diagnose(hospital, load_catalogue(), today=TODAY).to_json() == first.to_json()
    assert type(first).from_json(first.to_json(), name="diagnosis.json") == first
    turned = hospital.model_copy(
        update={"gateways": hospital.gateways[::-1], "flows": hospital.flows[::-1], "zones": hospital.zones[::-1]}
    )
    again = diagnose(turned, load_catalogue(), today=TODAY)
    assert [finding.id for finding in again.findings] == [finding.id for finding in first.findings]


def test_findings_come_most_severe_first_and_once_each() -> None:
    hospital = hospital_of(yaml.safe_load((CASES / "whole_hospital.yml").read_text("utf-8")))
    told: list[float] = []
    diagnosis = diagnose(hospital, load_catalogue(), today=TODAY, progress=lambda _what, share: told.append(share))
    ranks = [SEVERITY_ORDER[finding.severity] for finding in diagnosis.findings]
    assert ranks == sorted(ranks, reverse=True)
    ids = [finding.id for finding in diagnosis.findings]
    assert len(ids) == len(set(ids)) > 10
    assert all(finding.id.startswith(finding.check + ":") for finding in diagnosis.findings)
    assert {finding.problem_class for finding in diagnosis.findings} == {"info-1", "info-2", "closed-1", "closed-2", "closed-3"}
    assert told == sorted(told)
    assert told[-1] == 1.0
