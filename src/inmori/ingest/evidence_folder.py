"""Walks a folder that strangers filled: every file is named or refused with a reason, and none can lead outside.

Links that leave the folder, devices and pipes are refused; hidden files and what editors leave behind are passed over.
Names are made safe to print, because a file name may hold anything.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inmori.errors import InputError
from inmori.text import Text

FILES_AT_MOST = 5_000
DEPTH_AT_MOST = 20

_LEFT_BEHIND = ("~$", "._")
_NO_EVIDENCE = frozenset(("thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"))
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read (``refused`` is ``None``) or one that is not read, with the reason; ``name`` is safe to print."""

    path: Path
    name: str
    refused: Text | None = None


def safe_name(name: str) -> str:
    """Return ``name`` with everything that could disturb a terminal, a page or a table replaced by ``\\xNN``."""
    shown = []
    for letter in unicodedata.normalize("NFC", name):
        if unicodedata.category(letter) in _UNPRINTABLE:
            shown.append(f"\\x{ord(letter):02x}")
        else:
            shown.append(letter)
    return "".join(shown)[:400]


def files_in(folder: Path) -> tuple[FoundFile, ...]:
    """Return all files below ``folder``, sorted by name.

    Raises:
        InputError: the folder is missing, is a file, cannot be opened, or holds no file at all.
    """
    shown = safe_name(str(folder))
    if not folder.exists():
        raise InputError(_MISSING.filled(name=shown))
    if not folder.is_dir():
        raise InputError(_NO_FOLDER.filled(name=shown))
    try:
        root = folder.resolve(strict=True)
        found = sorted(_walk(root, root, 0), key=lambda file: (file.name, str(file.path)))
    except OSError as error:
        raise InputError(_CLOSED.filled(name=shown, reason=error.strerror or "?")) from error
    if not found:
        raise InputError(_EMPTY.filled(name=shown))
    kept = found[:FILES_AT_MOST]
    return tuple(kept) + tuple(FoundFile(f.path, f.name, f.refused or _TOO_MANY) for f in found[FILES_AT_MOST:])


def _walk(folder: Path, root: Path, depth: int) -> Iterator[FoundFile]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        if name.startswith((".", *_LEFT_BEHIND)) or name.casefold() in _NO_EVIDENCE:
            continue
        path = folder / name
        yield from _entry(path, safe_name(str(path.relative_to(root))), root, depth)


def _entry(path: Path, name: str, root: Path, depth: int) -> Iterator[FoundFile]:
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            yield FoundFile(path, name, _LEADS_OUT)
            return
        mode = path.stat().st_mode
    except (OSError, RuntimeError):  # a link to nowhere or in a circle
        yield FoundFile(path, name, _DANGLING)
        return
    if stat.S_ISREG(mode):
        yield FoundFile(path, name)
    elif not stat.S_ISDIR(mode):
        yield FoundFile(path, name, _NO_FILE)
    elif path.is_symlink():
        yield FoundFile(path, name, _LINKED_FOLDER)
    elif depth >= DEPTH_AT_MOST:
        yield FoundFile(path, name, _TOO_DEEP)
    else:
        try:
            yield from list(_walk(path, root, depth + 1))
        except OSError:
            yield FoundFile(path, name, _CLOSED_FOLDER)


_MISSING = Text(
    ja="フォルダ {name} がありません。資料を入れたフォルダを指定してください。",
    en="There is no folder {name}. Name the folder that holds the evidence.",
)
_NO_FOLDER = Text(
    ja="{name} はフォルダではありません。資料をフォルダに入れて、そのフォルダを指定してください。",
    en="{name} is not a folder. Put the evidence into a folder and name that folder.",
)
_CLOSED = Text(ja="フォルダ {name} を開けません({reason})。", en="Cannot open the folder {name} ({reason}).")
_EMPTY = Text(
    ja="フォルダ {name} に資料がありません。機器台帳やファイアウォールの設定などを入れてください。",
    en="The folder {name} is empty. Put the device ledger, the firewall configuration and the like into it.",
)
_TOO_MANY = Text(ja="ファイルの数が上限を超えています。", en="There are more files than the limit.")
_LEADS_OUT = Text(ja="フォルダの外を指すリンクです。", en="It is a link that leads out of the folder.")
_DANGLING = Text(ja="開けないリンクまたはファイルです。", en="It is a link or file that cannot be opened.")
_NO_FILE = Text(ja="ふつうのファイルではありません。", en="It is not an ordinary file.")
_LINKED_FOLDER = Text(
    ja="フォルダへのリンクです(中身は元の場所で読みます)。", en="It is a link to a folder (read at its own place)."
)
_TOO_DEEP = Text(ja="フォルダの階層が深すぎます。", en="The folders are nested too deeply.")
_CLOSED_FOLDER = Text(ja="このフォルダを開けません。", en="This folder cannot be opened.")
