"""Taking a hospital away and deleting it: all of it, none of another's, and only by those responsible who mean it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings

from inmori.web.audit.chain import Line, first_break
from inmori.web.keeping.rows import rows_of, tables
from inmori.web.tenants.models import Tenant
from tests.web.conftest import House
from tests.web.keeping.test_backup import filled


def named(tenant: str) -> dict[str, int]:
    """How many rows of each table name a hospital."""
    found = {model._meta.label: sum(1 for row in rows_of(model) if row.get("tenant_id") == tenant or row.get("id") == tenant) for model in tables()}
    return {label: count for label, count in found.items() if count}


def test_all_of_a_hospital_goes_and_nothing_of_another(
    django_capture_on_commit_callbacks: Any, loud_templates: None
) -> None:
    ours, theirs = filled()
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/settings/"
    before = named(str(theirs.tenant.id))
    assert ours.tenant.name in client.get(base).content.decode()
    for typed in ("", "their"):
        client.post(f"{base}delete/", {"name": typed})
        assert Tenant.objects.filter(pk=ours.tenant.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{base}delete/", {"name": " ours "}).status_code == 302  # full width is meant too
    assert named(str(ours.tenant.id)) == {}
    assert named(str(theirs.tenant.id)) == before
    assert [path.name for path in (settings.DEPLOYMENT.folder / "evidence").iterdir()] == [str(theirs.tenant.id)]
    assert client.get(base).status_code == 404


@pytest.mark.parametrize("role", ["editor", "viewer", "adviser"])
@pytest.mark.parametrize("act", ["take/", "delete/"])
def test_others_do_neither(role: str, act: str, ours: House) -> None:
    response = ours.client(role).post(f"/h/{ours.tenant.id}/settings/{act}", {"name": "ours"})
    assert response.status_code == 404
    assert Tenant.objects.filter(pk=ours.tenant.pk).exists()


def test_what_is_taken_along_is_whole(loud_templates: None) -> None:
    ours, _ = filled()
    response = ours.client("owner").post(f"/h/{ours.tenant.id}/settings/take/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as taken:  # type: ignore[call-overload]
        names = set(taken.namelist())
        assert {"versions/1/hospital.json", "versions/1/papers/report.pdf", "record.jsonl", "evidence.json", "README.txt"} <= names
        assert taken.read("versions/1/papers/report.pdf") == bytes(range(256)) * 40
        assert [each["name"] for each in json.loads(taken.read("evidence.json"))] == ["台帳.csv"]
        told = [json.loads(line) for line in taken.read("record.jsonl").splitlines()]
        assert not any("theirs" in taken.read(name).decode("utf-8", "ignore") for name in names)
    assert told[-1]["about"] == {"what": "hospital.zip"}
    lines = [(Line(each["number"], datetime.fromisoformat(each["at"]).astimezone(UTC), each["who"], each["verb"], each["about"]),
              each["before"], each["hash"]) for each in told]  # fmt: skip
    assert first_break(lines) is None  # whoever has the file can check it without us
