"""Bad files through the browser: each is named in a clear sentence, the others are read, and nobody else notices."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.web.evidence.services import clean_name, counted
from inmori.web.jobs.models import Job
from inmori.web.jobs.worker import Bounds, work
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version
from tests.cli.test_bad_input import (
    LEDGER,
    cut_workbook,
    encrypted_workbook,
    headless_ledger,
    workbook,
    workbook_with_entities,
)
from tests.web.conftest import House

GOOD = "管理番号,ホスト名,IPアドレス,OS\nA-1,PC001,10.1.2.3,Windows 11 Pro 24H2\nA-2,PC002,10.1.2.4,Windows 10\n"
MEMORY = 1_500_000_000  # bytes of address space; the packed traps below would unfold to more


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """Eight megabytes of noughts, packed a thousand to one, and said to be three thousand million."""
    sheet = b"0" * (8 * 1024 * 1024)
    whole = packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", sheet))
    return whole.replace(len(sheet).to_bytes(4, "little"), (3_000_000_000).to_bytes(4, "little"))


def rows_without_end() -> bytes:
    """A workbook that claims every cell a sheet can have, and repeats one row a hundred thousand times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(LEDGER))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for entry in good.namelist():
            content = good.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                content = content.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"').replace(b'r="2"', b'r="1048576"')
            bad.writestr(entry, content)
    return out.getvalue()


def laughs() -> bytes:
    """A sheet whose entities unfold to three thousand million letters."""
    inner = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + inner + b"]><r>&l9;</r>"
    return packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", head), ("xl/worksheets/sheet1.xml", head))


def links() -> bytes:
    """An archive of links that lead out of it."""
    link = zipfile.ZipInfo("台帳.xlsx")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return packed((link, b"/etc/passwd"), ("../../../../tmp/out.csv", GOOD.encode()))


def links_in_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        link = tarfile.TarInfo("台帳.csv")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/shadow"
        archive.addfile(link)
    return out.getvalue()


PAGE = b"<!doctype html><html><head><title>Login</title></head><body><p>Session expired</p></body></html>"
CASES: dict[str, tuple[str, Callable[[], bytes]]] = {  # name as the browser sends it, content
    "zip bomb": ("爆弾.xlsx", bomb),
    "entities": ("実体.xlsx", workbook_with_entities),
    "billion laughs": ("笑い.xlsx", laughs),
    "rows without end": ("果てしない.xlsx", rows_without_end),
    "cut off": ("途中.xlsx", cut_workbook),
    "password": ("鍵付き.xlsx", encrypted_workbook),
    "no heading": ("見出しなし.xlsx", headless_ledger),
    "wrong encoding": ("文字化け.csv", lambda: b"\x81\xff\xfe\x00,\xa0\xff\n" * 3),
    "half a surrogate pair": ("半分.json", lambda: b'{"a": "' + b"\xed\xa0\x80" + b'"}'),
    "up and out": ("../../../etc/passwd.csv", lambda: b"\x00\x01\x02" * 50),
    "back slashes": ("..\\..\\windows\\win.ini", lambda: b"[fonts]\n"),
    "three hundred letters": ("長" * 300 + ".csv", lambda: b"\x00" * 10),
    "control letters": ("改\n行\x1b[31m\x7f.csv", lambda: b"\x00" * 11),
    "right to left": ("台帳\u202exslx.exe", lambda: b"MZ" + b"\x00" * 64),
    "markup": ("<script>alert(1)</script>.csv", lambda: b"\x00" * 12),
    "empty": ("空.csv", lambda: b""),
    "links in a zip": ("リンク.zip", links),
    "links in a tar": ("リンク.tar.gz", links_in_tar),
    "a page named workbook": ("ページ.xlsx", lambda: PAGE),
    "left behind by Office": ("~$台帳.xlsx", lambda: b"\x05owner"),
    "unknown": ("知らない装置.conf", lambda: b"frobnicate interface 7\n  quux 1.2.3.4\n" * 20),
    "the same again": ("台帳の写し.csv", GOOD.encode),
    "deep brackets": ("深い.json", lambda: b"[" * 100_000),
    "aliases": ("別名.yaml", lambda: b"hospital: &a [x,x,x,x,x]\n" + b"".join(b"k%d: &k%d [*a,*a,*a,*a]\n" % (n, n) for n in range(50))),
}  # fmt: skip

READ = {"rows without end"}  # there is nothing wrong with what it holds


def sent(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def hand_in(client: Client, base: str, *files: io.BytesIO) -> str:
    return client.post(base, {"files": list(files)}, follow=True).content.decode()


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {case: make() for case, (_, make) in CASES.items()}


def test_bad_files_are_named_and_the_others_are_read(ours: House, theirs: House, made: dict[str, bytes], tmp_path: Path) -> None:
    """All in one reading, in a child that may use little memory: most of the time goes into starting it."""
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    good = [sent("台帳.csv", GOOD.encode()), sent("聞き取り.yaml", "hospital:\n  name: 試験病院\n  beds: 60\n".encode())]
    hand_in(client, base, *good, *(sent(name, made[case]) for case, (name, _) in CASES.items()))
    with tenant_scope(ours.tenant.id):
        names = [upload.name for upload in counted()]
    assert len(names) == len(CASES) + len(good)
    assert not [name for name in names if "/" in name or "\\" in name or not name.isprintable() or len(name.encode()) > 255]
    before = set(Path("/tmp").glob("out.csv"))

    client.post(f"{base}read/")
    assert work(stopping=threading.Event(), once=True, bounds=Bounds(memory=MEMORY, seconds=60.0)) == 1
    assert Job.objects.get().state == Job.DONE
    assert set(Path("/tmp").glob("out.csv")) == before
    with tenant_scope(ours.tenant.id):
        version = Version.objects.get()
        intake, hospital = versions.document(version, Intake, "intake.json"), versions.document(version, Hospital, "hospital.json")
    assert intake is not None
    assert hospital is not None
    assert (hospital.name.value, sorted(d.label() for d in hospital.devices)) == ("試験病院", ["PC001", "PC002"])
    assert "root:" not in intake.to_json() + hospital.to_json()

    pages = {"ja": client.get(f"{base}reading/?all=problems").content.decode()}
    client.post("/me/language/", {"language": "en", "next": base})
    pages["en"] = client.get(f"{base}reading/?all=problems").content.decode()
    for case, (name, _) in CASES.items():
        _, page = case, pages["ja"]
        shown = clean_name(name)
        for language, page in pages.items():
            part = page.split(f"<strong>{shown}</strong>", 1)
            assert len(part) == 2, f"{case}: {shown} is not on the {language} page"
            said = part[1].split("</li>", 1)[0]
            outcome = {"ja": ("使っていません", "読めました"), "en": ("not used", ">read<")}[language][case in READ]
            assert outcome in said, f"{case}: {said}"
            assert "不具合" not in said, f"{case}: {said}"
            assert "fault of Inmori" not in said, f"{case}: {said}"
    assert "<script>alert" not in pages["ja"]
    assert theirs.client("owner").get(f"/h/{theirs.tenant.id}/").status_code == 200


def test_a_child_that_asks_for_more_memory_than_it_may_ends_alone(ours: House) -> None:
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    hand_in(client, base, sent("台帳.csv", GOOD.encode()))
    job = client.post(f"{base}read/")["location"]
    work(stopping=threading.Event(), once=True, bounds=Bounds(memory=60_000_000, seconds=60.0))
    assert Job.objects.get().state == Job.FAILED
    page = client.get(job)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert "前回の読み取りは失敗しました" in client.get(base).content.decode()
    assert client.get(f"{base}reading/").status_code == 302  # nothing half to look at
    with tenant_scope(ours.tenant.id):
        assert (Version.objects.exists(), len(counted())) == (False, 1)
    assert not list((django_settings.DEPLOYMENT.folder / "work").iterdir())


def test_a_file_beyond_the_bound_is_refused_and_the_others_taken_in(ours: House, settings: object) -> None:
    setattr(settings, "UPLOAD_MAX_BYTES", 100_000)  # noqa: B010
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    page = hand_in(client, base, sent("大きい.pcap", os.urandom(400_000)), sent("小さい.csv", GOOD.encode()))
    assert "大きい.pcap は大きすぎるので受け取っていません" in page
    with tenant_scope(ours.tenant.id):
        assert [upload.name for upload in counted()] == ["小さい.csv"]


def test_more_files_than_a_form_may_have_get_a_sentence(ours: House, settings: object) -> None:
    setattr(settings, "DATA_UPLOAD_MAX_NUMBER_FILES", 3)  # noqa: B010
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    answer = client.post(base, {"files": [sent(f"{number}.csv", GOOD.encode()) for number in range(4)]})
    assert answer.status_code == 400
    assert "一度に入れられるファイルは 3 個までです" in answer.content.decode()
    with tenant_scope(ours.tenant.id):
        assert counted() == []


@pytest.mark.parametrize(("files", "said"), [
    ([], "ファイルを選んでから"),
    ([("台帳.csv", "a"), ("x/台帳.csv", "b")], "台帳.csv という名前のファイルが2つありました"),
], ids=["nothing chosen", "one name twice"])  # fmt: skip
def test_what_is_said_when_handing_in(files: list[tuple[str, str]], said: str, ours: House) -> None:
    page = hand_in(ours.client("owner"), f"/h/{ours.tenant.id}/start/", *(sent(name, text.encode()) for name, text in files))
    assert said in page


def test_a_full_disk_is_told(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/start/"
    hand_in(client, base, sent("先に.csv", GOOD.encode()))
    monkeypatch.setattr("inmori.web.evidence.vault.Vault.put", full)
    page = hand_in(client, base, sent("後に.csv", GOOD.encode()))
    assert "後に.csv を保存できませんでした" in page
    assert "先に.csv" in page
