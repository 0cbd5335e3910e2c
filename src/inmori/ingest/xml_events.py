"""Walks through a part of an office file element by element, without keeping it.

The parts that come here hold no document type declaration (``office_package`` has refused those), so expat has
nothing to expand.
"""

from collections.abc import Callable
from xml.parsers import expat


def parse(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call ``start``, ``end`` and ``text`` for what a part holds.

    Raises:
        ValueError: not well-formed.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def local_name(tag: str) -> str:
    """Return a tag's name without its prefix."""
    return tag.rpartition(":")[2]


def column_of(letters: str) -> int:
    """Return the column (from 0) of a cell's letters.

    Raises:
        ValueError: no column of any spreadsheet.
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or number > 1_000_000:
            raise ValueError(f"no such column: {letters[:8]}")
        number = number * 26 + ord(letter) - 64
    return number - 1
