"""Names of people and secrets in remarks: taken out; words that only look like it: left alone."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.ingest.kept_text import kept, kept_note, kept_sighting
from inmori.ingest.reading import Sighting
from inmori.model import Source, SourceKind

NAMES = {
    "患者 佐久間トメ 様の食札印刷用": "佐久間トメ",
    "大河内ヨシエ様 居室連動": "大河内ヨシエ",
    "確認用 患者名:物部はつ江": "物部はつ江",
    "患者名 物部 はつ江": "はつ江",
    "4階 宇佐美菊次郎様ベッドサイド用": "宇佐美菊次郎",
    "前の患者 鵜飼まさ子さんの画面": "鵜飼まさ子",
    "山田 太郎 様のPC": "山田",
    "ジョン・スミス様": "スミス",
    "※院長PCは橘由美さんに聞く": "橘由美",
    "小比類巻ヨネさん担当の机": "小比類巻",
}
SECRETS = {
    "abc12345 ←パスワード": "abc12345",
    "Kaki#77 が管理パスワード": "Kaki#77",
    "WSR-2533 wifiパス ganka-22": "ganka-22",
    "無線のパス:Hikari99": "Hikari99",
}
LEFT_ALONE = [
    "患者様用Wi-Fi", "患者さんの呼出用", "業者さんが設置", "標準仕様", "同様に設定", "たくさん印刷", "患者情報あり", "患者監視装置", "様式第1号", "患者 待合用",
    "北光メディカル様", "ネット東北さん管理", "青葉メディコムさんが保守", "(株)北斗電子さん", "パス C:\\data\\x", "共有パス \\\\sv\\share", "無線のパス /etc/x.conf",
    "パスワードは共通", "神様", "患者ID印字用", "鍵は事務室", "パススルー接続", "お客様用", "皆様のPC",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [*NAMES.items(), *SECRETS.items()])
def test_what_must_not_stay(text: str, name: str) -> None:
    assert name in text
    assert name not in kept(text)
    assert "[削除]" in kept(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_it(text: str) -> None:
    assert kept(text) == text


HOLDERS = {"総務課 葛西": "葛西", "2病棟/佐久間主任": "佐久間", "医事課(鴻池)": "鴻池", "薬剤部 阿部": "阿部", "総務課　葛西 太郎 使用": "葛西", "H25.3 総務課 葛西、予備": "葛西"}
NO_HOLDERS = [
    "総務課 受付", "検査科 生理", "放射線科 一般撮影", "医事課 予備", "外来 内科", "薬剤部 調剤室", "看護部 師長", "総務課 共用", "地域連携室 相談用", "2病棟 移設", "総務課", "手術室 麻酔器横", "事務部 総務課", "検査室 更新済",
]  # fmt: skip


@pytest.mark.parametrize(("note", "name"), HOLDERS.items())
def test_the_surname_behind_a_department_goes(note: str, name: str) -> None:
    cleaned = kept_note(note)
    assert name not in cleaned
    assert "[削除]" in cleaned


@pytest.mark.parametrize("note", NO_HOLDERS)
def test_a_place_behind_a_department_stays(note: str) -> None:
    assert kept_note(note) == note


def test_the_rest_of_a_remark_stays() -> None:
    assert kept("4階 宇佐美菊次郎様ベッドサイド用") == "4階 [削除]様ベッドサイド用"
    assert kept("WSR-2533 wifiパス ganka-22") == "WSR-2533 wifiパス [削除]"


def test_a_record_is_looked_through() -> None:
    source = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=3)
    record = Sighting(
        source=source, notes=("大河内ヨシエ様 居室連動", "2台"),
        facts={"location": ("山田太郎様居室", source), "purchased": (date(2020, 1, 1), source)},
    )  # fmt: skip
    clean = kept_sighting(record)
    assert clean.notes == ("[削除]様 居室連動", "2台")
    assert clean.facts["location"] == ("[削除]様居室", source)
    assert clean.facts["purchased"] == (date(2020, 1, 1), source)
    plain = Sighting(source=source, notes=("2台",))
    assert kept_sighting(plain) is plain
