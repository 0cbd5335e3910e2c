"""Which systems were seen talking to each other: what must be tried out together before either is called back.

A convention says that the laboratory needs the EHR; the wire says that here it does. Only answered traffic between
machines of two known systems counts, so a short capture shows few links, and an empty result proves nothing.
"""

from dataclasses import dataclass

from inmori.model import Hospital


@dataclass(frozen=True, slots=True)
class SeenLink:
    """Traffic between two systems: ``asks`` opened it, ``answers`` served it; ids of systems. ``services`` as sensed."""

    asks: str
    answers: str
    services: tuple[str, ...]
    connections: int


def seen_links(hospital: Hospital) -> tuple[SeenLink, ...]:
    """Return the links in order of their ids."""
    carries = {device_id: system.id for system in hospital.systems for device_id in system.device_ids}
    owner = {
        fact.value: carries[device.id]
        for device in hospital.devices
        if device.id in carries
        for fact in device.addresses
        if fact.value
    }
    found: dict[tuple[str, str], tuple[set[str], int]] = {}
    for flow in hospital.flows:
        asks, answers = owner.get(flow.src), owner.get(flow.dst)
        if flow.answered and asks and answers and asks != answers:
            services, connections = found.get((asks, answers), (set(), 0))
            name = flow.service or (f"{flow.protocol}/{flow.port}" if flow.port else flow.protocol)
            found[asks, answers] = (services | {name}, connections + flow.connections)
    return tuple(
        SeenLink(asks=asks, answers=answers, services=tuple(sorted(services)), connections=connections)
        for (asks, answers), (services, connections) in sorted(found.items())
    )
