"""File sharing in its oldest form (SMB1), through which ransomware went from machine to machine by itself."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.weak_seen import any_server, can_show, only_instruments, weak_hit, weak_uses
from inmori.model import WeakProtocol


def check(case: Case) -> Result:
    """Judge every machine in use by what was seen on the wire or by a scan."""
    uses = weak_uses(case, case.devices, WeakProtocol.SMB1)
    if not uses:
        return [] if can_show(case) else Unjudged("not_watched")
    variant = "server" if any_server(uses) else "instruments" if only_instruments(uses) else None
    return [weak_hit(case, uses, variant=variant)]
