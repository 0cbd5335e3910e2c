"""What every page needs to know: its language, who is where, and what that person may do there."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from inmori import __version__
from inmori.web.desk.screens.menu import menu
from inmori.web.people.language import language_of
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import ROLE_NAMES, Role


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return the template variables that every page has."""
    here = getattr(request, "here", None)
    return {
        "language": language_of(request),
        "here": here,
        "rights": {right.value for right in here.rights} if here else set(),
        "role_name": ROLE_NAMES[Role(here.membership.role)] if here else None,
        # Asked by few pages, so it is a question and not an answer.
        "setting_out": lambda: request.user.is_authenticated and not Membership.objects.filter(person=request.user).exists(),
        "screens": menu(request, here) if here else (),
        "inmori_version": __version__,
        "directory": settings.DEPLOYMENT.directory,  # the house's own sign-in, where it has one
    }
