"""Which characters the paper's font has, so that a name with a rare character is printed with a visible stand-in.

Without this a character that the font lacks is an empty box on paper, and nobody knows that something is missing.
"""

import re
import struct
from functools import lru_cache
from pathlib import Path

from inmori.report.writers.neutralise import printable

FONTS = Path(__file__).parents[1] / "fonts"
STAND_IN = "〓"  # 下駄: what Japanese printers set for a character that they do not have


_LONG_RUN = re.compile(r"[!-~]{17,}")
_BREAK = "\u200b"  # a place where a line may end, without width


def in_font(text: str) -> str:
    """Return ``text`` with each character that the font lacks replaced by the stand-in."""
    covered = _covered(FONTS / "BIZUDPGothic-Regular.ttf")
    return "".join(character if character in covered else STAND_IN for character in printable(text))


def for_paper(text: str) -> str:
    """Return ``text`` in the font's characters, and long words without a blank breakable, so that none leaves its column."""
    return _LONG_RUN.sub(lambda run: _BREAK.join(re.findall(".{1,12}", run[0])), in_font(text))


@lru_cache(maxsize=2)
def _covered(path: Path) -> frozenset[str]:
    """Read the font's table of characters (cmap format 12, which lists ranges beyond the basic plane too)."""
    data = path.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    subtables = struct.unpack_from(">H", data, start + 2)[0]
    entries = (struct.unpack_from(">HHI", data, start + 4 + 8 * index) for index in range(subtables))
    table = next(start + offset for platform, encoding, offset in entries if (platform, encoding) == (3, 10))
    groups = struct.unpack_from(">I", data, table + 12)[0]
    found: set[str] = set()
    for index in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, table + 16 + 12 * index)
        found.update(chr(code) for code in range(first + (glyph == 0), last + 1))
    return frozenset(found)
