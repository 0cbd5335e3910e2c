"""Tells events to the addresses that wait for them: signed, by a worker, again after a failure, and for a day at most."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import ssl
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from inmori.web.hooks.address import Address, NotAllowed, checked, machine_of
from inmori.web.hooks.models import Delivery, Hook
from inmori.web.hooks.services import secret_of
from inmori.web.tenants.scope import tenant_scope

SECONDS = 5.0  # for one call, all told it is at most three times that: reaching, sending, hearing
# After the first failure a minute, then longer, so that a day's outage loses nothing and a dead address costs little.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
AT_ONCE = 4


def deliver() -> int:
    """Tell what is due, a few at a time; returns how many calls were made."""
    if not settings.DEPLOYMENT.webhooks:
        return 0
    due = Delivery.objects.filter(state=Delivery.WAITING, due_at__lte=timezone.now()).order_by("due_at")[:AT_ONCE]
    return sum(_try(delivery) for delivery in due)


def _try(delivery: Delivery) -> bool:
    """Tell one event, where no other worker is at it."""
    waiting = WAITS[min(delivery.attempts, len(WAITS) - 1)]
    mine = Delivery.objects.filter(pk=delivery.pk, state=Delivery.WAITING, attempts=delivery.attempts)
    # Put off first: a worker that dies in the call has then used up one attempt, no more.
    if not mine.update(attempts=F("attempts") + 1, due_at=timezone.now() + waiting):
        return False
    with tenant_scope(delivery.tenant_id):
        hook = Hook.objects.filter(pk=delivery.hook_number, stopped_at__isnull=True).first()
    answer = _call(hook, delivery) if hook else "stopped"
    told = answer.startswith("2")
    over = hook is None or delivery.attempts + 1 >= len(WAITS)
    state = Delivery.TOLD if told else Delivery.GIVEN_UP if over else Delivery.WAITING
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    if hook:
        with tenant_scope(delivery.tenant_id):
            Hook.objects.filter(pk=hook.pk).update(last_answer=answer[:80], last_told_at=timezone.now())
    return True


def body_of(delivery: Delivery) -> bytes:
    """Return what is told: that something happened, and its number. What it says is fetched with a token."""
    told = {"id": str(delivery.id), "event": delivery.event, "hospital": str(delivery.tenant_id), "subject": delivery.subject,
            "at": delivery.made_at.isoformat()}  # fmt: skip
    return json.dumps(told, sort_keys=True).encode()


def signature(secret: str, *, moment: int, body: bytes) -> str:
    """Return the HMAC-SHA-256, in hexadecimal, of "<seconds since 1970>.<body>"."""
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def _call(hook: Hook, delivery: Delivery) -> str:
    try:
        address = checked(hook.address, allowed=settings.DEPLOYMENT.webhooks)  # the list may have changed since
        machine = machine_of(address)
    except NotAllowed:
        return "not allowed"
    except OSError:
        return "no such host"
    body, moment = body_of(delivery), int(timezone.now().timestamp())
    line = _Line(address, machine)
    try:
        line.request("POST", address.path, body=body, headers={
            "Content-Type": "application/json", "User-Agent": "Inmori", "Inmori-Event": delivery.event,
            "Inmori-Signature": f"t={moment},v1={signature(secret_of(hook), moment=moment, body=body)}",
        })  # fmt: skip
        return str(line.getresponse().status)  # redirects are not followed, and what is answered is not read
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        line.close()


class _Line(http.client.HTTPConnection):
    """A connection to the machine that was checked, under the name that was asked for; proxies are not used."""

    def __init__(self, address: Address, machine: str) -> None:
        super().__init__(address.host, address.port, timeout=SECONDS)
        self._scheme, self._machine = address.scheme, machine

    def connect(self) -> None:
        """Connect, with TLS where the address says so."""
        self.sock = socket.create_connection((self._machine, self.port), timeout=SECONDS)
        if self._scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
