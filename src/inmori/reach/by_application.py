"""Rules that let an application pass, not a port: whether traffic that was seen is what such a rule is for.

A firewall tells an application by looking into the traffic, which no configuration can repeat; so a rule of this kind
is never sure of a packet. Traffic that was seen at its ends is another matter: somebody let it pass, and where nothing
but the application is open, the rule that names it did.
"""

from __future__ import annotations

from inmori.model import Flow
from inmori.model.gateway import Action, Rule

_MARK = "application "
# What sensors call a protocol, and the words in the names of applications that carry it.
_CALLED: dict[str, tuple[str, ...]] = {
    "rdp": ("rdp", "remote-desktop"),
    "dns": ("dns",),
    "ldap": ("ldap", "active-directory"),
    "krb": ("kerberos", "active-directory"),
    "krb_tcp": ("kerberos", "active-directory"),
    "kerberos": ("kerberos", "active-directory"),
    "smb": ("smb", "ms-ds", "cifs", "active-directory"),
    "ssl": ("ssl", "web-browsing", "https"),
    "http": ("web-browsing", "http"),
    "ssh": ("ssh", "scp", "sftp"),
    "ntp": ("ntp",),
    "snmp": ("snmp",),
    "ftp": ("ftp",),
    "smtp": ("smtp",),
    "dicom": ("dicom",),
    "dce_rpc": ("rpc", "active-directory"),
    "mysql": ("mysql",),
    "syslog": ("syslog",),
    "telnet": ("telnet",),
    "vnc": ("vnc",),
    "rfb": ("vnc",),
}


def meant_for(rule: Rule | None, flow: Flow) -> bool:
    """Whether a rule's only doubt is the application, and the sensor's name for the flow does not speak against it."""
    if rule is None or rule.action is not Action.ALLOW or not flow.answered:
        return False
    unresolved = (*rule.source.unresolved, *rule.destination.unresolved, *rule.service.unresolved)
    if unresolved or not rule.unread or not all(part.startswith(_MARK) for part in rule.unread):
        return False
    applications = [part.removeprefix(_MARK).lower() for part in rule.unread]
    said = [name for name in (flow.service or "").lower().replace(";", ",").split(",") if name in _CALLED]
    return not said or any(word in name for one in said for word in _CALLED[one] for name in applications)
