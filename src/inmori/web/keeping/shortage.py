"""Tells from an error that the machine, not the program, is at fault: no room for data, or the database out of reach.

Both pass when the machine is mended, and nothing confirmed is lost by them; so people are told what to do instead of
being shown a fault of the program.
"""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Iterator
from enum import StrEnum

from django.db import DatabaseError, InterfaceError, OperationalError

from inmori.text import Text

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PG_NO_ROOM = {"53100", "53200"}  # disk_full, out_of_memory
CODED = re.compile(r"os error (\d+)|\[Errno (\d+)\]")  # how a Rust library tells what the system said


class Shortage(StrEnum):
    """What the machine lacks."""

    ROOM = "room"
    DATABASE = "database"


WORDS: dict[Shortage, Text] = {
    Shortage.ROOM: Text(
        ja="データを置く所に空きがありません。確定した内容は失われていません。空きを作ってから、もう一度行ってください。",
        en="No room is left for the data. Nothing that was confirmed is lost. Make room, then do it again.",
    ),
    Shortage.DATABASE: Text(
        ja="データベースに届かないか、書けません。確定した内容は失われていません。データベースが動いているか、ファイルを読み書きできるかを確かめてから、もう一度行ってください。",
        en="The database is out of reach, or cannot be written. Nothing that was confirmed is lost. See that it runs and that its file can be read and written, then do it again.",
    ),
}


def shortage_of(error: BaseException | None) -> Shortage | None:
    """Return what the machine lacks according to an error or to one behind it, or None where it is something else."""
    for each in _chain(error):
        if _code_of(each) in NO_ROOM or getattr(each, "sqlstate", None) in PG_NO_ROOM or "disk is full" in str(each):
            return Shortage.ROOM
    # The bare kind is what SQLite says of a file that is not (or no longer) a database.
    database = any(isinstance(each, OperationalError | InterfaceError) or type(each) is DatabaseError for each in _chain(error))
    return Shortage.DATABASE if database else None


class InOneLine(logging.Filter):
    """Lets the log say in one line what the machine lacks: a trace of every request meanwhile would hide all else."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the trace off such a record."""
        error = record.exc_info[1] if record.exc_info else None
        shortage = shortage_of(error)
        if shortage is not None:
            words = WORDS[shortage]
            record.msg, record.args = f"{record.getMessage()}: {words.ja} / {words.en} ({error})", None
            record.exc_info = record.exc_text = None
        return True


def with_code(error: Exception) -> OSError:
    """Return an error of a library that wraps what the disk said, with the number that the disk said where it can be told."""
    code = _code_of(error)
    return OSError(code, str(error)) if code else OSError(str(error))


def _code_of(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    found = CODED.search(str(error))
    return int(found[1] or found[2]) if found else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
