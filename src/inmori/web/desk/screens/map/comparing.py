"""What the map can be compared with: the version before, and the end of every road."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.text import Text
from inmori.web.desk.screens.map.ahead import Charts, ahead, charts_ahead
from inmori.web.versions.chart import Chart
from inmori.web.versions.charting import ROADS, chart, keep, kept, made_from
from inmori.web.versions.models import Version
from inmori.web.versions.services import document

PREVIOUS = "previous"
INPUTS = ("hospital.json", "diagnosis.json", "roads.json")
WAIT = 1.5  # seconds that a page may wait for a small hospital's roads
_EARLIER = Text(ja="前の版", en="the version before")
_NOW = Text(ja="いま", en="now")


@dataclass(frozen=True)
class Pair:
    """Two maps with what each is called; ``after`` is None while it is being worked out, ``failed`` where it cannot be."""

    before: Chart
    after: Chart | None
    names: tuple[Text, Text]
    failed: bool = False


def choices(version: Version) -> dict[str, Text]:
    """Return what a version can be compared with."""
    found = {PREVIOUS: Text(ja=f"{_EARLIER.ja}(第{version.after.number}版)", en=f"{_EARLIER.en} (no. {version.after.number})")} if version.after else {}
    roads = document(version, Roads, "roads.json")
    for road in (*roads.directions, *((roads.best,) if roads.best else ())) if roads else ():
        found[road.id] = road.name
    return found


def pair(version: Version, now: Chart, compare: str) -> Pair:
    """Return the two maps that are asked for."""
    if compare == PREVIOUS and version.after is not None:
        earlier = chart(version.after)
        return Pair(earlier or now, now, (_EARLIER, _NOW), failed=earlier is None)
    roads = document(version, Roads, "roads.json")
    name = choices(version)[compare]
    years = roads.years if roads else 0
    names = (_NOW, Text(ja=f"「{name.ja}」の{years}年後", en=f"after {years} years of “{name.en}”"))
    found = kept(version, f"{ROADS}{compare}", inputs=INPUTS)
    if found is not None:
        return Pair(now, found, names)
    try:
        made = _made(version)
    except Exception:  # said in the record by whoever made it; the page says that it did not work
        return Pair(now, None, names, failed=True)
    for road, each in (made or {}).items():
        keep(version, f"{ROADS}{road}", each, inputs=INPUTS)
    return Pair(now, made.get(compare) if made else None, names, failed=made is not None and compare not in made)


def _made(version: Version) -> Charts | None:
    """Have the maps of all roads made; None while that takes longer than a page may wait."""
    hospital, roads = document(version, Hospital, "hospital.json"), document(version, Roads, "roads.json")
    diagnosis, today = document(version, Diagnosis, "diagnosis.json"), version.day
    if hospital is None or roads is None:
        return {}
    return ahead.ask(
        (made_from(version, INPUTS), today), lambda: charts_ahead(hospital, diagnosis, roads, load_catalogue(), today=today), wait=WAIT
    )
