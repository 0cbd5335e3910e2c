"""Who can see this hospital, now and before; inviting, changing, revoking; links for outsiders."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.web.desk.templatetags.words import say
from inmori.web.tenants import services
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.models import Invitation, Membership, Pass
from inmori.web.tenants.role import ROLE_NAMES, Right, Role


class InvitationForm(forms.Form):
    """Whom to invite: as what, and a word to remember by."""

    role = forms.ChoiceField(choices=[(role.value, ROLE_NAMES[role].ja) for role in Role])
    note = forms.CharField(max_length=120, required=False, strip=True)


@require_GET
@door(Right.SEE)
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Show everyone who can see this hospital, everyone who could, and every open link."""
    places = Membership.objects.filter(tenant=here.tenant).select_related("person", "granted_by").order_by("until", "role", "pk")
    now = timezone.now()
    return render(request, "desk/people.html", {
        "places": [(place, ROLE_NAMES[Role(place.role)]) for place in places if place.until is None],
        "former": [(place, ROLE_NAMES[Role(place.role)]) for place in places if place.until is not None],
        "invitations": [(each, ROLE_NAMES[Role(each.role)]) for each in Invitation.objects.filter(tenant=here.tenant, used_at__isnull=True, expires_at__gt=now)],
        "passes": Pass.objects.filter(tenant=here.tenant, revoked_at__isnull=True, expires_at__gt=now),
        "roles": ROLE_NAMES.items(), "link": request.session.pop("new_link", ""),
    })  # fmt: skip


@require_POST
@door(Right.ADMIT, afresh=True)
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Make an invitation; its link is shown once, on the next page."""
    form = InvitationForm(request.POST)
    if form.is_valid():
        secret = services.invite(here, role=Role(form.cleaned_data["role"]), words=form.cleaned_data["note"])
        request.session["new_link"] = request.build_absolute_uri(f"/join/{secret}/")
    return redirect("desk:people", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT, afresh=True)
def change(request: HttpRequest, here: Here, place: int) -> HttpResponse:
    """Change a member's role, or end the membership."""
    found = get_object_or_404(Membership, pk=place, tenant=here.tenant, until__isnull=True)
    chosen = request.POST.get("role", "")
    try:
        if chosen == "none":
            services.revoke(here, found)
        elif chosen in set(Role):
            services.change_role(here, found, role=Role(chosen))
    except services.LastOwner:
        messages.error(request, say("責任者がいなくなるので変えられません。先に別の責任者を決めてください。", "Nobody would be responsible. Name another owner first."))
    return redirect("desk:people", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT)
def take_back(request: HttpRequest, here: Here, given: int) -> HttpResponse:
    """Stop a link for outsiders."""
    services.take_back(here, get_object_or_404(Pass, pk=given, tenant=here.tenant, revoked_at__isnull=True))
    return redirect("desk:people", tenant_id=here.tenant.id)
