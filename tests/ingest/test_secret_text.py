"""Passwords in remarks never get past the reader; that there was one stays visible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest.cell_value import text_of
from inmori.ingest.secret_text import REMOVED, without_secrets

# The secret of each is Himitsu9 or one of the words beside it.
LEAKS: dict[str, str] = {
    "label": "PW:Himitsu9", "full width": "ＰＷ：Ｈｉｍｉｔｓｕ９", "Japanese label": "パスワード:Himitsu9", "half-width kana": "ﾊﾟｽﾜｰﾄﾞ Himitsu9",
    "は": "管理者パスワードはHimitsu9です", "name and password": "ID:admin PW:Himitsu9", "joined by slash": "admin/Himitsu9", "pair": "ID/PW:user1/Himitsu9",
    "pair of Japanese name": "ログイン kanri01 / Himitsu9", "quoted": "初期パスワード「Himitsu9」", "equals": "Wi-Fiパスワード=Himitsu9", "BIOS": "BIOSパスワード Himitsu9 設定済",
    "community": "SNMPコミュニティ Himitsu9", "psk": "PSK: Himitsu9", "key": "プロダクトキー Himitsu9-XXXX", "english": "Password = Himitsu9", "pass": "pass:Himitsu9",
    "secret first": "Himitsu9 ←パスワード", "secret first, が": "Himitsu9 が管理パスワード", "パス alone": "ID kanri / パス Himitsu9", "half-width パス": "ﾊﾟｽ:Himitsu9", "P/W": "P/W:Himitsu9",
    "in brackets": "初期PW（Himitsu9）", "in lenticular brackets": "PW【Himitsu9】", "label in brackets": "(ID)kanri (PW)Himitsu9", "arrow": "パスワード⇒Himitsu9", "administrator": "Administrator:Himitsu9", "a word before the name": "ローカルadmin: Himitsu9", "in Japanese": "管理者:Himitsu9", "a word before the pair": "ローカルadmin/Himitsu9",
    "key beside SSID": "SSID:hosp-ward / KEY:Himitsu9", "key in Japanese": "ルーターの鍵：Himitsu9", "behind the SSID": "wifi: hosp / Himitsu9", "watchword": "合言葉は Himitsu9", "API key": "APIキー Himitsu9",
    "shared secret": "共有シークレット Himitsu9", "next line": "パスワード\nHimitsu9", "hash": "NTLM hash: 8846f7eaee8fHimitsu9".replace("Himitsu9", "b117ad06bdd830b7"),
    "wpa": "WPA2キー:Himitsu9", "SNMP alone": "※SNMP Himitsu9", "SNMP with version and right": "SNMPv2c(RO) Himitsu9", "SNMP, colon": "SNMP読取:Himitsu9", "RADIUS": "RADIUS Himitsu9",
    "second line": "2F設置\nパスワード:Himitsu9",
}  # fmt: skip


@pytest.mark.parametrize("text", LEAKS.values(), ids=LEAKS)
def test_the_secret_is_gone_and_said_so(text: str) -> None:
    cleaned, removed = without_secrets(text_of(text))
    assert "Himitsu9" not in cleaned
    assert "8846f7ea" not in cleaned
    assert removed
    assert REMOVED in cleaned


@pytest.mark.parametrize("text", [
    "キッティング時共通パスワード", "パスワードは共通", "共通パスワード(全台同じ)", "パスワード変更済 2024/1", "パスワード未設定", "ID/PW", "ID・パスワード", "共有ID",
    "FortiClient がVPNパスワード要求", "192.168.1.1 はパスワード変更済", "Administrator はパスワード共通", "パスワードは付箋に記載", "鍵は事務室", "鍵穴:丸", "compass 設定", "パスポート番号", "Wi-Fi / 2F", "US$100",
    "管理者パスワード変更不可", "予備機", "2F/3F", "PACS/RIS", "キーボード交換済", "シリアル:ABC123", "SNMP対応", "SNMP v2c 監視", "SNMPv3", "SNMP TCP/161", "SNMP RO のみ", "SNMP監視 10.1.1.5", "RADIUS認証", "",
])  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == (text, False)


@given(st.text(alphabet="abcdefghXYZ0123456789!#$%&", min_size=6, max_size=16), st.sampled_from(["PW:", "パスワード:", "password=", "パスワードは", "PSK:"]))
def test_any_password_after_its_label(secret: str, label: str) -> None:
    assert secret not in without_secrets(f"備考 {label}{secret}")[0]


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    cleaned, _ = without_secrets(text_of(text))
    assert without_secrets(cleaned)[0] == cleaned
