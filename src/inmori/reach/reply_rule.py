"""Rules of routers that remember no connections: what lets the answers of an allowed way back is no way of its own."""

from __future__ import annotations

from collections.abc import Mapping

from inmori.reach.allowed import Draft
from inmori.reach.answer import Verdict
from inmori.reach.seen import Seen

_Key = tuple[str, str, bool]


def without_replies(drafts: Mapping[_Key, Draft], seen: Mapping[_Key, list[Seen]]) -> dict[_Key, Draft]:
    """Return the drafts but those that mirror a way in through the same router, and that nobody was seen using.

    Only lists of single interfaces need such a rule; a firewall with one list remembers by itself.
    """
    found = dict(drafts)
    for key, draft in drafts.items():
        mirrored = any(_answers(draft, other) for other in drafts.values())
        if mirrored and not draft.inbound and not seen.get(key):
            del found[key]
    return found


def _answers(draft: Draft, other: Draft) -> bool:
    return (
        other.inbound
        and other.gateway.id == draft.gateway.id
        and draft.gateway.per_interface
        and other.verdict is not Verdict.DENY
        and draft.inner.within(other.inner)
        and draft.outer.within(other.outer)
        and draft.rule.id != other.rule.id
    )
