"""An SSL-VPN behind which nothing but a password stands: VPNs are the most frequent way in (police, 2025)."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import grouped, hit_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.reach import Crossing, CrossingKind


def check(case: Case) -> Result:
    """Judge from tunnels that serve people; one whose second factor cannot be told is named as not judged."""
    return _results(case) if case.hospital.gateways else Unjudged("no_config")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    leaks = case.leaks(CrossingKind.SSLVPN_PASSWORD_ONLY)
    for key, group in grouped(leak for leak in leaks if not _unknown_factor(case, leak)):
        yield hit_of(case, key, group)
    for gateway in case.hospital.gateways:
        if any(t.kind == "sslvpn" and t.serving and t.second_factor is None for t in gateway.tunnels):
            yield Unjudged("unknown_factor", {"gateway": gateway.name.value or gateway.id})


def _unknown_factor(case: Case, leak: Crossing) -> bool:
    """Whether nobody says how people prove who they are: a sign-in elsewhere (SAML, RADIUS) may well ask twice."""
    gateway = case.gateway(leak.gateway_id)
    tunnels = [t for t in gateway.tunnels if t.kind == "sslvpn" and t.serving] if gateway else []
    return bool(tunnels) and all(t.second_factor is None for t in tunnels)
