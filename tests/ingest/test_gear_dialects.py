"""Turns of phrase in which the files of real gear differ from the book, each with its fate known by hand."""

from __future__ import annotations

from itertools import product

import pytest

from inmori.ingest import cisco_ios, fortios, linux_filter, panos
from inmori.reach import ask
from tests.ingest.gear_case import TODAY, catalogue, evidence, fate, read_text
from tests.ingest.test_gear_unread import FORTIOS, IOS, IPTABLES, PANOS, planted

MANY_LINES = {
    "a comment with words of statements": 'set comments "旧規則\nset status disable\nconfig firewall policy より移行\nend"',
    "a comment that ends on a line of its own": 'set comments "二行\n"',
    "a comment with a quote that is escaped": 'set comments "部門\\"名\\"\nnext"',
}


@pytest.mark.parametrize("name", MANY_LINES)
def test_what_stands_in_quotes_is_no_statement(name: str) -> None:
    gateway = read_text(fortios, planted(FORTIOS, setting=MANY_LINES[name]))
    assert [rule.id for rule in gateway.rules] == ["1", "2"]
    assert fate(gateway, "10.200.17.5 10.200.8.9 tcp 443") == "allow"
    assert fate(gateway, "10.200.17.5 10.200.8.8 tcp 3389") == "allow"
    assert gateway.unread == ()


def test_a_stray_quote_takes_nothing_with_it() -> None:
    gateway = read_text(fortios, planted(FORTIOS, setting='set comments "half'))
    assert [rule.id for rule in gateway.rules] == ["1", "2"]
    assert fate(gateway, "10.200.17.5 10.200.8.8 tcp 3389") == "allow"


VIP = """config firewall vip
    edit "V"
        set extip 203.0.113.131
        set extintf "office"
        {kind}
    next
end
config firewall policy
    edit 3
        set srcintf "office"
        set dstintf "emr"
        set action accept
        set srcaddr "all"
        set dstaddr "V"
        set schedule "always"
        set service "ALL"
    next
end"""
VIPS = {  # how the VIP says where it leads -> fate of a direct call to some machine inside
    "by a name that the file does not resolve": ('set mapped-addr "FQDN"', "unknown"),
    "to another machine": ('set mappedip "10.200.8.77"', "deny"),
    "nowhere, for it is off": ('set status disable\n set mapped-addr "FQDN"', "deny"),
}


@pytest.mark.parametrize("name", VIPS)
def test_a_published_address_that_may_lead_anywhere(name: str) -> None:
    kind, expected = VIPS[name]
    gateway = read_text(fortios, planted(FORTIOS, section=VIP.format(kind=kind)))
    answer = ask([gateway], src="10.200.17.5", dst="10.200.8.10", protocol="tcp", port=445)
    assert answer.verdict.value == expected


def test_a_wildcard_with_holes_is_exact() -> None:
    text = planted(FORTIOS, object="set type wildcard\n set wildcard 10.200.8.9 255.255.253.255")
    gateway = read_text(fortios, text.replace("        set subnet 10.200.8.9 255.255.255.255\n", ""))
    fates = [fate(gateway, f"10.200.17.5 10.200.{net}.{last} tcp 443") for net, last in ((8, 9), (10, 9), (9, 9), (10, 8))]
    assert fates == ["allow", "allow", "deny", "deny"]


SERVICES = {
    "source ports are the caller's choice": ("udp source range 1000 2000 eq 53", ("udp", 53), ("udp", 54)),
    "a source port and a range": ("tcp source eq 20 range 5000 5010", ("tcp", 5010), ("tcp", 5011)),
    "source ports alone": ("tcp source gt 1023", ("tcp", 9), ("udp", 9)),
}


@pytest.mark.parametrize("name", SERVICES)
def test_service_groups_with_source_ports(name: str) -> None:
    written, inside, outside = SERVICES[name]
    group = f"object-group service OG\n {written}\n!\ninterface GigabitEthernet1/0/1\n"
    text = planted(IOS, entry="permit object-group OG any host 172.22.10.10")
    gateway = read_text(cisco_ios, text.replace("interface GigabitEthernet1/0/1\n", group))
    fates = [fate(gateway, f"172.22.20.5 172.22.10.10 {protocol} {port}") for protocol, port in (inside, outside)]
    assert fates == ["allow", "deny"]


def test_several_settings_on_one_line_are_several() -> None:
    lines = [
        "rulebase security rules x from info to emr",
        "rulebase security rules x source any destination [ 10.70.0.1 10.70.0.2 ] service any",
        "rulebase security rules x description to action allow",  # "to" is the text here
        "rulebase security rules x application any",
    ]
    apart = [*lines[:2], "rulebase security rules x description to", "rulebase security rules x action allow", lines[3]]
    one, other = (read_text(panos, planted(PANOS, setting="\n".join(f"set {line}" for line in those))) for those in (lines, apart))
    assert [rule.model_copy(update={"source_ref": one.source_ref}) for rule in one.rules] == [
        rule.model_copy(update={"source_ref": one.source_ref}) for rule in other.rules
    ]
    assert fate(one, "10.80.0.5 10.70.0.2 tcp 445") == "allow"


RETURNS = """-A EMR -s 10.91.1.0/24 -j RETURN
-A EMR -d 10.90.0.4/32 -p udp -j RETURN
-A EMR -m state --state ESTABLISHED -j RETURN
-A EMR ! -s 10.91.0.0/23 -p tcp --dport 100:200 -j RETURN
-A EMR -p tcp -j ACCEPT
-A EMR -d 10.90.0.4/32 -j ACCEPT
-A FORWARD -s 10.91.1.7/32 -j ACCEPT"""


def returned(src: str, dst: str, protocol: str, port: int) -> str:
    """The chain above, line by line."""
    net = int(src.split(".")[2])
    if dst == "10.90.0.9" and protocol == "tcp" and port == 443:
        return "allow"
    left = net == 1 or (dst == "10.90.0.4" and protocol == "udp") or (net > 1 and protocol == "tcp" and 100 <= port <= 200)
    if not left and (protocol == "tcp" or dst == "10.90.0.4"):
        return "allow"
    return "allow" if src == "10.91.1.7" else "deny"


def test_what_a_chain_returns_goes_on_after_the_jump() -> None:
    gateway = read_text(linux_filter, planted(IPTABLES, entry=RETURNS))
    assert len({rule.id for rule in gateway.rules}) == len(gateway.rules)
    sources, targets = ("10.91.0.5", "10.91.1.5", "10.91.1.7", "10.91.2.5"), ("10.90.0.4", "10.90.0.5", "10.90.0.9")
    for src, dst, protocol, port in product(sources, targets, ("tcp", "udp"), (99, 100, 200, 443)):
        assert fate(gateway, f"{src} {dst} {protocol} {port}") == returned(src, dst, protocol, port), (src, dst, protocol, port)


TWO_TABLES = """table inet filter {
	set ok { type ipv4_addr; elements = { 10.91.0.5 } }
	chain forward {
		type filter hook forward priority filter; policy drop;
		iifname "eth2" jump emr
	}
	chain emr {
		ip saddr @ok accept
	}
}
table inet other {
	set ok { type ipv4_addr; elements = { 10.91.0.6 } }
	chain emr {
		accept
	}
}
3: eth1: <BROADCAST,UP> mtu 1500
    inet 10.90.0.1/24 scope global eth1
4: eth2: <BROADCAST,UP> mtu 1500
    inet 10.91.0.1/16 scope global eth2
"""


def test_chains_and_sets_belong_to_their_table() -> None:
    gateway = read_text(linux_filter, TWO_TABLES)
    fates = {host: fate(gateway, f"10.91.0.{host} 10.90.0.9 tcp 443") for host in (5, 6, 7)}
    assert fates == {5: "allow", 6: "deny", 7: "deny"}


VERDICTS = {
    "in the line": 'iifname "eth2" tcp dport vmap { 22 : drop, 80-90 : accept }',
    "by name": 'iifname "eth2" tcp dport vmap @kinds',
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_map_of_verdicts_is_a_rule_for_each_key(name: str) -> None:
    line = VERDICTS[name]
    kinds = "map kinds { type inet_service : verdict; flags interval; elements = { 22 : drop, 80-90 : accept } }\n"
    text = TWO_TABLES.replace('iifname "eth2" jump emr', line).replace("set ok { type", kinds + "\tset ok { type", 1)
    gateway = read_text(linux_filter, text)
    fates = [fate(gateway, f"10.91.0.7 10.90.0.9 tcp {port}") for port in (22, 80, 90, 91)]
    assert fates == ["deny", "allow", "allow", "deny"]


BRACES = """admin@PA-1> show
config {
  devices {
    localhost.localdomain {
      deviceconfig { system { hostname PA-1; } }
      network {
        interface {
          ethernet {
            ethernet1/2 { layer3 { ip { 10.70.0.1/16; } } }
            ethernet1/3 { layer3 { ip { 10.80.0.1/16; } } }
          }
        }
      }
      vsys {
        vsys1 {
          zone {
            emr { network { layer3 ethernet1/2; } }
            info { network { layer3 ethernet1/3; } }
          }
          rulebase {
            security {
              rules {
                "web only" {
                  from [ info guest ];
                  to emr;
                  source any;
                  destination 10.70.0.9;
                  application any;
                  service service-https;
                  action allow;
                }
                rdp {
                  from info;
                  to emr;
                  source any;
                  destination any;
                  application ms-rdp;
                  service application-default;
                  action allow;
                }
              }
            }
          }
        }
      }
    }
  }
}
"""


def test_blocks_in_braces_say_what_set_commands_say() -> None:
    assert panos.recognise(evidence(BRACES)) > 0.8
    gateway = read_text(panos, BRACES)
    assert [rule.id for rule in gateway.rules][:2] == ["web only", "rdp"]
    fates = {port: fate(gateway, f"10.80.0.5 10.70.0.9 tcp {port}") for port in (443, 3389)}
    assert fates == {443: "allow", 3389: "unknown"}
    cut = panos.read(evidence(BRACES[: BRACES.index("rdp {")]), catalogue(), today=TODAY)
    assert any("cut_off" in problem.code for problem in cut.problems)
    assert fate(cut.gateways[0], "10.80.0.5 10.70.0.9 tcp 443") == "allow"
