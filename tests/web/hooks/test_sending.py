"""Events reach a real listener, signed; failures are tried again, and given up in the end; nothing of a hospital is said."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from inmori.web.hooks import sending
from inmori.web.hooks.models import Delivery, Hook
from inmori.web.hooks.sending import WAITS, deliver
from inmori.web.hooks.services import make, secret_of, stop
from inmori.web.jobs import services as jobs
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import services as versions
from tests.web.conftest import House
from tests.web.jobs.test_lease import asked


@dataclass
class Listener:
    """A machine that is told; it answers with ``status``."""

    port: int = 0
    status: int = 200
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    ear = Listener()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            ear.heard.append((self.path, dict(self.headers), body))
            self.send_response(ear.status)
            self.send_header("Location", f"http://127.0.0.1:{ear.port}/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    ear.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield ear
    server.shutdown()
    server.server_close()


def here(house: House) -> Here:
    owner = Membership.objects.get(tenant=house.tenant, role=Role.OWNER)
    return Here(house.tenant, owner.person, owner)


@pytest.fixture
def hook(ours: House, listener: Listener, settings: Any) -> Hook:
    settings.DEPLOYMENT = replace(django_settings.DEPLOYMENT, webhooks=(f"http://127.0.0.1:{listener.port}",))
    with tenant_scope(ours.tenant.id):
        return make(here(ours), address=f"http://127.0.0.1:{listener.port}/in")[0]


def confirmed(house: House) -> None:
    with tenant_scope(house.tenant.id):
        version = versions.propose({}, cause="秘密の理由", who=house.people["owner"], day=date(2026, 11, 24))
        versions.confirm(version, who=house.people["owner"])


def overdue() -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_an_event_arrives_signed_and_says_nothing_of_the_hospital(ours: House, theirs: House, hook: Hook, listener: Listener) -> None:
    confirmed(theirs)  # another's event is not told here
    confirmed(ours)
    asked(ours)
    job = jobs.claim("worker")
    assert job is not None
    with jobs.taking_in(job):
        pass
    assert deliver() == 2
    (path, headers, body), (_, _, second) = listener.heard
    assert path == "/in"
    moment, given = (part.split("=")[1] for part in headers["Inmori-Signature"].split(","))
    assert given == hmac.new(secret_of(hook).encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert json.loads(body).keys() == {"id", "event", "hospital", "subject", "at"}
    assert [json.loads(each)["event"] for each in (body, second)] == ["version.confirmed", "job.ended"]
    assert deliver() == 0
    with tenant_scope(ours.tenant.id):
        assert Hook.objects.get().last_answer == "200"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_failure_is_tried_again_later_and_given_up_in_the_end(status: int, ours: House, hook: Hook, listener: Listener) -> None:
    listener.status = status
    confirmed(ours)
    for attempt, wait in enumerate(WAITS, start=1):
        assert deliver() == 1
        assert deliver() == 0  # not due yet
        told = Delivery.objects.get()
        assert told.attempts == attempt
        assert abs(told.due_at - timezone.now() - wait) < timedelta(seconds=20)
        overdue()
    assert Delivery.objects.get().state == Delivery.GIVEN_UP
    assert deliver() == 0
    assert {path for path, _, _ in listener.heard} == {"/in"}  # redirects are not followed
    assert len({json.loads(body)["id"] for _, _, body in listener.heard}) == 1


def test_nobody_listens(ours: House, hook: Hook, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise ConnectionRefusedError

    confirmed(ours)
    monkeypatch.setattr(sending.socket, "create_connection", refused)
    assert deliver() == 1
    with tenant_scope(ours.tenant.id):
        assert Hook.objects.get().last_answer == "ConnectionRefusedError"


def test_what_was_stopped_or_is_no_longer_allowed_is_not_called(ours: House, hook: Hook, listener: Listener, settings: Any) -> None:
    confirmed(ours)
    settings.DEPLOYMENT = replace(settings.DEPLOYMENT, webhooks=("https://watch.example.jp",))
    assert deliver() == 1
    with tenant_scope(ours.tenant.id):
        assert Hook.objects.get().last_answer == "not allowed"
        stop(here(ours), hook)
    overdue()
    assert deliver() == 0
    assert listener.heard == []


def test_with_no_origin_allowed_nothing_is_even_written_down(ours: House, hook: Hook, settings: Any) -> None:
    settings.DEPLOYMENT = replace(settings.DEPLOYMENT, webhooks=())
    confirmed(ours)
    assert not Delivery.objects.exists()
    assert deliver() == 0
