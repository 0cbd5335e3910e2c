"""Which company a short label means: 「メドリハ リハ記録 H30.6」 is メドリハ技研(株), 「光彩-karte」 is 光彩システム.

Engineers drop what many companies share (システム, メディカル, 技研) and keep the distinctive beginning. Only that
beginning joins; a general word (リモート, 電子カルテ) never does, and neither does one that fits two companies.
"""

import re
import unicodedata
from collections.abc import Mapping

from inmori.ingest.vendors import vendor_key

_SHORTEST = 3  # letters or kana; two Chinese characters say as much
_TAILS = (
    "ソフトウェア", "ソフト", "システムズ", "システム", "メディカルシステムズ", "メディカル", "ネットワークス", "ネットワーク", "ネット", "サービス", "テクノロジーズ", "テクノロジー",
    "テクノス", "テクノ", "ソリューションズ", "ソリューション", "エンジニアリング", "エレクトロニクス", "インフォメーション", "コミュニケーションズ", "データ", "クラウド", "ヘルスケア", "ホールディングス",
    "グループ", "ジャパン", "コム", "ラボ", "技研", "技術", "電機", "電子", "電気", "工業", "産業", "製作所", "工房", "商会", "商事", "器械", "機器", "医療", "医科", "医用", "情報", "通信", "研究所", "計算センター", "センター", "製薬",
)  # fmt: skip
_GENERAL = (
    "リモート", "メンテナンス", "メンテ", "保守", "サポート", "遠隔", "接続", "回線", "拠点", "拠点間", "トンネル", "業者", "ベンダー", "ベンダ", "メーカー", "インターネット", "ネットワーク", "システム", "サーバー", "サーバ",
    "電子カルテ", "電カル", "カルテ", "医事", "会計", "レセコン", "画像", "放射線", "検査", "検体", "薬剤", "調剤", "リハビリ", "リハ", "透析", "健診", "給食", "栄養", "看護", "病棟", "外来", "部門", "院内", "病院", "医療", "医用", "医科", "情報",
    "記録", "連携", "監視", "管理", "更新", "バックアップ", "セキュリティ", "クラウド", "データ", "センター", "メディカル", "ヘルスケア", "サービス", "日本", "東日本", "西日本", "東京", "大阪", "関東", "関西", "九州", "用", "旧", "新", "仮",
)  # fmt: skip
_CUT = re.compile(r"[\s\-_()\[\]「」【】『』:;/\\,.、。・･|→>]+")
_LONGEST_FIRST = re.compile("|".join(sorted(map(re.escape, _GENERAL), key=len, reverse=True)))
_FOREIGN = re.compile(r"[\x00-\x7f]+")


def company_in(label: str, known: Mapping[str, str]) -> str | None:
    """Return the one company of ``known`` (key of ``vendor_key`` → name) that a label names; ``None`` for none or several.

    A name in whole goes before a distinctive beginning.
    """
    words = [word for part in _CUT.split(unicodedata.normalize("NFKC", label)) if (word := vendor_key(part))]
    whole = {key for key in known if _long(key) and not _general(key) and any(_names(word, key) for word in (*words, vendor_key(label)))}
    # 北斗 inside 北斗メディカル is no second company.
    whole = {key for key in whole if not any(key != other and key in other for other in whole)}
    found = whole or {key for key in known if _begins(key, words)}
    names = {known[key] for key in found}
    return names.pop() if len(names) == 1 else None


def stem(key: str) -> str:
    """Return the distinctive beginning of a company's key, "" when nothing distinctive is left."""
    tail = next((tail for tail in sorted(_TAILS, key=len, reverse=True) if key.endswith(tail)), "")
    left = key[: len(key) - len(tail)] if tail else key
    return left if _long(left) and not _general(left) else ""


def _names(word: str, key: str) -> bool:
    return word == key if key.isascii() else key in word


def _begins(key: str, words: list[str]) -> bool:
    own = stem(key)
    if not own or key.isascii():
        return False
    for word in words:
        plain = _LONGEST_FIRST.sub("", _FOREIGN.sub("", word)) if not word.startswith(own) else _bare(word, own)
        if plain == own or (len(plain) > len(own) and key.startswith(plain)):
            return True
    return False


def _bare(word: str, own: str) -> str:
    """Return a word without the general words that follow a company's stem: メドリハ保守VPN → メドリハ."""
    return own + _LONGEST_FIRST.sub("", _FOREIGN.sub("", word[len(own) :]))


def _general(text: str) -> bool:
    return not _LONGEST_FIRST.sub("", text)


def _long(text: str) -> bool:
    return len(text) >= _SHORTEST or (len(text) == 2 and all("\u4e00" <= letter <= "\u9fff" for letter in text))
