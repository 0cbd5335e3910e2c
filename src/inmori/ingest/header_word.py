"""The words by which ledgers head their columns, for devices, contracts and remote connections.

Words are written as :func:`heading_key` leaves them: NFKC, lower case, without blanks, brackets and punctuation.
The first exact word wins; else the longest word contained in the heading, unless the heading is about something
personal, secret or beside the point (電話番号, 担当者).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from inmori.ingest.cell_value import word_set

_BRACKETS = re.compile(r"[(\[【<〔「『].*?[)\]】>〕」』]")
_PUNCTUATION = re.compile(r"[\s/_\-‐–—・.,:;*※#'\"。、!?|~+=()\[\]【】]+")


@lru_cache(maxsize=8192)
def heading_key(text: str, *, brackets: bool = False) -> str:
    """Return a heading in the form the words are written in; what stands in brackets is kept only when asked."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if not brackets:
        folded = _BRACKETS.sub("", folded)
    return _PUNCTUATION.sub("", folded)


@dataclass(frozen=True)
class Vocabulary:
    """The fields of one kind of table.

    ``several``: fields that more than one column may give. ``minor``: fields that say little about what the table
    is. ``needs``: alternatives, each a set of fields that together make it this kind of table.
    """

    name: str
    words: Mapping[str, tuple[str, ...]]
    several: frozenset[str]
    minor: frozenset[str]
    needs: tuple[frozenset[str], ...]
    least: int  # fields other than minor ones that must be found

    @cached_property
    def exact(self) -> dict[str, str]:
        """Field by word."""
        return {word: field for field, words in self.words.items() for word in words}

    @cached_property
    def by_length(self) -> tuple[tuple[str, str], ...]:
        """Words that may also be found inside a longer heading, longest first, with their fields."""
        usable = [(w, f) for w, f in self.exact.items() if len(w) >= (4 if w.isascii() else 2) and w not in _ONLY_ALONE]
        return tuple(sorted(usable, key=lambda item: (-len(item[0]), item[0])))


# Too common inside other headings to be taken from there.
_ONLY_ALONE = word_set("番号 名称 分類 区分 種別 種類 状態 場所 部屋 住所 機種 対象 内容 費用 金額 方法 業者 会社 用途 接続 期限 期間 開始 終了 更新 備考 名前 保守 認証 回線 認証 "
                        "system type name model user date start host note code ver 場所 所属 機能 有無 登録 端末 装置 機器 品名 製品 version 機械 遠隔 方式 相手 先方 業者側 何を なにを どこと どこへ どこから いつから いつまで お金 おかね 利用 頻度 当院 対向 病院側 当院側 自院側 院内側")  # fmt: skip

# Dropped before anything else is decided. The second group is personal, the third beside the point.
SECRET_HEADING = re.compile(
    r"パスワード|パスコード|パスフレーズ|pass(?!ive|age|ed)|(?<![a-z])(?:pw|pwd|psk|pin)(?![a-z])|暗証|コミュニティ|community|秘密|"
    r"プロダクトキー|ライセンスキー|シリアルキー|(?:product|license|licence|recovery)key|(?:暗号|共有|暗号化|回復|wep|wpa2?)キー|事前共有|token|secret"
)
PERSONAL_HEADING = re.compile(
    r"ログオン(?!日|時)|ログイン(?!日|時)|ユーザ|利用者|使用者|担当者|担当(?=$)|氏名|患者(?!情報|データ)|職員|社員|(?<![a-z])user|owner|"
    r"logon(?!date|time)|login(?!date|time)|メールアドレス|email|mail(?=$|addr)|生年月日|管理者(?=$|名)|責任者|記入者|更新者|作成者"
)
_PATIENT_HEADING = re.compile(r"患者(?!情報|データ)|patient(?!data)")
_BESIDE = re.compile(r"電話|(?<![a-z])(?:tel|fax|url)(?![a-z])|住所|コード|回数|金額|価格|(?:^|.)料金|メモリ|空き|容量|cpu|サイズ|台数|枚数|桁|色|"
                     r"ディスク|hdd|ssd|ディスプレイ|モニタサイズ|クリティカル|最終更新者")  # fmt: skip

# What stands below is about another machine than that of the row: a gateway, the printer it uses, what it was before.
OF_ANOTHER = re.compile(
    r"先(?!頭)|サーバ|プリンタ|ゲートウェイ|ルータ|スイッチ|マスク|相手|親|旧|以前|前の|変更前|移行前|(?<![a-z])(?:gw|gateway|dns|ntp|sw|hub|ap|server|printer|subnet|mask|old|previous)(?![a-z])"
)
_NOT_ITS_OWN = re.compile(r"旧|以前|前の|変更前|移行前|ゲートウェイ|マスク|相手|接続先|(?<![a-z])(?:gw|gateway|dns(?!名)|ntp|subnet|mask|old|previous)(?![a-z])")
_SOME_OS = re.compile(r"[^a-z0-9]os(?:名|名称|種別|種類|情報)?$")  # 組込OS, 制御PCのOS
_ITS_OWN = frozenset({"address", "mac", "hostname", "serial", "os"})

IGNORED = ""  # a heading that is known and not used
DROPPED = "dropped"  # a column whose content is never read: secrets and names of people


def holds_secrets(heading: str) -> bool:
    """Whether a column may hold passwords, keys or names of patients: nobody's word makes it be read."""
    key = heading_key(heading, brackets=True)
    return bool(SECRET_HEADING.search(key) or _PATIENT_HEADING.search(key))


def field_of(key: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """Return the field a heading names and how sure that is (1.0 exact, 0.6 contained); ``None`` when unknown.

    ``key`` comes from :func:`heading_key`. The field may be IGNORED or DROPPED.
    """
    if not key:
        return None
    if key in vocabulary.exact:
        return vocabulary.exact[key], 1.0
    if SECRET_HEADING.search(key) or PERSONAL_HEADING.search(key):
        return DROPPED, 0.6
    if _BESIDE.search(key):
        return IGNORED, 0.6
    for word, field in vocabulary.by_length:
        if word in key and (not word.isascii() or _stands_alone(word, key)):
            another = vocabulary.name == "device" and field in _ITS_OWN and _NOT_ITS_OWN.search(key)
            return (IGNORED if another else field), 0.6
    if vocabulary.name == "device" and _SOME_OS.search(key):
        return (IGNORED if _NOT_ITS_OWN.search(key) else "os"), 0.6
    return None


def _stands_alone(word: str, key: str) -> bool:
    start = key.find(word)
    end = start + len(word)
    before, after = key[start - 1 : start], key[end : end + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())


def _words(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {field: tuple(dict.fromkeys(words.split())) for field, words in table.items()}


DEVICE = Vocabulary(
    name="device",
    words=_words({
        "index": "no 項番 番号 通番 連番 行番号 順番 項 seq num number id",
        "asset_number": "管理番号 資産番号 資産管理番号 機器番号 備品番号 固定資産番号 管理no 資産no 機器no 備品no 台帳番号 管理id 機器id 資産id 端末番号 "
                        "端末管理番号 機器管理番号 pc番号 pcno 登録番号 登録no 管理コード 資産コード 資産管理コード 識別番号 ラベル番号 assetnumber assetno assetid "
                        "assettag asset 医療機器番号 me番号 meno 装置番号 管理ラベル",
        "name": "機械の名前 機械名 機械 機器の名前 装置の名前 機器名 機器名称 名称 品名 品名機種名 装置名 装置名称 製品名 製品名称 モダリティ モダリティ名 システム名 システム名称 サーバ名称 機器 装置 設備名 設備名称 対象機器 "
                "物品名 資産名 資産名称 件名 医療機器名 医療機器名称 一般的名称 販売名 devicename device equipment description 名前 端末種類名 名",
        "purpose": "用途 利用用途 使用用途 役割 利用目的 使用目的 目的 搭載システム 利用システム 使用システム 対象システム 主な用途 業務 利用業務 purpose role usage function 機能",
        "type": "種別 種類 分類 機器種別 機器分類 機器種類 機種種別 端末種別 資産種別 資産分類 装置種別 機器区分 端末種類 形状 タイプ デバイス種別 devicetype type category class kind 品目",
        "category": "つながり先 つなぎ先 つながるネットワーク つないでいるネットワーク 接続してるネットワーク 回線 区分 系統 ネットワーク区分 nw区分 lan区分 系 接続系統 所属ネットワーク 所属nw 利用ネットワーク 利用nw 使用ネットワーク ネットワーク系統 ネットワーク名 ネットワーク種別 nw種別 "
                    "接続ネットワーク 接続nw 接続先ネットワーク 接続先nw セグメント セグメント名 vlan vlan名 ゾーン 利用区分 業務区分 端末区分 ネットワーク nw lan network segment zone vlanname",
        "connected": "ネットにつながるか つながっているか 接続しているか ネットワーク接続 ネットワーク接続有無 nw接続 nw接続有無 lan接続 lan接続有無 接続有無 接続の有無 ネットワーク接続の有無 ネットワークの有無 lanの有無 lan有無 nw有無 "
                     "オンラインオフライン networkconnected connected",
        "hostname": "コンピュータの名前 コンピューターの名前 パソコン名 パソコンの名前 pcの名前 端末の名前 ホスト名 コンピュータ名 コンピューター名 pc名 端末名 端末名称 マシン名 サーバ名 サーバー名 機器ホスト名 ホスト netbios名 コンピュータ 端末id 端末ホスト名 windows名 端末機名 端末機名称 クライアント名 クライアントpc名 "
                    "デバイス名 ノード名 hostname host computername computer pcname machinename netbiosname devicehostname fqdn dnshostname dns名",
        "address": "ipアドレス ip ipaddr ipaddress ipv4 ipv4アドレス ipv4address アドレス ネットワークアドレス 固定ip 固定ipアドレス ipアドレス1 ipアドレス2 ip1 ip2 有線ip 無線ip 有線ipアドレス "
                   "無線ipアドレス lanip 管理ip 管理ipアドレス プライベートip address アイピーアドレス",
        "mac": "macアドレス mac macaddr macaddress 物理アドレス 有線mac 無線mac 有線macアドレス 無線macアドレス macアドレス1 macアドレス2 mac1 mac2 ethernetアドレス ハードウェアアドレス physicaladdress "
               "無線lanmac 有線lanmac",
        "serial": "シリアル シリアル番号 シリアルno シリアルナンバー 製造番号 製造no 製番 製造番号シリアル sn serial serialnumber serialno 機番 機体番号 本体シリアル servicetag サービスタグ",
        "maker": "メーカー メーカ メーカー名 メーカ名 製造元 製造会社 製造者 製造業者 製造販売業者 製造メーカー 製造メーカ ベンダー名 manufacturer maker vendorname make brand",
        "model": "型 型番 型式 型名 機種 機種名 モデル モデル名 形式 形名 品番 製品型番 製品番号 型式名 型番型式 機種型番 機種型式 メーカー型番 ハードウェア model modelname modelnumber modelno "
                 "productname product partnumber",
        "os": "os os名 os種別 os名称 osの種類 os種類 基本ソフト オペレーティングシステム operatingsystem osname 搭載os 使用os windows windowsの種類 windows種類 windows種別 windowsの種別 osの名称 オペレーションシステム ostype os情報",
        "os_version": "osバージョン osver osversion osのバージョン operatingsystemversion osエディション windowsバージョン windowsver 機能更新バージョン featureupdate osrelease",
        "os_build": "osビルド osビルド番号 ビルド ビルド番号 osbuild build buildnumber",
        "version": "ver version バージョン バージョン情報 版数",
        "firmware": "ファームウェア ファームウエア ファーム ファームウェアバージョン ファームウェアver ファームver ファームバージョン fw fwver fwバージョン firmware firmwareversion "
                    "ソフトウェアバージョン ソフトバージョン softwareversion ios",
        "database": "dbver dbversion dbバージョン データベースバージョン db データベース dbms db種別 データベース名 database",
        "office": "office office製品 オフィス オフィスソフト officeバージョン msoffice microsoftoffice officever",
        "department": "使っている課 使っている部署 使用課 利用課 使用科 課名 係 管理課 主管課 使用している部署 部署 部署名 部門 部門名 所属 所属部署 所属部署名 使用部署 利用部署 設置部署 設置部門 管理部署 管理部門 部課 部署科 診療科 科 課 使用部門 利用部門 使用場所部署 所管 所管部署 所管部門 配属 "
                      "department dept section ward 病棟",
        "location": "置き場所 置場所 置場 おき場所 置いてある場所 ある場所 フロア部屋 設置場所 設置フロア 場所 設置 設置先 設置部屋 設置建物 建物 棟 フロア 階 部屋 部屋名 室名 使用場所 保管場所 利用場所 ロケーション 設置箇所 location room floor place building site",
        "vendor": "保守してもらう会社 保守をしている会社 保守している会社 買った会社 買ったところ 購入会社 保守の会社 面倒を見ている会社 頼んでいる会社 保守会社 保守業者 保守ベンダー 保守ベンダ 保守先 保守契約先 保守事業者 業者 業者名 担当業者 担当会社 担当ベンダー 導入業者 導入会社 納入業者 納入会社 購入先 ベンダー ベンダ 事業者 "
                  "取扱業者 販売会社 販売業者 販売店 リース会社 保守担当 保守担当会社 保守問合せ先 保守連絡先 問合せ先 vendor supplier maintainer maintainedby supportvendor",
        "purchased": "買った年 買った日 買った時期 購入した年 購入した日 入れた年 入れた日 いつから 使い始め 使い始めた年 使い始めた日 納入年 納入年度 導入日 購入日 取得日 導入時期 導入年月 導入年月日 導入年 導入 購入年月 購入年月日 購入年 購入時期 取得年月 取得年月日 取得年 取得時期 設置日 設置年月 設置年月日 設置時期 稼働日 "
                     "稼働開始 稼働開始日 使用開始 使用開始日 利用開始日 納入日 納入年月 納品日 リース開始 リース開始日 運用開始 運用開始日 導入年度 購入年度 取得年度 設置年度 製造年 製造年月 purchased "
                     "purchasedate dateofpurchase installed installdate installationdate acquired 購入 取得 開始日",
        "support_until": "保守はいつまで 保守いつまで いつまで 保守の期限 保守期限 保守期間 保守満了 保守満了日 保守終了 保守終了日 保守終了予定 保守契約終了 保守契約終了日 サポート期限 サポート終了 サポート終了日 サポート終了時期 os期限 "
                         "リース満了 リース満了日 リース終了 リース終了日 リース期限 eol eos eosl 保証期限 保証終了 保証終了日 supportuntil "
                         "supportend endofsupport warrantyend warranty leaseend 耐用期限",
        "replacement_planned": "更新予定 更新予定日 更新予定年月 更新予定年度 更新予定時期 更新時期 更新年度 更新計画 更改時期 更改予定 更改予定日 更改年度 入替予定 入替予定日 入替時期 入れ替え予定 買替予定 "
                               "リプレース予定 リプレース時期 replacement replacementdate plannedreplacement replaceby renewal renewaldate",
        "antivirus": "ウイルス対策の種類 入っている対策ソフト ウイルス対策 ウィルス対策 ウイルス対策ソフト ウィルス対策ソフト ウイルス対策ソフト名 セキュリティソフト セキュリティ対策 セキュリティ対策ソフト アンチウイルス "
                     "アンチウィルス ウイルスソフト ウィルスソフト av avソフト マルウェア対策 マルウェア対策ソフト ウイルス対策製品 antivirus antivirussoftware antimalware securitysoftware ワクチンソフト",
        "antivirus_updated": "パターン日付 パターンファイル日付 パターンファイル更新日 パターンファイル 定義ファイル 定義ファイル日付 定義ファイル更新日 定義更新日 ウイルス定義 ウイルス定義日付 "
                             "パターン更新日 定義日付 ウイルス定義ファイル日付 ウイルスパターン patterndate signaturedate definitiondate 定義ファイル最終更新",
        "edr": "edr edr製品 edr導入 edrの有無 edr有無 endpointdetection",
        "local_admin": "ローカル管理者 ローカル管理者アカウント 管理者権限ローカルアカウント ローカルアカウント 管理者アカウント ローカル管理者id localadmin localadministrator adminaccount 管理者権限アカウント",
        "shared_local_admin": "管理者パスワード共通 パスワード共通 共通パスワード 管理者パスワード共用 パスワード共用 共通パスワード使用 共通pw",
        "last_patched": "最終更新プログラム適用日 最終パッチ適用日 パッチ適用日 最終更新適用日 更新プログラム適用日 windowsupdate 最終windowsupdate windowsupdate日 windowsupdate実施日 "
                        "最終アップデート 最終アップデート日 アップデート日 最終適用日 パッチ日 lastpatched lastupdate lastupdated patchdate",
        "last_seen": "最終通信日時 最終通信日 最終通信 最終接続日時 最終接続日 最終接続 最終確認日 最終確認 最終稼働 最終稼働日 最終起動日 最終起動 最終検出 最終検出日時 最終インベントリ取得日時 "
                     "インベントリ取得日時 インベントリ取得日 最終収集日時 収集日時 収集日 最終ログオン日時 最終ログオン日 最終ログイン日時 最終ログイン日 棚卸日 棚卸 棚卸確認日 確認日 現物確認日 最終使用日 "
                     "lastseen lastcontact lastlogondate lastlogon lastlogontimestamp lastcheckin lastinventory lastcommunication 最終応答日時 最終応答",
        "agent": "エージェントver エージェントバージョン エージェント agentver agentversion agent クライアントver クライアントバージョン クライアントid 資産管理エージェント 端末機ver",
        "ae_title": "aeタイトル aet ae aetitle aeタイトル名 dicomae dicomaet dicomaeタイトル アプリケーションエンティティ",
        "backup": "bk有無 bk バックアップ バックアップ有無 バックアップ方法 バックアップ方式 バックアップ取得 backup データバックアップ バックアップ運用",
        "patient_data": "患者情報 患者情報有無 患者情報の有無 患者情報保存 患者データ 患者データ有無 個人情報 個人情報有無 個人情報の有無 個人情報保存 要配慮個人情報 patientdata phi pii 保存情報",
        "remote": "遠隔 リモートの有無 リモート保守 リモート保守有無 リモート保守の有無 リモートメンテ リモートメンテナンス リモート 遠隔保守 遠隔保守有無 リモート接続 リモート接続有無 リモート有無 remotemaintenance remoteaccess remote",
        "patch_forbidden": "パッチ適用不可 パッチ不可 更新不可 アップデート不可 更新適用不可 os更新不可",
        "patchable": "パッチ適用可否 パッチ可否 アップデート可否 更新可否 os更新可否 パッチ適用 更新プログラム適用可否 patchable",
        "status": "状態 使用状況 利用状況 稼働状況 稼働状態 使用状態 利用状態 ステータス 現況 状況 運用状況 稼働 在庫状況 資産状態 status state condition",
        "retired_on": "廃棄日 廃棄年月 廃棄年月日 廃棄 撤去日 撤去年月 撤去年月日 撤去 処分日 除却日 除却年月日 除却 廃止日 返却日 使用終了日 利用終了日 廃棄予定 disposaldate disposed retired retiredon decommissioned",
        "dhcp": "ip設定 ip割当 ip割り当て 固定dhcp dhcp固定 ip種別 ip取得方法 ip設定方法 dhcp アドレス種別 ipassignment",
        "note": "備考 備考欄 摘要 特記事項 メモ コメント 補足 注記 備考1 備考2 その他 その他備考 注意事項 連絡事項 経緯 remarks remark note notes comment comments memo",
    }),
    several=frozenset({"address", "mac", "hostname", "serial", "asset_number", "note", "location", "category", "status", "zone_mark"}),
    minor=frozenset({"index", "note", "category", "zone_mark", "type", "status", "vendor", "version", "purpose"}),
    needs=(
        frozenset({"address"}), frozenset({"mac"}), frozenset({"hostname"}), frozenset({"serial"}),
        frozenset({"asset_number", "model"}), frozenset({"asset_number", "name"}),
        frozenset({"name", "model"}), frozenset({"name", "maker"}), frozenset({"name", "location"}),
        frozenset({"type", "model"}),
    ),
    least=2,
)  # fmt: skip

CONTRACT = Vocabulary(
    name="contract",
    words=_words({
        "index": "no 項番 番号 通番 連番",
        "vendor": "つながり先 頼んでいる会社 契約している会社 どこと 取引業者 契約先 契約先名 契約業者 契約会社 契約相手 契約相手先 相手方 相手先 業者 業者名 会社 会社名 委託先 委託先名 委託業者 保守会社 保守業者 保守ベンダー 事業者 事業者名 ベンダー ベンダ ベンダー名 "
                  "取引先 取引先名 支払先 受託者 受託業者 vendor supplier contractor company provider 担当業者",
        "covers": "品目 物件 物品名 なにを 何を 契約の内容 保守の対象 保守機器 対象システム 対象 対象機器 対象システム機器 契約件名 件名 契約名 契約名称 契約内容 業務名 委託業務 委託業務名 委託内容 保守対象 保守対象機器 対象装置 システム名 システム 保守内容 "
                  "機器名 対象物件 契約対象 subject covers scope system systems 品名 名称",
        "number": "契約番号 契約no 契約書番号 契約書no 契約id 契約管理番号 管理番号 contractnumber contractno contractid",
        "start": "いつから 契約した日 契約開始 契約開始日 開始日 開始 契約開始年月日 契約始期 始期 契約日 契約年月日 契約締結日 自 start startdate from",
        "end": "いつまで 契約の終わり 契約が切れる日 契約終了 契約終了日 終了日 終了 契約満了 契約満了日 満了日 満了 契約期限 契約終期 終期 期限 有効期限 更新日 次回更新 次回更新日 次回更改 契約終了年月日 至 end enddate until expiry expires "
               "expirydate 更新期限 更新月",
        "period": "いつからいつまで 契約の期間 契約期間 期間 保守期間 委託期間 契約年数 period term contractperiod 保守契約期間",
        "yearly_yen": "おかね お金 年間の費用 一年の費用 1年の費用 費用年 年額 契約金額 金額 年間費用 年間保守料 保守料 保守料金 年額費用 年間契約額 契約額 費用 年額保守料 年間金額 保守費 保守費用 年間保守費 年間保守費用 委託料 委託料年額 料金 税込金額 "
                      "税抜金額 annualfee yearlyfee fee cost amount price annualcost",
        "monthly_yen": "月額 月額費用 月額料金 月額保守料 月額金額 月額保守費 monthlyfee 月額利用料",
        "contact": "連絡先 電話番号 電話 tel 問合せ先 問い合わせ先 緊急連絡先 障害連絡先 連絡先電話番号 contact phone 窓口 受付窓口",
        "remote": "リモート リモート保守 リモート有無 リモート保守有無 リモート接続 リモートメンテ リモートメンテナンス 遠隔保守 リモート対応 remote remotemaintenance",
        "auto_renewal": "自動継続 自動継続有無 自動延長有無 契約更新方法 更新の方法 自動更新 自動更新有無 自動更新の有無 更新方法 更新区分 autorenewal 自動延長",
        "update_clause": "更新を入れる人 更新の担当 アップデートの担当 更新責任 更新の責任 更新責任者 アップデート条項 アップデート責任 脆弱性対応 脆弱性対応条項 セキュリティ更新 パッチ適用責任 パッチ対応 セキュリティ条項 更新プログラムの適用 責任分界 "
                         "責任分界点 updateclause セキュリティ対応",
        "coverage": "保守時間 対応時間 保守内容区分 保守レベル sla 保守形態 受付時間 保守方法",
        "note": "そのほか その他 備考 備考欄 摘要 特記事項 メモ コメント 補足 remarks note notes comment",
    }),
    several=frozenset({"note", "contact", "covers"}),
    minor=frozenset({"index", "note", "contact", "covers", "coverage", "remote"}),
    needs=(
        frozenset({"vendor", "end"}), frozenset({"vendor", "period"}), frozenset({"vendor", "yearly_yen"}),
        frozenset({"covers", "period"}), frozenset({"vendor", "number"}), frozenset({"covers", "end"}),
        frozenset({"vendor", "monthly_yen"}), frozenset({"vendor", "start"}),
    ),
    least=2,
)  # fmt: skip

REMOTE_ACCESS = Vocabulary(
    name="remote_access",
    words=_words({
        "index": "no 項番 番号 通番 連番",
        "vendor": "つながってくる会社 入ってくる会社 相手 相手先 相手会社 相手の会社 先方 業者名 業者 会社 会社名 事業者 事業者名 ベンダー ベンダ ベンダー名 接続業者 接続業者名 接続会社 接続事業者 保守会社 保守業者 保守ベンダー 委託先 契約先 接続元会社 接続元業者 利用会社 vendor "
                  "supplier company",
        "system": "何のため なんのため 何に使う 接続の目的 対象システム 対象 システム システム名 対象機器 保守対象 接続対象 目的 接続目的 用途 利用目的 対象システム機器 system purpose target対象 対象装置 利用システム",
        "method": "回線方式 回線接続方式 接続回線方式 回線方法 方式回線 回線および方式 回線と方式 つなぎ方 つなぎかた つながり方 接続のしかた 接続の仕方 入り方 入りかた 接続の方法 方式 接続方法 接続方式 接続手段 接続種別 接続回線 回線 回線種別 回線種類 接続形式 リモート方式 リモート接続方法 リモート接続方式 リモート方法 vpn種別 vpn方式 アクセス方法 利用回線 通信方式 method "
                  "connection connectiontype accessmethod vpn",
        "peer": "相手アドレス 相手側アドレス 相手先アドレス 相手ipアドレス 相手先ipアドレス 相手側ipアドレス 相手グローバルip 対向アドレス 対向ipアドレス 対向先 対向 業者アドレス 業者ipアドレス 業者側グローバルip 先方ip 先方のip 先方ipアドレス 先方アドレス 相手ip 相手のip 業者側 業者側アドレス 業者のip どこから 接続元ip 接続元 接続元ipアドレス 接続元アドレス 送信元 送信元ip 送信元アドレス 許可ip 許可元ip 拠点ip 業者側ip 業者ip 接続元グローバルip 相手側ip 相手先ip グローバルip 対向ip sourceip "
                "source peer sourceaddress 接続元拠点",
        "target": "当院側 当院側アドレス 当院アドレス 当院側ip 当院側ipアドレス 当院ip 当院 病院側 病院側アドレス 病院側ip 病院側ipアドレス 自院側 自院側アドレス 自院側ip 院内アドレス 院内ipアドレス 院内側 院内側の機器 院内側アドレス つながり先 つなぎ先 院内の機器 どこへ 院内のip 接続先 接続先ip 接続先ipアドレス 接続先アドレス 宛先 宛先ip 接続先機器 接続先サーバ 対象ip 対象ipアドレス 院内ip 院内側ip 接続先端末 destination target targetip destinationip ipアドレス",
        "product": "当院側機器 当院側装置 当院機器 当院側の機器 病院側機器 病院側装置 病院側の機器 自院側機器 自院側装置 院内側装置 接続機器型番 接続機器 機器 使用機器 機器型番 機種 機器名 ルータ ルーター ルータ機種 vpn機器 vpn装置 使用機種 型番 装置 接続装置 使用ソフト 利用ソフト 接続ソフト ツール 使用ツール product "
                   "device tool software 院内機器 院内側機器 メーカー型番",
        "firmware": "ファームウェア ファーム ファームウェアバージョン fw ファームver バージョン ver firmware version fwバージョン",
        "authentication": "本人の確認 本人確認 ログインのしかた 入るときの確認 認証の方法 認証方式 認証 認証方法 認証手段 ログイン方法 authentication auth 認証種別 本人認証",
        "second_factor": "二要素認証 2要素認証 多要素認証 二段階認証 2段階認証 mfa 多要素 二要素 2要素 twofactor secondfactor",
        "shared_account": "id共用 共有id 共用id アカウント共用 id共有 アカウント共有 共有アカウント 共用アカウント sharedaccount",
        "always_on": "利用 利用頻度 使用頻度 頻度 利用時間 利用時間帯 いつつながるか いつつなぐか つながる時間 つなぐ時間 つなぐとき 接続のタイミング 接続形態 常時接続 常時都度 接続頻度 接続タイミング 常時接続有無 利用形態 開放時間 接続時間 alwayson 運用形態 都度常時 回線状態",
        "source_limited": "接続元制限 接続元の制限 接続元ip制限 ip制限 アクセス制限 アクセス元制限 送信元制限 sourcelimited iprestriction",
        "last_used": "最後に使った日 最後につないだ日 最近使った日 最終利用 最終利用日 最終接続 最終接続日 最終使用 最終使用日 最終アクセス 最終アクセス日 直近利用日 直近接続日 lastused lastuse lastconnection lastaccess",
        "approval": "承認 承認手続 申請 事前連絡 立会 立会有無 立ち会い ログ ログ取得 作業記録 作業報告 approval",
        "status": "状態 使用状況 利用状況 稼働状況 status 有効無効 利用有無",
        "note": "その他 そのほか 備考 備考欄 摘要 特記事項 メモ コメント 補足 remarks note notes comment",
    }),
    several=frozenset({"note", "target", "peer", "product"}),
    minor=frozenset({"index", "note", "status", "firmware", "vendor", "system"}),
    needs=(
        frozenset({"method", "vendor"}), frozenset({"method", "system"}), frozenset({"vendor", "peer", "target"}),
        frozenset({"vendor", "authentication", "target"}), frozenset({"vendor", "always_on", "target"}),
        frozenset({"vendor", "always_on", "authentication"}),
    ),
    least=2,
)  # fmt: skip
