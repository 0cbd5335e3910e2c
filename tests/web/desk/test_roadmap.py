"""The roadmap on screen: written into field by field, never over another's words; papers; a workbook that comes back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from inmori.plan.roadmap import Roadmap
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.verb import Verb
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.roadmap.urgent import count_overdue, urgent
from inmori.web.tenants.scope import tenant_scope
from tests.plan.road_case import roads
from tests.web.conftest import House
from tests.web.desk.filled import fill

TASK = "cyber_bcp"


@pytest.fixture
def base(ours: House, loud_templates: None) -> str:
    fill(ours)
    return f"/h/{ours.tenant.id}/roadmap/"


def kept(house: House) -> Roadmap:
    with tenant_scope(house.tenant.id):
        return KeptRoadmap.objects.get().document()


def fields(house: House, **changed: str) -> dict[str, str]:
    item = kept(house).item(TASK)
    assert item is not None
    now = {"owner": item.owner, "start": str(item.start), "due": str(item.due), "state": item.state, "note": item.note}
    return {f"was-{name}": value for name, value in now.items()} | now | changed


def acts(house: House, verb: Verb) -> list[dict[str, object]]:
    with tenant_scope(house.tenant.id):
        return [event.about for event in AuditEvent.objects.filter(verb=verb.value)]


def test_what_is_written_is_kept_and_noted(base: str, ours: House) -> None:
    client = ours.client("editor")
    page = client.get(base).content.decode()
    assert page.count('class="task"') == len(kept(ours).items) == 3
    assert "<svg" in page
    told = client.post(f"{base}task/{TASK}/", fields(ours, owner="山田", state="doing"), headers={"HX-Request": "true"}).content.decode()
    item = kept(ours).item(TASK)
    assert item is not None
    assert (item.owner, item.state, item.edited) == ("山田", "doing", ("owner", "state"))
    assert "保存しました" in told
    assert 'name="was-owner" value="山田"' in told
    assert [(a["field"], a["before"], a["after"]) for a in acts(ours, Verb.TASK_CHANGED)] == [("owner", "空欄", "山田"), ("state", "未着手", "進行中")]


def test_without_script_a_form_leads_back_to_its_task(base: str, ours: House) -> None:
    client = ours.client("editor")
    client.get(base)
    assert client.post(f"{base}task/{TASK}/", fields(ours, note="電話した"))["location"] == f"{base}#task-{TASK}"
    assert "電話した" in client.get(base).content.decode()


def test_two_people_write_at_once(base: str, ours: House) -> None:
    one, two = ours.client("editor"), ours.client("owner")
    one.get(base)
    mine, theirs = fields(ours, owner="山田"), fields(ours, owner="佐藤", note="見積もり中")
    one.post(f"{base}task/{TASK}/", mine)
    told = two.post(f"{base}task/{TASK}/", theirs, headers={"HX-Request": "true"}).content.decode()
    item = kept(ours).item(TASK)
    assert item is not None
    assert (item.owner, item.note) == ("山田", "見積もり中"), "another's word stays, one's own other field counts"
    assert "ほかの人が先に変えました" in told


@pytest.mark.parametrize("changed", [
    {"due": "2026-01-01", "start": "2026-02-01"}, {"due": "1026-01-01"}, {"state": "finished"}, {"due": "soon"}, {"owner": "長" * 81},
], ids=str)  # fmt: skip
def test_what_cannot_be_meant_is_not_saved(base: str, ours: House, changed: dict[str, str]) -> None:
    client = ours.client("editor")
    client.get(base)
    before = kept(ours)
    told = client.post(f"{base}task/{TASK}/", fields(ours, **changed), headers={"HX-Request": "true"}).content.decode()
    assert "保存していません" in told
    assert kept(ours) == before


def test_what_people_wrote_survives_a_new_plan_and_going_back(base: str, ours: House) -> None:
    client = ours.client("owner")
    client.get(base)
    client.post(f"{base}task/{TASK}/", fields(ours, owner="山田"))
    fill(ours, roads=roads(steps=("vpn_mfa",)))
    assert "山田" in client.get(base).content.decode()
    client.post(f"/h/{ours.tenant.id}/start/undo/")
    assert "山田" in client.get(base).content.decode()


def test_another_road_is_followed_where_a_person_may_decide(base: str, ours: House) -> None:
    ours.client("owner").post(f"{base}road/", {"road": "cloud"})
    assert (kept(ours).direction, len(kept(ours).items)) == ("cloud", 5)
    assert ours.client("owner").post(f"{base}road/", {"road": "moon"}, follow=True).status_code == 200
    assert ours.client("adviser").post(f"{base}road/", {"road": "harden"}).status_code == 404
    assert kept(ours).direction == "cloud"


def test_papers_are_handed_out_and_noted(base: str, ours: House) -> None:
    client = ours.client("adviser")
    for name, start in (("roadmap.xlsx", b"PK"), ("roadmap.ics", b"BEGIN:VCALENDAR"), ("board.pdf", b"%PDF")):
        assert client.post(f"{base}take/{name}/").content.startswith(start), name
    assert [each["paper"] for each in acts(ours, Verb.PAPER_TAKEN)] == ["roadmap.xlsx", "roadmap.ics", "board.pdf"]
    assert client.post(f"{base}take/roads.json/").status_code == 404


def edited_book(client: Client, base: str, owner: str) -> BytesIO:
    book = openpyxl.load_workbook(BytesIO(client.post(f"{base}take/roadmap.xlsx/").content))
    sheet = book.worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    sheet.cell(row=cells[TASK].row, column=cells["担当者"].column).value = owner
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    saved.name = "工程表.xlsx"
    return saved


def test_a_workbook_counts_once_its_changes_were_seen(base: str, ours: House) -> None:
    client = ours.client("editor")
    page = client.post(f"{base}read/", {"file": edited_book(client, base, "鈴木")}).content.decode()
    item = kept(ours).item(TASK)
    assert item is not None
    assert item.owner == ""
    assert ("(1)" in page, "鈴木" in page) == (True, True)
    found = re.search('name="waiting" value="([^"]+)"', page)
    assert found is not None
    waiting = {"waiting": found[1]}
    assert ours.client("owner").post(f"{base}confirm/", waiting, follow=True).status_code == 200
    assert acts(ours, Verb.TASK_CHANGED) == [], "what one person looked at another cannot confirm"
    client.post(f"{base}task/{TASK}/", fields(ours, owner="山田"))
    assert "山田" in client.post(f"{base}confirm/", waiting).content.decode(), "the change is another one now: shown again"
    client.post(f"{base}task/{TASK}/", fields(ours, owner=""))
    client.post(f"{base}confirm/", waiting)
    item = kept(ours).item(TASK)
    assert item is not None
    assert item.owner == "鈴木"


def test_a_file_that_is_no_workbook_is_told(base: str, ours: House) -> None:
    file = BytesIO("これはExcelではありません".encode())
    file.name = "工程表.xlsx"
    page = ours.client("editor").post(f"{base}read/", {"file": file}, follow=True).content.decode()
    assert 'class="error"' in page


def test_today_names_what_presses(base: str, ours: House) -> None:
    client, today = ours.client("editor"), timezone.localdate()
    client.get(base)
    late = {"start": "2026-01-05", "due": str(today - timedelta(days=1))}
    client.post(f"{base}task/{TASK}/", fields(ours, **late))
    page = client.get(f"/h/{ours.tenant.id}/").content.decode()
    assert "期限を過ぎたもの (1)" in page
    client.post(f"{base}task/{TASK}/", fields(ours, state="done"))
    assert "期限を過ぎたもの" not in client.get(f"/h/{ours.tenant.id}/").content.decode()


def test_the_day_itself_is_not_late(base: str, ours: House) -> None:
    ours.client("viewer").get(base)
    roadmap = kept(ours)
    due = roadmap.items[0].due
    assert due is not None
    names = [[item.measure for item in group] for on in (due, due + timedelta(days=1)) for group in [urgent(roadmap, today=on).overdue]]
    assert roadmap.items[0].measure not in names[0]
    assert roadmap.items[0].measure in names[1]
    assert count_overdue(["2026-11-23", "2026-11-24"], today=date(2026, 11, 24)) == 1
    assert urgent(None, today=due).overdue == ()
