"""What a Ctrl-C means while a search is asked for: it ends the looking, not the work; a second one ends all.

Somebody who has seen a usable roadmap and stops must get it written down, whatever part was under way at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Stop:
    """``heeded``: whether a first Ctrl-C is taken as "enough"; ``asked``: whether it came."""

    heeded: bool
    asked: bool = False

    def through(self, work: Callable[[], T], *, instead: Callable[[], T] | None = None) -> T:
        """Return what the work gives. After a Ctrl-C, the quick way ``instead`` or, without one, the work begun again.

        Raises:
            KeyboardInterrupt: a second one, or one that is not heeded.
        """
        try:
            if not self.asked or instead is None:
                return work()
        except KeyboardInterrupt:
            if self.asked or not self.heeded:
                raise
            self.asked = True
        return (instead or work)()
