"""What only those responsible do: take the whole hospital away, or delete it."""

import tempfile
import unicodedata

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inmori.web.desk.templatetags.words import say
from inmori.web.keeping import leaving
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right


@require_GET
@door(Right.ADMIT)
def settings(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what there is to set."""
    return render(request, "desk/settings.html", {})


@require_POST
@door(Right.OWN, afresh=True)
def take(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Hand out all documents and the record as one zip."""
    # The response closes the file, and with that it is gone from the disk.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    leaving.take_along(here, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="inmori-hospital.zip", content_type="application/zip")


@require_POST
@door(Right.OWN, afresh=True)
def delete(request: HttpRequest, here: Here) -> HttpResponse:
    """Delete the hospital, where its name was typed."""
    if _plain(request.POST.get("name", "")) != _plain(here.tenant.name):
        messages.error(request, say("病院の名前が一致しないので、何も消していません。", "The name does not match. Nothing was deleted."))
        return redirect("desk:settings", tenant_id=here.tenant.id)
    name = here.tenant.name
    leaving.delete(here)
    messages.success(request, say(f"{name} のデータをすべて消しました。", f"Everything of {name} was deleted."))
    return redirect("desk:home")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
