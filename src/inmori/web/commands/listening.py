"""The processes behind ``inmori serve``: one that answers browsers, and workers beside it; how they end, and with whom.

The terminal sends Ctrl-C to all of them at once. The answering process must hear of it from its parent only: told twice,
Granian's process waits for itself for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from inmori.web.orphan import end_with_parent

PATIENCE = 15.0  # seconds for workers to put down what they have in hand
ANSWERING = 5  # seconds for answers that are under way
LOOK, REST = 0.5, 60.0  # seconds between looks at the workers; the longest pause before one is started anew
STOPPED = 130


class Helpers:
    """The workers beside the server. One that dies is started anew, after a pause that grows while it goes on dying."""

    def __init__(self, count: int) -> None:
        self._ending = threading.Event()
        self._running = [_worker() for _ in range(count)]
        threading.Thread(target=self._watch, name="helpers", daemon=True).start()

    def stop(self) -> None:
        """Let all of them put down their work, and wait for it; who takes too long is killed."""
        self._ending.set()
        until = time.monotonic() + PATIENCE
        for helper in self._running:
            helper.send_signal(signal.SIGTERM)
        for helper in self._running:
            try:
                helper.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                helper.kill()
                helper.wait()

    def kill(self) -> None:
        """End all of them at once; their work is taken up anew when their leases have run out."""
        self._ending.set()
        for helper in self._running:
            helper.kill()

    def _watch(self) -> None:
        pause, begun = LOOK, time.monotonic()
        while not self._ending.wait(LOOK):
            for at, helper in enumerate(self._running):
                if helper.poll() is None:
                    continue
                pause = LOOK if time.monotonic() - begun > REST else min(2 * pause, REST)
                if self._ending.wait(pause):
                    return
                self._running[at], begun = _worker(), time.monotonic()


def listen(host: str, port: int, *, at_second_word: Callable[[], None]) -> None:
    """Answer browsers until told to stop; told a second time, call ``at_second_word`` and leave at once."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "inmori.web.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=1, blocking_threads=4, log_level=LogLevels.warning, workers_kill_timeout=ANSWERING, respawn_failed_workers=True,
    )  # fmt: skip
    told: list[int] = []

    def hear(number: int, _frame: object) -> None:
        told.append(number)
        if len(told) == 1:
            server.signal_handler_interrupt()  # type: ignore[no-untyped-call]
            return
        at_second_word()
        for process in multiprocessing.active_children():
            process.kill()
        os._exit(STOPPED)

    # Granian sets its own handlers when it starts; its hook comes after that.
    server.on_startup(lambda: [signal.signal(each, hear) for each in (signal.SIGINT, signal.SIGTERM)])
    server.serve(target_loader=_application, wrap_loader=False)


def _application() -> Any:
    """Called in the process that answers, before it listens."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    end_with_parent()  # else it would keep the port of a server that was killed
    from inmori.web.wsgi import application

    return application


def _worker() -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "inmori.web.commands.worker", "--parent", str(os.getpid())]
    # Out of the terminal's reach: it hears from its parent, or ends with it.
    return subprocess.Popen(words, env=os.environ.copy(), start_new_session=True)
