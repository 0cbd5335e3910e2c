"""Decides who may open an account: the first person of an installation, and whoever holds an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse

from inmori.web.people.models import Person

INVITED = "invited_by"  # session key: the invitation that opened the door


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks; everything else is allauth's own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account."""
        return bool(request.session.get(INVITED)) or not Person.objects.exists()

    def post_login(self, request: HttpRequest, user: Any, *, signup: bool, **named: Any) -> HttpResponse:
        """Go on after signing in. Who has just chosen a password need not type it again to add a second factor."""
        if signup:
            record_authentication(request, user, method="password", reauthenticated=True)
        answer: HttpResponse = super().post_login(request, user, signup=signup, **named)
        return answer

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names: the address is the name."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: this program talks to nobody outside."""
