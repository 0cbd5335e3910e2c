"""Writes the papers for vendors beside the register, and never over one that somebody has edited since."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from inmori.comply.vendor_register import VendorRegister
from inmori.model import MadeFrom, sha256_of
from inmori.report.report import write_whole
from inmori.text import Text

_SHOWN = 4  # names of files in one remark
_LONGEST = 40  # characters of a vendor's name in a file name
_NOT_NAME = re.compile(r"[^\w()・-]+")


def file_names(vendors: Sequence[str]) -> dict[str, str]:
    """Return for each vendor a name that every file system takes; names that look alike get a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for vendor in vendors:
        plain = _NOT_NAME.sub("_", unicodedata.normalize("NFKC", vendor)).strip("_.")[:_LONGEST] or "vendor"
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name.casefold())
        found[vendor] = name
    return found


def write_papers(
    out: Path, papers: Sequence[tuple[str, bytes]], register: VendorRegister, *, read: Path | None
) -> tuple[VendorRegister, list[Path], list[Text]]:
    """Write the papers (name below ``out``, bytes) that nobody has edited since they were written.

    ``read`` is a workbook that was just taken in: it may be written anew. Returns the register with what was written noted,
    the files written, and a remark on those left alone.
    """
    noted = {one.name: one.sha256 for one in register.written}
    files: list[Path] = []
    left: list[Path] = []
    for name, data in papers:
        path = out / name
        if _edited(path, noted.get(name)) and not (read is not None and _same(path, read)):
            left.append(path)
            continue
        write_whole(path, data)
        noted[name] = sha256_of(data)
        files.append(path)
    written = tuple(MadeFrom(name=name, sha256=sha) for name, sha in sorted(noted.items()))
    return register.model_copy(update={"written": written}), files, _left_alone(left)


def _left_alone(paths: Sequence[Path]) -> list[Text]:
    if not paths:
        return []
    names = "、".join(path.name for path in paths[:_SHOWN]) + (f" ほか{len(paths) - _SHOWN}個" if len(paths) > _SHOWN else "")
    names_en = ", ".join(path.name for path in paths[:_SHOWN]) + (f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else "")
    return [
        Text(
            ja=f"書きこまれているので、そのままにしたファイル: {names}(Excelは --read で読み戻せます。作り直すには、別の場所に移してからもう一度)",
            en=f"Edited since and left alone: {names_en} (take workbooks in with --read; move a file away to have it made anew)",
        )
    ]


def _edited(path: Path, written: str | None) -> bool:
    """Whether a file is there that is not as it was written; one nobody noted may be anybody's."""
    try:
        return sha256_of(path.read_bytes()) != written
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
