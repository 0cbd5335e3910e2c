"""Keeps of each rule's crossings what still stands when every gateway on the way has been asked.

Where two firewalls stand in a row, a rule of the outer one proves nothing if the inner one denies; and if both allow,
the way is told once, by the firewall next to the closed zone.
"""

from __future__ import annotations

from dataclasses import replace

from inmori.reach.address_space import EVERYWHERE
from inmori.reach.allowed import Draft
from inmori.reach.answer import Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.path import Path


def standing(atlas: Atlas, draft: Draft) -> Draft | None:
    """Return the draft, with the verdict of the whole way; None when it does not stand or another gateway tells it."""
    if sum(view.gateway.filters for view in atlas.views) < 2:
        return draft
    if draft.tunnels and draft.outer == EVERYWHERE:
        return draft  # a tunnel whose far addresses nobody knows; its gateway alone can tell
    verdicts: list[Verdict] = []
    mine = known = False
    for inner in atlas.blocks(draft.inner):
        for outer in atlas.blocks(draft.outer):
            src, dst = (outer, inner) if draft.inbound else (inner, outer)
            ways = atlas.map.paths(src.spans[0][0], dst.spans[0][0])
            nearest = [_nearest(atlas, way, inbound=draft.inbound) for way in ways]
            known = known or bool(ways)
            if draft.gateway.id in nearest:
                mine = True
                several = any(len(atlas.filtering(way)) > 1 for way in ways)
                verdicts.append(atlas.passage(src, dst, draft.services).verdict if several else draft.verdict)
    if not known:
        return draft  # nothing tells the way; the rule by itself is all there is
    if not mine or all(verdict is Verdict.DENY for verdict in verdicts):
        return None
    passes = any(verdict in (Verdict.ALLOW, Verdict.PARTIAL) for verdict in verdicts)
    return replace(draft, verdict=draft.verdict if passes else Verdict.UNKNOWN)


def _nearest(atlas: Atlas, way: Path, *, inbound: bool) -> str | None:
    """Return the filtering gateway on a way that is next to the closed zone."""
    legs = atlas.filtering(way)
    return atlas.views[(legs[-1] if inbound else legs[0]).gateway].gateway.id if legs else None
