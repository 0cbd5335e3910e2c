"""Reading a log file back: which lines stand as they were written, and what was done to those that do not."""

import hashlib
from collections.abc import Sequence

from inmori.prepare.incident_entry import FIRST, Chain, Entry, Problem, hash_of, line_of, read_entry
from inmori.prepare.incident_time import SLACK
from inmori.text import Text


def read_chain(data: bytes) -> Chain:
    """Return the lines of a log file with everything that does not fit; nothing readable is left out."""
    pieces = data.split(b"\n")
    last = pieces.pop()
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: list[tuple[int, bytes]] = []
    for number, raw in enumerate(pieces, start=1):
        entry = read_entry(raw)
        if entry is None:
            unread.append((number, raw))
            continue
        problems += _misfits(entry, raw, number, entries, unread)
        entries.append(entry)
        unread = []
    return _with_end(entries, problems, last, unread, len(pieces) + 1)


def _with_end(
    entries: list[Entry], problems: list[Problem], last: bytes, unread: list[tuple[int, bytes]], number: int
) -> Chain:
    """Judge an end without a line end: only that sign may be missing, or half of the line."""
    entry = read_entry(last) if last else None
    if entry is not None:
        problems += _misfits(entry, last, number, entries, unread)
        return Chain((*entries, entry), tuple(problems), ended=False)
    problems += [_unreadable(line) for line, _ in unread]
    if not last:
        return Chain(tuple(entries), tuple(problems), tail=_joined(unread))
    words = Text(
        ja=f"最後の行({len(last)}バイト)が途中で切れています。書いている間に電源が切れたようです。それより前の行は残っています。"
        "切れた行の内容をもう一度 note で書いてください。切れた行は消さずに残します。",
        en=f"The last line ({len(last)} bytes) is half written, as after a power cut. All lines before it stand. "
        "Enter what it said again; the piece itself is kept.",
    )
    tail = _joined([*unread, (number, last)])
    return Chain(tuple(entries), (*problems, Problem(number, words, grave=False)), tail=tail, ended=False)


def _joined(unread: Sequence[tuple[int, bytes]]) -> bytes:
    return b"\n".join(raw for _, raw in unread)


def _misfits(entry: Entry, raw: bytes, line: int, earlier: Sequence[Entry], unread: Sequence[tuple[int, bytes]]) -> list[Problem]:
    found = []
    if unread:
        accounted = entry.torn == hashlib.sha256(_joined(unread)).hexdigest()
        found += [_torn(number) if accounted else _unreadable(number) for number, _ in unread]
    elif entry.torn is not None:
        found.append(Problem(line, Text(
            ja=f"{line}行目の前にあるはずの、途中で切れた行がありません。取り除かれています。",
            en=f"The half-written piece before line {line} is missing: it was taken out.",
        )))  # fmt: skip
    if entry.hash != hash_of(entry) or line_of(entry).encode() != raw:
        found.append(Problem(line, Text(
            ja=f"{line}行目(番号{entry.number})は、書いた後に内容が変えられています。",
            en=f"Line {line} (number {entry.number}) was changed after it was written.",
        )))  # fmt: skip
    previous = earlier[-1] if earlier else None
    if entry.before != (previous.hash if previous else FIRST) or entry.number != len(earlier) + 1:
        found.append(Problem(line, _unjoined(entry, line, earlier)))
    if previous is not None and entry.entered < previous.entered - SLACK:
        found.append(Problem(line, Text(
            ja=f"{line}行目(番号{entry.number})を書いた時刻が、前の行より戻っています。PCの時計を確かめてください。",
            en=f"Line {line} (number {entry.number}) was entered before the line above it: check the clock.",
        ), grave=False))  # fmt: skip
    return found


def _unjoined(entry: Entry, line: int, earlier: Sequence[Entry]) -> Text:
    """Say why a line does not join the one before it."""
    same = [one for one in earlier if one.before == entry.before]
    if same and same[-1].hash == entry.hash:
        return Text(
            ja=f"{line}行目(番号{entry.number})は、同じ行がもう一度入っています。",
            en=f"Line {line} (number {entry.number}) is there twice.",
        )
    if same:
        return Text(
            ja=f"{line}行目(番号{entry.number})は、ほかの人と同時に書かれたか、別の写しから移された行です。どちらの行も残っています。",
            en=f"Line {line} (number {entry.number}) was written at the same time as another or comes from another copy. Both are kept.",
        )
    if (earlier and any(one.hash == entry.before for one in earlier[:-1])) or (earlier and entry.number <= earlier[-1].number):
        return Text(
            ja=f"{line}行目(番号{entry.number})は、順番が入れ替わっています。",
            en=f"Line {line} (number {entry.number}) is out of order.",
        )
    return Text(
        ja=f"{line}行目(番号{entry.number})の前の行が、抜けているか変えられています。",
        en=f"What stood before line {line} (number {entry.number}) is missing or was changed.",
    )


def _torn(line: int) -> Problem:
    return Problem(line, Text(
        ja=f"{line}行目は途中で切れた行です(電源断など)。切れたことは次の行に記録されています。",
        en=f"Line {line} is half written (power cut); the line after it says so.",
    ), grave=False)  # fmt: skip


def _unreadable(line: int) -> Problem:
    return Problem(line, Text(
        ja=f"{line}行目は読めません。書き換えられたか、壊れています。", en=f"Line {line} cannot be read: changed or damaged."
    ))  # fmt: skip


def cut_short(chain: Chain, *, lines: int, hash: str) -> Problem | None:
    """Compare with what was noted elsewhere: so many lines, the last with this hash (or its beginning).

    A chain cannot show that its end was cut off; a note of its length can.
    """
    found = next((one for one in chain.entries if one.number == lines and one.hash.startswith(hash)), None)
    if found is not None:
        return None
    have = len(chain.entries)
    if have < lines:
        return Problem(have + 1, Text(
            ja=f"控えでは{lines}行あるはずですが、{have}行しかありません。終わりの{lines - have}行が失われています。",
            en=f"There should be {lines} lines, but only {have} are here: the last {lines - have} are lost.",
        ))  # fmt: skip
    return Problem(lines, Text(
        ja=f"番号{lines}の行が控えと違います。控えた後に書き換えられています。", en=f"Line {lines} differs from what was noted: the log was rewritten."
    ))  # fmt: skip
