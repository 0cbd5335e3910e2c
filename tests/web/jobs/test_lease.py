"""Work by lease: one worker at a time, a silent one is replaced, and what a late one found is not taken in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from inmori.web.jobs import services
from inmori.web.jobs.models import Job, Telling
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House


def asked(house: House, inputs: str = "a") -> Job:
    with tenant_scope(house.tenant.id):
        return services.ask(Job.READ, who=house.people["owner"], inputs=inputs, day="2026-11-24")


def test_one_worker_at_a_time(ours: House) -> None:
    job = asked(ours)
    mine = services.claim("one")
    assert mine is not None
    assert (mine.pk, mine.attempts) == (job.pk, 1)
    assert services.claim("two") is None


def test_a_silent_worker_is_replaced_and_comes_too_late(ours: House) -> None:
    asked(ours)
    first = services.claim("one")
    later = timezone.now() + services.lease() + timedelta(seconds=1)
    second = services.claim("two", now=later)
    assert first is not None
    assert second is not None
    assert second.attempts == 2
    with pytest.raises(services.LeaseLost), services.taking_in(first):
        raise AssertionError("a late result was taken in")
    with pytest.raises(services.LeaseLost):
        services.renew(first, share=0.5, saying="")
    with services.taking_in(second):
        pass
    second.refresh_from_db()
    assert second.state == Job.DONE


def test_a_renewed_lease_holds(ours: House) -> None:
    asked(ours)
    job = services.claim("one")
    assert job is not None
    services.renew(job, share=0.4, saying="読んでいます")
    assert services.claim("two", now=timezone.now() + services.lease() / 2) is None
    with tenant_scope(ours.tenant.id):
        assert (Telling.objects.get().share, Telling.objects.get().saying) == (0.4, "読んでいます")


def test_a_result_that_cannot_be_stored_leaves_the_job_to_be_done(ours: House) -> None:
    asked(ours)
    job = services.claim("one")
    assert job is not None
    with pytest.raises(ZeroDivisionError), services.taking_in(job):
        raise ZeroDivisionError
    job.refresh_from_db()
    assert job.state == Job.RUNNING


def test_what_kills_workers_is_given_up(ours: House) -> None:
    asked(ours)
    now = timezone.now()
    for attempt in range(services.ATTEMPTS):
        now += services.lease() + timedelta(seconds=1)
        assert services.claim(f"worker {attempt}", now=now) is not None
    assert services.claim("one more", now=now + timedelta(minutes=5)) is None
    with tenant_scope(ours.tenant.id):
        assert Telling.objects.get().trouble == services.GIVEN_UP
    assert Job.objects.get().state == Job.FAILED


def test_equal_work_is_asked_for_once(ours: House, theirs: House) -> None:
    assert asked(ours).pk == asked(ours).pk
    assert asked(ours, "b").pk != asked(ours).pk
    assert asked(theirs).pk != asked(ours).pk


def test_stopping(ours: House) -> None:
    waiting, running = asked(ours, "a"), asked(ours, "b")
    with tenant_scope(ours.tenant.id):
        services.stop(waiting, who=ours.people["owner"])
    taken = services.claim("one")
    assert taken is not None
    assert taken.pk == running.pk
    with tenant_scope(ours.tenant.id):
        services.stop(running, who=ours.people["owner"])
    with pytest.raises(services.LeaseLost):
        services.renew(taken, share=0.1, saying="")
    waiting.refresh_from_db()
    assert waiting.state == Job.STOPPED
