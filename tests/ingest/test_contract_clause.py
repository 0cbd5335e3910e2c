"""Periods, renewal and the duty to update, as contracts and their lists word them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest import contract_workbook
from inmori.ingest.contract_clause import Period, period_of, renews, update_duty
from inmori.model import Contract
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

PERIODS: dict[str, Period | None] = {
    "R6.4.1〜R9.3.31（自動更新あり）": Period(date(2024, 4, 1), date(2027, 3, 31)),
    "令和5年10月1日から5年間": Period(date(2023, 10, 1), date(2028, 9, 30)),
    "令和7年4月1日より1年間、以後1年ごとに自動更新": Period(date(2025, 4, 1), date(2026, 3, 31)),
    "2026/4/1から6か月間": Period(date(2026, 4, 1), date(2026, 9, 30)),
    "2024年2月29日から1年間": Period(date(2024, 2, 29), date(2025, 2, 27)),
    "R8年度": Period(date(2026, 4, 1), date(2027, 3, 31)),
    "R6年度〜R8年度": Period(date(2024, 4, 1), date(2027, 3, 31)),
    "2027年3月末まで": Period(None, date(2027, 3, 31)),
    "R7.4.1〜": Period(date(2025, 4, 1), None),
    "～R8.3.31": Period(None, date(2026, 3, 31)),
    "令和7年4月1日より": Period(date(2025, 4, 1), None),
    "5年": None, "期限の定めなし": None, "": None, "2026/4/1": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PERIODS.items())
def test_periods(text: str, wanted: Period | None) -> None:
    assert period_of(text) == wanted


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 30))
def test_a_number_of_years(start: date, years: int) -> None:
    found = period_of(f"{start.year}年{start.month}月{start.day}日から{years}年間")
    assert found is not None
    assert found.end is not None
    assert 365 * years - 1 <= (found.end - start).days + 1 <= 366 * years


RENEWS: dict[str, bool | None] = {
    "自動更新": True, "自動的に更新": True, "自動延長あり": True, "異議なき場合": None, "双方異議のない場合は1年更新": True, "1か月前までに申し出がなければ更新": True, "以後1年ごとに更新": True,
    "自動更新なし": False, "自動更新しない": False, "自動更新:無": False, "単年度契約": False, "都度契約": False, "": None, "更新プログラムは病院": None, "次回更新 R9.4": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), RENEWS.items())
def test_renewal(text: str, wanted: bool | None) -> None:
    assert renews(text) is wanted


DUTIES: dict[str, str | None] = {
    "更新プログラムは病院が入れる。電話は平日のみ": "更新プログラムは病院が入れる",
    "年1回点検。OSのセキュリティ更新は契約に含まず": "OSのセキュリティ更新は契約に含まず",
    "パッチは乙が当てる": "パッチは乙が当てる", "Windows Updateは当院で実施": "Windows Updateは当院で実施", "脆弱性対応は別途有償": "脆弱性対応は別途有償",
    "更新責任:業者": "更新責任:業者", "ファームウェアの更新は弊社負担": "ファームウェアの更新は弊社負担", "OS更新は対象外、部品代は込み": "OS更新は対象外",
    "契約更新は毎年3月": None, "自動更新": None, "次回更新は病院と協議": None, "部品代は別途": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DUTIES.items())
def test_who_installs_updates(text: str, wanted: str | None) -> None:
    assert update_duty(text) == wanted


def row(**cells: Any) -> Contract:
    rows = [["契約先", "対象", *cells], ["甲社", "電子カルテ", *cells.values()]]
    return contract_workbook.read(evidence(xlsx({"契約": rows})), catalogue(), today=TODAY).contracts[0]


# Where a clause stands: (headings and cells, renews by itself, cell of that, who updates).
PLACES: dict[str, tuple[dict[str, str], bool | None, str, str | None]] = {
    "in the period": ({"契約期間": "R6.4.1〜R9.3.31 自動更新"}, True, "C2", None),
    "in the end": ({"契約終了": "R9.3.31(自動更新)"}, True, "C2", None),
    "in the remarks": ({"契約終了": "R9.3.31", "備考": "申し出がなければ更新。パッチは病院が適用"}, True, "D2", "パッチは病院が適用"),
    "its own column first": ({"契約期間": "R6.4.1〜R9.3.31 自動更新", "自動更新": "なし"}, False, "D2", None),
    "in what is covered": ({"契約終了": "R9.3.31", "保守内容区分": "部品交換、OS更新は業者負担"}, None, "", "OS更新は業者負担"),
    "nowhere": ({"契約終了": "R9.3.31", "備考": "年1回点検"}, None, "", None),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "renewal", "cell", "duty"), PLACES.values(), ids=PLACES)
def test_clauses_wherever_they_stand(cells: dict[str, str], renewal: bool | None, cell: str, duty: str | None) -> None:
    contract = row(**cells)
    assert contract.end.value == date(2027, 3, 31)
    assert contract.auto_renewal.value is renewal
    assert [source.cell for source in contract.auto_renewal.sources] == ([cell] if cell else [])
    assert contract.update_clause.value == duty


@pytest.mark.parametrize(("written", "kept"), [
    ("03-1234-5678", "03-1234-5678"), ("山本太郎 090-1234-5678", "090-1234-5678"), ("サポートセンター 0120-000-111", "サポートセンター 0120-000-111"), ("保守課:佐藤 0263-11-2222", "保守課 0263-11-2222"), ("佐藤", ""),
])  # fmt: skip
def test_contacts_are_desks_and_numbers(written: str, kept: str) -> None:
    assert (row(契約終了="R9.3.31", 連絡先=written).note.value or "") == (f"連絡先:{kept}" if kept else "")
