"""Opens the zip that an xlsx, xlsb or ods file is, and lets nothing dangerous out of it.

Every part a reader would touch is unpacked here once, counted while it is unpacked (a zip may lie about its
sizes), searched for document type declarations (the door to XML entity attacks; no honest workbook has one), and
handed on in a new plain zip, so that the fast reader behind sees only what was checked.
"""

import io
import zipfile
from copy import copy
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

from inmori.errors import InputError
from inmori.ingest.evidence_file import MEBI, EvidenceFile, Limits
from inmori.ingest.limits import over
from inmori.text import Text

PackageKind = Literal["xlsx", "xlsb", "ods", "other"]

_CHUNK = MEBI
_SMALL = 8 * MEBI  # parts below this may be packed as tightly as they like: repetitive sheets honestly are
# Pictures, printer settings, macros and the like are not even unpacked.
_READ_SUFFIXES = (".xml", ".rels", ".vml", ".bin")
_SKIPPED_FOLDERS = ("xl/media/", "xl/printersettings/", "xl/embeddings/", "xl/activex/", "thumbnails/", "pictures/")
_SKIPPED_PARTS = ("xl/vbaproject.bin",)


@dataclass(frozen=True)
class Package:
    """The checked parts of an office file."""

    kind: PackageKind
    parts: dict[str, bytes]

    def repacked(self) -> bytes:
        """Return the checked parts as a zip without compression."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
            for name, data in self.parts.items():
                package.writestr(zipfile.ZipInfo(name), data)
        return buffer.getvalue()


def package_kind(data: bytes) -> PackageKind | None:
    """Return what kind of office file a zip is by its parts; ``None`` when it is no readable zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {_plain(name) for name in package.namelist()}
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                return "xlsb"
            if "content.xml" in names and "mimetype" in names:
                mimetype = next(name for name in package.namelist() if _plain(name) == "mimetype")
                with package.open(mimetype) as part:
                    return "ods" if b"spreadsheet" in part.read(200) else "other"
    except Exception:  # zipfile answers broken files with many kinds of error, IndexError among them
        return None
    return "other"


def open_package(file: EvidenceFile) -> Package:
    """Unpack and check the parts of ``file``.

    Raises:
        InputError: cut or damaged, locked with a password, larger than the limits when unpacked, or with a
            document type declaration in one of its parts.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            _check_directory(file, package)
            parts = _unpack(file, package)
    except InputError:
        raise
    except Exception as error:  # as above
        raise _damaged(file.name) from error
    for name, data in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _refuse_doctype(file.name, name, data)
    return Package(kind=package_kind(file.data) or "other", parts=parts)


class _RootReachedError(Exception):
    """Stops the search for a declaration."""


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_read(name: str) -> bool:
    plain = _plain(name)
    if plain == "mimetype":
        return True
    skipped = plain.startswith(_SKIPPED_FOLDERS) or plain in _SKIPPED_PARTS
    return plain.endswith(_READ_SUFFIXES) and not skipped


def _check_directory(file: EvidenceFile, package: zipfile.ZipFile) -> None:
    limits, entries = file.limits, package.infolist()
    if len(entries) > limits.zip_entries:
        refused = _too_large(file.name, ja=f"中のファイルが{len(entries):,}個ある", en=f"{len(entries):,} parts inside")
        raise InputError(over(refused.message, "zip_entries", limits))
    declared = sum(entry.file_size for entry in entries if _is_read(entry.filename))
    if declared > limits.unpacked_bytes:
        raise _unpacks_too_large(file.name, declared, limits)
    if any(entry.flag_bits & 1 for entry in entries):
        raise password_protected(file.name)


def _unpack(file: EvidenceFile, package: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    room = file.limits.unpacked_bytes
    for entry in package.infolist():
        if entry.is_dir() or not _is_read(entry.filename):
            continue
        data = _unpack_one(file, package, entry, room=room)
        room -= len(data)
        parts[entry.filename] = data
    return parts


def _unpack_one(
    file: EvidenceFile, package: zipfile.ZipFile, entry: zipfile.ZipInfo, *, room: int
) -> bytes:
    # The size in the directory is the sender's word. With a larger one in its place zipfile unpacks to the true
    # end, which is compared with what was declared.
    honest = copy(entry)
    honest.file_size = room + 1
    chunks: list[bytes] = []
    size = 0
    with package.open(honest) as part:
        while chunk := part.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > room:
                raise _unpacks_too_large(file.name, size, file.limits)
            if size > _SMALL and size > file.limits.unpacked_ratio * max(entry.compress_size, 1):
                refused = _too_large(
                    file.name,
                    ja=f"「{entry.filename}」が{file.limits.unpacked_ratio}倍を超えて膨らむ",
                    en=f"'{entry.filename}' grows more than {file.limits.unpacked_ratio} times",
                )
                raise InputError(over(refused.message, "unpacked_ratio", file.limits))
    if size != entry.file_size:
        raise _too_large(
            file.name,
            ja=f"「{entry.filename}」の実際の大きさが書かれた大きさと違う",
            en=f"'{entry.filename}' is not as large as it says",
        )
    return b"".join(chunks)


def _refuse_doctype(file: str, part: str, data: bytes) -> None:
    def refuse(*_: object) -> None:
        raise InputError(
            Text(
                ja=f"{file} の中の「{part}」にXMLの実体宣言(DOCTYPE)があります。攻撃に使われる書き方で、"
                "表計算ソフトが作ることはないため読みません。",
                en=f"'{part}' in {file} has an XML document type declaration. No spreadsheet program writes one and "
                "attacks do; not read.",
            )
        )

    def stop(*_: object) -> None:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = stop  # a declaration can only stand before the root element
    try:
        parser.Parse(data, True)
    except (_RootReachedError, expat.ExpatError):
        return  # whether a malformed part matters is seen when it is read


def _damaged(file: str) -> InputError:
    return InputError(
        Text(
            ja=f"{file} は途中で切れているか壊れています。もう一度コピーして渡してください。",
            en=f"{file} is cut off or damaged. Please copy it again.",
        )
    )


def _unpacks_too_large(file: str, size: int, limits: Limits) -> InputError:
    refused = _too_large(
        file, ja=f"展開すると{size // MEBI:,} MB以上になる", en=f"it unpacks to {size // MEBI:,} MB or more"
    )
    return InputError(over(refused.message, "unpacked_bytes", limits))


def _too_large(file: str, *, ja: str, en: str) -> InputError:
    return InputError(
        Text(
            ja=f"{file} は{ja}ため開きません(膨らんで機械を止める細工の疑い)。表だけを新しいブックに貼り付けて渡してください。",
            en=f"{file} is not opened: {en} (it may be made to exhaust the machine). Paste the table into a new workbook.",
        )
    )


def password_protected(file: str) -> InputError:
    """Return the sentence for a workbook locked with a password."""
    return InputError(
        Text(
            ja=f"{file} はパスワードで保護されているため読めません。Excelで開き、パスワードを外して保存し直してください。",
            en=f"{file} is protected with a password. Open it in Excel, remove the password and save it again.",
        )
    )
