"""An SSL-VPN behind which nothing but a password stands: VPNs are the most frequent way in (police, 2025)."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import grouped, hit_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from tunnels that serve people; one whose second factor cannot be told is named as not judged."""
    return _results(case) if case.hospital.gateways else Unjudged("no_config")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    for key, group in grouped(case.leaks(CrossingKind.SSLVPN_PASSWORD_ONLY)):
        yield hit_of(case, key, group)
    # A sign-in elsewhere (SAML, RADIUS) may well ask twice; such a tunnel need not lead into the closed network.
    open_question = {leak.gateway_id for leak in case.leaks(CrossingKind.SSLVPN_UNKNOWN_FACTOR)}
    for gateway in case.hospital.gateways:
        untold = any(t.kind == "sslvpn" and t.serving and t.second_factor is None for t in gateway.tunnels)
        if untold or gateway.id in open_question:
            yield Unjudged("unknown_factor", {"gateway": gateway.name.value or gateway.id})
