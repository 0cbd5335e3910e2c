"""Papers to edit: made by a real worker, listed with their version, and what changed in them since the one before."""

from __future__ import annotations

import threading
from pathlib import Path

from inmori.prepare import prepare
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.verb import Verb
from inmori.web.jobs.drafting import write_drafts
from inmori.web.jobs.worker import work
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.services import put_bytes
from tests.comply.house import CATALOGUE, hospital
from tests.web.conftest import House
from tests.web.desk.filled import DAY, diagnosis, fill


def earlier(house: House, folder: Path) -> None:
    """An earlier version with its papers, made here and not in a child."""
    version = fill(house)
    drafts = prepare(hospital(), diagnosis(), None, None, CATALOGUE, today=DAY)
    write_drafts(folder, drafts, only="contact_chart", language="ja", tell=lambda _what, _share: None)
    with tenant_scope(house.tenant.id):
        for path in (folder / "drafts.json", *folder.glob("drafts/*")):
            put_bytes(version, str(path.relative_to(folder)), path.read_bytes())
        put_bytes(version, "papers/report.pdf", b"\xff")


def test_a_draft_is_made_taken_and_compared_with_the_one_before(ours: House, tmp_path: Path, loud_templates: None) -> None:
    client, base = ours.client("editor"), f"/h/{ours.tenant.id}/documents/"
    earlier(ours, tmp_path)
    assert "はじめての版" in client.get(base).content.decode()
    version = fill(ours, hospital=hospital(contracts=(), systems=()))
    with tenant_scope(ours.tenant.id):  # a paper of bytes beside the documents must not disturb the work
        put_bytes(version, "papers/report.pdf", b"\xff")
    assert "今の版では作っていません" in client.get(base).content.decode()
    client.post(f"{base}drafts/", {"only": "contact_chart"})
    assert work(stopping=threading.Event(), once=True) == 1
    page = client.get(base).content.decode()
    assert "<li>変わった: " in page, "the vendors to call stand in it"
    assert client.post(f"{base}drafts/2/連絡体制図.docx/").content.startswith(b"PK")
    assert client.post(f"{base}drafts/1/連絡体制図.docx/").content.startswith(b"PK")
    assert client.post(f"{base}drafts/3/連絡体制図.docx/").status_code == 404
    with tenant_scope(ours.tenant.id):
        assert [event.about["version"] for event in AuditEvent.objects.filter(verb=Verb.PAPER_TAKEN.value)] == [2, 1]
    assert client.post(f"{base}drafts/", {"only": "../../etc"}).status_code == 404
