"""Secrets planted in lists, cards, contracts and interviews: nothing that is written holds them, whole or in parts.

``test_planted_secret`` does the same for scans, directories, leases, disclosures and parts. Here the whole way is gone:
the folder is read, and every byte of the hospital, of the intake report and of the corrections is searched.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.ingest import column_correction, ingest
from tests.ingest.made_office import TODAY, xlsx

CATALOGUE = load_catalogue()

# How people write a secret into a remark, whatever the list is.
WAYS: dict[str, str] = {
    "labelled": "予備機 パスワード:{s}", "は": "初期パスワードは{s}です", "full width": "ＰＷ：{s}", "pair": "ID/PW: kanri/{s}", "admin": "admin/{s}", "first": "{s} ←パスワード", "が": "{s}1# が管理パスワード",
    "パス": "無線のパス:{s}", "brackets": "PW【{s}】", "community": "SNMPコミュニティ {s}", "psk": "PSK={s}", "key": "WPA2キー:{s}", "line": "2F\nパスワード:{s}", "hash": "NTLM hash: 8846f7eaee8fb117ad06bdd830b7586c {s} ←パスワード",
    "English": "Password = {s}", "鍵": "ルータの鍵:{s}", "colon": "Administrator:{s}9",
}  # fmt: skip

LEDGER = ["管理番号", "PC名", "IPアドレス", "OS", "設置場所", "保守会社", "ローカル管理者", "保守期限", "パスワード", "備考"]


def ledger(remark: str, secret: str) -> list[list[Any]]:
    return [
        [f"機器台帳 {remark}"],
        LEDGER,
        ["M-1", "PC-1", "10.0.0.1", "Windows 11", f"2F {remark}", "甲社", remark, remark, secret, remark],
        ["M-2", "PC-2", "10.0.0.2", remark, "3F", remark, "", "R9.3.31", secret, ""],
        ["※" + remark],
    ]


def contracts(remark: str, _: str) -> list[list[Any]]:
    return [
        ["契約先", "対象", "契約期間", "年額", "連絡先", "更新責任", "備考"],
        ["甲社", f"電子カルテ {remark}", "R6.4.1〜R9.3.31", 1_200_000, remark, remark, remark],
        ["乙社", remark, remark, remark, "03-1234-5678", "", f"更新プログラムは病院 {remark}"],
        [f"※{remark}"],
    ]


def remote(remark: str, _: str) -> list[list[Any]]:
    return [
        ["業者名", "対象システム", "接続方法", "接続元IP", "接続先", "使用機器", "認証方式", "接続形態", "最終利用", "備考"],
        ["甲社", remark, "IPsec-VPN(ルータ)", "203.0.113.5", "10.0.0.1", f"RTX830 {remark}", remark, "常時", remark, remark],
        ["乙社", "PACS", f"SSL-VPN {remark}", remark, remark, "", "ID・パスワード", remark, "R8.9", ""],
    ]


def card(remark: str, secret: str) -> list[list[Any]]:
    return [["機器管理カード"], ["機器名", "CT装置", "製造番号", "A1234567"], ["IPアドレス", "10.1.1.1", "OS", remark], ["管理者パスワード", secret, "担当者", secret], ["設置場所", f"CT室 {remark}", "備考", remark]]


def tool(remark: str, secret: str) -> list[list[Any]]:
    return [["コンピュータ名", "IPアドレス", "OS名", "エージェントバージョン", "最終接続日時", "ログオンユーザー名", "BitLocker回復キー", "備考"], ["PC-1", "10.0.0.9", "Windows 11", "9.4.1", "2026/11/20 08:15:00", secret, secret, remark]]


def unknown(remark: str, _: str) -> list[list[Any]]:
    return [["よびな", "院内での住所", "なかみ", "ひとこと"], ["NS-A1", "172.30.1.11", "Windows 10", remark], ["NS-A2", "172.30.1.12", remark, remark], ["NS-A3", "172.30.1.13", "Windows 10", ""]]


def interview(remark: str, secret: str) -> str:
    flat = remark.replace("\n", " ").replace('"', "")
    return f"""\
hospital: {{name: 架空病院, beds: 90}}
ehr: {{vendor: "{flat}", kind: "{flat}"}}
controls: {{antivirus: "{flat}", edr: "{flat}", ローカル管理者パスワード: "{secret}"}}
concerns: "{flat}"
知らない項目: "{flat}"
wifi_password: "{secret}"
backups:
  - {{system: 電子カルテ, method: "{flat}", media: "{flat}", restore_test: "{flat}"}}
incidents: ["{flat}"]
"""


def _csv(rows: list[list[Any]], encoding: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode(encoding)


Make = Callable[[str, str], bytes]
FILES: dict[str, tuple[str, Make]] = {
    "ledger": ("台帳.xlsx", lambda r, s: xlsx({"2F": ledger(r, s)})),
    "ledger as text": ("台帳.csv", lambda r, s: _csv(ledger(r, s), "cp932")),
    "ledger in UTF-16": ("台帳.txt", lambda r, s: _csv(ledger(r, s), "utf-16")),
    "contracts": ("契約.xlsx", lambda r, s: xlsx({"契約": contracts(r, s)})),
    "remote": ("リモート.xlsx", lambda r, s: xlsx({"接続": remote(r, s)})),
    "all in one": ("全部.xlsx", lambda r, s: xlsx({"台帳": ledger(r, s), "契約": contracts(r, s), "接続": remote(r, s)})),
    "card": ("CT.xlsx", lambda r, s: xlsx({"CT": card(r, s)})),
    "tool": ("export.csv", lambda r, s: _csv(tool(r, s), "utf-8-sig")),
    "unknown headings": ("謎.xlsx", lambda r, s: xlsx({"x": unknown(r, s)})),
    "headings": ("見出し.xlsx", lambda r, s: xlsx({"x": [["PC名", "IPアドレス", f"OS({r})", r, f"パスワード:{s}"], ["A-1", "10.0.0.1", "Windows 11", "x", s], ["A-2", "10.0.0.2", "Windows 11", "y", s]]})),
    "accounts": ("ad.csv", lambda r, s: _csv([["Name", "DNSHostName", "OperatingSystem", "LastLogonDate", "Enabled", "Description", "ms-Mcs-AdmPwd", "DistinguishedName"],
                                              ["A-1", "a-1.h", "Windows 11", r, "True", r, s, f"CN=A-1,OU={r.replace(',', '')},DC=h"]], "utf-8")),
    "interview": ("聞き取り.yaml", lambda r, s: interview(r, s).encode()),
}
# What makes a reading possible where a file alone would give nothing.
PLAIN = _csv([["管理番号", "PC名", "IPアドレス", "OS"], ["M-9", "PC-9", "10.9.9.9", "Windows 11"]], "utf-8")


def written(name: str, data: bytes) -> str:
    """Everything that is written about a folder with one file (and a plain ledger), or the sentence that refuses it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        (Path(folder) / "普通.csv").write_bytes(PLAIN)
        try:
            hospital, intake = ingest(Path(folder), CATALOGUE, today=TODAY)
        except InputError as error:
            return str(error)
        return "\n".join((hospital.model_dump_json(), intake.model_dump_json(), column_correction.written(intake.mappings), repr(hospital), repr(intake)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(WAYS)), st.text(alphabet="abcdefghkmXYZ23456789", min_size=7, max_size=14))
def test_no_byte_that_is_written_holds_a_planted_secret(file: str, way: str, tail: str) -> None:
    secret = f"Zq7{tail}"
    name, make = FILES[file]
    text = written(name, make(WAYS[way].format(s=secret), secret))
    assert secret not in text
    assert secret[:8] not in text
    assert "8846f7eaee8fb117" not in text


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("file", FILES)
def test_each_way_in_each_file(file: str, way: str) -> None:
    name, make = FILES[file]
    text = written(name, make(way.format(s="Zq7hXabcd23"), "Zq7hXabcd23"))
    assert "Zq7hXabcd23" not in text
    assert name in text


# Names of patients and of people in charge, in contracts and connections as in ledgers.
PEOPLE = {
    "patient": ("患者 佐久間トメ 様の食札用", "佐久間"), "honoured": ("4階 宇佐美菊次郎様ベッド", "宇佐美"), "in charge": ("担当:大河内太郎", "大河内"), "mail": ("sakuma@example.co.jp", "sakuma"),
}  # fmt: skip


@pytest.mark.parametrize(("remark", "name"), PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("file", ["contracts", "remote"])
def test_people_in_contracts_and_connections(file: str, remark: str, name: str) -> None:
    where, make = FILES[file]
    assert name not in written(where, make(remark, "x"))


@pytest.mark.parametrize("file", ["ledger", "card", "tool", "unknown headings", "interview"])
def test_patients_in_ledgers(file: str) -> None:
    where, make = FILES[file]
    assert "佐久間" not in written(where, make("患者 佐久間トメ 様の食札用", "x"))
