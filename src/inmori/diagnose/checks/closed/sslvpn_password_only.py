"""An SSL-VPN behind which nothing but a password stands: VPNs are the most frequent way in (police, 2025)."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result, Unjudged, pieces
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from tunnels that serve people; one whose second factor cannot be told is named as not judged."""
    if not case.hospital.gateways:
        return Unjudged("no_config")
    hits = list(pieces(crossing_hits(case, CrossingKind.SSLVPN_PASSWORD_ONLY)))
    return hits or _unknown(case)


def _unknown(case: Case) -> Iterator[Unjudged]:
    for gateway in case.hospital.gateways:
        if any(t.kind == "sslvpn" and t.serving and t.second_factor is None for t in gateway.tunnels):
            yield Unjudged("unknown_factor", {"gateway": gateway.name.value or gateway.id})
