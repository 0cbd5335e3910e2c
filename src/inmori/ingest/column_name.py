"""Names of columns as home-made databases have them (KANRI_NO, KounyuDate, STS_CD), put into the words people write.

Such names are Roman letters: Japanese in several spellings (SETTI, SECCHI), English, and abbreviations mixed, joined by
underscores, by capitals or by nothing. They are split into known words; a name that does not split whole says nothing.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_\-. ]{1,40}", re.ASCII)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_AT_MOST = 6  # words of a name
_LONGEST = 16  # letters of a word

# What a code stands for is written elsewhere (区分コード.csv); the suffix itself says nothing of the meaning.
_CODES = frozenset({"コード", "区分"})
_FORMS = frozenset({"フラグ"})

_WORDS: Mapping[str, str] = {
    "管理": "kanri mng mgmt mgt", "番号": "no num number bango bangou", "資産": "shisan sisan asset", "備品": "bihin", "機器": "kiki device dev equip equipment",
    "装置": "souchi sochi souti", "機種": "kishu kisyu kisyuu kishuu", "型番": "kataban", "型式": "katashiki katasiki", "モデル": "model mdl", "メーカー": "maker mkr manufacturer mfr",
    "製造": "seizo seizou mfg", "製番": "seiban", "シリアル": "serial sn", "サーバ": "sv srv svr server saba", "pc": "pc", "ホスト": "host", "端末": "tanmatsu tanmatu terminal term",
    "コンピュータ": "computer comp machine", "名": "nm name mei meisho meisyo meishou namae", "種別": "kind shubetsu syubetu shubetu syubetsu type typ", "分類": "bunrui class cls category ctg cat",
    "区分": "kbn kubun kb div", "コード": "cd code", "部署": "busho busyo dept dep department bsyo section sect", "部門": "bumon", "所属": "shozoku syozoku", "課": "ka", "科": "shinryoka",
    "設置": "setchi secchi setti setci setting", "場所": "basho basyo place loc location", "フロア": "floor flr kai", "部屋": "heya room", "棟": "tou",
    "日": "dt date hi bi ymd day nengappi", "年": "nen year yy", "年月": "ym nengetsu", "購入": "konyu kounyu konyuu kounyuu buy purchase pur", "導入": "donyu dounyu dounyuu install inst",
    "納入": "nonyu nounyu nounyuu", "取得": "shutoku syutoku", "利用": "riyo riyou", "使用": "shiyo shiyou siyo siyou use", "開始": "kaishi kaisi start str st from", "終了": "shuryo syuryo shuuryou end ed to",
    "廃棄": "haiki del delete dispose disposal scrap disp", "撤去": "tekkyo", "返却": "henkyaku", "除却": "jokyaku", "廃止": "haishi haisi", "保守": "hoshu hosyu maint maintenance mainte",
    "期限": "kigen limit expire expiry due", "満了": "manryo manryou", "期間": "kikan period term", "契約": "keiyaku contract", "業者": "gyosha gyosya gyousha gyousya vendor vnd", "会社": "kaisha kaisya company",
    "担当": "tanto tantou", "利用者": "user usr riyosha riyousha", "氏名": "shimei simei", "状態": "sts stat status state jotai joutai jyotai jyoutai", "状況": "jokyo joukyou", "用途": "yoto youto usage purpose",
    "役割": "yakuwari role", "備考": "biko bikou bikoran rem remark remarks", "摘要": "tekiyo tekiyou", "メモ": "memo note notes comment", "os": "os", "バージョン": "ver version vs", "ビルド": "build", "db": "db database",
    "ip": "ip ipv4", "アドレス": "addr adr adrs address adress ad", "mac": "mac", "ネットワーク": "net network nw", "セグメント": "segment seg", "vlan": "vlan", "lan": "lan", "更新": "koshin kosin koushin kousin",
    "予定": "yotei plan", "最終": "saishu saisyu saishuu saisyuu last latest", "確認": "kakunin check chk", "通信": "tsushin tuusin", "棚卸": "tanaoroshi tanaorosi inventory inv", "リモート": "remote rmt",
    "パスワード": "pass password passwd pw pwd", "バックアップ": "backup bkup bk", "ウイルス": "virus", "対策": "taisaku", "ファーム": "firm firmware fw", "金額": "kingaku price amt amount", "電話": "tel denwa",
    "フラグ": "flg flag fl", "id": "id", "連": "seq", "有無": "umu", "レコード": "upd update updated ins insert cre create created reg regist touroku toroku mod modified rec record entry",
}  # fmt: skip
_MEANS: Mapping[str, str] = {word: said for said, words in _WORDS.items() for word in words.split()}
_COUNTED = frozenset({"アドレス", "ip", "mac", "名", "番号", "備考", "メモ", "日", "シリアル"})
# Whole names that split into nothing sensible.
_WHOLE: Mapping[str, str] = {"biko": "備考", "memo": "メモ"}


@lru_cache(maxsize=2048)
def said_by(name: str) -> tuple[str, ...]:
    """Return the words of a database's column name in order, "管理" "番号" for KANRI_NO; empty when it is no such name."""
    text = unicodedata.normalize("NFKC", name).strip().rpartition(".")[2]
    if not _NAME.fullmatch(text):
        return ()
    if (whole := _WHOLE.get(text.lower())) is not None:
        return (whole,)
    found: list[str] = []
    parts = [part.lower() for chunk in re.split(r"[_\-. ]+", text) for part in _PARTS.findall(chunk)]
    if len(parts) > 1 and len(parts[0]) == 1 and parts[0].isalpha():
        parts = parts[1:]  # F_KANRI_NO, t_name
    for part in parts:
        if part.isdigit():
            continue  # IPADDR2
        split = _split(part)
        if not split:
            return ()
        found += split
    if any(part.isdigit() for part in parts) and (not found or found[-1] not in _COUNTED):
        return ()  # host1 is a machine, IPADDR1 a column
    return tuple(found) if len(found) <= _AT_MOST else ()


def readings_of(name: str) -> tuple[str, ...]:
    """Return what a column name may stand for as one word each, the fullest first: 管理コード before 管理."""
    words = said_by(name)
    if not words:
        return ()
    if "レコード" in words and "利用者" not in words:  # when the line was written: nothing about the machine
        return ("",)
    full = "".join(words)
    bare = list(words)
    while len(bare) > 1 and bare[-1] in _CODES | _FORMS:
        bare.pop()
    return tuple(dict.fromkeys((full, "".join(bare))))


def is_code(heading: str) -> bool:
    """Whether a heading says that codes stand below it: KIND_CD, 部署コード, 状態区分."""
    words = said_by(heading)
    text = unicodedata.normalize("NFKC", heading).strip()
    return bool(words and words[-1] in _CODES) or text.endswith(("コード", "区分", "cd", "CD"))


def stem_of(heading: str) -> str:
    """Return what a heading is about without the word for code, so that 部署コード, BUSHO_CD and DEPT are one; "" if nothing."""
    text = unicodedata.normalize("NFKC", heading).strip()
    words = list(said_by(text)) or [re.sub(r"\s", "", text)]
    while len(words) > 1 and words[-1] in (*_CODES, *_FORMS, "名", "番号", "id"):
        words.pop()
    stem = "".join(words)
    return re.sub(r"(?<=.)(?:コード|区分|種類|マスタ|マスター|一覧|表|名称?|(?<![a-z])cd)+$", "", stem, flags=re.IGNORECASE).lower()


def _split(part: str) -> list[str]:
    """Split letters that nothing separates (OSVER, MAKERNM) into known words, as few as possible."""
    best: list[list[str] | None] = [[]] + [None] * len(part)
    for end in range(1, len(part) + 1):
        for begin in range(max(0, end - _LONGEST), end):
            before, word = best[begin], _MEANS.get(part[begin:end])
            if before is not None and word is not None and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = [*before, word]
    found = best[-1] or []
    # Two-letter words fit into anything; a word of several parts must not be made of these alone.
    return found if len(found) <= 3 and (len(found) < 2 or len(part) >= 3 * len(found) - 2) else []
