"""Documents that were read lately, kept in the process: reading a large hospital takes seconds, showing a page of it does not.

Room is counted in bytes of text, since one hospital of thousands of machines takes the room of a hundred small documents; in
memory a document takes about five times its text. Documents are frozen, so that sharing them is safe.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from inmori.model import Document

D = TypeVar("D", bound=Document)
ROOM = 250_000_000  # bytes of text
Key = tuple[type[Document], str]


class Parsed:
    """Keeps documents by kind and hash. All of it may be called from any thread."""

    def __init__(self, *, room: int = ROOM) -> None:
        self._room, self._held = room, 0
        self._kept: OrderedDict[Key, tuple[Document, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._reading: dict[Key, threading.Lock] = {}

    def get(self, kind: type[D], sha256: str, *, size: int, text: Callable[[], str]) -> D:
        """Return a document, read by ``text`` where it is not kept; two that want the same one read it once."""
        key = (kind, sha256)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(D, self._kept[key][0])
            turn = self._reading.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return cast(D, self._kept[key][0])
            with _aside_from_collecting():
                read = kind.from_json(text(), name=kind.__name__)
            self._keep(key, read, size)
        return read

    def _keep(self, key: Key, read: Document, size: int) -> None:
        with self._lock:
            self._reading.pop(key, None)
            self._kept[key] = (read, size)
            self._held += size
            while self._held > self._room and len(self._kept) > 1:
                _, (_, left) = self._kept.popitem(last=False)
                self._held -= left


@contextmanager
def _aside_from_collecting() -> Iterator[None]:
    """Spare the collector of cycles what is read here: documents have none, and going through millions of parts took seconds
    each time, during which every other request waited. They still go when nobody holds them. What is of no use now is collected
    before, which is quick, since earlier documents are spared already: set aside with the rest, it would stay for good."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


parsed = Parsed()
