"""Cisco IOS: a core switch with lists both ways, a branch router pasted from a terminal, and small switches."""

from __future__ import annotations

import pytest

from inmori.ingest import cisco_ios
from inmori.ingest.file_look import look_of
from inmori.ingest.gateway_network import networks_from
from inmori.model import DeviceKind, ZoneKind
from inmori.model.gateway import Gateway
from tests.ingest.gear_case import catalogue, evidence, fate, read, read_text, rule


@pytest.fixture(scope="module")
def core() -> Gateway:
    return read(cisco_ios, "catalyst_core.cfg").gateways[0]


@pytest.fixture(scope="module")
def branch() -> Gateway:
    return read(cisco_ios, "isr_branch.txt").gateways[0]


# --- the machine ------------------------------------------------------------------------------------------------


def test_what_the_file_tells_of_the_machine() -> None:
    switch, router = read(cisco_ios, "catalyst_core.cfg"), read(cisco_ios, "isr_branch.txt")
    assert (switch.gateways[0].version, switch.gateways[0].product) == ("15.0(2)SE11", "Cisco IOS")
    assert switch.sightings[0].facts["kind"][0] is DeviceKind.L3_SWITCH
    assert switch.sightings[0].facts["firmware"][0] == "Cisco IOS 15.0(2)SE11"
    box = router.sightings[0]
    assert (box.hostnames, box.serials, box.facts["model"][0]) == (("HONIN-RT",), ("FDO22334455",), "ISR4331/K9")
    assert box.facts["kind"][0] is DeviceKind.ROUTER
    assert router.gateways[0].product == "Cisco IOS XE"


def test_interfaces(core: Gateway, branch: Gateway) -> None:
    by_name = {item.name: item for item in (*core.interfaces, *branch.interfaces)}
    assert by_name["Vlan20"].alias == "DENSHI-KARTE"
    assert by_name["Vlan20"].secondary == ("172.16.20.1/24",)  # the address that both of a pair answer for
    assert by_name["GigabitEthernet0/2"].vlan == 30
    assert by_name["GigabitEthernet0/3"].vlan is None  # a trunk
    assert not by_name["Vlan1"].up
    assert by_name["GigabitEthernet0/0/1.10"].vlan == 10
    assert by_name["GigabitEthernet0/0/1.10"].parent == "GigabitEthernet0/0/1"
    assert (by_name["Dialer1"].role, by_name["Tunnel1"].role) == ("wan", "tunnel")
    assert "Vlan99" not in by_name  # that stands in the banner


def test_vlan_names_tell_what_networks_are_for(core: Gateway) -> None:
    told = {item.network.cidr: item for item in networks_from([core], catalogue())}
    assert told["172.16.20.0/24"].network.name == "DENSHI-KARTE"
    assert told["172.16.20.0/24"].kind is ZoneKind.CLINICAL
    assert told["172.16.254.0/30"].kind is ZoneKind.LINK


def test_pools_and_fixed_machines() -> None:
    reading = read(cisco_ios, "catalyst_core.cfg")
    assert [(n.network.cidr, n.network.name, n.kind) for n in reading.networks] == [
        ("192.168.77.0/24", "WAITING-WIFI", ZoneKind.WIFI),
    ]  # fmt: skip
    assert [(s.addresses, s.macs, s.hostnames) for s in reading.sightings[1:]] == [
        (("172.16.30.21",), ("00:1e:8f:aa:bb:cc",), ("XRAY-CONSOLE",)),
    ]  # fmt: skip


def test_routes(core: Gateway, branch: Gateway) -> None:
    assert [(r.destination, r.via, r.interface, r.comment) for r in core.routes] == [
        ("0.0.0.0/0", "172.16.254.1", None, ""),
        ("10.77.0.0/16", "172.16.30.200", None, "BYOIN-RENKEI"),
        ("192.0.2.0/24", None, None, ""),
    ]
    assert ("172.30.0.0/16", "10.254.1.1", "Tunnel1") in [(r.destination, r.via, r.interface) for r in branch.routes]


def test_each_vrf_is_a_gateway_of_its_own() -> None:
    found = read(cisco_ios, "isr_branch.txt").gateways
    assert [g.id for g in found] == ["cisco_ios:HONIN-RT", "cisco_ios:HONIN-RT/MGMT"]
    assert [r.via for r in found[1].routes] == ["192.168.255.1"]


MANAGED = {
    "version 12.2\nline vty 0 4\n login\n": ("telnet",),
    "version 15.2\nline vty 0 4\n transport input ssh\nline vty 5 15\n login local\n": ("ssh", "telnet"),
    "version 16.12\nline vty 0 4\n login local\n": ("ssh",),
    "version 15.2\nip http secure-server\nline vty 0 4\n transport input none\n": ("https",),
    "version 15.2\nsnmp-server community public RO\nline vty 0 4\n transport input all\n": ("ssh", "telnet", "snmp"),
}


@pytest.mark.parametrize("text", MANAGED)
def test_what_answers_administrators(text: str) -> None:
    gateway = read_text(cisco_ios, f"hostname X\n!\ninterface Vlan10\n ip address 10.0.0.1 255.255.255.0\n!\ninterface Vlan20\n ip address 10.0.1.1 255.255.255.0\n!\nip routing\n{text}")
    assert gateway.interfaces[0].management == MANAGED[text]


def test_a_list_on_the_interface_keeps_administrators_out(core: Gateway) -> None:
    offers = {item.name: item.management for item in core.interfaces}
    assert offers["Vlan20"] == ("http", "ssh", "snmp")
    assert offers["GigabitEthernet0/1"] == ()
    assert [a.source_limited for a in core.administrators] == [False, False]  # the web page is open to all
    assert core.remote_logging is True


LIMITED = {
    "line vty 0 4\n access-class 10 in\n transport input ssh\n": True,
    "line vty 0 4\n access-class 20 in\n transport input ssh\n": False,  # a list that permits everybody
    "line vty 0 4\n access-class 10 in\n transport input ssh\nline vty 5 15\n": False,
    "line vty 0 4\n access-class 10 in\n transport input ssh\nip http server\n": False,
    "line vty 0 4\n access-class 10 in\n transport input ssh\nip http server\nip http access-class 10\n": True,
}


@pytest.mark.parametrize("text", LIMITED)
def test_who_may_manage_from_where(text: str) -> None:
    gateway = read_text(
        cisco_ios,
        "hostname X\nversion 15.2\nusername a secret 5 x\naccess-list 10 permit 10.0.0.0 0.0.0.255\naccess-list 20 permit any\n"
        f"interface Vlan10\n ip address 10.0.0.1 255.255.255.0\n{text}",
    )
    assert gateway.administrators[0].source_limited is LIMITED[text]


# --- access lists -----------------------------------------------------------------------------------------------


def test_lists_are_bound_by_interface_and_direction(core: Gateway) -> None:
    sides = {item.id.split(":")[0]: (item.from_interfaces, item.to_interfaces) for item in core.rules}
    assert sides["FROM-FW"] == (("GigabitEthernet0/1",), ())
    assert sides["MOD-IN"] == (("Vlan30",), ())
    assert sides["MOD-OUT"] == ((), ("Vlan30",))
    assert "UNBOUND" not in sides
    assert "VTY" not in sides
    assert core.filtered_in == ("GigabitEthernet0/1", "Vlan30", "Vlan40", "Vlan50")
    assert core.filtered_out == ("Vlan30",)


def test_entries(core: Gateway) -> None:
    assert rule(core, "FROM-FW:10").comment == "申請 2023-015 画像連携"
    assert [(s.first, s.last) for s in rule(core, "FROM-FW:20").service.ports] == [(445, 445), (135, 135), (139, 139)]
    assert not rule(core, "FROM-FW:30").opens
    even = rule(core, "FROM-FW:60").destination.ranges
    assert len(even) == 128
    assert even[:2] == (("172.16.20.0", "172.16.20.0"), ("172.16.20.2", "172.16.20.2"))
    assert rule(core, "MOD-IN:10").destination.ranges[1:] == (("172.16.21.5", "172.16.21.5"), ("172.16.22.10", "172.16.22.19"))
    assert {(s.protocol, s.first, s.last) for s in rule(core, "MOD-IN:10").service.ports} == {
        ("tcp", 104, 104), ("tcp", 11112, 11113), ("tcp", 53, 53), ("udp", 53, 53),
    }  # fmt: skip
    assert rule(core, "MOD-IN:30").destination.unresolved == ("MISSING",)
    assert rule(core, "140:20").unread == ("time-range NIGHT",)
    assert rule(core, "MOD-OUT:30").logged is True


FATES = {
    "10.9.9.9 172.16.30.10 tcp 104": "deny",  # let in, but Vlan30 lets out only what comes from Vlan20
    "10.9.9.9 172.16.20.5 tcp 104": "deny",
    "10.1.0.5 172.16.20.6 tcp 80": "allow",
    "10.1.0.5 172.16.20.7 tcp 80": "deny",  # the wildcard mask fits even addresses only
    "10.1.0.5 172.16.20.6 tcp 445": "deny",
    "8.8.8.8 172.16.20.5 tcp 80": "deny",  # established lets answers in, and no more
    "8.8.8.8 172.16.20.5 udp 161": "allow",  # a caller may send from port 53
    "8.8.8.8 172.16.20.5 icmp": "allow",
    "172.16.20.5 172.16.30.5 tcp 104": "allow",
    "172.16.20.5 172.16.30.5 tcp 111": "deny",
    "172.16.20.5 8.8.8.8 tcp 443": "allow",  # Vlan20 has no list
    "172.16.30.5 172.16.20.5 tcp 11113": "allow",
    "172.16.30.5 172.16.40.5 tcp 3389": "deny",
    "172.16.30.5 172.16.20.5 tcp 9999": "allow",  # a marking can be chosen by anybody
    "172.16.30.5 172.16.20.5 tcp 80": "unknown",  # one port has a list of its own
    "172.16.40.5 172.16.20.5 tcp 1024": "allow",
    "172.16.40.5 172.16.20.5 tcp 1023": "deny",
    "172.16.40.5 172.16.50.5 tcp 80": "unknown",  # denied at night
    "172.16.50.5 172.16.20.5 tcp 80": "unknown",  # the list is not in the file
    "172.16.20.5 192.0.2.9 tcp 80": "deny",
}  # fmt: skip


@pytest.mark.parametrize("question", FATES)
def test_what_passes_the_core_switch(question: str, core: Gateway) -> None:
    # Routes of OSPF and of the policy are not in question here.
    assert fate(core.model_copy(update={"unread": ()}), question) == FATES[question]


def test_what_is_not_modelled_is_told(core: Gateway) -> None:
    assert [part.what for part in core.unread] == ["routing: router ospf", "routing: policy routes", "line: ? (1)"]


BOTH = (
    "hostname X\nip access-list extended A\n permit tcp any any eq 80\n permit tcp any any eq 22\nip access-list extended M\n"
    " permit tcp any host 10.0.1.5 eq 80\n permit udp any any\n"
    "vlan access-map V 10\n match ip address M\n action {first}\nvlan access-map V 20\n action {second}\nvlan filter V vlan-list 10\n"
    "interface Vlan10\n ip address 10.0.0.1 255.255.255.0\n ip access-group A in\ninterface Vlan20\n ip address 10.0.1.1 255.255.255.0\nip routing\n"
)
MAPPED = {
    ("forward", "drop", "tcp 80"): "allow",
    ("forward", "drop", "tcp 22"): "deny",  # the map drops it
    ("forward", "drop", "udp 53"): "deny",  # the map lets it pass, the list does not
    ("drop", "forward", "tcp 80"): "deny",
    ("drop", "forward", "tcp 22"): "allow",
}


@pytest.mark.parametrize("case", MAPPED)
def test_a_vlan_map_and_a_list_must_both_let_pass(case: tuple[str, str, str]) -> None:
    gateway = read_text(cisco_ios, BOTH.format(first=case[0], second=case[1]))
    assert fate(gateway, f"10.0.0.9 10.0.1.5 {case[2]}") == MAPPED[case]


# --- translation and VPN ----------------------------------------------------------------------------------------


def test_what_is_published(branch: Gateway) -> None:
    found = [(p.interface, p.outer, p.outer_port, p.inner, p.inner_port, p.protocol) for p in branch.publications]
    assert found == [
        ("Dialer1", "0.0.0.0", 8443, "10.10.10.5", 443, "tcp"),
        ("Dialer1", "203.0.113.40", 3389, "10.10.10.6", 3389, "tcp"),
        ("Dialer1", "203.0.113.41", None, "10.10.10.7", None, "any"),
    ]


BRANCH = {
    "198.51.100.9 203.0.113.40 tcp 3389": "allow",
    "8.8.8.8 203.0.113.40 tcp 3389": "deny",
    "8.8.8.8 203.0.113.41 tcp 8443": "allow",  # all of this machine is published, and the list allows the port
    "8.8.8.8 203.0.113.41 tcp 443": "deny",
    "8.8.8.8 10.10.10.9 tcp 8443": "deny",
    "10.200.5.5 10.10.10.9 tcp 445": "allow",  # out of the tunnel nothing is filtered
    "172.30.5.5 10.10.10.9 tcp 445": "allow",
    "10.10.99.5 10.10.10.9 tcp 445": "allow",
    "10.10.10.9 8.8.8.8 tcp 443": "allow",
}


@pytest.mark.parametrize("question", BRANCH)
def test_what_passes_the_branch_router(question: str, branch: Gateway) -> None:
    assert fate(branch, question) == BRANCH[question]


def test_the_list_speaks_of_the_outer_port(branch: Gateway) -> None:
    """Outside 8443 is inside 443: the list that allows 8443 opens 443 within."""
    opened = rule(branch, "OUTSIDE-IN:30>nat static 2")
    assert [(s.protocol, s.first, s.last) for s in opened.service.ports] == [("tcp", 443, 443)]
    assert opened.destination.ranges == ()


def test_vpns(branch: Gateway) -> None:
    found = {item.name: item for item in branch.tunnels}
    assert list(found) == ["Tunnel1", "WAN-MAP:10", "vpn group STAFF"]
    assert (found["Tunnel1"].peer, found["Tunnel1"].remote_networks) == ("198.51.100.88", ("172.30.0.0/16",))
    mapped = found["WAN-MAP:10"]
    assert (mapped.peer, mapped.local_networks, mapped.remote_networks, mapped.interface, mapped.description) == (
        "198.51.100.60", ("10.10.10.0/24",), ("10.200.0.0/16",), "Dialer1", "PACS vendor",
    )  # fmt: skip
    people = found["vpn group STAFF"]
    assert people.pool is not None
    assert people.pool.ranges == (("10.10.99.1", "10.10.99.20"),)
    assert people.second_factor is None  # a server decides


# --- switches that do not route, and files that lost their indentation -------------------------------------------

L2 = "hostname SW\nversion 12.2\ninterface FastEthernet0/1\n switchport access vlan 10\ninterface Vlan1\n ip address 10.0.0.5 255.255.255.0\n"
ROUTING = {
    L2: False,
    L2 + "ip default-gateway 10.0.0.254\ninterface Vlan2\n ip address 10.0.1.5 255.255.255.0\n": False,
    L2 + "ip routing\n": True,
    L2 + "interface Vlan2\n ip address 10.0.1.5 255.255.255.0\nip route 0.0.0.0 0.0.0.0 10.0.0.1\n": True,
    L2 + "no ip routing\ninterface Vlan2\n ip address 10.0.1.5 255.255.255.0\nip route 0.0.0.0 0.0.0.0 10.0.0.1\n": False,
    "hostname R\nversion 15.1\ninterface FastEthernet0\n ip address 10.0.0.5 255.255.255.0\n": True,
}


@pytest.mark.parametrize("text", ROUTING)
def test_which_switches_route(text: str) -> None:
    reading = read_text(cisco_ios, text)
    assert reading.forwards is ROUTING[text]


def test_a_configuration_without_indentation_reads_the_same() -> None:
    from tests.ingest.gear_case import FILES

    text = (FILES / "catalyst_core.cfg").read_text()
    flat = "\n".join(line.strip() for line in text.split("\n"))
    one, other = read_text(cisco_ios, text), read_text(cisco_ios, flat)
    assert [r.id for r in other.rules] == [r.id for r in one.rules]
    assert other.interfaces == one.interfaces
    assert other.routes == one.routes


def test_typed_commands_read_like_a_saved_configuration() -> None:
    typed = (
        "SW1#conf t\nSW1(config)#hostname SW1\nSW1(config)#ip routing\nSW1(config)#interface Vlan10\nSW1(config-if)#ip address 10.0.0.1 255.255.255.0\n"
        "SW1(config-if)#ip access-group A in\nSW1(config-if)#exit\nSW1(config)#interface Vlan20\nSW1(config-if)# ip address 10.0.1.1 255.255.255.0\n"
        "SW1(config)#ip access-list extended A\nSW1(config-ext-nacl)#permit tcp any any eq 22\nSW1(config-ext-nacl)#end\nSW1#wr mem\n"
    )
    gateway = read_text(cisco_ios, typed)
    assert [item.cidr for item in gateway.interfaces] == ["10.0.0.1/24", "10.0.1.1/24"]
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 22") == "allow"
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 23") == "deny"


def test_the_sister_language_of_nexus_is_named_and_not_read_as_ios() -> None:
    file = evidence(
        "!Command: show running-config\nversion 9.3(8) Bios:version 05.45\nhostname NX-CORE\nvdc NX-CORE id 1\nfeature interface-vlan\n"
        "ip access-list JIMU-IN\n  10 deny ip 192.168.5.0/24 10.0.0.0/24\n  20 permit ip any any\ninterface Vlan10\n  ip access-group JIMU-IN in\n"
        "  ip address 10.0.0.254/24\n"
    )
    assert cisco_ios.recognise(file) < 0.5
    assert "NX-OS" in look_of(file).en
