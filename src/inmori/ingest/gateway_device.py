"""Ties a gateway's configuration to the machine it runs on, and keeps one configuration for each machine."""

from collections.abc import Sequence
from datetime import date

from inmori.ingest.identity_key import address_key, host_key
from inmori.ingest.intake import Problem
from inmori.model import Device, Gateway
from inmori.text import Text


def distinct_gateways(gateways: Sequence[Gateway]) -> tuple[tuple[Gateway, ...], tuple[Problem, ...]]:
    """Return one gateway for each machine: of several backups of one machine the newest, and say so.

    Ids are made unique; a second gateway with the id of another gets ``-2``.
    """
    newest: dict[tuple[str, ...], Gateway] = {}
    problems: list[Problem] = []
    for gateway in sorted(gateways, key=_age, reverse=True):
        key = _same_machine(gateway)
        if key in newest:
            problems.append(_older(gateway, newest[key]))
        else:
            newest[key] = gateway
    kept = sorted(newest.values(), key=lambda gateway: (gateway.source_ref.file, gateway.id))
    seen: dict[str, int] = {}
    unique = []
    for gateway in kept:
        seen[gateway.id] = seen.get(gateway.id, 0) + 1
        count = seen[gateway.id]
        unique.append(gateway if count == 1 else gateway.model_copy(update={"id": f"{gateway.id}-{count}"}))
    return tuple(unique), tuple(problems)


def _age(gateway: Gateway) -> tuple[date, str]:
    return (gateway.source_ref.as_of or date.min, gateway.source_ref.file)


def _same_machine(gateway: Gateway) -> tuple[str, ...]:
    """Two configurations are of one machine when name and addresses agree; a changed address makes them two."""
    addresses = tuple(sorted(_addresses(gateway)))
    name = host_key(gateway.name.value or "")
    return (name, *addresses) if name or addresses else (gateway.source_ref.place(), gateway.id)


def _addresses(gateway: Gateway) -> set[str]:
    cidrs = [cidr for port in gateway.interfaces for cidr in (port.cidr, *port.secondary) if cidr]
    return {key for cidr in cidrs if (key := address_key(cidr.partition("/")[0]))}


def linked(gateways: Sequence[Gateway], devices: Sequence[Device]) -> tuple[Gateway, ...]:
    """Return the gateways with the id of the device that has their name and most of their addresses."""
    by_host: dict[str, set[int]] = {}
    by_address: dict[str, set[int]] = {}
    for number, device in enumerate(devices):
        for host in device.hostnames:
            by_host.setdefault(host_key(host.value or ""), set()).add(number)
        for address in device.addresses:
            by_address.setdefault(address_key(address.value or ""), set()).add(number)
    return tuple(_linked(gateway, devices, by_host, by_address) for gateway in gateways)


def _linked(
    gateway: Gateway, devices: Sequence[Device], by_host: dict[str, set[int]], by_address: dict[str, set[int]]
) -> Gateway:
    points: dict[int, float] = {}
    for number in by_host.get(host_key(gateway.name.value or ""), ()):
        points[number] = points.get(number, 0.0) + 2.0
    for address in _addresses(gateway):
        for number in by_address.get(address, ()):
            points[number] = points.get(number, 0.0) + 1.0
    if not points:
        return gateway
    device = devices[min(points, key=lambda number: (-points[number], number))]
    # Some configurations hold no host name; the list of machines then says what people call the box.
    name = gateway.name if gateway.name.known else next((host for host in device.hostnames if host.known), device.name)
    return gateway.model_copy(update={"device_id": device.id, "name": name})


def _older(gateway: Gateway, kept: Gateway) -> Problem:
    return Problem(
        severity="note",
        code="gateway_older_backup",
        where=gateway.source_ref,
        text=Text(
            ja=f"{kept.source_ref.file} と同じ機器の設定です。",
            en=f"This is a configuration of the same machine as {kept.source_ref.file}.",
        ),
        done=Text(ja="新しいほうだけを使いました。", en="Only the newer one was used."),
    )
