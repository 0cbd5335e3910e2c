"""潮騒総合病院, 280 beds on two sites: each department keeps its own list, and no list has everything.

Habits: the asset tool knows PCs, the biomedical engineers know modalities (an OpenDocument sheet with words of their own),
the contracts know servers, the directory knows the office; a PAN-OS firewall, a Catalyst, a FortiGate in two VDOMs; a Zeek
sensor that writes no conn.log. Traps: a wide rule that is disabled, an unbound list that permits all, a tunnel between the
sites and a vendor's tunnel with an application, a disclosure that says オンライン保守なし. Run it to write the folder again.
"""

from __future__ import annotations

from typing import Any

from tests.hospitals import shiosai_branch, shiosai_palo
from tests.hospitals.house import House
from tests.hospitals.ods_text import ods
from tests.hospitals.paper import Machine, allowed, csv_text, leak, link, save, zone
from tests.hospitals.shiosai_palo import (
    AIR,
    CARE,
    DEPT,
    FAMILY,
    HARBOR,
    LINK,
    MAINT,
    OCEAN,
    OFFICE,
    OQS,
    OUTSIDE,
    POOL,
    SERVERS,
    SITE_CLINICAL,
    SITE_OFFICE,
    SITE_OUTSIDE,
    WARDS,
)
from tests.hospitals.shiosai_papers import (
    CONTRACTS,
    INTERVIEW,
    INTERVIEW_TEXT,
    SBOM,
    SDS_EHR,
    SDS_PACS,
    STAFF,
    contracts,
    disclosures,
    parts,
)
from tests.hospitals.shiosai_wire import DIRECTORY, NMAP, ldif, nmap, sensed

TOOL, MACHINES, PALO, CORE, BRANCH = "ハードウェア一覧_20261113.csv", "ME機器台帳.ods", "running-config.xml", "SHO-CORE_confg.txt", "SHO2-FGT60F_20261101.conf"
ZONES = [
    zone("clinical", "サーバ・電カル端末", SERVERS + "0/24", "10.180.18.0/23", SITE_CLINICAL + "0/24", closed=True), zone("dept", "部門", DEPT + "0/24", closed=True),
    zone("wifi", "院内無線", AIR + "0/24", closed=True), zone("info", "事務", "10.181.0.0/23", SITE_OFFICE + "0/24"), zone("guest", "患者Wi-Fi", "10.181.64.0/22"),
    zone("oqs", "資格確認", OQS + "0/28"), zone("vendor", "保守", MAINT + "0/28"), zone("mgmt", "機器管理", CARE + "0/24"),
]  # fmt: skip
PATIENTS = ["蛭間サダ"]
# short key -> as the directory or the ME sheet writes it, true product
SYSTEMS = {
    "w10": ("Microsoft Windows 10 Pro", "Windows 10 22H2"), "w11": ("Microsoft Windows 11 Pro", "Windows 11 Pro 25H2"), "w1123": ("Microsoft Windows 11 Pro", "Windows 11 Pro 23H2"),
    "w7": ("Microsoft Windows 7 Professional", "Windows 7"), "l21": ("Microsoft Windows 10 Enterprise LTSC", "Windows 10 LTSC 2021"), "s19": ("Windows Server 2019 Standard", "Windows Server 2019"),
    "s22": ("Windows Server 2022 Standard", "Windows Server 2022"), "s12": ("Windows Server 2012 R2 Standard", "Windows Server 2012 R2"),
    "s08": ("Windows Server 2008 R2 Standard", "Windows Server 2008 R2"), "wes7": ("Windows Embedded Standard 7", "Windows Embedded Standard 7"), "xp": ("WindowsXP Pro SP3", "Windows XP"),
    "b16": ("Win10 IoT Ent 2016 LTSB", "Windows 10 LTSB 2016"), "l19": ("Win10 IoT LTSC 2019", "Windows 10 LTSC 2019"), "m7": ("Windows7", "Windows 7"), "m10": ("Windows10", ""),
}  # fmt: skip
BUILDS = {"w10": "10.0.19045", "w11": "10.0.26200", "w1123": "10.0.22631", "w7": "6.1.7601", "l21": "10.0.19044"}
DELL, HP, NEC, LENOVO = "b0:83:fe", "48:0f:cf", "8c:df:9d", "54:ee:75"
HEAD = ["資産番号", "コンピューター名", "IPアドレス", "MACアドレス", "OS名", "OSバージョン", "機種名", "シリアルNo", "設置部署", "使用者", "最終接続日時", "ウイルス定義日付"]


class Tool:
    """The asset tool's export."""

    def __init__(self, house: House) -> None:
        self.house, self.rows = house, [HEAD]

    def add(self, one: Machine, os: str, place: str, *, user: str = "", day: str = "2026/11/13 08:41:07", defs: str = "2026/11/12", mac: str = "", ip: str = "") -> Machine:
        self.rows.append([one.asset, one.host, ip or one.ips[0], (mac or one.macs[0]).upper().replace(":", "-"), self.house.systems[os][0], BUILDS[os], "", one.serial, place, user, day, defs])
        return one.written(TOOL, len(self.rows), "")


def terminals(house: House) -> Tool:
    """PCs of both sites; five that nobody has seen for years, one entered twice."""
    tool = Tool(house)
    for n in range(1, 49):
        os = ("w10", "w11", "l21", "w1123")[n % 4]
        ip = f"{WARDS if n % 5 else '10.180.19.'}{10 + n}"
        made = house.machine("client", "電カル端末", f"SHK{n:03d}", ip, os=os, mac=(DELL, HP)[n % 2], serial=7, asset=f"PC-{1000 + n}")
        user = {5: STAFF[1], 9: PATIENTS[0]}.get(n, "")
        tool.add(made, os, f"{1 + n % 6}病棟", user=user, defs="2025/02/01" if n % 7 == 0 else "2026/11/12")
        if n == 12:  # a new network card: entered twice, the old line silent since spring
            tool.add(made, os, "2病棟", day="2026/04/02 17:12:40", mac=house.mac(HP), ip=WARDS + "212", defs="2026/04/01")
    twin = house.machine("client", "電カル端末", "SHK020", WARDS + "120", os="l21", mac=DELL, serial=7, asset="PC-1099")
    tool.add(twin, "l21", "救急外来")  # cloned from SHK020 and never renamed
    for n in range(1, 25):
        os = ("w11", "w1123", "w11", "w10")[n % 4]
        made = house.machine("client", "事務端末", f"SHJ{n:03d}", f"{OFFICE}{50 + n}", os=os, mac=NEC, serial=9, asset=f"PC-{2000 + n}")
        tool.add(made, os, "地域連携室" if n == 11 else "事務部")
    for n in range(1, 9):
        office = n > 5
        made = house.machine("client", "第二病院端末", f"S2{'J' if office else 'K'}{n:02d}", f"{SITE_OFFICE if office else SITE_CLINICAL}{20 + n}", os="w11" if n % 2 else "w10", mac=LENOVO,
                             asset=f"PC-{3000 + n}")  # fmt: skip
        tool.add(made, "w11" if n % 2 else "w10", "第二病院")
    for n in range(1, 5):  # gone without a word: silent since 2023, two of their addresses have new owners
        made = house.gone(house.machine("client", "電カル端末", f"SHK9{n:02d}", f"{WARDS}{10 + n if n < 3 else 200 + n}", os="w7", mac=DELL, serial=7, asset=f"PC-0{900 + n}"), "2023年から音沙汰なし")
        tool.add(made, "w7", f"{n}病棟", day=f"2023/0{n}/15 09:00:11", defs="2023/01/10")
    return tool


def servers(house: House) -> None:
    """Servers and boxes: known by contract, directory and wire."""
    rows = [("電子カルテAP", "SHO-EHR01", "10", "s19", "Windows Server 2019"), ("電子カルテDB", "SHO-EHR02", "11", "s19", "Windows Server 2019 / Oracle Database 19c"),
            ("検体検査サーバ", "SHO-LIS01", "12", "s08", "WinSvr2008R2"), ("PACSサーバ", "SHO-PACS01", "13", "s12", ""), ("医事会計サーバ", "SHO-IJI01", "14", "s22", "Windows Server 2022"),
            ("認証サーバ", "SHO-DC01", "15", "s22", ""), ("ウイルス定義中継", "SHO-AV01", "20", "s22", "")]  # fmt: skip
    for name, host, end, os, note in rows:
        house.machine("server", name, host, SERVERS + end, os=os, serial=10, note=note)
    house.named("SHO-EHR02").runs += ("Oracle Database 19c",)
    house.named("SHO-PACS01").runs += ("SQL Server 2014",)
    nas = house.machine("nas", "事務NAS", "SHO-NAS01", OFFICE + "20", serial=10, note="")
    firewall = house.machine("firewall", "本院ファイアウォール", "SHO-PA820", OUTSIDE, LINK + "1", OFFICE + "1", FAMILY + "1", MAINT + "1", CARE + "1", serial=12, note="PA-820 PAN-OS 10.1.9")
    firewall.runs = ("PAN-OS 10.1",)
    core = house.machine("l3switch", "基幹スイッチ", "SHO-CORE", SERVERS + "254", "10.180.19.254", DEPT + "254", AIR + "254", CARE + "254", LINK + "2", serial=11, note="C9300-24T IOS-XE 17.9.4")
    branch = house.machine("firewall", "第二病院ファイアウォール", "SHO2-FGT60F", SITE_OFFICE + "1", SITE_CLINICAL + "1", SITE_OUTSIDE, "203.0.113.177", serial=16, note="FortiGate-60F v7.0.14")
    branch.runs = ("FortiOS 7.0",)
    firewall.written(PALO)
    core.written(CORE)
    branch.written(BRANCH)
    assert nas.ips


def engineers(house: House) -> list[list[Any]]:
    """The ME sheet: a section for each room, addresses of the segment written as .NN, what stands alone as ✕."""
    rows: list[list[Any]] = [["ME機器管理台帳(院内LAN接続機器を含む)", "", "", "", "", "", "", "", "", ""], ["作成", STAFF[0], "", "", "", "", "", "令和8年10月", "", ""],
                             ["ME番号", "装置区分", "装置名称", "製造販売業者・型式", "製造番号", "使用場所", "院内LAN(部門)", "AEタイトル", "制御用OS", "稼働状況"]]  # fmt: skip
    devices = [("画像", "CT装置", "CT1", 41, "wes7", "CT室"), ("画像", "CT装置", "CT2", 42, "b16", "CT室"), ("画像", "MRI装置", "MR1", 44, "m7", "MRI室"), ("画像", "一般撮影DR", "DR1", 45, "l19", "撮影室"),
               ("画像", "一般撮影DR", "DR2", 46, "l19", "撮影室"), ("画像", "X線TV", "RF1", 47, "xp", "透視室"), ("画像", "マンモグラフィ", "MG1", 48, "m10", "撮影室"), ("画像", "血管撮影", "XA1", 49, "b16", "アンギオ室"),
               ("画像", "超音波診断装置", "US1", 51, "l19", "生理検査"), ("画像", "超音波診断装置", "US2", 52, "m7", "生理検査"), ("検査", "生化学自動分析装置", "", 61, "m7", "検体検査室"),
               ("検査", "血球計数装置", "", 62, "", "検体検査室"), ("検査", "心電計", "ECG1", 63, "", "生理検査"), ("治療", "透析監視装置", "", 71, "wes7", "透析室"), ("治療", "セントラルモニタ", "", 72, "m10", "ICU"),
               ("画像", "内視鏡ファイリング", "ENDO1", 73, "m10", "内視鏡室")]  # fmt: skip
    number = 100
    for kind, name, aet, end, os, room in devices:
        number += 1
        made = house.machine("modality", name, f"SHO-{aet}" if aet else "", f"{DEPT}{end}", os=os, mac=HP, serial=9 if end != 62 else 0, asset=f"ME{number}")
        written = "10.180.23.44" if aet == "MR1" else f"{DEPT}{end}"  # 23 for 32
        state = {"US2": "稼働(R9更新予定)", "RF1": "稼働 ※ネット接続禁止だがPACS送信あり"}.get(aet, "稼働")
        rows.append([made.asset, kind, name, "", made.serial, room, written, made.host, house.systems[os][0] if os else "", state])
        made.written(MACHINES, len(rows), "LAN接続機器")
    for name, aet, end in (("CT装置", "CT0", 41), ("骨密度測定装置", "BMD1", 55)):
        number += 1
        made = house.gone(house.machine("modality", name, f"SHO-{aet}", f"{DEPT}{end}", os="xp", serial=9, asset=f"ME{number}"), "廃棄 / 返却")
        rows.append([made.asset, "画像", name, "", made.serial, "CT室", f"{DEPT}{end}", made.host, house.systems["xp"][0], "R4.3 廃棄(CT1へ更新)" if aet == "CT0" else "リース返却済"])
        made.written(MACHINES, len(rows), "LAN接続機器")
    for n in range(8):
        number += 1
        made = house.machine("medical_device", ("輸液ポンプ", "人工呼吸器")[n % 2], "", serial=9, asset=f"ME{number}", standalone=True)
        rows.append([made.asset, "治療", made.name, "", made.serial, "ME室", "✕(単独使用)", "", "", "貸出中" if n == 3 else "稼働"])
        made.written(MACHINES, len(rows), "LAN接続機器")
    rows.append(["以下余白"])
    return rows


def strangers(house: House) -> None:
    """What no list names: a vendor's box, a printer in 部門, a PC on a ward, something in the office."""
    house.stranger(house.machine("vendor_box", "", "", DEPT + "201", mac="00:a0:de", serial=0))
    house.stranger(house.machine("printer", "", "", DEPT + "120", mac="00:00:48", serial=0))
    house.stranger(house.machine("unlisted", "", "", "10.180.18.240", serial=0))
    house.stranger(house.machine("unlisted", "", "", OFFICE + "177", serial=0))
    for n in range(1, 4):
        house.stranger(house.machine("tablet", "", "", f"{AIR}{20 + n}", serial=0))


def directory(house: House) -> bytes:
    """Servers and office PCs; and two accounts whose machines left in 2023."""
    versions = {"Windows Server 2019": "10.0 (17763)", "Windows Server 2022": "10.0 (20348)", "Windows Server 2012 R2": "6.3 (9600)", "Windows Server 2008 R2": "6.1 (7601)"}
    accounts = [(one, f"{one.runs[0]} Standard", versions[one.runs[0]], "2026-11-09") for one in house.machines if one.kind == "server"]
    builds = {"Windows 10 22H2": ("Windows 10 Pro", "10.0 (19045)"), "Windows 11 Pro 25H2": ("Windows 11 Pro", "10.0 (26200)"), "Windows 11 Pro 23H2": ("Windows 11 Pro", "10.0 (22631)")}
    accounts += [(one, *builds[one.runs[0]], "2026-11-10") for one in house.machines if one.host.startswith("SHJ")]
    for n in (1, 2):
        gone = house.gone(house.machine("client", "事務端末", f"SHJ90{n}", os="w7", serial=0), "ADに2023年から残る")
        accounts.append((gone, "Windows 7 Professional", "6.1 (7601)", "2023-02-0" + str(n)))
    return ldif(accounts, lambda one: f"{one.name} 情報課管理")


def truth(house: House) -> dict[str, Any]:
    """Return what the papers were made from."""
    box = DEPT + "201"
    gate = ["GP-PORTAL", "GP-GW", "GP-GW-N", "AUTH-LOCAL", "gp-all", "policy:gp-all", "tunnel.1", POOL + "13", f"{POOL}10-{POOL}60"]
    harbor = ["MAINT-HARBOR", "policy:MAINT-HARBOR", HARBOR, "IKE-HARBOR", "IPSEC-HARBOR", "tunnel.21", "10.77.8.0/24", "10.77.8.10"]
    published = ["lis-in", "policy:lis-in", "lis-rdp", "PUB_LIS", "203.0.113.164", "203.0.113.164:13389"]
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24",
        "hospital": {"name": "社会福祉法人 潮騒会 潮騒総合病院", "beds": 280, "annual_revenue_yen": 6_150_000_000}, **house.truth(ZONES),
        "boundary": {
            "closed_zones": ["clinical", "dept", "wifi"],
            "leaks": [
                leak(1, "stale_vendor_tunnel", "契約の終わったハーバーメディカルのトンネル", harbor, ["SHO-CT1", DEPT + "41"]),
                leak(2, "fw_temp_any", "移行作業のための全許可が残る", ["TEMP-IKOU", "policy:TEMP-IKOU"]),
                leak(3, "vip_rdp", "検体検査サーバのRDPがインターネットに公開", published, [SERVERS + "12", "SHO-LIS01"]),
                leak(4, "sslvpn_no_mfa", "GlobalProtectがパスワードだけ", gate),
                leak(5, "clin_file_to_info", "医事統計が事務NASへ", ["iji-share", "policy:iji-share", f"{SERVERS}14>{OFFICE}20"], [OFFICE + "20", "SHO-NAS01", SERVERS + "14"]),
                leak(6, "vendor_box", "生化学分析装置の業者の装置が外へつなぐ", [box, "BOX_SHIOMI", "shiomi", "policy:shiomi", "203.0.113.99", "tunnel.shiomi-remote.example"]),
            ],
            "allowed_sanctioned": [
                allowed(n, text, name) for n, (name, text) in enumerate(  # type: ignore[arg-type]  # PAN-OS rules have names
                    {"jimu-ad": "AD", "renkei-ehr": "地域連携室", "av-update": "定義の中継", "telerad": "遠隔読影", "MAINT-OCEAN": "電子カルテ保守", "site2-ehr": "第二病院", "11": "第二病院のカルテ利用"}.items(), 1)
            ],
            "disabled_or_denied": ["block-kazoku", "old-any", "deny-all", "2", "12"],
        },
        "remote_links": [
            link(1, "ハーバーメディカル", "ipsec_firewall", harbor, listed=False),
            link(2, "オーシャンソフト", "ipsec_firewall", ["MAINT-OCEAN", "policy:MAINT-OCEAN", OCEAN, "IKE-OCEAN", "IPSEC-OCEAN", "tunnel.22", "10.78.1.0/28"], [SERVERS + "10"], listed=True),
            link(3, "ラボリンク", "rdp_port_forward", published, [SERVERS + "12", "SHO-LIS01"], listed=False),
            link(4, "港湾ネット", "sslvpn", gate, listed=True),
            link(5, "潮見メディテック", "vendor_box", [box, "BOX_SHIOMI", "policy:shiomi", "203.0.113.99"], listed=False),
        ],
        "expected_findings": [], "checklist": [],
        "must_not_appear": [*PATIENTS, *STAFF, *shiosai_palo.SECRETS, *shiosai_branch.SECRETS],
        "expected_checks": ["remote/contract_expired_with_access", "closed/any_rule", "closed/published_service", "closed/sslvpn_password_only", "closed/vendor_box",
                            "info/patient_files_to_info", "lifecycle/unsupported_products", "closed/believed_closed_but_open", "papers/ledger_incomplete",
                            "remote/unlisted_remote_access", "remote/gateway_firmware_old_or_exploited", "identity/stale_computer_accounts"],
        "wrong_checks": ["closed/core_bypass", "closed/dual_homed", "closed/mobile_router", "wireless/guest_not_separated", "papers/no_cyber_bcp", "identity/same_local_admin",
                         "papers/no_contact_list", "info/training_stale"],
        "not_judgeable": [],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    house = House(280, SYSTEMS)
    tool = terminals(house)
    servers(house)
    sheet = engineers(house)
    strangers(house)
    evidence = {
        TOOL: csv_text(tool.rows).encode("cp932"), MACHINES: ods({"LAN接続機器": sheet}), CONTRACTS: contracts(house), DIRECTORY: directory(house),
        PALO: shiosai_palo.config().encode(), CORE: shiosai_branch.CORE.encode(), BRANCH: shiosai_branch.branch().encode(), **sensed(house),
        NMAP: nmap([one for one in house.machines if one.ips and one.ips[0].startswith(DEPT) and one.macs and one.name != "血球計数装置"]),
        **disclosures(), SBOM: parts(), INTERVIEW: INTERVIEW_TEXT.encode(),
    }  # fmt: skip
    known = house.named("SHO-PACS01")
    known.written(SBOM).written(SDS_PACS)
    house.named("SHO-EHR01").written(SDS_EHR)
    save("shiosai", evidence, truth(house), root=root)


if __name__ == "__main__":
    make()
