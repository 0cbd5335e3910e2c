"""Takes away the card of a router from records of machines that stand behind it.

Seen from another network every machine has the router's MAC. Within one list a reader notices such a card by its many
addresses; spread over several files (an ARP table of each switch, a capture of each day) only all records together
tell. A card that other records' machines share by their addresses is no identifier of them; the router keeps it.
"""

from collections.abc import Sequence

from inmori.ingest.match_score import Marks
from inmori.model import DeviceKind

_ROUTES = frozenset(
    (DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.L3_SWITCH, DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER)
)
_OTHERS_NEEDED = 2  # machines behind one card before it is held to relay; behind a known router one is enough


def drop_relays(marks: Sequence[Marks]) -> None:
    """Take MACs that answer for others' fixed addresses from those records that say no more than card and address."""
    owners = _owners(marks)
    bare: dict[str, list[Marks]] = {}
    routers: set[str] = set()
    for mark in marks:
        if mark.kinds & _ROUTES:
            routers |= mark.macs
        if len(mark.macs) == 1 and len(mark.addresses) == 1 and not (mark.serials or mark.assets or mark.hosts):
            bare.setdefault(next(iter(mark.macs)), []).append(mark)
    for mac, records in bare.items():
        if mac not in routers and len({address for mark in records for address in mark.addresses}) < _OTHERS_NEEDED:
            continue
        behind = [mark for mark in records if _others(mac, owners.get(next(iter(mark.addresses)), []))]
        names = {_named(owners[next(iter(mark.addresses))][0]) for mark in behind}
        if len(names) >= _OTHERS_NEEDED or (names and mac in routers):
            for mark in behind:
                mark.macs.clear()


def _owners(marks: Sequence[Marks]) -> dict[str, list[Marks]]:
    """Records that give a machine with a name or a number a fixed address, by address."""
    found: dict[str, list[Marks]] = {}
    for mark in marks:
        if (mark.serials or mark.assets or mark.hosts) and not mark.kinds & _ROUTES:
            for address in mark.addresses - mark.weak:
                found.setdefault(address, []).append(mark)
    return found


def _others(mac: str, owners: Sequence[Marks]) -> bool:
    """Whether an address is somebody's, and nobody who has it has this card."""
    return bool(owners) and all(mac not in mark.macs for mark in owners)


def _named(mark: Marks) -> str:
    return min(mark.serials or mark.hosts or mark.assets)
