"""Products counted over machines, so that 200 machines are told in one line: "Windows 7 ×20、CentOS 6 ×1"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inmori.intel import ComponentSupport, Support
from inmori.model import Device, Source


@dataclass(frozen=True, slots=True)
class Carried:
    """One component on one machine, with its verdict."""

    device: Device
    support: ComponentSupport

    @property
    def product(self) -> str:
        """The product as recognised, else as written."""
        return self.support.product or self.support.text

    def evidence(self) -> tuple[Source, ...]:
        """Where the component was read."""
        fact = {
            "os": self.device.os,
            "database": self.device.database,
            "firmware": self.device.firmware,
            "hardware": self.device.model,
            "office": self.device.office,
        }[self.support.component]
        return fact.sources


def carried(
    devices: Iterable[Device], supports: Mapping[str, tuple[ComponentSupport, ...]], *statuses: Support
) -> list[Carried]:
    """Return the components of ``devices`` with one of ``statuses``, in order of the devices."""
    return [
        Carried(device, support)
        for device in devices
        for support in supports.get(device.id, ())
        if support.status in statuses
    ]


def products(items: Iterable[Carried]) -> list[str]:
    """Return "product ×number", the most frequent first."""
    counts = Counter(item.product for item in items)
    return [f"{product} ×{number}" for product, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def ends(items: Iterable[Carried]) -> list[str]:
    """Return "product ×number (end of support)" for the annex, the most frequent first."""
    counts = Counter((item.product, item.support.end) for item in items)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][0], str(pair[0][1])))
    return [f"{product} ×{number} ({end.isoformat() if end else '?'})" for (product, end), number in ordered]
