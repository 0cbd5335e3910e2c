"""若葉療養病院, 96 beds, long-term care: a floor plan kept on squared Excel paper, and whatever could be pasted from two boxes.

Habits: cells merged over small squares, headings in two rows with the first octets in them and the last octet below, 〃
for the place and the system above, 和暦 in four spellings, a sheet for each floor, an old hidden sheet; no directory, no
asset tool, no FortiGate; what the mirror port saw comes as tshark's fields. Traps: a guest network that is closed by a
hardware list which ends in permit, a denial that is bound to nothing, the kept record of the vendor's own tunnel.
Run it to write the folder again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.hospitals.house import House
from tests.hospitals.paper import Machine, allowed, csv_text, leak, link, save, xlsx, zone
from tests.hospitals.wakaba_gear import (
    AIR,
    CLINICAL,
    CORE,
    FAMILY,
    LINK,
    OFFICE,
    OQS,
    ROUTER,
    SECRETS,
    core_arp,
    leases,
    office_arp,
)

LEDGER, LINKS, CORE_FILE, ROUTER_FILE, WIRE = "情報機器配置表.xlsx", "外部接続一覧.csv", "x530_running.txt", "IX2215.log", "mirror_1112_fields.tsv"
ARP, OFFICE_ARP, LEASES, INTERVIEW = "ARP(コア).txt", "ARP(事務PC).txt", "無線リース.txt", "聞取り記録.yaml"
ZONES = [
    zone("clinical", "電カル系", CLINICAL + "0/24", closed=True), zone("wifi", "病棟無線", AIR + "0/24", closed=True), zone("info", "事務系", OFFICE + "0/24"),
    zone("guest", "家族面会Wi-Fi", FAMILY + "0/24"), zone("oqs", "オンライン資格確認", OQS + "0/28"),
]  # fmt: skip
PATIENTS, STAFF = ["早乙女トキ"], ["総務課 葛西"]
SYSTEMS = {
    "w10": ("Win10Pro(22H2)", "Windows 10 22H2"), "w7": ("Win7", "Windows 7"), "w11": ("Win11Pro", ""), "w1124": ("Win11Pro 24H2", "Windows 11 Pro 24H2"),
    "w1125": ("Win11Pro 25H2", "Windows 11 Pro 25H2"), "l19": ("Win10 IoT LTSC2019", "Windows 10 LTSC 2019"), "s16": ("WindowsServer2016", "Windows Server 2016"),
    "s12": ("WinSV 2012R2", "Windows Server 2012 R2"), "s19": ("WinSV 2019", "Windows Server 2019"), "xp": ("WindowsXP", "Windows XP"),
}  # fmt: skip
# Logical columns of the squared paper: heading of two rows, squares wide.
COLUMNS = [("No", "", 1), ("設置場所", "", 3), ("機器", "名称", 4), ("", "コンピュータ名", 3), ("IPアドレス(下の番号のみ記入)", f"電カル系\n{CLINICAL}", 2),
           ("", f"事務系\n{OFFICE}", 2), ("ＯＳ", "", 3), ("製造番号", "", 3), ("導入", "", 2), ("備考", "", 5)]  # fmt: skip
STARTS = [sum(width for _, _, width in COLUMNS[:at]) for at in range(len(COLUMNS))]
PC, HP, NECPC = "8c:73:6e", "48:0f:cf", "8c:df:9d"


def squared(values: Sequence[Any]) -> list[Any]:
    """Lay one logical row out on the squares."""
    row: list[Any] = [None] * sum(width for _, _, width in COLUMNS)
    for start, value in zip(STARTS, values, strict=False):
        row[start] = value if value != "" else None
    return row


class Floor:
    """One sheet of the ledger, written from top to bottom."""

    def __init__(self, house: House, title: str) -> None:
        self.house, self.title, self.struck, self.above = house, title, list[int](), ["", "", "", ""]
        self.rows: list[list[Any]] = [[f"若葉療養病院 情報機器配置表({title})"], [None] * 16 + ["令和8年9月1日現在 総務課"],
                     squared([top for top, _, _ in COLUMNS]), squared([low for _, low, _ in COLUMNS])]  # fmt: skip

    def add(self, machine: Machine, place: str, *, med: Any = "", office: Any = "", os: str = "", bought: str = "", note: str = "") -> Machine:
        """Write one machine; what repeats the line above becomes 〃."""
        words = [place, machine.name, self.house.systems[os][0] if os else "", bought]
        ditto = ["〃" if word and word == above else word for word, above in zip(words, self.above, strict=True)]
        self.above = words
        number = len(self.rows) - 3
        self.rows.append(squared([number, ditto[0], ditto[1], machine.host, med, office, ditto[2], machine.serial, ditto[3], note]))
        return machine.written(LEDGER, len(self.rows), self.title)

    def end(self, *lines: str) -> None:
        """Close the sheet with a total and its footnotes."""
        self.rows.append(squared(["", "計", f"{len(self.rows) - 4}台"]))
        self.rows.extend([line] for line in lines)


def first_floor(house: House) -> Floor:
    """Servers, consultation, pharmacy, offices."""
    floor = Floor(house, "1階")
    servers = [("電子カルテサーバ", "WKB-KARTE", 10, "s16", "R2/11", ""), ("医事サーバ", "WKB-IJI", 11, "s19", "R4/10", ""),
               ("介護記録サーバ", "WKB-KAIGO", 12, "s12", "H28.4", "介護報酬の伝送も兼ねる"), ("バックアップNAS", "WKB-NAS", 20, "", "R2/11", "毎晩コピー(Buffalo)"),
               ("ナースコール連携PC", "NC-GW", 21, "w7", "H27.12", "停止不可")]  # fmt: skip
    for name, host, end, os, bought, note in servers:
        made = house.machine("nas" if not os else "server", name, host, f"{CLINICAL}{end}", os=os, mac=HP)
        floor.add(made, "電算室", med=end, os=os, bought=bought, note=note)
    clients = [("受付", "W1F-UKE", 51, 3, "w10"), ("診察室", "W1F-SIN", 54, 2, "w1125"), ("薬局", "W1F-YAK", 56, 2, "w10"), ("リハビリ室", "W1F-RIH", 61, 2, "l19"),
               ("栄養科", "W1F-EIY", 63, 1, "w11")]  # fmt: skip
    for place, stem, first, count, os in clients:
        for n in range(count):
            made = house.machine("client", "電カル端末", f"{stem}{n + 1}", f"{CLINICAL}{first + n}", os=os, mac=PC)
            note = {"W1F-UKE2": "前画面に早乙女トキ様の名が残る 要清掃", "W1F-YAK2": "薬の発注はこの端末(ドコモのモバイルルータ経由)"}.get(made.host, "")
            floor.add(made, place, med=first + n, os=os, bought="令和元年10月" if os == "w10" else "R6.7", note=note)
    two = house.machine("client", "相談用PC", "W1F-REN1", CLINICAL + "88", OFFICE + "88", os="w10", mac=PC)
    two.macs += (house.mac(PC),)
    floor.add(two, "地域連携室", med=88, office=88, os="w10", bought="令和元年10月", note="メールとカルテ両方使う")
    for n in range(8):
        os = ("w1125", "w1124", "w1125", "w7")[n % 4]
        made = house.machine("client", "事務PC", f"JIMU{n + 1:02d}", f"{OFFICE}{21 + n}", os=os, mac=NECPC)
        floor.add(made, "事務室", office=21 + n, os=os, bought="令和5年" if os != "w7" else "H25.3", note="総務課 葛西" if n == 2 else "")
    for place, name, end in (("事務長室", "事務PC", 31), ("院長室", "事務PC", 32), ("厨房", "給食業者PC", 40)):
        made = house.machine("client", name, "", f"{OFFICE}{end}", os="w11", mac=NECPC, serial=0)
        floor.add(made, place, office=end, os="w11", note="みどりフーズ持込 Web発注のみ" if end == 40 else "")
    for place, end in (("事務室", 50), ("2階前室", 51)):
        floor.add(house.machine("printer", "複合機", "", f"{OFFICE}{end}", mac="00:26:73", serial=0), place, office=end, note="リース")
    floor.add(house.machine("nas", "共有NAS", "JIMU-NAS", OFFICE + "60", mac="cc:e1:d5"), "事務室", office=60, bought="R3/6")
    _examinations(house, floor)
    floor.end("※管理者 kanri / " + SECRETS[1], "※保守の連絡先は別紙")
    return floor


def _examinations(house: House, floor: Floor) -> None:
    for name, end, os, note in (("CRコンソール", 40, "w7", ""), ("画像参照PC", 43, "w10", ""), ("心電計", 41, "", "")):
        made = house.machine("modality" if name != "画像参照PC" else "client", name, "", f"{CLINICAL}{end}", os=os, mac=HP)
        floor.add(made, "検査室", med=end, os=os, bought="H27.12", note=note)
    alone = house.machine("medical_device", "血球計数器", "", os="xp", standalone=True)
    floor.add(alone, "検査室", med="なし", os="xp", bought="H20.6", note="単体使用(LANなし)")
    for n in (1, 2):
        made = house.machine("oqs_terminal", "資格確認端末", f"ONSHI{n}", f"{OQS}{9 + n}", os="l19", mac=PC)
        floor.add(made, "受付", med="別回線", os="l19", bought="R3/9", note=f"NTT閉域 {made.ips[0]}")


def ward(house: House, level: int) -> Floor:
    """A ward with eight terminals, two printers and six tablets."""
    floor = Floor(house, f"{level}階")
    first = 101 if level == 2 else 121
    for n in range(8):
        os = ("w10", "w10", "w1125", "l19")[n % 4]
        host = "NURSE-PC" if n == 7 else f"W{level}F-{n + 1:02d}{'N' if (level, n) == (2, 2) else ''}"
        made = house.machine("client", "電カル端末", host, f"{CLINICAL}{first + n}", os=os, mac=PC, serial=8 if n != 5 else 0)
        written: Any = 150 if (level, n) == (2, 4) else first + n  # a slip of the pen: the true address ends in 105
        if (level, n) == (2, 2):
            old = house.gone(house.machine("client", "電カル端末", "W2F-03", *made.ips, os="w7"), "入替え前の行")
            floor.add(old, "ナースステーション", med=first + n, os="w7", bought="H26.5", note="R7.5入替 → W2F-03N")
        floor.add(made, "ナースステーション" if n < 5 else "廊下カート", med=written, os=os, bought="令和元年10月" if os == "w10" else "R7/5")
    if level == 2:
        struck = house.gone(house.machine("client", "電カル端末", "W2F-09", CLINICAL + "110", os="w7"), "取り消し線")
        floor.add(struck, "廊下カート", med=110, os="w7", bought="H26.5")
        floor.struck.append(len(floor.rows))
    else:
        broken = house.gone(house.machine("client", "電カル端末", "W3F-09", CLINICAL + "130", os="w7"), "備考に廃棄")
        floor.add(broken, "廊下カート", med=130, os="w7", bought="H26.5", note="R8.3 故障→廃棄済")
    if level == 3:  # the cart came down from the second floor and stands on both sheets
        floor.add(house.named("W2F-06"), "廊下カート", med=106, os="w10", bought="令和元年10月", note="R8.7 2階から移動")
    for n in (1, 2):
        end = 200 + (level - 2) * 10 + n
        floor.add(house.machine("printer", "プリンタ", "", f"{CLINICAL}{end}", mac="00:00:48", serial=0), "ナースステーション", med=end)
    for n in range(6):
        made = house.machine("tablet", "介護タブレット", f"WTAB{level}{n + 1}", f"{AIR}{50 + (level - 2) * 10 + n}", mac="f0:18:98", serial=10)
        made.runs = ("iPadOS 26",) if n else ("iPadOS 14",)
        floor.add(made, "ステーション保管", med="無線", bought="R5.2", note="iPadOS 26" if n else "iPadOS14 更新できず")
    floor.end()
    return floor


def gear(house: House) -> Floor:
    """The boxes; here whole addresses stand in the remarks."""
    floor = Floor(house, "通信機器")
    core = house.machine("l3switch", "コアスイッチ", "WKB-CORE", CLINICAL + "254", AIR + "254", OFFICE + "254", FAMILY + "1", LINK + "2", mac="00:00:cd", serial=16)
    floor.add(core.written(CORE_FILE), "電算室", med=254, bought="R2/11", note="アライド x530-28GTXm")
    router = house.machine("router", "ルータ", "WKB-IX", OFFICE + "1", LINK + "1", "203.0.113.78", mac="00:60:b9", serial=12)
    floor.add(router.written(ROUTER_FILE), "電算室", office=1, bought="R2/11", note="NEC IX2215")
    for n in range(4):
        floor.add(house.machine("l2switch", "フロアHUB", f"HUB{n + 1}", serial=12), f"{1 + n % 3}階EPS", bought="H28.4")
    for n in range(6):
        made = house.machine("ap", "無線AP", f"AP{n + 1}", f"{AIR}{241 + n}", mac="00:0d:da", serial=12)
        floor.add(made, f"{2 + n % 2}階廊下", med="無線", bought="R2/11", note=made.ips[0])
    floor.end("※SNMP " + SECRETS[0])
    return floor


def attic(house: House) -> Floor:
    """The hidden sheet: machines of 平成27年, two of whose addresses others have today."""
    floor = Floor(house, "旧(H27)")
    for n, (host, end) in enumerate((("UKETUKE1", 51), ("SINSATU1", 54), ("BYOTO1", 101), ("KARTE-OLD", 10))):
        made = house.gone(house.machine("client" if n < 3 else "server", "端末" if n < 3 else "旧サーバ", host, f"{CLINICAL}{end}", os="w7" if n < 3 else "s12"), "隠しシート 旧(H27)")
        floor.add(made, "旧館", med=end, os="w7" if n < 3 else "s12", bought="H27.4")
    return floor


class Wire:
    """What the mirror port saw, as tshark's fields: each frame once, as it enters the core."""

    FIELDS = ("frame.time_epoch", "vlan.id", "eth.src", "eth.dst", "ip.src", "ip.dst", "ip.proto", "tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport",
              "frame.len", "dns.qry.name", "tls.handshake.extensions_server_name", "nbns.name", "dhcp.option.hostname")  # fmt: skip

    def __init__(self) -> None:
        self.lines = ["\t".join(self.FIELDS)]

    def frame(self, src: tuple[str, str], dst: tuple[str, str], port: int, *, udp: bool = False, sni: str = "", query: str = "", nbns: str = "", asks: str = "", back: bool = False) -> None:
        """One frame from (address, MAC) to (address, MAC of the first hop)."""
        number = len(self.lines)
        ports = [str(port), str(49152 + number % 9000)] if back else [str(49152 + number % 9000), str(port)]
        if nbns:
            ports = ["137", "137"]
        if asks:
            ports = ["68", "67"]
        four = ["", "", *ports] if udp else [*ports, "", ""]
        clock = f"{1794441600 + 7 * number}.{number * 37 % 1000:03d}000000"
        self.lines.append("\t".join([clock, "", src[1], dst[1], src[0], dst[0], "17" if udp else "6", *four, "92" if udp else "517", query, sni, nbns, asks]))

    def talk(self, src: tuple[str, str], dst: tuple[str, str], port: int, *, times: int = 2, sni: str = "") -> None:
        """Some frames there and back."""
        for n in range(times):
            self.frame(src, dst, port, sni=sni if n == 0 else "")
            self.frame(dst, src, port, back=True)


def at(machine: Machine, number: int = 0) -> tuple[str, str]:
    """Return one address of a machine with its MAC, and note that the wire saw it."""
    machine.written(WIRE)
    return machine.ips[number], machine.macs[min(number, len(machine.macs) - 1)]


def wire(house: House) -> str:
    """One working day at the mirror port."""
    seen, core, router = Wire(), house.named("WKB-CORE").macs[0], house.named("WKB-IX").macs[0]
    chart, care = house.named("WKB-KARTE"), house.named("WKB-KAIGO")
    for one in house.machines:
        if one.kind == "client" and one.ips and one.ips[0].startswith(CLINICAL):
            seen.talk(at(one), at(chart), 1433)
            if one.host and one.host != "NURSE-PC":
                seen.frame(at(one), (CLINICAL + "255", "ff:ff:ff:ff:ff:ff"), 137, udp=True, nbns=f"{one.host}<00> (Workstation/Redirector)")
        elif one.kind == "tablet":
            seen.frame(at(one), ("255.255.255.255", "ff:ff:ff:ff:ff:ff"), 67, udp=True, asks=one.host)
            seen.talk(at(one), (care.ips[0], core), 8443, times=1)
        elif one.kind == "client" and one.ips:
            seen.talk(at(one), ("203.0.113.200", router), 443, sni="outlook.example.com")
    for host, port in (("NC-GW", 445), ("WKB-IJI", 1433), ("WKB-NAS", 445)):
        seen.talk(at(house.named(host)), at(chart), port)
    order, rehab, both, clerk = (house.named(host) for host in ("W1F-YAK2", "W1F-RIH2", "W1F-REN1", "JIMU03"))
    mobile = house.stranger(house.machine("lte_router", "モバイルルータ", "", CLINICAL + "250", mac="00:0d:02", serial=0))
    seen.frame(at(order), at(mobile), 53, udp=True, query="order.hokushin-yaku.example")
    seen.talk(at(order), ("203.0.113.150", at(mobile)[1]), 443, times=4, sni="order.hokushin-yaku.example")
    seen.talk(at(rehab), ("203.0.113.188", core), 5938, times=5, sni="router12.teamviewer.com")
    seen.talk(at(both, 1), ("203.0.113.201", router), 443, times=3, sni="mail.example.com")
    seen.talk(at(clerk), (care.ips[0], core), 445, times=4)
    seen.talk(("10.91.5.20", router), (chart.ips[0], core), 3389, times=3)
    other = house.stranger(house.machine("unlisted", "", "DESKTOP-7QK2M1", CLINICAL + "199", mac="54:ee:75", serial=0))
    seen.talk(at(other), at(chart), 1433, times=2)
    seen.frame(at(other), (CLINICAL + "255", "ff:ff:ff:ff:ff:ff"), 137, udp=True, nbns="DESKTOP-7QK2M1<00> (Workstation/Redirector)")
    return "\n".join(seen.lines) + "\n"


def pasted(house: House) -> dict[str, bytes]:
    """The tables that somebody copied from the screen."""
    camera = house.stranger(house.machine("camera", "", "", OFFICE + "70", mac="00:80:45", serial=0))
    phone = house.stranger(house.machine("unlisted", "", "", AIR + "77", mac="f0:18:98", serial=0))
    vlans = {CLINICAL: "vlan10", AIR: "vlan11", OFFICE: "vlan44"}
    rows: list[tuple[str, str, str, str]] = []
    neighbours: list[tuple[str, str]] = []
    for one in house.machines:
        for n, ip in enumerate(one.ips):
            net = ip[: ip.rfind(".") + 1]
            if net in vlans and one.macs and one.host != "WKB-CORE":
                rows.append((ip, one.macs[min(n, len(one.macs) - 1)], vlans[net], f"port1.0.{len(rows) % 16 + 1}"))
                one.written(ARP)
            if net == OFFICE and one.macs and ip not in (OFFICE + "21", OFFICE + "28"):
                neighbours.append((ip, one.macs[0 if one.host != "W1F-REN1" else 1]))
                one.written(OFFICE_ARP)
    rows.append((LINK + "1", house.named("WKB-IX").macs[0], "vlan255", "port1.0.24"))
    tablets = [one for one in house.machines if one.kind == "tablet"] + [phone]
    for one in tablets:
        one.written(LEASES)
    guests = [(Machine(f"G{n}", "guest", "", macs=(house.mac("54:ee:75"),)), f"{FAMILY}{60 + n}") for n in range(3)]
    assert camera.ips
    bound = leases({f"MUSEN {AIR}0/24": [(one, one.ips[0]) for one in tablets], f"KAZOKU {FAMILY}0/24": guests})
    return {ARP: core_arp(sorted(rows)).encode(), OFFICE_ARP: office_arp(OFFICE + "21", neighbours).encode("cp932"), LEASES: bound.encode()}


def links() -> bytes:
    """The list of outside links, kept by hand."""
    rows = [
        ["外部接続一覧 (令和8年4月 総務課作成)"], [], ["No", "相手先", "目的", "回線・方式", "相手アドレス", "当院側機器", "認証", "利用", "契約期限", "備考"],
        ["1", "みのりカルテ㈱", "電子カルテ保守", "インターネットVPN(IPsec) IX2215", "198.51.100.21", CLINICAL + "10", "ID・パスワード", "随時", "R9.3.31", ""],
        ["2", "支払基金", "オンライン資格確認", "NTT IP-VPN(閉域)", "", "資格確認端末", "証明書", "常時", "-", ""],
        ["3", "みどりフーズ", "食材発注", "インターネット(Web)", "", "給食業者PC", "ID・パスワード", "毎日", "R9.3.31", "業者持込PC"],
        ["4", "NW中信㈱", "通信機器保守", "なし(電話・訪問)", "", "IX2215・x530", "", "", "令和9年3月末", ""],
        ["※上記のほかに外部との接続はありません"],
    ]  # fmt: skip
    return csv_text(rows).encode("cp932")


INTERVIEW_TEXT = f"""\
# 聞取り記録 令和8年11月10日 (相手: 総務課長)
病院:
  名称: 医療法人 若草会 若葉療養病院
  病床数: 96
  年間医業収益: 9億2千万円
  救急告示: なし
体制: {{担当人数: 1(兼務), 専門家: なし, 責任者: 事務長, 委託先: NW中信}}
電子カルテ: {{事業者: みのりカルテ, 形態: 院内サーバ, 更新時期: 令和9年11月}}
ネットワーク:
  電子カルテは外とつながっていない: はい
  構成図: あり(平成28年)
  把握しているリモート保守の数: 1
  来客用wifi: あり
  セグメント:
    電カル系: {CLINICAL}0/24
    病棟無線: {AIR}0/24
    事務系: {OFFICE}0/24
    家族面会Wi-Fi: {FAMILY}0/24
    資格確認: {OQS}0/28
対策:
  ウイルス対策: ウイルスバスター
  EDR: なし
  管理者パスワード: 全台共通
  USB: 制限なし
バックアップ:
  - {{対象: 電子カルテ, 方法: 毎日, 保存先: NAS, 世代: 3世代, 復元試験: したことがない}}
  - {{対象: 介護記録, 方法: 毎日, 保存先: NAS, 世代: 1世代, 復元試験: したことがない}}
規程: {{運用管理規程: あり, サイバー攻撃のBCP: なし, 連絡体制図: あり}}
研修: {{職員研修: 令和6年6月}}
"""


def truth(house: House) -> dict[str, Any]:
    """Return what the papers were made from."""
    both, mobile, rehab = house.named("W1F-REN1"), house.owner(CLINICAL + "250"), house.named("W1F-RIH2")
    assert mobile is not None
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24", "hospital": {"name": "医療法人 若草会 若葉療養病院", "beds": 96, "annual_revenue_yen": 920_000_000},
        **house.truth(ZONES),
        "boundary": {
            "closed_zones": ["clinical", "wifi"],
            "leaks": [
                leak(1, "lte_router", "薬局の発注のためのモバイルルータが電カル系にある", [*mobile.ips, *mobile.macs, "203.0.113.150"], [CLINICAL + "57"]),
                leak(2, "remote_tool", "リハビリ室の端末でTeamViewer", [rehab.host, *rehab.ips, "203.0.113.188", "karte-riha"]),
                leak(3, "dual_homed_pc", "地域連携室のPCが両方のLANに接続", [both.host, *both.ips, *both.macs]),
                leak(4, "core_svi_bypass", "コアの事務系インタフェースがルータの規則を素通りさせる", [OFFICE + "254", "vlan44"], [OFFICE + "23", CLINICAL + "12"]),
            ],
            "allowed_sanctioned": [allowed(1, "みのりカルテの保守(契約あり・相手固定)", 0, "198.51.100.21", "minori-in")],
            "disabled_or_denied": [],
        },
        "remote_links": [
            link(1, "みのりカルテ", "ipsec_router", ["198.51.100.21", "10.91.5.0/24", "Tunnel0.0", "minori-in", "ipsec-minori", "10.91.5.20"], [CLINICAL + "10"], listed=True),
            link(2, "", "remote_tool", [rehab.host, *rehab.ips, "203.0.113.188"], listed=False),
        ],
        "expected_findings": [], "checklist": [], "must_not_appear": [*PATIENTS, *STAFF, *SECRETS],
        "expected_checks": ["closed/core_bypass", "closed/dual_homed", "closed/mobile_router", "closed/remote_tool", "closed/believed_closed_but_open",
                            "lifecycle/unsupported_products", "papers/ledger_incomplete", "papers/no_cyber_bcp", "remote/unlisted_remote_access",
                            "identity/same_local_admin", "backup/no_offline_copy", "backup/never_restore_tested", "closed/usb_unrestricted"],
        "wrong_checks": ["closed/published_service", "closed/sslvpn_password_only", "wireless/guest_not_separated", "remote/contract_expired_with_access",
                         "closed/any_rule", "papers/no_contact_list"],
        "not_judgeable": ["identity/stale_computer_accounts"],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    house = House(96, SYSTEMS)
    floors = [first_floor(house), ward(house, 2), ward(house, 3), gear(house), attic(house)]
    flows = wire(house)
    tables = pasted(house)
    by_title = {floor.title: floor for floor in floors}
    sheets = {floor.title: floor.rows for floor in floors}
    book = xlsx(sheets, hidden=["旧(H27)"], touch=lambda book: _square(book, by_title))
    evidence = {LEDGER: book, LINKS: links(), CORE_FILE: CORE.encode(), ROUTER_FILE: ROUTER.replace("\n", "\r\n").encode(), WIRE: flows.encode(),
                INTERVIEW: INTERVIEW_TEXT.encode(), **tables}  # fmt: skip
    save("wakaba", evidence, truth(house), root=root)


def _square(book: Any, floors: dict[str, Floor]) -> None:
    """Merge the squares of every cell, and strike out what was struck out."""
    from openpyxl.styles import Font

    for sheet in book.worksheets:
        floor = floors[sheet.title]
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=20)
        for row in range(5, len(floor.rows) + 1):
            for start, (_, _, width) in zip(STARTS, COLUMNS, strict=True):
                if width > 1:
                    sheet.merge_cells(start_row=row, end_row=row, start_column=start + 1, end_column=start + width)
            if row in floor.struck:
                for cell in sheet[row]:
                    cell.font = Font(strike=True)
        for start, (top, low, width) in zip(STARTS, COLUMNS, strict=True):
            last = start + width
            if top in ("機器", "IPアドレス(下の番号のみ記入)"):
                last += 3 if top == "機器" else 2  # the group spans its neighbour too
            if top:
                sheet.merge_cells(start_row=3, end_row=3 if low else 4, start_column=start + 1, end_column=last)
            if low and width > 1:
                sheet.merge_cells(start_row=4, end_row=4, start_column=start + 1, end_column=start + width)


if __name__ == "__main__":
    make()
