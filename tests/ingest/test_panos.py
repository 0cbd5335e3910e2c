"""PAN-OS as XML export and as set commands: the same model from both; applications leave a doubt."""

from __future__ import annotations

import pytest

from inmori.errors import InputError
from inmori.ingest import panos
from inmori.model.gateway import Action, Gateway
from tests.ingest.gear_case import FILES, TODAY, catalogue, evidence, fate, read, read_text, rule


@pytest.fixture(scope="module")
def clinic() -> Gateway:
    return read(panos, "panos_clinic.xml").gateways[0]


@pytest.fixture(scope="module")
def printed() -> Gateway:
    return read(panos, "panos_set.txt").gateways[0]


def test_the_machine(clinic: Gateway, printed: Gateway) -> None:
    assert (clinic.id, clinic.version, clinic.product) == ("panos:AOBA-PA", "10.2.9", "PAN-OS")
    assert printed.id == "panos:HOSHI-PA"
    assert (clinic.remote_logging, printed.remote_logging) == (True, False)
    assert [(a.name, a.source_limited, a.second_factor) for a in clinic.administrators] == [("admin", True, False), ("hoshu", True, None)]


def test_interfaces_zones_routes(clinic: Gateway, printed: Gateway) -> None:
    by_name = {item.name: item for item in clinic.interfaces}
    assert (by_name["ethernet1/2.10"].cidr, by_name["ethernet1/2.10"].vlan, by_name["ethernet1/2.10"].parent) == (
        "10.3.10.1/24", 10, "ethernet1/2",
    )  # fmt: skip
    assert by_name["ethernet1/2.10"].management == ("https", "ssh")
    assert (by_name["management"].cidr, by_name["management"].management) == ("10.3.99.5/32", ("https", "ssh"))
    assert {z.name: z.interfaces for z in clinic.interface_zones}["emr"] == ("ethernet1/2.10", "ethernet1/3")
    assert [(r.destination, r.via, r.interface, r.comment) for r in clinic.routes] == [
        ("0.0.0.0/0", "203.0.113.1", "ethernet1/1", "to-isp"), ("10.60.0.0/16", None, "tunnel.1", "RENKEI"), ("192.0.2.0/24", None, None, "drop"),
    ]  # fmt: skip
    assert {item.name: item.management for item in printed.interfaces}["management"] == ("https", "ssh", "telnet")
    assert [z.interfaces for z in printed.interface_zones] == [("ethernet1/1",), ("ethernet1/2",)]


def test_rules(clinic: Gateway) -> None:
    assert [item.id for item in clinic.rules if ">" not in item.id][:7] == [
        "old", "emr to pacs", "web", "cloud", "maint", "not guests", "inside:emr",
    ]  # fmt: skip
    assert not rule(clinic, "old").enabled
    assert [(s.protocol, s.first) for s in rule(clinic, "emr to pacs").service.ports] == [("tcp", 104), ("tcp", 11112), ("tcp", 443)]
    assert rule(clinic, "web").unread == ("application ssl", "application web-browsing")
    assert rule(clinic, "web").inspected == ("av",)
    assert rule(clinic, "cloud").destination.unresolved == ("CLOUD",)
    assert rule(clinic, "not guests").destination.negated
    assert rule(clinic, "not guests").users == ("corp\\doctors",)
    assert rule(clinic, "emr to pacs").source_ref.line is not None


FATES = {
    "10.3.10.5 10.3.20.10 tcp 104": "allow",
    "10.3.10.5 10.3.20.10 tcp 105": "deny",
    "10.3.10.5 10.3.20.11 tcp 104": "deny",
    "10.3.30.5 10.3.20.10 tcp 104": "deny",  # another network of the same zone
    "10.3.10.5 10.3.30.5 tcp 104": "deny",  # inside a zone, but a rule denies it
    "10.3.10.5 10.3.30.5 tcp 445": "allow",  # inside a zone
    "10.3.10.5 8.8.8.8 tcp 443": "unknown",  # passes if it is what the rule calls ssl, or the cloud's address
    "10.3.10.5 8.8.8.8 tcp 22": "deny",
    "198.51.100.12 203.0.113.3 tcp 13389": "allow",
    "8.8.8.8 203.0.113.3 tcp 13389": "deny",
    "10.3.200.5 10.3.20.11 tcp 80": "deny",
    "10.60.0.5 10.3.20.10 tcp 104": "deny",
    "10.3.10.5 192.0.2.1 tcp 443": "deny",
}


@pytest.mark.parametrize("question", FATES)
def test_what_passes(question: str, clinic: Gateway) -> None:
    assert fate(clinic, question) == FATES[question]


PRINTED = {
    "10.8.1.7 8.8.8.8 tcp 104": "allow",
    "10.8.1.8 10.77.0.1 tcp 104": "deny",
    "10.8.1.9 10.77.0.1 tcp 104": "allow",  # the wildcard fits even hosts; between zones the default was changed to allow
    "10.8.1.8 10.9.0.1 tcp 104": "unknown",  # JP may hold it
}


@pytest.mark.parametrize("question", PRINTED)
def test_what_passes_the_printed_one(question: str, printed: Gateway) -> None:
    assert fate(printed.model_copy(update={"unread": ()}), question) == PRINTED[question]


def test_vpns(clinic: Gateway) -> None:
    found = {item.name: item for item in clinic.tunnels}
    site, people = found["tunnel.1"], found["tunnel.9"]
    assert (site.peer, site.ike_version, site.local_networks, site.remote_networks, site.description) == (
        "198.51.100.99", 2, ("10.3.20.0/24",), ("10.60.0.0/16",), "IMAGE-CENTER",
    )  # fmt: skip
    assert (people.kind, people.second_factor, people.interface) == ("sslvpn", False, "ethernet1/1")
    assert people.pool is not None
    assert people.pool.ranges == (("10.3.200.0", "10.3.200.255"),)


def test_xml_and_set_commands_say_the_same() -> None:
    xml = (
        '<config version="10.1.0"><devices><entry name="localhost.localdomain"><deviceconfig><system><hostname>P</hostname></system></deviceconfig>'
        '<network><interface><ethernet><entry name="ethernet1/1"><layer3><ip><entry name="10.0.0.1/24"/></ip></layer3></entry></ethernet></interface></network>'
        '<vsys><entry name="vsys1"><zone><entry name="in"><network><layer3><member>ethernet1/1</member></layer3></network></entry></zone>'
        '<address><entry name="A"><ip-netmask>10.0.0.5</ip-netmask></entry></address><rulebase><security><rules><entry name="r 1"><from><member>in</member></from>'
        "<to><member>any</member></to><source><member>A</member></source><destination><member>any</member></destination><service><member>any</member></service>"
        "<application><member>any</member></application><action>allow</action></entry></rules></security></rulebase></entry></vsys></entry></devices></config>"
    )
    printed = (
        "set deviceconfig system hostname P\nset network interface ethernet ethernet1/1 layer3 ip 10.0.0.1/24\nset zone in network layer3 ethernet1/1\n"
        'set address A ip-netmask 10.0.0.5\nset rulebase security rules "r 1" from in\nset rulebase security rules "r 1" to any\n'
        'set rulebase security rules "r 1" source A\nset rulebase security rules "r 1" destination any\nset rulebase security rules "r 1" service any\n'
        'set rulebase security rules "r 1" application any\nset rulebase security rules "r 1" action allow\n'
    )

    def plain(gateway: Gateway) -> tuple[object, ...]:
        rules = [(r.id, r.action, r.from_interfaces, r.source.ranges, r.service.ports) for r in gateway.rules]
        return rules, [(i.name, i.cidr) for i in gateway.interfaces], [z.interfaces for z in gateway.interface_zones], gateway.id

    assert plain(read_text(panos, xml)) == plain(read_text(panos, printed))


def test_each_vsys_is_a_gateway() -> None:
    head = '<config version="9.1.0"><devices><entry name="d"><network><interface><ethernet>'
    ports = "".join(f'<entry name="ethernet1/{n}"><layer3><ip><entry name="10.0.{n}.1/24"/></ip></layer3></entry>' for n in (1, 2))
    systems = "".join(
        f'<entry name="vsys{n}"><zone><entry name="z{n}"><network><layer3><member>ethernet1/{n}</member></layer3></network></entry></zone></entry>'
        for n in (1, 2)
    )
    text = f"{head}{ports}</ethernet></interface></network><vsys>{systems}</vsys></entry></devices></config>"
    found = panos.read(evidence(text, "pa.xml"), catalogue(), today=TODAY).gateways
    assert [(g.id, [i.name for i in g.interfaces]) for g in found] == [
        ("panos:pa/vsys1", ["ethernet1/1"]), ("panos:pa/vsys2", ["ethernet1/2"]),
    ]  # fmt: skip


def test_panorama_rules_come_first_and_last() -> None:
    def line(base: str, name: str, action: str) -> str:
        path = f"set device-group DG {base} security rules {name}"
        return "".join(f"{path} {key} any\n" for key in ("from", "to", "source", "destination", "service", "application")) + f"{path} action {action}\n"

    gateway = read_text(panos, line("post-rulebase", "last", "deny") + line("pre-rulebase", "first", "allow"))
    assert [(item.id, item.action) for item in gateway.rules] == [("first", Action.ALLOW), ("last", Action.DENY)]


@pytest.mark.parametrize("bad", ["<config version=\"10.0\"", "<!DOCTYPE x [<!ENTITY a \"b\">]><config version=\"10.0.0\"><devices>&a;</devices></config>", "<config version=\"10.0.0\"></config>"])
def test_broken_or_forbidden_xml(bad: str) -> None:
    with pytest.raises(InputError):
        read_text(panos, bad)


def test_a_cut_file_gives_what_was_read() -> None:
    data = (FILES / "panos_clinic.xml").read_bytes()
    cut = data[: data.index(b'<entry name="cloud">')]
    reading = panos.read(evidence(cut), catalogue(), today=TODAY)
    assert reading.problems[0].code == "panos_cut_off"
    assert [item.id for item in reading.gateways[0].rules][:2] == ["old", "emr to pacs"]


PORTAL = """<config version="10.1.0"><devices><entry name="localhost.localdomain">
<network><interface><ethernet><entry name="ethernet1/1"><layer3><ip><entry name="203.0.113.1/28"/></ip></layer3></entry>
<entry name="ethernet1/2"><layer3><ip><entry name="10.0.0.1/24"/></ip></layer3></entry></ethernet>
<tunnel><units><entry name="tunnel.1"/></units></tunnel></interface>{network}</network>
<vsys><entry name="vsys1"><zone><entry name="in"><network><layer3><member>ethernet1/2</member></layer3></network></entry>
<entry name="gp"><network><layer3><member>tunnel.1</member></layer3></network></entry></zone>
<global-protect><global-protect-gateway><entry name="GW"><local-address><interface>ethernet1/1</interface></local-address>
<remote-user-tunnel>GW-N</remote-user-tunnel><remote-user-tunnel-configs><entry name="a"><ip-pool><member>10.9.0.10-10.9.0.60</member></ip-pool></entry>
</remote-user-tunnel-configs></entry></global-protect-gateway></global-protect>
<rulebase><security><rules><entry name="people"><from><member>gp</member></from><to><member>in</member></to><source><member>any</member></source>
<destination><member>any</member></destination><service><member>any</member></service><application><member>any</member></application><action>allow</action></entry>
</rules></security></rulebase></entry></vsys></entry></devices></config>"""
BOUND = '<tunnel><global-protect-gateway><entry name="GW-N"><tunnel-interface>tunnel.1</tunnel-interface></entry></global-protect-gateway></tunnel>'


def test_a_portal_lets_people_in_behind_the_interface_that_its_tunnel_names() -> None:
    gateway = read_text(panos, PORTAL.format(network=BOUND))
    [people] = gateway.tunnels
    assert (people.name, people.kind) == ("tunnel.1", "sslvpn")
    assert fate(gateway, "10.9.0.13 10.0.0.5 tcp 3389") == "allow"


def test_a_portal_whose_interface_is_not_written_is_never_said_to_be_shut() -> None:
    gateway = read_text(panos, PORTAL.format(network=""))
    assert fate(gateway, "10.9.0.13 10.0.0.5 tcp 3389") == "unknown"
