"""The one place that makes foreign text harmless for a spreadsheet.

A host name that begins with "=" would be run as a formula by whoever opens the workbook, or a CSV saved from it.
"""

import re
import unicodedata

# Full-width forms too: some spreadsheet settings read them like the plain ones.
_STARTERS = frozenset("=+-@＝＋－＠")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they only choose the shape of a character
_LIMIT = 32_000  # a cell of a workbook holds at most 32,767 characters


def neutralised(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula: a leading apostrophe keeps it plain text."""
    text = printable(text, keep="\n")
    if len(text) > _LIMIT:
        text = text[:_LIMIT] + "…"
    # What stands before the first visible character is skipped by importers, so it does not protect.
    visible = text.lstrip()
    return "'" + text if visible[:1] in _STARTERS and visible else text


def printable(text: str, *, keep: str = "") -> str:
    """Return ``text`` without what no page can show: controls become blanks, marks that turn text round vanish."""
    if text.isprintable() and not _SELECTOR.search(text):  # nearly always, and much faster
        return text
    return "".join(
        character if character in keep or not _hidden(character) else "" if _invisible(character) else " "
        for character in text
    )


def _hidden(character: str) -> bool:
    # Cc controls, Cf invisible format marks (among them those that reverse the reading direction), Cs half
    # characters, Co private use, Cn not assigned, Zl/Zp line separators.
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or bool(_SELECTOR.match(character))


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or bool(_SELECTOR.match(character))
