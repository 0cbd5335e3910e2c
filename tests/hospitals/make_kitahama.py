"""北浜中央病院, 199 beds, acute care: a sheet for each building, DHCP nearly everywhere, the EHR already in the cloud.

Habits: the first octets stand in the heading (IPアドレス 172.20.), English host names, an asset tool that exports UTF-16
with tabs, a directory with accounts that nobody uses, a FortiGate cut into VDOMs, traffic as JSON lines. Traps: a VPN with
a second factor, a wide rule whose schedule has run out, a wide rule with status disable, changes with numbers.
Run it to write the folder again.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.hospitals.kitahama_firewall import CONFIG, OFFICE_NET, SECRETS_IN_CONFIG, config
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

LEDGER, TOOL, DIRECTORY, FLOWS = "kiki_list_2026.xlsx", "device_export.tsv", "AD_export_20261110.csv", "conn.json.log"
CONTRACTS, INTERVIEW = "vendor_contracts.xlsx", "interview.yaml"
SERVERS, MAIN, NEW, CHECKUP, IMAGING, OQS = "172.20.1.", "172.20.16.", "172.20.20.", "172.20.24.", "172.20.32.", "172.20.48."
OFFICE, GUEST, MGMT = "172.21.1.", "172.22.0.", "172.20.250."
ZONES = [
    zone("clinical", "診療系", SERVERS + "0/24", MAIN + "0/22", NEW + "0/23", closed=True),
    zone("dept", "画像・健診部門", IMAGING + "0/24", CHECKUP + "0/24", closed=True),
    zone("oqs", "オンライン資格確認", OQS + "0/27"),
    zone("info", "事務系", OFFICE_NET),
    zone("guest", "来院者Wi-Fi", GUEST + "0/22"),
    zone("mgmt", "機器管理", MGMT + "0/24"),
]
PATIENTS = ["物部はつ江", "宇佐美菊次郎"]
STAFF = ["n.kurosaki", "toyama_m"]
SECRETS = [*SECRETS_IN_CONFIG, "LapsPw-7Qx!2", "Kitahama2019!"]
WIN = {"11-25": ("Microsoft Windows 11 Pro", "10.0.26200", "Windows 11 Pro 25H2"), "11-24": ("Microsoft Windows 11 Pro", "10.0.26100", "Windows 11 Pro 24H2"),
       "11-24e": ("Microsoft Windows 11 Enterprise", "10.0.26100", "Windows 11 Enterprise 24H2"),
       "10": ("Microsoft Windows 10 Pro", "10.0.19045", "Windows 10 22H2"), "10-ltsc": ("Microsoft Windows 10 Enterprise LTSC", "10.0.17763", "Windows 10 LTSC 2019"),
       "10-ltsb": ("Microsoft Windows 10 Enterprise 2016 LTSB", "10.0.14393", "Windows 10 LTSB 2016"), "7": ("Microsoft Windows 7 Professional", "6.1.7601", "Windows 7"),
       "s19": ("Microsoft Windows Server 2019 Standard", "10.0.17763", "Windows Server 2019"), "s22": ("Microsoft Windows Server 2022 Standard", "10.0.20348", "Windows Server 2022"),
       "s12": ("Microsoft Windows Server 2012 R2 Standard", "6.3.9600", "Windows Server 2012 R2")}  # fmt: skip


class House:
    """Everything that stands in the hospital, and the papers as they grow."""

    def __init__(self) -> None:
        self.numbers = Numbers(199)
        self.machines: list[Machine] = []
        self.stale: list[tuple[Machine, str]] = []
        self.unlisted: list[str] = []
        self.sheets: dict[str, list[list[Any]]] = {}
        self.tool: list[list[Any]] = []
        self.directory: list[list[Any]] = []
        self.flows: list[dict[str, Any]] = []
        self.os_of: dict[str, str] = {}
        self._clock = datetime(2026, 11, 10, 23, 0, tzinfo=UTC)  # 8 in the morning of the 11th

    def machine(self, kind: str, name: str, host: str = "", *ips: str, maker: str = "", os: str = "", runs: str = "", serial: bool = True,
                asset: bool = False, **more: Any) -> Machine:  # fmt: skip
        """Put up one machine."""
        number = len(self.machines) + len(self.stale) + 1
        product = runs or (WIN[os][2] if os else "")
        made = Machine(
            f"D{number:03d}", kind, name, host, tuple(ips), tuple(self.numbers.mac(maker) for _ in range(max(1, more.pop("cards", 1)))) if maker else (),
            self.numbers.serial() if serial else "", f"KH{20200 + number}" if asset else "", (product,) if product else (), **more,
        )  # fmt: skip
        self.machines.append(made)
        self.os_of[made.id] = os
        return made

    def retired(self, machine: Machine, reason: str) -> Machine:
        """Take a machine out of use."""
        self.machines.remove(machine)
        self.stale.append((machine, reason))
        return machine

    def row(self, sheet: str, machine: Machine | None, *cells: Any) -> int:
        """Write one row of the ledger."""
        rows = self.sheets.setdefault(sheet, [])
        rows.append(list(cells))
        if machine is not None:
            machine.written(LEDGER, len(rows), sheet)
        return len(rows)

    def in_tool(self, machine: Machine, seen: str = "2026/11/12 09:14", user: str = "") -> None:
        """Write one line of the asset tool."""
        name, version, _ = WIN[self.os_of[machine.id]]
        self.tool.append([machine.host, ";".join(machine.ips), ";".join(mac.upper().replace(":", "-") for mac in machine.macs), name, version,
                          machine.serial, user or self.numbers.pick(*STAFF), "LapsPw-7Qx!2" if machine.host.endswith("1") else "",
                          "Defender for Endpoint" if int(machine.id[1:]) % 9 else "", seen])  # fmt: skip
        machine.written(TOOL)

    def in_directory(self, machine: Machine, last: str = "2026/11/09 8:31:10", enabled: bool = True) -> None:
        """Write one computer account."""
        name, version, _ = WIN[self.os_of[machine.id]]
        build = version.rsplit(".", 1)[1]
        self.directory.append([machine.host, f"{machine.host.lower()}.kitahama.local", str(enabled), name.replace("Microsoft ", ""),
                               f"{version.rsplit('.', 1)[0]} ({build})", last, f"CN={machine.host},OU=PC,DC=kitahama,DC=local"])  # fmt: skip
        machine.written(DIRECTORY)

    def flow(self, src: Machine | str, dst: str, port: int, service: str = "", *, protocol: str = "tcp", ip: str = "", answered: bool = True, times: int = 1) -> None:
        """Record connections; the sensor notes the MAC address of whoever began, as it sits in front of the router."""
        for _ in range(times):
            self._clock += timedelta(seconds=self.numbers.between(1, 40))
            source = src if isinstance(src, str) else ip or src.ips[0]
            entry: dict[str, Any] = {
                "ts": round(self._clock.timestamp(), 3), "uid": f"C{len(self.flows):06x}", "id.orig_h": source, "id.orig_p": self.numbers.between(49152, 65000),
                "id.resp_h": dst, "id.resp_p": port, "proto": protocol, **({"service": service} if service else {}), "duration": 1.5,
                "orig_bytes": 2100, "resp_bytes": 5400 if answered else 0, "conn_state": "SF" if answered else "S0", "history": "ShADadFf" if answered else "S",
                "orig_pkts": 12, "orig_ip_bytes": 2600, "resp_pkts": 10 if answered else 0, "resp_ip_bytes": 5900 if answered else 0,
            }  # fmt: skip
            if not isinstance(src, str):
                src.written(FLOWS)
                if src.macs:
                    entry["orig_l2_addr"] = src.macs[src.ips.index(source)] if len(src.macs) == len(src.ips) else src.macs[0]
            self.flows.append(entry)
            target = next((m for m in self.machines if dst in m.ips), None)
            if target is not None and answered:
                target.written(FLOWS)


def server_room(house: House) -> None:
    """The sheet of the server room: addresses in full, columns in another order than elsewhere."""
    sheet = "サーバ室"
    house.row(sheet, None, "サーバ室 機器一覧", "", "", "", "", "", "", "", "2026年4月更新")
    house.row(sheet, None, "資産番号", "ホスト", "役割", "IP", "OS", "DB", "メーカ/型番", "S/N", "メモ")
    table = [
        ("KHDC01", "ドメインコントローラ", SERVERS + "10", "s22", "", "Dell", "PowerEdge R450", ""),
        ("KHDC02", "ドメインコントローラ(予備)", SERVERS + "11", "s19", "", "Dell", "PowerEdge R440", ""),
        ("KH-EHR-GW01", "電子カルテ連携ゲートウェイ", SERVERS + "20", "s22", "", "Dell", "PowerEdge R450", "クラウド電カルとの連携サーバ"),
        ("KH-RECE01", "医事会計サーバ", SERVERS + "21", "s19", "SQL Server 2019", "富士通", "PRIMERGY TX1330", "初期PW Kitahama2019!"),
        ("KH-LIS01", "検体検査サーバ", SERVERS + "22", "s12", "SQL Server 2014", "NEC", "Express5800", ""),
        ("KH-PHYS01", "生理検査サーバ", SERVERS + "23", "s19", "", "NEC", "Express5800", ""),
        ("KH-PHARM01", "調剤支援サーバ", SERVERS + "24", "s12", "", "NEC", "Express5800", f"確認用 患者名:{PATIENTS[0]}"),
        ("KH-PACS01", "PACSサーバ", IMAGING + "10", "s19", "", "Dell", "PowerEdge R740", "Webビューア 8443"),
        ("KH-RIS01", "RISサーバ", IMAGING + "11", "s19", "", "Dell", "PowerEdge R440", ""),
        ("KH-BK01", "バックアップサーバ", SERVERS + "30", "s22", "", "HP", "ProLiant DL380", "Veeam"),
        ("KH-FS01", "事務ファイルサーバ", OFFICE + "10", "s19", "", "HP", "ProLiant DL360", ""),
    ]
    for host, role, ip, os, base, maker, model, note in table:
        made = house.machine("server", role, host, ip, maker=maker, os=os, asset=True)
        if base:
            made.runs += (base,)
        text = WIN[os][0].replace("Microsoft Windows Server", "WS").replace(" Standard", "Std")
        house.row(sheet, made, made.asset, host, role, ip, text, base, f"{maker} {model}", made.serial, note)
        if host != "KH-RIS01":
            house.in_tool(made, user="Administrator")
        house.in_directory(made)
    nas = house.machine("nas", "バックアップNAS", "KH-NAS01", SERVERS + "31", maker="Synology", asset=True)
    house.row(sheet, nas, nas.asset, nas.host, "バックアップNAS", nas.ips[0], "", "", "Synology RS1221+", nas.serial, "KH-BK01の保存先")


def main_building(house: House) -> None:
    """本館: the first two octets stand in the heading, and most cells say DHCP."""
    sheet = "本館"
    house.row(sheet, None, "No.", "設置", "PC名称", "用途", "IPアドレス 172.20.", "型番", "製造番号", "備考")
    wards = ["W2E", "W2W", "W3E", "W3W", "OPD", "ER", "OPE"]
    for n in range(1, 46):
        host = f"MAIN-{wards[n % 7]}-PC{n:03d}"
        fixed = n % 8 == 0
        ip = f"{MAIN}{40 + n}" if n % 3 else f"172.20.17.{40 + n}"
        os = house.numbers.pick("11-25", "11-24", "10", "10-ltsc", "11-25")
        # Those that the tool lost have no operating system in any paper.
        made = house.machine("client", "電カル端末", host, ip, maker="HP", os=os, certain=bool(n % 10))
        note = {5: "R8.10入替", 11: f"4階 {PATIENTS[1]}様ベッドサイド用", 20: "旧PC(PC020)は廃棄済"}.get(n, "")
        house.row(sheet, made, n, wards[n % 7], host, "電カル端末", ip.removeprefix("172.20.") if fixed else "DHCP", "HP ProDesk 400", made.serial, note)
        if n % 10:
            house.in_tool(made, "2026/11/12 10:02" if n % 4 else "2026/10/30 17:40")
            house.in_directory(made)
        if n % 2 and n % 10:
            house.flow(made, "198.51.100.180", 443, "ssl")
            house.flow(made, SERVERS + "10", 88, "krb_tcp")
    reception(house, sheet)
    for n in range(1, 7):
        made = house.machine("printer", "プリンタ", "", f"172.20.18.{n}", serial=True)
        house.row(sheet, made, 60 + n, wards[n], "", "プリンタ", f"18.{n}", "RICOH P 6500", made.serial, "")
    old = house.machine("client", "電カル端末", "MAIN-OPD-PC099", MAIN + "99", maker="HP", os="7")
    house.retired(old, "廃棄")
    house.row(sheet, old, 99, "OPD", old.host, "電カル端末", "16.99", "HP 6000", old.serial, "2024/3 廃棄")
    house.in_directory(old, "2024/02/28 9:12:00")


def reception(house: House, sheet: str) -> None:
    """The reception PC with two cards, and machines that nobody wrote down."""
    for n in (1, 2, 3):
        both = n == 2
        ips = (f"{MAIN}{30 + n}", *((OFFICE + "77",) if both else ()))
        made = house.machine("client", "受付端末", f"MAIN-RECEP-{n:02d}", *ips, maker="HP", os="11-25", cards=len(ips))
        house.row(sheet, made, 50 + n, "総合受付", made.host, "受付端末", "DHCP", "HP ProDesk 400", made.serial, "")
        house.in_tool(made)
        house.in_directory(made)
        house.flow(made, "198.51.100.180", 443, "ssl", ip=ips[0], times=2)
        if both:
            house.flow(made, OFFICE + "10", 445, "smb", ip=ips[1], times=3)
            house.flow(made, "203.0.113.210", 443, "ssl", ip=ips[1], times=2)
    for host_part, ip, maker in (("", MAIN + "240", "Camera"), ("", "172.20.17.241", "Apple"), ("", NEW + "222", "Epson")):
        made = house.machine("unlisted", "", host_part, ip, maker=maker, serial=False)
        house.flow(made, SERVERS + "10", 53, "dns", protocol="udp", times=2)
        house.unlisted.append(made.id)


def new_building(house: House) -> None:
    """新館: two heading rows, three octets in the heading."""
    sheet = "新館"
    house.row(sheet, None, "新館 端末・機器", "", "", "", "", "", "")
    house.row(sheet, None, "管理No", "フロア", "機器", "ネットワーク", "", "基本情報", "")
    house.row(sheet, None, "", "", "", "コンピューター名", "IP(172.20.20.)", "OS", "シリアル")
    for n in range(1, 31):
        host = f"NEW-{'ICU' if n < 9 else 'HCU' if n < 15 else 'W5'}-{n:02d}"
        os = house.numbers.pick("11-24e", "11-24e", "10-ltsb", "10-ltsc")
        made = house.machine("client", "電カル端末", host, f"{NEW}{n + 10}", maker="Dell", os=os, asset=True)
        text = WIN[os][0].replace("Microsoft ", "").replace("Windows ", "Win")
        house.row(sheet, made, made.asset, f"{3 + n % 4}F", "電カルノート" if n % 3 == 0 else "電カル端末", host, n + 10 if n % 4 == 0 else "自動取得", text, made.serial)
        if n % 9:
            house.in_tool(made)
            house.in_directory(made)
        if n % 3 == 0 and n % 9:  # what the tool does not know is not heard either: it would rightly stay two entries
            house.flow(made, "198.51.100.180", 443, "ssl")
    for n in range(1, 6):
        made = house.machine("medical_device", "ベッドサイドモニタ", "", f"{NEW}{200 + n}")
        house.row(sheet, made, "", "ICU", "ベッドサイドモニタ", "", 200 + n, "", made.serial)


def checkup_wing(house: House) -> None:
    """健診棟: another clerk, other words, and a mobile router of the booking company."""
    sheet = "健診棟"
    house.row(sheet, None, "健診棟 備品(PC等) 担当:健診課")
    house.row(sheet, None, "機器名称", "マシン名", "172.20.24.", "Windowsの種類", "購入", "摘要")
    for n in range(1, 13):
        os = house.numbers.pick("10", "11-25", "7")
        made = house.machine("client", "健診端末", f"HCC-{n:02d}", f"{CHECKUP}{n + 20}", maker="Lenovo", os=os, serial=False)
        text = {"10": "Windows10 Pro 22H2", "11-25": "Windows11 Pro 25H2", "7": "Windows7 Pro"}[os]
        house.row(sheet, made, "健診端末", made.host, n + 20, text, f"R{3 + n % 4}.6", "")
        if n % 2:
            house.in_tool(made)
            house.in_directory(made)
            house.flow(made, SERVERS + "21", 1433, "", times=1)
    made = house.machine("mobile_router", "LTEルータ", "", CHECKUP + "250", serial=False)
    house.row(sheet, made, "LTEルータ", "", 250, "", "R5.10", "健診予約システム 業者設置(ヘルスリンク)")
    made = house.machine("modality", "超音波装置", "", CHECKUP + "60", serial=False)
    house.row(sheet, made, "超音波装置", "", 60, "", "R2.3", "")
    made = house.machine("medical_device", "身長体重計", "", serial=False, standalone=True)
    house.row(sheet, made, "身長体重計", "", "なし", "", "H28", "単体使用")


def imaging(house: House) -> None:
    sheet = "放射線"
    house.row(sheet, None, "装置名", "メーカー", "IPアドレス", "AEタイトル", "OS", "保守", "保守期限")
    table = [
        ("CT装置", "ct-01", "31", "7", "クリアイメージ"), ("MRI装置", "mr-01", "32", "10-ltsc", "クリアイメージ"), ("一般撮影DR", "dr-01", "33", "10", "クリアイメージ"),
        ("マンモグラフィ", "mg-01", "34", "7", "クリアイメージ"), ("血管撮影装置", "xa-01", "35", "10-ltsb", "クリアイメージ"),
    ]  # fmt: skip
    for name, host, end, os, vendor in table:
        made = house.machine("modality", name, "", IMAGING + end, os=os, serial=False)
        text = {"7": "Windows 7", "10": "Windows 10 Pro 22H2", "10-ltsc": "Win10 LTSC 2019", "10-ltsb": "Win10 LTSB 2016"}[os]
        house.row(sheet, made, name, "GE" if end == "31" else "キヤノン", made.ips[0], host.upper().replace("-", ""), text, vendor, "2027/3/31")
        house.flow(made, IMAGING + "10", 104, "", times=2)
    for n in (1, 2, 3):
        made = house.machine("client", "読影ワークステーション", f"RAD-WS{n:02d}", f"{IMAGING}{60 + n}", maker="Dell", os="10")
        house.row(sheet, made, f"読影ワークステーション{n}", "Dell", made.ips[0], made.host, "Win10 Pro", "クリアイメージ", "")
        house.in_tool(made)
        house.flow(made, IMAGING + "10", 443, "ssl", times=2)
        if n == 3:
            house.flow(made, "203.0.113.200", 5938, "", times=6)


def office(house: House) -> None:
    """事務: no sheet of its own; the directory and the tool know these."""
    for n in range(1, 25):
        made = house.machine("client", "", f"OFF-PC{n:02d}", f"{OFFICE}{100 + n}", maker="富士通", os=house.numbers.pick("11-25", "11-24", "11-25", "10"))
        house.in_tool(made)
        house.in_directory(made)
        house.unlisted.append(made.id)
        if n % 3 == 0:
            house.flow(made, "203.0.113.220", 443, "ssl")
            house.flow(made, OFFICE + "10", 445, "smb")
    for n in range(1, 8):
        gone = house.retired(house.machine("client", "", f"OFF-OLD{n:02d}", maker="富士通", os="7"), "directory only, unused")
        house.in_directory(gone, f"202{n % 3 + 1}/0{n}/15 9:00:00", enabled=n != 3)


def network(house: House) -> None:
    sheet = "NW"
    house.row(sheet, None, "種別", "名前", "管理IP", "機種", "Ver", "シリアル", "場所")
    firewall = house.machine("firewall", "ファイアウォール", "KH-FGT", MGMT + "1", runs="FortiOS 7.4")
    firewall.ips += (SERVERS + "1", MAIN + "1", NEW + "1", CHECKUP + "1", IMAGING + "1", OQS + "1", "172.21.0.1", GUEST + "1", "203.0.113.40")
    house.row(sheet, firewall, "FW", firewall.host, firewall.ips[0], "FortiGate 120G", "7.4.8", firewall.serial, "サーバ室")
    firewall.written(CONFIG)
    for n in range(1, 9):
        made = house.machine("l2switch", "フロアスイッチ", f"KH-SW{n:02d}", f"{MGMT}{10 + n}")
        house.row(sheet, made, "L2SW", made.host, made.ips[0], "Catalyst 9200L", "17.9", made.serial, f"{n}F EPS")
    for n in range(1, 7):
        made = house.machine("ap", "無線アクセスポイント", f"KH-AP{n:02d}", f"{MGMT}{50 + n}")
        house.row(sheet, made, "無線AP", made.host, made.ips[0], "Aruba AP-515", "", made.serial, f"{n}F")
    for n in (1, 2):
        made = house.machine("oqs_terminal", "資格確認端末", f"OQS-{n:02d}", f"{OQS}{10 + n}", runs="Windows 10 LTSC 2021")
        house.row(sheet, made, "資格確認端末", made.host, made.ips[0], "指定PC", "Win10 IoT Enterprise LTSC 2021", made.serial, "総合受付")


def hidden_sheet(house: House) -> None:
    sheet = "2019旧本館"
    house.row(sheet, None, "No.", "設置", "PC名称", "IPアドレス", "OS", "利用者")
    for n in range(1, 5):
        # The second name is in use again, on another machine.
        old = house.retired(house.machine("client", "旧端末", "MAIN-W3E-PC002" if n == 2 else f"OLDMAIN-{n:02d}", f"172.20.19.{n}", os="7", serial=False), "非表示シート")
        house.row(sheet, old, n, "旧本館", old.host, old.ips[0], "Win7", PATIENTS[0] if n == 1 else STAFF[0])


def more_flows(house: House) -> None:
    find = {machine.host: machine for machine in house.machines if machine.host}
    house.flow(find["KH-EHR-GW01"], "198.51.100.180", 443, "ssl", times=4)
    house.flow(find["KH-RECE01"], OQS + "11", 445, "smb", times=2)
    house.flow("203.0.113.150", IMAGING + "10", 443, "ssl", times=5)  # strangers at the PACS's web page
    house.flow("172.20.60.12", SERVERS + "21", 3389, "rdp", times=2)  # people through the VPN
    house.flow(find["KH-BK01"], SERVERS + "31", 445, "smb", times=3)
    house.flow(find["OFF-PC03"], SERVERS + "22", 445, "", answered=False, times=2)  # refused by the firewall


def contracts() -> bytes:
    rows: list[list[Any]] = [
        ["契約先名称", "契約件名", "契約開始日", "契約満了日", "契約金額(税込)", "自動更新の有無", "リモート保守の有無", "特記事項"],
        ["株式会社ネクストカルテ", "クラウド型電子カルテ利用契約", "2024/10/01", "2029/09/30", 19800000, "有", "無", "SaaS。連携GWの更新はネクストカルテが行う"],
        ["クリアイメージ株式会社", "PACS・RIS・放射線装置保守", "2026/04/01", "2027/03/31", 8800000, "無", "有", ""],
        ["株式会社臨床データ", "検体検査システム保守", "2026/04/01", "2027/03/31", 1980000, "無", "有", ""],
        ["医事ソフト販売(株)", "医事会計システム保守", "2026/04/01", "2027/03/31", 1650000, "有", "有", ""],
        ["ヘルスリンク(株)", "健診予約システム", "2023/10/01", "2026/09/30", 660000, "無", "無", ""],
    ]  # fmt: skip
    remote: list[list[Any]] = [
        ["接続業者名", "対象", "接続方式", "接続元", "接続先", "認証", "常時/都度", "備考"],
        ["クリアイメージ", "PACS・RIS", "IPsec VPN", "198.51.100.60", IMAGING + "10", "ID/PW", "常時", ""],
        ["医事ソフト販売", "医事会計", "SSL-VPN", "可変", SERVERS + "21", "SAML+多要素認証", "都度", "CHG-0132"],
        ["臨床データ", "検体検査", "SSL-VPN", "可変", SERVERS + "22", "SAML+多要素認証", "都度", "CHG-0132"],
    ]
    return xlsx({"契約": rows, "リモート": remote})


def interview() -> str:
    return f"""\
# 2026-11-06 情報システム課
hospital: {{name: 社会医療法人 北濱会 北浜中央病院, beds: 199, annual_medical_revenue_yen: 4200000000, emergency_designated: true}}
it:
  staff_fte: 3
  security_specialist: false
  security_budget_yen_per_year: 6000000
  ciso_or_responsible: 副院長
ehr: {{vendor: ネクストカルテ, kind: cloud, contract_renewal: 2029-09}}
network:
  believes_clinical_network_closed: false
  diagram_exists: true
  knows_remote_maintenance_count: 3
  guest_wifi: true
  segments_told:
    - {{name: サーバ, cidr: {SERVERS}0/24}}
    - {{name: 本館 電カル端末, cidr: {MAIN}0/22}}
    - {{name: 新館 電カル端末, cidr: {NEW}0/23}}
    - {{name: 健診棟, cidr: {CHECKUP}0/24}}
    - {{name: 放射線, cidr: {IMAGING}0/24}}
    - {{name: 資格確認, cidr: {OQS}0/27}}
    - {{name: 事務, cidr: {OFFICE_NET}}}
endpoint:
  antivirus: Microsoft Defender for Endpoint
  edr: Defender for Endpoint (MDR契約 24時間)
  local_admin_password: LAPS
  usb_control: 登録制
  patching_clinical: 年2回
  patching_info: 自動
backup:
  - {{system: 医事会計, method: 日次, media: [disk, immutable_cloud], generations: 30, restore_test: 2026-06}}
  - {{system: PACS, method: 週次, media: [nas_online], generations: 1, restore_test: never}}
policy:
  security_policy_document: true
  bcp_for_cyber: true
  incident_contact_list: true
  paper_chart_drill: 2025年11月実施
training:
  all_staff_last: 2026-05
  phishing_drill: true
"""


def truth(house: House) -> dict[str, Any]:
    find = zone_finder(ZONES)
    by_host = {machine.host: machine for machine in house.machines if machine.host}
    recep, tool_ws = by_host["MAIN-RECEP-02"], by_host["RAD-WS03"]
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24", "zones": ZONES,
        "hospital": {"name": "社会医療法人 北濱会 北浜中央病院", "beds": 199, "annual_revenue_yen": 4_200_000_000},
        "devices": [machine.truth(find) for machine in house.machines],
        "stale": [machine.stale_truth(reason) for machine, reason in house.stale],
        "not_in_ledger": house.unlisted,
        "boundary": {
            "closed_zones": ["clinical", "dept"],
            "leaks": [
                leak(1, "vip_rdp", "PACSのWeb画面がインターネットに公開", ["VIP_PACSWEB", "policy:21", "203.0.113.40:8443"], [IMAGING + "10", "KH-PACS01"], port=8443),
                leak(2, "remote_tool", "読影WSの遠隔操作ソフト", [tool_ws.host, tool_ws.ips[0], *tool_ws.macs], ["policy:22", "G_RADWS"]),
                leak(3, "dual_homed_pc", "受付PCが診療系と事務系の両方に接続", [recep.host, *recep.ips, *recep.macs]),
                leak(4, "lte_router", "健診棟のLTEルータ", [CHECKUP + "250"]),
            ],
            "allowed_sanctioned": [
                allowed(1, "クラウド電子カルテ", 11, "", "CLOUD_EHR"), allowed(2, "SSL-VPN(多要素)からの保守", 15, "SSLVPN_POOL", ""),
                allowed(3, "クリアイメージ保守", 16, "10.120.8.0/24", ""), allowed(4, "医事→資格確認", 12, SERVERS + "21", ""),
                allowed(5, "地域連携PCのPACS参照", 31, OFFICE + "103", IMAGING + "10"),
            ],
            "disabled_or_denied": [17, 18, 40],
        },
        "remote_links": [
            link(1, "クリアイメージ", "ipsec_firewall", ["198.51.100.60", "10.120.8.0/24", "tunnel:CLEAR_VPN", "CLEAR_VPN", "policy:16"], [IMAGING + "10"], listed=True),
            link(2, "医事ソフト販売", "sslvpn", ["sslvpn", "policy:15", "SSLVPN_POOL", "G_SAML_MAINT"], [SERVERS + "21"], listed=True),
            link(3, "ヘルスリンク", "lte_router", [CHECKUP + "250"], [], listed=False),
            link(4, "", "remote_tool", ["203.0.113.200", tool_ws.host, tool_ws.ips[0]], [], listed=False),
        ],
        "expected_findings": [], "checklist": [],
        "must_not_appear": [*PATIENTS, *STAFF, *SECRETS],
        "expected_checks": ["closed/published_service", "closed/remote_tool", "closed/dual_homed", "closed/mobile_router", "identity/stale_computer_accounts",
                            "lifecycle/unsupported_products", "papers/ledger_incomplete", "remote/unlisted_remote_access", "backup/no_offline_copy"],
        "wrong_checks": ["closed/sslvpn_password_only", "wireless/guest_not_separated", "closed/any_rule", "identity/same_local_admin",
                         "closed/no_detection_inside", "info/firewall_admin_open", "monitoring/no_remote_logging", "papers/no_cyber_bcp"],
        "not_judgeable": [],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    house = House()
    for part in (server_room, main_building, new_building, checkup_wing, imaging, office, network, hidden_sheet, more_flows):
        part(house)
    tool_head = ["Device Name", "IP Address", "MAC Address", "Operating System", "OS Version", "Serial Number", "Logon User", "Local Admin Password",
                 "Antivirus", "Last Inventory"]  # fmt: skip
    directory_head = ["Name", "DNSHostName", "Enabled", "OperatingSystem", "OperatingSystemVersion", "LastLogonDate", "DistinguishedName"]
    evidence = {
        LEDGER: xlsx(house.sheets, hidden=("2019旧本館",), touch=merge_headings),
        TOOL: csv_text([tool_head, *house.tool], "\t").encode("utf-16"),
        DIRECTORY: csv_text([directory_head, *house.directory]).encode("utf-8"),
        FLOWS: "".join(json.dumps(entry) + "\n" for entry in house.flows).encode(),
        CONFIG: config().encode(),
        CONTRACTS: contracts(),
        INTERVIEW: interview().encode(),
    }
    save("kitahama", evidence, truth(house), root=root)


def merge_headings(book: Any) -> None:
    """Merge the upper headings of 新館, as its clerk did."""
    for cells in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"):
        book["新館"].merge_cells(cells)


if __name__ == "__main__":
    make()
