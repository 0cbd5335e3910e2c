"""かえで病院, 120 beds, psychiatric care: two tables side by side, sections with headings of their own, a pasted configuration.

Held back while the first three were used to mend the product. Habits: 【廃棄済み】 as a line above the rows it is about, two
addresses in one cell, machines without names known by their places only, `show` pasted from a terminal with its prompts, a
gzipped Zeek log with tabs. Traps: a wide rule behind a denial, a published page for one company only, an office suite
named by Fortinet's list of internet services. Run it to write the folder again.
"""

from __future__ import annotations

import gzip
from typing import Any

from tests.hospitals.forti_text import block, host, names, net, rule
from tests.hospitals.paper import Machine, Numbers, allowed, leak, link, save, xlsx, zone, zone_finder

WARDS, DEVICES, CONFIG, FLOWS, INTERVIEW, LINKS = "端末配置表.xlsx", "医療機器・周辺.xlsx", "fw_show.txt", "conn.log.gz", "kikitori.yaml", "外部接続.xlsx"
MED, OFFICE, WIFI, MAINT = "10.71.1.", "10.71.64.", "10.71.8.", "10.71.200."
ZONES = [
    zone("clinical", "医療系", MED + "0/24", closed=True), zone("info", "事務系", OFFICE + "0/24"), zone("wifi", "病棟無線", WIFI + "0/24", closed=True),
    zone("vendor", "保守", MAINT + "0/28"),
]  # fmt: skip
PATIENTS, STAFF, SECRETS = ["小比類巻ヨネ"], ["三上冬子"], ["Kaede!2021", "kaedePsk55", "SH2kaedeADM", "vpnUserPw9"]
OS = {"w11": ("Windows 11 Pro 25H2", "Windows 11 Pro 25H2"), "w11p": ("Windows 11 Pro", ""), "w10": ("Windows 10 Pro 22H2", "Windows 10 22H2"),
      "w7": ("Windows 7 Professional", "Windows 7"), "l19": ("Win10 LTSC 2019", "Windows 10 LTSC 2019"), "s12": ("Windows Server 2012", "Windows Server 2012"),
      "s22": ("Windows Server 2022", "Windows Server 2022"), "s08": ("WinSrv2008R2", "Windows Server 2008 R2"), "": ("", "")}  # fmt: skip


class House:
    """What stands where, and the flows."""

    def __init__(self) -> None:
        self.numbers = Numbers(120)
        self.machines: list[Machine] = []
        self.stale: list[tuple[Machine, str]] = []
        self.unlisted: list[str] = []
        self.lines: list[str] = []

    def machine(self, kind: str, name: str, host: str = "", *ips: str, os: str = "", maker: str = "", serial: bool = True, **more: Any) -> Machine:
        made = Machine(
            f"D{len(self.machines) + len(self.stale) + 1:03d}", kind, name, host, tuple(ips), (self.numbers.mac(maker),) if maker else (),
            self.numbers.serial(10) if serial else "", runs=(OS[os][1],) if OS[os][1] else (), certain=os != "w11p", **more,
        )  # fmt: skip
        self.machines.append(made)
        return made

    def gone(self, machine: Machine, reason: str) -> Machine:
        self.machines.remove(machine)
        self.stale.append((machine, reason))
        return machine

    def flow(self, src: Machine | str, dst: str, port: int, service: str = "-", *, protocol: str = "tcp", ip: str = "", times: int = 1) -> None:
        for _ in range(times):
            source = src if isinstance(src, str) else ip or src.ips[0]
            number = len(self.lines)
            self.lines.append("\t".join(map(str, [f"{1794440400 + 13 * number}.5", f"K{number:05d}", source, 50000 + number % 9000, dst, port, protocol, service,
                                                  "2.0", 900, 1800, "SF", "ShADFf" if protocol == "tcp" else "Dd", 9, 1300, 8, 2300])))  # fmt: skip
            if not isinstance(src, str):
                src.written(FLOWS)
            target = next((m for m in self.machines if dst in m.ips), None)
            if target is not None:
                target.written(FLOWS)


def ward_tables(house: House) -> list[list[Any]]:
    """Two tables side by side: 病棟 on the left, 外来・事務 on the right, each with its own heading."""
    left: list[list[Any]] = [["病棟", "", "", "", ""], ["場所", "コンピュータ名", "IP", "OS", "備考"]]
    right: list[list[Any]] = [["外来・事務", "", "", "", ""], ["場所", "コンピュータ名", "IP", "OS", "備考"]]
    for n in range(1, 19):
        os = ("w11", "w10", "l19", "w11p")[n % 4]
        made = house.machine("client", "", f"KB{n:02d}", f"{MED}{100 + n}", os=os, serial=False)
        note = {4: f"{PATIENTS[0]}さん担当の机", 9: f"{STAFF[0]}さんのみ使用"}.get(n, "")
        left.append([f"{1 + n % 4}病棟", made.host, made.ips[0], OS[os][0], note])
        made.written(WARDS, len(left), "配置")
        house.flow(made, MED + "10", 1521, times=1)
    for n in range(1, 17):
        office = n > 8
        os = ("w11", "w7", "w10", "w11")[n % 4]
        ip = f"{OFFICE if office else MED}{60 + n}"
        two = n == 5
        ips = (ip, OFFICE + "65") if two else (ip,)
        made = house.machine("client", "", f"{'KJ' if office else 'KG'}{n:02d}", *ips, os=os, serial=False)
        right.append(["事務室" if office else "外来受付", made.host, "\n".join(ips), OS[os][0], "両方のLANにつないで使用" if two else ""])
        made.written(WARDS, len(right), "配置")
        if office:
            house.flow(made, "203.0.113.9", 443, "ssl")
        elif two:
            house.flow(made, MED + "10", 1521, ip=ip, times=2)
            house.flow(made, "203.0.113.9", 443, "ssl", ip=ips[1], times=3)
    right.append(["【廃棄済み】", "", "", "", ""])
    for n in (1, 2, 3):
        old = house.gone(house.machine("client", "", f"KG9{n}", f"{MED}{190 + n}", os="w7", serial=False), "【廃棄済み】の下")
        right.append(["外来受付", old.host, old.ips[0], OS["w7"][0], ""])
        old.written(WARDS, len(right), "配置")
    height = max(len(left), len(right))
    pad = [[""] * 5]
    left += pad * (height - len(left))
    right += pad * (height - len(right))
    return [[*a, "", *b] for a, b in zip(left, right, strict=True)]


def device_sheets(house: House) -> dict[str, list[list[Any]]]:
    """Servers and instruments: the kind stands as a section line above its rows."""
    rows: list[list[Any]] = [["医療機器・サーバ・周辺機器一覧", "", "", "", "", "2026/9/1 現在"], [],
                             ["機器", "製造元/型式", "製造番号", "IPアドレス", "ソフトウェア", "保守先"]]  # fmt: skip

    def section(title: str) -> None:
        rows.append([f"■{title}"])

    def add(machine: Machine, model: str, software: str, keeper: str = "") -> None:
        rows.append([machine.name, model, machine.serial, machine.ips[0] if machine.ips else "なし", software, keeper])
        machine.written(DEVICES, len(rows), "一覧")

    section("サーバ")
    servers = [("電子カルテDBサーバ", MED + "10", "s12", "Oracle Database 11g", "青葉メディコム"), ("医事会計サーバ", MED + "11", "s22", "", "青葉メディコム"),
               ("画像サーバ", MED + "12", "s08", "", "北光メディカル"), ("検体検査サーバ", MED + "13", "s22", "", "北光メディカル"),
               ("ファイルサーバ", OFFICE + "10", "s22", "", "")]  # fmt: skip
    for name, ip, os, base, keeper in servers:
        made = house.machine("server", name, "", ip, os=os)
        made.runs += (base,) if base else ()
        add(made, "HPE ML350", " / ".join(filter(None, [OS[os][0], base])), keeper)
        if ip.startswith(MED):
            house.flow("10.71.1.101", ip, 445, "smb")
    section("医療機器")
    for name, end, os, keeper in (("CRコンソール", "41", "w7", "北光メディカル"), ("心電計", "42", "", "北光メディカル"), ("脳波計", "43", "w10", "北光メディカル")):
        add(house.machine("modality", name, "", MED + end, os=os), "富士 / X-1", OS[os][0], keeper)
    add(house.machine("medical_device", "mECT治療器", "", os="", standalone=True), "サイマトロン", "", "")
    section("プリンター")
    for n in range(1, 7):
        add(house.machine("printer", "プリンター", "", f"{MED if n < 5 else OFFICE}{200 + n}"), "Brother", "")
    section("通信機器")
    firewall = house.machine("firewall", "UTM", "KAEDE-FW", MED + "1")
    firewall.runs, firewall.ips = ("FortiOS 7.2",), (MED + "1", OFFICE + "1", WIFI + "1", MAINT + "1", "203.0.113.130")
    add(firewall, "FortiGate 80F", "v7.2.9", "ネット東北")
    firewall.written(CONFIG)
    for n in (1, 2, 3):
        add(house.machine("ap", "無線AP", "", f"{WIFI}{240 + n}"), "Aruba", "")
    section("タブレット")
    for n in range(1, 6):
        add(_tablet(house, n), "Apple iPad 9", "iPadOS 26")
    rows.append([])
    rows.append(["※メモ 管理者 kanri / Kaede!2021"])
    return {"一覧": rows}


def _tablet(house: House, n: int) -> Machine:
    made = house.machine("tablet", "iPad", "", f"{WIFI}{10 + n}")
    made.runs = ("iPadOS 26",)
    house.flow(made, MED + "10", 443, "ssl")
    return made


def strangers(house: House) -> None:
    """What only the wire knows: a company's box that keeps a tunnel, and two more."""
    box = house.machine("vendor_box", "", "", MED + "200", serial=False)
    house.flow(box, "203.0.113.77", 500, protocol="udp", times=3)
    house.flow(box, "203.0.113.77", 4500, "ipsec", protocol="udp", times=12)
    for ip in (MED + "231", WIFI + "77"):
        other = house.machine("unlisted", "", "", ip, serial=False)
        house.flow(other, MED + "10", 443, "ssl", times=3)
        house.unlisted.append(other.id)
    house.unlisted.append(box.id)
    house.flow("10.71.99.14", MED + "11", 3389, "rdp", times=2)  # from the VPN's pool


def config() -> str:
    """Three commands pasted from a terminal, prompts and all."""
    med, office, wifi, maint, wan, nat = "lan1", "lan2", "lan3", "lan4", "wan1", "set nat enable"
    face = {
        wan: ["set ip 203.0.113.130 255.255.255.248", "set allowaccess ping https", "set role wan"],
        med: [f"set ip {MED}1 255.255.255.0", 'set alias "IRYO"', "set allowaccess ping https ssh"], office: [f"set ip {OFFICE}1 255.255.255.0", 'set alias "JIMU"'],
        wifi: [f"set ip {WIFI}1 255.255.255.0", 'set alias "MUSEN"'], maint: [f"set ip {MAINT}1 255.255.255.240", 'set alias "HOSYU"'],
    }  # fmt: skip
    policy = {
        1: rule("jimu-inet", (office, wan), "JIMU", "all", ["HTTP", "HTTPS", "DNS"], "", nat),
        2: ['set name "m365"', 'set srcintf "lan2"', 'set dstintf "wan1"', "set action accept", 'set srcaddr "JIMU"', "set internet-service enable",
            'set internet-service-name "Microsoft-Office365"', 'set schedule "always"', nat],
        3: rule("musen-med", (wifi, med), "MUSEN", "SV_KARTE", "HTTPS", "iPadからカルテ参照 稟議2025-44"),
        4: rule("musen-block", (wifi, wan), "all", "all", "ALL", action="deny"), 5: rule("musen-wan", (wifi, wan), "MUSEN", "all", "ALL", "", nat),
        7: rule("jimu-iryo", (office, med), "JIMU", "IRYO", "ALL", "暫定 移行期間"),
        8: rule("rece-web", (wan, med), "AOBA_HQ", "VIP_RECE", "HTTPS", "青葉メディコム 保守 申請No.2026-7"),
        9: rule("box", (med, wan), "HOKKO_BOX", "all", "ALL", "", nat, "set logtraffic disable"),
        12: rule("vpn-users", ("ssl.root", med), "VPN_POOL", "IRYO", "ALL", "医師・業者", 'set groups "G_VPN"'),
    }
    parts = {
        "show system interface": block("system interface", {name: ['set vdom "root"', *lines] for name, lines in face.items()}),
        "show full-configuration system admin": block("system admin", {"admin": ['set accprofile "super_admin"', "set password ENC SH2kaedeADM"]}),
        "show firewall address": block("firewall address", {
            "all": [], "JIMU": net(OFFICE + "0", "255.255.255.0"), "IRYO": net(MED + "0", "255.255.255.0"), "MUSEN": net(WIFI + "0", "255.255.255.0"),
            "SV_KARTE": host(MED + "10"), "AOBA_HQ": host("198.51.100.210", "青葉メディコム本社"), "HOKKO_BOX": host(MED + "200"),
            "VPN_POOL": ["set type iprange", "set start-ip 10.71.99.10", "set end-ip 10.71.99.30"],
        }),
        "show firewall service custom": block("firewall service custom", {
            "ALL": ["set protocol IP"], "HTTP": ["set tcp-portrange 80"], "HTTPS": ["set tcp-portrange 443"], "DNS": ["set udp-portrange 53"]}),
        "show firewall vip": block("firewall vip", {"VIP_RECE": ["set extip 203.0.113.131", f'set mappedip "{MED}11"', 'set extintf "wan1"',
                                                               "set portforward enable", "set extport 443", "set mappedport 443"]}),
        "show user": block("user local", {name: ["set type password", "set passwd ENC vpnUserPw9"] for name in ("dr01", "hokko")})
        + block("user group", {"G_VPN": [f"set member {names('dr01', 'hokko')}"]}),
        "show vpn ssl settings": block("vpn ssl settings", ["set servercert \"Fortinet_Factory\"", 'set tunnel-ip-pools "VPN_POOL"', "set port 443",
            'set source-interface "wan1"', 'set source-address "all"', 'config authentication-rule\n    edit 1\n        set groups "G_VPN"\n    next\nend']),
        "show firewall policy": block("firewall policy", policy),
        "show router static": block("router static", {1: ["set gateway 203.0.113.129", 'set device "wan1"']}),
    }  # fmt: skip
    return "".join(f"KAEDE-FW # {command}\n{text}\n" for command, text in parts.items()) + "KAEDE-FW # \n"


def links() -> bytes:
    rows: list[list[Any]] = [
        ["外部から院内への接続 一覧", "", "", "", "", ""], ["会社", "相手システム", "つなぎ方", "先方IP", "院内側", "認証"],
        ["青葉メディコム(株)", "医事会計", "Web公開(IP制限)", "198.51.100.210", MED + "11", "ID/パスワード"],
        ["北光メディカル", "画像・検査", "SSL-VPN", "不定", MED + "12", "ID/パスワード"],
    ]  # fmt: skip
    return xlsx({"外部接続": rows})


def interview() -> str:
    return f"""\
実施日: 2026-11-09
基本情報: {{病院名: 医療法人 楓会 かえで病院, 病床数: 120床, 年間医業収益: 14億円, 救急告示: 無}}
情報: {{人数: 1名(兼任), 専門家: なし, 責任者: 院長}}
電子カルテ: {{ベンダー: 青葉メディコム, 形態: オンプレ, 更新: 2028年9月}}
ネットワーク:
  閉域: 外とはつながっていないはず
  区画:
    - {{名称: 医療系, 範囲: {MED}0/24}}
    - {{名称: 事務系, 範囲: {OFFICE}0/24}}
    - {{名称: 病棟無線, 範囲: {WIFI}0/24}}
対策: {{ウイルス対策: ESET, EDR: 未導入, USB: 使用禁止, 管理者パスワード: 端末ごとに別}}
バックアップ:
  - {{対象: 電子カルテ, 方式: 毎日, 媒体: RDX(毎週取り外し), 世代: 4, 復元試験: 2026年5月に実施}}
  - {{対象: 医事会計, 方式: 毎日, 媒体: NAS, 世代: 7, 復元試験: していない}}
文書: {{運用管理規程: あり, サイバーBCP: なし, 連絡網: あり}}
研修: {{職員研修: 2026年6月}}
"""


def truth(house: House) -> dict[str, Any]:
    find = zone_finder(ZONES)
    dual = next(machine for machine in house.machines if len(machine.ips) == 2)
    return {
        "format": "inmori-truth/1", "as_of": "2026-11-24", "zones": ZONES, "hospital": {"name": "医療法人 楓会 かえで病院", "beds": 120, "annual_revenue_yen": 1_400_000_000},
        "devices": [machine.truth(find) for machine in house.machines], "stale": [machine.stale_truth(reason) for machine, reason in house.stale],
        "not_in_ledger": house.unlisted,
        "boundary": {
            "closed_zones": ["clinical", "wifi"],
            "leaks": [
                leak(1, "sslvpn_no_mfa", "SSL-VPNがパスワードだけ", ["policy:12", "VPN_POOL", "G_VPN", "ssl.root", "10.71.99.14"]),
                leak(2, "vendor_box", "業者の装置が外へ常時VPN", [MED + "200", "203.0.113.77", "policy:9", "HOKKO_BOX"]),
                leak(3, "fw_temp_any", "事務系から医療系へ何でも通す「暫定」", ["policy:7"], ["JIMU", "IRYO"]),
                leak(4, "dual_homed_pc", "外来受付の端末が両方のLANに接続", [dual.host, *dual.ips]),
            ],
            "allowed_sanctioned": [allowed(1, "iPadからカルテ", 3), allowed(2, "青葉メディコム 医事会計Web(IP制限・申請あり)", 8, "198.51.100.210", MED + "11")],
            "disabled_or_denied": [4, 5],
        },
        "remote_links": [
            link(1, "青葉メディコム", "rdp_port_forward", ["198.51.100.210", "VIP_RECE", "policy:8"], [MED + "11"], listed=True),
            link(2, "北光メディカル", "sslvpn", ["policy:12", "VPN_POOL", "G_VPN", "ssl.root"], [MED + "12"], listed=True),
            link(3, "北光メディカル", "vendor_box", [MED + "200", "203.0.113.77"], [], listed=False),
        ],
        "expected_findings": [], "checklist": [], "must_not_appear": [*PATIENTS, *STAFF, *SECRETS],
        "expected_checks": ["closed/sslvpn_password_only", "closed/vendor_box", "closed/any_rule", "closed/dual_homed", "info/firewall_admin_open",
                            "papers/no_cyber_bcp", "closed/no_detection_inside", "papers/ledger_incomplete", "closed/believed_closed_but_open"],
        "wrong_checks": ["closed/published_service", "identity/same_local_admin", "closed/usb_unrestricted", "info/patient_files_to_info", "papers/no_contact_list"],
        "not_judgeable": ["identity/stale_computer_accounts"],
    }  # fmt: skip


def make(root: Any = None) -> None:
    """Write the folder."""
    house = House()
    wards = ward_tables(house)
    devices = device_sheets(house)
    strangers(house)
    fields = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes"
    head = ["#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", "#path\tconn", "#fields\t" + fields.replace(" ", "\t")]
    log = "\n".join([*head, *house.lines, "#close\t2026-11-10-18-00-00", ""])
    evidence = {WARDS: xlsx({"配置": wards}), DEVICES: xlsx(devices), CONFIG: config().encode(), FLOWS: gzip.compress(log.encode(), mtime=0),
                LINKS: links(), INTERVIEW: interview().encode()}  # fmt: skip
    save("kaede", evidence, truth(house), root=root)


if __name__ == "__main__":
    make()
