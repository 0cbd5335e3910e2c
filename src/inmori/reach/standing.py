"""Keeps of each rule's crossings what still stands when every gateway on the way has been asked.

Where two firewalls stand in a row, a rule of the outer one proves nothing if the inner one denies; and if both allow,
the way is told once, by the firewall next to the closed zone. A list on a switch or router that hands on to a firewall
tells nothing of its own: the firewall's rule is the one that was meant for this way, named and approved.
"""

from __future__ import annotations

from dataclasses import replace

from inmori.reach.address_space import EVERYWHERE, Space
from inmori.reach.allowed import Draft
from inmori.reach.answer import Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.path import Path


def standing(atlas: Atlas, draft: Draft) -> Draft | None:
    """Return the draft, with the verdict of the whole way; None when it does not stand or another gateway tells it."""
    if sum(view.filters for view in atlas.views) < 2:
        return draft
    if draft.tunnels and draft.outer == EVERYWHERE:
        return draft  # a tunnel whose far addresses nobody knows; its gateway alone can tell
    verdicts: list[Verdict] = []
    told: list[tuple[Space, Space]] = []  # inner and outer addresses of which this gateway tells
    known = False
    for inner in atlas.blocks(draft.inner):
        for outer in atlas.blocks(draft.outer):
            src, dst = (outer, inner) if draft.inbound else (inner, outer)
            ways = atlas.map.paths(src.spans[0][0], dst.spans[0][0])
            nearest = [_nearest(atlas, way, inbound=draft.inbound) for way in ways]
            known = known or bool(ways)
            if draft.gateway.id in nearest:
                several = any(len(atlas.filtering(way)) > 1 for way in ways)
                verdict = atlas.passage(src, dst, draft.services).verdict if several else draft.verdict
                if verdict is not Verdict.DENY:
                    verdicts.append(verdict)
                    told.append((inner, outer))
    if not known:
        return draft  # nothing tells the way; the rule by itself is all there is
    if not told:
        return None
    passes = any(verdict in (Verdict.ALLOW, Verdict.PARTIAL) for verdict in verdicts)
    return replace(_narrowed(draft, told), verdict=draft.verdict if passes else Verdict.UNKNOWN)


def _narrowed(draft: Draft, told: list[tuple[Space, Space]]) -> Draft:
    """Return a draft for those addresses only of which its gateway tells."""
    inner = Space.of(span for one, _ in told for span in one.spans)
    outer = Space.of(span for _, one in told for span in one.spans)
    return replace(
        draft,
        inner=inner,
        outer=outer,
        inner_places={key: place for key, place in draft.inner_places.items() if place.space & inner},
        # People in a tunnel lie nowhere in their own place.
        outer_places={key: place for key, place in draft.outer_places.items() if place.space & outer}
        or draft.outer_places,
    )


def _nearest(atlas: Atlas, way: Path, *, inbound: bool) -> str | None:
    """Return the filtering gateway on a way that is next to the closed zone; firewalls come before lists of interfaces."""
    legs = atlas.filtering(way)
    legs = [leg for leg in legs if not atlas.views[leg.gateway].gateway.per_interface] or legs
    return atlas.views[(legs[-1] if inbound else legs[0]).gateway].gateway.id if legs else None
