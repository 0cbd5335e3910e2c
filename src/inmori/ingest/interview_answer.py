"""Reads the answers of an interview: people say 毎月, 年1回, 共通, SOC 24時間 where the model has a few fixed values.

Each reader returns the value, or ``None`` with a remark when the words do not decide. Nothing is guessed.
"""

import re
from collections.abc import Callable
from typing import Any

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of, dates_inside, number_of, says_none, yes_no
from inmori.ingest.interview_key import Reads
from inmori.model import BackupMedium, Hosting, Patching, Segmentation, Watch
from inmori.text import Text

Answer = tuple[Any, Text | None]

_YES_START = re.compile(r"^(?:あり|有(?!無)|はい|実施(?!していない|なし|せず)|済|導入済|加入|作成済|整備済|している|行っている|true|yes)", re.IGNORECASE)
# 二次救急あり, あるが古い, 年に1回: said with something before or behind it. 「ある程度」 and a plan are no yes.
_YES_SAID = re.compile(r"(?<!な)(?<!で)(?:あり|有り|あります)。?$|^ある(?!程度|べき|予定|かも)(?:が|けれど|けど|。|$)|(?<![\d.])[1-9]\d?回(?!線)(?:実施|行)?(?:した|っ?ている)?。?$")
_NO_START = re.compile(r"^(?:なし|無(?!線|料)|いいえ|未|していない|行っていない|ない|false|no(?![a-z])|none|never)", re.IGNORECASE)
_CLAUSE = re.compile(r"[、,。;](?!\d)|\.\s")
_NO_END = re.compile(r"(?:していない|なし|ない|未実施|未導入|未整備|未加入)。?$")
_DONE = re.compile(r"(?:実施|開催|作成|導入|加入|整備|改訂|訓練)(?:済み?|した|しました)?。?$")
# 「わからない」 ends like a no; it is the answer of somebody who does not know, and must never become one.
_UNSURE = re.compile(
    r"(?:分か|わか|判|解)(?:ら|り)(?:ない|ません|ず)|(?:覚えて|把握して|聞いて|知って)(?:い)?(?:ない|ません)|知ら(?:ない|ん|れていない)|定かで(?:は)?ない"
    r"|はっきりしない|不明|未確認|未調査|確認中|調査中|do(?:es)?(?: not|n't) know|not sure|unclear",
    re.IGNORECASE,
)
_UNSURE_SAID = Text(ja="分からないという答えです", en="the answer is that it is not known")


def _text(text: str) -> Answer:
    return text, None


def _product(text: str) -> Answer:
    return ("none" if says_none(text) else text), None


def _count(text: str) -> Answer:
    number = number_of(text)
    return (None if number is None or number < 0 else round(number)), None


def _amount(text: str) -> Answer:
    number = number_of(text)
    return (None if number is None or number < 0 else number), None


def _sure(reader: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Let a reader see only answers of somebody who knows."""
    return lambda text: (None, _UNSURE_SAID) if _UNSURE.search(text) else reader(text)


def _yes_no(text: str) -> Answer:
    plain = yes_no(text)
    if plain is not None:
        return plain, None
    if _NO_START.search(text) or _NO_END.search(text):
        return False, None
    if _YES_SAID.search(text):
        return True, None
    done = _DONE.search(text) and dates_inside(text)  # 2025年11月実施
    if done or _YES_START.search(text):
        return True, None
    first = _CLAUSE.split(text, maxsplit=1)[0]  # 家族Wi-Fiあり、院内とは別
    return _yes_no(first) if first and first != text else (None, None)


def _closed(text: str) -> Answer:
    if re.search(r"(?:つなが|繋が|接続|出)(?:って|して|られ)?(?:い)?(?:ない|ません|おらず)|閉じている|閉域(?:網|である|です|$)|外部接続なし|not connected|is closed", text, re.IGNORECASE):
        return True, None  # 「外とはつながっていないはず」 is a belief, which is what was asked for
    if re.search(r"(?:つなが|繋が|接続)(?:って|して)(?:い)?(?:る|ます)|is connected", text, re.IGNORECASE):
        return False, None
    return _yes_no(text)


def _date(text: str) -> Answer:
    try:
        found = date_of(text)
    except EraBorderError:
        return None, Text(ja="その元号に存在しない日付です", en="that era did not include this day")
    if found is not None:
        return found.written.first, None
    inside = dates_inside(text)
    return (inside[0].first if inside else None), None


def _hosting(text: str) -> Answer:
    cloud = re.search(r"クラウド|cloud|saas|iaas|データセンター?|asp", text, re.IGNORECASE)
    local = re.search(r"on[-_\s]?prem|オンプレ|院内|自院|サーバ室|自社|設置型|local", text, re.IGNORECASE)
    if bool(cloud) == bool(local):
        return None, None
    return (Hosting.CLOUD if cloud else Hosting.ON_PREMISES), None


def _watch(text: str) -> Answer:
    if re.search(r"24|常時|soc|mdr|always|around the clock|三六五|365", text, re.IGNORECASE) and not re.search(r"なし|無し|ない", text):
        return Watch.ALWAYS, None
    if re.search(r"平日|日中|業務時間|勤務時間|営業時間|office|business hours|daytime|担当者が確認", text, re.IGNORECASE):
        return Watch.OFFICE_HOURS, None
    if says_none(text) or yes_no(text) is False or _NO_START.search(text) or _NO_END.search(text):
        return Watch.NONE, None
    return None, Text(
        ja="だれがいつ警告を見るか(見ない / 平日日中 / 24時間)が分かりません",
        en="it does not say who looks at alerts, and when (nobody, office hours, always)",
    )


def _patching(text: str) -> Answer:
    rules = (
        (Patching.NONE, r"^(?:none|no|never|false)$|なし|無し|していない|適用しない|行っていない|未実施|未適用|不可"),
        (Patching.WEEKLY, r"week|毎週|週1|週一|週次|毎日|日次|daily"),
        (Patching.MONTHLY, r"month|毎月|月1|月一|月次|自動|automatic|auto"),
        (Patching.YEARLY, r"year|annual|年[1-4一二]|毎年|半年|四半期|quarter|年次"),
    )
    return next((value for value, words in rules if re.search(words, text, re.IGNORECASE)), None), None


def _segmentation(text: str) -> Answer:
    if says_none(text) or yes_no(text) is False or re.search(r"フラット|flat|分離なし|分けていない|していない", text, re.IGNORECASE):
        return Segmentation.NONE, None
    if re.search(r"別管理者|管理者.*別|separate.?admin", text, re.IGNORECASE):
        return Segmentation.FILTERED_SEPARATE_ADMIN, None
    if re.search(r"filter|フィルタ|許可した通信|制限|acl|ファイアウォール|firewall", text, re.IGNORECASE):
        return Segmentation.FILTERED, None
    return None, Text(
        ja="分けた区画の間の通信を制限しているか分かりません",
        en="it does not say whether traffic between the parts is filtered",
    )


def _restricted(text: str) -> Answer:
    if re.search(r"制限なし|制限していない|自由|無制限|unrestricted|allowed", text, re.IGNORECASE):
        return False, None
    if re.search(r"禁止|制限|許可制|登録制|管理|block|restrict|whitelist|allow.?list|deny|prohibit|managed", text, re.IGNORECASE):
        return True, None
    return _yes_no(text)


def _same_password(text: str) -> Answer:
    if re.search(r"unique|laps|different|個別|端末ごと|機器ごと|異なる|ランダム|別々|not[_\s]same", text, re.IGNORECASE):
        return False, None
    if re.search(r"same|shared|common|共通|共用|同じ|同一", text, re.IGNORECASE):
        return True, None
    return yes_no(text), None


def _share(text: str) -> Answer:
    rules = (
        ("partial", r"partial|some|一部|部分|途中|半分"),
        ("none", r"^(?:none|no|false)$|なし|無し|未|していない"),
        ("all", r"^(?:all|yes|true|full|complete)|全|すべて|済"),
    )
    return next((value for value, words in rules if re.search(words, text, re.IGNORECASE)), None), None


ANSWERS: dict[Reads, Callable[[str], Answer]] = {
    Reads.TEXT: _text,
    Reads.STAND_IN: _text,
    Reads.PRODUCT: _sure(_product),
    Reads.COUNT: _sure(_count),
    Reads.AMOUNT: _sure(_amount),
    Reads.YES_NO: _sure(_yes_no),
    Reads.CLOSED: _sure(_closed),
    Reads.DATE: _sure(_date),
    Reads.HOSTING: _sure(_hosting),
    Reads.WATCH: _sure(_watch),
    Reads.PATCHING: _sure(_patching),
    Reads.SEGMENTATION: _sure(_segmentation),
    Reads.RESTRICTED: _sure(_restricted),
    Reads.SAME_PASSWORD: _sure(_same_password),
    Reads.SHARE: _sure(_share),
}

# The first that fits a medium's words decides: a tape in a vault is offline whatever else is said.
_MEDIA = (
    (BackupMedium.IMMUTABLE, r"immutable|worm|書換不可|書き換え不可|改ざん防止|変更不可|イミュータブル|object.?lock|追記型"),
    (BackupMedium.CLOUD, r"cloud|クラウド|データセンター?|s3|azure|遠隔地"),
    (BackupMedium.OFFLINE, r"offline|オフライン|rdx|lto|テープ|tape|取り?外|金庫|usb|外付|dvd|ブルーレイ|bd-r|光ディスク"),
    (BackupMedium.SEPARATE_LOGIN, r"separate|別(?:id|認証|アカウント|ドメイン|管理)|認証分離|workgroup"),
    (BackupMedium.ONLINE, r"online|オンライン|nas|サーバ|server|共有|同一|ディスク|disk|hdd|レプリカ|replica"),
)


def media_of(text: str) -> tuple[frozenset[BackupMedium] | None, tuple[str, ...]]:
    """Return the media named, and the words that were not understood; ``None`` when no medium is known."""
    if not text or _UNSURE.search(text):
        return None, ()
    if says_none(text):
        return frozenset(), ()
    found: set[BackupMedium] = set()
    unknown: list[str] = []
    for part in re.split(r"[、,;/＋+\n]|と", text):
        word = part.strip()
        if not word:
            continue
        medium = next((medium for medium, words in _MEDIA if re.search(words, word, re.IGNORECASE)), None)
        if medium is None:
            unknown.append(word)
        else:
            found.add(medium)
    return (frozenset(found) if found else None), tuple(unknown)


def with_offline(media: frozenset[BackupMedium] | None, told: str) -> frozenset[BackupMedium] | None:
    """Return the media, the answer to "is there a copy off the network" taken in; a plain no says nothing of other media."""
    answer = None if not told or _UNSURE.search(told) else _yes_no(told)[0]
    if answer is None and told:
        answer = True if BackupMedium.OFFLINE in (media_of(told)[0] or ()) else None  # テープを金庫へ
    if answer is None:
        return media
    if answer:
        return (media or frozenset()) | {BackupMedium.OFFLINE}
    return None if media is None else media - {BackupMedium.OFFLINE}


def restore_tested(text: str) -> bool | None:
    """Return whether restoring was ever tried: a day or a yes says so."""
    if not text or _UNSURE.search(text):
        return None
    answer = _yes_no(text)[0]
    if answer is not None:
        return bool(answer)
    return True if dates_inside(text) or re.search(r"毎|年|月|year|month|\d{4}", text, re.IGNORECASE) else None
