"""Where benches stand in the server's memory: few of them, the longest unasked going first, taken out one at a time.

One server process serves all hospitals, so room is limited by bytes and by number; whoever comes back later waits once more.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.web.desk.screens.what_if.bench import Asked, Bench
from inmori.web.desk.screens.what_if.kept import loaded

PLACES, ROOM = 4, 600_000_000  # benches, bytes
WAITING = 8  # hospitals that may wait for theirs to be made
Maker = Callable[..., Bench]
LOG = logging.getLogger(__name__)


@dataclass
class Making:
    """A bench that is being taken out: since when (monotonic seconds), and whether it failed."""

    since: float = field(default_factory=time.monotonic)
    failed: bool = False

    @property
    def seconds(self) -> int:
        """How long it has taken so far."""
        return int(time.monotonic() - self.since)


class Full(Exception):
    """Too many hospitals wait already."""


class Shelf:
    """Keeps benches. All of it may be called from any thread."""

    def __init__(self, make: Maker = loaded, *, places: int = PLACES, room: int = ROOM) -> None:
        self._make, self._places, self._room = make, places, room
        self._ready: OrderedDict[Asked, Bench] = OrderedDict()
        self._making: dict[Asked, Making] = {}
        self._lock, self._one_at_a_time = threading.Lock(), threading.Lock()

    def look(self, asked: Asked) -> Bench | Making | None:
        """Return the bench, how far it is, or None where nobody has asked for it; a failure is told once."""
        with self._lock:
            if asked in self._ready:
                self._ready.move_to_end(asked)
                return self._ready[asked]
            making = self._making.get(asked)
            if making is not None and making.failed:
                del self._making[asked]
            return making

    def order(self, asked: Asked, hospital: Hospital, diagnosis: Diagnosis, *, data: bytes = b"") -> Making:
        """Have a bench made of what was put away, by a thread of its own; one that is being made is not begun again.

        Raises:
            Full: too many wait.
        """
        with self._lock:
            there = self._making.get(asked)
            if there is not None and not there.failed:
                return there
            if sum(not each.failed for each in self._making.values()) >= WAITING:
                raise Full
            making = self._making[asked] = Making()
        # A daemon: a server that is told to stop does not wait for it, and nothing is lost with it.
        threading.Thread(target=self._run, args=(asked, making, hospital, diagnosis, data), name="what-if", daemon=True).start()
        return making

    def _run(self, asked: Asked, making: Making, hospital: Hospital, diagnosis: Diagnosis, data: bytes) -> None:
        try:
            with self._one_at_a_time:  # taking out takes several times the room of what is kept
                bench = self._make(data, hospital, diagnosis, asked=asked)
        except Exception:
            LOG.exception("what-if: the campaigns could not be taken out")
            making.failed = True
            return
        with self._lock:
            self._ready[asked] = bench
            self._making.pop(asked, None)
            while len(self._ready) > 1 and (len(self._ready) > self._places or self._held() > self._room):
                self._ready.popitem(last=False)

    def _held(self) -> int:
        return sum(each.size for each in self._ready.values())


shelf = Shelf()
