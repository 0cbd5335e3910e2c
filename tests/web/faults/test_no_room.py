"""No room left: the system itself refuses to write, at an upload, at an answer and at a job; a sentence is told, and it goes on after."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from inmori.web.audit.services import broken_at
from inmori.web.evidence.models import Upload
from inmori.web.jobs.models import Job, Telling
from inmori.web.jobs.services import NO_ROOM
from inmori.web.jobs.worker import work
from inmori.web.keeping.shortage import Shortage, shortage_of, with_code
from inmori.web.tenants.scope import tenant_scope
from tests.web.api.test_operations import key_of
from tests.web.conftest import BACKEND, House

SIZE = 200_000


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let the system refuse to make any file longer than this, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def browser(house: House) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(house.people["owner"], backend=BACKEND)
    return client


def file(content: bytes) -> BytesIO:
    found = BytesIO(content)
    found.name = "台帳.csv"
    return found


def left_over() -> list[str]:
    return [path.name for path in settings.DEPLOYMENT.folder.rglob("*") if path.suffix in {".age", ".part"}]


def test_an_upload_without_room_is_told_and_can_be_done_again(ours: House) -> None:
    client, base = browser(ours), f"/h/{ours.tenant.id}/start/"
    with room_for(SIZE // 2):
        answer = client.post(base, {"files": [file(b"x" * SIZE)]})
    page = answer.content.decode()
    assert answer.status_code == 507, page
    assert "空きがありません" in page
    assert "No room is left" in page
    assert "Traceback" not in page
    assert left_over() == []
    assert client.post(base, {"files": [file(b"x" * SIZE)]}).status_code == 302
    with tenant_scope(ours.tenant.id):
        assert Upload.objects.get().size == SIZE
        assert broken_at() is None


def test_a_file_that_came_in_but_cannot_be_put_away_is_told(ours: House) -> None:
    client, base = browser(ours), f"/h/{ours.tenant.id}/start/"
    program = {"headers": {"Authorization": f"Bearer {key_of(ours, 'write')}"}}
    with room_for(SIZE + 50):  # encrypted, it is a little longer
        page = client.post(base, {"files": [file(b"x" * SIZE)]}, follow=True)
        answer = Client(raise_request_exception=False).post("/api/v1/evidence", {"file": file(b"x" * SIZE)}, **program)
    assert "台帳.csv を保存できませんでした" in page.content.decode()
    assert (answer.status_code, answer.json()["detail"][:15]) == (507, "No room is left")
    assert left_over() == []
    with tenant_scope(ours.tenant.id):
        assert not Upload.objects.exists()
        assert broken_at() is None
    assert Client().post("/api/v1/evidence", {"file": file(b"x" * SIZE)}, **program).status_code == 201


def test_a_job_without_room_says_so_and_can_be_asked_for_again(ours: House) -> None:
    client, base = browser(ours), f"/h/{ours.tenant.id}/start/"
    rows = "".join(f"端末{n},192.168.1.{n}\n" for n in range(1, 9))
    client.post(base, {"files": [file(("機器名,IPアドレス\n" + rows).encode())]})
    client.post(f"{base}read/")
    with room_for(100):
        work(stopping=threading.Event(), once=True)
    with tenant_scope(ours.tenant.id):
        assert (Job.objects.get().state, Telling.objects.get().trouble) == (Job.FAILED, NO_ROOM)
        assert broken_at() is None
    assert NO_ROOM.ja in client.get(f"/h/{ours.tenant.id}/jobs/{Job.objects.get().pk}/").content.decode()
    client.post(f"{base}read/")
    assert work(stopping=threading.Event(), once=True) == 1
    assert [job.state for job in Job.objects.order_by("pk")] == [Job.FAILED, Job.DONE]


@pytest.mark.parametrize("path, kind", [("/", "text/html"), ("/account/login/", "text/html"), ("/api/v1/hospital", "application/json")])
def test_a_database_without_room_or_gone_is_a_page(ours: House, path: str, kind: str) -> None:
    for words, status in (("database or disk is full", 507), ("connection refused", 503)):

        def refuse(*_: object, words: str = words) -> None:
            raise OperationalError(words)

        client = browser(ours)
        with connection.execute_wrapper(refuse):
            answer = client.get(path, headers={"Authorization": "Bearer inmori_x"})
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith(kind)
        assert answer.headers["Retry-After"] == "30"


def test_a_fault_of_the_program_is_not_blamed_on_the_machine(ours: House) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    client = browser(ours)
    with connection.execute_wrapper(broken):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "本製品の不具合" in answer.content.decode()
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize("error, expected", [
    (OSError(28, "No space left on device"), Shortage.ROOM),
    (with_code(ValueError("I/O error: No space left on device (os error 28)")), Shortage.ROOM),
    (OSError(2, "No such file"), None),
    (OperationalError("server closed the connection"), Shortage.DATABASE),
    (DatabaseError("file is not a database"), Shortage.DATABASE),
    (ValueError("disk"), None),
    (None, None),
])  # fmt: skip
def test_what_the_machine_lacks(error: BaseException | None, expected: Shortage | None) -> None:
    assert shortage_of(error) == expected


def test_what_lies_behind_an_error_counts() -> None:
    error = RuntimeError("could not store")
    error.__cause__ = OSError(28, "No space left on device")
    assert shortage_of(error) is Shortage.ROOM
