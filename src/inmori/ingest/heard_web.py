"""Hears protocols that begin with readable words: the web and what rides on it, files, mail, printing, video, telephony.

Only the first word and, for the web, the kind of path are looked at. Names, passwords and addresses of pages are not.
"""

from __future__ import annotations

import re

from inmori.ingest.heard import CLIENT_SPEAKS, RECEIVER, SENDER, SERVER_SPEAKS, Clue, Heard, Ports, weak
from inmori.model import WeakProtocol

_REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|CONNECT|PATCH|PROPFIND) (\S{1,200})")
_SIP = re.compile(rb"(?:INVITE|REGISTER|OPTIONS|SUBSCRIBE|NOTIFY|ACK|BYE|CANCEL) sips?:|SIP/2\.0 \d{3}")
_RTSP = re.compile(rb"(?:OPTIONS|DESCRIBE|SETUP|PLAY|ANNOUNCE|GET_PARAMETER|TEARDOWN) rtsp://")
_DISCOVERY = re.compile(rb"(?:M-SEARCH|NOTIFY) \* HTTP/1\.1")
_SERVER = re.compile(rb"\r\nServer: Microsoft-IIS/(\d{1,2}\.\d)\r\n", re.IGNORECASE)
_LOGON = re.compile(rb"(?:USER|PASS|AUTH|RETR|STOR|LIST|PASV|EPSV|PORT|TYPE [AI]|CWD|SYST|FEAT)(?: |\r\n)")
_MAIL = re.compile(rb"(?:EHLO|HELO|MAIL FROM|RCPT TO|STARTTLS)(?:[ :]|\r\n)", re.IGNORECASE)
_PRINT_JOB = (b"\x1b%-12345X", b"@PJL ", b"%!PS-Adobe", b"\x1bE\x1b")
_IMAGES = re.compile(rb"(?i)/(?:dicom-?web|wado(?:-?rs|-?uri)?|qido(?:-?rs)?|stow(?:-?rs)?)(?:[/?]|$)")
_FHIR = re.compile(rb"(?i)/(?:fhir|r4|stu3)(?:[/?]|$)")
_PRINTING = re.compile(rb"/(?:ipp|printers)(?:[/?]|$)")
_BASIC = re.compile(rb"\r\n(?:Proxy-)?Authorization: Basic ", re.IGNORECASE)
_PASSWORD_FIELD = re.compile(rb"(?:^|[&\n])[\w.%-]{0,20}(?:passw(?:or)?d|passwd|pwd)[\w.%-]{0,20}=[^&\s]", re.IGNORECASE)
_MORE = 3  # further requests: the password comes after the first page
_OWN_SYSTEM = {b"6.0": "Windows Server 2003"}  # later versions of IIS come with two editions of Windows each


def request(data: bytes, ports: Ports) -> Heard | None:
    """A client's first words."""
    found = _REQUEST.match(data)
    if found and not _RTSP.match(data) and not _SIP.match(data):
        return _web(data, found[1])
    if _RTSP.match(data):
        return Heard("rtsp", CLIENT_SPEAKS)
    if _SIP.match(data):
        return Heard("sip", 0)
    if _DISCOVERY.match(data):
        return Heard("ssdp")
    if _MAIL.match(data):
        return Heard("smtp", CLIENT_SPEAKS)
    if _LOGON.match(data) and ports.either(21, 110):
        if ports.either(110):
            return Heard("pop3", CLIENT_SPEAKS)
        # After "AUTH TLS" nothing readable follows; so a name that can be read was sent unprotected.
        named = data.startswith((b"USER ", b"PASS "))
        return Heard("ftp", CLIENT_SPEAKS, 1, (weak(RECEIVER, WeakProtocol.FTP_CLEAR),) if named else ())
    return None


def _web(data: bytes, path: bytes) -> Heard:
    # That a password is sent, is looked at; what it is, is not.
    clues = (weak(RECEIVER, WeakProtocol.HTTP_LOGIN_CLEAR),) if _sends_password(data) else ()
    if _IMAGES.search(path):
        return Heard("http,dicomweb", CLIENT_SPEAKS, _MORE, clues)
    if _FHIR.search(path):
        return Heard("http,fhir", CLIENT_SPEAKS, _MORE, clues)
    if data.startswith(b"POST") and _PRINTING.match(path):
        return Heard("ipp", CLIENT_SPEAKS, 0, (Clue(RECEIVER, "kind", "printer"), *clues))
    return Heard("http", CLIENT_SPEAKS, _MORE, clues)


def _sends_password(data: bytes) -> bool:
    if _BASIC.search(data):
        return True
    body = data.find(b"\r\n\r\n")
    return data.startswith(b"POST") and body > 0 and bool(_PASSWORD_FIELD.search(data, body))


def answer(data: bytes, ports: Ports) -> Heard | None:
    """A server's first words."""
    if data.startswith(b"HTTP/1."):
        found = _SERVER.search(data[:600])
        system = _OWN_SYSTEM.get(found[1]) if found else None
        return Heard("http", SERVER_SPEAKS, 0, (Clue(SENDER, "os", system),) if system else ())
    if data.startswith(b"RTSP/1.0 "):
        return Heard("rtsp", SERVER_SPEAKS)
    if data.startswith((b"220 ", b"220-")):
        line = data[:200].split(b"\n")[0].upper()
        if b"SMTP" in line or ports.source in (25, 587):
            return Heard("smtp", SERVER_SPEAKS)
        return Heard("ftp", SERVER_SPEAKS) if b"FTP" in line or ports.source == 21 else None
    if data.startswith(b"+OK") and ports.source == 110:
        return Heard("pop3", SERVER_SPEAKS)
    return Heard("imap", SERVER_SPEAKS) if data.startswith(b"* OK") else None


def print_job(data: bytes, ports: Ports) -> Heard | None:  # noqa: ARG001
    """The beginning of a print job: whoever takes it prints."""
    if data.startswith(_PRINT_JOB):
        return Heard("printing", CLIENT_SPEAKS, 0, (Clue(RECEIVER, "kind", "printer"),))
    return None


def syslog(data: bytes, ports: Ports) -> Heard | None:
    """A syslog message (RFC 3164, 5424); of it the priority only."""
    end = data.find(b">", 1, 5)
    return Heard("syslog", CLIENT_SPEAKS) if end > 1 and data[1:end].isdigit() and ports.either(514) else None
