"""The map and the evidence behind each of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from inmori.reach.crossing_kind import CROSSING_NAMES
from inmori.report.wording import same
from inmori.report.zone_names import zone_said
from inmori.text import Text
from inmori.web.desk.screens.map import evidence, words
from inmori.web.desk.screens.map.asked import KINDS, Asked, inside_of
from inmori.web.desk.screens.map.change import Change, changes, counted, united
from inmori.web.desk.screens.map.comparing import Pair, choices, pair
from inmori.web.desk.screens.map.drawing import Group, groups, svg
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions.chart import Chart, Spot
from inmori.web.versions.charting import chart
from inmori.web.versions.services import present

ROWS = 25  # ways on one page of evidence


@dataclass(frozen=True)
class Sight:
    """What one request looks at: the map, what it is compared with, and the question."""

    here: Here
    asked: Asked
    now: Chart
    pair: Pair | None
    choices: dict[str, Text]

    @property
    def shown(self) -> Chart:
        """The map as drawn: where two are compared, the earlier one with the later one's own zones."""
        if self.pair is None or self.pair.after is None:
            return self.now
        one, other = self.pair.before, self.pair.after
        there = {spot.id for spot in one.spots}
        own = tuple(spot for spot in other.spots if spot.id not in there)
        tables = {name: tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name)))) for name in ("findings", "machines")}
        return one.model_copy(update={"spots": (*one.spots, *own), "ways": united(one, other), **tables})

    @property
    def changes(self) -> dict[str, Change]:
        """What becomes of each way; empty where nothing is compared."""
        return changes(self.pair.before, self.pair.after) if self.pair is not None and self.pair.after is not None else {}

    def address(self, name: str, *parts: Any, **query: str) -> str:
        """Return an address in this hospital."""
        where = reverse(f"desk:{name}", args=[self.here.tenant.id, *parts])
        return where + (f"?{urlencode(query)}" if query else "")

    def zone_address(self, spot: Spot) -> str:
        """Where a zone leads: to the list of its machines; nowhere for what stands outside."""
        return self.address("devices", zone=spot.written) if spot.written and spot.devices else ""

    def way_address(self, group: Group) -> str:
        """Where a way leads: to its evidence."""
        return self.address("map_way", group.key) + Asked(compare=self.asked.compare).address()


@require_GET
@door(Right.SEE)
def zone_map(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the picture, and below it tables that say the same; htmx asks for that part alone."""
    sight = _sight(request, here)
    if sight is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    shown, asked = sight.shown, sight.asked
    inside, changed = inside_of(shown), sight.changes
    found = groups((way for way in shown.ways if asked.shows(way, inside=inside)), shown, changed)
    zones = [spot for spot in shown.spots if spot.written or any(spot.id in (g.drawn.source, g.drawn.target) for g in found)]
    drawn = svg(shown, found, asked, language=language(), comparing=bool(changed), zone_address=sight.zone_address, way_address=sight.way_address)
    told = {
        "asked": asked, "kinds": KINDS.items(), "choices": sight.choices.items(), "pair": sight.pair,
        "zones": [spot for spot in shown.spots if spot.written], "picture": mark_safe(drawn) if any(s.written for s in shown.spots) or found else "",
        "not_known": words.not_known(sight.now), "counted": counted(changed), "comparing": bool(changed),
        "lines": [_line(sight, shown, group) for group in found], "ways": sum(len(group.ways) for group in found), "all": len(shown.ways),
        "rows": [_zone_row(sight, shown, spot) for spot in zones if not asked.zone or spot.id == asked.zone], "matrix": _matrix(shown),
        "again": asked.address(), "gateways": shown.gateways,
    }  # fmt: skip
    return render(request, "desk/map_board.html" if request.headers.get("HX-Request") else "desk/map.html", told)


@require_GET
@door(Right.SEE)
def way(request: HttpRequest, here: Here, way: str) -> HttpResponse:
    """Show the evidence behind one line of the map."""
    sight = _sight(request, here)
    shown = sight.shown if sight else None
    group = next((each for each in groups(shown.ways, shown, sight.changes) if each.key == way), None) if sight and shown else None
    if sight is None or shown is None or group is None:
        raise Http404
    page = Paginator(group.ways, ROWS).get_page(request.GET.get("page", "1"))
    told = {
        "line": _line(sight, shown, group), "page": page, "ways": [evidence.of(each, shown, sight.changes) for each in page],
        "back": sight.address("map") + Asked(compare=sight.asked.compare).address(), "compare": sight.asked.compare, "pair": sight.pair,
    }  # fmt: skip
    return render(request, "desk/map_way.html", told)


def _sight(request: HttpRequest, here: Here) -> Sight | None:
    version = present()
    now = chart(version) if version else None
    if version is None or now is None:
        return None
    offered = choices(version)
    asked = Asked.of(request.GET, chart=now, comparable=offered)
    return Sight(here, asked, now, pair(version, now, asked.compare) if asked.compare else None, offered)


def _line(sight: Sight, chart: Chart, group: Group) -> dict[str, Any]:
    """One line of the table of ways."""
    crossings = group.drawn.crossings
    names = {spot.id: spot.name for spot in chart.spots}
    letters = {one.id: one for one in chart.passes}
    gates = [letters.get(one.gateway_id or "") for one in crossings]
    services = list(dict.fromkeys(service for one in crossings for service in one.services))
    return {
        "number": group.drawn.number, "kind": CROSSING_NAMES[group.drawn.kind], "leak": crossings[0].leak, "count": len(crossings),
        "ends": (_ends([one.from_zone for one in crossings], names), _ends([one.to_zone for one in crossings], names)),
        "gates": [gate for gate in dict.fromkeys(gates) if gate], "no_gate": None in gates, "services": services[:3], "more": len(services[3:]),
        "seen": words.seen(crossings, recorded=chart.flows > 0), "sanctioned": words.sanctioned(crossings),
        "findings": len({name for each in group.ways for name in each.findings}), "change": group.change, "address": sight.way_address(group),
    }  # fmt: skip


def _ends(zone_ids: Sequence[str], names: dict[str, Text]) -> Text:
    found = [zone_said(zone, names) for zone in dict.fromkeys(zone_ids)]
    more = len(found) - 2
    return Text(ja="・".join(one.ja for one in found[:2]) + (f" ほか{more}" if more > 0 else ""), en=", ".join(one.en for one in found[:2]) + (f" and {more} more" if more > 0 else ""))


def _zone_row(sight: Sight, chart: Chart, spot: Spot) -> dict[str, Any]:
    """One line of the table of zones; where two maps are compared, with how many machines it has afterwards."""
    names = {each.id: each.name for each in chart.spots}
    after = {each.id: each.devices for each in sight.pair.after.spots} if sight.pair is not None and sight.pair.after is not None else {}
    border = words.real_border(
        spot.kind, together=[names.get(one, same(one)) for one in spot.together], why=[words.reason(one, chart) for one in spot.why], judged=spot.judged
    )
    return {
        "spot": spot, "address": sight.zone_address(spot), "closed": words.YES_NO[spot.closed], "border": border,
        "after": after.get(spot.id, 0) if after else None, "findings": len(spot.findings),
    }  # fmt: skip


def _matrix(chart: Chart) -> list[tuple[Text, list[Text | None]]]:
    """Who reaches whom, between the zones that have addresses and the internet."""
    cells = {(one.source, one.target): one for one in chart.cells}
    ids = [spot.id for spot in chart.spots if any(spot.id == one.source for one in chart.cells)]
    names = {spot.id: spot.name for spot in chart.spots}
    return [(names[one], [None if one == other else words.reaches(cells.get((one, other))) for other in ids]) for one in ids]
