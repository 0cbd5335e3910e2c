"""Remarks that speak clearly are acted on; plans, other machines and buildings are not taken for scrapped machines."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.ingest.note_meaning import is_total, meaning_of, sheet_says_retired, stated_day


@pytest.mark.parametrize("text", [
    "廃棄", "廃棄 R6/1", "廃棄済(データ消去済)", "撤去済", "R5.3撤去", "除却", "処分済み", "使用停止", "故障のため使用停止", "返却済", "リース返却", "売却", "2023年度末で使用終了",
    "端末は廃棄済", "Disposed 2024/3", "decommissioned", "使用していない", "現在は使用していない", "もう使っていません", "利用していない(予備)", "この端末は使用していない",
])  # fmt: skip
def test_retired(text: str) -> None:
    assert meaning_of(text).retired


@pytest.mark.parametrize("text", [
    "廃棄予定", "R9年度廃棄予定", "撤去予定あり", "廃棄検討中", "リース返却予定", "更新後に廃棄", "旧PC廃棄", "旧端末は廃棄済", "旧サーバ撤去、後継機", "HDD廃棄済、SSDに交換", "医療廃棄物管理用",
    "共通パスワードは廃止", "リモート保守は廃止", "データを廃棄", "2027年度更新予定", "予備機", "廃棄対象外", "to be disposed", "無線は使用していない", "USBは使用していません", "使用していない時は電源断", "",
])  # fmt: skip
def test_not_retired(text: str) -> None:
    assert not meaning_of(text).retired


@pytest.mark.parametrize(("text", "field", "wanted"), [
    ("スタンドアロン", "standalone", True), ("スタンドアローン運用", "standalone", True), ("USB接続(LANなし)", "standalone", True), ("ネットワーク接続なし", "standalone", True),
    ("LAN接続無", "standalone", True), ("not connected", "standalone", True),
    ("インターネット未接続", "standalone", False), ("電カル用 インターネット接続なし", "standalone", False), ("無線LAN接続", "standalone", False),
    ("UPS未接続", "standalone", False), ("電源未接続", "standalone", False),
    ("メーカー指示によりパッチ適用不可", "patch_forbidden", True), ("OS更新不可(薬機法)", "patch_forbidden", True), ("アップデート禁止", "patch_forbidden", True),
    ("パッチ適用済", "patch_forbidden", None), ("更新予定", "patch_forbidden", None),
    ("リモート保守有(北斗メディカル)", "remote", True), ("リモート保守:あり", "remote", True), ("遠隔監視中", "remote", True),
    ("リモート保守なし", "remote", False), ("リモート保守有無を確認", "remote", None),
    ("ウイルス対策ソフト未導入(メーカー非推奨)", "antivirus_none", True), ("ウィルス対策なし", "antivirus_none", True), ("セキュリティソフト導入不可", "antivirus_none", True),
    ("ウイルス対策ソフト導入済", "antivirus_none", False),
    ("返戻一覧・患者名簿(Excel)あり", "patient_data", True), ("患者情報を保存", "patient_data", True), ("個人情報保存なし", "patient_data", False),
    ("患者用待合", "patient_data", None),
    ("キッティング時共通パスワード", "shared_password", True), ("管理者パスワードは全台同じ", "shared_password", True), ("共通パスワードは廃止", "shared_password", False),
    ("パスワード変更済", "shared_password", False),
])  # fmt: skip
def test_meaning(text: str, field: str, wanted: bool | None) -> None:
    assert getattr(meaning_of(text), field) is wanted


@pytest.mark.parametrize(("name", "wanted"), [
    ("旧台帳(H30)", True), ("廃棄", True), ("廃棄機器一覧", True), ("端末(旧)", True), ("OLD", True), ("PC_old", True), ("過去分", True), ("撤去済", True),
    ("旧館", False), ("旧病棟", False), ("本館(旧)", False), ("廃棄予定", False), ("Threshold", False), ("端末PC", False), ("医療廃棄物室", False), ("Household", False),
])  # fmt: skip
def test_sheet_names(name: str, wanted: bool) -> None:
    assert sheet_says_retired(name) is wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("合計", True), ("合 計", True), ("計", True), ("小計", True), ("-以下余白-", True), ("合計 252台", True), ("Total", True), ("〈以下余白〉", True),
    ("計測機器", False), ("合計算機", False), ("1", False), ("会計システム", False),
])  # fmt: skip
def test_totals(text: str, wanted: bool) -> None:
    assert is_total(text) is wanted


@pytest.mark.parametrize(("rows", "wanted"), [
    ([["端末台帳", ""], ["更新日:R7.4.1", ""]], "2025-04-01"),
    ([["最終更新", "2025/4/10"]], "2025-04-10"),
    ([["令和8年4月1日現在"]], "2026-04-01"),
    ([["2026/11/24 10:00:00"]], "2026-11-24"),  # alone on the first line: when a tool wrote it
    ([["R5.4.5 導入分"]], None),
    ([["端末台帳"]], None),
])  # fmt: skip
def test_the_day_of_a_list(rows: list[list[str]], wanted: str | None) -> None:
    stated = stated_day(rows)
    assert (stated.first.isoformat() if stated else None) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("次期更新R9年度", date(2028, 3, 31)), ("次回更新 R9.3", date(2027, 3, 31)), ("次回契約更新R9年", None), ("OSの次期更新R9年", None), ("R7.3にA1と入替", None),
])  # fmt: skip
def test_the_next_renewal_is_a_plan(text: str, wanted: date | None) -> None:
    assert meaning_of(text).replacement == wanted
