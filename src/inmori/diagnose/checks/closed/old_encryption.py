"""Encryption that is there in name: SSL 3.0 and TLS before 1.2."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.weak_seen import any_server, can_show, weak_hit, weak_uses
from inmori.model import WeakProtocol


def check(case: Case) -> Result:
    """Judge every machine in use by what was seen on the wire or by a scan."""
    uses = weak_uses(case, case.devices, WeakProtocol.TLS_OLD)
    if not uses:
        return [] if can_show(case) else Unjudged("not_watched")
    return [weak_hit(case, uses, variant="server" if any_server(uses) else None)]
