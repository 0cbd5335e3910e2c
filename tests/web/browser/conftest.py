"""The real thing: ``inmori serve`` with its worker on an empty folder, and one headless Chromium for the whole run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inmori.simulate.kernels.numba_setup import cache_folder

# The run on PostgreSQL repeats the other web tests; a browser would see nothing new there.
collect_ignore_glob = ["test_*.py"] if os.environ.get("INMORI_TESTS_ON_POSTGRES") else []
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--no-first-run"]  # fmt: skip
TRIALS = 200  # enough for every screen to have its figures; how good they are is tested elsewhere


@dataclass(frozen=True)
class Site:
    """A running installation."""

    address: str
    environment: dict[str, str]

    def python(self, program: str) -> dict[str, str]:
        """Run a program beside the server, on its data; returns the JSON object it prints."""
        run = subprocess.run([sys.executable, "-c", program], env=self.environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        told: dict[str, str] = json.loads(run.stdout)
        return told


@pytest.fixture(autouse=True)
def _ground() -> None:
    """In place of the database in memory of the other web tests: the server has its own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data, port = tmp_path_factory.mktemp("site") / "data", _free_port()
    kernels = os.environ.get("NUMBA_CACHE_DIR") or cache_folder(os.environ, platform=sys.platform, home=str(Path.home()))
    environment = {**os.environ, "INMORI_DATA": str(data), "INMORI_DATABASE": "", "INMORI_TRIALS": str(TRIALS),
                   "INMORI_HTTPS": "", "INMORI_ONE_FACTOR": "", "NUMBA_CACHE_DIR": kernels,
                   "DJANGO_SETTINGS_MODULE": "inmori.web.settings"}  # fmt: skip
    log = data.parent / "log"
    with log.open("wb") as out, subprocess.Popen(
        [sys.executable, "-c", "from inmori.cli.main import main; main()", "serve", "--data", str(data), "--port", str(port)],
        env=environment, stdout=out, stderr=out, start_new_session=True,
    ) as server:  # fmt: skip
        found = Site(f"http://localhost:{port}", environment)
        try:
            _wait_for(found.address, server, log)
            yield found
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        assert not os.environ.get("CI"), "CI must have Chromium"
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def eventually(what: Callable[[], bool], *, seconds: float, trouble: Callable[[], str]) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, trouble()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        assert server.poll() is None, log.read_text("utf-8")
        try:
            with urllib.request.urlopen(f"{address}/account/signup/", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    eventually(answers, seconds=90, trouble=lambda: log.read_text("utf-8"))
