"""Families of services by port and by the name a sensor gives: what a flow or a rule is likely to be for.

Ports are those registered with IANA or documented by the makers: AnyDesk 6568, 7070; TeamViewer 5938; RustDesk
21115-21119; Splashtop 6783-6785; VNC 5500, 5900-5903. A remote tool that hides on port 443 is not found by its port.
"""

from __future__ import annotations

from collections.abc import Iterable

from inmori.model import Flow
from inmori.reach.address_space import Space
from inmori.reach.service_space import PORTS, protocol_number, protocol_span
from inmori.reach.service_space import service as service_number


def _space(*written: str) -> Space:
    found = Space()
    for text in written:
        protocol, _, ports = text.partition("/")
        number = protocol_number(protocol)
        if number is None or not ports:
            found |= protocol_span(protocol)
            continue
        first, _, last = ports.partition("-")
        found |= Space(((number * PORTS + int(first), number * PORTS + int(last or first)),))
    return found


REMOTE_TOOLS: dict[str, Space] = {
    "AnyDesk": _space("tcp/6568", "tcp/7070", "udp/6568", "udp/7070"),
    "TeamViewer": _space("tcp/5938", "udp/5938"),
    "Splashtop": _space("tcp/6783-6785"),
    "RustDesk": _space("tcp/21115-21119", "udp/21116"),
    "VNC": _space("tcp/5500", "tcp/5900-5903"),
}
REMOTE_TOOL = Space.of(span for space in REMOTE_TOOLS.values() for span in space.spans)
VPN = _space("udp/500", "udp/4500", "udp/1194", "tcp/1194", "udp/51820", "tcp/1723", "esp", "ah", "gre")
FILES = _space(
    "tcp/139", "tcp/445", "tcp/2049", "udp/2049", "tcp/20-21", "tcp/989-990", "tcp/548", "tcp/873", "udp/69"
)
SHELL = _space("tcp/22")
CONTROL = _space("tcp/3389", "udp/3389", "tcp/22-23", "tcp/5900-5903", "tcp/5500", "tcp/5985-5986")
WEB = _space("tcp/80", "tcp/443")
# What every machine asks its gateway for.
HOUSEHOLD = _space("tcp/53", "udp/53", "udp/67-68", "udp/123")

_TOOL_NAMES = {
    "anydesk": "AnyDesk",
    "teamviewer": "TeamViewer",
    "splashtop": "Splashtop",
    "rustdesk": "RustDesk",
    "vnc": "VNC",
    "rfb": "VNC",
    "logmein": "LogMeIn",
    "screenconnect": "ScreenConnect",
    "chrome remote": "Chrome Remote Desktop",
    "chromeremote": "Chrome Remote Desktop",
    "iperius": "Iperius Remote",
    "supremo": "Supremo",
    "zohoassist": "Zoho Assist",
    "bomgar": "BeyondTrust",
    "beyondtrust": "BeyondTrust",
    "isl online": "ISL Online",
}
_VPN_NAMES = ("ipsec", "isakmp", "ike", "openvpn", "wireguard", "esp", "l2tp", "pptp", "softether")
_FILE_NAMES = ("smb", "cifs", "nfs", "ftp", "sftp", "ftps", "afp", "rsync", "tftp", "samba")


def flow_service(flow: Flow) -> int | None:
    """Return the service number of a flow."""
    return service_number(flow.protocol, flow.port)


def remote_tool(service: int | None, names: Iterable[str | None]) -> str | None:
    """Return the remote-control tool that a service number or a name (sensor, rule, object) points to."""
    for name in names:
        lowered = (name or "").lower()
        for word, tool in _TOOL_NAMES.items():
            if word in lowered:
                return tool
    if service is not None:
        return next((tool for tool, space in REMOTE_TOOLS.items() if service in space), None)
    return None


def is_vpn(service: int | None, name: str | None) -> bool:
    """Whether a flow is a VPN by port or by the sensor's name for it."""
    return (service is not None and service in VPN) or _named(name, _VPN_NAMES)


def is_files(service: int | None, name: str | None) -> bool:
    """Whether a flow carries files by port or by the sensor's name for it."""
    return (service is not None and service in FILES) or _named(name, _FILE_NAMES)


def names_files(names: Iterable[str]) -> bool:
    """Whether a rule's service names speak of file transfer (SFTP shares its port with the shell)."""
    return any(
        word in name.lower()
        for name in names
        for word in ("sftp", "scp", "ftp", "smb", "cifs", "nfs", "samba")
    )


def _named(name: str | None, known: tuple[str, ...]) -> bool:
    return any(part in known for part in (name or "").lower().replace(",", " ").replace(";", " ").split())
