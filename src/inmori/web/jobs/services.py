"""Asks for work, hands it to workers by lease, and takes results in only from the worker that still holds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from inmori import __version__
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.hooks.models import Delivery
from inmori.web.hooks.services import tell
from inmori.web.jobs.models import Job, Telling
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant, tenant_scope

ATTEMPTS = 4  # what kills four workers will kill the fifth
STOPPED = Text(ja="中止しました。", en="Stopped.")
GIVEN_UP = Text(
    ja="処理が何度も途中で止まりました。資料が大きすぎるか、この機械のメモリが足りないおそれがあります。",
    en="The work was cut off again and again: the evidence may be too large, or this machine short of memory.",
)


NO_ROOM = Text(
    ja="データを置く所に空きがないため、処理を止めました。何も失われていません。空きを作ってから、もう一度始めてください。",
    en="Stopped: no room is left for the data. Nothing is lost. Make room, then start it again.",
)


class LeaseLost(Exception):
    """Another worker has the job now, or a person stopped it; what this one found is not taken in."""


def lease() -> timedelta:
    """Return how long a worker may be silent before another takes its work up."""
    return timedelta(seconds=settings.DEPLOYMENT.lease)


def inputs_of(kind: str, **parts: object) -> str:
    """Return the hash of everything that decides a result."""
    told = json.dumps([kind, __version__, parts], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def ask(kind: str, *, who: Person | None, inputs: str, **arguments: int | float | str | None) -> Job:
    """Ask for work in the current hospital; one that is asked for or done already with equal inputs is given back."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        same = Job.objects.filter(tenant_id=current_tenant(), kind=kind, inputs=inputs)
        found = same.filter(state__in=[Job.WAITING, Job.RUNNING, Job.DONE]).first()
        if found is not None:
            return found
        job = Job.objects.create(tenant_id=current_tenant(), kind=kind, inputs=inputs, arguments=arguments, asked_by=who)
        Telling(job=job).save()
        note(who or "inmori", Verb.JOB_ASKED, job=job.pk, kind=kind)
    return job


def stop(job: Job, *, who: Person) -> None:
    """Stop work: at once where it waits, at the worker's next word where it runs."""
    with transaction.atomic():
        Job.objects.filter(pk=job.pk, state=Job.WAITING).update(state=Job.STOPPED, ended_at=timezone.now())
        Job.objects.filter(pk=job.pk, state=Job.RUNNING).update(stop_asked=True)
        note(who, Verb.JOB_CANCELLED, job=job.pk)


def claim(worker: str, *, now: datetime | None = None) -> Job | None:
    """Take the oldest job that waits or whose worker fell silent; None where there is nothing to do."""
    now = now or timezone.now()
    free = Q(state=Job.WAITING) | Q(state=Job.RUNNING, lease_until__lt=now)
    for job in Job.objects.filter(free).order_by("pk")[:8]:
        if job.attempts >= ATTEMPTS:
            end(job, state=Job.FAILED, trouble=GIVEN_UP, worker=job.worker, attempt=job.attempts)
            continue
        # Whoever changes the row first has it: all that was read must still be so.
        taken = Job.objects.filter(free, pk=job.pk, attempts=job.attempts).update(
            state=Job.RUNNING, worker=worker, lease_until=now + lease(), attempts=F("attempts") + 1
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def renew(job: Job, *, share: float, saying: str) -> bool:
    """Say that the work goes on; returns whether a person said "enough" to work that keeps what it has so far.

    Raises:
        LeaseLost: the job is no longer this worker's, or a person wants it stopped.
    """
    kept = _going_on(job).update(lease_until=timezone.now() + lease())
    if not kept:
        raise LeaseLost
    with tenant_scope(job.tenant_id):
        Telling.objects.filter(job=job).update(share=share, saying=saying[:300])
    return job.kind in Job.KEEPING and _held(job).filter(stop_asked=True).exists()


@contextmanager
def taking_in(job: Job) -> Iterator[None]:
    """Write results and end the job in one transaction, or not at all.

    Raises:
        LeaseLost: the job is no longer this worker's.
    """
    with tenant_scope(job.tenant_id), transaction.atomic():
        if not _going_on(job).update(state=Job.DONE, ended_at=timezone.now(), lease_until=None):
            raise LeaseLost
        # One result at a time for each hospital: what is put beside others must not be put over them.
        Tenant.objects.select_for_update().get(pk=job.tenant_id)
        yield
        Telling.objects.filter(job=job).update(share=1.0, saying="")
        tell(Delivery.JOB_ENDED, job.pk)


def hand_back(job: Job) -> None:
    """Give work back whose worker is told to leave: another takes it up at once, and it does not count as an attempt."""
    _held(job).update(state=Job.WAITING, worker="", lease_until=None, attempts=F("attempts") - 1)


def end(job: Job, *, state: str, trouble: Text, worker: str, attempt: int) -> None:
    """End a job without a result, where it is still this worker's."""
    held = Job.objects.filter(pk=job.pk, worker=worker, attempts=attempt, state=Job.RUNNING)
    with tenant_scope(job.tenant_id), transaction.atomic():
        if held.update(state=state, ended_at=timezone.now(), lease_until=None):
            Telling.objects.filter(job=job).update(trouble_ja=trouble.ja, trouble_en=trouble.en)
            tell(Delivery.JOB_ENDED, job.pk)


def live(kinds: tuple[str, ...] = ()) -> list[Job]:
    """Return the current hospital's work that is still to be done."""
    found = Job.objects.filter(tenant_id=current_tenant(), state__in=[Job.WAITING, Job.RUNNING])
    return list(found.filter(kind__in=kinds) if kinds else found)


def telling(job: Job) -> Telling:
    """Return what a job of the current hospital tells."""
    found: Telling = Telling.objects.get(job=job)
    return found


def _going_on(job: Job):  # type: ignore[no-untyped-def]
    """The row, where this worker holds it and nobody wants its work thrown away."""
    return _held(job) if job.kind in Job.KEEPING else _held(job).filter(stop_asked=False)


def _held(job: Job):  # type: ignore[no-untyped-def]
    return Job.objects.filter(pk=job.pk, worker=job.worker, attempts=job.attempts, state=Job.RUNNING)


Tell = Callable[[str, float], None]
