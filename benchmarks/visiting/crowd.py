"""Fifty people at once, each a thread with a session of its own: they look at a page, think, and look at the next."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

COST = "X-Bench-Cost"


@dataclass(frozen=True)
class Look:
    """One answer: which screen, milliseconds as the visitor waited, queries, processor milliseconds, status."""

    screen: str
    waited: float
    queries: int
    busy: float
    status: int


@dataclass
class Visitor:
    """One person; ``screens`` give an address for a hospital by luck."""

    port: int
    session: str
    tenants: Sequence[str]
    luck: random.Random
    looks: list[Look] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None

    def look(self, screen: str, path: str) -> tuple[Look, str]:
        """Ask for a page as a browser does, and wait for all of it."""
        begun = time.perf_counter()
        try:
            self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._line.request("GET", path, headers={"Cookie": f"sessionid={self.session}", "Host": "localhost"})
            answer = self._line.getresponse()
            body = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self._line = None
            return Look(screen, 1000 * (time.perf_counter() - begun), 0, 0.0, 0), ""
        queries, busy = (answer.headers.get(COST) or "0 0").split()
        return Look(screen, 1000 * (time.perf_counter() - begun), int(queries), float(busy), answer.status), body

    def work(self, screens: dict[str, Callable[[random.Random], str]], *, until: float, think: tuple[float, float], shares: Any) -> None:
        """Look at pages until the time is over."""
        names = list(screens)
        while True:
            pause = self.luck.uniform(*think)
            if time.perf_counter() + pause > until:
                return
            time.sleep(pause)
            screen = self.luck.choices(names, [shares.get(name, 1) for name in names])[0]
            tenant = self.tenants[0] if self.luck.random() < 0.8 else self.luck.choice(self.tenants)
            path = screens[screen](self.luck)
            look, _ = self.look(screen, path if path.startswith("/") else f"/h/{tenant}/{path}")
            self.looks.append(look)


def visit(visitors: list[Visitor], screens: Any, *, seconds: float, think: tuple[float, float], shares: Any) -> tuple[list[Look], float]:
    """Let all of them work at once; returns their looks and how many seconds it took."""
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=each.work, args=(screens,), kwargs={"until": begun + seconds, "think": think, "shares": shares})
        for each in visitors
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    looks = [look for each in visitors for look in each.looks]
    for each in visitors:
        each.looks = []
    return looks, time.perf_counter() - begun
