"""What a person asked of the list of findings: words, filters, order, groups, page. All of it stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from inmori.diagnose.finding import SEVERITY_NAMES, SEVERITY_ORDER
from inmori.text import Text
from inmori.web.acceptance.families import FAMILIES, family_name
from inmori.web.acceptance.register import Line
from inmori.web.acceptance.standing import STATE_NAMES, State
from inmori.web.versions.index import folded

ROWS = 50
NO_ZONE, SEVERAL = Text(ja="区画によらない", en="no single zone"), Text(ja="複数の区画", en="several zones")
ORDERS: dict[str, Text] = {
    "severity": Text(ja="重い順", en="gravest first"),
    "machines": Text(ja="機器の多い順", en="most machines first"),
    "until": Text(ja="受け入れの期限が近い順", en="acceptance that ends first"),
    "title": Text(ja="名前の順", en="by name"),
}
GROUPS: dict[str, Text] = {
    "": Text(ja="まとめない", en="none"),
    "severity": Text(ja="重さ", en="severity"),
    "family": Text(ja="分野", en="field"),
    "zone": Text(ja="区画", en="zone"),
    "state": Text(ja="状態", en="state"),
}
# "again" is what needs a person: the day or the facts have gone.
STATES: dict[str, Text] = {
    "open": Text(ja="未対応(決め直しを含む)", en="open (also those to decide again)"),
    "accepted": STATE_NAMES[State.ACCEPTED],
    "again": Text(ja="期限切れ・決め直し", en="run out, or to decide again"),
    "new": Text(ja="前の版より後に見つかった", en="new since the version before"),
}
_MEANT: dict[str, Callable[[Line], bool]] = {
    "open": lambda line: not line.standing.accepted,
    "accepted": lambda line: line.standing.accepted,
    "again": lambda line: line.standing.state in {State.EXPIRED, State.CHANGED},
    "new": lambda line: bool(line.new),
}


@dataclass(frozen=True)
class Query:
    """One question to the list."""

    words: str = ""
    severity: str = ""
    family: str = ""
    zone: str = ""
    state: str = ""
    order: str = "severity"
    group: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Query:
        """Read a question from an address; what makes no sense is left out."""
        number = str(given.get("page", "1"))
        told = {name: str(given.get(name, "")) for name in ("severity", "family", "state", "order", "group")}
        known: dict[str, Mapping[str, object]] = {"severity": SEVERITY_ORDER, "family": FAMILIES, "state": STATES, "order": ORDERS, "group": GROUPS}
        kept = {name: value for name, value in told.items() if value in known[name]}
        page = int(number) if number.isdecimal() and number.isascii() and len(number) < 7 else 1
        return cls(words=str(given.get("words", ""))[:200], zone=str(given.get("zone", ""))[:120], page=page, **kept)

    def lines(self, lines: Sequence[Line]) -> list[Line]:
        """Return the findings that are meant, in order; those of a group stand together."""
        found = sorted((line for line in lines if self._meant(line)), key=self._place)
        return sorted(found, key=lambda line: group_of(line, self.group)[0]) if self.group else found

    def shown(self, lines: Sequence[Line]) -> Page[Line]:
        """Return one page of them; a page beyond the end is the last."""
        return Paginator(self.lines(lines), ROWS).get_page(self.page)

    def address(self, **changed: str | int) -> str:
        """Return the query string of this question with something changed."""
        other = replace(self, **{"page": 1, **changed})  # type: ignore[arg-type]
        told = {name: str(getattr(other, name)) for name in ("words", "severity", "family", "zone", "state", "order", "group", "page")}
        plain = {"order": "severity", "page": "1"}
        return "?" + urlencode({name: value for name, value in told.items() if value and value != plain.get(name)})

    def _meant(self, line: Line) -> bool:
        finding = line.finding
        return (
            self.severity in ("", finding.severity)
            and self.family in ("", finding.family)
            and (not self.zone or self.zone in line.named.zones)
            and (not self.state or _MEANT[self.state](line))
            and all(word in line.named.search for word in folded(self.words).split())
        )

    def _place(self, line: Line) -> tuple[Any, ...]:
        finding, row = line.finding, line.standing.row
        grave = (-SEVERITY_ORDER[finding.severity], finding.id)
        firsts: dict[str, tuple[Any, ...]] = {
            "machines": (-len(finding.device_ids),),
            "until": (row is None, row.until.isoformat() if row else ""),
            "title": (folded(finding.title.ja),),
        }
        return (*firsts.get(self.order, ()), *grave)


def group_of(line: Line, group: str) -> tuple[tuple[int, str], Text]:
    """Return where a finding's group stands, and what it is called."""
    finding, zones = line.finding, line.named.zones
    if group == "severity":
        return (-SEVERITY_ORDER[finding.severity], ""), SEVERITY_NAMES[finding.severity]
    if group == "family":
        return (list(FAMILIES).index(finding.family) if finding.family in FAMILIES else len(FAMILIES), finding.family), family_name(finding.family)
    if group == "state":
        return (list(State).index(line.standing.state), ""), line.standing.name
    if len(zones) == 1:
        return (0, zones[0]), Text(ja=zones[0], en=zones[0])
    return ((1, ""), SEVERAL) if zones else ((2, ""), NO_ZONE)


def grouped(page: Page[Line], group: str, *, among: Sequence[Line]) -> list[tuple[Text | None, int, list[Line]]]:
    """Return a page's findings by group, each with how many there are on all pages."""
    if not group:
        return [(None, len(among), list(page))]
    count = Counter(group_of(line, group)[0] for line in among)
    parts: dict[tuple[int, str], tuple[Text, list[Line]]] = {}
    for line in page:
        place, name = group_of(line, group)
        parts.setdefault(place, (name, []))[1].append(line)
    return [(name, count[place], lines) for place, (name, lines) in parts.items()]
