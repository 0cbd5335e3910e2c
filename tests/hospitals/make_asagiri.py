"""朝霧記念病院, 150 beds, acute and rehabilitation, with a small clinic: the ledger is an Access database, exported by department.

Habits: short English field names with codes (区分コード.csv tells them), one department's export without field names, a scrapped
PC marked by a code, one that moved and stands in two departments; the ME room's sheet comes from Google Sheets with merged
groups and tick boxes. Traps: three sanctioned ways out, a disabled rule, a tunnel to the own clinic, a contract that says
来院による, a disclosure that says "no remote maintenance". Run it to write the folder again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.hospitals import make_asagiri_gear as gear
from tests.hospitals import make_asagiri_papers as papers
from tests.hospitals import make_asagiri_wire as wire
from tests.hospitals.house import House
from tests.hospitals.make_asagiri_gear import (
    AIR,
    CARE,
    CLINIC,
    CLINIC_OFFICE,
    DEPT,
    EDGE,
    FAMILY,
    INNER,
    OFFICE,
    OQS,
    OUTSIDE,
    RIHA,
    SERVERS,
)
from tests.hospitals.paper import Machine, allowed, csv_text, leak, link, save, xlsx, zone

CODES, TOOL, ME, RTX, RTX_CLINIC, LINUX, CORE, MEMO = (
    "区分コード.csv", "SDP_インベントリ_1116.csv", "ME機器一覧 - Google スプレッドシート.xlsx", "rtx1220_20261110.log", "clinic_rtx830.txt", "fw01_dump_20261110.txt", "asg-core.cfg", "FW設定メモ.md",
)  # fmt: skip
ZONES = [
    zone("clinical", "診療系", SERVERS + "0/24", "172.20.4.0/23", RIHA + "0/24", CLINIC + "0/24", closed=True), zone("dept", "部門", DEPT + "0/24", closed=True),
    zone("wifi", "電カル無線", "172.20.24.0/23", closed=True), zone("info", "事務", OFFICE + "0/24", CLINIC_OFFICE + "0/24"), zone("guest", "家族Wi-Fi", FAMILY + "0/24"),
    zone("oqs", "資格確認", OQS + "0/28"), zone("vendor", "保守回線", EDGE + "0/28"), zone("mgmt", "管理", CARE + "0/24", INNER + "0/29"),
]  # fmt: skip
# short key -> as the Access database has it, true product
SYSTEMS = {
    "w10": ("Win10Pro 22H2", "Windows 10 22H2"), "w10x": ("Win10 Pro", "Windows 10 22H2"), "l21": ("Win10 Ent LTSC2021", "Windows 10 LTSC 2021"), "l19": ("Win10 IoT LTSC 2019", "Windows 10 LTSC 2019"),
    "w1123": ("Win11Pro 23H2", "Windows 11 Pro 23H2"), "w1124": ("Win11Pro 24H2", "Windows 11 Pro 24H2"), "w11": ("Win11Pro 25H2", "Windows 11 Pro 25H2"), "w11x": ("Win11Pro", ""),
    "w7": ("Win7Pro SP1", "Windows 7"), "s08": ("WinSvr2008R2 Std", "Windows Server 2008 R2"), "s12": ("WinSvr2012R2 Std", "Windows Server 2012 R2"), "s16": ("WinSvr2016 Std", "Windows Server 2016"),
    "s19": ("WinSvr2019 Std", "Windows Server 2019"), "s22": ("WinSvr2022 Std", "Windows Server 2022"), "rh9": ("RHEL9.2", "RHEL 9"), "c7": ("CentOS7.9", "CentOS 7"),
    "wes7": ("Windows Embedded Standard 7", "Windows Embedded Standard 7"), "b16": ("Win10 IoT 2016 LTSB", "Windows 10 LTSB 2016"), "xp": ("WinXP SP3", "Windows XP"), "m7": ("Win7", "Windows 7"),
    "me": ("Windows", ""),
}  # fmt: skip
TOOL_OS = {"w10": ("Microsoft Windows 10 Pro", "10.0.19045"), "w10x": ("Microsoft Windows 10 Pro", "10.0.19045"), "w1123": ("Microsoft Windows 11 Pro", "10.0.22631"),
           "w1124": ("Microsoft Windows 11 Pro", "10.0.26100"), "w11": ("Microsoft Windows 11 Pro", "10.0.26200"), "w11x": ("Microsoft Windows 11 Pro", "10.0.26200"), "l21": ("Microsoft Windows 10 Enterprise LTSC", "10.0.19044")}  # fmt: skip
PC_HEAD = ["ID", "KANRI_NO", "PC_NAME", "KIND_CD", "DEPT_CD", "MAKER_NM", "KATABAN", "SERIAL_NO", "OSVER", "IPADDR", "MACADDR", "BUY_DT", "STS_CD", "DEL_DT", "USER_NM", "BIKO", "UPD_DT"]
SV_HEAD = ["ID", "KANRI_NO", "SV_NAME", "KIND_CD", "YAKUWARI", "MAKER_NM", "KATABAN", "SERIAL_NO", "OSVER", "DBVER", "IPADDR1", "IPADDR2", "MACADDR", "BUY_DT", "STS_CD", "DEL_DT", "BIKO"]
MAKERS = {"DELL": "b0:83:fe", "日本HP": "48:0f:cf", "NEC": "8c:df:9d", "富士通": "8c:73:6e"}
LOCAL_PASSWORD, PATIENT = "asagiri-adm1n", "狭霧ヨネ"
# file, department code, prefix of names, prefix of addresses, how many, the systems in turn
DEPARTMENTS: list[tuple[str, str, str, str, int, tuple[str, ...]]] = [
    ("T_PC_GAIRAI.csv", "10", "ASG-G", "172.20.4.", 14, ("l21", "w10", "l21", "w1123")), ("T_PC_3F.csv", "31", "ASG-3F", "172.20.4.", 10, ("l21", "l21", "w10")),
    ("T_PC_4F.csv", "41", "ASG-4F", "172.20.5.", 10, ("l21", "w10x")), ("T_PC_RIHA.csv", "50", "ASG-RP", RIHA, 9, ("w10", "l21")), ("T_PC_YAKUKEN.csv", "60", "ASG-K", DEPT, 6, ("l21", "w1124", "w7")),
    ("T_PC_JIMU.csv", "70", "ASG-J", OFFICE, 16, ("w1124", "w11", "w11x", "w1123")), ("T_PC_BUNIN.csv", "80", "ASC-", CLINIC, 6, ("w11", "w10")),
]  # fmt: skip


class Access:
    """The database as its wizard exports it: texts in quotes, numbers and dates bare, CP932."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.files: dict[str, list[list[Any]]] = {}

    def pc(self, file: str, one: Machine, os: str, *, ip: str | None = None, sts: int = 0, gone: str = "", user: str = "", note: str = "", kind: int = 11, upd: str = "2026/06/02") -> Machine:
        rows = self.files.setdefault(file, [])
        n = len(rows) + 1
        maker = next((name for name, prefix in MAKERS.items() if one.macs and one.macs[0].startswith(prefix)), "Apple" if kind == 13 else "")
        mac = one.macs[0] if one.macs else ""
        mac = (mac.upper().replace(":", "-"), mac.replace(":", ""), mac.upper())[n % 3]
        rows.append([n, one.asset, one.host, kind, int(next((code for name, code, *_ in DEPARTMENTS if name == file), "0")), maker, "", one.serial, SYSTEMS[os][0] if os else "",
                     one.ips[0] if ip is None and one.ips else ip or "", mac, f"20{18 + n % 7}/0{1 + n % 9}/01 0:00:00", sts, gone, user, note, upd + " 0:00:00"])  # fmt: skip
        return one.written(file)

    def server(self, one: Machine, os: str, role: str, *, db: str = "", second: str = "", kind: int = 21, maker: str = "", model: str = "", firmware: str = "", note: str = "") -> Machine:
        rows = self.files.setdefault("T_SERVER.csv", [])
        rows.append([len(rows) + 1, one.asset, one.host, kind, role, maker, model, one.serial, SYSTEMS[os][0] if os else firmware, db, one.ips[0] if one.ips else "", second,
                     one.macs[0].upper() if one.macs else "", "2019/04/01 0:00:00", 0, "", note])  # fmt: skip
        return one.written("T_SERVER.csv")

    def written(self) -> dict[str, bytes]:
        made = {}
        for file, rows in self.files.items():
            head = SV_HEAD if file == "T_SERVER.csv" else PC_HEAD
            lines = [] if file == "T_PC_BUNIN.csv" else [",".join(f'"{name}"' for name in head)]  # the box フィールド名を含める was not ticked
            for row in rows:
                lines.append(",".join(access_cell(name, value) for name, value in zip(head, row, strict=True)))
            made[file] = ("\r\n".join(lines) + "\r\n").encode("cp932")
        return made


def access_cell(name: str, value: Any) -> str:
    if value in ("", None) or isinstance(value, int) or name.endswith("_DT"):
        return "" if value is None else str(value)
    return '"' + str(value).replace('"', '""') + '"'


def terminals(house: House, access: Access) -> None:
    """PCs by department; one moved from 外来 to リハ, one has two addresses since its card was changed, one's address is wrong."""
    makers = list(MAKERS.values())
    for file, code, prefix, net, count, systems in DEPARTMENTS:
        for n in range(1, count + 1):
            os = systems[n % len(systems)]
            end = {"T_PC_3F.csv": 60, "T_PC_YAKUKEN.csv": 80, "T_PC_JIMU.csv": 50}.get(file, 10) + n
            if file == "T_PC_YAKUKEN.csv":
                end = 79 + n
            made = house.machine("client", "端末", f"{prefix}{n:02d}", f"{net}{end}", os=os, mac=makers[(n + int(code)) % 4], serial=(7, 10, 9, 8)[n % 4], asset=f"A{code}-{n:03d}")
            note = {("T_PC_3F.csv", 2): f"ローカルadmin: {LOCAL_PASSWORD}", ("T_PC_RIHA.csv", 4): "退院支援用 Excel有", ("T_PC_JIMU.csv", 7): "地域連携室 電カル参照", ("T_PC_YAKUKEN.csv", 1): "検像端末 画像工房"}.get((file, n), "")
            user = {("T_PC_GAIRAI.csv", 3): papers.STAFF[0], ("T_PC_4F.csv", 6): f"{PATIENT}様 ベッドサイド"}.get((file, n), "")
            ip = {("T_PC_4F.csv", 3): "172.20.5 .13", ("T_PC_GAIRAI.csv", 5): "172.20.4.１５"}.get((file, n))
            access.pc(file, made, os, ip=ip, note=note, user=user, kind=12 if n % 5 == 0 else 11)
    moved = house.machine("client", "端末", "ASG-G21", RIHA + "41", os="w10", mac=makers[1], serial=10, asset="A10-021")
    access.pc("T_PC_GAIRAI.csv", moved, "w10", ip="172.20.4.41", note="リハ室へ移動(R7.10)", upd="2024/11/11")
    access.pc("T_PC_RIHA.csv", moved, "w10", note="外来より移管", upd="2025/10/20")
    for n in range(1, 5):  # two of them left their addresses to others
        made = house.gone(house.machine("client", "端末", f"ASG-G9{n}", f"172.20.4.{10 + n if n < 3 else 190 + n}", os="w7", mac=makers[n % 4], serial=7, asset=f"A10-09{n}"), "STS_CD 9")
        access.pc("T_PC_GAIRAI.csv", made, "w7", sts=9, gone="2022/03/31 0:00:00" if n != 4 else "", note="" if n != 3 else "HDD破壊済", upd="2022/04/01")
    old = house.gone(house.machine("client", "端末", "ASG-J91", OFFICE + "52", os="w7", mac=makers[2], serial=7, asset="A70-091"), "STS_CD 9")
    access.pc("T_PC_JIMU.csv", old, "w7", sts=9, gone="2021/12/28 0:00:00", upd="2022/01/05")


def tablets(house: House, access: Access) -> list[Machine]:
    """Rehabilitation's tablets have no address in the ledger; the leases know it. Two handhelds and a phone are only in the leases."""
    air = []
    for n in range(1, 6):
        made = house.machine("tablet", "iPad", f"RH-iPad{n}", f"{AIR}{30 + n}", mac="f0:18:98", serial=12, asset=f"A50-10{n}")
        access.pc("T_PC_RIHA.csv", made, "", ip="DHCP", kind=13, note="リハ記録用")
        air.append(made)
    for n in range(1, 3):
        air.append(house.stranger(house.machine("tablet", "", f"nurse-hh{n}", f"{AIR}{60 + n}", mac="00:1b:d3", serial=0)))
    air.append(house.stranger(house.machine("tablet", "", "iPhone", f"{AIR}77", mac="7e:4a:10", serial=0)))  # somebody's own
    return air


def servers(house: House, access: Access) -> None:
    """Servers and the gear, in one table with two columns for addresses and a column for the database."""
    rows = [("ASG-EHR01", SERVERS + "10", "s19", "電子カルテAP", ""), ("ASG-EHR02", SERVERS + "11", "rh9", "電子カルテDB", "Oracle19c"), ("ASG-RX01", SERVERS + "12", "s22", "薬剤・電子処方箋", ""),
            ("ASG-LIS01", SERVERS + "13", "s12", "検体検査", "SQLServer2014"), ("ASG-IJI01", SERVERS + "14", "s16", "医事会計(レセコン)", ""), ("ASG-DOC01", SERVERS + "16", "s12", "文書・退院サマリ", ""),
            ("ASG-RH01", SERVERS + "18", "s08", "リハ記録(旧) 参照用", ""), ("ASG-PACS01", DEPT + "10", "s16", "PACS", ""), ("ASG-DC01", OFFICE + "10", "s19", "ADサーバ", ""), ("ASG-AV01", OFFICE + "11", "s22", "ウイルス対策管理", "")]  # fmt: skip
    products = {"Oracle19c": "Oracle Database 19c", "SQLServer2014": "SQL Server 2014"}
    for n, (host, ip, os, role, db) in enumerate(rows, 1):
        made = house.machine("server", role, host, ip, os=os, mac=MAKERS["富士通" if n % 2 else "DELL"], serial=10, asset=f"S-{n:02d}")
        made.runs += (products[db],) if db else ()
        access.server(made, os, role, db=db, maker="富士通" if n % 2 else "DELL")
    house.named("ASG-PACS01").runs += ("SQL Server 2014",)  # only the parts list says so
    nas = house.machine("nas", "事務NAS", "ASG-NAS01", OFFICE + "20", mac="24:5e:be", serial=12, asset="S-11")
    access.server(nas, "", "事務NAS", kind=22, maker="QNAP", model="TS-432X", note="全職員共有")
    linux = house.machine("firewall", "診療系FW", "asg-fw01", EDGE + "2", INNER + "1", OFFICE + "253", OQS + "1", os="c7", mac=MAKERS["DELL"], serial=7, asset="S-12")
    access.server(linux, "c7", "診療系FW(Linux)", kind=31, maker="DELL", second=INNER + "1").written(LINUX)
    core = house.machine("l3switch", "コアL3スイッチ", "ASG-CORE", OFFICE + "250", CARE + "254", SERVERS + "254", "172.20.5.254", RIHA + "254", DEPT + "254", "172.20.25.254", INNER + "2", serial=16, asset="S-13")
    core.macs = (wire.CORE_MAC,)
    access.server(core, "", "コアスイッチ", kind=32, maker="アライドテレシス", model="AT-x930-28GTX", firmware="AW+ 5.5.0", second=CARE + "254").written(CORE)
    router = house.machine("router", "保守回線ルータ", "asg-rtx", EDGE + "1", OUTSIDE, mac="00:a0:de", serial=10, asset="S-14")
    router.macs += (house.mac("00:a0:de"),)
    access.server(router, "", "保守回線ルータ", kind=33, maker="YAMAHA", model="RTX1220", firmware="Rev.15.04.03").written(RTX)
    clinic = house.machine("router", "分院ルータ", "", CLINIC + "1", CLINIC_OFFICE + "1", gear.CLINIC_OUTSIDE, mac="00:a0:de", serial=10, asset="S-15")
    access.server(clinic, "", "分院ルータ", kind=33, maker="YAMAHA", model="RTX830", firmware="Rev.15.02.22").written(RTX_CLINIC)
    forti = house.machine("firewall", "情報系UTM", "ASG-FG60F", OFFICE + "254", FAMILY + "254", gear.FORTI_OUTSIDE, serial=16, asset="S-16")
    forti.runs = ("FortiOS 7.2",)
    access.server(forti, "", "情報系UTM", kind=31, maker="Fortinet", model="FortiGate-60F").written(MEMO)


def engineers(house: House) -> bytes:
    """The ME room's sheet: two rows of heading, group rows merged over all columns, tick boxes, what is gone struck through."""
    wide = 11
    rows: list[list[Any]] = [["ME機器一覧(臨床工学室)", *[None] * 10], ["No.", "機器", None, None, "設置場所", "ネットワーク", None, None, "管理", None, "メモ"],
                             [None, "名称", "メーカー・型式", "機番", None, "LAN", "IPアドレス", "組込OS", "保守契約", "次回点検", None]]  # fmt: skip
    groups: list[tuple[str, list[tuple[str, str, int, str, str, str]]]] = [
        ("■ 放射線科", [("CT", "CT-64", 41, "wes7", "CT室", ""), ("MRI", "1.5T", 42, "b16", "MRI室", ""), ("一般撮影(FPD)", "", 43, "l19", "撮影室", ""), ("骨密度測定", "", 46, "xp", "撮影室", "LAN接続のままXP")]),
        ("■ 生理・検体検査", [("超音波診断装置 1", "", 44, "m7", "エコー室", ""), ("超音波診断装置 2", "", 45, "l19", "エコー室", "R6更新"), ("生化学分析装置", "", 61, "m7", "検査室", ""), ("血球計数器", "", 62, "", "検査室", ""), ("心電計", "", 51, "", "検査室", "")]),
        ("■ 病棟", [("セントラルモニタ 3F", "", 71, "l19", "3F", ""), ("セントラルモニタ 4F", "", 72, "me", "4F", "")]),
        ("■ リハビリ", [("歩行リハ支援ロボット管理PC", "WalkAssist 2.1", 131, "l19", "リハ室", "アシストモーション 貸与"), ("等速性筋力測定装置", "", 132, "m7", "リハ室", "")]),
    ]
    merged, struck, number = [], [], 0
    for title, devices in groups:
        rows.append([title, *[None] * 10])
        merged.append(len(rows))
        for name, model, end, os, room, note in devices:
            number += 1
            ip = f"{DEPT}{end}" if end < 130 else f"{RIHA}{end - 100}"
            made = house.machine("modality", name, "", ip, os=os, mac="48:0f:cf" if end == 131 else "", serial=8)
            rows.append([number, name, model, made.serial, room, True, ip if end != 43 else "１７２．２０．１６．４３", SYSTEMS[os][0] if os else None, "有" if end % 2 else "無", datetime(2027, 3, 1), note])
            made.written(ME, len(rows), "ネットワーク接続機器")
        if title == "■ 放射線科":
            number += 1
            made = house.gone(house.machine("modality", "CT(旧)", "", DEPT + "41", os="xp", serial=8), "取り消し線")
            rows.append([number, "CT(旧)", "CT-16", made.serial, "CT室", False, DEPT + "41", SYSTEMS["xp"][0], "無", None, "R3.9 撤去・下取"])
            made.written(ME, len(rows), "ネットワーク接続機器")
            struck.append(len(rows))
    spare: list[list[Any]] = [["No.", "名称", "機番", "保管", "LAN", "状態"]]
    for n in range(1, 9):
        made = house.machine("medical_device", ("輸液ポンプ", "シリンジポンプ", "人工呼吸器")[n % 3], "", serial=9, standalone=True)
        spare.append([n, made.name, made.serial, "ME室", False, "貸出中" if n % 3 == 0 else "返却"])
        made.written(ME, len(spare), "貸出機器")

    def touch(book: Any) -> None:
        from openpyxl.styles import Font

        sheet = book["ネットワーク接続機器"]
        for area in ("A1:K1", "A2:A3", "B2:D2", "E2:E3", "F2:H2", "I2:J2", "K2:K3"):
            sheet.merge_cells(area)
        for row in merged:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
        for row in struck:
            for cell in sheet[row]:
                cell.font = Font(strike=True)

    return xlsx({"ネットワーク接続機器": rows + [[None] * wide] * 6, "貸出機器": spare}, touch=touch)


def strangers(house: House) -> None:
    """What no list names: the robot maker's mobile router, a NAS in the rehabilitation room, a printer, a laptop of one's own."""
    house.stranger(house.machine("lte_router", "", "", wire.LTE_IP, mac="00:80:6d", serial=0))
    house.stranger(house.machine("nas", "", "", wire.RIHA_NAS, mac="cc:e1:d5", serial=0))
    house.stranger(house.machine("printer", "", "", DEPT + "120", serial=0))
    house.stranger(house.machine("oqs_terminal", "", "", OQS + "2", serial=0))


def inventory(house: House) -> bytes:
    """Systemwalker-like: the time of the download in line 1, office and outpatient PCs, one laptop that nobody bought."""
    head = ["PC名", "コンピュータ名", "IPアドレス", "MACアドレス", "OS", "OSバージョン", "メモリ容量(MB)", "インベントリ収集日時", "ウイルスパターン日付", "ユーザーID"]
    rows = [["2026/11/16 09:12:33"], head]
    for one in house.machines:
        if not one.host.startswith(("ASG-J", "ASG-G")):
            continue
        key = next(key for key, (_, product) in SYSTEMS.items() if (product or key) == (one.runs[0] if one.runs else "w11x"))
        name, build = TOOL_OS[key]
        old = one.host in ("ASG-G04", "ASG-G08")
        if not one.certain:
            one.runs, one.certain = ("Windows 11 Pro 25H2",), True  # the build tells what the ledger does not
        rows.append([f"{'外来' if one.host.startswith('ASG-G') else '事務'} {int(one.host[-2:])}番", one.host, one.ips[0], one.macs[0].upper().replace(":", "-"), name, build, "8192", f"2026/11/{13 if not old else 14} 08:5{len(rows) % 10}:11", "2026/11/12" if not old else "2025/12/01", "u" + one.host[-2:]])
        one.written(TOOL)
    own = house.stranger(house.machine("client", "", "DESKTOP-7Q2KJ1A", wire.OFFICE_GUEST, os="w1123", mac="54:ee:75", serial=0))
    rows.append(["", own.host, own.ips[0], own.macs[0].upper().replace(":", "-"), *TOOL_OS["w1123"], "16384", "2026/11/13 19:40:02", "", "user"])
    own.written(TOOL)
    return csv_text(rows).encode("cp932")


def directory(house: House) -> bytes:
    """Servers of the domain and office PCs; three accounts whose machines left, one of them disabled."""
    versions = {"Windows Server 2019": "10.0 (17763)", "Windows Server 2022": "10.0 (20348)"}
    builds = {"Windows 11 Pro 23H2": "10.0 (22631)", "Windows 11 Pro 24H2": "10.0 (26100)", "Windows 11 Pro 25H2": "10.0 (26200)"}
    day = datetime(2026, 11, 9, 8, 40)
    accounts = [(one, f"{one.runs[0]} Standard", versions[one.runs[0]], day, 532480 if one.host == "ASG-DC01" else 4096) for one in (house.named("ASG-DC01"), house.named("ASG-AV01"))]
    for n, one in enumerate([one for one in house.machines if one.host.startswith("ASG-J")]):
        accounts.append((one, "Windows 11 Pro", builds[one.runs[0]], day - timedelta(days=n % 5), 4096))
    for n in range(1, 4):
        gone = house.gone(house.machine("client", "端末", f"ASG-J8{n}", os="w7", serial=0), "ADに残るだけ")
        accounts.append((gone, "Windows 7 Professional", "6.1 (7601)", datetime(2022, n, 14, 9, 0), 4098 if n == 1 else 4096))
    return wire.csvde(accounts)


CODE_ROWS: Sequence[Sequence[Any]] = [
    ["KBN", "CD", "NAIYO", "HYOJI_JUN"], ["KIND_CD", 11, "デスクトップPC", 1], ["KIND_CD", 12, "ノートPC", 2], ["KIND_CD", 13, "タブレット", 3], ["KIND_CD", 21, "サーバ", 4], ["KIND_CD", 22, "NAS", 5],
    ["KIND_CD", 31, "ファイアウォール", 6], ["KIND_CD", 32, "L3スイッチ", 7], ["KIND_CD", 33, "ルータ", 8], ["STS_CD", 0, "使用中", 1], ["STS_CD", 1, "予備", 2], ["STS_CD", 9, "廃棄", 3],
    *(["DEPT_CD", code, name, n] for n, (code, name) in enumerate({"10": "外来", "31": "3階病棟", "41": "4階病棟", "50": "リハビリテーション科", "60": "薬剤・検査", "70": "事務", "80": "分院"}.items(), 1)),
]  # fmt: skip


def rule(comment: str) -> str:
    """Return how a rule of fw01 is named: its chain and the line of the dump, for iptables gives no numbers."""
    lines = gear.LINUX.splitlines()
    return f"FORWARD:{next(n for n, line in enumerate(lines, 1) if comment in line and line.startswith('-A FORWARD'))}"


def sanctioned() -> list[tuple[str, str, str, str]]:
    """Return the ways that contracts and notes tell of: what for, rule, from, to."""
    return [
        ("オンライン資格確認", rule("ON-SHIKAKU"), SERVERS + "14>" + OQS + "2", OQS + "2"), ("電子処方箋クラウド", rule("denshi"), SERVERS + "12", gear.SHOHO),
        ("遠隔読影", rule("enkaku dokuei"), DEPT + "10", gear.DOKUEI), ("分院のカルテ利用", rule("bunin"), CLINIC + "0/24", gear.CLINIC_OUTSIDE),
        ("電子カルテ保守", f"FORWARD>KARTE_HOSYU:{1 + gear.LINUX.splitlines().index('-A KARTE_HOSYU -d 172.20.1.10/32 -p tcp -m tcp --dport 3389 -j ACCEPT')}", gear.KOSAI_NET, "tunnel:1"),
        ("ウイルス定義", rule("virus"), "", OFFICE + "11"),
    ]  # fmt: skip


def truth(house: House) -> dict[str, Any]:
    """Return what the papers were made from."""
    lte = house.owner(wire.LTE_IP)
    assert lte is not None
    published = ["203.0.113.70:53389", "53389", "nat 1000:5", "policy:101030", f"policy:{rule('ijicom')}", SERVERS + "14", SERVERS + "14:3389", "101030", "ijicom enkaku 2022/6", "ASG-IJI01"]
    medriha = ["tunnel:3", "tunnel:tunnel3", f"policy:{rule('medriha')}", gear.MEDRIHA, "10.90.3.0/24", "medriha", "10.90.3.20"]
    mobile = [wire.LTE_IP, lte.macs[0], wire.ROBOT_CLOUD, "fleet.walkassist.example"]
    viewer = [DEPT + "80", "ASG-K01", wire.TEAMVIEWER, "router15.teamviewer.com", "TeamViewer", f"policy:{rule('kenzo')}"]
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24",
        "hospital": {"name": "医療法人 朝霧会 朝霧記念病院", "beds": 150, "annual_revenue_yen": 2_840_000_000}, **house.truth(ZONES),
        "boundary": {
            "closed_zones": ["clinical", "dept", "wifi"],
            "leaks": [
                leak(1, "vip_rdp", "医事会計サーバのRDPが53389番で公開", published),
                leak(2, "lte_router", "歩行リハ支援ロボットの管理PCが院内LANの外のモバイル回線へ抜ける", mobile, [RIHA + "31"]),
                leak(3, "remote_tool", "検像端末でTeamViewer", viewer),
                leak(4, "stale_vendor_tunnel", "契約の終わったメドリハ技研のトンネル", medriha, ["ASG-RH01", SERVERS + "18"]),
                leak(5, "clin_file_to_info", "文書サーバから事務NASへ", [f"{SERVERS}16>{OFFICE}20", f"policy:{rule('bunsyo')}", "ASG-DOC01"], [SERVERS + "16", OFFICE + "20", "ASG-NAS01"]),
                leak(6, "core_svi_bypass", "コアスイッチのvlan40がfw01を通らずに事務とつなぐ", ["vlan40", OFFICE + "250", "interface vlan40"], ["ASG-CORE"]),
            ],
            "allowed_sanctioned": [allowed(n, *one) for n, one in enumerate(sanctioned(), 1)],  # type: ignore[arg-type]  # iptables gives no numbers
            "disabled_or_denied": ["3", "4"],
        },
        "remote_links": [
            link(1, "光彩システム", "ipsec_router", ["tunnel:1", "tunnel:tunnel1", gear.KOSAI, gear.KOSAI_NET], [SERVERS + "10", "ASG-EHR01"], listed=True),
            link(2, "メドリハ技研", "ipsec_router", medriha, ["ASG-RH01", SERVERS + "18"], listed=True),
            link(3, "医事コム", "rdp_port_forward", published, ["198.51.100.201"], listed=False),
            link(4, "画像工房", "remote_tool", viewer, listed=False),
            link(5, "アシストモーション", "lte_router", mobile, [RIHA + "31"], listed=False),
        ],
        "expected_findings": [], "checklist": [],
        "must_not_appear": [*gear.SECRETS, LOCAL_PASSWORD, PATIENT, *papers.STAFF],
        "expected_checks": ["remote/contract_expired_with_access", "closed/published_service", "closed/remote_tool", "closed/mobile_router", "closed/core_bypass", "info/patient_files_to_info",
                            "lifecycle/unsupported_products", "closed/believed_closed_but_open", "papers/ledger_incomplete", "remote/unlisted_remote_access", "remote/gateway_firmware_old_or_exploited",
                            "identity/same_local_admin", "identity/stale_computer_accounts", "backup/no_offline_copy", "backup/never_restore_tested", "papers/no_cyber_bcp"],
        "wrong_checks": ["closed/any_rule", "closed/sslvpn_password_only", "closed/vendor_box", "closed/dual_homed", "wireless/guest_not_separated", "papers/no_contact_list", "info/training_stale"],
        "not_judgeable": ["closed/usb_unrestricted"],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    house = House(150, SYSTEMS)
    access = Access(house)
    terminals(house, access)
    air = tablets(house, access)
    servers(house, access)
    sheet = engineers(house)
    strangers(house)
    tool = inventory(house)
    names: Mapping[str, str] = {"mac": house.named("asg-rtx").macs[0], "mac2": house.named("asg-rtx").macs[1], "serial": house.named("asg-rtx").serial}
    branch = next(one for one in house.machines if one.name == "分院ルータ")
    evidence = {
        **access.written(), CODES: csv_text(CODE_ROWS).encode("cp932"), TOOL: tool, ME: sheet, papers.CONTRACTS: papers.contracts(),
        RTX: gear.MAIN_RTX.format(**names).replace("\n", "\r\n").encode("cp932"), RTX_CLINIC: gear.CLINIC_RTX.format(mac=branch.macs[0], serial=branch.serial).encode(),
        LINUX: gear.LINUX.encode(), CORE: gear.CORE.encode(), MEMO: gear.MEMO.format(serial=house.named("ASG-FG60F").serial).encode(),
        wire.EVE: wire.eve(house), wire.FLOWS: wire.nfdump(house), wire.LEASES: wire.leases(air), **wire.arps(house),
        wire.DIRECTORY: directory(house), papers.INTERVIEW: papers.INTERVIEW_TEXT.encode(), papers.SDS: papers.disclosure(), papers.SBOM: papers.SBOM_TEXT.encode(),
    }  # fmt: skip
    house.named("ASG-PACS01").written(papers.SBOM)
    save("asagiri", evidence, truth(house), root=root)


if __name__ == "__main__":
    make()
