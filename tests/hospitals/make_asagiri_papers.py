"""朝霧's other papers: contracts in long sentences, the interview in two languages, a disclosure with ○, a CycloneDX in XML."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.hospitals.make_asagiri_gear import DOKUEI, KOSAI, KOSAI_NET, SHOHO
from tests.hospitals.paper import xlsx

CONTRACTS, INTERVIEW, SDS, SBOM = "委託契約一覧(総務課).xlsx", "interview_2026-11-17.yaml", "MDS_歩行リハ支援システム.xlsx", "pacs_sbom.xml"
STAFF = ["穂高 理沙", "槇原 徹"]

INTERVIEW_TEXT = f"""\
# Interview memo / 聞き取りメモ 2026-11-17  (相手: 総務課 {STAFF[1]} 課長, 情報担当 1名)
hospital:
  name: 医療法人 朝霧会 朝霧記念病院
  beds: 150        # 一般90 + 回復期リハ60
  病院種別: 急性期・回復期リハビリテーション
  医業収益: 28億4千万円
  branch: 朝霧クリニック(分院, 無床)
IT体制:
  staff: 1   # 専任, 総務課と兼ねる
  security specialist: なし
  セキュリティ予算(年): 180万円
network:
  診療系は閉域か: はい (外とはつながっていない、と総務課長)
  guest_wifi: 家族Wi-Fiあり, separated from 院内LAN
  documents: ネットワーク図は2019年版のみ
電子カルテ:
  vendor: 光彩システム
  product: こうさいカルテV5
  更新予定: 2029年3月
endpoint:
  antivirus: 全端末に導入 (server含む)
  EDR: なし
  local admin password: same on all PCs (全台共通)
  二要素認証: なし
monitoring:
  ログ監視: no (見ていない)
  IDS: Suricataを試験導入(コアのミラー)
backup:
  - system: 電子カルテ
    how: 毎晩NASへ(サーバ室, 常時接続)
    offline_copy: なし
    generations: 7
    restore_test: never
  - system: 画像(PACS)
    how: 週1回 外付けHDD, 抜いて金庫へ
    offline_copy: あり
    restore_test: 2025-08
BCP:
  自然災害: あり
  cyber: 未作成
  連絡先一覧(緊急時): あり
training:
  last: 2026-06
  内容: 標的型メール訓練
"""


def contracts() -> bytes:
    """Return the contract list: one long text a row says what matters, an ended contract stands among the others."""
    head = ["No", "契約先", "件名", "契約期間", "契約内容(概要)", "年額(税込)", "主管", "備考"]
    rows: list[list[Any]] = [
        ["委託・保守契約一覧(総務課管理)", None, None, None, None, None, None, "令和8年10月1日現在"], [],
        head,
        [1, "株式会社光彩システム", "電子カルテシステム保守", "自 令和6年4月1日 至 令和11年3月31日",
         f"電子カルテ(こうさいカルテV5)の障害対応・バージョンアップ。リモート保守は当院RTX1220との拠点間VPN(先方 {KOSAI}、保守網 {KOSAI_NET})により行い、作業の都度、電話にて申請のうえ実施する。"
         "接続先は電子カルテAP・DBの2台に限る。", 9_240_000, "システム室", "作業報告書は月次"],
        [2, "㈱医事コム", "医事会計システム保守", "令和5年4月～令和10年3月", "医事会計(レセコン)の保守。来院による。障害時は翌営業日対応とし、点数改定時のプログラム更新を含む。", 2_310_000, "医事課", ""],
        [3, "メドリハ技研(株)", "リハビリ記録システム保守", "平成30年6月1日から令和7年3月31日まで",
         "リハ記録サーバの保守及び遠隔サポート。契約満了をもって更新せず(後継は光彩システムのリハ部門オプション)。サーバは参照用に残置し、先方機器の撤去は未確認。", 0, "リハビリ科", "R7.3.31終了"],
        [4, "遠画ネット合同会社", "遠隔画像診断(読影)", "2024/10/01 - 2027/09/30", f"CT・MRIの遠隔読影。PACSより先方ゲートウェイ({DOKUEI}:443)へTLSにて送信する。先方から当院への接続はない。", 5_400_000, "放射線科", "月60件まで"],
        [5, "日本処方クラウド㈱", "電子処方箋連携サービス", "令和7年9月1日～令和8年8月31日(以後1年毎自動更新)", f"電子処方箋の送受信をクラウド({SHOHO})にて中継。薬剤サーバから443/tcpの発信のみ。", 660_000, "薬剤科", "オン資端末とは別"],
        [6, "画像工房(有)", "PACS・検像システム保守", "令和4年4月1日～令和9年3月31日", "PACS及び検像端末の保守点検(年2回)、障害時訪問。夜間・休日は電話対応のみ。", 3_080_000, "放射線科", ""],
        [7, "アシストモーション株式会社", "歩行リハ支援ロボット 賃貸借及び保守", "R6.7.1～R11.6.30", "ロボット2台及び管理端末の賃貸借、消耗品、年次点検。管理端末は院内LANに接続し、リハ記録へ実施データを渡す。", 4_752_000, "リハビリ科", "通信費(SIM)は賃借料に含む"],
        [8, "ミナセネット", "情報系ネットワーク保守", date(2027, 3, 31), "UTM、無線、事務系スイッチの保守。設定変更は都度見積り。", 594_000, "総務課", "期間欄は満了日"],
        [], ["合計", None, None, None, None, "=SUM(F4:F11)"],
    ]  # fmt: skip

    def touch(book: Any) -> None:
        book["契約一覧"].merge_cells("A1:G1")

    return xlsx({"契約一覧": rows}, touch=touch)


def disclosure() -> bytes:
    """Return the sheet of the robot's maker: an answer is a ○ under its column; no remote maintenance, it says."""
    asked = [
        ("1", "扱う情報に個人情報が含まれるか", "はい", "患者氏名、歩行記録"), ("2", "利用者の識別・認証機能があるか", "はい", "共通ID"), ("3", "二要素認証に対応しているか", "いいえ", ""),
        ("4", "ウイルス対策ソフトを導入しているか", "いいえ", "動作保証外"), ("5", "セキュリティパッチを適用しているか", "いいえ", "出荷時のまま"), ("6", "アクセスログを記録しているか", "いいえ", ""),
        ("7", "リモートメンテナンス機能を有するか", "いいえ", "※稼働状況の送信は除く"), ("8", "バックアップ機能を有するか", "はい", "本体内"), ("9", "USB等可搬媒体の接続を制限しているか", "対象外", ""),
    ]  # fmt: skip
    rows: list[list[Any]] = [
        ["製造業者による医療情報セキュリティ開示書", None, None, None, None, None], ["製造業者名", "アシストモーション株式会社", None, None, "作成日", "2024年6月12日"],
        ["製品名称", "歩行リハ支援システム WalkAssist 管理端末", None, None, "バージョン", "2.1"], [],
        ["No", "質問", "はい", "いいえ", "対象外", "備考"],
    ]  # fmt: skip
    rows += [[number, text, *("○" if answer == column else None for column in ("はい", "いいえ", "対象外")), note] for number, text, answer, note in asked]
    return xlsx({"開示書": rows})


SBOM_TEXT = """\
<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:5e2c9f0a-2f6b-4c1e-9d0c-7b1f2a3c4d5e" version="1">
  <metadata>
    <timestamp>2026-03-02T09:00:00+09:00</timestamp>
    <component type="application" bom-ref="app">
      <supplier><name>画像工房</name></supplier>
      <name>KoboPACS</name>
      <version>6.2.1</version>
      <description>PACSサーバ ASG-PACS01</description>
    </component>
    <properties>
      <property name="host">ASG-PACS01</property>
    </properties>
  </metadata>
  <components>
    <component type="operating-system" bom-ref="os"><supplier><name>Microsoft</name></supplier><name>Windows Server 2016 Standard</name><version>10.0.14393</version></component>
    <component type="application" bom-ref="db"><supplier><name>Microsoft</name></supplier><name>SQL Server 2014</name><version>12.0.6024.0</version></component>
    <component type="library" bom-ref="dcmtk"><name>dcmtk</name><version>3.6.4</version><purl>pkg:generic/dcmtk@3.6.4</purl></component>
    <component type="library" bom-ref="openssl"><name>openssl</name><version>1.0.2k</version><purl>pkg:generic/openssl@1.0.2k</purl></component>
    <component type="library" bom-ref="log4j"><group>org.apache.logging.log4j</group><name>log4j-core</name><version>2.14.1</version><purl>pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1</purl></component>
  </components>
</bom>
"""
