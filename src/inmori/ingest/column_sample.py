"""A few values of each column, so that a person can see whether a heading was understood: never a secret, never a patient.

Of a column that is read, values are shown as they would be kept. Of any other, and of columns in which people are named,
only the outline is shown (字字字, A-999): enough to tell a date from a name, and nothing of what it says.
"""

import re
import unicodedata
from collections.abc import Iterable

from inmori.ingest.cell_value import text_of
from inmori.ingest.header_word import DROPPED, holds_secrets
from inmori.ingest.kept_text import kept_note
from inmori.ingest.table import Table

SAMPLES = 3
_ROWS = 200  # looked at below the heading
_LONGEST = 40  # letters
_LONGEST_RUN = 4  # of one kind of letter, so that an outline does not tell how long a password is
# Fields whose cells are free words or name people: what is kept of them is decided elsewhere, by more than the column.
_OUTLINED = frozenset({"", "note", "contact", "local_admin", "purpose", "covers", "approval", "department", "authentication"})
# A remark put into a cell of its own kind: it may be about anybody.
_REMARK = re.compile(r"[::※←→=＝*]|担当|患者|氏名|(?:様|さん|氏|先生)(?:$|[^々一-龠ぁ-んァ-ン])")
_COLONS = frozenset({"address", "mac", "peer", "target", "last_seen", "last_patched", "antivirus_updated"})  # where they are usual


def samples(table: Table, columns: Iterable[tuple[int, str, str]], *, first_row: int) -> tuple[tuple[str, ...], ...]:
    """Return up to three different values of each column (index from 0, heading, field) from a row on, in its order."""
    rows = [row for row in table.rows[first_row : first_row + _ROWS] if len({v for v in row if v != ""}) > 1]
    found: list[tuple[str, ...]] = []
    for index, heading, field in columns:
        if field == DROPPED or holds_secrets(heading):
            found.append(())
            continue
        seen: dict[str, None] = {}
        for row in rows:
            text = _shown(text_of(row[index]), field) if index < len(row) and row[index] != "" else ""
            if text:
                seen.setdefault(text)
            if len(seen) == SAMPLES:
                break
        found.append(tuple(seen))
    return tuple(found)


def outline(text: str) -> str:
    """Return what kinds of letters a text is made of: 9 for digits, A for Latin letters, 字 for all others."""
    drawn, last, run = [], "", 0
    for letter in unicodedata.normalize("NFKC", text):
        if letter.isdigit():
            kind = "9"
        elif letter.isalpha():
            kind = "A" if letter.isascii() else "字"
        else:
            kind = letter if letter.isprintable() else " "
        run = run + 1 if kind == last else 1
        last = kind
        if run <= _LONGEST_RUN:
            drawn.append(kind)
    return "".join(drawn).strip()[:_LONGEST]


def _shown(text: str, field: str) -> str:
    if field in _OUTLINED:
        return outline(text)
    if "@" in text or (_REMARK.search(text) and (field not in _COLONS or not text.isascii())):
        return outline(text)
    plain = " ".join(kept_note(text[:200]).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
