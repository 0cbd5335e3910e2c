"""Adds and stops addresses that are told of events, and puts an event down to be told by a worker."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.hooks.address import checked
from inmori.web.hooks.models import Delivery, Hook
from inmori.web.tenants.access import Here
from inmori.web.tenants.scope import current_tenant


def make(here: Here, *, address: str) -> tuple[Hook, str]:
    """Add an address; returns it with the secret that signs what it is told, which is shown once.

    Raises:
        NotAllowed: the deployment does not allow it.
    """
    checked(address, allowed=settings.DEPLOYMENT.webhooks)
    with transaction.atomic():
        hook = Hook(address=address)
        hook.save()
        note(here.person, Verb.HOOK_MADE, address=address)
    return hook, secret_of(hook)


def stop(here: Here, hook: Hook) -> None:
    """Tell an address nothing any more."""
    with transaction.atomic():
        hook.stopped_at = timezone.now()
        hook.save(update_fields=["stopped_at"])
        Delivery.objects.filter(hook_number=hook.pk, state=Delivery.WAITING).update(state=Delivery.GIVEN_UP)
        note(here.person, Verb.HOOK_STOPPED, address=hook.address)


def secret_of(hook: Hook) -> str:
    """Return the secret that signs what an address is told."""
    return hmac.new(settings.SECRET_KEY.encode(), f"webhook {hook.salt}".encode(), hashlib.sha256).hexdigest()


def tell(event: str, subject: int) -> None:
    """Put an event of the current hospital down for every address; call it in the transaction of the act."""
    if not settings.DEPLOYMENT.webhooks:
        return
    now = timezone.now()
    for hook in Hook.objects.filter(stopped_at__isnull=True):
        Delivery.objects.create(tenant_id=current_tenant(), hook_number=hook.pk, event=event, subject=subject, due_at=now)
