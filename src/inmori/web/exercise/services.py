"""Makes an exercise, takes in what is seen of it field by field, and hands the filled workbook in as evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from inmori.errors import InputError
from inmori.model import exercise_form as form
from inmori.prepare.incident_privacy import may_name_a_person
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.evidence import services as evidence
from inmori.web.evidence.models import Upload
from inmori.web.exercise.models import Exercise, Seen
from inmori.web.exercise.papers import DOCUMENTS, MADE, PLAY, RESULT
from inmori.web.exercise.play import Play
from inmori.web.jobs.at_once import at_once
from inmori.web.jobs.worker import work_folder
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import services as versions
from inmori.web.versions.models import StoredDocument, Version

LESSONS, LESSON = range(1, 7), ("happened", "cause", "mend", "who", "by")
RECORD = (form.HELD_ON, form.PLAYERS, form.MINUTES_TO_CUT, form.MINUTES_TO_DIRECTOR, form.WRONG_CONTACTS)
LONGEST = 1_000
NAMED = Text(
    ja="人の名前が入っているように見えるため、保存していません。役職で書いてください。",
    en="This seems to name a person, so it is not saved. Write the post instead.",
)
_NOT_YET = Text(
    ja="実施日と、採点を一つ以上書いてから、資料に加えてください。", en="Write the day held and at least one score before handing it in."
)


def make(tenant: Tenant, *, who: Person, path: int, minutes: int) -> Exercise:
    """Make an exercise of the present version, a general one where there is none.

    Raises:
        InputError: there is no such path, or the minutes do not fit.
    """
    version, day = versions.present(), timezone.localdate()
    with work_folder() as folder:
        _lay_out(folder, version, path=path, minutes=minutes, day=day, what="play", language="ja", name=tenant.name)
        at_once("exercise", folder)
        play = json.loads((folder / PLAY).read_text("utf-8"))
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        last = Exercise.objects.order_by("-number").first()
        made = Exercise(number=(last.number if last else 0) + 1, path=path, minutes=minutes, version=version, day=day, play=play, made_by=who)
        made.save()
        note(who, Verb.EXERCISE_NOTED, exercise=made.number, made=True, path=path, minutes=minutes)
    return made


def play_of(exercise: Exercise) -> Play:
    """Return what it is played from."""
    return Play.model_validate(exercise.play)


def seen_of(exercise: Exercise) -> dict[str, str]:
    """Return what was written, by field: ``kind.key``."""
    return {f"{row.kind}.{row.key}": row.value for row in Seen.objects.filter(exercise=exercise)}


def fields_of(play: Play) -> set[str]:
    """Return the names of all fields that an exercise has."""
    found = {f"record.{key}" for key in RECORD} | {f"seat.{seat.id}" for seat in play.seats}
    found |= {f"lesson.{number}-{part}" for number in LESSONS for part in LESSON}
    for turn in play.turns:
        found |= {f"tick.{turn.id}-{place}" for place in range(len(turn.expected))} | {f"note.{turn.id}"}
    for one in play.criteria:
        found |= {f"score.{one.id}", f"remark.{one.id}"}
    return found


def write(exercise: Exercise, fields: Iterable[tuple[str, str, str]], *, who: Person) -> list[Text]:
    """Take in fields as (name, value, value that the writer was shown); returns why some were not saved.

    A field that the writer left as it was shown is left alone, so that an old page does not undo what others wrote since.
    """
    known, faults, changed = fields_of(play_of(exercise)), [], 0
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        rows = {f"{row.kind}.{row.key}": row for row in Seen.objects.filter(exercise=exercise)}
        for name, value, was in fields:
            row = rows.get(name)
            mine = row is not None and row.by_id == who.pk
            if name not in known or value == (row.value if row else "") or (value == was and not mine):
                continue
            fault = fault_of(name, value)
            if fault is not None:
                faults.append(fault)
                continue
            kind, _, key = name.partition(".")
            Seen.objects.update_or_create(exercise=exercise, kind=kind, key=key, defaults={"value": value, "by": who})
            changed += 1
        if changed:
            note(who, Verb.EXERCISE_NOTED, exercise=exercise.number, fields=changed)
    return faults


def fault_of(name: str, value: str) -> Text | None:
    """Return why a value cannot stand in a field, None where it can. Empty always can."""
    kind, _, key = name.partition(".")
    if not value:
        return None
    if kind == "score" and value not in ("0", "1", "2"):
        return Text(ja="点は0・1・2のどれかです。", en="A score is 0, 1 or 2.")
    if (kind == "record" and key == form.HELD_ON) or (kind == "lesson" and key.endswith("-by")):
        return _day_fault(value, past=kind == "record")
    if kind == "record":
        whole = value.isascii() and value.isdigit() and len(value) <= 3
        return None if whole else Text(ja="人数や分は0〜999の数で書いてください。", en="Write numbers from 0 to 999.")
    if kind in ("tick", "seat"):
        return None if value == "yes" else Text(ja="印だけを付けられます。", en="Only a tick fits here.")
    if len(value) > LONGEST:
        return Text(ja=f"{LONGEST}文字までです。", en=f"At most {LONGEST} signs.")
    return NAMED if may_name_a_person(value) else None


def _day_fault(value: str, *, past: bool) -> Text | None:
    try:
        written = date.fromisoformat(value)
    except ValueError:
        return Text(ja="日付は 2027-03-31 の形で書いてください。", en="Write days as 2027-03-31.")
    if past and written > timezone.localdate():
        return Text(ja="実施日が先の日付です。", en="The day held is yet to come.")
    return None


def begin(exercise: Exercise, *, who: Person, now: datetime) -> None:
    """Note when the playing began; once."""
    with transaction.atomic():
        if Exercise.objects.filter(pk=exercise.pk, started_at__isnull=True).update(started_at=now):
            today = timezone.localtime(now).date().isoformat()
            write(exercise, [(f"record.{form.HELD_ON}", today, "")], who=who)


def paper(exercise: Exercise, what: str, *, tenant: Tenant, language: str) -> tuple[str, bytes]:
    """Make one of its papers; the workbook is filled with what was written. Returns the file's name and its bytes.

    Raises:
        InputError: it cannot be made.
    """
    with work_folder() as folder:
        _lay_out(folder, exercise.version, path=exercise.path, minutes=exercise.minutes, day=exercise.day, what=what, language=language,
                 name=tenant.name)  # fmt: skip
        (folder / RESULT).write_text(json.dumps(cells_of(seen_of(exercise)), ensure_ascii=False), "utf-8")
        at_once("exercise", folder)
        path = next((folder / MADE).iterdir())
        return path.name, path.read_bytes()


def hand_in(exercise: Exercise, *, tenant: Tenant, who: Person) -> Upload:
    """Put the filled workbook among the evidence: the next reading finds the day of the exercise, as of any file handed in.

    Raises:
        InputError: the day or every score is lacking, or the workbook cannot be made.
    """
    seen = seen_of(exercise)
    if not seen.get(f"record.{form.HELD_ON}") or not any(value for name, value in seen.items() if name.startswith("score.")):
        raise InputError(_NOT_YET)
    _, data = paper(exercise, "scoring", tenant=tenant, language="ja")
    upload = evidence.add(f"机上訓練の記録_{exercise.number}.xlsx", [data], who=who)
    Exercise.objects.filter(pk=exercise.pk).update(handed_in=upload)
    return upload


def taken_along() -> Iterator[tuple[str, bytes]]:
    """Yield the exercises of the current hospital: what each was played from, and what was written of it."""
    for one in Exercise.objects.order_by("number"):
        told = {"made_on": one.day.isoformat(), "play": one.play, "written": seen_of(one)}
        yield f"exercises/{one.number}.json", json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def cells_of(seen: Mapping[str, str]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what was written as the workbook's cells: by sheet, key of the row and heading, all in English."""
    record, scores, lessons = form.RECORD_SHEET.en, form.SCORES_SHEET.en, form.LESSONS_SHEET.en
    columns = {"happened": form.HAPPENED, "cause": form.CAUSE, "mend": form.TO_MEND, "who": form.WHO, "by": form.BY}
    found: dict[str, dict[str, dict[str, Any]]] = {record: {}, scores: {}, lessons: {}}
    for name, value in seen.items():
        kind, _, key = name.partition(".")
        if not value:
            continue
        if kind == "record":
            found[record][key] = {form.WRITTEN.en: value}
        elif kind in ("score", "remark"):
            heading = form.POINTS if kind == "score" else form.NOTE
            found[scores].setdefault(key, {})[heading.en] = int(value) if kind == "score" else value
        elif kind == "lesson":
            number, _, part = key.partition("-")
            found[lessons].setdefault(f"lesson-{number}", {})[columns[part].en] = value
    return found


def _lay_out(
    folder: Path, version: Version | None, *, path: int, minutes: int, day: date, what: str, language: str, name: str
) -> None:  # fmt: skip
    rows = StoredDocument.objects.filter(version=version, name__in=DOCUMENTS) if version else []
    for row in rows:
        (folder / row.name).write_text(versions.text_of(row), "utf-8")
    told = {"path": str(path), "minutes": str(minutes), "day": day.isoformat(), "what": what, "language": language, "name": name}
    (folder / "arguments.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
