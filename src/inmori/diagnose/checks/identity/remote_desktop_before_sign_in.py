"""Remote desktop that opens its screen to anybody, before any password was asked (no network level authentication)."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.weak_seen import any_server, can_show, weak_hit, weak_uses
from inmori.model import WeakProtocol
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge every machine in use; one that is published to the internet as well weighs most."""
    uses = weak_uses(case, case.devices, WeakProtocol.RDP_NO_NLA)
    if not uses:
        return [] if can_show(case) else Unjudged("not_watched")
    published = {name for crossing in case.leaks(CrossingKind.PUBLISHED_SERVICE) for name in crossing.device_ids}
    outside = any(use.device.id in published for use in uses)
    return [weak_hit(case, uses, variant="published" if outside else "server" if any_server(uses) else None)]
