"""Operations on the roadmap: its tasks, writing owner, days and state into one, and choosing the road that is followed."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from inmori.errors import InputError
from inmori.plan.roadmap import EDITABLE, Roadmap, RoadmapItem
from inmori.plan.roadmap_change import EditedRow
from inmori.text import Text
from inmori.web.api.access import ERRORS, caller_in, needs, refused
from inmori.web.api.reading import present_version
from inmori.web.api.roadmap_schemas import RoadIn, RoadmapOut, TaskIn, TaskOut, TaskWrittenOut
from inmori.web.roadmap import services
from inmori.web.roadmap.urgent import overdue
from inmori.web.tenants.role import Right
from inmori.web.versions.models import Version

router = Router(tags=["roadmap"])
TURNED = Text(ja="期限が開始より前です。", en="Due before its start.")


@router.get("/roadmap", response={200: RoadmapOut, **ERRORS}, operation_id="roadmap")
@needs(Right.SEE)
def roadmap(request: HttpRequest) -> RoadmapOut:
    """Tell the tasks of the road that is followed."""
    return _told(_roadmap()[1])


@router.patch("/roadmap/tasks/{measure}", response={200: TaskWrittenOut, **ERRORS}, operation_id="roadmap_task")
@needs(Right.EDIT)
def roadmap_task(request: HttpRequest, measure: str, given: TaskIn) -> Any:
    """Write into one task. What a person wrote is never overwritten by a later plan."""
    version, now = _roadmap()
    item = now.item(measure)
    if item is None:
        raise Http404
    told = {name: getattr(item, name) for name in EDITABLE}
    row = EditedRow.model_validate({"measure": measure, **told, **_sent(given)})
    if row.start and row.due and row.due < row.start:
        return refused([TURNED])
    seen = {**told, **(_sent(given.seen) if given.seen else {})}
    if any(seen[name] is None for name in ("owner", "state", "note")):
        seen |= {name: told[name] for name in ("owner", "state", "note") if seen[name] is None}
    written = services.write(version, row=row, seen=EditedRow.model_validate({"measure": measure, **seen}), who=caller_in(request).person)
    task = written.roadmap.item(measure) if written else None
    if written is None or task is None:
        raise Http404
    return TaskWrittenOut.model_validate({"task": _task(task, timezone.localdate()), "overtaken": list(written.overtaken)})


@router.post("/roadmap/road", response={200: RoadmapOut, **ERRORS}, operation_id="roadmap_road")
@needs(Right.DECIDE)
def roadmap_road(request: HttpRequest, wish: RoadIn) -> Any:
    """Follow another road; what people wrote into tasks that both have stays."""
    version, _ = _roadmap()
    try:
        followed = services.follow(version, wish.road, who=caller_in(request).person)
    except InputError as error:
        return refused([error.message])
    if followed is None:
        raise Http404
    return _told(followed)


def _sent(given: Any) -> dict[str, Any]:
    """Return the fields that were sent, with null where null was sent."""
    return {name: getattr(given, name) for name in EDITABLE if name in given.model_fields_set}


def _roadmap() -> tuple[Version, Roadmap]:
    version = present_version()
    found = services.roadmap_of_version(version)
    if found is None:
        raise Http404
    return version, found


def _told(roadmap: Roadmap) -> RoadmapOut:
    today = timezone.localdate()
    items = [_task(item, today) for item in roadmap.items]
    return RoadmapOut(direction=roadmap.direction, name=roadmap.direction_name, years=roadmap.years, items=items)


def _task(item: RoadmapItem, today: date) -> TaskOut:
    told: dict[str, Any] = {name: getattr(item, name) for name in TaskOut.model_fields if name not in {"overdue", "edited"}}
    return TaskOut(**told, edited=list(item.edited), overdue=item.state != "done" and overdue(item.due, today=today))  # type: ignore[arg-type]
