"""A new installation has nobody in it: whoever opens it first is led to making the first account, and nowhere else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from inmori.web.people.models import Person

Answer = Callable[[HttpRequest], HttpResponse]


class FirstUseMiddleware:
    """Sends everyone to signing up until there is one person; ``request.first_use`` tells the page to welcome them."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self._someone = False  # once there is a person there always is: no question to the database any more

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._someone = self._someone or Person.objects.exists()
        if not self._someone:
            request.first_use = True  # type: ignore[attr-defined]
            if request.path not in {reverse("account_signup"), reverse("people:language")}:
                return redirect("account_signup")
        return self.answer(request)
