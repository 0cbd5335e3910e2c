"""Turns a VLAN access map (Cisco IOS, AlliedWare Plus) into one list of rules.

A map is a sequence of entries, each with lists to match and an action; what a list denies is not matched by that entry
and goes on to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inmori.ingest.gear_binding import either_way, whole_rule
from inmori.model import Source
from inmori.model.gateway import Action, Rule


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One entry: the lists it matches (none: everything), what it does, and where it stands.

    ``action`` None: what the list itself says (AlliedWare Plus).
    """

    number: str
    lists: tuple[str, ...]
    action: Action | None
    line: Source


def map_rules(entries: Iterable[MapEntry], lists: Mapping[str, Sequence[Rule]]) -> tuple[Rule, ...]:
    """Return the rules of a map in order; their ids name the entry and the list's own number."""
    found: list[Rule] = []
    for entry in entries:
        if not entry.lists and entry.action is not None:
            found.append(whole_rule(entry.number, entry.action, entry.line))
        for name in entry.lists:
            if name not in lists:
                found += either_way(f"{entry.number}.{name}", f"access list {name} is not in the file", entry.line)
                continue
            found += _matched(entry, name, lists[name])
    return tuple(found)


def _matched(entry: MapEntry, name: str, rules: Sequence[Rule]) -> Iterable[Rule]:
    passed_over = False
    for rule in rules:
        number = f"{entry.number}.{name}:{rule.id}"
        if entry.action is None:
            yield rule.model_copy(update={"id": number})
            continue
        if rule.action is Action.DENY:
            # Not matched by this entry: what comes after it in the list fits only a part of what it says.
            passed_over = passed_over or rule.opens
            continue
        unread = (*rule.unread, "deny in an access map") if passed_over else rule.unread
        yield rule.model_copy(update={"id": number, "action": entry.action, "unread": unread})
