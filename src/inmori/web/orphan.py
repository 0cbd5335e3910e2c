"""A process whose parent was killed ends itself: else it would hold a port, or work on for nobody with evidence open."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

LOOK = 0.5  # seconds between looks


def end_with_parent(leave: Callable[[], object] = lambda: os._exit(1), *, parent: int | None = None) -> None:
    """Watch the parent from now on and call ``leave`` once it is gone.

    ``parent`` is the process that is meant to be the parent, for one that may have died before this was called.
    """
    meant = parent or os.getppid()

    def watch() -> None:
        while os.getppid() == meant:
            time.sleep(LOOK)
        leave()

    threading.Thread(target=watch, name="orphan", daemon=True).start()
