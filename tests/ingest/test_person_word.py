"""Persons are taken out of names and remarks; words that only look like persons stay."""

from __future__ import annotations

import pytest

from inmori.ingest.person_word import device_name, is_gadget, without_persons
from inmori.ingest.secret_text import REMOVED


@pytest.mark.parametrize("name", ["山田のiPhone", "Taros-iPad", "TarosiPad", "taro-no-iphone", "Yamada's MacBook Pro", "佐藤の iPad", "iPhone", "iPad", "MacBook-Air"])
def test_names_of_owners_are_no_names_of_machines(name: str) -> None:
    assert device_name(name) is None
    assert is_gadget(name)


@pytest.mark.parametrize("name", ["PC01", "NURSE-IPAD-01", "ipad-ward3", "ER-ipad", "EMR-PIXEL01", "pixel-server", "CT-CONSOLE", "galaxy-s21", "電カル端末03"])
def test_names_of_machines_stay(name: str) -> None:
    assert device_name(name) == name
    assert not is_gadget(name)


@pytest.mark.parametrize("text, gone", [
    ("担当:山田太郎", "山田"), ("担当者:山田 太郎 TEL 03-1234-5678", "太郎"), ("記入者名:佐藤", "佐藤"), ("問合せ taro@example.co.jp", "taro"), ("田中様に確認済", "田中"),
    ("鈴木さんの席", "鈴木"), ("090-1234-5678", "1234"), ("0120-444-555まで", "444"), ("+81 3-1234-5678", "1234"), ("初期パスワードはHimitsu9", "Himitsu9"),
])  # fmt: skip
def test_persons_and_numbers_are_taken_out(text: str, gone: str) -> None:
    cleaned = without_persons(text)
    assert gone not in cleaned
    assert REMOVED in cleaned


@pytest.mark.parametrize("text", [
    "機器は医療機関様資産", "患者様用", "弊社検証後に個別対応", "Windows 10 22H2 (10.0.19045)", "192.168.10.20", "2026-09-23", "10.0.0.1-10.0.0.9", "R8.9.23 更新", "内線 1234", "",
])  # fmt: skip
def test_what_is_nobody_stays(text: str) -> None:
    assert without_persons(text) == text
