"""One's hospitals, and making a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from inmori.web.desk.screens.home.forms import HospitalForm
from inmori.web.people.models import Person
from inmori.web.tenants.models import Membership
from inmori.web.tenants.services import make_tenant


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show one's hospitals; with a single one, go there; with none, begin."""
    assert isinstance(request.user, Person)
    mine = Membership.objects.filter(person=request.user, until__isnull=True).select_related("tenant").order_by("tenant__name")
    places = list(mine)
    if not places:
        return redirect("desk:new")
    if len(places) == 1 and "list" not in request.GET:
        return redirect("desk:today", tenant_id=places[0].tenant_id)
    return render(request, "desk/home.html", {"places": places})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a hospital: an empty one, or the example."""
    assert isinstance(request.user, Person)
    form = HospitalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tenant = make_tenant(form.cleaned_data["name"], owner=request.user)
        return redirect("desk:start", tenant_id=tenant.id)
    return render(request, "desk/new.html", {"form": form})
