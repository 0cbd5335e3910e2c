"""Opening an invitation: who has an account joins, who has none makes one first."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from inmori.web.people.adapter import INVITED
from inmori.web.people.models import Person
from inmori.web.tenants.models import Invitation
from inmori.web.tenants.role import ROLE_NAMES, Role
from inmori.web.tenants.services import accept, invitation_of


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the invitation is to; join on POST."""
    invitation = invitation_of(secret)
    if invitation is None:
        raise Http404
    if not isinstance(request.user, Person):
        request.session[INVITED] = invitation.pk
        return redirect(f"/account/signup/?next=/join/{secret}/")
    if request.method == "POST":
        try:
            accept(invitation, person=request.user)
        except Invitation.DoesNotExist as used:
            raise Http404 from used
        request.session.pop(INVITED, None)
        return redirect("desk:today", tenant_id=invitation.tenant_id)
    return render(request, "desk/join.html", {"invitation": invitation, "role": ROLE_NAMES[Role(invitation.role)]})
