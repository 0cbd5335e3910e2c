"""The papers of 潮騒総合病院 that companies and 総務 wrote: contracts, security disclosures, a parts list, the interview."""

from __future__ import annotations

import json
from typing import Any

from tests.hospitals.house import House
from tests.hospitals.paper import xlsx
from tests.hospitals.shiosai_palo import DEPT, OCEAN, OUTSIDE, SERVERS

CONTRACTS, INTERVIEW = "委託契約管理簿R8.xlsx", "ヒアリングシート.yaml"
SDS_EHR, SDS_PACS, SBOM = "開示書_オーシャンソフト.xlsx", "MDS_シービュー画像.xlsx", "seaview-pacs.cdx.json"
STAFF = ["臨床工学科 柏崎", "情報課 鳥谷部"]


def contracts(house: House) -> bytes:
    """Three sheets: what is paid, what is covered, who may enter."""
    paid: list[list[Any]] = [
        ["潮騒総合病院 委託契約管理簿", "", "", "", "", "", "", ""], ["", "", "", "", "", "", "令和8年10月 総務課", ""],
        ["契約番号", "委託先", "件名", "始期", "終期", "年額(円)", "更新", "担当"],
        ["K-101", "オーシャンソフト株式会社", "電子カルテ・医事 保守", "令和5年4月1日", "令和10年3月31日", 14_520_000, "単年度見直し", STAFF[1]],
        ["K-118", "シービュー画像(株)", "PACS・遠隔読影 保守", "R6.4.1", "R9.3.31", 6_380_000, "", ""],
        ["K-074", "㈱ハーバーメディカル", "旧画像サーバ・CT保守", "H31.4.1", "R6.3.31", 5_100_000, "満了(更新せず)", ""],
        ["K-122", "ラボリンク", "検体検査システム 保守", "R7.4.1", "R10.3.31", 3_300_000, "", ""],
        ["K-130", "潮見メディテック㈱", "生化学自動分析装置 保守", "R7年度", "R9年度", 2_750_000, "自動", ""],
        ["K-140", "港湾ネット株式会社", "ネットワーク機器 保守", "R8.4.1", "R9.3.31", 4_950_000, "", ""],
        ["合計", "", "", "", "", 37_000_000, "", ""],
    ]  # fmt: skip
    covered: list[list[Any]] = [["契約番号", "機器名", "ホスト名", "メーカー・型式", "製造番号", "ソフトウェア", "IP"]]
    for one in house.machines:
        if one.kind in ("server", "firewall", "l3switch") or one.host == "SHO-NAS01":
            number = {"SHO-PACS01": "K-118", "SHO-LIS01": "K-122"}.get(one.host, "K-101" if one.kind == "server" else "K-140")
            covered.append([number, one.name, one.host, "", one.serial, one.note, "" if one.kind == "firewall" else one.ips[0]])
            one.written(CONTRACTS, len(covered), "対象機器")
    entry: list[list[Any]] = [
        ["外部から保守に入る会社の一覧"], ["会社名", "対象", "方式", "相手IP", "院内の入口", "本人確認", "備考"],
        ["オーシャンソフト", "電子カルテ", "IPsec(拠点間)", OCEAN, "SHO-PA820 tunnel.22", "個人ID+パスワード", "申請No.2024-11"],
        ["港湾ネット・設備保守", "院内全般", "SSL-VPN(GlobalProtect)", "指定なし", OUTSIDE, "ID+パスワード", ""],
        ["シービュー画像", "PACS", "来院のみ", "", "", "", "リモートなし"],
    ]  # fmt: skip
    return xlsx({"契約": paid, "対象機器": covered, "リモート": entry})


QUESTIONS = [
    ("1", "リモートメンテナンスを行うか", 1), ("1.1", "リモートメンテナンスの通信は暗号化されるか", 1), ("1.2", "リモートメンテナンスの利用者は二要素認証で確認されるか", 0),
    ("2", "製品のOSはセキュリティ更新を受けられるか", 1), ("2.1", "OSの更新を医療機関が適用できるか", 0), ("3", "不正ソフトウェア対策の製品を導入できるか", 1),
    ("4", "利用者ごとのIDを発行できるか", 1), ("4.1", "利用者の認証に二要素認証を使えるか", 0), ("5", "アクセスログを記録するか", 1), ("6", "データのバックアップ手段を提供するか", 1),
]  # fmt: skip


def disclosures() -> dict[str, bytes]:
    """One answers with words, the other with circles in columns."""
    words: list[list[Any]] = [["サービス事業者による医療情報セキュリティ開示書", ""], ["サービス事業者", "オーシャンソフト株式会社"], ["サービス名称", "オーシャン電子カルテ 6"],
                              ["作成日", "2026年6月10日"], [], ["番号", "項目", "回答", "備考"]]  # fmt: skip
    words += [[number, text, "はい" if yes else "いいえ", "設置ホスト SHO-EHR01" if number == "2" else ""] for number, text, yes in QUESTIONS]
    circles: list[list[Any]] = [["製造業者による医療情報セキュリティ開示書 Ver.4.1"], ["製造業者", "シービュー画像(株)"], ["製品名称", "SeaView PACS 3"], ["作成日", "令和6年5月"], [],
                                ["", "質問", "はい", "いいえ", "対象外", "備考"]]  # fmt: skip
    no = {"1", "2", "2.1", "3", "4.1"}
    circles += [[number, text, "" if number in no or number.startswith("1.") else "○", "○" if number in no else "", "○" if number.startswith("1.") else "",
                 "Windows Server 2012 R2 のため" if number == "2" else ""] for number, text, _ in QUESTIONS]  # fmt: skip
    return {SDS_EHR: xlsx({"開示書": words}), SDS_PACS: xlsx({"MDS": circles})}


def parts() -> bytes:
    """The PACS as its maker lists it."""

    def part(kind: str, name: str, version: str, maker: str) -> dict[str, Any]:
        return {"type": kind, "name": name, "version": version, "supplier": {"name": maker}}

    made = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"timestamp": "2024-05-20T00:00:00Z", "component": {"type": "application", "name": "SeaView PACS", "version": "3.2.1", "supplier": {"name": "シービュー画像"},
                     "properties": [{"name": "installed-on", "value": "SHO-PACS01"}]}},
        "components": [part("operating-system", "Windows Server 2012 R2 Standard", "6.3.9600", "Microsoft"), part("application", "Microsoft SQL Server", "2014", "Microsoft"),
                       part("library", "log4j-core", "2.14.1", "Apache"), part("library", "dcm4che", "5.22.0", "dcm4che.org")],
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=2).encode()


INTERVIEW_TEXT = f"""\
hospital: {{name: 社会福祉法人 潮騒会 潮騒総合病院, beds: 280, departments: 19, annual_medical_revenue_yen: 6150000000, emergency_designated: true}}
it:
  staff_fte: 2
  security_specialist: false
  security_budget_yen_per_year: 3500000
  outsourced_to: 港湾ネット
  ciso_or_responsible: 事務部長
ehr: {{vendor: オーシャンソフト, kind: on-prem, contract_renewal: 2028-03}}
network:
  believes_clinical_network_closed: true
  diagram_exists: true
  knows_remote_maintenance_count: 2
  guest_wifi: true
  segments_told:
    - {{name: サーバ, cidr: {SERVERS}0/24}}
    - {{name: 電カル端末, cidr: 10.180.18.0/23}}
    - {{name: 部門(放射線・検査), cidr: {DEPT}0/24}}
    - {{name: 院内無線, cidr: 10.180.48.0/24}}
    - {{name: 資格確認, cidr: 10.180.60.0/28}}
    - {{name: 事務, cidr: 10.181.0.0/23}}
    - {{name: 患者Wi-Fi, cidr: 10.181.64.0/22}}
    - {{name: 保守, cidr: 10.180.240.0/28}}
    - {{name: 機器管理, cidr: 10.180.250.0/24}}
    - {{name: 第二病院 電カル, cidr: 10.182.16.0/24}}
    - {{name: 第二病院 事務, cidr: 10.182.0.0/24}}
endpoint: {{antivirus: ESET PROTECT, edr: none, local_admin_password: different, usb_control: 登録制, patching_clinical: none, patching_info: monthly}}
backup:
  - {{system: 電子カルテ, method: 日次, media: [nas_online, offline_tape], generations: 14, restore_test: 2025-11}}
  - {{system: PACS, method: 週次, media: [nas_online], generations: 2, restore_test: never}}
policy: {{security_policy_document: true, bcp_for_cyber: true, incident_contact_list: true, paper_chart_drill: true, cyber_insurance: true, vendor_sds_collected: partial}}
training: {{all_staff_last: 2026-07, phishing_drill: true}}
"""
