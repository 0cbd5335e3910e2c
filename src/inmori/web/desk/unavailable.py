"""What people see when something fails that they did not cause: a page that says what to do, and never a trace.

Django calls this for every error that nothing else has caught, in a view or in what lies around it (a session that
cannot be read, an upload that cannot be written), and so it must not ask the database anything itself.
"""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

from inmori.web.keeping.shortage import WORDS, Shortage, shortage_of

STATUS = {Shortage.ROOM: 507, Shortage.DATABASE: 503}
RETRY = "30"  # seconds
FAULT = "Something went wrong. Nothing that was confirmed is lost."


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer an error: 507 where no room is left, 503 where the database is gone, else 500."""
    shortage = shortage_of(sys.exc_info()[1])
    status = STATUS[shortage] if shortage else 500
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"detail": WORDS[shortage].en if shortage else FAULT}, status=status)
    else:
        answer = HttpResponse(get_template(f"{status}.html").template.source, status=status)  # type: ignore[attr-defined]
    if shortage:
        answer.headers["Retry-After"] = RETRY
    answer.headers["Cache-Control"] = "no-store"
    return answer
