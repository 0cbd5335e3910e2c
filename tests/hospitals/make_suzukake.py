"""すずかけ療養病院, 60 beds: everything in the house, one flat 電カルLAN, a CP932 list of machines, no capture, no directory.

Habits: one CSV with words of its own (品名/ＰＣ名/アドレス/基本ソフト/つながり先), interface names in romaji, a FortiGate 60F with
zones and groups of groups, and the tunnel of a company whose contract ended. Run it to write the folder again.
"""

from __future__ import annotations

from typing import Any

from tests.hospitals.forti_text import block, host, names, net, rule
from tests.hospitals.paper import (
    Machine,
    Numbers,
    allowed,
    csv_text,
    leak,
    link,
    save,
    xlsx,
    zone,
    zone_finder,
)

LEDGER, CONFIG, CONTRACTS, INTERVIEW = "機器一覧R8.csv", "fg60f_20261101.conf", "契約先.xlsx", "聞き取り.yaml"
LAN, NET, OQS, PHARMACY = "192.168.11.", "192.168.12.", "192.168.13.", "192.168.15."
ZONES = [
    zone("clinical", "電カルLAN", LAN + "0/24", closed=True),
    zone("info", "インターネットLAN", NET + "0/24"),
    zone("oqs", "資格確認", OQS + "0/28"),
    zone("dept", "薬局", PHARMACY + "0/28", closed=True),
]
HEADER = ["連番", "品名", "ＰＣ名", "アドレス", "基本ソフト", "設置場所", "購入", "つながり先", "業者", "使用者", "摘要"]
# Names of people and secrets that stand in the papers and must be in no result.
PATIENTS = ["佐久間トメ", "大河内ヨシエ"]
STAFF = ["遠山みつる", "御手洗かおる"]
SECRETS = ["Suzukake#60", "SH2w8kPq3xVbQ1", "suzu-psk-0413", "midoriPSK77", "kanri-snmp-ro"]
PC_OS = [("Win11 Pro 25H2", "Windows 11 Pro 25H2"), ("Windows10Pro", "Windows 10 22H2"), ("Win7Pro", "Windows 7"),
         ("Windows10 LTSC2019", "Windows 10 LTSC 2019"), ("Win11 Pro 24H2", "Windows 11 Pro 24H2"), ("Windows11", "")]  # fmt: skip


class Desk:
    """The clerk who keeps the list."""

    def __init__(self) -> None:
        self.numbers = Numbers(60)
        self.machines: list[Machine] = []
        self.stale: list[tuple[Machine, str]] = []
        self.rows: list[list[Any]] = [HEADER]

    def add(self, name: str, kind: str, host: str = "", ip: str = "", written: str = "", runs: str = "", place: str = "",
            net_word: str = "電カルLAN", vendor: str = "", user: str = "", note: str = "", *, ip_text: str | None = None,
            bought: str = "", certain: bool = True, alone: bool = False, retired: str = "", zone_id: str = "") -> Machine:  # fmt: skip
        """Write one row and remember the machine behind it."""
        number = len(self.rows)
        machine = Machine(
            f"{'S' if retired else 'D'}{number:03d}", kind, name, host, (ip,) if ip else (),
            runs=(runs,) if runs else (), certain=certain, standalone=alone, zone=zone_id,
        )  # fmt: skip
        self.rows.append([number, name, host, ip if ip_text is None else ip_text, written, place, bought, net_word, vendor, user, note])
        machine.written(LEDGER, len(self.rows))
        if retired:
            self.stale.append((machine, retired))
        else:
            self.machines.append(machine)
        return machine


def servers(desk: Desk) -> None:
    add = desk.add
    add("電子カルテサーバ", "server", "KARTE-SV", LAN + "10", "WinSv2012R2", "Windows Server 2012 R2", "電算室", vendor="あおば情報システム",
        bought="H27.3", note="管理者PW:Suzukake#60")  # fmt: skip
    add("電子カルテ予備サーバ", "server", "KARTE-SV2", LAN + "11", "WinSv2012R2", "Windows Server 2012 R2", "電算室", vendor="〃", bought="〃")
    add("レセコン", "server", "RECE-SV", LAN + "12", "Ubuntu18.04LTS", "Ubuntu 18.04", "医事課", vendor="日の出レセプト", bought="R1.8",
        note="TeamViewerで業者が見ることあり")  # fmt: skip
    add("給食サーバ", "server", "KYUSYOKU", LAN + "13", "Windows10Pro", "Windows 10 22H2", "栄養科", vendor="有限会社みどりメディカル", bought="H30.10")
    add("生理検査サーバ", "server", "SEIRI-SV", LAN + "14", "WinServer2019", "Windows Server 2019", "検査室", vendor="東生電子", bought="R4.2")
    add("画像サーバ", "server", "GAZO-SV", LAN + "15", "WindowsServer2016", "Windows Server 2016", "放射線科", vendor="東生電子", bought="H31.2")
    add("バックアップNAS", "nas", "NAS-BK", LAN + "20", "", "", "電算室", bought="R3.4", note="QNAP 週1回")
    add("事務用NAS", "nas", "NAS-JIM", NET + "20", "", "", "事務室", "ネット", bought="R3.4", note="スキャン文書、紹介状の控え")


def clients(desk: Desk) -> None:
    places = ["1病棟", "2病棟", "外来", "医局", "薬局", "リハビリ室", "医事課", "検査室"]
    for n in range(1, 25):
        text, runs = PC_OS[(n * 7) % len(PC_OS)]
        ip = f"{LAN}{100 + n}"
        wrong = {9: f"{LAN[:-1]},{100 + n}", 10: LAN + "1110", 13: LAN + "１１３", 17: "192.168.11.117 "}.get(n)
        note = {12: "旧機は廃棄、本機は入替後", 16: "R9.3 廃棄予定", 19: f"患者 {PATIENTS[0]} 様の食札印刷用"}.get(n, "")
        user = STAFF[0] if n == 4 else ""
        machine = desk.add("電カル端末", "client", f"DK-{n:02d}", ip, text, runs, places[n % 8], vendor="あおば情報システム" if n == 1 else "〃",
                           user=user, note=note, ip_text=wrong, bought=f"R{2 + n % 6}.{1 + n % 12}", certain=bool(runs))  # fmt: skip
        if n in (9, 10):  # written so that no address can be read: the machine is still named
            machine.note = "address unreadable"
        if n == 15:  # the same machine once more
            desk.rows.append([len(desk.rows), "電カル端末", "DK-15", ip, text, places[n % 8], "", "電カルLAN", "", "", "重複?"])
            machine.written(LEDGER, len(desk.rows))
    desk.add("電カル端末", "client", "DK-07", LAN + "150", "WinXP", "Windows XP", "2病棟", bought="H20.3", note="廃棄(R5.3)", retired="廃棄")
    desk.add("電カル端末", "client", "DK-25", LAN + "125", "Win7Pro", "Windows 7", "外来", bought="H25.3", note="撤去済み", retired="撤去済み")
    desk.add("事務PC", "client", "JIMU-OLD", NET + "90", "Win7Pro", "Windows 7", "事務室", "ネット", note="R3年使用中止", retired="使用中止")
    for n in range(1, 11):
        text, runs = PC_OS[n % 4]
        desk.add("事務ＰＣ", "client", f"NET-{n:02d}", f"{NET}{50 + n}", text, runs, "事務室", "ネット", user=STAFF[1] if n == 2 else "", bought="R4.5")
    desk.add("ノートＰＣ", "client", "NET-N1", "", "Win11 Pro 25H2", "Windows 11 Pro 25H2", "理事長室", "ネット", ip_text="自動", zone_id="info")


def others(desk: Desk) -> None:
    add = desk.add
    for n in (1, 2):
        add("資格確認端末", "oqs_terminal", f"SHIKAKU-{n}", f"{OQS}{1 + n}", "Win10 IoT Ent LTSC2021", "Windows 10 LTSC 2021", "受付", "資格",
            vendor="あおば情報システム", bought="R5.1")  # fmt: skip
        add("顔認証付カードリーダー", "card_reader", place="受付", net_word="資格", ip_text="ＵＳＢ", note="LANなし", zone_id="oqs", alone=True)
    for n, ip in enumerate(["201", "202", "203", "204", "205", "206"], 1):
        add("プリンター", "printer", "", LAN + ip, place=f"{1 + n % 2}病棟", note="リース" if n > 3 else "",
            ip_text="192.168.11.2O6" if n == 6 else None)  # fmt: skip
    add("複合機", "printer", "", NET + "201", place="事務室", net_word="ネット")
    add("ＣＲコンソール", "modality", "CR-1", LAN + "60", "Win7", "Windows 7", "放射線科", vendor="東生電子", bought="H26")
    add("超音波診断装置", "modality", "", LAN + "61", place="放射線科", vendor="東生電子", bought="R2")
    add("心電計", "modality", "", LAN + "62", place="検査室", vendor="東生電子")
    add("骨密度測定装置", "modality", place="放射線科", ip_text="単独", net_word="－", note="未接続", alone=True)
    add("錠剤分包機", "medical_device", "BUNPO", PHARMACY + "2", "WinXP", "Windows XP", "薬局", "薬局", "調剤機器販売", bought="H23")
    add("ナースコール親機", "medical_device", "", LAN + "50", place="1病棟", note=f"{PATIENTS[1]}様 居室連動")
    for n in (1, 2, 3):
        add("無線ＡＰ", "ap", f"AP-{n}", f"{LAN}{29 + n}", place=f"{n}階")
        add("スイッチングＨＵＢ", "l2switch", place=f"{n}階 EPS", ip_text="なし", note="管理機能なし", zone_id="clinical")
    for n in (1, 2):
        add("ｉＰａｄ", "tablet", f"PAD-{n}", f"{LAN}{70 + n}", "iPadOS14" if n == 1 else "iPadOS26", "iPadOS 14" if n == 1 else "iPadOS 26", "2病棟")
        add("監視カメラ", "camera", "", f"{NET}{40 + n}", place=f"{n}階", net_word="ネット")
    add("カメラ録画機", "nvr", "", NET + "40", place="事務室", net_word="ネット")
    firewall = add("ルーター(UTM)", "firewall", "SZ-FG", LAN + "1", "FortiOS7.0.12", "FortiOS 7.0", "電算室", vendor="ひかりネット", bought="R3.3",
                   note="FortiGate60F")  # fmt: skip
    firewall.ips += (NET + "1", OQS + "1", PHARMACY + "1", "203.0.113.90")
    firewall.written(CONFIG)


def objects() -> dict[str | int, Any]:
    mask = "255.255.255.0"
    return {
        "all": [], "none": net("0.0.0.0", "255.255.255.255"),
        "DENKARU_LAN": net(LAN + "0", mask), "NETTO_LAN": net(NET + "0", mask),
        "YAKKYOKU": net(PHARMACY + "0", "255.255.255.240"),
        "SV_KARTE1": host(LAN + "10"), "SV_KARTE2": host(LAN + "11"), "SV_RECE": host(LAN + "12"), "SV_KYUSYOKU": host(LAN + "13"),
        "SV_KENSIN_OLD": host(LAN + "16", "健診サーバ(撤去)"),
        "SHIKAKU1": host(OQS + "2"), "SHIKAKU2": host(OQS + "3"), "PC_JIMUCHO": host(NET + "51"), "DK21": host(LAN + "121"),
        "DK03": host(LAN + "103"), "DK04": host(LAN + "104"), "DK05": host(LAN + "105"), "NAS_JIM": host(NET + "20"),
        "VPN_AOBA": net("172.29.5.0", mask), "VPN_MIDORI": net("10.99.7.0", mask),
        "OQS_CENTER": net("203.0.113.64", "255.255.255.240"), "FQDN_PATTERN": ["set type fqdn", 'set fqdn "pattern.av.example"'],
    }  # fmt: skip


def policies() -> dict[str | int, Any]:
    lan, netto, oqs, wan = "Z_DENKARU", "vlan_netto", "vlan_shikaku", "wan1"
    nat = "set nat enable"
    return {
        1: rule("net-out", (netto, wan), "NETTO_LAN", "all", ["HTTP", "HTTPS", "DNS", "NTP"], "", nat),
        2: rule("rece-shikaku", (lan, oqs), "SV_RECE", "G_SHIKAKU", ["SMB", "HTTPS"], "レセコン連携 申請No.3"),
        3: rule("shikaku-out", (oqs, wan), "G_SHIKAKU", "OQS_CENTER", "HTTPS", "資格確認", nat),
        4: rule("pattern", (lan, wan), "G_DENKARU_ALL", "FQDN_PATTERN", "HTTPS", "ウイルス対策の定義更新 申請No.5", nat),
        5: rule("jimucho", (netto, lan), "PC_JIMUCHO", "DK21", "RDP", "事務長 統計抽出用 申請No.12 R6.6.1承認"),
        30: rule("old-remote", (wan, lan), "all", "all", "ALL", "旧リモート", "set status disable"),
        10: rule("KARTE-MAINT", ("KARTE_VPN", lan), "VPN_AOBA", "G_SV_KARTE", ["RDP", "PING"], "あおば情報システム 保守"),
        12: rule("MIDORI", ("MIDORI_VPN", lan), "VPN_MIDORI", "SV_KYUSYOKU", "ALL"),
        15: rule("scan", (lan, netto), "G_DENKARU_ALL", "NAS_JIM", "SMB", "スキャナ取込"),
        18: rule("test2", (lan, wan), "G_TEST", "all", "ALL", "テスト", nat, "set logtraffic disable"),
        31: rule("vip-old", (wan, lan), "all", "VIP_RECE", "RDP", "日の出", "set status disable"),
        99: rule("deny", (lan, wan), "all", "all", "ALL", action="deny"),
    }  # fmt: skip


def config() -> str:
    lan = [f"set ip {LAN}1 255.255.255.0", 'set alias "denkaru"', "set allowaccess ping https", "set role lan"]
    tunnels = {
        "KARTE_VPN": ("198.51.100.20", "172.29.5.0", "あおば情報システム", "suzu-psk-0413"),
        "MIDORI_VPN": ("198.51.100.77", "10.99.7.0", "", "midoriPSK77"),
    }
    parts = [
        "#config-version=FGT60F-7.0.12-FW-build0523-230606:opmode=0:vdom=0:user=admin\n#conf_file_ver=11\n#buildno=0523\n#global_vdom=1\n",
        block("system global", ['set hostname "SZ-FG"', "set language japanese"]),
        block("system interface", {
            "wan1": ['set vdom "root"', "set ip 203.0.113.90 255.255.255.248", "set allowaccess ping", 'set alias "FLETS"', "set role wan"],
            "internal1": ['set vdom "root"', *lan],
            "internal3": ['set vdom "root"', f"set ip {PHARMACY}1 255.255.255.240", 'set alias "yakkyoku"', "set role lan"],
            "internal2": ['set vdom "root"', "set type physical"],
            "vlan_netto": ['set vdom "root"', f"set ip {NET}1 255.255.255.0", "set allowaccess ping https ssh", 'set interface "internal2"', "set vlanid 20"],
            "vlan_shikaku": ['set vdom "root"', f"set ip {OQS}1 255.255.255.240", 'set interface "internal2"', "set vlanid 30"],
            **{name: ['set vdom "root"', "set type tunnel", 'set interface "wan1"'] for name in tunnels},
        }),
        block("system zone", {"Z_DENKARU": ["set intrazone allow", f"set interface {names('internal1', 'internal3')}"]}),
        block("system admin", {"admin": ['set accprofile "super_admin"', "set password ENC SH2w8kPq3xVbQ1"]}),
        block("system snmp community", {1: ['set name "kanri-snmp-ro"']}),
        block("firewall address", objects()),
        block("firewall addrgrp", {
            "G_SHIKAKU": [f"set member {names('SHIKAKU1', 'SHIKAKU2')}"], "G_SV_KARTE": [f"set member {names('SV_KARTE1', 'SV_KARTE2')}"],
            "G_LANS": [f"set member {names('DENKARU_LAN', 'YAKKYOKU')}"], "G_DENKARU_ALL": [f"set member {names('G_LANS')}"],
            "G_TEST": [f"set member {names('DK03', 'DK04', 'DK05')}"],
        }),
        block("firewall service custom", {
            "ALL": ["set protocol IP"], "HTTP": ["set tcp-portrange 80"], "HTTPS": ["set tcp-portrange 443"], "RDP": ["set tcp-portrange 3389"],
            "DNS": ["set tcp-portrange 53", "set udp-portrange 53"], "NTP": ["set udp-portrange 123"], "SMB": ["set tcp-portrange 445"],
            "PING": ["set protocol ICMP", "set icmptype 8"],
        }),
        block("firewall vip", {"VIP_RECE": ["set extip 203.0.113.90", f'set mappedip "{LAN}12"', 'set extintf "wan1"', "set portforward enable",
                                            "set extport 3389", "set mappedport 3389"]}),
        block("vpn ipsec phase1-interface", {
            name: ['set interface "wan1"', "set ike-version 2", f'set comments "{text}"', f"set remote-gw {peer}", f"set psksecret ENC {psk}"]
            for name, (peer, _, text, psk) in tunnels.items()
        }),
        block("vpn ipsec phase2-interface", {
            name: [f'set phase1name "{name}"', f"set src-subnet {LAN}0 255.255.255.0", f"set dst-subnet {remote} 255.255.255.0"]
            for name, (_, remote, _, _) in tunnels.items()
        }),
        block("firewall policy", policies()),
        block("router static", {
            1: ["set gateway 203.0.113.89", 'set device "wan1"'],
            **{n: [f"set dst {remote} 255.255.255.0", f'set device "{name}"'] for n, (name, (_, remote, _, _)) in enumerate(tunnels.items(), 2)},
        }),
        block("log syslogd setting", ["set status disable"]),
    ]  # fmt: skip
    return "\n".join(parts)


def contracts() -> bytes:
    rows: list[list[Any]] = [
        ["すずかけ療養病院 業者契約一覧(総務)"], [],
        ["業者", "内容", "契約期間", "年額(円)", "遠隔", "備考"],
        ["あおば情報システム㈱", "電子カルテ・端末保守", "R8.4.1～R9.3.31", 2640000, "○", "ソフト改修は別途"],
        ["日の出レセプト", "レセコン保守", "R8.4.1～R9.3.31", 396000, "", ""],
        ["有限会社みどりメディカル", "給食システム", "R4.4.1～R6.3.31", 180000, "○", "R6.4から契約なし"],
        ["東生電子", "放射線・生理検査機器", "2026/4/1～2027/3/31", 1320000, "", ""],
        ["ひかりネット", "ネットワーク保守", "R8.4.1～R9.3.31 自動更新", 600000, "", ""],
    ]  # fmt: skip
    return xlsx({"業者": rows})


def interview() -> str:
    return f"""\
# 聞き取り
記入日: 令和8年11月5日
病院:
  病院名: 医療法人社団鈴懸会 すずかけ療養病院
  病床数: 60床
  年間医業収益: 6億8千万円
  救急告示: なし
体制:
  担当人数: 0.5          # 総務主任が兼務
  専門家: いない
  委託先: ひかりネット
電子カルテ:
  事業者: あおば情報システム
  形態: 院内サーバ
  更新時期: 令和10年3月
ネットワーク:
  電子カルテは外とつながっていない: はい
  構成図: なし
  把握しているリモート保守の数: 1
  セグメント:
    電カルLAN: {LAN}0/24
    インターネット: {NET}0/24
    資格確認: {OQS}0/28
    薬局: {PHARMACY}0/28
対策:
  EDR: なし
  管理者パスワード: 全台共通
  USB: 制限なし
  診療系の更新: していない
バックアップ:
  - 対象: 電子カルテ
    方法: 週1回
    保存先: NAS
    世代: 2世代
    リストア試験: 一度もない
規程:
  運用管理規程: 有
  サイバー攻撃のBCP: 作成中
  連絡体制図: 有
"""


def truth(desk: Desk) -> dict[str, Any]:
    find = zone_finder(ZONES)
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24", "zones": ZONES,
        "hospital": {"name": "医療法人社団鈴懸会 すずかけ療養病院", "beds": 60, "annual_revenue_yen": 680_000_000},
        "devices": [machine.truth(find) for machine in desk.machines],
        "stale": [machine.stale_truth(reason) for machine, reason in desk.stale],
        "not_in_ledger": [],
        "boundary": {
            "closed_zones": ["clinical", "dept"],
            "leaks": [
                leak(1, "stale_vendor_tunnel", "契約の切れた業者のVPN", ["MIDORI_VPN", "tunnel:MIDORI_VPN", "198.51.100.77", "10.99.7.0/24", "policy:12"],
                     [LAN + "13", "KYUSYOKU"]),
                leak(2, "clin_file_to_info", "診療系から事務用NASへのファイル", ["policy:15"], ["NAS_JIM", NET + "20"]),
                leak(3, "fw_temp_any", "「テスト」の許可", ["policy:18", "G_TEST"], [LAN + "103"]),
            ],
            "allowed_sanctioned": [
                allowed(1, "レセコン→資格確認", 2, LAN + "12", "G_SHIKAKU"), allowed(2, "定義更新", 4), allowed(3, "事務長PC", 5, NET + "51", LAN + "121"),
                allowed(4, "あおば情報システム保守", 10, "172.29.5.0/24", "G_SV_KARTE"),
            ],
            "disabled_or_denied": [30, 31, 99],
        },
        "remote_links": [
            link(1, "あおば情報システム", "ipsec_firewall", ["198.51.100.20", "172.29.5.0/24", "tunnel:KARTE_VPN", "KARTE_VPN", "policy:10"], [LAN + "10"], listed=True),
            link(2, "みどりメディカル", "ipsec_firewall", ["198.51.100.77", "10.99.7.0/24", "tunnel:MIDORI_VPN", "MIDORI_VPN", "policy:12"], [LAN + "13"], listed=True),
            link(3, "日の出レセプト", "remote_tool", ["RECE-SV", LAN + "12"], [], listed=False),
        ],
        "expected_findings": [], "checklist": [],
        "must_not_appear": [*PATIENTS, *STAFF, *SECRETS],
        "expected_checks": ["remote/gateway_firmware_old_or_exploited", "remote/contract_expired_with_access", "closed/any_rule", "closed/flat_inside",
                            "info/patient_files_to_info", "info/patient_data_on_info_devices", "identity/same_local_admin", "backup/no_offline_copy",
                            "backup/never_restore_tested", "closed/believed_closed_but_open", "lifecycle/unsupported_products"],
        "wrong_checks": ["closed/published_service", "closed/sslvpn_password_only", "closed/vendor_box", "closed/mobile_router", "closed/dual_homed"],
        "not_judgeable": ["closed/antivirus_missing", "identity/stale_computer_accounts", "closed/dual_homed", "papers/no_cyber_bcp"],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    desk = Desk()
    servers(desk)
    clients(desk)
    others(desk)
    evidence = {
        LEDGER: csv_text(desk.rows).encode("cp932"),
        CONFIG: config().encode("utf-8"),
        CONTRACTS: contracts(),
        INTERVIEW: interview().encode("utf-8"),
    }
    save("suzukake", evidence, truth(desk), root=root)


if __name__ == "__main__":
    make()
