"""What a question of a disclosure is about, by its words: the forms differ in numbering, wording and language.

Rules are tried from the special to the general. A question that asks the other way round (is X forbidden?) has no
topic, because its yes would be taken for the contrary.
"""

import re
import unicodedata
from functools import lru_cache

from inmori.model import DisclosureTopic

_T = DisclosureTopic
_REMOTE = re.compile(r"リモート|遠隔|院外から|外部から.{0,12}(?:接続|アクセス|保守)|remote|リモメン")
_SECOND = r"(?:[二2]|多|複数の?)(?:要素|段階)|[二2]つ以上の(?:認証)?要素|ワンタイム|multi-?factor|two-?factor|(?<![a-z])mfa(?![a-z])"

_REMOTE_RULES: tuple[tuple[DisclosureTopic, str], ...] = (
    (_T.OTHER, r"predictive|patient data|indicator|other remotely|患者(?:情報|データ)"),
    (_T.REMOTE_SECOND_FACTOR, _SECOND),
    (_T.REMOTE_SOURCE_LIMITED, r"(?:接続|送信|アクセス|発信)元|ipアドレス.*(?:制限|限定)|source address|restricted to (?:known|specific|fixed)"),
    (_T.REMOTE_APPROVAL, r"承認|許可|許諾|都度|つど|事前.{0,6}(?:連絡|申請|通知)|同意|owner/operator to initiat|approv|consent"),
    (_T.REMOTE_LOG, r"(?:記録|ログ|履歴).*(?:提出|提供|開示|残|保存|取得|確認|管理)|logged|log of"),
    (_T.REMOTE_GEAR_UPDATED, r"ファーム|firmware|(?:装置|機器|ルータ|vpn).*(?:最新|更新|アップデート|パッチ)"),
    (_T.REMOTE_MAINTENANCE, r"(?:リモート|遠隔)(?:での?|による|で)?\s*(?:保守|メンテ|サービス|監視|サポート|接続|アクセス)|遠隔で接続|院外から|リモメン|"
                            r"外部から.*保守|remote (?:service|maintenance|access|support|connection)"),
)  # fmt: skip

_RULES: tuple[tuple[DisclosureTopic, str], ...] = (
    (_T.SBOM, r"sbom|部品表|部品構成表|software bill|bill of materials"),
    (_T.UPDATES_TESTED, r"(?:適用|更新|パッチ|修正).*(?:可否|検証|評価).*(?:知らせ|通知|提供|公開|連絡|開示|案内)|検証.*結果.*(?:知らせ|通知|提供|公開|連絡)"),
    (_T.OS_SUPPORTED, r"(?:(?<![a-z])os|基本ソフト|オペレーティングシステム).*(?:サポート|保守).*(?:有効|期間内|期限内|継続|受け|切れていない|範囲内)|"
                      r"サポート(?:期間|期限)内の(?:os|基本ソフト)|operating system.*(?:still|currently) supported"),
    (_T.UPDATES_ALLOWED, r"(?:セキュリティ|os|windows|修正|更新)[^。]{0,8}(?:パッチ|更新プログラム|アップデート|更新)[^。]*(?:適用|実施)|パッチ.{0,8}適用|"
                         r"owner/operator installation of (?:patches|software updates)|(?:owner|operator|user|customer).*(?:install|apply).*(?:patch|update)"),
    (_T.VULNERABILITY_NOTICE, r"脆弱性.*(?:通知|連絡|知らせ|公表|公開|情報提供|開示|報告)|vulnerability disclosure|vulnerabilit.*(?:notif|inform)"),
    (_T.NO_SHARED_PASSWORDS, r"(?:初期|共通|共有|デフォルト|既定|出荷時)[^。]*(?:パスワード|id)[^。]*(?:使わな|使用しな|用いな|変更|避け|なくす)"),
    (_T.DEFAULT_ACCOUNTS, r"(?:default|hard-?coded|built-?in)[^.]*(?:account|password)|(?:初期設定|工場出荷時|組込み)の(?:アカウント|id|パスワード)"),
    (_T.LEAVERS_REMOVED, r"退職|異動|離職|転出|不要(?:な|と|に)[^。]*(?:id|アカウント)|leaver|terminated (?:user|employee)"),
    (_T.AUTO_LOGOFF, r"離席|自動(?:的に)?ログ(?:オフ|アウト)|スクリーン(?:ロック|セーバ)|クリアスクリーン|無操作|画面ロック|auto(?:matic)?[- ]?logoff|"
                     r"force reauthorization|inactivity"),
    (_T.SECOND_FACTOR, _SECOND),
    (_T.PERSONAL_ACCOUNTS, r"(?:利用者|ユーザ|職員|操作者|個人|担当者)(?:ー)?(?:ごと|毎|個別|別|一人)[^。]*(?:id|アカウント|識別|認証)|個別の?(?:id|アカウント)|"
                           r"(?:一意|固有)(?:の|な|に)[^。]*(?:id|識別)|unique (?:user |operator )?(?:id|account|operator)|unique operator"),
    (_T.EDR, r"(?<![a-z])edr(?![a-z])|endpoint detection|挙動[^。]*(?:監視|検知)|振る?舞い検知"),
    (_T.ANTIVIRUS, r"(?:ウ[イィ]ルス|不正ソフト(?:ウェア)?|不正プログラム|マルウェア|コンピュータウイルス)(?:対策|検[知出])|アンチウ[イィ]ルス|"
                   r"support the use of anti-?(?:malware|virus)|anti-?virus software be installed"),
    (_T.MEDIA_CONTROL, r"(?:usb|外部(?:記憶|接続)?(?:媒体|機器)|可搬|リムーバブル)[^。]*(?:制限|制御|禁止|限定|検査|無効|管理)|"
                       r"(?:restrict|disable|block)[^.]*(?:usb|removable)|(?:usb|removable)[^.]*(?:restrict|disabled|blocked)"),
    (_T.LOG_FORWARDING, r"(?:ログ|記録|証跡)[^。]*(?:転送|送信|送れ|ログサーバ|外部(?:へ|の|に)|syslog|集約)|syslog|log[^.]*(?:export|forward|sent to|transfer)"),
    (_T.AUDIT_LOG, r"(?:アクセス|操作|監査|利用|使用)(?:の)?(?:ログ|記録|履歴)|監査証跡|create (?:additional )?audit log|audit trail"),
    (_T.TIME_SYNC, r"時刻[^。]*(?:同期|合わせ|一致|標準)|(?<![a-z])ntp(?![a-z])|time synchroni[sz]ation|synchroni[sz]ed? time"),
    (_T.OFFLINE_BACKUP, r"(?:オフライン|切り離|隔離|遮断|書き?換え不可|イミュータブル)[^。]*(?:バックアップ|保存|保管|媒体)|バックアップ[^。]*(?:オフライン|切り離|隔離|分離|遮断)|"
                        r"offline backup|immutable"),
    (_T.RESTORE_TESTED, r"(?:復旧|復元|リストア)[^。]*(?:試験|テスト|訓練|検証|演習)|restor[^.]*(?:tested|exercise)"),
    (_T.RESTORE_MANUAL, r"(?:復旧|復元|リストア)[^。]*(?:手順|マニュアル|文書)|(?:restor|recover)[^.]*(?:procedure|instruction|documentation)"),
    (_T.BACKUP, r"バックアップ[^。]*(?:機能|取得|でき|対応|行|実施|採)|integral data backup|(?:support|capab)[^.]*backup"),
    (_T.ENCRYPTED_STORAGE, r"(?:保存|保管|蓄積|ディスク|データベース|格納|記憶)[^。]*暗号|暗号化?[^。]*(?:保存|保管|ディスク)|encrypted at rest"),
    (_T.ENCRYPTED_TRAFFIC, r"(?:通信|伝送|送信|経路|ネットワーク)[^。]*暗号|暗号化?(?:された)?通信|(?<![a-z])tls(?![a-z])|encrypted prior to transmission|"
                           r"encrypted? (?:in transit|communication)"),
    (_T.INTERNET_NEEDED, r"インターネット[^。]*(?:必要|必須|要し|接続し|接続する|接続しま|通信し|通信を行)|require[^.]*internet|internet[^.]*require"),
    (_T.PORT_LIST, r"ポート[^。]*(?:一覧|リスト|番号|開示|提出|提示)|(?:list|document)[^.]*(?:network )?ports"),
    (_T.WIRELESS, r"無線|wi-?fi|wireless|bluetooth"),
    (_T.COMPONENT_LIST, r"(?:os|ミドルウェア|ソフトウェア|構成|オペレーティングシステム)[^。]*(?:一覧|リスト|名称|バージョン|版)[^。]*(?:提出|提供|開示|提示|示し)"),
    (_T.SUBCONTRACTORS, r"再委託|subcontract"),
    (_T.INCIDENT_PROCEDURE, r"(?:事故|障害|インシデント|緊急|サイバー攻撃)[^。]*(?:連絡|手順|体制|報告)|incident response"),
    (_T.SECURITY_CONTACT, r"(?:セキュリティ|psirt)[^。]*(?:窓口|責任者|担当部署|組織)|security contact"),
    (_T.DISPOSAL, r"廃棄|破棄|消去|sanitiz|securely (?:erase|delete)"),
    (_T.PATIENT_DATA, r"(?:患者|個人|要配慮個人)(?:の)?(?:情報|データ)[^。]*(?:扱|保存|保持|記録|格納|表示|管理|含[まむ])|診療(?:録|情報|データ)[^。]*(?:扱|保存|保持|格納)|"
                      r"display, transmit, store"),
)  # fmt: skip
_FIND_REMOTE = tuple((topic, re.compile(pattern)) for topic, pattern in _REMOTE_RULES)
_FIND = tuple((topic, re.compile(pattern)) for topic, pattern in _RULES)
_REVERSED = re.compile(
    r"(?:を|は|が)(?:禁止|制限|除外|制約)(?:し|され|があ)|(?:に|の)制限(?:が|は)あ|制約(?:が|は)あ|できません|できないもの|不可(?:です|能です|とし)|"
    r"支障|影響(?:が|は)あ|必要(?:が|は)ありませんか|行いません|ありませんか|require[sd]? (?:the )?(?:vendor|manufacturer)|any restrictions|prohibit|not (?:allowed|permitted)|cannot"
)
# Here a restriction is what is asked for.
_MAY_RESTRICT = frozenset({_T.MEDIA_CONTROL, _T.REMOTE_SOURCE_LIMITED, _T.NO_SHARED_PASSWORDS, _T.DISPOSAL})


@lru_cache(maxsize=4096)
def topic_of(question: str, section: str = "") -> DisclosureTopic:
    """Return the topic of a question; ``section`` is the heading above it, which may say that all is about remote access."""
    text = _folded(question)
    if _REMOTE.search(text) or _REMOTE.search(_folded(section)):
        found = next((topic for topic, pattern in _FIND_REMOTE if pattern.search(text)), _T.OTHER)
    else:
        found = next((topic for topic, pattern in _FIND if pattern.search(text)), _T.OTHER)
    return _T.OTHER if found not in _MAY_RESTRICT and _REVERSED.search(text) else found


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).lower()
