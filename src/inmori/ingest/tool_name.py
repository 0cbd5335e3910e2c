"""Takes what a tool calls its devices for their host names, where the tool has no other column for them.

「Device Name」 in the export of a tool is the name the computer gave itself; 「機器名」 in a ledger is what people call it. Read
as a mere label it would join nothing, and each machine would count twice beside the directory. Only lists of tools, and
only where nearly all of their names have the form of a computer's name and differ from each other, are taken so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inmori.ingest.identity_key import host_key
from inmori.ingest.reading import Sighting
from inmori.model import SourceKind

_COMPUTER = re.compile(r"(?=[A-Za-z0-9._-]*[A-Za-z])(?=[A-Za-z0-9._-]*[0-9-])[A-Za-z0-9][A-Za-z0-9_-]{2,14}(?:\.[A-Za-z0-9.-]+)?", re.ASCII)
_ENOUGH = 3  # lines before the form of the names says anything
_SHARE = 0.9  # of them with a computer's name, all different


def with_names_as_hosts(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Return the records, those of tools that know devices by name only with these as host names."""
    lists: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sightings:
        if sighting.source.kind is SourceKind.EXPORT:
            lists.setdefault(_list_of(sighting), []).append(sighting)
    nameless = {place for place, lines in lists.items() if _knows_by_name(lines)}
    return [_named(sighting) if nameless and _list_of(sighting) in nameless else sighting for sighting in sightings]


def _list_of(sighting: Sighting) -> tuple[str, str]:
    return (sighting.source.file, sighting.source.sheet or "")


def _knows_by_name(lines: Sequence[Sighting]) -> bool:
    if any(line.hostnames for line in lines):
        return False
    names = [str(line.facts["name"][0]) for line in lines if "name" in line.facts]
    hosts = set(_hosts(names))
    return len(names) >= _ENOUGH and len(hosts) >= _SHARE * len(names)


def _hosts(names: Iterable[str]) -> Iterable[str]:
    return (key for name in names if _COMPUTER.fullmatch(name.strip()) and (key := host_key(name)))


def _named(sighting: Sighting) -> Sighting:
    if "name" not in sighting.facts:
        return sighting
    name, place = sighting.facts["name"]
    if not list(_hosts([str(name)])):
        return sighting
    return replace(sighting, hostnames=(str(name).strip(),), identities={**sighting.identities, str(name).strip(): place})
