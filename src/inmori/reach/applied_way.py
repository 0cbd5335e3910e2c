"""Traffic that somebody applied for, and that took another way than through the firewall where it is allowed.

A rule with a reason lets the virus patterns through; a shortcut in the core switch carries them past that firewall.
The shortcut is the fault and is told as such; what was applied for is no leak of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from inmori.reach.address_space import address
from inmori.reach.allowed import Draft
from inmori.reach.seen import Seen


def rule_meant_for(item: Seen, drafts: Sequence[Draft]) -> Draft | None:
    """Return the first of the rules beside the way taken that lets just this through: both ends, service, direction."""
    inner, outer = address(item.inner), address(item.outer)
    if inner is None or outer is None:
        return None
    return next(
        (
            draft
            for draft in drafts
            if draft.inbound is item.inbound and inner in draft.inner and outer in draft.outer and item.service in draft.services
        ),
        None,
    )
