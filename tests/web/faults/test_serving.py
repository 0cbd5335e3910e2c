"""``inmori serve`` as a person stops it: Ctrl-C reaches every process of the terminal at once, and some press it twice.

The same server then loses its database and gets it back: people see a page that says what to do, and go on afterwards.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.faults.installation import INMORI, Installation, eventually


@pytest.fixture(autouse=True)
def _ground() -> None:
    """In place of the database in memory of the other web tests: the server has its own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(tmp_path_factory.mktemp("serving"))
    yield found
    found.stop()


def at_a_terminal(site: Installation) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server as the foreground of a terminal of its own; returns it with the terminal's end for the keyboard."""
    keyboard, screen = pty.openpty()

    def own_terminal() -> None:
        os.setsid()
        import fcntl
        import termios

        fcntl.ioctl(screen, termios.TIOCSCTTY, 0)

    words = [*INMORI, "serve", "--one-factor", "--port", str(site.port)]
    server = subprocess.Popen(words, env=site.environment(), stdin=screen, stdout=screen, stderr=screen, preexec_fn=own_terminal)
    os.close(screen)
    return server, keyboard


def test_ctrl_c_ends_it_once_and_twice_and_a_lost_database_is_told(site: Installation) -> None:
    server, keyboard = at_a_terminal(site)
    site.server = server
    eventually(site.answers, seconds=90, trouble="the server does not start")
    _loses_its_database_and_goes_on(site)
    os.write(keyboard, b"\x03")
    assert server.wait(timeout=30) == 0
    told = _screen(keyboard)
    assert "Traceback" not in told, told
    assert not _left_over(server.pid)


def _loses_its_database_and_goes_on(site: Installation) -> None:
    database = site.data / "inmori.sqlite3"
    away = database.with_name("away")
    database.rename(away)
    database.mkdir()
    try:
        for path, kind in (("/", "text/html"), ("/api/v1/openapi.json", None), ("/account/login/", "text/html")):
            status, page = site.ask("GET", path)
            words = page.decode()
            if kind:
                assert status == 503, (path, words)
                assert "データベースに届きません" in words
                assert "The database is out of reach" in words
            assert "Traceback" not in words
        site.key = "inmori_x"
        assert site.ask("GET", "/api/v1/hospital")[0] == 503
    finally:
        database.rmdir()
        away.rename(database)
        site.key = ""
    assert site.status("/account/login/") == 200


def _screen(keyboard: int) -> str:
    told = b""
    try:
        while chunk := os.read(keyboard, 65536):
            told += chunk
    except OSError:  # the other end is closed
        pass
    os.close(keyboard)
    return told.decode("utf-8", errors="replace")


def _left_over(pid: int) -> list[str]:
    """Return the processes that name this one as the parent to end with."""
    time.sleep(0.2)
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"--parent {pid}" in words:
            found.append(words)
    return found


@pytest.mark.skipif(int(os.environ.get("INMORI_KILLS", "1")) < 3, reason="with the long run of kills: it starts one more server")
def test_a_second_ctrl_c_does_not_wait_for_an_answer_under_way(site: Installation) -> None:
    site.serve()
    assert site.server is not None
    import socket

    with socket.create_connection(("127.0.0.1", site.port)) as slow:  # an upload that never ends
        slow.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx")
        time.sleep(0.3)
        os.killpg(site.server.pid, signal.SIGINT)
        time.sleep(0.3)
        os.killpg(site.server.pid, signal.SIGINT)
        began = time.monotonic()
        assert site.server.wait(timeout=20) in {0, 130}
        assert time.monotonic() - began < 4
    eventually(lambda: not _left_over(site.server.pid if site.server else 0), seconds=5, trouble="a worker is left over")
