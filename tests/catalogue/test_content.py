"""All bundled data loads, is sourced, and says nothing that its own sums contradict."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from inmori.catalogue import load_catalogue
from inmori.catalogue.known_product import known_products
from inmori.catalogue.loader import DATA
from inmori.catalogue.quantity import Quantity
from inmori.model import Frozen

CATALOGUE = load_catalogue()
KINDS = ["services", "requirements", "incidents", "statistics", "words"]


def quantities() -> Iterator[tuple[str, Quantity]]:
    def inside(name: str, thing: object) -> Iterator[tuple[str, Quantity]]:
        if isinstance(thing, Quantity):
            yield name, thing
        elif isinstance(thing, Frozen):
            for field in type(thing).model_fields:
                yield from inside(f"{name}.{field}", getattr(thing, field))
        elif isinstance(thing, tuple):
            for number, part in enumerate(thing):
                yield from inside(f"{name}[{number}]", part)

    for kind in ("quantities", "services", "measures", "incidents"):
        for key, entry in getattr(CATALOGUE, kind).items():
            yield from inside(f"{kind}/{key}", entry)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_entries(kind: str) -> None:
    assert getattr(CATALOGUE, kind)


def test_no_entry_is_lost_between_file_and_catalogue() -> None:
    for kind in KINDS:
        files = [yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or [] for path in DATA.glob(f"{kind}/*.yaml")]
        written = sum(len(file["items"] if isinstance(file, dict) else file) for file in files)
        assert written == len(getattr(CATALOGUE, kind)), kind


def test_every_figure_has_source_day_basis_and_an_ordered_range() -> None:
    found = list(quantities())
    assert len(found) > 20
    for name, figure in found:
        assert figure.source.strip(), name
        assert figure.as_of <= date(2026, 11, 24), name
        assert figure.low <= figure.value <= figure.high, name
        assert figure.unit, name
        assert figure.name.ja, name
        assert figure.name.en, name


def test_a_figure_that_calls_itself_ours_is_an_assumption() -> None:
    wrong = [name for name, q in quantities() if "our assumption" in q.source and q.basis != "assumption"]
    assert wrong == []


def test_income_shares_sum_to_one() -> None:
    services = CATALOGUE.services.values()
    assert sum(service.income_share.value for service in services) == pytest.approx(1.0)
    assert sum(service.income_share.low for service in services) < 1 < sum(s.income_share.high for s in services)
    assert all(service.kept_on_paper.low >= 0 and service.kept_on_paper.high <= 1 for service in services)
    assert all(service.needs for service in services)


def test_every_requirement_has_an_address_and_both_languages() -> None:
    for requirement in CATALOGUE.requirements.values():
        assert requirement.address.startswith("https://"), requirement.id
        assert requirement.id.startswith(f"{requirement.framework}/") or requirement.framework in ("reporting", "fee")
        assert requirement.number
        assert requirement.text.ja.endswith(("。", ")"))
        assert requirement.text.en.endswith(".")
        assert requirement.confidence in ("high", "medium", "low")


def test_the_checklist_of_2025_is_complete() -> None:
    numbers = [key.removeprefix("checklist-r7/") for key in CATALOGUE.requirements if key.startswith("checklist-r7/")]
    expected = ["1-1", *(f"2-{n}" for n in range(1, 14)), "3-1", "3-2", "3-3", "4-1"]
    assert numbers == expected
    assert len(numbers) == 18


def test_what_was_not_seen_says_so() -> None:
    unseen = [r for r in CATALOGUE.requirements.values() if "未確認" in r.text.ja]
    of_r8 = {r.id for r in CATALOGUE.requirements.values() if r.framework.startswith("checklist-r8")}
    seen = {f"{sheet}/{number}" for sheet in ("checklist-r8", "checklist-r8-pharmacy") for number in ("1-1", "3-3", "4-1", "all")}
    assert {r.id for r in unseen} == of_r8 - seen, "of the newest edition only sections 1, 3-③ and 4 were seen"
    assert all(r.confidence == "low" for r in unseen)


def test_requirements_named_elsewhere_exist() -> None:
    named = {name for measure in CATALOGUE.measures.values() for name in measure.requirements}
    assert sorted(named - set(CATALOGUE.requirements)) == []


def test_cases_of_archetypes_exist() -> None:
    named = {case for archetype in CATALOGUE.archetypes.values() for case in archetype.cases}
    assert sorted(named - set(CATALOGUE.incidents)) == []


def test_counts_of_a_statistic_fit_its_total() -> None:
    for entry in CATALOGUE.statistics.values():
        whole = [count for name, count in entry.counts if name not in ("all", "medical_welfare", "no_ware_beside")]
        assert not whole or sum(whole) == entry.total, entry.id
        assert all(count >= 0 for _, count in entry.counts)
        assert len({name for name, _ in entry.counts}) == len(entry.counts)


def test_shares_that_reports_quote() -> None:
    counts = dict(CATALOGUE.statistics["npa-entry-2025"].counts)
    assert [round(counts[way] / 92, 2) for way in ("vpn", "rdp", "mail", "other")] == [0.66, 0.21, 0.02, 0.11]
    restored = dict(CATALOGUE.statistics["npa-backup-restored-2025"].counts)["restored"]
    assert restored / 99 == pytest.approx(0.20, abs=0.005)


def test_incidents_are_told_in_both_languages_with_a_source() -> None:
    for incident in CATALOGUE.incidents.values():
        assert incident.source.startswith("https://")
        assert incident.lesson.ja
        assert incident.lesson.en
        assert re.fullmatch(r"[a-z]+-\d{4}", incident.id)
        assert incident.id.endswith(str(incident.year))


def test_product_names_are_lower_case_and_belong_to_one_product() -> None:
    seen: dict[str, str] = {}
    for product in known_products(CATALOGUE):
        for name in product.names:
            assert name == name.lower()
            assert seen.setdefault(name, product.id) == product.id
        assert all(re.fullmatch(r"[a-z0-9ヤマハ]+", start) for start in product.models)
