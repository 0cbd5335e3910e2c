"""Step three in the browser: what columns and networks were read as, another word on them, and the reading asked again."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.web.evidence.services import counted, vault
from inmori.web.jobs import intake as job_intake
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.jobs.stages import run
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version
from tests.web.conftest import House

LEDGER = (
    "管理番号,機器名,種別,管理用番地,パスワード,備考\n"
    + "".join(f"M-{n},端末{n},PC,172.20.8.{n + 10},hunter{n},窓口{n}\n" for n in range(1, 5))
)  # fmt: skip
WALL = """#config-version=FGT60F-7.2.4-FW-build1396-230131:opmode=0:vdom=0:user=admin
config system global
    set hostname "FW01"
end
config system interface
    edit "port2"
        set ip 172.20.8.1 255.255.255.0
        set alias "医事課LAN"
    next
end
"""


def sent(name: str, text: str) -> BytesIO:
    file = BytesIO(text.encode("utf-8-sig" if name.endswith("csv") else "utf-8"))
    file.name = name
    return file


READ: dict[str, dict[str, str]] = {}  # what was read of equal inputs: each is read once


def read_here(house: House, folder: Path) -> Job:
    """Do the waiting job in this process: the child's start costs more than the work."""
    job = jobs.claim("here")
    assert job is not None
    place = folder / str(job.pk)
    place.mkdir()
    with tenant_scope(house.tenant.id):
        job_intake.lay_out(job, place, files=counted(), vault=vault())
    if job.inputs not in READ:
        run(job.kind, place, tell=lambda _what, _share: None)
        READ[job.inputs] = {name: (place / name).read_text("utf-8") for name in job_intake.MADE[Job.READ]}
    for name, text in READ[job.inputs].items():
        (place / name).write_text(text, "utf-8")
    with jobs.taking_in(job):
        job_intake.take_in(job, place)
    job.refresh_from_db()
    return job


def documents(house: House) -> tuple[Hospital, Intake]:
    with tenant_scope(house.tenant.id):
        version = versions.proposed()
        assert version is not None
        hospital, intake = versions.document(version, Hospital, "hospital.json"), versions.document(version, Intake, "intake.json")
    assert hospital is not None
    assert intake is not None
    return hospital, intake


@pytest.fixture
def editor(ours: House, tmp_path: Path) -> Client:
    """A hospital whose evidence was read once."""
    client, base = ours.client("editor"), f"/h/{ours.tenant.id}/start/"
    client.post(base, {"files": [sent("台帳.csv", LEDGER), sent("FW.conf", WALL)]})
    client.post(f"{base}read/")
    read_here(ours, tmp_path)
    return client


def test_columns_from_what_was_found_to_what_is_meant(ours: House, editor: Client, tmp_path: Path, loud_templates: None) -> None:
    base = f"/h/{ours.tenant.id}/start/"
    listed = editor.get(f"{base}columns/").content.decode()
    [address] = re.findall(rf"{base}columns/[0-9a-f]+/", listed)
    page = editor.get(address).content.decode()
    for shown in ("管理用番地", "端末1", "字字9"):
        assert shown in page
    assert "hunter" not in page
    assert 'name="column-E"' not in page  # passwords are no choice

    answer = editor.post(address, {"kind": "device", "column-C": "", "column-E": "name", "read": "1"})
    assert "/jobs/" in answer["location"]
    read_here(ours, tmp_path)
    hospital, intake = documents(ours)
    [mapping] = [m for m in intake.mappings if m.file == "台帳.csv"]
    assert mapping.corrected
    assert {letter: field for letter, _, field in mapping.columns}["C"] == ""
    assert "hunter" not in hospital.to_json() + intake.to_json()
    assert "人が直した読み方" in editor.get(f"{base}columns/").content.decode()

    editor.post(address, {"undo": "1", "read": "1"})
    read_here(ours, tmp_path)
    _, intake = documents(ours)
    [mapping] = [m for m in intake.mappings if m.file == "台帳.csv"]
    assert (mapping.corrected, {letter: field for letter, _, field in mapping.columns}["C"]) == (False, "type")


def test_a_list_that_is_none(ours: House, editor: Client, tmp_path: Path) -> None:
    base = f"/h/{ours.tenant.id}/start/"
    [address] = re.findall(rf"{base}columns/[0-9a-f]+/", editor.get(f"{base}columns/").content.decode())
    page = editor.post(address, {"kind": "none"}, follow=True).content.decode()
    assert "読み直し待ち" in page
    assert "読み直すと" in editor.get(address).content.decode()
    assert "読み直すと反映されます" in editor.get(f"{base}reading/").content.decode()
    editor.post(f"{base}read/")
    read_here(ours, tmp_path)
    hospital, _ = documents(ours)
    assert not [device for device in hospital.devices if device.label().startswith("端末")]


def test_zones(ours: House, editor: Client, tmp_path: Path, loud_templates: None) -> None:
    base, network = f"/h/{ours.tenant.id}/start/", "172.20.8.0/24"
    page = editor.get(f"{base}zones/").content.decode()
    for shown in ("医事課LAN", network, "わからない(不明として扱う)", "FW.conf"):
        assert shown in page
    for kind, zone in (("dept", "dept"), ("unknown", f"unknown-{network}")):
        answer = editor.post(f"{base}zones/", {f"network-{network}": kind, "network-10.0.0.0/8": "guest", "read": "1"})
        assert "/jobs/" in answer["location"]
        read_here(ours, tmp_path)
        hospital, intake = documents(ours)
        [found] = [z for z in hospital.zones if any(n.cidr == network for n in z.networks)]
        assert found.id == zone
        assert [(z.why, z.machines >= 4) for z in intake.zones] == [("person", True)] or kind == "unknown"
    assert "人が画面で決めた" in editor.get(f"{base}zones/").content.decode()
    assert editor.post(f"{base}zones/", {f"network-{network}": "moon"}, follow=True).content.decode().count("選択肢にありません") == 1


def test_an_equal_reading_is_made_anew_once_it_was_dropped(ours: House, editor: Client, tmp_path: Path) -> None:
    base = f"/h/{ours.tenant.id}/start/"
    editor.post(f"{base}read/")
    assert Job.objects.count() == 1  # it waits for a person: nothing to do again
    editor.post(f"{base}discard/", {"number": "1"})
    with tenant_scope(ours.tenant.id):
        assert Version.objects.get().state == Version.DROPPED
        assert len(counted()) == 2
    editor.post(f"{base}read/")
    assert Job.objects.count() == 2
    read_here(ours, tmp_path)
    with tenant_scope(ours.tenant.id):
        assert versions.proposed() is not None


def test_what_a_second_reading_would_change_and_undo(ours: House, editor: Client, tmp_path: Path, loud_templates: None) -> None:
    base = f"/h/{ours.tenant.id}/start/"
    editor.post(f"{base}confirm/", {"number": "1"})
    Job.objects.filter(kind=Job.ASSESS).delete()
    editor.post(base, {"files": [sent("台帳.csv", LEDGER.replace("M-4,端末4", "M-9,端末9").replace(".14,", ".19,"))]})
    editor.post(f"{base}read/")
    job = jobs.claim("elsewhere")
    assert job is not None
    with tenant_scope(ours.tenant.id):
        jobs.renew(job, share=0.4, saying="台帳.csv を読んでいます")
    page = ours.client("editor").get(f"/h/{ours.tenant.id}/jobs/{job.pk}/").content.decode()  # another day, another browser
    assert re.search(r"FW\.conf.*済み.*台帳\.csv.*読んでいます", page, re.DOTALL)
    Job.objects.filter(pk=job.pk).update(state=Job.WAITING)
    read_here(ours, tmp_path)
    page = editor.get(f"{base}reading/").content.decode()
    for shown in ("新しい機器 (1)", "端末9", "なくなる機器 (1)", "端末4", "まだ反映していません"):
        assert shown in page, shown
    editor.post(f"{base}confirm/", {"number": "2"})
    editor.post(f"{base}undo/")
    with tenant_scope(ours.tenant.id):
        now = versions.present()
        assert now is not None
        assert now.number == 1
    Job.objects.exclude(kind=Job.READ).delete()
    editor.post(f"{base}read/")  # the same files as of the version that was undone: it can be proposed again
    read_here(ours, tmp_path)
    with tenant_scope(ours.tenant.id):
        again = versions.proposed()
        assert again is not None
        assert again.number == 3


@pytest.mark.parametrize("screen", ["columns/", "zones/", "columns/0123456789abcdef/"])
def test_before_anything_was_read(screen: str, ours: House) -> None:
    answer = ours.client("owner").get(f"/h/{ours.tenant.id}/start/{screen}")
    assert answer.status_code in {302, 404}


def test_viewers_see_columns_and_change_nothing(ours: House, editor: Client) -> None:
    base = f"/h/{ours.tenant.id}/start/"
    viewer = ours.client("viewer")
    page = viewer.get(f"{base}columns/").content.decode()
    assert "台帳.csv" in page
    assert not re.findall(rf"{base}columns/[0-9a-f]+/", page)
    assert viewer.post(f"{base}zones/", {}).status_code == 404
