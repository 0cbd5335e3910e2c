"""How wide a word will be, so that labels can be placed before any font is at hand.

The widths are upper bounds over the fonts that may show the figure (BIZ UDPGothic on paper, the reader's own
Japanese font on screen), in em: a label may get more room than it needs, never less.
"""

import unicodedata

# Widest advance in em over both weights of BIZ UDPGothic, by group; other Japanese fonts are narrower in Latin.
_GROUPS = (("MWm@%#&", 1.0), ("w", 0.9), ("ijlI.,:;'|!", 0.44), ("-_/()[]{} rtf", 0.56), ("0123456789", 0.76))
_KNOWN = {character: em for characters, em in _GROUPS for character in characters}


def em_of(character: str) -> float:
    """Return the width of one character in em."""
    if character.isascii():
        return _KNOWN.get(character, 0.9 if character.isupper() else 0.73 if character.islower() else 0.84)
    return 0.62 if unicodedata.east_asian_width(character) == "H" else 1.0


def width_of(text: str, size: float) -> float:
    """Return the width of one line of ``text`` at a font ``size``, in the unit of the size."""
    return sum(em_of(character) for character in text) * size


def cut(text: str, size: float, width: float) -> str:
    """Return ``text``, cut with an ellipsis so that it stays within ``width``."""
    text = " ".join(text.split())
    if width_of(text, size) <= width:
        return text
    kept = ""
    for character in text:
        if width_of(kept + character + "…", size) > width:
            break
        kept += character
    return kept.rstrip() + "…"


def wrapped(text: str, size: float, width: float, *, lines: int) -> tuple[str, ...]:
    """Break ``text`` into at most ``lines`` lines within ``width``; the last is cut if it must be.

    Breaks at spaces where there are any, and between any two characters otherwise, as Japanese allows.
    """
    rest = " ".join(text.split())
    found: list[str] = []
    while rest and len(found) < lines - 1:
        if width_of(rest, size) <= width:
            break
        end = _break(rest, size, width)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*found, cut(rest, size, width)) if rest else tuple(found)


def _break(text: str, size: float, width: float) -> int:
    """Where the first line ends: after at least one character, not inside a Latin word, not between a mark and what it belongs to."""
    end = 1
    while end < len(text) and width_of(text[: end + 1], size) <= width:
        end += 1
    if end >= len(text):
        return end
    start = end
    while start > 0 and _latin(text[start]) and _latin(text[start - 1]):
        start -= 1
    if start > 0:  # a word that fills the whole line is cut after all
        end = start
    while end > 1 and (text[end] in "、。・)）」ーァィゥェォッャュョ" or text[end - 1] in "「(（"):
        end -= 1
    return end


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-_./:'")
