"""Does the work: one job at a time, in a child process that is watched, and takes in what came of it.

Killed at any moment, a worker loses nothing: the job's lease runs out and another worker begins it anew; a result is
taken in by one transaction, and only from the worker that still holds the lease.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, close_old_connections, connection, connections

from inmori.text import Text
from inmori.web.evidence.services import counted, vault
from inmori.web.hooks.sending import deliver
from inmori.web.jobs import intake, services
from inmori.web.jobs.models import Job
from inmori.web.keeping.heartbeat import beat
from inmori.web.keeping.shortage import Shortage, shortage_of
from inmori.web.tenants.scope import tenant_scope

PAUSE = 0.4  # seconds between looks for work
BEAT = 4.0  # seconds between renewals of the lease, at most
YOUNG = 2.0  # seconds
NO_ROOM_LEFT = 4  # exit code of a child that could not write
SILENCE = 5.0  # seconds to leave a database alone that is out of reach
FAULT = Text(ja="処理に失敗しました(本製品の不具合です)。", en="The work failed; this is a fault of the program.")
TOO_LONG = Text(ja="時間の上限を超えたので止めました。", en="Stopped: it took longer than allowed.")


@dataclass(frozen=True)
class Bounds:
    """What a child may use: bytes of address space, seconds of wall clock."""

    memory: int = 8_000_000_000
    seconds: float = 3_600.0


class Leaving(Exception):
    """This worker is told to stop; its job is for another."""


class Trouble(Exception):
    """The child could not do the work, for a reason that a person can be told."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.ja)
        self.text = text


def work(*, stopping: threading.Event, name: str | None = None, bounds: Bounds = Bounds(), once: bool = False) -> int:
    """Do jobs until told to stop; with ``once`` until none is left. Returns how many were done."""
    own, done = name or f"{socket.gethostname()}:{os.getpid()}", 0
    while not stopping.is_set():
        try:
            if not connection.in_atomic_block:
                close_old_connections()
            beat()
            deliver()
            job = services.claim(own)
            if job is not None:
                perform(job, bounds=bounds, stopping=stopping)
                done += 1
                continue
        except (Error, OSError) as error:
            _endure(error, stopping)
            continue
        if once:
            break
        stopping.wait(PAUSE)
    return done


def _endure(error: Exception, stopping: threading.Event) -> None:
    """Wait for a database that is out of reach, or for room; what was at work is taken up anew when its lease has run out."""
    if shortage_of(error) is None or connection.in_atomic_block:
        raise error
    logging.getLogger(__name__).error("%s: %s", type(error).__name__, error)
    connections.close_all()
    stopping.wait(SILENCE)


def perform(job: Job, *, bounds: Bounds, stopping: threading.Event) -> None:
    """Do one job that this worker holds."""
    try:
        with work_folder() as folder:
            with tenant_scope(job.tenant_id):
                intake.lay_out(job, folder, files=counted(), vault=vault())
            _run(job, folder, bounds, stopping)
            with services.taking_in(job):
                intake.take_in(job, folder)
    except Leaving:
        services.hand_back(job)
    except services.LeaseLost:
        services.end(job, state=Job.STOPPED, trouble=services.STOPPED, worker=job.worker, attempt=job.attempts)
    except Trouble as trouble:
        services.end(job, state=Job.FAILED, trouble=trouble.text, worker=job.worker, attempt=job.attempts)
    except (Error, OSError) as error:
        if shortage_of(error) is not Shortage.ROOM:
            raise
        services.end(job, state=Job.FAILED, trouble=services.NO_ROOM, worker=job.worker, attempt=job.attempts)


def _run(job: Job, folder: Path, bounds: Bounds, stopping: threading.Event) -> None:
    """Run the child and pass on what it says, keeping the lease alive."""
    # A session of its own, so that stopping it stops whatever it has started.
    with subprocess.Popen(
        [sys.executable, "-m", "inmori.web.jobs.child", job.kind, str(folder), str(bounds.memory)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8", start_new_session=True,
        env=child_environment(folder), cwd=folder,
    ) as child:  # fmt: skip
        lines: queue.Queue[str | None] = queue.Queue()
        assert child.stdout is not None
        threading.Thread(target=_listen, args=(child.stdout, lines.put), daemon=True).start()
        try:
            enough = _Enough(child)
            trouble = _watch(job, lines, until=time.monotonic() + bounds.seconds, stopping=stopping, enough=enough)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        code = child.wait()
    if code == NO_ROOM_LEFT:
        raise Trouble(services.NO_ROOM)
    if code != 0 and enough.told and trouble is None:
        raise services.LeaseLost  # stopped before there was anything to keep
    if code != 0:
        raise Trouble(trouble or FAULT)


class _Enough:
    """Tells a child, once, that a person has seen enough: it ends its looking and writes down the best so far."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child, self.told = child, False

    def __call__(self) -> None:
        if not self.told:
            self.told = True
            self._child.send_signal(signal.SIGINT)


def _watch(
    job: Job, lines: queue.Queue[str | None], *, until: float, stopping: threading.Event, enough: _Enough
) -> Text | None:
    """Renew the lease until the child falls silent; returns the trouble it told, if any."""
    share, saying, trouble, beat, spoken = 0.0, "", None, 0.0, False
    every = min(BEAT, services.lease().total_seconds() / 5)
    while True:
        now = time.monotonic()
        if now > until:
            raise Trouble(TOO_LONG)
        if stopping.is_set():
            raise Leaving
        if now - beat >= every:
            if services.renew(job, share=share, saying=saying) and spoken:  # before its first word it could not heed it
                enough()
            beat = now
        try:
            line = lines.get(timeout=min(1.0, every))
        except queue.Empty:
            continue
        if line is None:
            return trouble
        told, spoken = json.loads(line), True
        if "trouble" in told:
            trouble = Text.model_validate(told["trouble"])
        else:
            if told["share"] - share > 0.02 or told["saying"] != saying:
                beat = min(beat, now - every + 0.5)  # soon, but not for every word
            share, saying = told["share"], told["saying"]


def _listen(stream: Iterator[str], put: Callable[[str | None], None]) -> None:
    for line in stream:
        put(line)
    put(None)


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for one job, gone afterwards: evidence lies in the open here, for this user only."""
    root = settings.DEPLOYMENT.folder / "work"
    root.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(dir=root))
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)  # let go of by the system when this process ends, however it ends
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep() -> None:
    """Remove what killed workers left in the open: the folders that no living process holds."""
    for folder in sorted((settings.DEPLOYMENT.folder / "work").glob("*")):
        with suppress(OSError):  # it went meanwhile, or is held
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if time.time() - folder.stat().st_mtime > YOUNG:  # made a moment ago, it may not be held yet
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def child_environment(folder: Path) -> dict[str, str]:
    """The child gets the paths it needs, and neither the database's address nor any key."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME", "NUMBA_CACHE_DIR", "PYTHONPATH") if key in os.environ}
    cache = str(settings.DEPLOYMENT.folder / "cache")
    return {"NUMBA_CACHE_DIR": cache, **kept, "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
