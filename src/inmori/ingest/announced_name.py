"""Tells, in a list that names what was spoken of over NetBIOS, who announced a name as its own and who asked for it.

A registration says whose name it is by its operation; where that was not asked of tshark, only the whole list tells:
machines that announce themselves each say one name that nobody else says, while a server is asked for by many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from inmori.ingest.heard import host_name

_WRITTEN = re.compile(r"^\s*([^<>]{1,15}?)\s*<([0-9a-fA-F]{2})>")
_WORKSTATION, _FILE_SERVER = "00", "20"  # sixteenth byte of a NetBIOS name
_REGISTRATIONS = frozenset((5, 8, 9, 15))
_LEAST_SENDERS = 3
_SHARE = 0.8  # of the senders say a name that is theirs alone


class AnnouncedNames:
    """Names that were said, by address of the sender: (line, time) of the first time."""

    def __init__(self) -> None:
        self._sure: dict[tuple[str, str], tuple[int, float]] = {}
        self._said: dict[tuple[str, str], tuple[int, float]] = {}

    def hear(self, sender: str, written: str, operation: str, *, line: int, time: float) -> None:
        """Note a name as tshark writes it (``PC1<00> (Workstation/Redirector)``); ``operation`` may be empty."""
        match = _WRITTEN.match(written)
        name = host_name(match[1]) if match else None
        if match is None or name is None or not sender:
            return
        if operation.strip():
            if _number(operation) in _REGISTRATIONS and match[2] in (_WORKSTATION, _FILE_SERVER):
                self._sure.setdefault((sender, name), (line, time))
        elif match[2] == _WORKSTATION:  # files are asked for by <20>
            self._said.setdefault((sender, name), (line, time))

    def owned(self) -> Iterator[tuple[str, str, int, float]]:
        """Yield (address, name, line, time) of the names that are a sender's own; those of groups are said by many."""
        by_name = Counter(name.upper() for _, name in (*self._sure, *self._said))
        own = {pair: at for pair, at in self._said.items() if by_name[pair[1].upper()] == 1}
        of_sender = Counter(sender for sender, _ in own)
        own = {pair: at for pair, at in own.items() if of_sender[pair[0]] == 1}
        senders = {sender for sender, _ in self._said}
        if len(own) < _LEAST_SENDERS or len(own) < _SHARE * len(senders):
            own = {}
        sure = {pair: at for pair, at in self._sure.items() if by_name[pair[1].upper()] == 1}
        for (sender, name), (line, time) in sorted({**own, **sure}.items()):
            yield sender, name, line, time


def _number(text: str) -> int:
    try:
        return int(text.strip(), 0)
    except ValueError:
        return -1
