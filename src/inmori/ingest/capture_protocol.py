"""Recognises what a payload is by its bytes: asks those protocol families that know its first byte.

A port never names a protocol here. It is looked at by those hearers only whose bytes alone could be chance.
"""

from __future__ import annotations

import struct

from inmori.ingest import (
    heard_database,
    heard_dhcp,
    heard_directory,
    heard_dns,
    heard_medical,
    heard_netbios,
    heard_plant,
    heard_remote,
    heard_tls,
    heard_tunnel,
    heard_web,
    heard_windows,
)
from inmori.ingest.heard import Heard, Hearer, Ports

_CAPITALS = range(0x41, 0x5B)
_Table = tuple[tuple[Hearer, ...], ...]


def _table(*rows: tuple[Hearer, range | tuple[int, ...]]) -> _Table:
    """Return for each first byte the hearers to ask, in the order given."""
    return tuple(tuple(hearer for hearer, first in rows if byte in first) for byte in range(256))


_ANY = range(256)
_IN_TCP = _table(
    (heard_tls.tls, (20, 21, 22, 23)),
    (heard_medical.dicom, (1, 2)),
    (heard_medical.hl7, (0x0B, 0x4D)),
    (heard_windows.smb_session, (0,)),
    (heard_directory.kerberos_tcp, (0,)),
    (heard_database.tns, _ANY[:16]),
    (heard_tunnel.pptp, (0,)),
    (heard_tunnel.openvpn_tcp, (0,)),
    (heard_database.postgres, (0,)),
    (heard_windows.session_request, (0x81,)),
    (heard_windows.rpc, (5,)),
    (heard_remote.rdp, (3,)),
    (heard_remote.vnc, (0x52,)),
    (heard_remote.ssh, (0x53,)),
    (heard_remote.telnet, (0xFF,)),
    (heard_remote.teamviewer, (0x17,)),
    (heard_database.tds, (0x12, 0x04, 0x10)),
    (heard_directory.ldap_or_snmp, (0x30,)),
    (heard_web.request, _CAPITALS),
    (heard_web.answer, (0x48, 0x52, 0x32, 0x2B, 0x2A)),
    (heard_web.print_job, (0x1B, 0x40, 0x25)),
    (heard_dns.dns_tcp, _ANY[:16]),
    (heard_remote.vnc_security, _ANY[:9]),
)
_IN_UDP = _table(
    (heard_dhcp.dhcp, (1, 2)),
    (heard_tunnel.wireguard, (1, 2, 3)),
    (heard_directory.ldap_or_snmp, (0x30,)),
    (heard_directory.kerberos, (0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x7E)),
    (heard_netbios.datagram, (0x10, 0x11, 0x12)),
    (heard_netbios.name_service, _ANY),
    (heard_plant.bacnet, (0x81,)),
    (heard_tls.quic, range(0xC0, 0x100)),
    (heard_web.request, _CAPITALS),
    (heard_web.answer, (0x48,)),
    (heard_web.syslog, (0x3C,)),
    (heard_tunnel.openvpn, (0x38, 0x40)),
    (heard_tunnel.l2tp, range(0xC0, 0x100)),
    (heard_dns.dns, _ANY),
    (heard_plant.ntp, _ANY),
    (heard_plant.radius, _ANY[1:16]),
    (heard_tunnel.ipsec, _ANY),
)


def heard_in(payload: bytes, *, tcp: bool, source: int, target: int) -> Heard | None:
    """Return what the payload of one packet tells, or ``None``. Never raises: a stranger's bytes may be anything."""
    if not payload:
        return None
    hearers = (_IN_TCP if tcp else _IN_UDP)[payload[0]]
    if tcp:  # two protocols may begin with any byte; each shows itself a little later
        if payload[4:5] == b"\n" and payload[3] == 0:
            hearers = (*hearers, heard_database.mysql)
        elif payload[2:4] == b"\0\0" and 502 in (source, target):
            hearers = (heard_plant.modbus, *hearers)
    if not hearers:
        return None
    ports = Ports(source, target)
    for hearer in hearers:
        try:
            heard = hearer(payload, ports)
        except (IndexError, ValueError, struct.error):  # cut short, or only alike
            continue
        if heard is not None:
            return heard
    return None
