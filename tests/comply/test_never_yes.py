"""What must hold for any hospital: less evidence or one more finding never makes an answer better."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.comply import assess
from inmori.model import Controls, Hospital, Staff
from tests.comply.house import CATALOGUE, TODAY, diagnosis, finding, hospital

RANK = {"yes": 2, "not_applicable": 2, "unknown": 1, "no": 0}
CHECKS = sorted({check for topic in CATALOGUE.topics.values() for check in topic.spoils})
FORGOTTEN = ("devices", "systems", "vendors", "contracts", "backups", "staff", "controls", "evidence")
EDITIONS = sorted(one.id for one in CATALOGUE.frameworks.values() if one.sheet in ("hospital", "pharmacy"))
EMPTY = {"staff": Staff(), "controls": Controls()}


def answers(of: Hospital, checks: list[str], edition: str) -> dict[str, str]:
    found = diagnosis(*(finding(check, devices=("S1",)) for check in checks))
    return {one.id: one.proposed for one in assess(of, found, CATALOGUE, edition=edition, today=TODAY).items}


@settings(max_examples=30)
@given(
    st.sampled_from(EDITIONS),
    st.lists(st.sampled_from(CHECKS), max_size=4, unique=True),
    st.sampled_from(CHECKS),
)
def test_one_more_finding_never_makes_an_answer_better(edition: str, checks: list[str], more: str) -> None:
    before, after = answers(hospital(), checks, edition), answers(hospital(), [*checks, more], edition)
    assert [item for item in before if RANK[after[item]] > RANK[before[item]]] == []


@settings(max_examples=30)
@given(st.sampled_from(EDITIONS), st.lists(st.sampled_from(FORGOTTEN), min_size=1, unique=True))
def test_forgotten_evidence_is_never_a_yes(edition: str, names: list[str]) -> None:
    less = hospital(**{name: EMPTY.get(name, ()) for name in names})
    before, after = answers(hospital(), [], edition), answers(less, [], edition)
    assert [item for item in before if after[item] == "yes" and before[item] != "yes"] == []
