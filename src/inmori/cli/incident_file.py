"""The incident log on disk: lines are only ever added, one writer at a time, and each is on the disk before we say so.

Beside the log stand its receipts (length and hash after every line), because a chain cannot show that its end was cut
off. Nothing that is already in a file is changed, not even a half-written line.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from inmori.errors import InputError
from inmori.prepare.incident_chain import cut_short, read_chain
from inmori.prepare.incident_entry import FIRST, Chain, Entry, Problem, line_of, sealed
from inmori.prepare.incident_time import stored
from inmori.text import Text

LOG = "incident.jsonl"
RECEIPTS = "incident_receipts.txt"
LOCK = "incident.lock"
WAIT = 10.0  # seconds that one writer waits for another
_RECEIPT = re.compile(r"^(\d+) ([0-9a-f]{64}) \S+$", re.MULTILINE)


def read_log(folder: Path) -> Chain:
    """Return the log of an incident with everything that does not fit, the receipts compared.

    Raises:
        InputError: there is no log, or it cannot be read.
    """
    data = _bytes(folder / LOG)
    if data is None:
        raise InputError(
            Text(
                ja=f"{folder} に事案の記録がありません。先に inmori incident start {folder} を実行してください。",
                en=f"There is no incident log in {folder}. Begin with inmori incident start {folder}.",
            )
        )
    return _compared(read_chain(data), _bytes(folder / RECEIPTS))


def _compared(chain: Chain, receipts: bytes | None) -> Chain:
    if receipts is None:
        words = Text(
            ja=f"控え({RECEIPTS})がありません。終わりの行が消されていないかは、紙に写した控えの番号で確かめてください。",
            en=f"The receipts ({RECEIPTS}) are missing. Check with a receipt noted on paper that no line is missing at the end.",
        )
        return _with(chain, Problem(len(chain.entries), words, grave=False)) if chain.entries else chain
    found: dict[tuple[int, int], Problem] = {}
    for match in _RECEIPT.finditer(receipts.decode("utf-8", "replace")):
        problem = cut_short(chain, lines=int(match[1]), hash=match[2])
        if problem is not None:
            missing = int(match[1]) > len(chain.entries)
            found[(problem.line, 0 if missing else int(match[1]))] = problem  # of several cut lines the last says how many
    return _with(chain, *found.values())


def _with(chain: Chain, *problems: Problem) -> Chain:
    return Chain(chain.entries, (*chain.problems, *problems), chain.tail, chain.ended)


def add(folder: Path, make: Callable[[Chain], Entry], *, new: bool = False) -> tuple[Entry, Chain]:
    """Add the line that ``make`` returns for the log as it stands; return it sealed, and the log before it.

    ``make`` need not set ``number``, ``before``, ``torn`` and ``hash``. ``new``: the log must not exist yet.

    Raises:
        InputError: there is no log (or already one), another writer is at work for long, the disk is full or locked.
    """
    if new:
        _make_folder(folder)
    with _alone(folder):
        data, receipts = _bytes(folder / LOG), _bytes(folder / RECEIPTS)
        if not new and data is None:
            read_log(folder)  # says what is missing
        before = _compared(read_chain(data or b""), receipts if data else b"")
        if new and before.entries:
            raise InputError(Text(
                ja=f"{folder} にはすでに事案の記録があります。続きは note で書いてください。別の事案なら別のフォルダを使ってください。",
                en=f"{folder} already holds an incident log. Go on with note, or use another folder for another incident.",
            ))  # fmt: skip
        last = before.entries[-1] if before.entries else None
        entry = sealed(make(before).model_copy(update={
            "number": len(before.entries) + 1,
            "before": last.hash if last else FIRST,
            "torn": hashlib.sha256(before.tail).hexdigest() if before.tail else None,
        }))  # fmt: skip
        gap = b"" if before.ended else b"\n"
        _append(folder / LOG, gap + line_of(entry).encode() + b"\n")
        gap = b"\n" if receipts and not receipts.endswith(b"\n") else b""
        _append(folder / RECEIPTS, gap + f"{entry.number} {entry.hash} {stored(entry.entered)}\n".encode())
    return entry, before


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def _append(path: Path, data: bytes) -> None:
    """Write at the end in one go and wait until it is on the disk."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        try:
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise _refused(path, error) from error


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            Text(ja=f"{path} を読めません({error.strerror})。", en=f"Cannot read {path} ({error.strerror}).")
        ) from error


def _refused(path: Path, error: OSError) -> InputError:
    return InputError(
        Text(
            ja=f"{path} に書けません({error.strerror})。この行はまだ記録されていません。USBメモリなど別の場所のフォルダか、紙の記録用紙に書いてください。",
            en=f"Cannot write {path} ({error.strerror}). This line is not recorded. Use another folder or the paper form.",
        )
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the log for one writer. The system lets go by itself when a process dies, so no lock is left behind."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        read_log(folder)
        raise
    except OSError as error:
        raise _refused(folder / LOCK, error) from error
    try:
        deadline = time.monotonic() + WAIT
        while not _locked(handle):
            if time.monotonic() > deadline:
                raise InputError(Text(
                    ja="ほかの人(ほかの画面)が同じ記録に書いています。この行はまだ記録されていません。少し待って、もう一度実行してください。",
                    en="Somebody else is writing to this log. This line is not recorded; wait a little and run it again.",
                ))  # fmt: skip
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
