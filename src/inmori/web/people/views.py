"""The few pages about oneself that allauth does not bring."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from inmori.web.people.language import COOKIE

YEAR = 60 * 60 * 24 * 365


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the two ways to a second factor."""
    return render(request, "people/second_factor.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages and go back to where one was."""
    chosen = "en" if request.POST.get("language") == "en" else "ja"
    back = request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")
    response.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
