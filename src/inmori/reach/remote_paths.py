"""Remote maintenance paths as configuration and traffic show them, to be merged with the hospital's own list."""

from collections.abc import Sequence

from inmori.model import Device, Flow, Gateway, RemoteAccess, Zone


def remote_accesses_from(
    gateways: Sequence[Gateway],
    flows: Sequence[Flow] = (),
    *,
    zones: Sequence[Zone] = (),
    devices: Sequence[Device] = (),
) -> tuple[RemoteAccess, ...]:
    """Return the remote paths that the evidence shows."""
    raise NotImplementedError
