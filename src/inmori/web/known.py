"""What the world knows, read once for the life of the process: reading it takes longer than showing a page."""

from functools import cache

from inmori.catalogue import Catalogue, load_catalogue


@cache
def catalogue() -> Catalogue:
    """Return the bundled catalogue. It is frozen, so all may share it."""
    return load_catalogue()
