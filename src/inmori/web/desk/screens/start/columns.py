"""How each list was read, column by column, and what a person says instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from inmori.errors import InputError
from inmori.ingest.column_field import DROPPED_NAME, FIELD_NAMES, KIND_NAMES, NO_LIST
from inmori.ingest.header_word import DROPPED, holds_secrets
from inmori.ingest.intake import ColumnMapping, Intake
from inmori.text import Text
from inmori.web.corrections import services as corrections
from inmori.web.corrections.models import ListReading
from inmori.web.desk.screens.start.steps import start_steps
from inmori.web.desk.templatetags.words import language, say
from inmori.web.jobs import asking
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version

NOT_READ = Text(ja="読まない", en="not read")


@dataclass
class Column:
    """One column: its letter, heading, some values, what it was read as, and what is chosen now."""

    letter: str
    heading: str
    samples: tuple[str, ...]
    found: str
    guessed: bool
    chosen: str
    locked: bool  # passwords, patients: nobody's word makes it be read


@dataclass
class Sheet:
    """All lists with the same headings: they are corrected together."""

    shape: str
    kind: str
    places: list[str]
    columns: dict[str, Column]
    corrected: bool
    row: ListReading | None = None
    waits: bool = False  # said since the reading that is shown
    further: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Where it stands: the first place."""
        return self.places[0]

    @property
    def guesses(self) -> int:
        """How many columns were told by what they hold."""
        return sum(column.guessed for column in self.columns.values())

    @property
    def left(self) -> int:
        """How many columns are not read."""
        return sum(column.found in ("", DROPPED) for column in self.columns.values())

    @property
    def kind_chosen(self) -> str:
        """The kind that stands now."""
        return self.row.kind if self.row else self.kind

    @property
    def fresh(self) -> bool:
        """Whether its columns can be chosen: the reading knows the kind that stands."""
        return self.kind_chosen == self.kind


def sheets_of(intake: Intake, version: Version) -> list[Sheet]:
    """Return the lists of a reading with what stands of them, those to look at first."""
    found: dict[str, Sheet] = {}
    rows, newer = corrections.list_readings(), corrections.lists_since(version.made_at)
    for number, mapping in enumerate(intake.mappings):
        place = f"{mapping.file}「{mapping.sheet}」" if mapping.sheet else mapping.file
        sheet = found.setdefault(
            mapping.shape or f"-{number}", Sheet(mapping.shape, mapping.kind, [], {}, mapping.corrected)
        )
        if place not in sheet.places:
            sheet.places.append(place)
        sheet.row, sheet.waits = rows.get(mapping.shape), mapping.shape in newer
        for column in _columns(mapping, sheet.row.columns if sheet.row and sheet.row.kind == mapping.kind else {}):
            known = sheet.columns.get(column.letter)
            if known is None or (not known.found and column.found):
                sheet.columns[column.letter] = column
    for sheet in found.values():
        sheet.columns = dict(sorted(sheet.columns.items(), key=lambda item: (len(item[0]), item[0])))
    return sorted(found.values(), key=lambda sheet: (not sheet.waits, sheet.guesses == 0, sheet.kind != NO_LIST, sheet.name))


def _columns(mapping: ColumnMapping, said: Mapping[str, str]) -> list[Column]:
    samples = mapping.samples or ((),) * len(mapping.columns)
    return [
        Column(letter, heading, values, found, letter in mapping.guessed, said.get(letter, found), holds_secrets(heading))
        for (letter, heading, found), values in zip(mapping.columns, samples, strict=False)
    ]


def reading() -> tuple[Version | None, Intake | None]:
    """Return the reading that is looked at: the one that waits for a person, else the one that counts."""
    version = versions.proposed() or versions.present()
    return version, versions.document(version, Intake, "intake.json") if version else None


@require_GET
@door(Right.SEE)
def columns(request: HttpRequest, here: Here) -> HttpResponse:
    """Show all lists."""
    version, intake = reading()
    if version is None or intake is None:
        return redirect("desk:start", tenant_id=here.tenant.id)
    sheets = sheets_of(intake, version)
    kinds = {kind: name.in_(language()) for kind, name in KIND_NAMES.items()}
    told = [(sheet, kinds.get(sheet.kind, sheet.kind)) for sheet in sheets]
    return render(request, "desk/start_columns.html", {
        "steps": start_steps(), "sheets": told, "waits": sum(sheet.waits for sheet in sheets), "version": version,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@door(Right.EDIT)
def sheet(request: HttpRequest, here: Here, shape: str) -> HttpResponse:
    """Show one list with a choice for each column; take the choices in."""
    version, intake = reading()
    sheets = sheets_of(intake, version) if version and intake else []
    place = next((number for number, one in enumerate(sheets) if one.shape == shape), None)
    if place is None:
        raise Http404
    found = sheets[place]
    if request.method == "POST":
        return _take_in(request, here, found)
    fields = list(FIELD_NAMES.get(found.kind, {}).items())
    choices = [(column, _choices(column, fields)) for column in found.columns.values()]
    return render(request, "desk/start_sheet.html", {
        "steps": start_steps(), "sheet": found, "choices": choices, "kinds": list(KIND_NAMES.items()), "dropped": DROPPED_NAME,
        "chosen_kind": KIND_NAMES.get(found.kind_chosen),
        "next": sheets[place + 1] if place + 1 < len(sheets) and sheets[place + 1].shape else None, "is_list": found.kind != NO_LIST,
    })  # fmt: skip


def _choices(column: Column, fields: Sequence[tuple[str, Text]]) -> list[tuple[str, Text, bool]]:
    out = DROPPED if column.found == DROPPED else ""
    return [(key, name, key == column.chosen) for key, name in [(out, NOT_READ), *fields]]


def _take_in(request: HttpRequest, here: Here, found: Sheet) -> HttpResponse:
    kind = request.POST.get("kind", found.kind_chosen)
    undo = "undo" in request.POST
    named = {
        letter: request.POST[f"column-{letter}"]
        for letter, column in found.columns.items()
        if not column.locked and request.POST.get(f"column-{letter}", column.chosen) != column.chosen
    }
    if undo:
        changed = corrections.correct_list(found.shape, kind="", columns={}, who=here.person)
    elif kind == found.kind_chosen and not named:
        changed = False
    else:
        try:
            same = kind == found.kind
            changed = corrections.correct_list(found.shape, kind=kind, columns=named if same else {}, who=here.person)
        except InputError as error:
            messages.error(request, error.message.in_(language()))
            return redirect("desk:start_sheet", tenant_id=here.tenant.id, shape=found.shape)
    return after_change(request, here, changed=changed, back="desk:start_columns")


def after_change(request: HttpRequest, here: Here, *, changed: bool, back: str) -> HttpResponse:
    """Say what was kept; have everything read anew where the person asked for it."""
    if "read" in request.POST and here.may(Right.RUN):
        job = asking.ask_read(who=here.person, day=timezone.localdate())
        return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)
    if changed:
        messages.success(request, say("覚えました。読み直すと反映されます。", "Kept. It takes effect when everything is read again."))
    else:
        messages.info(request, say("変わったところはありません。", "Nothing has changed."))
    return redirect(back, tenant_id=here.tenant.id)
