"""Questions one by one: the verdict, what decides it, and a sentence in both languages."""

from __future__ import annotations

import pytest

from inmori.errors import InputError
from inmori.model import Hospital
from inmori.model.gateway import Action, AddressSet
from inmori.reach import Verdict, ask
from tests.reach.house import INTERNET_HOST, OFFICE, OFFICE_SERVER, PC, SERVER, hospital, rule, sslvpn, vip

QUESTIONS = {
    "a rule lets it": ((OFFICE, SERVER, "tcp", 443), "allow", "policy:1"),
    "no rule lets it": ((OFFICE, SERVER, "tcp", 445), "deny", "default"),
    "a rule stops it": ((OFFICE, PC, "tcp", 443), "deny", "policy:2"),
    "one side": ((SERVER, "10.4.30.8", "tcp", 104), "allow", "unfiltered"),
    "one network": ((SERVER, "10.4.10.9", "tcp", 445), "allow", "unfiltered"),
    "the firewall itself": ((INTERNET_HOST, "203.0.113.2", "tcp", 80), "unknown", "local"),
    "its management": ((OFFICE, "192.168.5.1", "tcp", 22), "allow", "management:port1"),
    "its SSL-VPN": ((INTERNET_HOST, "203.0.113.2", "tcp", 443), "allow", "tunnel:ssl.root"),
    "published": ((INTERNET_HOST, "203.0.113.2", "tcp", 3389), "allow", "policy:3"),
    "the published machine by its own address": ((INTERNET_HOST, SERVER, "tcp", 3389), "allow", "policy:3"),
    "its other ports": ((INTERNET_HOST, SERVER, "tcp", 445), "deny", "default"),
    "all ports": ((OFFICE, SERVER, "tcp", None), "partial", "policy:1"),
    "a network": (("192.168.5.0/24", "10.4.10.0/24", "any", None), "partial", "policy:1"),
    "a network with no way": (("192.168.5.0/24", "10.4.30.0/24", "any", None), "deny", "default"),
    "sides of one interface": (("10.4.10.0/24", "10.4.30.0/24", "any", None), "allow", "unfiltered"),
    "ping": ((OFFICE, SERVER, "icmp", None), "deny", "default"),
}


def asked() -> Hospital:
    made = hospital(
        rule(1, "192.168.5.0/24", SERVER, "HTTPS", way=("port1", "port2")),
        rule(2, "192.168.5.0/24", "10.4.12.0/24", way=("port1", "port2"), action=Action.DENY),
        rule(3, "all", AddressSet(names=("V1",)), "RDP", way=("wan1", "port2"), publications=("V1",)),
        gateway={"publications": (vip(),), "tunnels": (sslvpn(),)},
    )
    interfaces = tuple(
        item.model_copy(update={"management": ("ssh", "https")}) if item.name == "port1" else item
        for item in made.gateways[0].interfaces
    )
    return made.model_copy(
        update={"gateways": (made.gateways[0].model_copy(update={"interfaces": interfaces}),)}
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions(name: str) -> None:
    (src, dst, protocol, port), verdict, ref = QUESTIONS[name]
    answer = ask(asked().gateways, src=src, dst=dst, protocol=protocol, port=port)
    assert (answer.verdict.value, answer.ref) == (verdict, ref)
    assert answer.reason.ja
    assert answer.reason.en
    if verdict in ("allow", "partial"):
        assert answer.packet is not None


@pytest.mark.parametrize(
    ("src", "protocol"), [("kitchen", "tcp"), ("10.0.0.0/33", "tcp"), ("fe80::1", "tcp"), (OFFICE, "pigeon")]
)
def test_what_is_no_question(src: str, protocol: str) -> None:
    with pytest.raises(InputError):
        ask(asked().gateways, src=src, dst=OFFICE_SERVER, protocol=protocol, port=80)


def test_a_question_that_no_configuration_answers() -> None:
    answer = ask([], src=OFFICE, dst=SERVER, protocol="tcp", port=443)
    assert (answer.verdict, answer.gateway_id) == (Verdict.UNKNOWN, None)
