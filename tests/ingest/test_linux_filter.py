"""Linux machines that route: iptables-save with chains of its own, nft list ruleset with sets."""

from __future__ import annotations

import pytest

from inmori.ingest import linux_filter
from inmori.model.gateway import Action, Gateway, Interface, Route
from tests.ingest.gear_case import fate, read, read_text, rule


@pytest.fixture(scope="module")
def saved() -> Gateway:
    return read(linux_filter, "iptables_gate.txt").gateways[0]


@pytest.fixture(scope="module")
def nft() -> Gateway:
    """The ruleset with addresses given to its interfaces, so that questions have an answer."""
    gateway = read(linux_filter, "nft_gate.txt").gateways[0]
    place = gateway.source_ref
    ports = {"lan0": "10.5.10.1/24", "dept0": "10.5.20.1/24", "wan0": "203.0.113.2/29"}
    return gateway.model_copy(
        update={
            "interfaces": tuple(Interface(name=name, cidr=cidr, source_ref=place) for name, cidr in ports.items()),
            "routes": (Route(destination="0.0.0.0/0", via="203.0.113.1", source_ref=place),),
        }
    )


def test_addresses_and_routes_pasted_beside_the_rules(saved: Gateway) -> None:
    assert saved.id == "linux_filter:hoshu-gw"
    assert [(i.name, i.cidr) for i in saved.interfaces] == [
        ("eth0", "198.18.0.2/24"), ("eth1", "192.168.8.1/24"), ("eth2", "192.168.9.1/24"),
    ]  # fmt: skip
    assert [(r.destination, r.via, r.interface) for r in saved.routes] == [
        ("0.0.0.0/0", "198.18.0.1", "eth0"), ("10.66.0.0/16", "192.168.9.250", "eth2"),
    ]  # fmt: skip


def test_chains_are_followed(saved: Gateway) -> None:
    assert [item.id for item in saved.rules] == [
        "masquerade eth0", "FORWARD:17", "FORWARD:18", "FORWARD>VENDOR:27", "FORWARD>VENDOR:29", "FORWARD>VENDOR:30", "FORWARD:20",
        "FORWARD:21", "FORWARD:22", "FORWARD:23", "FORWARD:24", "FORWARD:25",
    ]  # fmt: skip
    assert rule(saved, "FORWARD>VENDOR:27").from_interfaces == ("eth0",)
    returned = [(pair[0], pair[1]) for pair in rule(saved, "FORWARD>VENDOR:29").destination.ranges]
    assert returned == [("0.0.0.0", "192.168.8.98"), ("192.168.8.100", "255.255.255.255")]
    assert not rule(saved, "FORWARD:17").opens
    assert not rule(saved, "FORWARD:24").opens  # a source port is the caller's choice
    assert rule(saved, "FORWARD:23").unread == ("set allowed",)
    assert [(s.first, s.last) for s in rule(saved, "FORWARD:25").service.ports] == [(0, 444), (446, 65535)]
    assert rule(saved, "FORWARD:20").comment == "web pass=[削除]"
    assert saved.default is Action.DENY


FATES = {
    "198.51.100.5 198.18.0.2 tcp 13389": "allow",
    "8.8.8.8 198.18.0.2 tcp 13389": "deny",
    "8.8.8.8 198.18.0.9 tcp 443": "allow",  # let in when translated, after a return that takes another machine
    "8.8.8.8 192.168.8.77 tcp 3389": "deny",
    "192.168.8.5 8.8.8.8 tcp 443": "allow",
    "192.168.8.5 8.8.8.8 tcp 22": "deny",
    "192.168.8.5 8.8.8.8 udp 53": "allow",
    "192.168.8.11 192.168.9.7 tcp 80": "allow",
    "192.168.8.11 192.168.9.7 tcp 445": "deny",
    "192.168.8.13 192.168.9.7 tcp 80": "deny",
    "192.168.9.7 192.168.8.5 tcp 80": "deny",  # eth2 may only send as what it is not
}


@pytest.mark.parametrize("question", FATES)
def test_what_passes(question: str, saved: Gateway) -> None:
    assert fate(saved, question) == FATES[question]


def test_what_is_published(saved: Gateway, nft: Gateway) -> None:
    assert [(p.interface, p.outer, p.outer_port, p.inner, p.inner_port) for p in saved.publications] == [
        ("eth0", "0.0.0.0", 13389, "192.168.8.20", 3389),
        ("any", "198.18.0.9", 80, "192.168.8.30", 80),
        ("any", "198.18.0.9", 443, "192.168.8.30", 443),
    ]
    assert [(p.interface, p.outer_port, p.inner, p.inner_port) for p in nft.publications] == [("wan0", 8443, "10.5.10.30", 443)]
    assert "nat PREROUTING: chain of its own" in [part.what for part in saved.unread]


NFT = {
    "10.5.10.5 8.8.8.8 tcp 443": "allow",
    "10.5.10.5 8.8.8.8 udp 53": "allow",
    "10.5.10.5 8.8.8.8 tcp 22": "deny",
    "10.5.10.5 10.5.20.5 tcp 105": "allow",
    "10.5.10.5 10.5.20.99 tcp 105": "deny",
    "10.5.20.5 10.5.10.5 icmp": "allow",
    "10.5.20.5 10.5.10.5 tcp 22": "allow",  # a map of verdicts
    "10.5.20.5 10.5.10.5 tcp 23": "deny",
    "198.51.100.77 203.0.113.2 tcp 8443": "allow",
    "8.8.8.8 203.0.113.2 tcp 8443": "deny",
    "198.51.100.5 10.5.10.20 tcp 3389": "allow",
    "198.51.100.5 10.5.10.21 tcp 3389": "deny",
}


@pytest.mark.parametrize("question", NFT)
def test_what_passes_nft(question: str, nft: Gateway) -> None:
    assert fate(nft, question) == NFT[question]


def test_rules_of_ipv6_and_replies_are_no_answer(nft: Gateway) -> None:
    assert "FORWARD:16" not in [item.id for item in nft.rules]
    assert [item.id for item in nft.rules if not item.opens] == ["FORWARD:14", "FORWARD:15", "FORWARD:20", "FORWARD:22"]


def test_without_addresses_what_names_an_interface_stays_open() -> None:
    from inmori.reach import ask

    bare = read(linux_filter, "nft_gate.txt").gateways[0]
    assert ask([bare], src="10.5.10.5", dst="8.8.8.8", protocol="tcp", port=443).verdict.value == "unknown"


def test_a_server_that_guards_itself_is_no_gateway() -> None:
    gateway = read_text(linux_filter, "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n")
    assert not gateway.forwards


JUMPS = {
    "-A FORWARD -j A\n-A A -j B\n-A B -p tcp -m tcp --dport 80 -j ACCEPT\n": {"tcp 80": "allow", "tcp 81": "deny"},
    "-A FORWARD -p tcp -j A\n-A A -p udp -j ACCEPT\n": {"tcp 80": "deny", "udp 80": "deny"},
    "-A FORWARD -g A\n-A A -p tcp -j ACCEPT\n-A FORWARD -j ACCEPT\n": {"tcp 80": "allow", "udp 80": "deny"},
    "-A FORWARD -j A\n-A A -j RETURN\n-A A -j ACCEPT\n": {"tcp 80": "deny"},
    "-A FORWARD -j A\n-A A -j A\n": {"tcp 80": "unknown"},
    "-A FORWARD -j GONE\n": {"tcp 80": "unknown"},
    "-A FORWARD -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP\n-A FORWARD -j ACCEPT\n": {"tcp 80": "deny", "udp 80": "allow"},
    "-A FORWARD -p tcp -m tcp ! --syn -j DROP\n-A FORWARD -j ACCEPT\n": {"tcp 80": "allow"},
    "-A FORWARD -p tcp -m tcp --syn -j DROP\n-A FORWARD -j ACCEPT\n": {"tcp 80": "deny"},
    "-A FORWARD -m mac --mac-source 00:11:22:33:44:55 -j ACCEPT\n": {"tcp 80": "unknown"},
    "-A FORWARD -p tcp -m multiport --dports 20:23,80 -j ACCEPT\n": {"tcp 22": "allow", "tcp 24": "deny", "tcp 80": "allow"},
    "-A FORWARD ! -d 10.0.1.0/24 -j ACCEPT\n": {"tcp 80": "deny"},
    "-A FORWARD -m time --timestart 09:00 --timestop 17:00 -j DROP\n-A FORWARD -j ACCEPT\n": {"tcp 80": "unknown"},
}
ADDRESSES = "2: a: <UP> mtu 1\n    inet 10.0.0.1/24 scope global a\n3: b: <UP> mtu 1\n    inet 10.0.1.1/24 scope global b\n"


@pytest.mark.parametrize("text", JUMPS)
def test_lines_of_iptables(text: str) -> None:
    gateway = read_text(linux_filter, f"*filter\n:FORWARD DROP [0:0]\n:A - [0:0]\n:B - [0:0]\n{text}COMMIT\n{ADDRESSES}")
    assert {question: fate(gateway, f"10.0.0.5 10.0.1.5 {question}") for question in JUMPS[text]} == JUMPS[text]


def test_chains_that_call_each_other_too_often_end_in_doubt() -> None:
    text = "*filter\n:FORWARD DROP [0:0]\n" + "".join(f":C{n} - [0:0]\n" for n in range(16))
    text += "".join(f"-A C{n} -s 10.9.{n}.0/24 -p tcp -j ACCEPT\n" + f"-A C{n} -j C{n + 1}\n" * 3 for n in range(15))
    gateway = read_text(linux_filter, f"{text}-A FORWARD -j C0\nCOMMIT\n{ADDRESSES}")
    assert len(gateway.rules) <= 20_002
    assert gateway.rules[-1].unread == ("more rules than are followed",)
