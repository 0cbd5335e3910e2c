"""FortiOS as hospitals hand it over: backups with VDOMs, terminal pastes, full configurations; and no secret kept."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import fortios
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.model import DeviceKind, Hospital, Network, Zone, ZoneKind
from inmori.model.gateway import Action, Gateway, Rule
from inmori.reach import ask, crossings, zone_matrix

FILES = Path(__file__).parent / "fortios_files"
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def evidence(text: str | bytes, name: str = "fw.conf") -> EvidenceFile:
    return EvidenceFile(name=name, data=text if isinstance(text, bytes) else text.encode())


def read(name: str, catalogue: Catalogue) -> Reading:
    return fortios.read(evidence((FILES / name).read_bytes(), name), catalogue, today=TODAY)


def read_text(text: str, catalogue: Catalogue) -> Gateway:
    return fortios.read(evidence(text), catalogue, today=TODAY).gateways[0]


@pytest.fixture(scope="module")
def vdoms(catalogue: Catalogue) -> dict[str, Gateway]:
    return {gateway.id: gateway for gateway in read("two_vdoms.conf", catalogue).gateways}


@pytest.fixture(scope="module")
def root(vdoms: dict[str, Gateway]) -> Gateway:
    return vdoms["fortios:KITA-FG/root"]


@pytest.fixture(scope="module")
def pasted(catalogue: Catalogue) -> Gateway:
    return read("pasted_show.txt", catalogue).gateways[0]


@pytest.fixture(scope="module")
def full(catalogue: Catalogue) -> Gateway:
    return read("full_configuration.conf", catalogue).gateways[0]


def rule(gateway: Gateway, number: str) -> Rule:
    return next(item for item in gateway.rules if item.id == number)


# --- VDOMs, interfaces, zones, routes ---------------------------------------------------------------------------


def test_each_vdom_is_a_gateway_with_its_own_interfaces(vdoms: dict[str, Gateway]) -> None:
    assert list(vdoms) == ["fortios:KITA-FG/root", "fortios:KITA-FG/CLINIC"]
    assert [item.name for item in vdoms["fortios:KITA-FG/CLINIC"].interfaces] == [
        "npu0_vlink1",
        "lan-a",
        "lan-b",
        "lan-c",
    ]
    assert {(item.product, item.version, item.model) for item in vdoms.values()} == {
        ("FortiOS", "7.4.3", "FortiGate-101F")
    }


def test_interfaces_carry_addresses_vlans_and_management(root: Gateway) -> None:
    by_name = {item.name: item for item in root.interfaces}
    assert by_name["wan1"].cidr is None
    assert by_name["port3"].cidr == "172.20.1.1/24"
    assert by_name["port3"].secondary == ("172.20.2.1/24",)
    assert by_name["port3"].management == ("http", "https", "ssh", "telnet")
    assert (by_name["vlan80"].vlan, by_name["vlan80"].parent, by_name["vlan80"].alias) == (
        80,
        "port3",
        "患者用Wi-Fi",
    )
    assert not by_name["port4"].up
    assert by_name["ssl.root"].role == "tunnel"
    assert by_name["port3"].source_ref.line == 34


def test_zones_deny_inside_unless_told_to_allow(vdoms: dict[str, Gateway]) -> None:
    zones = {zone.name: zone for gateway in vdoms.values() for zone in gateway.interface_zones}
    assert not zones["CLOSED"].intrazone_denied
    assert zones["APART"].intrazone_denied
    assert zones["GUESTS"].intrazone_denied
    assert zones["virtual-wan-link"].interfaces == ("wan1", "wan2")


def test_routes_have_defaults_black_holes_and_lines_that_bring_their_own(root: Gateway) -> None:
    found = [(route.destination, route.interface, route.via, route.comment) for route in root.routes]
    assert found == [
        ("0.0.0.0/0", "virtual-wan-link", None, ""),
        ("10.8.0.0/16", "npu0_vlink0", "172.31.255.2", "診療系VDOM"),
        ("10.0.0.0/8", None, None, ""),
        ("0.0.0.0/0", "wan1", None, "pppoe"),
    ]


def test_a_routing_protocol_is_told(vdoms: dict[str, Gateway]) -> None:
    assert [part.what for part in vdoms["fortios:KITA-FG/CLINIC"].unread] == ["routing: router ospf"]


# --- objects and rules ------------------------------------------------------------------------------------------


def test_nested_groups_and_exclusions_are_resolved_exactly(root: Gateway) -> None:
    assert rule(root, "7").source.ranges == (
        ("172.20.1.0", "172.20.1.249"),
        ("172.20.1.251", "172.20.1.255"),
        ("172.20.2.10", "172.20.2.99"),
    )
    assert rule(root, "14").destination.unresolved == ("NO_COUNTRY",)
    assert rule(root, "14").destination.ranges == ()
    assert rule(root, "15").destination.unresolved == ("ODD", "MISSING")


def test_services_custom_grouped_and_predefined(root: Gateway) -> None:
    ports = {(span.protocol, span.first, span.last) for span in rule(root, "7").service.ports}
    assert ports == {
        ("tcp", 80, 80), ("tcp", 443, 443), ("tcp", 5000, 5010), ("udp", 514, 514), ("tcp", 53, 53), ("udp", 53, 53),
    }  # fmt: skip
    assert rule(root, "3").service.negated
    assert rule(root, "13").service.unresolved == ("internet-service:Microsoft-Office365",)
    assert rule(root, "13").destination.unresolved == ("internet-service:Microsoft-Office365",)


def test_rules_keep_order_and_meaning(root: Gateway) -> None:
    assert [item.id for item in root.rules] == ["7", "3", "12", "13", "14", "15"]
    assert rule(root, "7").inspected == ("av", "web")
    assert rule(root, "7").logged is True
    assert rule(root, "7").nat
    assert rule(root, "3").source.negated
    assert not rule(root, "3").unread  # allowed at times is allowed
    assert rule(root, "14").action is Action.DENY  # no `set action`
    assert rule(root, "14").unread == ("service PING", "schedule office")  # denied at times is not shut
    assert not rule(root, "12").enabled  # its one-time schedule is over
    assert rule(root, "12").from_interfaces == ()
    assert rule(root, "15").users == ("VPN_USERS",)


def test_a_group_that_holds_itself_ends(catalogue: Catalogue) -> None:
    chain = "".join(f'edit "G{n}"\nset member "G{n + 1}"\nnext\n' for n in range(200))
    text = (
        f'config firewall addrgrp\nedit "LOOP"\nset member "LOOP" "A"\nnext\n{chain}end\n'
        'config firewall address\nedit "A"\nset subnet 10.1.1.1/32\nnext\nend\n'
        'config firewall policy\nedit 1\nset srcaddr "LOOP"\nset dstaddr "G0"\nset service "ALL"\nset srcintf "a"\n'
        'set dstintf "b"\nset action accept\nnext\nend\n'
    )
    gateway = read_text(text, catalogue)
    assert gateway.rules[0].source.unresolved == ("LOOP",)
    assert gateway.rules[0].source.ranges == (("10.1.1.1", "10.1.1.1"),)
    assert gateway.rules[0].destination.unresolved


SERVICE_CASES = {
    "ALL": [("any", 0, 65535)],
    "HTTP": [("tcp", 80, 80)],
    "https": [("tcp", 443, 443)],
    "DNS": [("tcp", 53, 53), ("udp", 53, 53)],
    "SMB": [("tcp", 445, 445)],
    "RDP": [("tcp", 3389, 3389)],
    "SSH": [("tcp", 22, 22)],
    "PING": [("icmp", 0, 65535)],
    "IKE": [("udp", 500, 500), ("udp", 4500, 4500)],
    "Windows AD": None,
}


@pytest.mark.parametrize("name", SERVICE_CASES)
def test_services_known_without_definition(name: str, catalogue: Catalogue) -> None:
    gateway = read_text(
        f'config firewall policy\nedit 1\nset srcintf "a"\nset dstintf "b"\nset srcaddr "all"\nset dstaddr "all"\n'
        f'set service "{name}"\nset action accept\nnext\nend\n',
        catalogue,
    )
    spans = [(span.protocol, span.first, span.last) for span in gateway.rules[0].service.ports]
    expected = SERVICE_CASES[name]
    assert spans == expected if expected is not None else len(spans) > 8
    assert gateway.rules[0].service.unresolved == ()


# --- published addresses ----------------------------------------------------------------------------------------


def test_published_addresses_of_all_kinds(pasted: Gateway) -> None:
    found = [
        (
            item.name,
            item.outer,
            item.inner,
            item.protocol,
            item.outer_port,
            item.outer_port_last,
            item.inner_port,
        )
        for item in pasted.publications
    ]
    assert found == [
        ("V_RANGE", "203.0.113.66", "192.168.20.10", "tcp", 8000, 8003, 9000),
        ("V_ALL", "203.0.113.70", "192.168.20.20", "any", None, None, None),
        ("V_ALL", "203.0.113.71", "192.168.20.21", "any", None, None, None),
        ("V_BALANCE", "203.0.113.72", "192.168.20.31", "tcp", 443, None, 8443),
        ("V_BALANCE", "203.0.113.72", "192.168.20.32", "tcp", 443, None, 8443),
    ]
    assert pasted.publications[1].sources == (
        ("198.51.100.0", "198.51.100.15"),
        ("198.51.100.40", "198.51.100.41"),
    )
    assert "firewall vip: V_FQDN" in [part.what for part in pasted.unread]


def test_vip_groups_and_central_nat(pasted: Gateway) -> None:
    assert rule(pasted, "2").publications == ("V_RANGE", "V_BALANCE")
    assert rule(pasted, "2").destination.ranges == ()
    assert rule(pasted, "2").destination.names == ("ALL_VIPS",)
    assert rule(pasted, "2").service.unresolved == ("NO_SUCH",)
    # With central NAT a rule sees the inner address, so one that allows it opens what is published.
    assert rule(pasted, "1").publications == ("V_RANGE", "V_ALL", "V_BALANCE")
    assert any(part.what.startswith("firewall central-snat-map") for part in pasted.unread)


ASKED = {
    "the last port of a range, translated": ("203.0.113.66", 8003, "allow"),
    "the port after it": ("203.0.113.66", 8004, "unknown"),  # the firewall's own address
    "an address that answers a few sources only": ("203.0.113.70", 3389, "deny"),
    "a balanced service": ("203.0.113.72", 443, "allow"),
}


@pytest.mark.parametrize("name", ASKED)
def test_from_outside_to_published_addresses(name: str, pasted: Gateway) -> None:
    dst, port, verdict = ASKED[name]
    assert ask([pasted], src="8.8.4.4", dst=dst, protocol="tcp", port=port).verdict.value == verdict


def test_match_vip_of_a_deny_rule_follows_the_version(catalogue: Catalogue) -> None:
    def refs(version: str, extra: str) -> tuple[str, str]:
        text = (
            f"#config-version=FGT60F-{version}-FW-build1-2:opmode=0:vdom=0:user=a\n"
            'config system interface\nedit "wan1"\nset ip 203.0.113.2 255.255.255.248\nnext\n'
            'edit "lan"\nset ip 10.9.0.1 255.255.255.0\nnext\nend\n'
            'config router static\nedit 1\nset gateway 203.0.113.1\nset device "wan1"\nnext\nend\n'
            'config firewall vip\nedit "V"\nset extip 203.0.113.3\nset mappedip "10.9.0.5"\nset extintf "wan1"\nnext\nend\n'
            "config firewall policy\n"
            f'edit 1\nset srcintf "wan1"\nset dstintf "lan"\nset srcaddr "all"\nset dstaddr "all"\nset service "ALL"\n{extra}next\n'
            'edit 2\nset srcintf "wan1"\nset dstintf "lan"\nset srcaddr "all"\nset dstaddr "V"\nset service "HTTPS"\n'
            "set action accept\nnext\nend\n"
        )
        answer = ask([read_text(text, catalogue)], src="8.8.4.4", dst="203.0.113.3", protocol="tcp", port=443)
        return answer.verdict.value, answer.ref

    assert refs("7.0.9", "") == ("allow", "policy:2")
    assert refs("7.0.9", "set match-vip enable\n") == ("deny", "policy:1")
    assert refs("7.4.1", "") == ("deny", "policy:1")
    assert refs("7.4.1", "set match-vip disable\n") == ("allow", "policy:2")


# --- VPN and administrators -------------------------------------------------------------------------------------


def test_ssl_vpn_with_remote_servers_leaves_the_second_factor_unknown(root: Gateway) -> None:
    [tunnel] = [item for item in root.tunnels if item.kind == "sslvpn"]
    assert (tunnel.name, tunnel.interface, tunnel.port, tunnel.serving) == (
        "ssl.root",
        "wan2,wan1",
        10443,
        True,
    )
    assert tunnel.second_factor is None
    assert tunnel.source_limited is None  # a country is no known peer
    assert tunnel.pool is not None
    assert tunnel.pool.ranges == (("172.29.0.10", "172.29.0.50"),)
    assert (tunnel.groups, tunnel.users) == (("VPN_USERS",), ("azure", "NPS"))


def test_ssl_vpn_that_nothing_reaches_does_not_serve(pasted: Gateway) -> None:
    [tunnel] = pasted.tunnels
    assert tunnel.kind == "sslvpn"
    assert not tunnel.serving
    assert tunnel.second_factor is None


def test_ssl_vpn_where_every_member_has_a_token(full: Gateway) -> None:
    [tunnel] = [item for item in full.tunnels if item.kind == "sslvpn"]
    assert (tunnel.serving, tunnel.second_factor, tunnel.source_limited) == (True, True, False)


MEMBERS = {
    "all local, none with a token": ('"a" "b"', "", False),
    "one with a token": ('"a" "t"', "", None),
    "a server among them": ('"a" "NPS"', "", None),
    "a certificate for all": ('"a"', "set reqclientcert enable\n", True),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_second_factor_of_groups(name: str, catalogue: Catalogue) -> None:
    members, extra, expected = MEMBERS[name]
    text = (
        'config user local\nedit "a"\nset type password\nnext\nedit "b"\nset type password\nnext\n'
        'edit "t"\nset type password\nset two-factor fortitoken\nnext\nend\n'
        'config user radius\nedit "NPS"\nset server "10.0.0.9"\nnext\nend\n'
        f'config user group\nedit "G"\nset member {members}\nnext\nend\n'
        f'config vpn ssl settings\nset source-interface "wan1"\n{extra}'
        'config authentication-rule\nedit 1\nset groups "G"\nnext\nend\nend\n'
    )
    assert read_text(text, catalogue).tunnels[0].second_factor is expected


def test_ipsec_static_dial_in_and_unused(full: Gateway) -> None:
    tunnels = {item.name: item for item in full.tunnels if item.kind == "ipsec"}
    assert tunnels["HQ"].peer == "192.0.2.77"
    assert (tunnels["HQ"].local_networks, tunnels["HQ"].remote_networks) == (
        ("10.77.1.0/24",),
        ("10.200.0.0/16",),
    )
    assert (tunnels["HQ"].ike_version, tunnels["HQ"].source_limited, tunnels["HQ"].serving) == (2, True, True)
    assert tunnels["HQ"].description == "本部"
    assert (tunnels["DIAL"].peer, tunnels["DIAL"].source_limited, tunnels["DIAL"].second_factor) == (
        None,
        False,
        False,
    )
    assert tunnels["DIAL"].pool is not None
    assert tunnels["DIAL"].pool.ranges == (("10.77.9.1", "10.77.9.20"),)
    assert not tunnels["UNUSED"].serving


def test_administrators(root: Gateway, full: Gateway, vdoms: dict[str, Gateway]) -> None:
    found = {item.name: (item.source_limited, item.second_factor) for item in root.administrators}
    assert found == {"admin": (True, True), "radius-admins": (False, None)}
    assert [(item.source_limited, item.second_factor) for item in full.administrators] == [(False, False)]
    assert "clinic-only" in [item.name for item in vdoms["fortios:KITA-FG/CLINIC"].administrators]


def test_remote_logging_is_unknown_only_for_a_part_of_the_file(
    root: Gateway, full: Gateway, pasted: Gateway
) -> None:
    assert (root.remote_logging, full.remote_logging, pasted.remote_logging) == (True, False, None)


def test_defaults_written_out_change_nothing(full: Gateway) -> None:
    assert [item.unread for item in full.rules] == [(), (), ()]
    assert [item.service.unresolved for item in full.rules] == [(), (), ()]
    assert rule(full, "3").inspected == ("ips", "ssl")
    assert (rule(full, "1").logged, rule(full, "2").logged, rule(full, "3").logged) == (False, False, None)
    assert [(route.destination, route.interface) for route in full.routes] == [
        ("10.200.0.0/16", "HQ"),
        ("0.0.0.0/0", "wan1"),
    ]


# --- the file itself --------------------------------------------------------------------------------------------


def test_the_firewall_is_a_machine_of_its_own(catalogue: Catalogue) -> None:
    [seen] = read("pasted_show.txt", catalogue).sightings
    assert seen.hostnames == ("MINAMI-60F",)
    assert seen.serials == ("FGT60FTK21012345",)
    assert seen.addresses == ("203.0.113.66", "192.168.10.1", "192.168.20.1")
    facts = {name: value for name, (value, _) in seen.facts.items()}
    assert facts == {
        "kind": DeviceKind.FIREWALL, "maker": "Fortinet", "model": "FortiGate-60F", "firmware": "FortiOS 7.0.12",
    }  # fmt: skip
    [other] = read("two_vdoms.conf", catalogue).sightings
    assert other.macs == ("70:4c:a5:11:22:33",)
    assert "10.8.10.1" in other.addresses


def test_names_of_networks_are_told(catalogue: Catalogue) -> None:
    told = {item.network.cidr: item for item in read("two_vdoms.conf", catalogue).networks}
    assert told["172.20.80.0/24"].kind is ZoneKind.GUEST
    assert told["172.20.80.0/24"].network.vlan == 80
    assert told["10.8.10.0/24"].kind is ZoneKind.CLINICAL
    assert told["10.8.20.0/24"].kind is ZoneKind.DEPT
    assert told["172.31.255.0/30"].kind is ZoneKind.LINK
    assert told["198.51.100.8/29"].kind is ZoneKind.INTERNET


@pytest.mark.parametrize("name", ["two_vdoms.conf", "pasted_show.txt", "full_configuration.conf"])
def test_files_are_recognised(name: str) -> None:
    data = (FILES / name).read_bytes()
    assert fortios.recognise(evidence(data)) >= 0.8
    assert fortios.recognise(evidence(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))) >= 0.8
    assert fortios.recognise(evidence(data.decode().encode("utf-16"))) >= 0.8


FOREIGN = {
    "Cisco IOS": "version 15.2\nhostname sw\n!\ninterface Vlan10\n ip address 10.0.0.1 255.255.255.0\n!\nend\n",
    "Yamaha RTX": "# RTX1210 Rev.14.01.42\nip route default gateway pp 1\npp select 1\ntunnel select 1\n",
    "PAN-OS set": "set deviceconfig system hostname fw\nset rulebase security rules a from trust to untrust action allow\n",
    "Juniper": "set system host-name mx\nset interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24\n",
    "FortiSwitch": "#config-version=S124EP-7.2.5-FW-build0453-230707:opmode=0:vdom=0:user=admin\nconfig switch interface\nend\n",
    "FortiMail": "#config-version=FEVM04-7.4.2-FW-build585:opmode=0\nconfig system interface\nedit port1\nnext\nend\n",
    "a letter": "FortiGateの設定をお送りします。config firewall policy の件、よろしくお願いします。",
    "CSV": "name,ip\nset,10.0.0.1\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_files_are_not(name: str) -> None:
    assert fortios.recognise(evidence(FOREIGN[name])) < 0.6


def test_an_encrypted_backup_is_named_as_such(catalogue: Catalogue) -> None:
    file = evidence(b"#FGBK|4|FGT60F|7|02|1234|\x00\x91\xfe\x10binary")
    assert fortios.recognise(file) > 0.9
    with pytest.raises(InputError) as error:
        fortios.read(file, catalogue, today=TODAY)
    assert "暗号化" in error.value.message.ja


def test_no_secret_is_kept(catalogue: Catalogue) -> None:
    secrets = (
        "ENC", "c2VjcmV0", "SH2", "psk", "Kita2019", "abc123", "kita-snmp-secret", "radius-secret", "PRIVATE KEY", "MIIF",
        "dialsecret", "hqsecret", "one", "FTKMOB",
    )  # fmt: skip
    for name in ("two_vdoms.conf", "pasted_show.txt", "full_configuration.conf"):
        reading = read(name, catalogue)
        kept = json.dumps(
            [
                *(
                    item.model_dump(mode="json")
                    for item in (*reading.gateways, *reading.problems, reading.evidence)
                ),
                [repr(item) for item in (*reading.sightings, *reading.networks)],
            ],
            ensure_ascii=False,
        )
        words = kept.replace('"', " ").split()
        for secret in secrets:
            assert (secret not in words) if secret in ("ENC", "one") else (secret not in kept), (name, secret)
    assert "保守会社" in read("two_vdoms.conf", catalogue).gateways[1].administrators[-1].comment


def test_values_over_many_lines_are_one_value(vdoms: dict[str, Gateway]) -> None:
    assert all(item.id != "999" for gateway in vdoms.values() for item in gateway.rules)


def test_a_stray_quote_spoils_one_line_only(catalogue: Catalogue) -> None:
    text = (
        'config firewall policy\nedit 1\nset name "5" panel"\nset srcintf "a"\nset dstintf "b"\nset srcaddr "all"\n'
        'set dstaddr "all"\nset service "ALL"\nset action accept\nnext\nedit 2\nset srcintf "a"\nset dstintf "b"\nnext\nend\n'
    )
    reading = fortios.read(evidence(text), catalogue, today=TODAY)
    assert [(item.id, item.action) for item in reading.gateways[0].rules] == [
        ("1", Action.ALLOW),
        ("2", Action.DENY),
    ]
    assert [problem.code for problem in reading.problems].count("fortios_open_quote") == 1


def test_a_file_that_is_cut_off_is_used_and_told(catalogue: Catalogue) -> None:
    text = (FILES / "full_configuration.conf").read_text("utf-8")
    reading = fortios.read(
        evidence(text[: text.index("edit 3\n        set status enable\n        set action")]),
        catalogue,
        today=TODAY,
    )
    assert [item.id for item in reading.gateways[0].rules] == ["1", "2"]
    assert "fortios_cut_off" in [problem.code for problem in reading.problems]


def test_a_management_vdom_needs_no_rules(catalogue: Catalogue) -> None:
    ports = (
        "config system interface\nedit mgmt\nset vdom root\nset ip 10.9.250.1 255.255.255.0\nnext\n"
        "edit lan\nset vdom MED\nset ip 10.9.1.1 255.255.255.0\nnext\nend\n"
    )
    head = f"config vdom\nedit root\nnext\nedit MED\nnext\nend\nconfig global\n{ports}end\n"
    rules = "config vdom\nedit MED\nconfig firewall policy\nedit 1\nset srcintf lan\nset dstintf lan\nset action accept\nnext\nend\nend\n"

    def codes(text: str) -> list[str]:
        return [problem.code for problem in fortios.read(evidence(text), catalogue, today=TODAY).problems]

    assert "fortios_no_rules" not in codes(head + rules)
    assert "fortios_no_rules" in codes(head)


WRAPPINGS = {
    "mail quotation": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "Windows line ends and a BOM": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "trailing blanks": lambda text: "\n".join(f"{line}   " for line in text.split("\n")),
    "pages of a terminal": lambda text: text.replace("\n    next", "\n--More-- \r         \r    next"),
    "a fence": lambda text: f"```text\n{text}\n```\n",
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_wrappings_do_not_matter(name: str, catalogue: Catalogue) -> None:
    text = (FILES / "full_configuration.conf").read_text("utf-8")
    plain = fortios.read(evidence(text), catalogue, today=TODAY).gateways[0]
    wrapped = fortios.read(evidence(WRAPPINGS[name](text)), catalogue, today=TODAY).gateways[0]
    for part in ("rules", "routes", "tunnels", "interfaces", "administrators"):
        mine, theirs = getattr(plain, part), getattr(wrapped, part)
        assert [item.model_copy(update={"source_ref": plain.source_ref}) for item in mine] == [
            item.model_copy(update={"source_ref": plain.source_ref}) for item in theirs
        ]


def test_the_same_bytes_give_the_same_reading(catalogue: Catalogue) -> None:
    assert read("two_vdoms.conf", catalogue) == read("two_vdoms.conf", catalogue)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(path.name for path in FILES.iterdir())), st.data())
def test_mangled_files_raise_nothing_but_input_errors(name: str, data: st.DataObject) -> None:
    raw = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["flip", "cut", "quote", "line", "word"]))
        if kind == "flip":
            raw[at] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del raw[at : at + data.draw(st.integers(1, 400))]
        elif kind == "quote":
            raw[at:at] = b'"'
        elif kind == "line":
            raw[at:at] = data.draw(
                st.sampled_from(
                    [b"\nend\n", b"\nnext\n", b'\nedit "x"\n', b"\nconfig firewall policy\n", b"\\"]
                )
            )
        else:
            raw[at:at] = data.draw(st.binary(max_size=6))
        if not raw:
            raw = bytearray(b"#")
    file = evidence(bytes(raw))
    assert 0.0 <= fortios.recognise(file) <= 1.0
    try:
        reading = fortios.read(file, load_cached(), today=TODAY)
    except InputError:
        return
    crossings(
        Hospital(
            gateways=reading.gateways,
            zones=(Zone(id="c", kind=ZoneKind.CLINICAL, networks=(Network(cidr="10.8.10.0/24"),)),),
        )
    )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_recognise_never_raises(data: bytes) -> None:
    assert 0.0 <= fortios.recognise(evidence(data)) <= 1.0


_CATALOGUE: list[Catalogue] = []


def load_cached() -> Catalogue:
    if not _CATALOGUE:
        _CATALOGUE.append(load_catalogue())
    return _CATALOGUE[0]


def test_a_thousand_rules_are_read_and_judged_in_seconds(catalogue: Catalogue) -> None:
    lines = [
        "#config-version=FGT200F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin",
        "config system interface",
    ]
    for number in range(8):
        lines += [f'edit "port{number}"', f"set ip 10.{number}.0.1 255.255.0.0", "next"]
    lines += ["end", "config firewall address"]
    for number in range(1000):
        lines += [
            f'edit "H{number}"',
            f"set subnet 10.{number % 8}.{number // 250}.{number % 250 + 2} 255.255.255.255",
            "next",
        ]
    lines += ["end", "config firewall policy"]
    for number in range(1000):
        near, far = number % 8, (number // 8) % 8
        lines += [
            f"edit {number + 1}", f'set srcintf "port{near}"', f'set dstintf "port{far}"', f'set srcaddr "H{number}"',
            f'set dstaddr "H{(number * 7 + far - near * 7) % 1000}" "all"' if number % 10 else 'set dstaddr "all"',
            'set service "HTTPS" "SMB"', f"set action {'accept' if number % 5 else 'deny'}", "next",
        ]  # fmt: skip
    lines += ["end"]
    start = time.perf_counter()
    reading = fortios.read(evidence("\n".join(lines)), catalogue, today=TODAY)
    zones = tuple(
        Zone(
            id=f"z{n}",
            kind=ZoneKind.CLINICAL if n < 3 else ZoneKind.INFO,
            networks=(Network(cidr=f"10.{n}.0.0/16"),),
        )
        for n in range(8)
    )
    hospital = Hospital(zones=zones, gateways=reading.gateways)
    assert len(zone_matrix(hospital).cells) == 8 * 9 + 8
    assert crossings(hospital)
    assert time.perf_counter() - start < 20.0
