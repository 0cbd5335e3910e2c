"""A sign of life of the workers, so that someone notices when nobody does the work."""

from __future__ import annotations

import time
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

KEY, EVERY = "worker-seen", 15.0  # seconds
_last = [0.0]


def beat() -> None:
    """Say that a worker of this process lives; cheap enough to be called all the time."""
    now = time.monotonic()
    if not _last[0] or now - _last[0] >= EVERY:
        _last[0] = now
        cache.set(KEY, timezone.now().isoformat(), timeout=None)


def seen() -> datetime | None:
    """Return when a worker last said so, or None."""
    said = cache.get(KEY)
    return datetime.fromisoformat(said) if said else None
