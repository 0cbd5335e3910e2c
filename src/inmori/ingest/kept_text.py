"""The last look at what people wrote freely, before it is kept: names of patients, and secrets in unusual order.

Each reader drops what its columns are about. What stands in a remark (「患者 ○○様の食札用」「abc123 ←パスワード」) is found
here, whatever the file was; the remark stays, the name or the secret does not.
"""

import re
from dataclasses import replace
from functools import lru_cache

from inmori.ingest.reading import Sighting

REMOVED = "[削除]"

_TRIGGER = re.compile(r"様|さま|さん|殿|氏|患者|パス|pass|pw|パスワード|鍵|暗証", re.IGNORECASE)
_NAME = r"(?:[一-龥々ヶ]{1,5}[ぁ-んァ-ヶー]{1,6}[一-龥々]{0,2}|[一-龥々ヶ]{2,6}|[ァ-ヶー]{2,9}(?:[・ 　][ァ-ヶー]{2,9})?)"
# 患者名:○○, 患者:○○. With no more than a blank between (患者 待合用) it is a name only where 様 or さん follows.
_PATIENT = re.compile(rf"(患者(?:(?:氏名|名)[\s:：=]\s*|\s*[:：=]\s*))({_NAME}(?:[ 　][一-龥々ぁ-んァ-ヶー]{{1,6}})?)")
_HONOURED = re.compile(rf"((?:(?<![一-龥])[一-龥]{{2,3}}[ 　])?{_NAME})([ 　]?(?:様|さま|さん|氏|殿)(?![式子々相態付]))")
_KATAKANA = re.compile(r"[ァ-ヶー]")
# Not somebody: 患者様, 業者さん, 仕様, 同様, たくさん; and companies, which people call さん too.
_NOBODY = re.compile(
    r"(?:患者|業者|客|皆|利用者|使用者|家族|来院者|入院者|面会者|病院|医院|会社|事業者|担当者|保守員|作業者|メーカー?|ベンダー?|ナース|看護師|看護婦|先生|医師|技師|助手|ヘルパー"
    r"|スタッフ|職員|事務|受付|当直|夜勤|奥|旦那|お子|仕|模|同|多|一|異|有|各|貴|神|王|たく|皇|客様|ゲスト|オーナー|ユーザー?"
    r"|センター?|薬局|工務店|電気|電機|電子|商店|商会|販売|通信|産業|工業|製作所|医療器?|メディカル|メディコム|メディックス?|システムズ?|サービス|テクノ|ソフト|ネットワーク|株式会社|有限会社)$"
    r"|^(?:ネット|株式会社|有限会社|システム|メディカル|サポート)"
)
_SECRET_BEFORE = re.compile(
    r"([!-~]{5,})(\s*(?:←|<-|<=|⇐|が|は)\s*(?:初期|共通|管理者?|ログイン|wi-?fi)?(?:パスワード|パス(?!ワード|コード|スルー)|暗証番号|password|pass(?![a-z])|pw(?![a-z])))",
    re.IGNORECASE,
)
# パス alone: a secret unless it is a place on a disk (パス C:\data, パス /mnt/x).
_PATH_OR_SECRET = re.compile(r"((?:wi-?fi|無線|ssid|ルータ[ー]?|管理者?|初期|共通)\s*の?\s*パス\s*[:=は]?\s*)(?![\\/]|[a-z]:)([!-~]{5,})", re.IGNORECASE)


@lru_cache(maxsize=16384)
def kept(text: str) -> str:
    """Return the text without names of people and secrets."""
    if not _TRIGGER.search(text):
        return text
    text = _SECRET_BEFORE.sub(rf"{REMOVED}\2", text)
    text = _PATH_OR_SECRET.sub(rf"\1{REMOVED}", text)
    text = _PATIENT.sub(rf"\1{REMOVED}", text)
    return _HONOURED.sub(_unnamed, text)


def _unnamed(match: re.Match[str]) -> str:
    # ネット東北さん, コスモ電子さん: the tail of a company's name, where patients would be called 様.
    company = match.start() > 0 and _KATAKANA.match(match.string[match.start() - 1]) and match[2].strip() == "さん"
    return match[0] if company or _NOBODY.search(match[1]) else f"{REMOVED}{match[2]}"


def kept_sighting(sighting: Sighting) -> Sighting:
    """Return the record with its remarks and free texts looked through."""
    notes = tuple(map(kept, sighting.notes))
    facts = {
        name: (kept(value) if isinstance(value, str) else value, source) for name, (value, source) in sighting.facts.items()
    }
    if notes == sighting.notes and facts == sighting.facts:
        return sighting
    return replace(sighting, notes=notes, facts=facts)
