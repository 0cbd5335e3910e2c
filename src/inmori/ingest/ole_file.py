"""Reads the container (compound file) that old xls workbooks and password-protected new ones are wrapped in.

It answers three questions before the fast reader sees the file: is there a workbook in it, is it locked with a
password, and how far do its cells reach. The layout is Microsoft's published [MS-CFB] and [MS-XLS].
"""

import struct
from dataclasses import dataclass

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # sector numbers from here up have special meaning
_STREAM, _ROOT = 2, 5  # kinds of directory entry
_FILEPASS, _BOF, _DIMENSIONS = 0x2F, 0x809, 0x200
# Cell records of xls that begin with row and column: LABEL, LABELSST, NUMBER, RK, MULRK, FORMULA, BOOLERR, RSTRING.
_CELLS = frozenset({0x204, 0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x205, 0xD6})


@dataclass(frozen=True)
class OleFile:
    """What a compound file holds: the names of its streams, and the xls workbook if it is one."""

    names: frozenset[str]
    workbook: bytes | None

    @property
    def encrypted_package(self) -> bool:
        """Whether it wraps an office file locked with a password."""
        return "EncryptedPackage" in self.names


def open_ole(data: bytes) -> OleFile:
    """Read the directory, and the stream of an xls workbook.

    Raises:
        ValueError: cut off, damaged, or its sectors run in a circle.
    """
    try:
        return _open(data)
    except (struct.error, IndexError) as error:
        raise ValueError("cut off") from error


def _open(data: bytes) -> OleFile:
    if len(data) < 512 or not data.startswith(MAGIC):
        raise ValueError("no compound file")
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    first_directory, _, cutoff, first_short, _, first_difat = struct.unpack_from("<6I", data, 48)
    if shift not in (9, 12) or short_shift > shift:
        raise ValueError("unknown sector size")
    sectors = _Sectors(data, size=1 << shift)
    table = _sector_table(data, sectors, first_difat)
    entries = _entries(sectors.joined(_chain(table, first_directory)))
    wanted = next((e for name in ("Workbook", "Book") for e in entries if e.name == name and e.kind == _STREAM), None)
    workbook = None
    if wanted is not None and wanted.size >= cutoff:
        workbook = sectors.joined(_chain(table, wanted.start))[: wanted.size]
    elif wanted is not None:
        root = next(entry for entry in [*entries, _Entry("", _ROOT, _END, 0)] if entry.kind == _ROOT)
        shorts = _Sectors(sectors.joined(_chain(table, root.start)), size=1 << short_shift, first=0)
        short_table = _numbers(sectors.joined(_chain(table, first_short)))
        workbook = shorts.joined(_chain(short_table, wanted.start))[: wanted.size]
    return OleFile(names=frozenset(entry.name for entry in entries if entry.kind == _STREAM), workbook=workbook)


def scan_xls(stream: bytes) -> tuple[bool, list[tuple[int, int]]]:
    """Return whether an xls stream is locked with a password, and rows x columns of each of its sheets.

    Raises:
        ValueError: a sheet declares that it ends before it begins.
    """
    reaches: list[tuple[int, int]] = []
    position = 0
    while position + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, position)
        body = position + 4
        if record == _FILEPASS:
            return True, []
        if record == _BOF:
            reaches.append((0, 0))
        elif record == _DIMENSIONS and reaches and size in (10, 14) and body + size <= len(stream):
            # The reader reserves memory by what is declared here. Old files (BIFF5) have 10 bytes, later ones 14.
            first_row, last_row, first_column, last_column = struct.unpack_from(
                "<IIHH" if size == 14 else "<HHHH", stream, body
            )
            if first_row > last_row or first_column > last_column:
                raise ValueError("sheet of negative size")
            reaches[-1] = (max(reaches[-1][0], last_row), max(reaches[-1][1], last_column))
        elif record in _CELLS and reaches and body + 4 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, body)
            if record == 0xBD and size >= 6 and body + size <= len(stream):  # MULRK: several cells; last column last
                column = struct.unpack_from("<H", stream, body + size - 2)[0]
            reaches[-1] = (max(reaches[-1][0], row + 1), max(reaches[-1][1], column + 1))
        position = body + size
    return False, reaches


@dataclass(frozen=True)
class _Sectors:
    data: bytes
    size: int
    first: int = 1  # the header takes the place of a sector

    def __getitem__(self, number: int) -> bytes:
        start = (number + self.first) * self.size
        if start >= len(self.data):
            raise ValueError("cut off")
        return self.data[start : start + self.size]

    def joined(self, numbers: list[int]) -> bytes:
        return b"".join(self[number] for number in numbers)


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for offset in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        name = directory[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, offset + 116)
        found.append(_Entry(name=name, kind=kind, start=start, size=size))
    return found


def _sector_table(data: bytes, sectors: _Sectors, first_difat: int) -> list[int]:
    numbers = [number for number in struct.unpack_from("<109I", data, 76) if number < _END]
    seen: set[int] = set()
    following = first_difat
    while following < _END:
        if following in seen:
            raise ValueError("circle of sectors")
        seen.add(following)
        block = _numbers(sectors[following])
        numbers += [number for number in block[:-1] if number < _END]
        following = block[-1]
    if len(numbers) > len(data) // sectors.size + 1:
        raise ValueError("more table sectors than sectors")
    return _numbers(sectors.joined(numbers))


def _numbers(block: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(block) // 4}I", block))


def _chain(table: list[int], start: int) -> list[int]:
    chain: list[int] = []
    seen: set[int] = set()
    number = start
    while number < _END:
        if number in seen or number >= len(table):
            raise ValueError("circle of sectors" if number in seen else "cut off")
        seen.add(number)
        chain.append(number)
        number = table[number]
    return chain
