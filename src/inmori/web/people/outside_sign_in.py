"""Signing in through the house's own directory (OpenID Connect), where the deployment names one.

The directory says who somebody is; it opens no account by itself. In comes whoever has an account here under the address
that the directory vouches for, or holds an invitation. The second factor of this program stays: a directory that was taken
over must not be a way into the map of an attack.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import requests
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from inmori.web.people.adapter import INVITED


class OutsideSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth's hooks; everything else is allauth's own."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stop whoever has neither an account nor an invitation, with a page that says what to do."""
        if not sociallogin.is_existing and not request.session.get(INVITED):
            self._stop(request, "stranger")

    def is_open_for_signup(self, request: HttpRequest, _sociallogin: Any) -> bool:
        """Whether this visitor may make an account."""
        return bool(request.session.get(INVITED))

    def on_authentication_error(self, request: HttpRequest, _provider: Any, **_told: Any) -> None:
        """Say in the reader's language that the directory did not let them in, or could not be reached."""
        self._stop(request, "refused")

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the address in small letters, as every address here, and the name."""
        person = super().populate_user(request, sociallogin, {**data, "email": (data.get("email") or "").lower()})
        person.name = (data.get("name") or "")[:80]
        return person

    def get_requests_session(self) -> requests.Session:
        """Return how the directory is asked; where it does not answer, a page says so in place of a trace."""
        session = super().get_requests_session()
        asked: Callable[..., requests.Response] = session.request

        def request(*words: Any, **named: Any) -> requests.Response:
            try:
                return asked(*words, **named)
            except requests.RequestException:
                self._stop(context.request, "refused")

        session.request = request
        found: requests.Session = session
        return found

    def _stop(self, request: HttpRequest, why: str) -> NoReturn:
        page = render(request, "people/outside_sign_in.html", {"why": why, "directory": settings.DEPLOYMENT.directory}, status=403)
        raise ImmediateHttpResponse(page)
