"""Passwords checked in the oldest way of Windows (NTLMv1), which a listener can break with public tables."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.weak_seen import can_show, only_instruments, weak_hit, weak_uses
from inmori.model import WeakProtocol


def check(case: Case) -> Result:
    """Judge every machine in use by what was seen on the wire or by a scan."""
    uses = weak_uses(case, case.devices, WeakProtocol.NTLMV1)
    if not uses:
        return [] if can_show(case) else Unjudged("not_watched")
    return [weak_hit(case, uses, variant="instruments" if only_instruments(uses) else None)]
