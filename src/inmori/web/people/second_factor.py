"""Nobody works with the password alone: who has no second factor yet is led to making one, and nowhere else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

GOAL = "on_the_way_to"  # session key: where a person was going when led to a second factor
Answer = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Sends a signed-in person without a second factor to the page where one is made."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        bound = settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated and not self._open(request.path)
        if bound and not is_mfa_enabled(request.user):
            if request.method == "GET":
                request.session[GOAL] = request.get_full_path()
            return redirect("people:second_factor")
        if bound and request.path == reverse("desk:home") and GOAL in request.session:
            return redirect(request.session.pop(GOAL))  # an invitation, say: it must not be lost on the way
        return self.answer(request)

    @staticmethod
    def _open(path: str) -> bool:
        """What may be reached on the way to a second factor: making one, proving oneself, leaving."""
        ways = (reverse("mfa_index"), reverse("account_logout"), reverse("account_reauthenticate"),
                reverse("people:second_factor"), reverse("people:language"))  # fmt: skip
        return path.startswith(ways)
