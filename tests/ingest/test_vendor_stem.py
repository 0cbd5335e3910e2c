"""A label's distinctive beginning is a company; what many companies share, and what fits two of them, is not."""

from __future__ import annotations

import pytest

from inmori.ingest.vendor_stem import company_in, stem
from inmori.ingest.vendors import vendor_key

KNOWN = ("メドリハ技研(株)", "株式会社光彩システム", "ハーバーメディカル", "㈱リモートアシスト", "東和電機", "北斗", "北斗メディカル", "医療情報システム(株)", "NEC", "みのりカルテ(株)", "ニチイソフト", "ニチイ電子")
LABELS: dict[str, str | None] = {
    "メドリハ リハ記録 H30.6": "メドリハ技研(株)", "メドリハVPN": "メドリハ技研(株)", "メドリハ保守用": "メドリハ技研(株)", "medoリハ": None,
    "光彩": "株式会社光彩システム", "光彩-karte": "株式会社光彩システム", "光彩システム 電子カルテ保守": "株式会社光彩システム", "光彩システム": "株式会社光彩システム",
    "ハーバー 画像 R2": "ハーバーメディカル", "みのりカルテ保守 H30.6": "みのりカルテ(株)", "東和電機 検査保守": "東和電機", "NEC karte": "NEC",
    "北斗メディカル VPN": "北斗メディカル", "北斗": "北斗",
    # general words, other companies that begin alike, two at once
    "リモート保守": None, "電子カルテ": None, "医療情報": None, "システム": None, "necessary": None, "光": None, "光彩堂": None, "東和薬品": None, "ニチイ": None,
    "東和電機とハーバーメディカル": None, "": None, "T1": None,
}  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_which_company_a_label_means(label: str) -> None:
    assert company_in(label, {vendor_key(name): name for name in KNOWN}) == LABELS[label]


STEMS = {"メドリハ技研": "メドリハ", "光彩システム": "光彩", "医療情報システム": "", "日本システム": "", "クラウド": "", "東和電機": "東和", "アイ電子": ""}


@pytest.mark.parametrize("key", STEMS)
def test_what_is_distinctive(key: str) -> None:
    assert stem(key) == STEMS[key]
