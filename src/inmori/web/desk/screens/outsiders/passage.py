"""Through a link to the one hospital it was made for: no account, no menu, nothing kept by the browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.tenants.access import pass_of
from inmori.web.tenants.models import Pass
from inmori.web.tenants.scope import tenant_scope

View = Callable[Concatenate[HttpRequest, Pass, ...], HttpResponse]


def passage(kind: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Put the link's check before a view: it is called with the pass and inside the tenant's scope."""

    def guarded(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def through(request: HttpRequest, secret: str) -> HttpResponse:
            given = pass_of(secret, kind=kind)
            with tenant_scope(given.tenant_id):
                response = view(request, given)
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(never_cache(through))

    return guarded


def opened(request: HttpRequest, given: Pass) -> None:
    """Count and note that a link was opened: once for each browser, or reloading would drown the record."""
    mark = f"opened {given.pk}"
    if not request.session.get(mark):
        request.session[mark] = True
        Pass.objects.filter(pk=given.pk).update(opened=F("opened") + 1)
        note(f"{given.label}(リンク)", Verb.PASS_OPENED, kind=given.kind, label=given.label)
