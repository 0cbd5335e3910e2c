"""What the assessment is written from: the documents of all stages, and the few lookups every part needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.ingest.intake import Intake
from inmori.model import (
    REMOTE_METHOD_NAMES,
    SYSTEM_NAMES,
    Device,
    Hospital,
    Source,
)
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_make import followed, proposed, roadmap_of
from inmori.plan.roads import Roads
from inmori.reach.crossing_kind import Crossing
from inmori.reach.matrix import ZoneMatrix
from inmori.reach.zones import RealZone
from inmori.report.wording import UNKNOWN, plain, same
from inmori.report.zone_names import names_of_zones, zone_said
from inmori.simulate.outcome import Outcomes
from inmori.text import Text

_NO_VENDOR = Text(ja="事業者不明", en="unknown vendor")


@dataclass(frozen=True)
class Materials:
    """All inputs of one assessment; ``crossings``, ``real_zones`` and ``matrix`` are what ``reach`` says."""

    hospital: Hospital
    intake: Intake
    diagnosis: Diagnosis
    outcomes: Outcomes
    roads: Roads
    catalogue: Catalogue
    crossings: tuple[Crossing, ...]
    today: date
    version: str
    real_zones: tuple[RealZone, ...] = ()
    matrix: ZoneMatrix = field(default_factory=ZoneMatrix)
    lifecycle_snapshot: date | None = None  # day of the public table of support ends
    earlier: Roadmap | None = None  # the roadmap that people have worked on, where there is one

    @cached_property
    def hospital_name(self) -> Text:
        """The hospital's name, or that it is not known."""
        name = self.hospital.name.value
        return same(plain(name, 60)) if name else Text(ja="(医療機関名 不明)", en="(hospital name unknown)")

    @cached_property
    def devices(self) -> dict[str, Device]:
        """Devices by id."""
        return {device.id: device for device in self.hospital.devices}

    @cached_property
    def in_use(self) -> tuple[Device, ...]:
        """Devices that are not known to be retired."""
        return tuple(device for device in self.hospital.devices if device.in_use())

    @cached_property
    def leaks(self) -> tuple[Crossing, ...]:
        """Crossings that contradict the idea of a closed network; those seen in traffic first."""
        return tuple(sorted((one for one in self.crossings if one.leak), key=lambda one: (one.seen == 0, one.kind, one.id)))

    @cached_property
    def border_seen(self) -> bool:
        """Whether anything was handed in that shows the border of the closed network; without it, no leak is no news."""
        return bool(self.hospital.gateways or self.hospital.flows)

    @cached_property
    def cut_off(self) -> date | None:
        """Day of the newest evidence, not later than today; ``None`` when no file says its day."""
        days = {source.as_of for source in _sources(self.hospital) if source.as_of and source.as_of <= self.today}
        days |= {flow.last.date() for flow in self.hospital.flows if flow.last and flow.last.date() <= self.today}
        return max(days, default=None)

    @cached_property
    def roadmap(self) -> Roadmap | None:
        """The roadmap of the road that people follow, else of the proposed one; ``None`` when no road was compared."""
        best = proposed(self.roads)
        if best is None:
            return None
        road = followed(self.roads, self.earlier)
        direction = None if road == best.id else road
        return roadmap_of(self.hospital, self.roads, self.catalogue, direction=direction, earlier=self.earlier)

    @cached_property
    def move(self) -> Roadmap | None:
        """The roadmap of the road on which most systems leave the site; ``None`` where none does, or the followed road does."""
        leaving = {one.id: one for one in self.roads.directions if one.leaves_site}
        if self.roads.best is not None and self.roads.best.leaves_site:
            leaving[self.roads.best.id] = self.roads.best
        if not leaving or (self.roadmap is not None and self.roadmap.direction in leaving):
            return None
        road = max(leaving.values(), key=lambda one: len(one.leaves_site))
        return roadmap_of(self.hospital, self.roads, self.catalogue, direction=road.id)

    def labels(self, device_ids: Sequence[str]) -> list[str]:
        """Return names that people recognise, for ids of devices; an id that is no device stands for itself."""
        return [self.devices[one].label() if one in self.devices else one for one in device_ids]

    @cached_property
    def things(self) -> dict[str, Text]:
        """Names of what findings may point at besides devices: remote paths, backups, systems, gateways, by id."""
        hospital = self.hospital
        named: dict[str, Text] = {}
        for access in hospital.remote_accesses:
            method = REMOTE_METHOD_NAMES[access.method.value] if access.method.value else UNKNOWN
            vendor = same(plain(access.vendor.value, 30)) if access.vendor.value else _NO_VENDOR
            named[access.id] = Text(ja=f"{vendor.ja}の{method.ja}", en=f"{vendor.en}: {method.en}")
        for backup in hospital.backups:
            system = same(plain(backup.system_name.value, 30)) if backup.system_name.value else SYSTEM_NAMES[backup.system_kind]
            named[backup.id] = Text(ja=f"{system.ja}のバックアップ", en=f"backup of {system.en}")
        named |= {one.id: same(plain(one.name.value, 30)) for one in hospital.systems if one.name.value}
        for gateway in hospital.gateways:
            if gateway.name.value:
                # Findings write "gateway:ID"; checks that list gateways write the id alone.
                named[gateway.id] = named[f"gateway:{gateway.id}"] = same(plain(gateway.name.value, 30))
        return named

    def zone_name(self, zone_id: str) -> Text:
        """Return a zone's name; addresses outside belong to a vendor's network and stand for themselves."""
        return zone_said(zone_id, self._zone_names)

    @cached_property
    def _zone_names(self) -> dict[str, Text]:
        return names_of_zones(self.hospital.zones)

    def zones_of(self, device_ids: Sequence[str]) -> Text:
        """Return the names of the zones that these devices are attached to."""
        ids = dict.fromkeys(
            zone for one in device_ids if one in self.devices for zone in self.devices[one].zone_ids()
        )
        names = [self.zone_name(zone) for zone in ids]
        if len(names) > 3:
            return Text(ja=f"{len(names)}区画", en=f"{len(names)} zones")
        return Text(ja="・".join(name.ja for name in names), en=", ".join(name.en for name in names))


def _sources(value: object) -> Iterator[Source]:
    """Walk a document and yield every place that it cites."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _sources(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _sources(item)
