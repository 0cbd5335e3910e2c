"""A quick look at an xlsx sheet as the usual programs write it: is it surely not too wide, and which cells have a look?

Walking through every element of a large sheet takes longer than reading it. Excel, LibreOffice and the libraries
write their cells alike (``<c r="B14" s="3" ...>``), so a few searches through the bytes give the same answers. A sheet
written in any other way, or one that reaches far, is not judged here: the thorough scan has the word.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

from inmori.ingest.table import Position

T = TypeVar("T")

# A cell is looked at from its tag to the end of its tag: the fast reader takes the last of two places, and one could
# stand behind any attribute that is not known here. Any other spelling (other quotes, an entity) counts as outside.
_TAIL = rb'"(?:>| s="[0-9]++"(?:>| t="[A-Za-z]++">|/>)| t="[A-Za-z]++">|/>)'
_OUTSIDE_WIDE = re.compile(rb'<c(?! r="[A-Z]{1,2}+[12]?[0-9]{1,4}+' + _TAIL + rb")[\s/>]")  # 702 columns x 29,999 rows
_OUTSIDE_LONG = re.compile(rb'<c(?! r="[AB]?[A-Z]1?[0-9]{1,5}' + _TAIL + rb")[\s/>]")  # 78 columns x 199,999 rows
MOST_CELLS = max(702 * 29_999, 78 * 199_999)

# A prefix (<x:c r=...>) hides a cell from the searches above, a comment or CDATA could stand in its middle.
_PREFIXED = re.compile(rb":c[\s/>]")
_ROOT = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")?\s*\?>)?\s*<worksheet[\s>]')
_REFERENCE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')


def is_plain(data: bytes) -> bool:
    """Whether a sheet is written as usual and surely has no more than :data:`MOST_CELLS` cells.

    ``False`` says nothing but that the sheet has to be scanned.
    """
    if not _ROOT.match(data[:2048]) or not data.rstrip().endswith(b"</worksheet>"):
        return False
    if (b"!" in data and b"<!" in data) or _PREFIXED.search(data):
        return False
    return not _OUTSIDE_WIDE.search(data) or not _OUTSIDE_LONG.search(data)


def cells_with_style(data: bytes, styles: Mapping[str, T]) -> list[tuple[Position, T]]:
    """Return the cells of a plain sheet whose format is one of ``styles`` (by its number), with what it stands for."""
    if not styles:
        return []
    found: list[tuple[Position, T]] = []
    columns: dict[bytes, int] = {}
    for match in re.finditer(b' s="(%s)"' % "|".join(styles).encode(), data):
        tag = data.rfind(b"<", 0, match.start())
        place = _REFERENCE.match(data, tag, match.start())
        if place is None:  # the style of a whole row, or such letters in a text
            continue
        letters = place[1]
        if letters not in columns:
            columns[letters] = _column(letters)
        found.append(((int(place[2]) - 1, columns[letters]), styles[match[1].decode()]))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
