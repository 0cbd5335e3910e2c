"""FortiOS 7.6 as it writes itself: no SSL-VPN tunnel, people over IPsec, translation in a table of its own."""

from __future__ import annotations

import pytest

from inmori.ingest import fortios
from inmori.model.gateway import Effect, Gateway, Tunnel
from inmori.reach import ask
from tests.ingest.gear_case import TODAY, catalogue, evidence, fate, read_text

HEAD = """#config-version=FGT70G-7.6.4-FW-build3596-250820:opmode=0:vdom=0:user=admin
#conf_file_ver=1193
config system global
    set hostname "FG76"
end
config system settings
    set central-nat enable
    set gui-dns-database enable
end
config system interface
    edit "wan1"
        set vdom "root"
        set ip 203.0.113.2 255.255.255.248
        set role wan
    next
    edit "karte"
        set vdom "root"
        set ip 10.0.0.1 255.255.255.0
    next
    edit "jimu"
        set vdom "root"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "people"
        set vdom "root"
        set type tunnel
        set interface "wan1"
    next
end
config firewall address
    edit "SV"
        set subnet 10.0.0.6 255.255.255.255
    next
    edit "JIMU"
        set subnet 10.1.0.0 255.255.255.0
    next
    edit "POOL"
        set type iprange
        set start-ip 10.9.0.1
        set end-ip 10.9.0.50
    next
end
config firewall vip
    edit "web"
        set uuid 11111111-2222-51f0-0000-000000000000
        set extip 203.0.113.3
        set mappedip "10.0.0.6"
        set extintf "wan1"
        set portforward enable
        set extport 8443
        set mappedport 443
    next
end
config vpn ipsec phase1-interface
    edit "people"
        set type dynamic
        set interface "wan1"
        set ike-version 2
        set peertype any
        set net-device disable
        set mode-cfg enable
        set proposal aes256-sha256
        set eap enable
        set eap-identity send-request
        set authusrgrp "STAFF"
        set transport auto
        set ipv4-start-ip 10.9.0.1
        set ipv4-end-ip 10.9.0.50
        set psksecret ENC S3CRETpsk
    next
end
config vpn ipsec phase2-interface
    edit "people"
        set phase1name "people"
        set proposal aes256-sha256
    next
end
config user local
    edit "sato"
        set type password
        set passwd ENC S3CRETpw
    next
end
config user group
    edit "STAFF"
        set member "sato"
    next
end
config firewall policy
"""
RULES = """    edit 1
        set name "in"
        set srcintf "wan1"
        set dstintf "karte"
        set action accept
        set srcaddr "all"
        set dstaddr "SV"
        set schedule "always"
        set service "HTTPS"
    next
    edit 2
        set name "people"
        set srcintf "people"
        set dstintf "karte"
        set action accept
        set srcaddr "POOL"
        set dstaddr "SV"
        set schedule "always"
        set service "RDP"
    next
    edit 3
        set name "jimu"
        set srcintf "jimu"
        set dstintf "karte"
        set action accept
        set srcaddr "JIMU"
        set dstaddr "SV"
        set schedule "always"
        set service "SMB"
    next
"""
TAIL = """end
config firewall central-snat-map
    edit 1
        set srcintf "jimu"
        set dstintf "wan1"
        set orig-addr "JIMU"
        set dst-addr "all"
    next
end
config router static
    edit 1
        set gateway 203.0.113.1
        set device "wan1"
    next
end
"""
QUESTIONS = {
    "8.8.8.8 203.0.113.3 tcp 8443": "allow",  # the table publishes, the rule speaks of the inner address
    "8.8.8.8 203.0.113.3 tcp 443": "deny",
    "8.8.8.8 203.0.113.3 tcp 3389": "deny",
    "10.9.0.7 10.0.0.6 tcp 3389": "allow",
    "10.9.0.7 10.0.0.6 tcp 445": "deny",
    "10.9.0.7 10.1.0.9 tcp 3389": "deny",
    "10.1.0.9 10.0.0.6 tcp 445": "allow",
    "10.1.0.9 10.0.0.6 tcp 3389": "deny",
    "10.1.0.9 10.0.0.7 tcp 445": "deny",
}


@pytest.fixture(scope="module")
def gateway() -> Gateway:
    return read_text(fortios, HEAD + RULES + TAIL)


def answer(gateway: Gateway, question: str) -> str:
    src, dst, protocol, port = question.split()
    return ask([gateway], src=src, dst=dst, protocol=protocol, port=int(port)).verdict.value


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_passes(question: str, gateway: Gateway) -> None:
    assert answer(gateway, question) == QUESTIONS[question]
    if " 203." not in question:
        assert fate(gateway, question) == QUESTIONS[question]


def test_people_come_by_ipsec_and_nothing_is_left_unread(gateway: Gateway) -> None:
    [people] = gateway.tunnels
    assert (people.name, people.kind, people.peer, people.ike_version, people.serving) == ("people", "ipsec", None, 2, True)
    assert people.pool is not None
    assert people.pool.ranges == (("10.9.0.1", "10.9.0.50"),)
    assert (people.groups, people.second_factor) == (("STAFF",), False)
    assert {part.effect for part in gateway.unread} == {Effect.NONE}
    assert "S3CRET" not in repr(gateway)


def test_a_web_portal_that_is_left_of_the_ssl_vpn_has_nobody_in_it() -> None:
    left = """config vpn ssl settings
    set status enable
    set servercert "Fortinet_Factory"
    set port 10443
    set source-interface "wan1"
    set default-portal "web-access"
end
"""
    tunnels: list[Tunnel] = list(read_text(fortios, HEAD + RULES + TAIL + left).tunnels)
    assert [(item.kind, item.pool) for item in tunnels if item.kind == "sslvpn" and item.pool is not None] == []


# A garbled line: what it stands in is in doubt, and what comes after it; what comes before is not.
GARBLED = {
    "inside the second rule": ('        set name "people"\n', {"8.8.8.8 203.0.113.3 tcp 8443": "allow", "10.9.0.7 10.0.0.6 tcp 3389": "unknown",
                                                                "10.1.0.9 10.0.0.6 tcp 445": "allow"}),
    "between the first two rules": ("    edit 2\n", {"8.8.8.8 203.0.113.3 tcp 8443": "allow", "10.9.0.7 10.0.0.6 tcp 3389": "unknown",
                                                     "10.1.0.9 10.0.0.7 tcp 445": "unknown"}),
    "before all rules": ("    edit 1\n", {"8.8.8.8 203.0.113.3 tcp 8443": "unknown"}),
}  # fmt: skip


@pytest.mark.parametrize("name", GARBLED)
def test_a_garbled_line_puts_in_doubt_only_what_it_can_bear_on(name: str) -> None:
    before, wanted = GARBLED[name]
    reading = fortios.read(evidence(HEAD + RULES.replace(before, "%%%% gar bled\n" + before) + TAIL), catalogue(), today=TODAY)
    [found] = reading.gateways
    assert {question: answer(found, question) for question in wanted} == wanted
    assert [rule.id for rule in found.rules] == ["1", "2", "3"]
    assert reading.problems != ()
