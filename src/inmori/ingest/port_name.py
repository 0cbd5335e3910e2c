"""Names of ports and protocols as the configuration languages of network gear write them.

Numbers are those of IANA's service name registry; the spellings are the vendors' own (Cisco's "www", Yamaha's
"netbios_ssn", Allied Telesis' "domain").
"""

from __future__ import annotations

from inmori.model.gateway import PortSpan, ServiceSet
from inmori.reach.address_space import Space
from inmori.reach.service_space import ALL_SERVICES
from inmori.reach.service_space import PORTS as PORT_COUNT

LAST_PORT = 65535
_WRITTEN = (
    "tcpmux 1, echo 7, discard 9, daytime 13, chargen 19, ftp-data 20, ftpdata 20, ftp 21, ssh 22, telnet 23, smtp 25, "
    "time 37, nameserver 42, whois 43, tacacs 49, tacacs-ds 49, domain 53, dns 53, bootps 67, bootpc 68, tftp 69, gopher 70, "
    "finger 79, www 80, http 80, kerberos 88, dnsix 195, hostname 101, iso-tsap 102, pop2 109, pop3 110, sunrpc 111, "
    "ident 113, auth 113, nntp 119, ntp 123, msrpc 135, epmap 135, loc-srv 135, netbios-ns 137, netbios-dgm 138, "
    "netbios-ss 139, netbios-ssn 139, imap 143, imap2 143, snmp 161, snmptrap 162, snmp-trap 162, xdmcp 177, bgp 179, irc 194, "
    "mobile-ip 434, ldap 389, https 443, microsoft-ds 445, smb 445, cifs 445, kpasswd 464, smtps 465, isakmp 500, ike 500, "
    "exec 512, biff 512, login 513, who 513, rlogin 513, cmd 514, rsh 514, syslog 514, lpd 515, lpr 515, printer 515, talk 517, "
    "route 520, rip 520, uucp 540, klogin 543, kshell 544, rtsp 554, submission 587, ldaps 636, drip 3949, ftps-data 989, "
    "ftps 990, telnets 992, imaps 993, pop3s 995, socks 1080, ms-sql-s 1433, ms-sql-m 1434, sqlnet 1521, citrix-ica 1494, "
    "l2tp 1701, h323 1720, pptp 1723, radius 1812, radius-acct 1813, nfs 2049, mysql 3306, rdp 3389, ms-wbt-server 3389, "
    "sip 5060, sips 5061, postgresql 5432, pcanywhere-data 5631, pcanywhere-status 5632, vnc 5900, non500-isakmp 4500, "
    "nat-t 4500, ipsec-nat-t 4500, onep-plain 15001, onep-tls 15002, pim-auto-rp 496, dicom 104"
)
PORTS: dict[str, int] = {
    name: int(number) for name, number in (item.split() for item in _WRITTEN.replace("\n", " ").split(", "))
}
# Protocols by the names of the vendors, written as the model writes them (see reach.service_space).
PROTOCOLS: dict[str, str] = {
    "ip": "any", "ipv4": "any", "any": "any", "*": "any", "tcp": "tcp", "udp": "udp", "icmp": "icmp", "igmp": "igmp", "gre": "gre",
    "esp": "esp", "ah": "ah", "ahp": "ah", "ospf": "ospf", "sctp": "sctp", "icmp6": "icmp6", "icmpv6": "icmp6", "ipinip": "ip-4",
    "ipip": "ip-4", "nos": "ip-94", "eigrp": "ip-88", "pim": "ip-103", "pcp": "ip-108", "vrrp": "ip-112", "egp": "ip-8",
    "igrp": "ip-9", "rsvp": "ip-46", "ipv6": "ip-41", "l2tp": "ip-115",
}  # fmt: skip
_BY_NUMBER = {1: "icmp", 2: "igmp", 6: "tcp", 17: "udp", 47: "gre", 50: "esp", 51: "ah", 58: "icmp6", 89: "ospf", 132: "sctp"}


def port_number(word: str) -> int | None:
    """Return the port that a word names; None when it is no known name and no number from 0 to 65535."""
    if word.isascii() and word.isdigit():
        number = int(word) if len(word) <= 5 else LAST_PORT + 1
        return number if number <= LAST_PORT else None
    return PORTS.get(word.lower().replace("_", "-"))


def protocol_name(word: str) -> str | None:
    """Return the protocol that a word names, as the model writes it; None for what is no protocol."""
    if word.isascii() and word.isdigit() and len(word) <= 3:
        number = int(word)
        return "any" if number == 0 else _BY_NUMBER.get(number, f"ip-{number}") if number < 256 else None
    return PROTOCOLS.get(word.lower())


def port_spans(written: str) -> tuple[tuple[int, int], ...] | None:
    """Return the ports of "80,443", "135-139" or "netbios_ns-netbios_ssn"; None when a part is not understood."""
    found: list[tuple[int, int]] = []
    for part in written.split(","):
        whole = port_number(part)
        if whole is not None:
            found.append((whole, whole))
            continue
        # A name may itself hold a hyphen, so every hyphen is tried as the sign of a range.
        cuts = [index for index, letter in enumerate(part) if letter == "-"]
        pair = next((pair for cut in cuts if (pair := _range(part[:cut], part[cut + 1 :]))), None)
        if pair is None:
            return None
        found.append(pair)
    return tuple(found)


def _range(first: str, last: str) -> tuple[int, int] | None:
    low = port_number(first) if first else 0
    high = port_number(last) if last else LAST_PORT
    return None if low is None or high is None or low > high else (low, high)


def spans(protocols: tuple[str, ...], ports: tuple[tuple[int, int], ...] | None) -> tuple[PortSpan, ...]:
    """Return port spans of the model; ``ports`` None means all, and counts for TCP, UDP and SCTP only."""
    if ports is None:
        return tuple(PortSpan(protocol=protocol) for protocol in protocols)
    return tuple(
        PortSpan(protocol=protocol, first=first, last=last) for protocol in protocols for first, last in ports
    )


def service_set(space: Space, *names: str) -> ServiceSet:
    """Write a set of services as the model does."""
    if space == ALL_SERVICES:
        return ServiceSet(ports=(PortSpan(protocol="any"),), names=names or ("any",))
    found: list[PortSpan] = []
    for first, last in space.spans:
        for number in range(first // PORT_COUNT, last // PORT_COUNT + 1):
            low = max(first - number * PORT_COUNT, 0)
            high = min(last - number * PORT_COUNT, LAST_PORT)
            found.append(PortSpan(protocol=_BY_NUMBER.get(number, f"ip-{number}"), first=low, last=high))
    return ServiceSet(ports=tuple(found), names=names)
