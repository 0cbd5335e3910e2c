"""Answers one question: may this address talk to that one, and what decides it?"""

from collections.abc import Sequence

from inmori.model import Gateway
from inmori.reach.answer import Answer


def ask(
    gateways: Sequence[Gateway], *, src: str, dst: str, protocol: str, port: int | None
) -> Answer:
    """Answer for ``src`` and ``dst`` (addresses or networks); ``port`` None asks about all ports."""
    raise NotImplementedError
