"""The table of the planner's benchmark: its rows, what a floor means, and the clocks."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line. ``wall`` is a time in seconds or any other figure, ``busy`` processor seconds; ``floor`` the most that passes."""

    what: str
    wall: float
    unit: str = "s"
    busy: float | None = None
    floor: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        least = self.wall if self.busy is None else min(self.wall, self.busy)
        return self.floor is not None and not least <= self.floor


class Watch:
    """Seconds since it was made, on the wall and of the processor."""

    def __init__(self) -> None:
        self._wall, self._busy = time.perf_counter(), time.process_time()

    def row(self, what: str, *, floor: float | None = None, note: str = "") -> Row:
        wall, busy = self.read()
        return Row(what, wall, busy=busy, floor=floor, note=note)

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._busy


def printed(rows: Iterable[Row]) -> int:
    """Print the rows as they come; 1 where a floor is missed."""
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"{'':66} {'wall/value':>12} {'processor':>10} {'':5} {'floor':>10}")
    missed = []
    for row in rows:
        busy = "" if row.busy is None else f"{row.busy:,.3g}"
        told = "" if row.floor is None else f"<= {row.floor:,g}"
        note = ("MISSED " if row.missed else "") + row.note
        print(f"{row.what:66} {row.wall:12,.4g} {busy:>10} {row.unit:5} {told:>10} {note}".rstrip(), flush=True)
        missed += [row.what] if row.missed else []
    print("floors missed: " + ("; ".join(missed) or "none"))
    return 1 if missed else 0
