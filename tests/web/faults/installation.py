"""A real installation to do harm to: ``inmori serve``, a second worker beside it, and the API to ask them with."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inmori.simulate.kernels.numba_setup import cache_folder

INMORI = [sys.executable, "-c", "from inmori.cli.main import main; main()"]
LEASE = 2  # seconds


class Gone(Exception):
    """No answer came: the server is dead, so nothing was confirmed."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def eventually(what: Callable[[], Any], *, seconds: float, trouble: str) -> Any:
    until = time.monotonic() + seconds
    while True:
        if found := what():
            return found
        assert time.monotonic() < until, trouble
        time.sleep(0.05)


@dataclass
class Installation:
    """One installation. ``database`` is an address of PostgreSQL or empty."""

    folder: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    key: str = ""
    helpers: int = 1  # workers that the server itself has
    server: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def environment(self) -> dict[str, str]:
        kernels = os.environ.get("NUMBA_CACHE_DIR") or cache_folder(os.environ, platform=sys.platform, home=str(Path.home()))
        return {**os.environ, "INMORI_DATA": str(self.data), "INMORI_DATABASE": self.database, "INMORI_TRIALS": "100",
                "INMORI_LEASE_SECONDS": str(LEASE), "INMORI_HTTPS": "", "INMORI_ONE_FACTOR": "1", "INMORI_HOSTS": "",
                "NUMBA_CACHE_DIR": kernels, "DJANGO_SETTINGS_MODULE": "inmori.web.settings", "INMORI_DEBUG": "1"}  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start one verb in a session of its own."""
        with self.log.open("ab") as log:
            return subprocess.Popen([*INMORI, *words], env=self.environment(), stdout=log, stderr=log, start_new_session=True)

    def serve(self) -> None:
        """Start the server and wait until it answers. The port may still be held by what was killed a moment ago."""
        self.server = self.start("serve", "--one-factor", "--port", str(self.port), "--workers", str(self.helpers))
        eventually(self.answers, seconds=90, trouble=f"the server does not start: {self.words()}")

    def answers(self) -> bool:
        assert self.server is None or self.server.poll() is None, f"the server ended: {self.words()}"
        try:
            return self.status("/account/login/") == 200
        except Gone:
            return False

    def status(self, path: str) -> int:
        return self.ask("GET", path)[0]

    def ask(self, verb: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Ask the server; returns status and body.

        Raises:
            Gone: it does not answer.
        """
        given = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=verb, headers=given | headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (OSError, ValueError) as error:  # cut in the middle of an answer, too
            raise Gone from error
        except Exception as error:
            if type(error).__module__ == "http.client":
                raise Gone from error
            raise

    def api(self, verb: str, path: str, body: bytes | None = None, **headers: str) -> dict[str, Any]:
        """Ask the API for something that must be granted."""
        status, told = self.ask(verb, f"/api/v1{path}", body, **headers)
        assert status < 300, (verb, path, status, told)
        found: dict[str, Any] = json.loads(told)
        return found

    def hand_in(self, name: str, content: bytes) -> dict[str, Any]:
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = head + content + f"\r\n--{mark}--\r\n".encode()
        return self.api("POST", "/evidence", body, **{"Content-Type": f"multipart/form-data; boundary={mark}"})

    def kill_server(self, *, all_of_it: bool) -> None:
        """Kill the server with all of its processes, or its first process only."""
        assert self.server is not None
        if all_of_it:
            os.killpg(self.server.pid, signal.SIGKILL)
        else:
            self.server.kill()
        self.server.wait()
        self.server = None
        # What it leaves behind must let go of the port, or the next server could not have it.
        eventually(lambda: not self.answers(), seconds=10, trouble="a server without its first process goes on answering")

    def stop(self) -> None:
        for process in (self.server, self.worker):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.server, self.worker):
            if process is not None:
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    raise AssertionError(f"it does not end when told to: {self.words()}") from None

    def words(self) -> str:
        return self.log.read_text("utf-8", errors="replace")[-6000:] if self.log.exists() else ""
