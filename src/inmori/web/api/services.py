"""Makes and revokes keys, and finds the hospital that a key opens; each act with its line in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inmori.web.api.models import Token
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Membership, Tenant
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.secret_link import digest_of, new_secret

PREFIX = "inmori_"  # so that programs which search for leaked keys know one when they see it
DAYS = 365
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Caller:
    """A program in a hospital, and the person who answers for it."""

    tenant: Tenant
    person: Person
    token: Token


def make(here: Here, *, label: str, access: str, days: int = DAYS) -> str:
    """Make a key; returns it, which is shown once."""
    secret, _ = new_secret()
    key = PREFIX + secret
    with transaction.atomic():
        Token.objects.create(
            tenant=here.tenant, label=label, access=access, digest=digest_of(key), made_by=here.person,
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        note(here.person, Verb.TOKEN_MADE, label=label, access=access, days=days)
    return key


def revoke(here: Here, token: Token) -> None:
    """Stop a key at once."""
    with transaction.atomic():
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        note(here.person, Verb.TOKEN_REVOKED, label=token.label)


def caller_of(key: str) -> Caller | None:
    """Return who calls with a key; None for a wrong, old or revoked one, or one whose maker may make none any more."""
    now = timezone.now()
    token = Token.objects.select_related("tenant", "made_by").filter(digest=digest_of(key)).first()
    if token is None or not token.open(now=now) or not token.made_by.is_active:
        return None
    place = Membership.objects.filter(tenant_id=token.tenant_id, person_id=token.made_by_id, until__isnull=True).first()
    if place is None or Right.ADMIT not in place.rights:
        return None
    _used(token)
    return Caller(token.tenant, token.made_by, token)


def _used(token: Token) -> None:
    """Write down when a key was used: to the minute in its row, to the day in the record."""
    now, before = timezone.now(), token.last_used_at
    if before is not None and now - before < MINUTE:
        return
    with transaction.atomic():
        # Of several calls at once, one writes.
        written = Token.objects.filter(pk=token.pk, last_used_at=before).update(last_used_at=now)
        if written and (before is None or timezone.localdate(before) != timezone.localdate(now)):
            with tenant_scope(token.tenant_id):
                note(token.made_by, Verb.DATA_TAKEN, what="API", token=token.label)
