"""What a person has said a network is for: it goes before everything that the evidence says, which stays beside it.

It is kept by the network's addresses, so it holds for the next reading too, as long as the network is there.
"""

from collections.abc import Sequence
from datetime import date
from ipaddress import ip_network

from inmori.ingest.intake import Problem, ZoneRead
from inmori.ingest.table import problem
from inmori.model import Claim, Fact, Frozen, Source, SourceKind, ZoneKind, sha256_of
from inmori.text import Text

PLACE = "区画の確認"  # where such a claim is said to come from, as a person sees it
_CONFIDENCE = 0.9


class ZoneDecision(Frozen):
    """What one network is for, as a person says. ``UNKNOWN`` means that the person has looked and cannot tell."""

    network: str  # as the reading names it: 10.0.10.0/24
    kind: ZoneKind
    on: date

    @property
    def source(self) -> Source:
        """Return where the claim comes from."""
        return Source(kind=SourceKind.TOLD, file=PLACE, as_of=self.on)


class ZoneDecisions(Frozen):
    """All that hold for a reading; the last one of a network counts."""

    decisions: tuple[ZoneDecision, ...] = ()

    def of(self, network: str) -> ZoneDecision | None:
        """Return what was said of a network."""
        return next((one for one in reversed(self.decisions) if one.network == network), None)

    def applied(self, network: str, kind: Fact[ZoneKind]) -> Fact[ZoneKind]:
        """Return what a network is for, with what the evidence says otherwise beside it."""
        said = self.of(network)
        if said is None:
            return kind
        agreeing = tuple(source for value, source in kind.claims if value is said.kind)
        others = tuple(Claim[ZoneKind](value=value, source=source) for value, source in kind.claims if value is not said.kind)
        return Fact[ZoneKind](value=said.kind, confidence=_CONFIDENCE, sources=(said.source, *agreeing), others=others)

    @property
    def sha256(self) -> str:
        """Return a hash over what they say."""
        return sha256_of(self.model_dump_json().encode())

    def unused(self, zones: Sequence[ZoneRead]) -> list[Problem]:
        """Return a note for each network that was decided and is not there."""
        there = {zone.cidr for zone in zones}
        gone = {one.network: one for one in self.decisions if one.network not in there}
        return [
            problem("note", "zone_decision_unused", one.source, _GONE.filled(network=network), done=_NOT_USED)
            for network, one in sorted(gone.items(), key=lambda item: _order(item[0]))
        ]


def _order(network: str) -> tuple[int, int, str]:
    try:
        known = ip_network(network)
    except ValueError:
        return (0, 0, network)
    return (int(known.network_address), known.prefixlen, network)


_GONE = Text(
    ja="画面で種類を決めたネットワーク {network} は、今の資料に出てきません。",
    en="The network {network}, whose kind was decided on the screen, is not in the evidence now.",
)
_NOT_USED = Text(ja="この決定は使っていません(消えてはいません)。", en="The decision was not used (it is still kept).")
