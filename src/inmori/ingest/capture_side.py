"""Decides who is the client and who the server where the opening of a conversation was not seen.

A capture begins in the middle of conversations. Then the protocol tells, next the ports, and last who spoke first.
"""

from __future__ import annotations

from inmori.ingest.capture_flow import FIN, PSH, RST, SYN, TCP, UDP, Way
from inmori.ingest.flow_tally import EPHEMERAL, WELL_KNOWN

# Registered ports above 1023 on which servers of hospitals listen; a hint for the direction only, never a name. None
# is above 49151: those are what Windows chooses for clients.
_LISTENING = frozenset((
    1194, 1433, 1434, 1521, 1645, 1646, 1701, 1723, 1812, 1813, 1883, 2049, 2404, 2575, 2762, 3050, 3128, 3268, 3269,
    3306, 3389, 3493, 4500, 4789, 4899, 5000, 5060, 5061, 5432, 5500, 5555, 5631, 5671, 5672, 5900, 5901, 5902, 5903,
    5938, 5985, 5986, 6379, 6568, 6661, 7070, 8000, 8008, 8009, 8080, 8081, 8088, 8123, 8443, 8530, 8531, 8834, 8883,
    9000, 9090, 9100, 9200, 9443, 10000, 10050, 10051, 11112, 11211, 21115, 21116, 21117, 21118, 21119, 27017, 44818,
    47808, 5355, 1900, 5353,
))  # fmt: skip


def client_speaks(way: Way) -> bool:
    """Whether ``way``, the earlier half of a conversation or its only one, comes from the client."""
    role = way.role - (way.peer.role if way.peer else 0)
    if role:
        return role > 0
    if way.protocol not in (TCP, UDP):
        return True
    source, target = way.ports
    ours, theirs = _rank(source), _rank(target)
    return ours <= theirs


def _rank(port: int) -> int:
    """How likely a port is a server's: 3 system port, 2 registered and common, 1 below those systems choose, 0 chosen."""
    if port in _LISTENING:
        return 2
    if 0 < port < WELL_KNOWN:
        return 3
    return 1 if 0 < port < EPHEMERAL else 0


def answered(server: Way) -> bool:
    """Whether the server did answer; a refusal is none, as it may come from a firewall in the other's name."""
    if server.protocol != TCP:
        return server.count > 0
    refused = server.flags & RST and not server.flags & (FIN | SYN | PSH)
    return not refused or server.octets > 0
