"""Reads whole blocks of a conn.log by columns, so that the log of a day takes seconds.

All cells of a column are looked at together: numbers become arrays, and what decides the sort of a record becomes one
key. A block in which anything is unusual is refused as a whole and left to the reading line by line, which knows all
spellings; so this file only has to be right about the usual one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from inmori.ingest.flow_tally import EARLIEST, LATEST
from inmori.ingest.log_lines import epoch
from inmori.ingest.zeek_connection import ANSWERED, OPENED, REFUSED, connection_of
from inmori.ingest.zeek_sums import ANY_PORT, Sum, has_addresses

#: Columns that are the same, as text, in all records of one sort.
_SORT = (
    "id.orig_h", "id.resp_h", "id.resp_p", "proto", "service", "local_orig", "local_resp", "orig_l2_addr", "resp_l2_addr",
)  # fmt: skip
_NEEDED = ("id.orig_p", *_SORT[:4])
_PAD = 64  # bytes around a block, so that no look beside a cell leaves it
_WIDEST = 64  # bytes of a cell that is part of a sort
_DIGITS = 12  # of a count; so sums of millions of them stay exact
_TENS = 10 ** np.arange(_DIGITS - 1, -1, -1, dtype=np.int64)
_FRACTION = 6  # digits of a second
_LAST_PORT = 65_535
_SPOILT = 0  # number of the sort of records in which an address or a port is none

_Bytes = npt.NDArray[np.uint8]
_Counts = npt.NDArray[np.int64]
_Times = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


class Unusual(Exception):
    """The block is to be read line by line."""


class Layout:
    """Lines with the same columns, added up. ``fields`` as the header names them; ``unset``: how "no value" is written."""

    def __init__(self, fields: Sequence[str], *, separator: str, unset: tuple[str, str]) -> None:
        """``usable``: whether lines of this layout can be read by columns."""
        self._columns = {name: index for index, name in enumerate(fields)}
        self._width = len(fields)
        self._separator = separator.encode()
        self._unset = (unset[0].encode(), unset[1].encode())
        self._sort = tuple(name for name in _SORT if name in self._columns)
        self._tallies: dict[tuple[int, ...], _Tally] = {}
        distinct = len(self._columns) == self._width
        self.usable = distinct and len(self._separator) == 1 and all(name in self._columns for name in _NEEDED)

    def add(self, block: bytes, *, line: int) -> list[int]:
        """Take in whole lines, of which the first is line ``line``.

        Returns the numbers of lines in which an address or a port is none.

        Raises:
            Unusual: it holds something unusual (headers, JSON, missing or odd values); nothing was taken in.
        """
        cells = _Cells(block, self._separator, self._width)
        out, back = (self._octets(cells, *names) for names in (("orig_bytes", "orig_ip_bytes"), ("resp_bytes", "resp_ip_bytes")))
        times = self._times(cells)
        widths, keys = self._keys(cells, back)
        tally = self._tallies.get(widths)
        if tally is None:
            tally = self._tallies[widths] = _Tally()
        known = tally.known
        sorts: list[Any] = list(map(known.get, keys))
        if None in sorts:
            for position, key in enumerate(keys):
                if sorts[position] is None:
                    known_now = known.get(key)
                    sorts[position] = tally.meet(key, self._connection(key, widths, line + position)) if known_now is None else known_now
        return tally.add(np.array(sorts, dtype=np.int64), out, back, times, line)

    def sums(self) -> Iterable[Sum]:
        """Return the sums of all sorts."""
        for tally in self._tallies.values():
            yield from tally.sums()

    def _set(self, cells: _Cells, index: int) -> _Flags:
        return ~(cells.equal(index, self._unset[0]) | cells.equal(index, self._unset[1]))

    def _octets(self, cells: _Cells, *names: str) -> _Counts:
        """Return the first count that is set, 0 where there is none."""
        found: _Counts = np.zeros(cells.lines, dtype=np.int64)
        missing: _Flags = np.ones(cells.lines, dtype=np.bool_)
        for name in names:
            index = self._columns.get(name)
            if index is not None and missing.any():
                given = self._set(cells, index)
                found = np.where(missing & given, cells.numbers(index, given), found)
                missing &= ~given
        return found

    def _times(self, cells: _Cells) -> _Times:
        """Return epoch seconds, NaN where they are not set or cannot be."""
        index = self._columns.get("ts")
        if index is None:
            return np.full(cells.lines, np.nan)
        given = self._set(cells, index)
        times = cells.seconds(index, given)
        if times is None:
            texts = cells.texts(index)
            found = [epoch(text) if one else np.nan for text, one in zip(texts, given.tolist(), strict=True)]
            if None in found:
                raise Unusual
            times = np.array(found, dtype=np.float64)
        return np.where(given & (times > EARLIEST) & (times < LATEST), times, np.nan)

    def _keys(self, cells: _Cells, back: _Counts) -> tuple[tuple[int, ...], list[bytes]]:
        """Return how wide each part of a key is, and the key of each record."""
        widths = tuple(cells.width(self._columns[name]) for name in self._sort)
        table: _Bytes = np.empty((cells.lines, sum(widths) + 5), dtype=np.uint8)
        at = 0
        for name, width in zip(self._sort, widths, strict=True):
            table[:, at : at + width] = cells.padded(self._columns[name], width)
            at += width
        index = self._columns["id.orig_p"]
        ports = cells.numbers(index, np.ones(cells.lines, dtype=np.bool_))
        if ports.max() > _LAST_PORT:
            raise Unusual
        ports = np.minimum(ports, ANY_PORT)
        history = self._columns.get("history")
        table[:, at] = self._answered(cells, back)
        table[:, at + 1] = 0 if history is None else cells.first(history) == ord(OPENED)
        table[:, at + 2] = ports >> 8
        table[:, at + 3] = ports & 0xFF
        table[:, at + 4] = 1  # zeros at the end would be cut off
        return widths, table.view(f"S{table.shape[1]}").ravel().tolist()

    def _answered(self, cells: _Cells, back: _Counts) -> _Flags:
        """Return whether the other end sent something."""
        packets, state = self._columns.get("resp_pkts"), self._columns.get("conn_state")
        answered: _Flags = back > 0
        if state is not None and (packets is None or not self._set(cells, packets).all()):
            answered = answered | np.array([text in ANSWERED for text in cells.texts(state)], dtype=np.bool_)
        if packets is not None:
            given = self._set(cells, packets)
            answered = np.where(given, cells.numbers(packets, given) > 0, answered)
        return answered if state is None else answered & ~cells.equal(state, REFUSED.encode())

    def _connection(self, key: bytes, widths: tuple[int, ...], line: int) -> Any:
        """Return what the records of one sort have in common, or ``None`` when an address or a port is none."""
        values: dict[str, Any] = {}
        at = 0
        for name, width in zip(self._sort, widths, strict=True):
            value = key[at : at + width].rstrip(b"\0")
            if value not in self._unset:
                values[name] = value.decode("utf-8", "replace")
            at += width
        values |= {"resp_pkts": key[at], "history": OPENED if key[at + 1] else "", "id.orig_p": key[at + 2] << 8 | key[at + 3]}
        try:
            connection = connection_of(line, values)
        except (ValueError, KeyError):
            return None
        return connection if has_addresses(connection) else None


class _Tally:
    """The sums of all sorts with keys of one width."""

    def __init__(self) -> None:
        self.known: dict[bytes, int] = {}
        self._connections: list[Any] = [None]  # the sort of the spoilt ones
        self._counts: _Counts = np.zeros((3, 1024), dtype=np.int64)  # records, octets out, octets in
        self._first: _Times = np.full(1024, np.inf)
        self._last: _Times = np.full(1024, -np.inf)

    def meet(self, key: bytes, connection: Any) -> int:
        """Return the number of a new sort."""
        number = _SPOILT if connection is None else len(self._connections)
        if connection is not None:
            self._connections.append(connection)
        self.known[key] = number
        return number

    def add(self, sorts: _Counts, out: _Counts, back: _Counts, times: _Times, line: int) -> list[int]:
        """Add records up; return the lines of the spoilt ones."""
        while len(self._connections) > len(self._first):
            self._counts = np.concatenate((self._counts, np.zeros_like(self._counts)), axis=1)
            self._first = np.concatenate((self._first, np.full_like(self._first, np.inf)))
            self._last = np.concatenate((self._last, np.full_like(self._last, -np.inf)))
        records, octets_out, octets_in = self._counts
        np.add.at(records, sorts, 1)
        np.add.at(octets_out, sorts, out)
        np.add.at(octets_in, sorts, back)
        np.fmin.at(self._first, sorts, times)
        np.fmax.at(self._last, sorts, times)
        return [] if sorts.all() else (np.flatnonzero(sorts == _SPOILT) + line).tolist()

    def sums(self) -> Iterable[Sum]:
        rows = zip(self._connections, *self._counts.tolist(), self._first.tolist(), self._last.tolist(), strict=False)
        for connection, times, out, back, first, last in rows:
            if connection is not None:
                yield Sum(connection, times, out, back, first if first <= last else np.nan, last if first <= last else np.nan)


class _Cells:
    """A block cut into cells: where each begins and ends."""

    def __init__(self, block: bytes, separator: bytes, width: int) -> None:
        """Raises Unusual where a line has more or fewer than ``width`` cells."""
        self._block = block
        self._bytes: _Bytes = np.frombuffer(bytes(_PAD) + block + bytes(_PAD), dtype=np.uint8)
        content = self._bytes[_PAD:-_PAD]
        newline = content == 0x0A
        marks = np.flatnonzero(newline | (content == separator[0]))
        self.lines = int(newline.sum())
        if not self.lines or len(marks) != self.lines * width or not newline[marks[width - 1 :: width]].all() or not content.all():
            raise Unusual
        begins = np.empty_like(marks)
        begins[0] = 0
        begins[1:] = marks[:-1] + 1
        self._begins = (begins + _PAD).reshape(self.lines, width)
        self._ends = (marks + _PAD).reshape(self.lines, width)

    def texts(self, index: int) -> list[str]:
        """Return a column as texts."""
        ends = zip((self._begins[:, index] - _PAD).tolist(), (self._ends[:, index] - _PAD).tolist(), strict=True)
        return [self._block[begin:end].decode("utf-8", "replace") for begin, end in ends]

    def first(self, index: int) -> _Bytes:
        """Return the first byte of each cell, or what follows an empty one."""
        return self._bytes[self._begins[:, index]]

    def equal(self, index: int, word: bytes) -> _Flags:
        """Return whether each cell holds exactly ``word``."""
        begins = self._begins[:, index]
        found: _Flags = self._ends[:, index] - begins == len(word)
        for position, letter in enumerate(word if found.any() else b""):
            found &= self._bytes[begins + position] == letter
        return found

    def width(self, index: int) -> int:
        """Return the width of the widest cell, rounded up so that blocks rarely differ."""
        widest = int((self._ends[:, index] - self._begins[:, index]).max())
        if widest > _WIDEST:
            raise Unusual
        return 1 if widest <= 1 else widest + 7 & ~7

    def padded(self, index: int, width: int) -> _Bytes:
        """Return the cells, filled up with zeros."""
        begins, steps = self._begins[:, index, None], np.arange(width)
        return np.where(steps < self._ends[:, index, None] - begins, self._bytes[begins + steps], 0)

    def numbers(self, index: int, given: _Flags, *, before_end: int = 0) -> _Counts:
        """Return the whole numbers in the cells (0 where ``given`` is false), without the last ``before_end`` bytes.

        Raises:
            Unusual: a cell that is given holds anything but digits, or too many.
        """
        ends = self._ends[:, index] - before_end
        lengths = np.where(given, ends - self._begins[:, index], 0)
        longest = int(lengths.max())
        if longest > _DIGITS or (given & (lengths < 1)).any():
            raise Unusual
        steps = np.arange(-longest, 0)
        digits = np.where(steps >= -lengths[:, None], self._bytes[ends[:, None] + steps] - np.uint8(0x30), np.uint8(0))
        if digits.size and digits.max() > 9:
            raise Unusual
        return digits @ _TENS[_DIGITS - longest :] if longest else np.zeros(self.lines, dtype=np.int64)

    def seconds(self, index: int, given: _Flags) -> _Times | None:
        """Return epoch seconds with six digits behind the point; ``None`` where any cell is written otherwise."""
        ends = self._ends[:, index]
        point = self._bytes[ends - _FRACTION - 1] == ord(".")
        if not (point | ~given).all():
            return None
        try:
            whole = self.numbers(index, given, before_end=_FRACTION + 1)
            steps = np.arange(-_FRACTION, 0)
            digits = np.where(given[:, None], self._bytes[ends[:, None] + steps] - np.uint8(0x30), np.uint8(0))
        except Unusual:
            return None
        if digits.max() > 9:
            return None
        seconds: _Times = (whole * 10**_FRACTION + digits @ _TENS[_DIGITS - _FRACTION :]) / 10.0**_FRACTION
        return seconds
