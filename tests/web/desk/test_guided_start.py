"""From an empty hospital to a reading that counts: files in, read by a real worker, looked at, confirmed, undone."""

from __future__ import annotations

import threading
from io import BytesIO

from inmori.web.audit.services import broken_at
from inmori.web.jobs.models import Job
from inmori.web.jobs.worker import work
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import DeviceRow, Version
from tests.web.conftest import House

LEDGER = "機器名,種別,IPアドレス,OS,設置場所\n受付端末1,PC,192.168.10.11,Windows 10,受付\n検体サーバ,サーバ,192.168.10.20,Windows Server 2012 R2,検査室\n"


def file(name: str, text: str) -> BytesIO:
    content = BytesIO(text.encode("utf-8-sig"))
    content.name = name
    return content


def test_a_reading_counts_once_a_person_says_so(ours: House, loud_templates: None) -> None:
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    client.post(base, {"files": [file("機器台帳.csv", LEDGER)]})
    client.post(f"{base}read/")
    assert work(stopping=threading.Event(), once=True) == 1

    page = client.get(f"{base}reading/").content.decode()
    with tenant_scope(ours.tenant.id):
        version = Version.objects.get()
        assert (version.state, DeviceRow.objects.count()) == (Version.PROPOSED, 2)
        assert DeviceRow.objects.filter(search__contains="windows server 2012").count() == 1
    assert "新しい 2" in page

    client.post(f"{base}confirm/", {"number": "99"})
    with tenant_scope(ours.tenant.id):
        assert Version.objects.get().state == Version.PROPOSED
    client.post(f"{base}confirm/", {"number": "1"})
    with tenant_scope(ours.tenant.id):
        assert Version.objects.get().state == Version.CURRENT
        assert broken_at() is None
    assert Job.objects.filter(kind=Job.ASSESS).count() == 1
    for screen in ("", "start/", "start/outside/", "devices/", "devices/?words=ｻｰﾊﾞ", "findings/", "history/?verify", "documents/", "people/"):
        assert client.get(f"/h/{ours.tenant.id}/{screen}").status_code == 200, screen
    listed = client.get(f"/h/{ours.tenant.id}/devices/?words=ｻｰﾊﾞ").content.decode()
    assert ("検体サーバ" in listed, "受付端末1" in listed) == (True, False)
    assert client.post(f"{base}undo/").status_code == 302  # there is no earlier version: it stays
    assert "いま反映されている" in client.get(f"{base}reading/").content.decode()
    taken = client.post(f"/h/{ours.tenant.id}/devices/export/").content.decode("utf-8-sig")
    assert taken.count("\r\n") == 3


def test_what_cannot_be_read_is_told_and_loses_nothing(ours: House) -> None:
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    client.post(base, {"files": [file("壊れた台帳.xlsx", "これはExcelではありません")]})
    job = client.post(f"{base}read/")["location"]
    work(stopping=threading.Event(), once=True)
    assert "壊れた台帳.xlsx" in client.get(job).content.decode()
    # Nothing half is shown, and whoever closed the lid meanwhile finds the files and the reason.
    again = ours.client("owner")
    assert again.get(f"{base}reading/").status_code == 302
    page = again.get(base).content.decode()
    assert "壊れた台帳.xlsx" in page
    assert "前回の読み取りは失敗しました" in page
