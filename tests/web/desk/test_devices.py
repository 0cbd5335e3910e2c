"""Machines on screen: decided with a reason, many at once after a look, by a table that comes back; never over another's word."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inmori.model import Hospital, TextFact
from inmori.model.attribute import attributes_of
from inmori.model.device import Device
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.verb import Verb
from inmori.web.decided.models import DecidedFact
from inmori.web.decided.table_back import read_table, write_cells
from inmori.web.desk.screens.devices import bringing
from inmori.web.jobs import at_once
from inmori.web.jobs.stages import STAGES
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import DeviceRow, Version
from tests.web.conftest import House
from tests.web.decided.test_decisions import hospital, house_of
from tests.web.desk.filled import fill


@pytest.fixture
def base(ours: House, loud_templates: None) -> str:
    fill(ours, hospital=house_of("受付PC", "会計PC", "=検査PC"))
    return f"/h/{ours.tenant.id}/devices/"


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's work in this process: starting another one takes longer than all tests of this file."""
    monkeypatch.setattr(bringing, "at_once", lambda _kind, folder: write_cells(folder))


def now(house: House) -> Hospital:
    with tenant_scope(house.tenant.id):
        return hospital()


def field_form(page: str, field: str) -> dict[str, str]:
    """What the form of a field on a machine's page hides."""
    part = page[page.index(f'name="field" value="{field}"') :]
    seen = re.search('name="seen" value="([^"]+)"', part)
    assert seen is not None
    return {"field": field, "seen": seen[1]}


def waiting(page: str) -> dict[str, str]:
    found = re.search('name="waiting" value="([^"]+)"', page)
    assert found is not None
    return {"waiting": found[1]}


def test_a_conflict_is_shown_decided_with_a_reason_and_taken_back(base: str, ours: House) -> None:
    client = ours.client("editor")
    page = client.get(f"{base}D0001/").content.decode()
    assert all(words in page for words in ("食い違い", "「Windows 10」", "台帳.xlsx「機器」F7", "資産.csv 4行", "「Windows 7」にする", "保守会社"))
    told = field_form(page, "os") | {"pick": "Windows 10"}
    answer = client.post(f"{base}D0001/decide/", told | {"reason": ""}, follow=True).content.decode()
    assert ("OS: 理由を書いてください" in answer, DecidedFact._base_manager.count()) == (True, 0)
    done = client.post(f"{base}D0001/decide/", told | {"reason": "現物を見た"}, follow=True)
    page = done.content.decode()
    assert done.redirect_chain[0][0].endswith("/D0001/#os")
    assert all(words in page for words in ("決めた値", "現物を見た", "院内での決定 1番", "「Windows 7」", "やり直しています"))
    assert now(ours).devices[0].os.value == "Windows 10"
    client.post(f"{base}take-back/", {"first": "1", "last": "1", "device": "D0001"})
    assert now(ours).devices[0].os.value == "Windows 7"
    with tenant_scope(ours.tenant.id):
        assert [event.verb for event in AuditEvent.objects.filter(verb=Verb.FACT_CHANGED.value)] == ["fact.changed"] * 2


@pytest.mark.parametrize(("field", "told", "want"), [
    ("kind", {"value": "printer"}, "printer"), ("support_until", {"value": "2027-03-31"}, "2027-03-31"), ("os", {"unknown": "1"}, "None"),
    ("dhcp", {"value": "yes"}, "True"), ("support_until", {"value": "1027-03-31"}, None), ("kind", {"value": "冷蔵庫"}, None),
    ("macs", {"value": "00:11:22:33:44:55"}, None), ("os", {"value": ""}, None), ("vendor", {"value": "パスワード: Hosp1tal!2024"}, None),
], ids=str)  # fmt: skip
def test_each_kind_of_field_takes_what_it_can_mean(base: str, ours: House, field: str, told: dict[str, str], want: str | None) -> None:
    client = ours.client("editor")
    form = field_form(client.get(f"{base}D0001/").content.decode(), field if field != "macs" else "os") | {"field": field}
    answer = client.post(f"{base}D0001/decide/", form | told | {"reason": "聞いた"}, follow=True).content.decode()
    if want is None:
        assert 'class="error"' in answer
        assert not DecidedFact._base_manager.exists()
        assert "Hosp1tal" not in answer
    else:
        assert str(getattr(now(ours).devices[0], field).value) == want


def test_a_page_that_is_older_than_what_stands_is_told(base: str, ours: House) -> None:
    one, two = ours.client("editor"), ours.client("owner")
    form = field_form(one.get(f"{base}D0001/").content.decode(), "vendor")
    two.post(f"{base}D0001/decide/", form | {"value": "南", "reason": "契約書"})
    answer = one.post(f"{base}D0001/decide/", form | {"value": "北", "reason": "名刺"}, follow=True).content.decode()
    assert "ほかの人が変えたか" in answer
    assert now(ours).devices[0].vendor.value == "南"


def test_many_at_once_are_looked_at_first_and_undone_together(base: str, ours: House) -> None:
    client = ours.client("editor")
    page = client.get(base).content.decode()
    assert page.count('type="checkbox" name="device"') == 3
    told = {"base": "1", "field": "vendor", "device": ["D0001", "D0003"]}
    assert 'name="value"' in client.post(f"{base}bulk/", told).content.decode()
    assert "理由を書いてください" in client.post(f"{base}bulk/", told | {"value": "北", "reason": " "}).content.decode()
    page = client.post(f"{base}bulk/", told | {"value": "北", "reason": "契約書"}).content.decode()
    assert ("(2)" in page, "受付PC" in page, "会計PC" in page) == (True, True, False)
    assert now(ours).devices[0].vendor.value is None, "not yet"
    assert ours.client("owner").post(f"{base}confirm/", waiting(page) | {"reason": "契約書"}, follow=True).status_code == 200
    assert now(ours).devices[0].vendor.value is None, "what one person looked at another cannot confirm"
    client.post(f"{base}confirm/", waiting(page) | {"reason": "契約書"})
    assert [d.vendor.value for d in now(ours).devices] == ["北", None, "北"]
    page = client.get(f"{base}decisions/").content.decode()
    assert ("契約書" in page, "2 件を取り消す" in page) == (True, True)
    client.post(f"{base}take-back/", {"first": "1", "last": "2"})
    assert [d.vendor.value for d in now(ours).devices] == [None, None, None]
    assert "まだ何も決めていません" in client.get(f"{base}decisions/").content.decode()


def test_all_that_match_are_meant_and_what_changes_meanwhile_is_shown_again(base: str, ours: House) -> None:
    client = ours.client("editor")
    told = {"base": "1", "field": "location", "every": "1", "words": "PC", "value": "1階", "reason": "移動した"}
    page = client.post(f"{base}bulk/", told).content.decode()
    assert "(3)" in page
    form = field_form(client.get(f"{base}D0002/").content.decode(), "location")
    client.post(f"{base}D0002/decide/", form | {"value": "2階", "reason": "見た"})
    again = client.post(f"{base}confirm/", waiting(page) | {"reason": "移動した"}).content.decode()
    assert ("ほかの人が変えたか" in again, "2階" in again, now(ours).devices[0].location.value) == (True, True, None)
    client.post(f"{base}confirm/", waiting(again) | {"reason": "移動した"})
    assert {d.location.value for d in now(ours).devices} == {"1階"}
    fill(ours, hospital=house_of("別のPC", "受付PC"))
    assert "読み直されました" in client.post(f"{base}bulk/", told, follow=True).content.decode(), "D0001 is another machine now"


def test_columns_are_chosen_and_remembered_under_the_models_titles(base: str, ours: House) -> None:
    client = ours.client("viewer")
    titles = {attribute.name: attribute.title.ja for attribute in attributes_of(Device)}
    page = client.get(base, {"column": ["name", "support_until", "serials", "conflicts"]}).content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)', page)
    assert [head.strip(" ▲▼") for head in heads] == [titles["name"], "食い違い", titles["serials"], titles["support_until"]]
    assert "SN-受付PC-77" in page
    assert "SN-受付PC-77" in client.get(base).content.decode(), "remembered"
    assert "SN-受付PC-77" not in ours.client("owner").get(base).content.decode(), "by this person alone"
    assert client.get(base, {"column": ["no_such", "name"]}).status_code == 200


def taken(client: Client, base: str, kind: str) -> bytes:
    return client.post(f"{base}export/", {"as": kind}).content


def edited(data: bytes, changes: dict[tuple[str, str], object]) -> BytesIO:
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    at = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for (key, title), value in changes.items():
        sheet.cell(row=at[key].row, column=at[title].column).value = value
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "機器.xlsx"
    return out


def test_a_table_comes_back_and_each_cell_is_taken_or_named(base: str, ours: House, child: None) -> None:
    client = ours.client("editor")
    client.get(base, {"column": ["name", "zone", "address", "kind", "os", "vendor", "dhcp", "purchased", "serials", "support"]})
    data = taken(client, base, "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], "no cell that a spreadsheet would run"
    assert all(len(rule.formula1) <= 257 for rule in sheet.data_validations.dataValidation)
    page = client.post(f"{base}bring/", {"file": edited(data, {})}).content.decode()
    assert ("変わるところはありません" in page, "取り込まないところ" in page) == (True, False), "a table that nobody touched changes nothing"
    file = edited(data, {
        ("1:D0001", "保守会社"): "北メディカル", ("1:D0001", "種類"): "冷蔵庫", ("1:D0002", "導入日"): "R3.4.1", ("1:D0002", "OS"): "=1+1",
        ("1:D0003", "製造番号"): "X", ("1:D0003", "自動割当(DHCP)"): "○", ("1:D0003", "機器名"): None, ("1:D0003", "OS"): "不明",
    })  # fmt: skip
    page = client.post(f"{base}bring/", {"file": file}).content.decode()
    assert ("(4)" in page, "取り込まないところ (3)" in page) == (True, True)
    assert all(re.search(rf"「機器」[A-Z]\d: [^<]*{words}", page) for words in ("「冷蔵庫」は選べません", "数式は読みません", "ここでは変えられません"))
    client.post(f"{base}confirm/", waiting(page) | {"reason": "台帳を直した"})
    devices = now(ours).devices
    assert (devices[0].vendor.value, str(devices[1].purchased.value), devices[2].dhcp.value, devices[2].os.value) == ("北メディカル", "2021-04-01", True, None)
    assert devices[2].name.value == "=検査PC", "an empty cell changes nothing"


def test_a_table_from_before_is_compared_with_what_it_was_made_from(base: str, ours: House, child: None) -> None:
    client = ours.client("editor")
    data = taken(client, base, "xlsx")
    form = field_form(client.get(f"{base}D0001/").content.decode(), "vendor")
    client.post(f"{base}D0001/decide/", form | {"value": "南", "reason": "契約書"})
    page = client.post(f"{base}bring/", {"file": edited(data, {("1:D0002", "OS"): "Windows 11"})}).content.decode()
    assert ("(1)" in page, "取り込まないところ" in page) == (True, False), "the cell that others changed was not touched here"
    page = client.post(f"{base}bring/", {"file": edited(data, {("1:D0001", "保守会社"): "北"})}).content.decode()
    assert "「南」に変わっています" in page
    fill(ours, hospital=house_of("別のPC"))
    page = client.post(f"{base}bring/", {"file": edited(data, {("1:D0001", "保守会社"): "北"})}).content.decode()
    assert ("書き出し直してください" in page, 'name="waiting"' in page) == (True, False)


def test_csv_goes_out_harmless_and_comes_back(base: str, ours: House, child: None) -> None:
    client = ours.client("editor")
    text = taken(client, base, "csv").decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    by_key = {row[0]: row for row in rows}
    assert by_key["1:D0003"][1] == "'=検査PC"
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    column = rows[0].index("保守会社")
    by_key["1:D0001"][column] = "北メディカル"
    out = StringIO()
    csv.writer(out).writerows(rows)
    for encoding in ("utf-8-sig", "cp932"):
        file = BytesIO(out.getvalue().encode(encoding))
        file.name = "機器.csv"
        page = client.post(f"{base}bring/", {"file": file}).content.decode()
        assert ("(1)" in page, "北メディカル" in page, "取り込まないところ" in page) == (True, True, False), encoding


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"\x00\x01\x02" * 99, "名前,OS\r\nA,B\r\n".encode(), b"\xff\xfe\xff"], ids=range(5))
def test_what_is_no_table_is_told_in_a_sentence(base: str, ours: House, child: None, data: bytes) -> None:
    file = BytesIO(data or b" ")
    file.name = "x.xlsx"
    answer = ours.client("editor").post(f"{base}bring/", {"file": file}, follow=True)
    assert (answer.status_code, 'class="error"' in answer.content.decode()) == (200, True)


def test_a_table_is_read_by_the_child_that_knows_no_database() -> None:
    assert "devices_back" in STAGES
    assert bringing.at_once is at_once.at_once
    with pytest.raises(Exception, match="記号"):
        read_table({}, name="x")


def test_who_may_not_edit_sees_and_changes_nothing(base: str, ours: House) -> None:
    client = ours.client("viewer")
    for path in ("", "D0001/", "decisions/"):
        page = client.get(base + path).content.decode()
        assert ("この値にする" in page, 'name="device"' in page, "取り込む" in page) == (False, False, False)
    for path in ("bulk/", "confirm/", "bring/", "take-back/", "D0001/decide/"):
        assert client.post(base + path).status_code == 404


def test_the_list_asks_as_often_for_fifty_as_for_one(base: str, ours: House) -> None:
    counts = []
    for names in (("一台",), tuple(f"PC{number:02d}" for number in range(50))):
        fill(ours, hospital=house_of(*names))
        client = ours.client("editor")
        client.get(base, {"column": ["name", "serials", "os"]})
        with CaptureQueriesContext(connection) as asked:
            client.get(base)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_name_that_is_markup_stays_text(ours: House, loud_templates: None) -> None:
    fill(ours, hospital=house_of("<b>x</b>"))
    base = f"/h/{ours.tenant.id}/devices/"
    client = ours.client("editor")
    page = client.post(f"{base}bulk/", {"base": "1", "field": "vendor", "device": "D0001", "value": "<i>", "reason": "<u>"}).content.decode()
    assert ("<b>x" in page, "<i>" in page, "<u>" in page) == (False, False, False)
    client.post(f"{base}confirm/", waiting(page) | {"reason": "<u>"})
    for path in ("", "D0001/", "decisions/"):
        page = client.get(base + path).content.decode()
        assert ("<b>x" in page, "<i>" in page, "<u>" in page) == (False, False, False)
    assert now(ours).devices[0].vendor == now(ours).devices[0].vendor.model_copy(update={"value": "<i>"})
    assert isinstance(now(ours).devices[0].vendor, TextFact)
    with tenant_scope(ours.tenant.id):
        assert Version.objects.count() == 2
        assert DeviceRow.objects.filter(version__state=Version.CURRENT).count() == 1
