"""A workbook that comes back: exactly what it changes is shown, and counts once a person says so.

The workbook is opened in the bounded child. What it says waits in the page itself, signed for this hospital and person, so
that nothing half agreed lies in the database.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from inmori.errors import InputError
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_change import FIELD_NAMES, EditedRow, RoadmapChange, changes_of
from inmori.text import Text
from inmori.web.desk.screens.roadmap.views import present_roadmap
from inmori.web.desk.templatetags.words import language, say
from inmori.web.evidence.services import clean_name
from inmori.web.jobs.at_once import at_once
from inmori.web.jobs.worker import work_folder
from inmori.web.roadmap import services
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

LARGEST = 5_000_000  # bytes; ours have some tens of thousands
HOURS = 12  # how long a page that waits may be confirmed


@require_POST
@door(Right.EDIT)
def read(request: HttpRequest, here: Here) -> HttpResponse:
    """Read a workbook back and show what it changes."""
    version, roadmap = present_roadmap()
    file = request.FILES.get("file")
    if version is None or roadmap is None or not isinstance(file, UploadedFile):
        return redirect("desk:roadmap", tenant_id=here.tenant.id)
    try:
        told = _read(file, roadmap)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        return redirect("desk:roadmap", tenant_id=here.tenant.id)
    return _shown(request, here, roadmap, told)


@require_POST
@door(Right.EDIT)
def confirm(request: HttpRequest, here: Here) -> HttpResponse:
    """Take in the rows that were shown; where they now change something else, show that."""
    version, roadmap = present_roadmap()
    if version is None or roadmap is None:
        return redirect("desk:roadmap", tenant_id=here.tenant.id)
    try:
        waiting = signing.loads(request.POST.get("waiting", ""), salt=_salt(here), max_age=HOURS * 3600)
    except signing.BadSignature:
        messages.error(request, say("もう一度、工程表のファイルを選んでください。", "Choose the workbook again."))
        return redirect("desk:roadmap", tenant_id=here.tenant.id)
    changes = [RoadmapChange.model_validate(each) for each in waiting["changes"]]
    try:
        services.take_over(version, _rows(waiting["told"]), looked_at=changes, who=here.person)
    except services.Overtaken:
        messages.warning(request, say("見ている間に工程表が変わりました。もう一度確かめてください。", "The roadmap changed meanwhile. Look again."))
        return _shown(request, here, roadmap, waiting["told"])
    messages.success(request, say("取り込みました。変わったところ: ", "Taken in. Changes: ") + str(len(changes)))
    return redirect("desk:roadmap", tenant_id=here.tenant.id)


def _shown(request: HttpRequest, here: Here, roadmap: Roadmap, told: dict[str, Any]) -> HttpResponse:
    changes = changes_of(roadmap, _rows(told))
    names = {item.measure: item.name for item in roadmap.items}
    waiting = {"told": told, "changes": [change.model_dump(mode="json") for change in changes]}
    return render(request, "desk/roadmap_changes.html", {
        "changes": [(change, FIELD_NAMES[change.field]) for change in changes],
        "missing": [names[each] for each in told["missing"] if each in names],
        "strange": [Text.model_validate(each) for each in told["strange"]],
        "waiting": signing.dumps(waiting, salt=_salt(here), compress=True),
    })  # fmt: skip


def _rows(told: dict[str, Any]) -> list[EditedRow]:
    return [EditedRow.model_validate(row) for row in told["rows"]]


def _read(file: UploadedFile[Any], roadmap: Roadmap) -> dict[str, Any]:
    if (file.size or 0) > LARGEST:
        raise InputError(Text(ja="ファイルが大きすぎます。", en="The file is too large."))
    with work_folder() as folder:
        (folder / "roadmap.xlsx").write_bytes(file.read())
        (folder / "roadmap.json").write_text(roadmap.to_json(), "utf-8")
        (folder / "arguments.json").write_text(json.dumps({"name": clean_name(file.name or "")}), "utf-8")
        at_once("roadmap_back", folder)
        told: dict[str, Any] = json.loads((folder / "rows.json").read_text("utf-8"))
    return told


def _salt(here: Here) -> str:
    return f"roadmap {here.tenant.pk} {here.person.pk}"
