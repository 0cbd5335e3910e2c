"""Says which device a bill of materials is about: the one it names, else by the product's name where one device bears it."""

from collections.abc import Sequence

from inmori.ingest.identity_key import text_key
from inmori.model import Component, Device

_SHORTEST = 4  # letters of a product name; shorter ones fit into anything


def linked_components(components: Sequence[Component], devices: Sequence[Device]) -> tuple[Component, ...]:
    """Return the components, each with the one device its file names, else whose model or name is that of its product.

    Where several devices are of that type, or none, ``device_id`` stays empty: the parts then hold for the type.
    """
    known: dict[str, str | None] = {}
    named = _named_by_file(components, devices)
    return tuple(
        part if device_id is None else part.model_copy(update={"device_id": device_id})
        for part in components
        for device_id in (named.get(_file_of(part)) or _device_of(part.part_of or part.product, devices, known),)
    )


def _file_of(part: Component) -> str:
    return part.sources[0].file if part.sources else ""


def _named_by_file(components: Sequence[Component], devices: Sequence[Device]) -> dict[str, str]:
    """Return the device of each bill of materials that one device was recorded from."""
    files = {_file_of(part) for part in components} - {""}
    found: dict[str, set[str]] = {}
    for device in devices:
        for record in device.records:
            if record.source.file in files and device.in_use():
                found.setdefault(record.source.file, set()).add(device.id)
    return {file: next(iter(ids)) for file, ids in found.items() if len(ids) == 1}


def _device_of(product: str, devices: Sequence[Device], known: dict[str, str | None]) -> str | None:
    key = text_key(product)
    if key not in known:
        fitting = [device.id for device in devices if device.in_use() and _fits(key, device)]
        known[key] = fitting[0] if len(fitting) == 1 else None
    return known[key]


def _fits(key: str, device: Device) -> bool:
    names = (text_key(fact.value) for fact in (device.model, device.name) if fact.value)
    return any(_alike(key, name) for name in names)


def _alike(one: str, other: str) -> bool:
    """Whether one name contains the other, and that other is most of it ("Lumina 80" in "CT Lumina 80")."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long and 2 * len(short) > len(long)
