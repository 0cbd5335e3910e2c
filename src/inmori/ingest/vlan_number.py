"""Reads lists of VLAN numbers ("10,12,30-33") and which VLANs a switch port carries."""

from __future__ import annotations

import re
from collections.abc import Iterable

LAST_VLAN = 4094
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?$")


def vlan_numbers(written: str) -> frozenset[int]:
    """Return the VLANs of a list; parts that are no numbers from 1 to 4094 add nothing."""
    found: set[int] = set()
    for part in re.split(r"[,\s]+", written.strip()):
        match = _RANGE.match(part)
        if match is not None:
            first, last = int(match[1]), int(match[2] or match[1])
            found |= {number for number in range(first, min(last, LAST_VLAN) + 1) if number > 0}
    return frozenset(found)


def trunk_vlans(commands: Iterable[str]) -> frozenset[int] | None:
    """Return what ``switchport trunk allowed vlan`` lines add up to, in order; None: all VLANs.

    ``commands`` are the words after "vlan": "10,20", "add 30", "remove 5", "except 5", "none", "all".
    """
    allowed: set[int] | None = None
    everything = set(range(1, LAST_VLAN + 1))
    for command in commands:
        word, _, rest = command.partition(" ")
        if word == "all":
            allowed = None
        elif word == "none":
            allowed = set()
        elif word == "add":
            # On a port that carries all VLANs nothing is added; a list after none begins one.
            allowed = (allowed or set()) | vlan_numbers(rest)
        elif word == "remove":
            allowed = (everything if allowed is None else allowed) - vlan_numbers(rest)
        elif word == "except":
            allowed = everything - vlan_numbers(rest)
        else:
            allowed = set(vlan_numbers(command))
    return None if allowed is None else frozenset(allowed)
