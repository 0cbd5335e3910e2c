"""The record: lines that fit, and every way of tampering that shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from inmori.web.audit.chain import FIRST, Line, first_break, hash_of
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at, note
from inmori.web.audit.verb import VERB_NAMES, Verb
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House

Told = list[tuple[Line, str, str]]


def record(length: int) -> Told:
    told: Told = []
    before = FIRST
    for number in range(1, length + 1):
        line = Line(number, datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=number), "事務長", "fact.changed", {"n": number})
        told.append((line, before, before := hash_of(line, before=before)))
    return told


def test_an_untouched_record_fits() -> None:
    assert first_break(record(20)) is None
    assert first_break([]) is None


TAMPERING: dict[str, tuple[Callable[[Told], Told], int]] = {
    "a line taken out": (lambda told: told[:4] + told[5:], 5),
    "the first line taken out": (lambda told: told[1:], 1),
    "two lines exchanged": (lambda told: [*told[:3], told[4], told[3], *told[5:]], 4),
    "words changed": (lambda told: [*told[:2], (Line(3, told[2][0].at, "別人", told[2][0].verb, told[2][0].about), *told[2][1:]), *told[3:]], 3),
    "words and hash changed": (lambda told: [*told[:2], forged(told[2]), *told[3:]], 4),
}


def forged(told: tuple[Line, str, str]) -> tuple[Line, str, str]:
    line = Line(told[0].number, told[0].at, "別人", told[0].verb, told[0].about)
    return line, told[1], hash_of(line, before=told[1])


@pytest.mark.parametrize("case", TAMPERING)
def test_tampering_shows_at_its_line(case: str) -> None:
    change, at = TAMPERING[case]
    assert first_break(change(record(8))) == at


def test_acts_are_chained_and_a_change_in_the_database_shows(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        for number in range(5):
            note("事務長", Verb.FACT_CHANGED, device=f"D{number}", field="os", value=None)
        assert broken_at() is None
        AuditEvent.objects.filter(number=3).update(who="別人")
        assert broken_at() == 3


def test_every_verb_has_a_name() -> None:
    assert set(VERB_NAMES) == set(Verb)
