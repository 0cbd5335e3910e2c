"""Records of risk treatment: opened, decided, closed, opened again; nothing that was decided is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from inmori.comply.treatment import Denial, EditedTreatment, Treatment, carried_on, decided_rows
from inmori.text import Text

DAY = date(2026, 11, 24)
NO = Denial(id="d:1", vendor="北カルテ", system="カルテX", origin="disclosure", number="2", subject=Text(ja="EDRを入れられる", en="EDR"))
ROW: dict[str, Any] = {
    "id": "d:1", "choice": "mitigate", "owner": "情報係", "reason": "端末を区画に隔離", "review": date(2027, 6, 1),
    "residual": "medium", "on": DAY,
}  # fmt: skip


def opened() -> tuple[Treatment, ...]:
    return carried_on((), [NO], today=DAY)


def decided(**change: Any) -> tuple[Treatment, ...]:
    return decided_rows(opened(), [EditedTreatment(**{**ROW, **change})])[0]


def test_a_no_opens_one_record_and_keeps_its_day() -> None:
    (record,) = carried_on(opened(), [NO], today=DAY + timedelta(days=30))
    assert (record.opened, record.standing(DAY)) == (DAY, "open")


def test_a_decision_stands_until_its_review() -> None:
    (record,) = decided()
    assert record.standing(DAY) == "decided"
    assert record.standing(date(2027, 6, 1)) == "decided"
    assert record.standing(date(2027, 6, 2)) == "review_due"


def test_a_no_that_is_gone_is_closed_not_erased_and_asks_again_when_it_returns() -> None:
    (closed,) = carried_on(decided(), [], today=date(2027, 1, 1))
    assert (closed.standing(DAY), len(closed.decisions)) == ("closed", 1)
    (still,) = carried_on([closed], [], today=date(2027, 2, 1))
    assert still.closed == date(2027, 1, 1)
    (again,) = carried_on([closed], [NO], today=date(2027, 3, 1))
    assert (again.standing(date(2027, 3, 1)), again.decision, len(again.decisions)) == ("open", None, 1)


def test_the_same_day_corrects_another_day_adds() -> None:
    same = decided_rows(decided(), [EditedTreatment(**{**ROW, "owner": "事務長"})])[0]
    assert [one.owner for one in same[0].decisions] == ["事務長"]
    later = {**ROW, "choice": "avoid", "on": DAY + timedelta(days=1)}
    both, changes, _ = decided_rows(same, [EditedTreatment(**later)])
    assert [one.choice for one in both[0].decisions] == ["mitigate", "avoid"]
    assert [one.id for one in changes] == ["d:1"]


def test_an_unchanged_or_emptied_row_changes_nothing() -> None:
    records = decided()
    assert decided_rows(records, [EditedTreatment(**ROW)])[1:] == ((), ())
    after, changes, kept = decided_rows(records, [EditedTreatment(id="d:1")])
    assert (after, changes, kept) == (records, (), ("北カルテ 2",))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, None),
        ({"choice": None}, "対応"),
        ({"owner": ""}, "担当"),
        ({"reason": ""}, "理由"),
        ({"review": None}, "見直し日"),
        ({"residual": None}, "残るリスク"),
        ({"on": None}, "決めた日"),
        ({"on": DAY + timedelta(days=1)}, "今日より後"),
        ({"on": DAY - timedelta(days=1)}, "より前"),
        ({"review": DAY}, "決めた日より後"),
    ],
)
def test_what_keeps_a_row_from_standing(change: dict[str, Any], word: str | None) -> None:
    faults = EditedTreatment(**{**ROW, **change}).faults(opened=DAY, today=DAY)
    assert [word in one.ja for one in faults] == ([True] if word else [])
