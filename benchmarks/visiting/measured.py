"""The application's own settings, with one more middleware: it says in a header what each answer cost.

Only the benchmark's server runs with these. Processor time is that of the thread that made the answer, so that other work on
the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from inmori.web.settings import *  # noqa: F403
from inmori.web.settings import MIDDLEWARE as _OWN

COST = "X-Bench-Cost"


class Costs:
    """Counts queries and processor time of each request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = 0

        def counted(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += 1
            return execute(sql, values, many, context)

        begun = time.thread_time()
        with connection.execute_wrapper(counted):
            response = self.answer(request)
        response[COST] = f"{count} {1000 * (time.thread_time() - begun):.2f}"
        return response


MIDDLEWARE = ["visiting.measured.Costs", *_OWN]
