"""The second lock: the one door to a hospital's data. Whoever has no right to enter sees a page that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from inmori.web.people.models import Person
from inmori.web.tenants.models import Membership, Pass, Tenant
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.secret_link import digest_of

P = ParamSpec("P")


@dataclass(frozen=True)
class Here:
    """Who is in which hospital. ``rights`` are what this person may do there."""

    tenant: Tenant
    person: Person
    membership: Membership

    @property
    def rights(self) -> frozenset[Right]:
        """What this person may do here."""
        return self.membership.rights

    def may(self, right: Right) -> bool:
        """Whether this person has the right."""
        return right in self.rights


def enter(person: Person, tenant_id: UUID, *, need: Right) -> Here:
    """Let a person in.

    Raises:
        Http404: no such hospital, or not for this person; the answer does not tell which.
    """
    membership = (
        Membership.objects.select_related("tenant")
        .filter(tenant_id=tenant_id, person=person, until__isnull=True)
        .first()
    )
    if membership is None or need not in membership.rights:
        raise Http404
    return Here(membership.tenant, person, membership)


View = Callable[Concatenate[HttpRequest, Here, P], HttpResponseBase]


def door(need: Right, *, afresh: bool = False) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Put the door before a view: it is called with ``Here`` and inside the tenant's scope.

    ``afresh`` asks the person to prove who they are once more (dangerous acts).
    """

    def guarded(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def through(request: HttpRequest, tenant_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
            assert isinstance(request.user, Person)  # LoginRequiredMiddleware stands before
            here = enter(request.user, tenant_id, need=need)
            request.here = here  # type: ignore[attr-defined]
            with tenant_scope(here.tenant.id):
                return view(request, here, *args, **kwargs)

        asked: Any = reauthentication_required(through) if afresh else through
        asked.need, asked.afresh = need, afresh  # the tests walk all doors by these
        return asked  # type: ignore[no-any-return]

    return guarded


def pass_of(secret: str, *, kind: str) -> Pass:
    """Return the pass that a link's secret opens.

    Raises:
        Http404: none, expired, revoked, or of another kind.
    """
    found = Pass.objects.select_related("tenant").filter(digest=digest_of(secret), kind=kind).first()
    if found is None or not found.open(now=timezone.now()):
        raise Http404
    return found
