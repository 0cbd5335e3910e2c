"""The small network of the eligibility check (オンライン資格確認) that only a firewall's rule speaks of.

Its router and terminals come from outside, so it is on no list, and its interface is often called eth3. The rule that
lets the reception's computer in says what it is for, and names a network of a few addresses: that network is the one.
"""

import ipaddress
from collections.abc import Iterable, Iterator, Sequence

from inmori.catalogue.loader import Catalogue
from inmori.ingest.reading import ToldNetwork
from inmori.ingest.zoning import zone_word
from inmori.model import Gateway, Network, ZoneKind
from inmori.model.gateway import Action, AddressSet, Rule

_WIDEST = 27  # wider ones are the hospital's own, that ask there
_NARROWEST = 29


def eligibility_networks(gateways: Iterable[Gateway], told: Sequence[ToldNetwork], catalogue: Catalogue) -> list[ToldNetwork]:
    """Return the networks that a rule about the eligibility check names and that nobody calls otherwise."""
    named = {item.network.cidr for item in told if item.kind is not None or zone_word(item.network.name, catalogue) is not None}
    found: dict[str, ToldNetwork] = {}
    for gateway in gateways:
        for rule in gateway.rules:
            if not rule.enabled or rule.action is not Action.ALLOW:
                continue
            if not any(zone_word(text, catalogue) is ZoneKind.OQS for text in (rule.comment, rule.name)):
                continue
            for cidr in _small(rule):
                if cidr not in named:
                    network = Network(cidr=cidr, sources=(rule.source_ref,))
                    found.setdefault(cidr, ToldNetwork(network, ZoneKind.OQS, rule.source_ref))
    return list(found.values())


def _small(rule: Rule) -> Iterator[str]:
    """Yield the one small private network of a rule; of two, nobody knows which is meant."""
    sides = [cidr for side in (rule.source, rule.destination) for cidr in _networks(side)]
    if len(sides) == 1:
        yield sides[0]


def _networks(side: AddressSet) -> Iterator[str]:
    if len(side.ranges) != 1 or side.negated or ":" in side.ranges[0][0]:
        return
    first, last = map(ipaddress.IPv4Address, side.ranges[0])
    spans = list(ipaddress.summarize_address_range(first, last)) if first <= last else []
    if len(spans) == 1 and spans[0].is_private and _WIDEST <= spans[0].prefixlen <= _NARROWEST:
        yield str(spans[0])
