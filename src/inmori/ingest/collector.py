"""Keeps Python from looking for unused cycles of objects while a long record or a large configuration is read.

Millions of small objects come and go there, and none leaves a cycle; the search for them would take as long as the
reading itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Switch the search off for a while; it is on again afterwards only if it was on before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
