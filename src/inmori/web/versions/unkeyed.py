"""Lets a function that is cached by hashes be handed what the hashes stand for."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Unkeyed(Generic[T]):
    """Something handed through a cache whose key says already which it is; the cache does not keep it alive."""

    def __init__(self, it: T) -> None:
        self._it: T | None = it

    def take(self) -> T:
        """Give it out, once."""
        it, self._it = self._it, None
        assert it is not None
        return it

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unkeyed)
