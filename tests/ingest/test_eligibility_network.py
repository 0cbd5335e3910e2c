"""A rule about the eligibility check names its small network; and no network of the hospital's own."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.eligibility_network import eligibility_networks
from inmori.ingest.reading import ToldNetwork
from inmori.model import Network, ZoneKind
from inmori.model.gateway import Action
from tests.reach.house import CONF, SERVER, firewall, rule

_CATALOGUE = load_catalogue()
SMALL = "192.168.240.0/28"
CASES = {
    "the network at the far end": (rule(1, SERVER, SMALL, "SMB", comment="ON-SHIKAKU kakunin"), [SMALL]),
    "the network as the sender": (rule(1, SMALL, SERVER, "SMB", comment="オン資→レセコン"), [SMALL]),
    "told by the rule's name": (rule(1, SERVER, SMALL, "SMB", name="to_OQS"), [SMALL]),
    "a rule about something else": (rule(1, SERVER, SMALL, "SMB", comment="virus pattern"), []),
    "the hospital's own network asks": (rule(1, "10.4.10.0/24", "192.168.240.3", "SMB", comment="オン資"), []),
    "two small networks": (rule(1, "10.4.10.0/28", SMALL, "SMB", comment="オン資"), []),
    "a single terminal": (rule(1, SERVER, "192.168.240.3", "SMB", comment="オン資"), []),
    "a cloud's addresses": (rule(1, SERVER, "8.8.8.0/28", "HTTPS", comment="オン資"), []),
    "a denial": (rule(1, SERVER, SMALL, "SMB", comment="オン資", action=Action.DENY), []),
    "switched off": (rule(1, SERVER, SMALL, "SMB", comment="オン資", enabled=False), []),
}


@pytest.mark.parametrize("case", CASES)
def test_which_network(case: str) -> None:
    made, wanted = CASES[case]
    found = eligibility_networks([firewall(made)], [], _CATALOGUE)
    assert [(item.network.cidr, item.kind) for item in found] == [(cidr, ZoneKind.OQS) for cidr in wanted]


def test_whoever_names_it_otherwise_is_believed() -> None:
    made = firewall(rule(1, SERVER, SMALL, "SMB", comment="オン資"))
    assert eligibility_networks([made], [ToldNetwork(Network(cidr=SMALL, name="JIMU"), None, CONF)], _CATALOGUE) == []
    assert len(eligibility_networks([made], [ToldNetwork(Network(cidr=SMALL, name="eth3"), None, CONF)], _CATALOGUE)) == 1
