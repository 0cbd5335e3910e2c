"""What a remark in a ledger says about its machine: scrapped, not connected, must not be patched, holds patient data.

Only plain statements count. "廃棄予定" is a plan, "医療廃棄物" is a place, "旧PC廃棄" speaks of another machine.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inmori.era import WrittenDate
from inmori.ingest.cell_value import dates_inside, word_set

_RETIRED = re.compile(
    r"廃棄(?!物|予定|検討|候補|対象外|不可|禁止|未)|撤去(?!予定|検討|候補|未|不可|工事予定)|処分(?!予定|検討|候補|未)|除却(?!予定|検討|未)|廃止(?!予定|検討)"
    r"|使用(?:停止|終了|中止)(?!予定)|利用終了(?!予定)|運用(?:停止|終了)(?!予定)|売却(?!予定)|返却(?:済|完了)|リース(?:返却|アップ(?:返却|済))(?!予定)|滅失|欠番"
    r"|(?<![a-z])(?:disposed|scrapped|retired|decommissioned|written off|no longer used)(?![a-z])",
    re.IGNORECASE,
)
# Alone; 無線は使用していない speaks of a part.
_UNUSED = re.compile(r"\s*(?:現在|今|いま|現状|もう|既に|すでに)?(?:この)?(?:端末|機器|装置|pc|本機)?(?:は|では|も)?\s*(?:使用|利用|稼働)?\s*(?:(?<=使用)|(?<=利用)|(?<=稼働)|使)(?:して|って)い?(?:ない|ません|おらず)\s*(?:[(。].*)?$", re.IGNORECASE)
# What makes such a word a plan, a condition, a denial, or a statement about another machine.
_NOT_YET = re.compile(r"予定|検討|候補|見込|依頼中|手続|申請中|待ち|まで使用|後に?(?:廃棄|撤去|処分)|しない|planned|to be |will be|not (?:retired|disposed)", re.IGNORECASE)
# What stands right before the word: another machine, a part of this one, or some other thing that was given up.
_OTHER_THING = re.compile(
    r"(?:(?:旧|前の?|元の?|先代|交換前)(?:pc|端末|機|サーバ|装置|プリンタ|nas)?[^、。\n]{0,6}"
    r"|(?:hdd|ssd|ディスク|バッテリー?|電池|メモリ|モニター?|ソフト|ライセンス|データ|ケーブル|媒体|用紙|トナー|回線|パスワード|アカウント)[^、。\n]{0,4}"
    r"|(?<!端末)(?<!機器)(?<!本機)(?<!当機)(?<!装置)(?<!pc)(?<!本体)(?<!サーバ)(?<!年度末)(?:は|を|の))$",
    re.IGNORECASE,
)
_STANDALONE = re.compile(
    r"スタンド\s*・?\s*アロー?ン|stand-?\s?alone|オフライン(?:運用|使用|端末|利用)?(?!更新|アップデート|インストール)|(?:lan|nw|ネットワーク|有線lan)\s*(?:に?は?)\s*(?:接続)?\s*(?:なし|無し|無(?!線)|していない|しない)"
    r"|(?:lan|nw|ネットワーク)?未接続|(?<!インターネット)(?<!外部)(?<!リモート)(?<!ワーク)接続(?:なし|無し|していない)|単独(?:使用|運用|利用)|not (?:connected|networked)|no network",
    re.IGNORECASE,
)
_NOT_TO_NETWORK = re.compile(r"(?:インターネット|外部|外線|電源|リモート|ups|モニタ|電子カルテ|電カル|net)[^、。\n]{0,4}(?:未接続|接続なし|接続無し|接続していない)", re.IGNORECASE)
_PATCH_FORBIDDEN = re.compile(
    r"(?:パッチ|更新プログラム|アップデート|windows\s*update|os\s*更新|osの更新|セキュリティ更新|os\s*アップデート|バージョンアップ)(?:の)?(?:適用|実施)?\s*(?:は|が)?\s*"
    r"(?:不可|禁止|できない|できません|しないこと|厳禁|ng|対象外|×)"
    r"|(?:no|never|do not|must not)\s+(?:be\s+)?(?:patch|update)|patch(?:ing)? (?:forbidden|prohibited)",
    re.IGNORECASE,
)
_REMOTE_YES = re.compile(r"(?:リモート|遠隔)(?:保守|メンテナンス|メンテ|接続|監視)\s*(?:は|が)?\s*[:：]?\s*(?:有(?!無)|あり|実施|対象|中|契約)|remote maintenance", re.IGNORECASE)
_REMOTE_NO = re.compile(r"(?:リモート|遠隔)(?:保守|メンテナンス|メンテ|接続|監視)\s*(?:は|が)?\s*[:：]?\s*(?:無|なし|不可|廃止|終了|していない)|no remote", re.IGNORECASE)
_ANTIVIRUS_NONE = re.compile(
    r"(?:ウ[イィ]ルス対策|アンチウ[イィ]ルス|セキュリティ|ワクチン|av)\s*(?:ソフト)?(?:ウェア)?\s*(?:は|が|の)?\s*[:：]?\s*(?:なし|無し|無(?!効)|未導入|未インストール|導入不可|インストール不可|入れ(?:ていない|られない|ない)|導入していない|非対応|×)"
    r"|no (?:antivirus|anti-virus|av(?![a-z]))",
    re.IGNORECASE,
)
_PATIENT_DATA = re.compile(r"(?:患者|個人|診療|要配慮個人)(?:さん|様)?の?(?:情報|データ|名簿|リスト|画像|一覧)[^、。\n]{0,12}?(?:あり|有(?!無)|保存|保管|格納|入り)|patient (?:data|list|records?)", re.IGNORECASE)
_NO_PATIENT_DATA = re.compile(r"(?:患者|個人|診療)(?:情報|データ)\s*(?:は|の保存)?\s*(?:なし|無し|無|保存しない|保存なし)|no patient data", re.IGNORECASE)
_SHARED_PASSWORD = re.compile(
    r"(?:共通|共用|同一|全台同じ|全台共通|全て同じ|すべて同じ|同じ)\s*の?\s*(?:管理者|ローカル管理者|初期|admin)?\s*の?\s*(?:パスワード|パス|pw|password)"
    r"|(?:パスワード|パス|pw|password)\s*(?:は|が|を)?\s*[:：]?\s*\(?(?:全台)?\s*(?:共通|共用|同一|同じ|全台同じ)|(?:shared|common|same) (?:admin |local )*password",
    re.IGNORECASE,
)
_REPLACEMENT = re.compile(
    r"(?:更新|更改|入れ?替え?|買い?替え?|置き?換え?|リプレース)(?:を|の|は|が)?\s*(?:予定|計画)|次[期回]の?(?:機器)?(?:更新|更改|入れ?替え?|買い?替え?)|(?:to|will|shall) be replaced|replacement (?:planned|scheduled|due)",
    re.IGNORECASE,
)
# What is renewed is not the machine but something on it, about it, or a part of it.
_OTHER_RENEWAL = re.compile(
    r"(?:os|windows|ファーム(?:ウェア)?|ソフト(?:ウェア)?|アプリ|システム|パッチ|プログラム|ライセンス|契約|保守|リース|証明書|定義|パターン|バージョン|パスワード|台帳|データ|情報|ウイルス対策"
    r"|バッテリー?|電池|hdd|ssd|ディスク|メモリ|モニター?|トナー)[^、。\n\d]{0,4}$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:で|では|に)(?:は)?(?:ない|なし|無い)|廃止|解消|変更済|やめ|個別化|not ", re.IGNORECASE)
_TOTAL = word_set("計 合計 総計 総合計 小計 中計 累計 台数 合計台数 総台数 台数計 台数合計 以下余白 以上 以下空白 余白 total subtotal grandtotal sum 計台 end")
_DIGIT = re.compile(r"\d")
_TOTAL_START = re.compile(r"^(?:合計|総計|小計|総合計|total\b|subtotal\b)[\d,.\s台件個(:=]*", re.IGNORECASE)
_RETIRED_SHEET = re.compile(
    r"廃棄|除却|撤去|処分|退役|廃止|使用停止|返却済|(?:^|[_\s\-.(【\[])(?:old|retired|disposed|archive[ds]?|scrapped|decommissioned|obsolete)(?:$|[_\s\-.)】\]\d])"
    r"|^旧|[(【\[_\s\-]旧|旧(?:台帳|一覧|リスト|データ|版|機器|端末|pc|システム|資産|サーバ)|過去(?:分|の|台帳|一覧|データ)|以前の",
    re.IGNORECASE,
)
# Old buildings and wards, and plans, are not old machines.
_NOT_RETIRED_SHEET = re.compile(r"(?:館|棟)\s*[(【\[]旧|旧(?:館|棟|病棟|本館|新館|校舎|外来|東|西|南|北|手術|検査|医局|診療|健診|管理棟|職員|寮|\d)|廃棄物|(?:廃棄|撤去|処分|除却|廃止)(?:予定|候補|検討)|未廃棄")


@dataclass(frozen=True, slots=True)
class NoteMeaning:
    """What a remark clearly says; ``None`` where it says nothing."""

    retired: bool = False
    standalone: bool = False
    patch_forbidden: bool | None = None
    remote: bool | None = None
    antivirus_none: bool = False
    patient_data: bool | None = None
    shared_password: bool = False
    replacement: date | None = None  # the last day of the time for which it is planned


@lru_cache(maxsize=4096)  # ledgers repeat their remarks
def meaning_of(text: str) -> NoteMeaning:
    """Read the statements in a normalised remark."""
    if not text:
        return NoteMeaning()
    remote = True if _REMOTE_YES.search(text) else (False if _REMOTE_NO.search(text) else None)
    patients = False if _NO_PATIENT_DATA.search(text) else (True if _PATIENT_DATA.search(text) else None)
    shared = any(_SHARED_PASSWORD.search(part) and not _DENIED.search(part) for part in re.split(r"[、。\n]", text))
    return NoteMeaning(
        retired=says_retired(text),
        standalone=bool(_STANDALONE.search(_NOT_TO_NETWORK.sub("", text))),
        patch_forbidden=True if _PATCH_FORBIDDEN.search(text) else None,
        remote=remote,
        antivirus_none=bool(_ANTIVIRUS_NONE.search(text)),
        patient_data=patients,
        shared_password=shared,
        replacement=replacement_of(text),
    )


def replacement_of(text: str) -> date | None:
    """Return by when a text says that its machine is to be replaced (R8年度更新予定: the end of that year)."""
    for part in re.split(r"[、。\n]", text):
        match = _REPLACEMENT.search(part)
        if match and not _OTHER_RENEWAL.search(part[: match.start()]) and (days := dates_inside(part)):
            return days[0].last
    return None


def says_retired(text: str) -> bool:
    """Whether a text says that its machine is out of use (not that it will be, nor that another one is)."""
    for part in re.split(r"[、。\n]", text):
        if _UNUSED.match(part):
            return True
        for match in _RETIRED.finditer(part):
            if not _NOT_YET.search(part) and not _OTHER_THING.search(part[: match.start()]):
                return True
    return False


def sheet_says_retired(name: str) -> bool:
    """Whether a sheet's name says that it lists machines out of use (旧台帳, 廃棄; not 旧館)."""
    folded = unicodedata.normalize("NFKC", name).strip()
    return bool(_RETIRED_SHEET.search(folded)) and not _NOT_RETIRED_SHEET.search(folded)


def is_total(first: str) -> bool:
    """Whether the first text of a row makes it a total or an end mark (合計, 小計, 以下余白)."""
    if _DIGIT.search(first):  # no word for a total has one
        return bool(_TOTAL_START.fullmatch(first.strip()))
    squeezed = re.sub(r"[\s\-=~*<>〈〉《》【】\[\]()「」・.:]+", "", first).lower()
    return squeezed in _TOTAL or bool(_TOTAL_START.fullmatch(first.strip()))


def stated_day(rows: list[list[str]]) -> WrittenDate | None:
    """Return the written date of a list (更新日:R7.4.1, 令和8年4月1日現在) from the cells above its heading."""
    for row in rows:
        alone = sum(1 for text in row if text) == 1  # line 1 of some tools' exports is the time of writing
        for column, text in enumerate(row):
            if not _STATED.search(text) and not (alone and _TIME_OF_WRITING.match(text)):
                continue
            following = next((cell for cell in row[column + 1 :] if cell), "")
            for candidate in (text, following):
                if found := dates_inside(candidate):
                    return found[0]
    return None


_TIME_OF_WRITING = re.compile(r"(?:19|20)\d{2}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:[ T]\d{1,2}:\d{2}.*)?$")
_STATED = re.compile(r"更新|現在|確認|作成|時点|改訂|出力|棚卸|取得日|版|as of|updated|date", re.IGNORECASE)
