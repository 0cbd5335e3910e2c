"""Keys with which other programs work here, and addresses that are told of events; each is shown once when made."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from inmori.web.api import services
from inmori.web.api.models import Token
from inmori.web.desk.templatetags.words import language, say
from inmori.web.hooks import services as hooks
from inmori.web.hooks.address import NotAllowed
from inmori.web.hooks.models import Hook
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

SHOWN_ONCE = "new_key"  # session key: the secret for the next page


class TokenForm(forms.Form):
    """What the key is for, what it may, and for how many days."""

    label = forms.CharField(max_length=80, strip=True)
    access = forms.ChoiceField(choices=Token.KINDS)
    days = forms.IntegerField(min_value=1, max_value=services.DAYS)


@require_GET
@door(Right.ADMIT)
def tokens(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the keys and addresses there are, and a secret that was made just now."""
    found = Token.objects.filter(tenant=here.tenant).select_related("made_by")
    told = [(token, Token.NAMES[token.access]) for token in found]
    response = render(request, "desk/tokens.html", {
        "open": [pair for pair in told if pair[0].revoked_at is None], "past": [pair for pair in told if pair[0].revoked_at],
        "kinds": Token.NAMES.items(), "days": services.DAYS, "secret": request.session.pop(SHOWN_ONCE, ""),
        "hooks": Hook.objects.filter(stopped_at__isnull=True), "origins": settings.DEPLOYMENT.webhooks,
        "description": request.build_absolute_uri("/api/v1/openapi.json"),
    })  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@door(Right.ADMIT, afresh=True)
def make(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a key; it is shown once, on the next page."""
    form = TokenForm(request.POST)
    if form.is_valid():
        request.session[SHOWN_ONCE] = services.make(here, **form.cleaned_data)
    else:
        messages.warning(request, say("名前と期間を書いてください。", "Give a name and a number of days."))
    return redirect("desk:tokens", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT)
def revoke(request: HttpRequest, here: Here, token: int) -> HttpResponse:
    """Stop a key at once. Stopping asks for no proof afresh: whoever sees a leak must not be held up."""
    services.revoke(here, get_object_or_404(Token, pk=token, tenant=here.tenant, revoked_at__isnull=True))
    return redirect("desk:tokens", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT, afresh=True)
def hook(request: HttpRequest, here: Here) -> HttpResponse:
    """Add an address that is told of events; its secret is shown once, on the next page."""
    try:
        _, secret = hooks.make(here, address=request.POST.get("address", "")[:400].strip())
    except NotAllowed as refusal:
        messages.error(request, refusal.explain(language()))
    else:
        request.session[SHOWN_ONCE] = secret
    return redirect("desk:tokens", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT)
def hook_stop(request: HttpRequest, here: Here, hook: int) -> HttpResponse:
    """Tell an address nothing any more."""
    hooks.stop(here, get_object_or_404(Hook.objects, pk=hook, stopped_at__isnull=True))
    return redirect("desk:tokens", tenant_id=here.tenant.id)
