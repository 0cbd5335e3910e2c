"""The directions side by side: money, days, what is certain and what is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from inmori.plan import Roads
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions


@require_GET
@door(Right.SEE)
def roads(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the roads of the present version."""
    now = versions.present()
    found = versions.document(now, Roads, "roads.json") if now else None
    if found is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    shown = [*found.directions, *([found.best] if found.best else [])]
    return render(request, "desk/roads.html", {"roads": found, "shown": shown})
