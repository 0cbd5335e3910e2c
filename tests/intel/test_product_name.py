"""Spellings as hospitals, asset tools, directories and scanners write them, and the releases they may mean."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import load_catalogue
from inmori.intel import lifecycles, name_products

TABLE = lifecycles(load_catalogue())
W, S, E = "windows", "windows-server", "windows-embedded"

# text, product, releases (all that it may mean)
SETTLED = [
    # Windows 10 and 11
    ("Windows 10 Pro 22H2", W, ["10-22h2"]),
    ("Win10Pro 22H2", W, ["10-22h2"]),
    ("WIN 10 PRO (22H2)", W, ["10-22h2"]),
    ("ＷＩＮＤＯＷＳ１０　Ｐｒｏ　２２Ｈ２", W, ["10-22h2"]),
    ("ウィンドウズ10 22H2", W, ["10-22h2"]),
    ("Windows10-Pro 21H1", W, ["10-21h1"]),
    ("Microsoft Windows 10 Pro 10.0 (19045)", W, ["10-22h2"]),
    ("Microsoft(R) Windows(R) 10 Home 19044.1826", W, ["10-21h2-w"]),
    ("Windows 10 Enterprise 19044", W, ["10-21h2-e", "10-21h2-e-lts"]),
    ("Win10 Home 1903", W, ["10-1903"]),
    ("Windows 10 Pro 19H2", W, ["10-1909-w"]),
    ("Windows 10 Pro バージョン2009", W, ["10-20h2-w"]),
    ("W10 Pro 1809", W, ["10-1809-w"]),
    ("Windows 10 Education 1809", W, ["10-1809-e"]),
    ("Win10 LTSB2016", W, ["10-1607-e-lts"]),
    ("Windows 10 Enterprise 2016 LTSB", W, ["10-1607-e-lts"]),
    ("Windows 10 Enterprise LTSC 1809 17763.3089", W, ["10-1809-e-lts"]),
    ("Win10LTSC2019", W, ["10-1809-e-lts"]),
    ("Windows 10 IoT Enterprise LTSC 2019", W, ["10-1809-e-lts"]),
    ("Windows 10 IoT Enterprise LTSC 2021", W, ["10-21h2-iot-lts"]),
    ("Win10 Ent LTSC2021", W, ["10-21h2-e-lts"]),
    ("Windows 10 LTSB", W, ["10-1607-e-lts", "10-1507-e-lts"]),
    ("Windows 10 Enterprise LTSC", W, ["10-21h2-e-lts", "10-1809-e-lts", "10-1607-e-lts", "10-1507-e-lts"]),
    ("Windows 11 Pro 25H2", W, ["11-25h2-w"]),
    ("Win11Pro(23H2)", W, ["11-23h2-w"]),
    ("Windows 11 Enterprise 24H2", W, ["11-24h2-e", "11-24h2-e-lts"]),
    ("Windows 11 Enterprise LTSC 2024", W, ["11-24h2-e-lts"]),
    ("Windows 11 IoT Enterprise LTSC 2024", W, ["11-24h2-iot-lts"]),
    ("Windows 10 Pro 10.0.22631", W, ["11-23h2-w"]),  # Windows 11 calls itself 10.0
    ("Microsoft Windows [Version 10.0.19045.3448]", W, ["10-22h2"]),
    # older clients
    ("Win7", W, ["7-sp1"]),
    ("Win7Pro(32bit)", W, ["7-sp1"]),
    ("Windows 7 Professional 6.1 (7601)", W, ["7-sp1"]),
    ("Windows８．１", W, ["8.1"]),
    ("Windows 8", W, ["8"]),
    ("WinVista Business", W, ["6-sp2"]),
    ("WindowsXP Professional", W, ["5-sp3"]),
    ("Win XP SP2", W, ["5-sp3"]),
    ("XP Pro SP3", W, ["5-sp3"]),
    ("Windows Vista/7", W, ["6-sp2", "7-sp1"]),
    ("Windows 2000 Professional", W, ["2000-sp4"]),
    ("Windows NT4.0 Workstation", W, ["nt-4.0"]),
    ("Windows 98SE", W, ["98-me"]),
    # servers
    ("WS2012R2", S, ["2012-r2"]),
    ("WindowsServer2012R2 Standard", S, ["2012-r2"]),
    ("Windows Server 2012 R2 Standard 6.3 (9600)", S, ["2012-r2"]),
    ("Windows Server 2012", S, ["2012"]),
    ("Win2019 Std", S, ["2019"]),
    ("Windows Server Standard 2016", S, ["2016"]),
    ("Windows サーバー 2022", S, ["2022"]),
    ("Windows Storage Server 2016", S, ["2016"]),
    ("Windows Server 2008R2 Foundation", S, ["2008-r2-sp1"]),
    ("Win2k8 R2", S, ["2008-r2-sp1"]),
    ("W2K3", S, ["2003-sp2", "2003-sp1", "2003"]),
    ("2012R2 Std", S, ["2012-r2"]),
    ("W2012R2", S, ["2012-r2"]),
    ("Win12R2", S, ["2012-r2"]),
    ("WinSV2019", S, ["2019"]),
    ("Windows Server2003 R2 SP2", S, ["2003-sp2", "2003-sp1", "2003"]),
    ("Hyper-V Server 2016", S, ["2016"]),
    ("SBS2011", S, ["2008-r2-sp1"]),
    ("Windows Server 2025 Datacenter", S, ["2025"]),
    ("Windows Server, version 20H2", S, ["20h2-sac"]),
    ("Windows Server 2008 R2 - 2012", S, ["2008-r2-sp1", "2012"]),
    # appliances
    ("Windows Embedded Standard 7", E, ["standard-7-sp1"]),
    ("WES7", E, ["standard-7-sp1"]),
    ("Win7 Embedded", E, ["standard-7-sp1"]),
    ("Windows 7 Embedded (組込)", E, ["standard-7-sp1"]),
    ("WES2009", E, ["standard-2009"]),
    ("Windows Embedded Standard 2009", E, ["standard-2009"]),
    ("WinXPe", E, ["standard-2009", "xp-embedded-sp3"]),
    ("Windows Embeded Standard 7", E, ["standard-7-sp1"]),
    ("POSReady2009", E, ["posready-2009"]),
    ("Windows Embedded POSReady 7", E, ["posready-7"]),
    ("Windows Embedded 8.1 Industry Pro", E, ["8.1-industry"]),
    ("Windows Embedded 8 Standard", E, ["8-standard"]),
    ("Windows CE 6.0", E, ["ce-6.0"]),
    ("Windows Embedded Compact 7", E, ["compact-7"]),
    # other systems
    ("Linux(CentOS6)", "centos", ["6"]),
    ("CentOS Linux release 7.9.2009 (Core)", "centos", ["7"]),
    ("cent os 7", "centos", ["7"]),
    ("CentOS Stream 9", "centos-stream", ["9"]),
    ("RHEL7.6", "rhel", ["7"]),
    ("Red Hat Enterprise Linux Server release 7.6 (Maipo)", "rhel", ["7"]),
    ("Oracle Linux 7.9", "oracle-linux", ["7"]),
    ("Rocky Linux 8.10", "rocky-linux", ["8"]),
    ("AlmaLinux 9", "almalinux", ["9"]),
    ("Ubuntu 18.04.6 LTS", "ubuntu", ["18.04"]),
    ("Debian GNU/Linux 10 (buster)", "debian", ["10"]),
    ("SUSE Linux Enterprise Server 12 SP5", "sles", ["12.5"]),
    ("VMware ESXi 6.7.0 Update 3", "vmware-esxi", ["6.7"]),
    ("VMware vSphere 7.0", "vmware-esxi", ["7.0"]),
    ("macOS 12.7", "macos", ["12"]),
    ("iPadOS 17.2", "ipados", ["17"]),
    ("Android 9", "android", ["9"]),
    # firmware
    ("FortiOS 7.2.5", "fortios", ["7.2"]),
    ("FortiOS v6.4.14,build2093,230914 (GA)", "fortios", ["6.4"]),
    ("FortiOS 5.6.8", "fortios", ["5.6"]),
    ("PAN-OS 10.1.9-h1", "pan-os", ["10.1"]),
    ("Cisco IOS-XE 16.12.4", "cisco-ios-xe", ["16.12"]),
    ("IOS 15.2(4)E8", "cisco-ios", []),
    ("QTS 5.1.0", "qnap-qts", []),
    ("DSM 6.2.4-25556", "synology-dsm", ["6.2"]),
    ("Rev.14.01.42", "yamaha-rt", []),
    # databases
    ("SQL Server 2019 Standard", "mssqlserver", ["15.0"]),
    ("SQL Server 2012 SP4", "mssqlserver", ["11.0-sp4"]),
    ("MSSQL2017", "mssqlserver", ["14.0"]),
    ("Microsoft SQL Server 15.0.2000.5", "mssqlserver", ["15.0"]),
    ("Oracle Database 19c", "oracle-database", ["19"]),
    ("oracle 11g R2", "oracle-database", ["11.2"]),
    ("Oracle 12c", "oracle-database", ["12.2", "12.1"]),
    ("ORACLE11.2.0.4", "oracle-database", ["11.2"]),
    ("PostgreSQL 9.6.24", "postgresql", ["9.6"]),
    ("postgres 13", "postgresql", ["13"]),
    ("MySQL 5.7", "mysql", ["5.7"]),
    ("MariaDB 10.5.8", "mariadb", ["10.5"]),
    ("FileMaker Server 19.3", "filemaker", ["19.3"]),
    ("InterSystems Caché 2018.1", "intersystems-cache", []),
    # office suites
    ("Office 2016", "office", ["2016"]),
    ("Microsoft Office Professional Plus 2013", "office", ["2013"]),
    ("Office Home and Business 2021", "office", ["2021"]),
    ("Office LTSC 2024", "office", ["2024-ltsc"]),
    ("Office2003", "office", ["2003"]),
    ("Microsoft 365 Apps for business", "microsoft-365-apps", ["subscription"]),
    ("Office365", "microsoft-365-apps", ["subscription"]),
]


@pytest.mark.parametrize("text, product, releases", SETTLED)
def test_a_spelling_means_these_releases(text: str, product: str, releases: list[str]) -> None:
    named = name_products(text, lifecycles=TABLE)
    assert [(n.product, sorted(c.cycle for c in n.cycles)) for n in named] == [(product, sorted(releases))]


def test_there_are_enough_spellings() -> None:
    assert len({text for text, _, _ in SETTLED}) >= 80


@pytest.mark.parametrize(
    "text",
    ["", "専用OS(組込み)", "メーカー独自OS", "不明", "-", "iPad", "Linux", "組込Linux", "VersaPro J", "HP Z240", "TOSHIBA",
     "OS標準", "Ver.3.21", "要確認", "W-7 プリンタ", "Core i5", "2019年導入"],
)  # fmt: skip
def test_what_names_no_product_is_left_alone(text: str) -> None:
    assert name_products(text, lifecycles=TABLE) == ()


@pytest.mark.parametrize(
    "text, build, product, releases",
    [
        ("Windows 10 Pro", "10.0 (19045)", W, ["10-22h2"]),
        ("Windows 10 Pro 1909", "10.0.19045.4170", W, ["10-22h2"]),  # the build is what runs now
        ("Windows10 Ent", "14393.2287", W, ["10-1607-e", "10-1607-e-lts"]),
        ("Windows 10 Enterprise LTSC", "17763", W, ["10-1809-e-lts"]),
        ("Windows 10 IoT Enterprise", "10.0.19044", W, ["10-21h2-e", "10-21h2-iot-lts"]),
        ("Windows 11 Pro", "26100.433", W, ["11-24h2-w"]),
        ("Windows Server", "10.0.20348", S, ["2022"]),
        ("", "6.1.7601", W, ["7-sp1", "2008-r2-sp1"]),
        ("Windows", "6.3.9600", W, ["8.1", "2012-r2"]),
        ("Windows 10 Pro", "10.0.99999", W, None),  # an unheard-of build settles nothing
    ],
)
def test_a_build_settles_what_the_text_leaves_open(
    text: str, build: str, product: str, releases: list[str] | None
) -> None:
    (named,) = name_products(text, lifecycles=TABLE, build=build)
    assert named.product == product
    if releases is None:
        assert len(named.cycles) > 5
    else:
        assert sorted(cycle.cycle for cycle in named.cycles) == sorted(releases)


@pytest.mark.parametrize(
    "text, box, product",
    [
        ("7.2.5", "Fortinet FortiGate-100F", "fortios"),
        ("v7.4.4 build2662", "FG-60F", "fortios"),
        ("Rev.15.04.05", "ヤマハ RTX830", "yamaha-rt"),
        ("Ver.10.7", "NEC UNIVERGE IX2107", "nec-ix"),
        ("15.2(4)E8", "Cisco WS-C3750X-24T", "cisco-ios"),
        ("10.1.9", "Palo Alto Networks PA-440", "pan-os"),
        ("6.5.4.4-44n", "SonicWall TZ400", "sonicos"),
    ],
)
def test_the_box_tells_whose_firmware_a_bare_version_is(text: str, box: str, product: str) -> None:
    (named,) = name_products(text, lifecycles=TABLE, box=box)
    assert named.product == product


def test_two_products_in_one_cell_are_both_read() -> None:
    named = name_products("Windows Server 2016 / SQL Server 2016 Standard", lifecycles=TABLE)
    assert [n.product for n in named] == [S, "mssqlserver"]


def test_a_scanners_guess_keeps_both_sides() -> None:
    (named,) = name_products("Microsoft Windows 7 SP1 or Windows Server 2008 R2 SP1", lifecycles=TABLE)
    assert {cycle.cycle for cycle in named.cycles} == {"7-sp1", "2008-r2-sp1"}


def test_apple_and_cisco_share_a_name_but_not_a_way_of_counting() -> None:
    assert name_products("iOS 15.7", lifecycles=TABLE)[0].product == "ios"
    assert name_products("IOS 15.2(4)E8", lifecycles=TABLE)[0].product == "cisco-ios"
    assert name_products("Cisco IOS 15.7", lifecycles=TABLE)[0].product == "cisco-ios"


def test_older_than_the_table_is_said_so() -> None:
    (named,) = name_products("FortiOS 4.3.18", lifecycles=TABLE)
    assert named.older_than_listed
    assert named.cycles == ()


RELEASES = sorted({c.cycle.split("-")[1] for c in TABLE.cycles(W) if c.cycle.startswith("10-") and "lts" not in c.cycle})


@settings(deadline=None, max_examples=60)
@given(
    release=st.sampled_from(RELEASES),
    prefix=st.sampled_from(["Windows 10", "Win10", "WINDOWS10", "Ｗｉｎｄｏｗｓ　10", "Microsoft Windows 10"]),
    edition=st.sampled_from([" Pro", "Pro", " Home", " Professional"]),
    joint=st.sampled_from([" ", "(", " (", " Ver.", " バージョン "]),
)
def test_a_release_is_found_however_it_is_joined(release: str, prefix: str, edition: str, joint: str) -> None:
    (named,) = name_products(f"{prefix}{edition}{joint}{release.upper()}", lifecycles=TABLE)
    assert {cycle.cycle.split("-")[1] for cycle in named.cycles} == {release}


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for named in name_products(text, lifecycles=TABLE, build=text, box=text):
        assert named.product
        assert all(isinstance(c.end, date | bool) or c.end is None for c in named.cycles)
