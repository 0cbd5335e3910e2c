"""The keys of an interview sheet and what each means for the hospital; nested sections in any order, Japanese or English.

Keys are compared as :func:`key_of` leaves them. A key that means different things in different sections is written
with its section ("ehr.vendor").
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum

_DROPPED = str.maketrans("", "", " \t\u3000_-・/()（）[]?？:：。、")


class Reads(Enum):
    """How the answer is read."""

    TEXT = "text"
    STAND_IN = "stand_in"  # a text that stands in for another answer as long as that is missing
    PRODUCT = "product"  # "none" when known to be absent
    COUNT = "count"
    AMOUNT = "amount"
    YES_NO = "yes_no"
    CLOSED = "closed"  # the answer may repeat the question: つながっていない means yes
    DATE = "date"  # the first day of a month or year written alone
    HOSTING = "hosting"
    WATCH = "watch"
    PATCHING = "patching"
    SEGMENTATION = "segmentation"
    RESTRICTED = "restricted"
    SAME_PASSWORD = "same_password"
    SHARE = "share"  # all, partial, none
    NETWORKS = "networks"
    BACKUPS = "backups"
    INCIDENTS = "incidents"
    AS_OF = "as_of"


SECTIONS: Mapping[str, str] = {
    "hospital": "hospital 医療機関 病院 施設 施設概要 病院概要 基本情報 概要 profile facility organization",
    "it": "it 情報 情報システム 情報担当 体制 it体制 staff 人員 担当 organization情報 組織体制 人と予算",
    "ehr": "ehr emr 電子カルテ 電カル 電子カルテシステム カルテ his",
    "network": "network ネットワーク nw 院内ネットワーク ネットワーク構成 通信",
    "endpoint": "endpoint endpoints 端末 端末対策 クライアント セキュリティ対策 対策 controls security pc 管理策",
    "policy": "policy policies 規程 文書 ルール 運用 体制文書 規程文書 governance",
    "training": "training 教育 研修 訓練 教育訓練 職員教育",
    "backup": "backup backups バックアップ",
    "bcp": "bcp 事業継続 事業継続計画 業務継続 業務継続計画 bcp計画 事業継続計画bcp 業務継続計画bcp businesscontinuity 災害対策 緊急時対応",
}

_KEYS: Mapping[str, tuple[Reads, str]] = {
    "name": (Reads.TEXT, "hospital.name hospital.名称 hospital.名前 hospitalname 医療機関名 病院名 施設名"),
    "beds": (Reads.COUNT, "beds bedcount 病床数 病床 許可病床数 ベッド数 床数"),
    "departments": (Reads.COUNT, "departments departmentcount 部署数 部門数"),
    "yearly_revenue_yen": (Reads.AMOUNT, "annualmedicalrevenueyen annualrevenueyen yearlyrevenueyen annualrevenue revenue 年間医業収益 医業収益 年間収益 年間医業収入 医業収入"),
    "emergency": (Reads.YES_NO, "emergencydesignated emergency emergencyhospital 救急告示 救急指定 救急 救急受入 二次救急"),
    "ehr_vendor": (Reads.TEXT, "ehr.vendor ehr.事業者 ehr.ベンダー ehr.ベンダ ehr.メーカー ehr.業者 ehr.会社 ehrvendor 電子カルテ事業者 電子カルテベンダー 電子カルテの事業者 電子カルテメーカー"),
    "ehr_hosting": (Reads.HOSTING, "ehr.kind ehr.type ehr.hosting ehr.形態 ehr.種類 ehr.設置形態 ehr.方式 ehrhosting 電子カルテの形態 電子カルテ形態"),
    "ehr_renewal": (Reads.DATE, "ehr.contractrenewal ehr.renewal ehr.更新時期 ehr.契約更新 ehr.更新 ehr.契約更新月 ehr.次回更新 ehr.更改時期 ehr.リース満了 ehr.更新予定 ehr.更新予定日 ehr.更新予定時期 ehr.更新年 ehr.更新年度 ehr.更改予定 ehr.更改 ehr.リプレース ehr.リプレース予定 ehr.入替予定 ehr.入れ替え予定 ehr.次期更新 ehr.契約満了 ehr.契約終了 ehr.replacement ehr.nextrenewal ehr.plannedrenewal ehr.contractend 電子カルテの更新予定 電子カルテ更新予定 ehrrenewal 電子カルテの更新時期 電子カルテ更新時期 電子カルテ更新"),
    "device_count_believed": (Reads.COUNT, "devicecountbelieved devicecount 端末台数 機器台数 台数 pc台数 端末数 機器数 端末の台数 numberofdevices"),
    "remote_count_believed": (Reads.COUNT, "knowsremotemaintenancecount remotemaintenancecount remotecount remotecountbelieved リモート保守の数 リモート保守数 リモート保守件数 リモート接続数 把握しているリモート保守の数"),
    "believes_closed": (Reads.CLOSED, "believesclinicalnetworkclosed believesclosed clinicalnetworkclosed 診療系は閉域 診療系が閉域 診療系閉域 電子カルテ系は閉域 電子カルテは閉域 院内ネットワークは閉域 network.closed clinicalclosed closednetwork 閉域 閉域網 電子カルテは外とつながっていない 外部接続なしと考えている 診療系は外とつながっていない 診療系は外とつながっていないと考えている 閉域だと考えている"),
    "diagram_exists": (Reads.YES_NO, "diagramexists networkdiagram ネットワーク図 ネットワーク構成図 構成図 構成図の有無 ネットワーク図の有無"),
    "guest_wifi": (Reads.YES_NO, "guestwifi 来客用wifi 患者用wifi ゲストwifi フリーwifi 来客wifi 来客用無線"),
    "concerns": (Reads.TEXT, "concerns concern worries 困りごと 悩み 心配ごと 課題 困っていること"),
    "staff.it_fte": (Reads.AMOUNT, "stafffte itfte itstaff it.staff it.fte 情報担当の人数 情報担当人数 情報担当者数 it.人数 担当人数 専任人数 システム担当人数"),
    "staff.specialist": (Reads.YES_NO, "securityspecialist specialist セキュリティ専門家 専門家 専門人材 セキュリティ専任者 セキュリティ担当者の有無"),
    "staff.security_budget_yen": (Reads.AMOUNT, "securitybudgetyenperyear securitybudgetyen securitybudget セキュリティ予算 セキュリティ年間予算 年間セキュリティ予算 セキュリティ予算年 it.予算 it.budget"),
    "staff.outsourced_to": (Reads.TEXT, "outsourcedto outsourcing 外部委託先 委託先 it.委託先 外注先 保守委託先"),
    "staff.responsible": (Reads.TEXT, "cisoorresponsible ciso responsible 安全管理責任者 医療情報システム安全管理責任者 責任者 システム責任者"),
    "controls.antivirus": (Reads.PRODUCT, "antivirus antimalware ウイルス対策 ウイルス対策ソフト アンチウイルス ウィルス対策 ウィルス対策ソフト"),
    "controls.endpoint_detection": (Reads.WATCH, "edr endpointdetection edrの監視 mdr"),
    "controls.network_detection": (Reads.WATCH, "networkdetection ndr ids idsips ネットワーク監視 侵入検知 通信監視"),
    "controls.log_collection": (Reads.YES_NO, "logcollection logs siem ログ収集 ログの収集 ログ管理 ログ保存"),
    "controls.same_local_admin": (Reads.SAME_PASSWORD, "localadminpassword samelocaladmin localadmin ローカル管理者パスワード 管理者パスワード 管理者パスワードが全台同じ ローカル管理者パスワードが同じ 管理者パスワードは共通か"),
    "controls.peer_block": (Reads.YES_NO, "peerblock clientisolation 端末間通信の遮断 端末同士の通信遮断 端末間通信遮断"),
    "controls.segmentation": (Reads.SEGMENTATION, "segmentation ネットワーク分離 閉域内の分離 セグメント分割 分離"),
    "controls.usb_control": (Reads.RESTRICTED, "usbcontrol usb usb制限 usbメモリ usbメモリ制限 usb利用制限 外部媒体制限 外部媒体"),
    "controls.old_os_lockdown": (Reads.YES_NO, "oldoslockdown applicationwhitelist allowlisting 実行制御 ホワイトリスト 古いosの実行制御 ホワイトリスト型対策"),
    "controls.patching_clinical": (Reads.PATCHING, "patchingclinical 診療系の更新 診療系パッチ 診療系のパッチ適用 電カル端末の更新 電カル系の更新 診療系windowsupdate"),
    "controls.patching_info": (Reads.PATCHING, "patchinginfo patchingoffice 情報系の更新 情報系パッチ 情報系のパッチ適用 事務系の更新 事務系パッチ 情報系windowsupdate"),
    "controls.gateway_patching": (Reads.PATCHING, "gatewaypatching patchinggateway patchingvpn vpn機器の更新 vpnルータの更新 ルータの更新 ファイアウォールの更新 ネットワーク機器の更新"),
    "controls.dns_filter": (Reads.YES_NO, "dnsfilter webfilter urlfilter webフィルタ dnsフィルタ urlフィルタ フィルタリング webフィルタリング"),
    "controls.mail_filter": (Reads.YES_NO, "mailfilter mailsecurity メールの検査 メール検査 メールフィルタ メール無害化 メールセキュリティ"),
    "controls.network_admission": (Reads.YES_NO, "networkadmission nac dot1x 接続機器の認証 接続認証 機器認証 不正接続検知 不正接続防止"),
    "controls.mfa_clinical": (Reads.YES_NO, "mfaclinical mfaehr 電子カルテの二要素認証 診療系の二要素認証 ehr.mfa ehr.二要素認証 二要素認証 2要素認証 twofactor mfa"),
    "controls.mfa_cloud": (Reads.YES_NO, "mfacloud mfaemail クラウドの二要素認証 メールの二要素認証 クラウドサービスの二要素認証"),
    "controls.vendor_gateway": (Reads.YES_NO, "vendorgateway 保守接続の一元化 リモート保守の一元化 保守用踏み台 踏み台"),
    "controls.second_line": (Reads.YES_NO, "secondline backupline 予備回線 回線の冗長化 回線冗長化"),
    "controls.device_management": (Reads.YES_NO, "devicemanagement mdm 端末管理 端末管理mdm"),
    "controls.asset_management": (Reads.YES_NO, "assetmanagement assettool it資産管理 資産管理ツール it資産管理ツール"),
    "controls.policy_document": (Reads.YES_NO, "securitypolicydocument securitypolicy policydocument 運用管理規程 セキュリティ規程 セキュリティポリシー 規程の有無"),
    "controls.cyber_bcp": (Reads.YES_NO, "bcpforcyber cyberbcp サイバー攻撃のbcp サイバーbcp サイバー攻撃を想定したbcp サイバー攻撃bcp policy.bcp itbcp bcp.cyber bcp.it bcp.cyberattack bcp.ransomware bcp.サイバー bcp.サイバー攻撃 bcp.サイバー攻撃対応 bcp.ランサムウェア bcp.システム障害 bcp.サイバー版 bcp.情報システム サイバー版bcp サイバー攻撃時のbcp"),
    "controls.contact_list": (Reads.YES_NO, "incidentcontactlist contactlist 連絡体制図 緊急連絡網 連絡体制 連絡網 連絡先一覧 緊急連絡先 緊急連絡先一覧 緊急時連絡先 緊急時連絡先一覧 連絡先リスト 緊急時の連絡先 bcp.連絡先 bcp.contacts bcp.contact emergencycontacts emergencycontactlist"),
    "controls.paper_drill": (Reads.YES_NO, "paperchartdrill paperdrill 紙運用の訓練 紙カルテ訓練 紙運用訓練 紙カルテ運用訓練"),
    "controls.insurance": (Reads.YES_NO, "cyberinsurance insurance サイバー保険 保険"),
    "controls.disclosures_collected": (Reads.SHARE, "vendorsdscollected vendordisclosures sdscollected mdssds mds sds 開示書の収集 開示書 mdssdsの収集 セキュリティ開示書"),
    "controls.last_training": (Reads.DATE, "allstafflast lasttraining stafftraining 最後の職員研修 職員研修 全職員研修 研修実施日 最終研修日 training.last training.lastdate training.date training.latest training.最終 training.最終実施 training.最終実施日 training.最後 training.直近 training.前回 training.実施日 training.実施 training.実施時期 training.最近 lasttrainingdate 情報セキュリティ研修"),
    "controls.last_exercise": (Reads.DATE, "lastexercise tabletopexercise lasttabletop 机上訓練 最後の机上訓練 サイバー攻撃の机上訓練 机上演習"),
    "controls.phishing_drill": (Reads.YES_NO, "phishingdrill phishing 標的型メール訓練 標的型攻撃メール訓練 メール訓練"),
    "controls.response_retainer": (Reads.YES_NO, "responseretainer incidentresponsecontract 事故対応の契約 インシデント対応契約 緊急対応契約"),
    "controls.last_assessment": (Reads.DATE, "lastassessment penetrationtest vulnerabilityassessment 脆弱性診断 外部診断 最後の外部診断 セキュリティ診断"),
    "networks": (Reads.NETWORKS, "segmentstold segments networks subnets セグメント ネットワーク一覧 セグメント一覧 network.範囲 アドレス範囲 ipアドレス範囲 区画 ネットワーク区画"),
    "backups": (Reads.BACKUPS, "backup backups バックアップ バックアップ一覧"),
    "incidents": (Reads.INCIDENTS, "incidents incident pastincidents 事故 過去の事故 インシデント 過去のインシデント 事故歴 ヒヤリハット"),
    "as_of": (Reads.AS_OF, "asof date interviewdate 日付 聞き取り日 聴取日 実施日 記入日 作成日 回答日 ヒアリング日"),
}  # fmt: skip


_EHR_PRODUCT = "ehr.製品 ehr.製品名 ehr.product ehr.productname ehr.パッケージ ehr.パッケージ名 ehr.システム名 ehr.機種 ehr.name ehr.名称 電子カルテの製品 電子カルテ製品名"


def key_of(text: str) -> str:
    """Return a key as it is compared: NFKC, lower case, without blanks and joining marks."""
    return unicodedata.normalize("NFKC", text).translate(_DROPPED).lower()


FIELD_OF: Mapping[str, tuple[str, Reads]] = {
    alias: (field, reads) for field, (reads, aliases) in _KEYS.items() for alias in aliases.split()
} | dict.fromkeys(_EHR_PRODUCT.split(), ("ehr_vendor", Reads.STAND_IN))
SECTION_OF: Mapping[str, str] = {
    key_of(alias): section for section, aliases in SECTIONS.items() for alias in aliases.split()
}
# How a question ends, and how an English one begins: the key is what is left.
_ASKED = re.compile(
    r"(?:(?:は|が|を|に|で)?(?:ある|あり|いる|おり|して(?:い?る|い)|実施して(?:い?る|い)|されて(?:い?る|い)|行って(?:い?る|い)|行なって(?:い?る|い)|入れて(?:い?る|い)|作って(?:い?る|い)|導入済み?|作成済み?|整備済み?|実施済み?)?"
    r"(?:です|ます|でしょう|ました)?か|(?:の|は)?(?:有無|状況|可否|有り無し)|について|は)$"
)
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_BEGINS = re.compile(r"^(?:is|are|has|have|had|do|does|did|any|an?|the|there|we|you|our|your)(?=[\s_\-])[\s_\-]*|^(?:is|has)(?=[A-Z])")
# A path on one line: 電子カルテ.vendor, backup/offline
_PATH = re.compile(r"[.．/／>＞→]")
# What a question is about, however it is put; only where no key fits. A question put the other way round (外とつながって
# いるか) would turn the answer over, so it is left alone.
_ABOUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:サイバー|ランサム|cyber|ransom).*(?:bcp|事業継続|業務継続)|(?:bcp|事業継続|業務継続).*(?:サイバー|ランサム|cyber|ransom)"), "cyberbcp"),
    (re.compile(r"(?:診療|電子カルテ|電カル|院内).*(?:閉域|クローズド|外(?:部)?と(?:は)?(?:つなが|繋が|接続)(?:って|して)い?(?:ない|ません))"), "believesclosed"),
    (re.compile(r"(?:緊急|障害|事故|インシデント).*連絡(?:先|網|体制)"), "contactlist"),
    (re.compile(r"(?:最後|最終|直近|前回).*(?:研修|教育)"), "lasttraining"),
)


def lookup(section: str, key: str) -> tuple[str, Reads] | None:
    """Return the field that a key means within a section ("" at the top), and how its answer is read."""
    for plain in plain_forms(key):
        if (found := FIELD_OF.get(f"{section}.{plain}") or FIELD_OF.get(plain)) is not None:
            return found
    head, mark, tail = _rpartition(key)
    if mark and (inner := SECTION_OF.get(key_of(head))) is not None:
        return lookup(inner, tail)
    plain = key_of(key)
    return next((FIELD_OF[alias] for about, alias in _ABOUT if about.search(plain)), None)


def plain_forms(key: str) -> list[str]:
    """Return a key as it is compared, then without brackets, and without what makes it a question."""
    text = unicodedata.normalize("NFKC", key).strip()
    forms = [text, _BRACKETS.sub("", text)]
    forms += [_ASKED.sub("", form.strip().rstrip("?？")) for form in forms]
    begun = text
    while (shorter := _BEGINS.sub("", begun, count=1)) != begun:
        begun = shorter
        forms.append(begun)
    return [plain for form in dict.fromkeys(forms) if (plain := key_of(form))]


def _rpartition(key: str) -> tuple[str, str, str]:
    marks = list(_PATH.finditer(key))
    return (key[: marks[-1].start()], marks[-1][0], key[marks[-1].end() :]) if marks else ("", "", key)
