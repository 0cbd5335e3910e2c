"""Which language a page is in: what the person chose, else Japanese."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from inmori.text import Language

COOKIE = "inmori_language"
Answer = Callable[[HttpRequest], HttpResponse]


def language_of(request: HttpRequest) -> Language:
    """Return the language of the page that is being made."""
    return "en" if request.COOKIES.get(COOKIE) == "en" else "ja"


class LanguageMiddleware:
    """Turns Django's own sentences (forms, dates, allauth) to the language of the page."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language_of(request))
        return response
