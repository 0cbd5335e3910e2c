"""Says what an unrecognised file probably is, so that a person learns why it was not used and what would help.

Only the beginning is looked at, and nothing of the content is repeated: it may be anything.
"""

import re
import unicodedata

from inmori.ingest.evidence_file import EvidenceFile
from inmori.text import Text

_HEAD = 4096

_MAGIC: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text(ja="PDF文書", en="a PDF document")),
    (b"\xd4\xc3\xb2\xa1", Text(ja="通信の記録(pcap)", en="a packet capture (pcap)")),
    (b"\xa1\xb2\xc3\xd4", Text(ja="通信の記録(pcap)", en="a packet capture (pcap)")),
    (b"\x4d\x3c\xb2\xa1", Text(ja="通信の記録(pcap)", en="a packet capture (pcap)")),
    (b"\xa1\xb2\x3c\x4d", Text(ja="通信の記録(pcap)", en="a packet capture (pcap)")),
    (b"\x0a\x0d\x0d\x0a", Text(ja="通信の記録(pcapng)", en="a packet capture (pcapng)")),
    (b"\x89PNG", Text(ja="画像", en="an image")),
    (b"\xff\xd8\xff", Text(ja="画像", en="an image")),
    (b"GIF8", Text(ja="画像", en="an image")),
    (b"BM", Text(ja="画像", en="an image")),
    (b"II*\x00", Text(ja="画像", en="an image")),
    (b"MM\x00*", Text(ja="画像", en="an image")),
    (b"7z\xbc\xaf\x27\x1c", Text(ja="圧縮ファイル", en="an archive")),
    (b"Rar!", Text(ja="圧縮ファイル", en="an archive")),
    (b"\x1f\x8b", Text(ja="圧縮ファイル(gzip)", en="a gzip file")),
    (b"SQLite format 3", Text(ja="データベース(SQLite)", en="a SQLite database")),
    (b"MZ", Text(ja="実行ファイル", en="a program")),
    (b"\x7fELF", Text(ja="実行ファイル", en="a program")),
    (b"\xd0\xcf\x11\xe0", Text(ja="旧形式またはパスワード付きのOffice文書", en="an old or password-protected Office document")),
)

_ZIP = Text(ja="圧縮ファイル(ZIP)", en="a ZIP archive")
_SHEET = Text(
    ja="Excelの表(台帳や契約一覧の見出しが見つかりません)", en="a workbook (no ledger or contract headings found)"
)
_DISCLOSURE = Text(
    ja="医療情報セキュリティ開示書(MDS/SDS)", en="a manufacturer's security disclosure (MDS/SDS)"
)
_DOCUMENT = Text(ja="Office文書", en="an Office document")
_DISCLOSURE_NAME = re.compile(r"開示書|(?<![a-z])(mds2?|sds)(?![a-z])")

_TEXTS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"<nmaprun|<!DOCTYPE nmaprun"), Text(ja="nmapの走査結果(XML)", en="an nmap scan (XML)")),
    (re.compile(r'"event_type"\s*:\s*"'), Text(ja="Suricataの記録(EVE JSON)", en="a Suricata log (EVE JSON)")),
    (
        re.compile(r"(?m)^#path\s+(?!conn\b)\w+|^#fields\s"),
        Text(ja="Zeekの記録(conn.log以外)", en="a Zeek log other than conn.log"),
    ),
    (
        re.compile(r"(?m)^\s*ip lan\d address|^# RTX|^# NVR|^# FWX|^\s*tunnel select \d|^ip route .* gateway "),
        Text(ja="ヤマハのルータの設定", en="a Yamaha router's configuration"),
    ),
    (
        re.compile(r"(?m)^! NEC Portable Internetwork|^interface (Giga|Fast)Ethernet\d+\.\d|^ip ufs-cache"),
        Text(ja="NECのルータの設定", en="a NEC router's configuration"),
    ),
    (
        re.compile(r"(?m)^!Command: show running-config|^vdc \S+ id \d|^feature interface-vlan|^boot nxos "),
        Text(ja="スイッチの設定(Cisco NX-OS)", en="a switch's configuration (Cisco NX-OS)"),
    ),
    (
        re.compile(r"(?m)^Building configuration|^Current configuration|^interface (Gigabit|Fast|TenGigabit)Ethernet|"
                   r"^switchport |^ ?spanning-tree mode "),
        Text(ja="スイッチ・ルータの設定(Cisco系)", en="a switch's or router's configuration (Cisco style)"),
    ),
    (re.compile(r"(?m)^set (security|system|interfaces) "), Text(ja="ルータの設定(Juniper)", en="a Juniper configuration")),
    (re.compile(r"<config [^>]*version=|<paloalto|<devices>"), Text(ja="ファイアウォールの設定(XML)", en="a firewall configuration (XML)")),
    (re.compile(r'(?i)"bomFormat"\s*:|"spdxVersion"'), Text(ja="部品表(SBOM)", en="a bill of materials (SBOM)")),
    (re.compile(r"(?i)^\s*<!doctype html|^\s*<html"), Text(ja="Webページ", en="a web page")),
    (re.compile(r"^\s*<\?xml|^\s*<"), Text(ja="XML文書", en="an XML document")),
    (re.compile(r"^\s*[\[{]"), Text(ja="JSON文書", en="a JSON document")),
)  # fmt: skip

_TABLE = Text(ja="表(CSV、見出しから種類が分かりません)", en="a table (CSV) whose headings are not known")
_PLAIN = Text(ja="文章", en="plain text")
_EMPTY = Text(ja="空のファイル", en="an empty file")
_BINARY = Text(ja="種類の分からないファイル", en="a file of unknown kind")


def look_of(file: EvidenceFile) -> Text:
    """Return a phrase for what ``file`` probably is."""
    head = file.data[:_HEAD]
    if not head.strip():
        return _EMPTY
    name = unicodedata.normalize("NFKC", file.name).casefold()
    if head.startswith(b"PK"):
        if b"xl/" in file.data or name.endswith((".xlsx", ".xlsm", ".ods")):
            return _DISCLOSURE if _DISCLOSURE_NAME.search(name) else _SHEET
        return _DOCUMENT if b"word/" in file.data or b"ppt/" in file.data else _ZIP
    for magic, look in _MAGIC:
        if head.startswith(magic):
            return look
    return _text_look(file)


def _text_look(file: EvidenceFile) -> Text:
    if file.text is None:
        return _BINARY
    head = file.text[:_HEAD]
    for pattern, look in _TEXTS:
        if pattern.search(head):
            return look
    lines = [line for line in head.splitlines() if line.strip()][:5]
    if len(lines) > 1 and any(all(line.count(mark) >= 2 for line in lines[:2]) for mark in ",\t;"):
        return _TABLE
    return _PLAIN
