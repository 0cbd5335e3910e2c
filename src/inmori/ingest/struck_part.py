"""Cells of an xlsx in which only a part of the text is struck through: the old address before the new one.

The fast reader joins both. Excel keeps such texts as runs with their own fonts, in the table of shared texts or in the
cell itself; what is struck through is taken out here. Hardly any ledger has them, so nothing is walked through
unless the word ``strike`` stands somewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inmori.ingest.table import Position
from inmori.ingest.xml_events import column_of, local_name, parse

_OFF = ("0", "false")


@dataclass
class _Runs:
    """One text made of runs: what is left of it, and whether any of it is struck through."""

    kept: list[str] = field(default_factory=list)
    partly: bool = False


def shared_texts(parts: Mapping[str, bytes]) -> dict[int, str]:
    """Return by number the shared texts that are partly struck through, as what is left of them.

    Raises:
        ValueError: not well-formed.
    """
    for name, data in parts.items():
        if name.lower().endswith("sharedstrings.xml") and b"strike" in data:
            reader = _TextReader()
            parse(data, reader.start, reader.end, reader.text)
            return {number: "".join(runs.kept) for number, runs in enumerate(reader.texts) if runs.partly}
    return {}


def cells_left(data: bytes, shared: Mapping[int, str]) -> dict[Position, str]:
    """Return what is left of the cells of a sheet whose text is partly struck through.

    Raises:
        ValueError: not well-formed.
    """
    if not shared and b"strike" not in data:
        return {}
    reader = _CellReader(shared)
    parse(data, reader.start, reader.end, reader.text)
    return reader.left


class _TextReader:
    """Reads texts and their runs; ``rPh`` holds the reading of Japanese words (furigana), which is no part of them."""

    HOLDER = "si"

    def __init__(self) -> None:
        self.texts: list[_Runs] = []
        self._struck = self._in_text = self._in_reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == self.HOLDER:
            self.texts.append(_Runs())
        elif name == "r":
            self._struck = False
        elif name in ("strike", "dstrike"):
            self._struck = attributes.get("val", "1") not in _OFF
        elif name == "rPh":
            self._in_reading = True
        elif name == "t":
            self._in_text = not self._in_reading

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_reading = False
        elif name == "r":
            self._struck = False

    def text(self, text: str) -> None:
        if not self._in_text or not self.texts:
            return
        if self._struck:
            self.texts[-1].partly = self.texts[-1].partly or bool(text.strip())
        else:
            self.texts[-1].kept.append(text)


class _CellReader(_TextReader):
    """Reads the cells of a sheet: numbers of shared texts, and texts of their own."""

    HOLDER = "is"

    def __init__(self, shared: Mapping[int, str]) -> None:
        super().__init__()
        self.left: dict[Position, str] = {}
        self._shared = shared
        self._row, self._column = -1, -1
        self._is_shared = self._in_value = False
        self._number = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "c":
            if where := attributes.get("r"):
                letters = where.rstrip("0123456789")
                self._row, self._column = int(where[len(letters) :]) - 1, column_of(letters)
            else:
                self._column += 1
            self._is_shared = attributes.get("t") == "s"
            self._number = ""
        elif name == "v":
            self._in_value = self._is_shared
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "v":
            self._in_value = False
            if self._number.isdecimal() and len(self._number) < 10 and int(self._number) in self._shared:
                self.left[self._row, self._column] = self._shared[int(self._number)]
        elif name == self.HOLDER and self.texts:
            runs = self.texts.pop()
            if runs.partly:
                self.left[self._row, self._column] = "".join(runs.kept)
        else:
            super().end(tag)

    def text(self, text: str) -> None:
        if self._in_value:
            self._number += text
        else:
            super().text(text)
