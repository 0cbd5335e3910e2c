"""Questions of many forms and their topics; one that asks the other way round has none."""

from __future__ import annotations

import pytest

from inmori.ingest.disclosure_topic import topic_of
from inmori.model import DISCLOSURE_TOPIC_NAMES, DisclosureTopic

T = DisclosureTopic

QUESTIONS: dict[str, DisclosureTopic] = {
    "診療録及び診療諸記録を扱い、個人情報を含むデータを保存しますか": T.PATIENT_DATA,
    "利用者の離席時に、一定時間で画面をロックする機能がありますか": T.AUTO_LOGOFF,
    "利用者一人ひとりに固有のIDを付与できますか": T.PERSONAL_ACCOUNTS,
    "利用者認証に二要素認証を採用しているか": T.SECOND_FACTOR,
    "多要素認証に対応している": T.SECOND_FACTOR,
    "出荷時のパスワードを変更して運用できますか": T.NO_SHARED_PASSWORDS,
    "離職した職員のアカウントを速やかに無効化できるか": T.LEAVERS_REMOVED,
    "アクセスログを記録する機能がありますか": T.AUDIT_LOG,
    "監査証跡を syslog で送信できますか": T.LOG_FORWARDING,
    "NTPで時刻を同期できるか": T.TIME_SYNC,
    "不正ソフトウェア対策を実施しているか": T.ANTIVIRUS,
    "コンピュータウイルス対策ソフトの導入を認めていますか": T.ANTIVIRUS,
    "EDR製品の併用は可能ですか": T.EDR,
    "可搬媒体の接続を無効にできますか": T.MEDIA_CONTROL,
    "USBメモリの利用を禁止できますか": T.MEDIA_CONTROL,
    "OSのセキュリティパッチの適用は可能ですか": T.UPDATES_ALLOWED,
    "Windows更新プログラムを適用できますか": T.UPDATES_ALLOWED,
    "修正プログラムの適用可否を評価し、その情報を公開していますか": T.UPDATES_TESTED,
    "搭載する基本ソフトは製造元のサポート期間内ですか": T.OS_SUPPORTED,
    "脆弱性が見つかった場合、速やかに連絡しますか": T.VULNERABILITY_NOTICE,
    "SBOMの提供は可能ですか": T.SBOM,
    "ソフトウェア部品構成表を提供できるか": T.SBOM,
    "リモートメンテナンス(保守)を実施していますか": T.REMOTE_MAINTENANCE,
    "遠隔保守の際、接続元のIPアドレスを制限していますか": T.REMOTE_SOURCE_LIMITED,
    "リモート接続時は多要素認証としているか": T.REMOTE_SECOND_FACTOR,
    "リモート保守は、都度、医療機関の許可を得て実施しますか": T.REMOTE_APPROVAL,
    "リモート保守の作業記録を提供できますか": T.REMOTE_LOG,
    "遠隔保守用ルータのファームウェアを更新していますか": T.REMOTE_GEAR_UPDATED,
    "データのバックアップを取得できますか": T.BACKUP,
    "バックアップを書き換え不可の媒体に保存できますか": T.OFFLINE_BACKUP,
    "バックアップはネットワークから隔離できますか": T.OFFLINE_BACKUP,
    "リストアの手順書はありますか": T.RESTORE_MANUAL,
    "復元テストを実施しましたか": T.RESTORE_TESTED,
    "ネットワーク上の通信は暗号化されますか": T.ENCRYPTED_TRAFFIC,
    "データベースは暗号化されていますか": T.ENCRYPTED_STORAGE,
    "インターネットへの常時接続が必要ですか": T.INTERNET_NEEDED,
    "利用するポート番号の一覧を開示できますか": T.PORT_LIST,
    "無線LANを使用しますか": T.WIRELESS,
    "製品に含まれるソフトウェアのバージョン一覧を提示できますか": T.COMPONENT_LIST,
    "再委託の有無": T.SUBCONTRACTORS,
    "インシデント発生時の連絡体制を定めていますか": T.INCIDENT_PROCEDURE,
    "セキュリティに関する責任者を置いていますか": T.SECURITY_CONTACT,
    "廃棄時に情報を消去する手順がありますか": T.DISPOSAL,
    "Does the device support the use of anti-malware software (or other anti-malware mechanism)?": T.ANTIVIRUS,
    "Is the SBoM for this product available?": T.SBOM,
    "Does the device permit remote service connections for device analysis or repair?": T.REMOTE_MAINTENANCE,
    "Does the device support multi-factor authentication?": T.SECOND_FACTOR,
    "Does the device documentation provide instructions for owner/operator installation of patches or software updates?": T.UPDATES_ALLOWED,
    "Can the device be configured to force reauthorization of logged-in user(s) after a predetermined length of inactivity?": T.AUTO_LOGOFF,
    "Is all personally identifiable information encrypted prior to transmission via a network?": T.ENCRYPTED_TRAFFIC,
    "Can this device display, transmit, store, or modify personally identifiable information?": T.PATIENT_DATA,
    "Does the manufacturer have a vulnerability disclosure program for this device?": T.VULNERABILITY_NOTICE,
    "Does the device support Network Time Protocol (NTP) or equivalent time synchronization?": T.TIME_SYNC,
    # asked the other way round, or beside the point
    "OSのセキュリティパッチ適用を禁止していますか": T.OTHER,
    "ウイルス対策ソフトの導入に制限がありますか": T.OTHER,
    "ウイルス対策ソフトを導入すると動作に影響がありますか": T.OTHER,
    "バックアップは行いませんか": T.OTHER,
    "Does the device require vendor or vendor-authorized service to install patches or software updates?": T.OTHER,
    "Are there any restrictions on anti-malware (e.g., purchase, installation)?": T.OTHER,
    "Can patient data be accessed or viewed from the device during the remote session?": T.OTHER,
    "Does the device permit or use remote service connections for predictive maintenance data?": T.OTHER,
    "製品の色を選べますか": T.OTHER,
    "": T.OTHER,
}  # fmt: skip


@pytest.mark.parametrize("question, topic", QUESTIONS.items(), ids=lambda value: str(value)[:40])
def test_topics(question: str, topic: DisclosureTopic) -> None:
    assert topic_of(question) is topic


@pytest.mark.parametrize("question, topic", [
    ("二要素認証を用いていますか", T.REMOTE_SECOND_FACTOR), ("実施のつど承認を得ていますか", T.REMOTE_APPROVAL), ("記録を残し、提出できますか", T.REMOTE_LOG), ("パスワードの長さは何文字ですか", T.OTHER),
])  # fmt: skip
def test_the_section_says_what_it_is_about(question: str, topic: DisclosureTopic) -> None:
    assert topic_of(question, "リモートメンテナンスについて") is topic


def test_every_topic_has_a_name() -> None:
    assert set(DISCLOSURE_TOPIC_NAMES) == set(DisclosureTopic)
    assert all(text.ja and text.en for text in DISCLOSURE_TOPIC_NAMES.values())
