"""Sign-ins at the directory over an unencrypted line: every password of the hospital passes there."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.weak_seen import can_show, weak_hit, weak_uses
from inmori.model import WeakProtocol


def check(case: Case) -> Result:
    """Judge every machine in use by what was seen on the wire."""
    uses = weak_uses(case, case.devices, WeakProtocol.LDAP_CLEAR)
    if uses:
        return [weak_hit(case, uses)]
    return [] if can_show(case) else Unjudged("not_watched")
