"""Writes a line of the record in the same transaction as the act, and verifies the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone

from inmori.web.audit.chain import FIRST, Line, first_break, hash_of
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant

_THROUGH: ContextVar[str] = ContextVar("inmori_through", default="")


@contextmanager
def through(what: str) -> Iterator[None]:
    """Say in every line written inside the block through what the person acted: a program with that person's key."""
    mark = _THROUGH.set(what)
    try:
        yield
    finally:
        _THROUGH.reset(mark)


def note(who: Person | str, verb: Verb, **about: str | int | float | bool | None) -> AuditEvent:
    """Write down an act in the current tenant's record. Call it inside the transaction that does the act."""
    tenant = current_tenant()
    if _THROUGH.get():
        about["through"] = _THROUGH.get()
    with transaction.atomic():
        # One writer at a time for each hospital, or two lines would claim one number.
        Tenant.objects.select_for_update().get(pk=tenant)
        last = AuditEvent.objects.order_by("-number").first()
        name = who if isinstance(who, str) else f"{who} <{who.email}>"
        # Databases keep microseconds at most; the hash must be of what is kept.
        line = Line((last.number if last else 0) + 1, timezone.now(), name[:200], verb.value, about)
        before = last.hash if last else FIRST
        event = AuditEvent(number=line.number, at=line.at, who=line.who, verb=line.verb, about=about, before=before,
                           hash=hash_of(line, before=before))  # fmt: skip
        event.save(force_insert=True)
    return event


def broken_at() -> int | None:
    """Return the number of the first line of the current tenant's record that does not fit, or None."""
    events = AuditEvent.objects.order_by("number").iterator()
    return first_break((Line(e.number, e.at, e.who, e.verb, e.about), e.before, e.hash) for e in events)
