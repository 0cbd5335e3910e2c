"""A table of machines that comes back: each changed cell is shown before it counts, each refused one is named.

What stood in the version that was taken away tells what a person has touched: a cell left alone changes nothing, and one
that somebody else has changed since is refused rather than overwritten.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from inmori.errors import InputError
from inmori.ingest.decided_value import said, written
from inmori.text import Language, Text
from inmori.web.decided.hospital_text import HospitalText, hospital_text, reading_of
from inmori.web.decided.services import Change
from inmori.web.decided.table_back import IN, OUT
from inmori.web.desk.screens.devices.bulk import preview
from inmori.web.desk.screens.devices.table import exported
from inmori.web.desk.templatetags.words import language
from inmori.web.evidence.services import clean_name
from inmori.web.jobs.at_once import at_once
from inmori.web.jobs.worker import work_folder
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import DeviceRow, Version

LARGEST = 20_000_000  # bytes
_SPOKEN: tuple[Language, ...] = ("ja", "en")  # whoever took it away may have read either


@require_POST
@door(Right.EDIT)
def read(request: HttpRequest, here: Here) -> HttpResponse:
    """Read a table back and show what it changes."""
    now, file = versions.present(), request.FILES.get("file")
    if now is None or not isinstance(file, UploadedFile):
        return redirect("desk:devices", tenant_id=here.tenant.id)
    name = clean_name(file.name or "")
    try:
        told = _read(file, name)
        compared = Comparison(now)
        for cell in told["cells"]:
            compared.take(*cell)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        return redirect("desk:devices", tenant_id=here.tenant.id)
    refused = [*(Text.model_validate(each) for each in told["faults"]), *compared.refused]
    reason = Text(ja=f"表を取り込んだ: {name}", en=f"Table brought back: {name}").in_(language())
    return preview(request, here, now, compared.changes, reason=reason, refused=refused, same=compared.same)


class Comparison:
    """Compares cells with what was taken away and with what stands now."""

    def __init__(self, now: Version) -> None:
        self.changes: list[Change] = []
        self.refused: list[Text] = []
        self.same = 0
        self._reading, self._text = reading_of(now), hospital_text(now)
        self._then: dict[int, HospitalText | None] = {now.number: self._text}
        self._places: dict[int, dict[str, str]] = {}

    def take(
        self, number: int, device: str, field: str, place: dict[str, str], text: str, value: str | None, fault: dict[str, str] | None
    ) -> None:
        """Take in one cell."""
        then = self._of(number)
        if self._text is None or then is None or device not in then or device not in self._text:
            self._refuse(place, _OTHER_READING)
            return
        zone = self._zones(number).get(device, "") if field == "zones" else ""
        if text in {exported(then.fields(device), field, each, zone=zone) for each in _SPOKEN}:
            self.same += 1
            return
        if fault is not None:
            self._refuse(place, Text.model_validate(fault))
            return
        before, present = (written(each.fields(device).value(field)) for each in (then, self._text))
        if value in (before, present):
            self.same += 1
        elif before != present:
            words = said(field, present)
            self._refuse(place, Text(ja=f"書き出したあとに「{words.ja}」に変わっています", en=f"it was changed to “{words.en}” after the export"))
        else:
            self.changes.append(Change(device, field, value))

    def _zones(self, number: int) -> dict[str, str]:
        if number not in self._places:
            rows = DeviceRow.objects.filter(version__number=number).values_list("device", "zone")
            self._places[number] = dict(rows)
        return self._places[number]

    def _of(self, number: int) -> HospitalText | None:
        if number not in self._then:
            found = Version.objects.filter(number=number).first()
            self._then[number] = hospital_text(found) if found and reading_of(found) == self._reading else None
        return self._then[number]

    def _refuse(self, place: dict[str, str], what: Text) -> None:
        self.refused.append(Text(ja=f"{place['ja']}: {what.ja}", en=f"{place['en']}: {what.en}"))


_OTHER_READING = Text(
    ja="資料を読み直す前の表か、別の病院の表です。書き出し直してください",
    en="this table is from before the evidence was read anew, or of another hospital: export it again",
)


def _read(file: UploadedFile[Any], name: str) -> dict[str, Any]:
    if (file.size or 0) > LARGEST:
        raise InputError(Text(ja="ファイルが大きすぎます。", en="The file is too large."))
    with work_folder() as folder:
        (folder / IN).write_bytes(file.read())
        (folder / "arguments.json").write_text(json.dumps({"name": name}), "utf-8")
        at_once("devices_back", folder)
        told: dict[str, Any] = json.loads((folder / OUT).read_text("utf-8"))
    return told
