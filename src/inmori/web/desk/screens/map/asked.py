"""What a person asked of the map: zone, kind of way, only what has findings, and what to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from inmori.reach import Crossing
from inmori.text import Text
from inmori.web.versions.chart import Chart, Way

KINDS: dict[str, Text] = {
    "": Text(ja="すべて", en="All"),
    "outside": Text(ja="院外との間だけ", en="To the outside only"),
    "between": Text(ja="院内の区画どうしだけ", en="Between zones inside only"),
    "leaks": Text(ja="想定外だけ", en="Unexpected only"),
}
_OUTSIDE = ("internet", "cloud", "vendor_net")


@dataclass(frozen=True)
class Asked:
    """One question to the map. All of it stands in the address."""

    zone: str = ""
    kind: str = ""
    findings: bool = False
    compare: str = ""

    @classmethod
    def of(cls, given: QueryDict, *, chart: Chart, comparable: Iterable[str]) -> Asked:
        """Read a question; what makes no sense is left out."""
        zone, kind, compare = (given.get(name, "") for name in ("zone", "kind", "compare"))
        return cls(
            zone=zone if any(spot.id == zone for spot in chart.spots) else "",
            kind=kind if kind in KINDS else "",
            findings=given.get("findings") == "1",
            compare=compare if compare in set(comparable) else "",
        )

    def shows(self, way: Way, *, inside: frozenset[str]) -> bool:
        """Whether a way is meant. ``inside`` are the ids of the zones inside the hospital."""
        crossing = way.crossing
        if self.kind == "leaks" and not crossing.leak:
            return False
        if self.kind in ("outside", "between") and outward(crossing, inside) is not (self.kind == "outside"):
            return False
        if self.findings and not way.findings:
            return False
        return not self.zone or self.zone in ends(crossing, inside)

    @property
    def narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.zone or self.kind or self.findings)

    def address(self, **changed: str) -> str:
        """Return the query string of this question with something changed."""
        told = {"zone": self.zone, "kind": self.kind, "findings": "1" if self.findings else "", "compare": self.compare} | changed
        kept = {key: value for key, value in told.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def outward(crossing: Crossing, inside: frozenset[str]) -> bool:
    """Whether a way leaves the hospital, or comes from outside."""
    return not {crossing.from_zone, crossing.to_zone} <= inside


def ends(crossing: Crossing, inside: frozenset[str]) -> set[str]:
    """Return the boxes that a way joins: a network of nobody's zone is a vendor's."""
    known = inside | set(_OUTSIDE)
    return {zone if zone in known else "vendor_net" for zone in (crossing.from_zone, crossing.to_zone)}


def inside_of(chart: Chart) -> frozenset[str]:
    """Return the ids of the zones inside the hospital."""
    return frozenset(spot.id for spot in chart.spots if spot.band != "outside")
