"""Names of zones, systems and devices as other hospitals write them."""

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.zone_word import WordRule, WordRules, words_kind
from inmori.model import DeviceKind, SystemKind, ZoneKind

CATALOGUE = load_catalogue()

ZONES = [
    ("電カル", "clinical"), ("電子カルテ系", "clinical"), ("診療系(閉域)", "clinical"), ("VLAN10_HIS", "clinical"),
    ("EMR-SRV", "clinical"), ("EHR", "clinical"), ("閉域網", "clinical"), ("医療情報系LAN", "clinical"),
    ("ｶﾙﾃ", "clinical"), ("電子 カルテ", "clinical"), ("CLINIC_ALL", "clinical"), ("診療系（インターネット接続なし）", "clinical"),
    ("部門系", "dept"), ("ﾓﾀﾞﾘﾃｨ", "dept"), ("PACS", "dept"), ("画像系NW", "dept"), ("放射線", "dept"), ("検査科", "dept"),
    ("RIS/PACS", "dept"), ("BUMON-NET", "dept"), ("medical devices", "dept"),
    ("オン資", "oqs"), ("オンライン資格確認", "oqs"), ("SHIKAKU", "oqs"), ("OQS_NET", "oqs"), ("資格確認系", "oqs"),
    ("薬局", "dept"), ("yakkyoku", "dept"), ("手術室", "dept"), ("vlan_kenshin", "dept"),
    ("院内無線", "wifi"), ("WLAN", "wifi"), ("Wi‐Fi", "wifi"), ("電カル用無線LAN", "wifi"), ("診療系Wi-Fi", "wifi"),
    ("GUEST", "guest"), ("来客用Wi-Fi", "guest"), ("患者用無線", "guest"), ("フリーWi-Fi", "guest"), ("ゲスト", "guest"),
    ("機器管理", "mgmt"), ("KANRI", "mgmt"), ("MGMT_VLAN", "mgmt"), ("管理用LAN", "mgmt"), ("vlan99-mgmt", "mgmt"),
    ("リモート保守", "vendor"), ("HOSHU", "vendor"), ("MAINT", "vendor"), ("ベンダー接続", "vendor"), ("PACS保守", "vendor"),
    ("情報系", "info"), ("事務", "info"), ("インターネット", "info"), ("INFO_LAN", "info"), ("OFFICE", "info"), ("JIMU", "info"),
    ("情報系無線", "info"), ("事務・インターネット", "info"),
    ("FW-LINK", "link"), ("渡り", "link"), ("接続用", "link"), ("transit", "link"), ("L3-FW間", "link"),
    ("スタンドアロン", "standalone"), ("ネットワーク未接続", "standalone"), ("LAN未接続", "standalone"),
    ("wan1", "internet"), ("インターネット回線", "internet"), ("AWS", "cloud"), ("クラウド電子カルテ", "cloud"),
    ("保守センター側", "vendor_net"),
    ("", None), ("3F", None), ("VLAN 20", None), ("port1", None), ("history", None), ("thistle", None), ("information desk", None),
    ("部門系と診療系", None),
]
SYSTEMS = [
    ("電子カルテ APサーバ", "ehr"), ("EMRDB01", "ehr"), ("HIS", "ehr"), ("医事会計システム", "receipt"), ("レセコン", "receipt"),
    ("ORCA", "receipt"), ("PACSサーバ", "pacs"), ("医用画像管理", "pacs"), ("RIS", "ris"), ("放射線部門システム", "ris"),
    ("検体検査システム", "lis"), ("LIS", "lis"), ("生理検査", "physiology"), ("心電図管理", "physiology"),
    ("生理検査サーバ", "physiology"), ("心電図検査システム", "physiology"), ("超音波検査システム", "physiology"), ("内視鏡検査システム", "endoscopy"),
    ("健診検査システム", "health_check"), ("病理検査システム", "other"), ("検査サーバ", "lis"), ("検査部門システム", "lis"), ("細菌検査サーバ", "lis"),
    ("内視鏡画像ファイリング", "endoscopy"), ("調剤支援", "pharmacy"), ("薬剤部門", "pharmacy"), ("栄養給食管理", "nutrition"),
    ("健診システム", "health_check"), ("看護勤務管理", "nursing_shift"), ("透析管理システム", "dialysis"),
    ("生体情報モニタ", "monitoring"), ("オンライン資格確認", "oqs"), ("ADサーバ", "directory"), ("Active Directory", "directory"),
    ("ドメインコントローラ", "directory"), ("MNT-DC01", "directory"), ("ファイルサーバ", "file_share"), ("バックアップサーバ", "backup"),
    ("電子カルテ バックアップNAS", "backup"), ("ウイルス対策管理サーバ", "antivirus"), ("Apex One", "antivirus"),
    ("資産管理サーバ(SKYSEA)", "asset_management"), ("グループウェア", "other"), ("会議室", None),
]
DEVICES = [
    ("電子カルテ APサーバ", "server"), ("プリントサーバ", "server"), ("EMR-SV01", "server"), ("ノートPC", "client"),
    ("外来端末", "client"), ("読影端末", "client"), ("ﾃﾞｽｸﾄｯﾌﾟ", "client"), ("iPad Pro", "tablet"), ("タブレット端末", "tablet"),
    ("ラベルプリンタ", "printer"), ("複合機", "printer"), ("TeraStation", "nas"), ("バックアップNAS", "nas"), ("LTO7 テープ装置", "tape"),
    ("UTM", "firewall"), ("ファイヤーウォール", "firewall"), ("FortiGate 60F", "firewall"), ("RTX1210", "router"), ("VPNルータ", "router"),
    ("コアスイッチ(L3)", "l3switch"), ("L3SW", "l3switch"), ("フロアスイッチ", "l2switch"), ("8ポートHUB", "l2switch"),
    ("無線LANアクセスポイント", "ap"), ("無線AP", "ap"), ("CT装置コンソール", "modality"), ("MRI", "modality"), ("超音波診断装置", "modality"),
    ("レセコン", "server"), ("レセコン端末", "client"), ("レセコン用プリンタ", "printer"), ("眼底カメラ", "modality"), ("内視鏡サーバ", "server"), ("生化学自動分析装置", "medical_device"), ("輸液ポンプ", "medical_device"), ("セントラルモニタ", "medical_device"), ("透析監視装置", "medical_device"),
    ("オンライン資格確認端末", "oqs_terminal"), ("オン資PC", "oqs_terminal"), ("顔認証付きカードリーダー", "card_reader"),
    ("監視カメラ", "camera"), ("監視カメラ録画装置", "nvr"), ("NVR", "nvr"), ("リモート保守装置", "vendor_box"), ("業者持込ルータ", "vendor_box"),
    ("LTEルータ", "mobile_router"), ("ポケットWi-Fi", "mobile_router"), ("UPS", "other"), ("無線LANコントローラ", "other"), ("花瓶", None),
]
CASES = [("zone", *case) for case in ZONES] + [("system", *case) for case in SYSTEMS] + [("device", *case) for case in DEVICES]


@pytest.mark.parametrize("vocabulary, text, kind", CASES)
def test_a_name_is_understood_or_left_open(vocabulary: str, text: str, kind: str | None) -> None:
    assert words_kind(CATALOGUE.words[vocabulary], text) == kind


@pytest.mark.parametrize("vocabulary, kinds", [("zone", ZoneKind), ("system", SystemKind), ("device", DeviceKind)])
def test_rules_name_only_kinds_of_the_model(vocabulary: str, kinds: type) -> None:
    written = {rule.kind for rule in CATALOGUE.words[vocabulary].rules}
    assert written <= {member.value for member in kinds}


@pytest.mark.parametrize("vocabulary", ["zone", "system", "device"])
def test_words_are_written_as_texts_are_normalised(vocabulary: str) -> None:
    """A word in upper case or full-width letters could never be found."""
    for rule in CATALOGUE.words[vocabulary].rules:
        for word in rule.words:
            probe = WordRules(vocabulary="zone", rules=(WordRule(kind="it", words=(word,)),))
            assert words_kind(probe, word) == "it", word


@pytest.mark.parametrize("vocabulary", ["zone", "system", "device"])
def test_one_word_does_not_point_to_two_kinds_with_one_weight(vocabulary: str) -> None:
    seen: dict[tuple[str, float], str] = {}
    for rule in CATALOGUE.words[vocabulary].rules:
        for word in rule.words:
            assert seen.setdefault((word, rule.weight), rule.kind) == rule.kind, word
