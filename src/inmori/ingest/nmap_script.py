"""What nmap's scripts tell about a machine: a short list of scripts is read, and of each only the fields named here.

Everything else is passed over unread: other scripts list users, try passwords, or quote pages and mail addresses.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from inmori.ingest.heard import host_name, plain_word
from inmori.ingest.network_value import macs_of
from inmori.model import WeakProtocol

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ANY_TITLE = "DICOM: どのAEタイトルの接続も受け付ける"
TITLE_CHECKED = "DICOM: AEタイトルを確かめている"
# The machine's own certificate names it here; elsewhere a certificate may name a service that several machines give.
_OWN_CERTIFICATE = (3389, 636, 3269, 5986)
_BUILD = re.compile(r"(5\.[12]|6\.[0-3]|10\.0)\.(\d{4,5})")
# Builds that say which system it is. 18362, 19041 and 22621 are also reported by later releases built on them, and
# what is missing here is shared by a client and a server edition.
_SYSTEMS = {
    "2600": "Windows XP", "3790": "Windows Server 2003", "10240": "Windows 10 1507", "10586": "Windows 10 1511",
    "15063": "Windows 10 1703", "16299": "Windows 10 1709", "18362": "Windows 10 1903 - 1909",
    "19041": "Windows 10 2004 - 22H2", "20348": "Windows Server 2022", "22000": "Windows 11 21H2",
    "22621": "Windows 11 22H2 - 23H2",
}  # fmt: skip
_SHARED_BUILDS = frozenset({"18362", "19041", "22621", "26100"})
_SQL_VERSION = re.compile(r"Microsoft SQL Server (20\d\d(?: R2)?)(?:\s+(?:RTM|SP\d))?", re.IGNORECASE)


class Told(NamedTuple):
    """One thing a script tells. ``sure``: no mere hint.

    ``field``: hostname, member (the whole name of a member of a domain), mac, note, weak (a WeakProtocol), or a text
    field of Device.
    """

    field: str
    value: str
    sure: bool = True


Fields = Mapping[str, str]


def script_tells(script: "Element", port: int | None) -> tuple[Told, ...]:
    """Return what one ``script`` element tells; nothing for scripts that are not on the list."""
    name = script.get("id", "")
    reader = _SCRIPTS.get(name)
    if reader is None and name.endswith("-ntlm-info"):
        reader = _ntlm
    if reader is None:
        return ()
    return reader(_fields(script), port)


def _fields(script: "Element") -> dict[str, str]:
    """Return the fields of a script, lower case: from its elements, else from the lines that nmap prints."""
    found: dict[str, str] = {}
    for child in script:
        if child.tag == "elem":
            found.setdefault(child.get("key", "").lower(), child.text or "")
        elif child.tag == "table":
            outer = child.get("key", "").lower()
            for index, elem in enumerate(child.iter("elem")):
                found.setdefault(f"{outer}/{elem.get('key', str(index)).lower()}", elem.text or "")
    output = script.get("output", "")
    for line in output.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found.setdefault(key.strip().lower(), value.strip())
    found["output"] = output
    return found


def _first(fields: Fields, *names: str) -> str:
    return next((text for name in names if (text := fields.get(name, "").replace("\\x00", "").strip("\0 "))), "")


def _names(*texts: str) -> tuple[Told, ...]:
    told: dict[Told, None] = {}
    for text in texts:
        name = host_name(text) if "unknown" not in text.lower() else None
        if name:
            told.setdefault(Told("hostname", name))
            if text.rstrip(".").count(".") > 0:
                told.setdefault(Told("member", text.rstrip(".").lower()))
    return tuple(told)


def _smb_system(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    legacy = _first(fields, "name").rpartition("\\")[2]
    told = _names(_first(fields, "fqdn", "computer name", "server", "netbios computer name") or legacy)
    system = plain_word(re.sub(r"\s*\((?!Samba).*$", "", _first(fields, "os")).replace("(R)", ""))
    if system is None:
        return told
    # Samba calls itself what it likes; only Windows itself is believed.
    genuine = system.lower().startswith("windows") and "samba" not in f"{system} {fields.get('lanmanager', '')}".lower()
    return (*told, Told("os", system) if genuine else Told("note", f"SMBでの自称: {system}"))


def _smb_dialects(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    dialects = " ".join((*(text for key, text in fields.items() if key.startswith("dialects/")), fields["output"]))
    return (Told("weak", WeakProtocol.SMB1),) if re.search(r"SMBv1|NT LM 0\.12", dialects) else ()


def _ntlm(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    told = _names(_first(fields, "dns_computer_name", "netbios_computer_name"))
    found = _BUILD.match(_first(fields, "product_version"))
    if found is None:
        return told
    build = found[2]
    if build not in _SHARED_BUILDS:
        told = (*told, Told("os_build", f"{found[1]}.{build}"))
    return (*told, Told("os", _SYSTEMS[build], sure=False)) if build in _SYSTEMS else told


def _netbios(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """Of the name table the machine's name and card; the user who is logged on is not read."""
    printed = re.search(r"NetBIOS name: ([^,\s]+)", fields["output"])
    card = re.search(r"NetBIOS MAC: ([0-9A-Fa-f:]{17})", fields["output"])
    name = next((text for key in ("server_name", "workstation_name")
                 if "unknown" not in (text := _first(fields, key)).lower() and text), printed[1] if printed else "")  # fmt: skip
    macs = macs_of(_first(fields, "mac/address") or (card[1] if card else "")).values
    return (*_names(name), *(Told("mac", mac) for mac in macs))


def _dicom(fields: Fields, port: int | None) -> tuple[Told, ...]:
    told: tuple[Told, ...] = (Told("note", f"DICOMで応答({port})"),) if port else ()
    config = _first(fields, "config").lower()
    if "any aet" in config:
        told = (*told, Told("note", ANY_TITLE))
    elif "aet check" in config:
        told = (*told, Told("note", TITLE_CHECKED))
    product = plain_word(" ".join(part for part in (_first(fields, "vendor"), _first(fields, "version")) if part))
    return (*told, Told("note", f"DICOMの実装: {product}")) if product else told


def _certificate(fields: Fields, port: int | None) -> tuple[Told, ...]:
    printed = re.search(r"Subject: commonName=([^/\n]+)", fields["output"])
    name = _first(fields, "subject/commonname") or (printed[1].strip() if printed else "")
    if "*" in name or re.fullmatch(r"[\d.:]+", name):
        return ()
    if port in _OWN_CERTIFICATE:
        return _names(name)
    shown = plain_word(name)
    return (Told("note", f"証明書の名前({port}): {shown}"),) if shown and "@" not in name else ()


def _sql_server(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """The version that the browser service or the login banner gives."""
    versions = (text for key, text in fields.items() if key.endswith(("/name", "version")) or key in ("output", "name"))
    found = next((match for text in versions if (match := _SQL_VERSION.search(text))), None)
    return (Told("database", found[0]),) if found else ()


def _ciphers(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """The versions of TLS that a server agreed on; each that it speaks is listed."""
    spoken = {key.partition("/")[0] for key, text in fields.items() if "no supported" not in text.lower()}
    return (Told("weak", WeakProtocol.TLS_OLD),) if spoken & _OLD_TLS else ()


def _remote_desktop(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """Whether the log-in screen is shown to anybody: without CredSSP in front of it."""
    open_ = any(fields.get(way, "").upper() == "SUCCESS" for way in ("native rdp", "ssl"))
    return (Told("weak", WeakProtocol.RDP_NO_NLA),) if open_ else ()


def _screen(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """VNC without a password, or with its own, which leaves the screen unencrypted."""
    offered = " ".join(fields.values())
    return (Told("weak", WeakProtocol.VNC_CLEAR),) if re.search(r"\bNone \(1\)|VNC Authentication", offered) else ()


def _anonymous_ftp(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """That somebody without a name was let in unencrypted; the files listed are not read."""
    return (Told("weak", WeakProtocol.FTP_CLEAR),) if "login allowed" in fields["output"] else ()


def _snmp(fields: Fields, port: int | None) -> tuple[Told, ...]:  # noqa: ARG001
    """The script asks by SNMP 1; that it has a result says that it was answered. What, is not read."""
    return (Told("weak", WeakProtocol.SNMP_V1V2),) if fields["output"].strip() else ()


_OLD_TLS = frozenset({"sslv2", "sslv3", "tlsv1.0", "tlsv1.1"})
_SCRIPTS: Mapping[str, Callable[[Fields, int | None], tuple[Told, ...]]] = {
    "smb-os-discovery": _smb_system,
    "smb-protocols": _smb_dialects,
    "rdp-ntlm-info": _ntlm,
    "nbstat": _netbios,
    "dicom-ping": _dicom,
    "ssl-cert": _certificate,
    "ms-sql-info": _sql_server,
    "ssl-enum-ciphers": _ciphers,
    "rdp-enum-encryption": _remote_desktop,
    "vnc-info": _screen,
    "ftp-anon": _anonymous_ftp,
    "snmp-sysdescr": _snmp,
}
