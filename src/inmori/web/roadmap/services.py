"""Works the roadmap out anew when the plan has changed, and takes in what people write; each change with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from inmori.catalogue import load_catalogue
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.plan.roadmap import EDITABLE, Roadmap
from inmori.plan.roadmap_change import EditedRow, RoadmapChange, changes_of, with_changes
from inmori.plan.roadmap_make import followed, roadmap_of, with_dates
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document


class Overtaken(ValueError):
    """The roadmap is no longer what a person looked at."""


@dataclass(frozen=True)
class Written:
    """What became of a person's writing: the changes, and the fields that somebody else had changed meanwhile."""

    roadmap: Roadmap
    changes: tuple[RoadmapChange, ...]
    overtaken: tuple[str, ...] = ()


def roadmap_of_version(version: Version) -> Roadmap | None:
    """Return the roadmap for what counts now; worked out anew where the plan has changed since. None before a plan."""
    made_from = _made_from(version)
    if made_from is None:
        return None
    kept: KeptRoadmap | None = KeptRoadmap.objects.first()
    if kept is not None and kept.made_from == made_from:
        return kept.document()
    with transaction.atomic():
        return _renewed(version, made_from, direction=None)


def follow(version: Version, direction: str, *, who: Person) -> Roadmap | None:
    """Follow another road; what people wrote into tasks that both have stays.

    Raises:
        InputError: there is no such road.
    """
    made_from = _made_from(version)
    if made_from is None:
        return None
    with transaction.atomic():
        roadmap = _renewed(version, made_from, direction=direction)
        note(who, Verb.TASK_CHANGED, road=direction)
    return roadmap


def write(version: Version, *, row: EditedRow, seen: EditedRow, who: Person) -> Written | None:
    """Take in what a person changed of one task; ``seen`` is the task as it stood on that person's screen.

    A field that somebody else changed since is left as it stands and named. None where there is no such task.
    """
    with transaction.atomic():
        kept = _locked(version)
        item = kept.document().item(row.measure) if kept else None
        if kept is None or item is None:
            return None
        now = {name: getattr(item, name) for name in EDITABLE}
        wanted = {name: getattr(row, name) for name in EDITABLE if getattr(row, name) != getattr(seen, name)}
        overtaken = tuple(name for name in wanted if now[name] not in (getattr(seen, name), wanted[name]))
        mine = {name: value for name, value in wanted.items() if name not in overtaken}
        merged = EditedRow.model_validate({"measure": row.measure, **now, **mine})
        return Written(*_take_over(kept, version, (merged,), who), overtaken)


def take_over(
    version: Version, rows: Sequence[EditedRow], *, looked_at: Sequence[RoadmapChange], who: Person
) -> Written | None:
    """Take in the rows of a workbook of which a person has looked at the changes.

    Raises:
        Overtaken: they would now change something else than what was looked at.
    """
    with transaction.atomic():
        kept = _locked(version)
        if kept is None:
            return None
        if changes_of(kept.document(), rows) != tuple(looked_at):
            raise Overtaken
        return Written(*_take_over(kept, version, rows, who))


def _take_over(
    kept: KeptRoadmap, version: Version, rows: Sequence[EditedRow], who: Person
) -> tuple[Roadmap, tuple[RoadmapChange, ...]]:
    roadmap = kept.document()
    changes = changes_of(roadmap, rows)
    if changes:
        hospital = document(version, Hospital, "hospital.json")
        assert hospital is not None  # there is no roadmap without
        roadmap = with_dates(with_changes(roadmap, rows), hospital, load_catalogue())
        kept.hold(roadmap)
        kept.save()
    for change in changes:
        note(who, Verb.TASK_CHANGED, task=change.measure, field=change.field, before=change.before.ja, after=change.after.ja)
    return roadmap, changes


def _locked(version: Version) -> KeptRoadmap | None:
    """Return the roadmap as it stands, with nobody else writing until the transaction ends."""
    Tenant.objects.select_for_update().get(pk=current_tenant())
    if roadmap_of_version(version) is None:
        return None
    found: KeptRoadmap | None = KeptRoadmap.objects.first()
    return found


def _renewed(version: Version, made_from: str, *, direction: str | None) -> Roadmap:
    """Work the roadmap out from the version's documents, carrying over what people wrote."""
    Tenant.objects.select_for_update().get(pk=current_tenant())
    hospital, roads = document(version, Hospital, "hospital.json"), document(version, Roads, "roads.json")
    assert hospital is not None
    assert roads is not None
    kept = KeptRoadmap.objects.first()
    earlier = kept.document() if kept else None
    roadmap = roadmap_of(hospital, roads, load_catalogue(), direction=direction or followed(roads, earlier), earlier=earlier)
    kept = kept or KeptRoadmap()
    kept.made_from = made_from
    kept.hold(roadmap)
    kept.save()
    return roadmap


def _made_from(version: Version) -> str | None:
    names = ("hospital.json", "roads.json")
    rows = StoredDocument.objects.filter(version=version, name__in=names).order_by("name").values_list("sha256", flat=True)
    hashes = list(rows)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest() if len(hashes) == len(names) else None
