"""Operations on papers: which there are, asking for the report or for drafts to edit, taking one away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Status

from inmori.report.documents.manuscripts import KINDS
from inmori.text import Text
from inmori.web.api.access import CONFLICT, ERRORS, caller_in, needs, refused
from inmori.web.api.paper_schemas import DraftsIn, PaperOut, PapersIn, PapersOut
from inmori.web.api.schemas import JobOut, Problem
from inmori.web.api.working import job_told
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.documents.drafts import WORD
from inmori.web.desk.screens.documents.views import KINDS as TYPES
from inmori.web.desk.screens.documents.views import NAMES
from inmori.web.jobs import asking
from inmori.web.tenants.role import Right
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import bytes_of, present

router = Router(tags=["papers"])
REPORT, DRAFT, SHOWN = "papers/", "drafts/", 200
NOT_YET = "Nothing has been assessed yet."
UNKNOWN_KIND = Text(ja="そのような書類はありません。", en="There is no such kind of paper.")
FILE = {"responses": {200: {"description": "The file", "content": {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}}  # fmt: skip


@router.get("/papers", response={200: PapersOut, **ERRORS}, operation_id="papers")
@needs(Right.SEE)
def papers(request: HttpRequest) -> PapersOut:
    """List the papers that were made, of the newest versions first."""
    rows = StoredDocument.objects.filter(name__regex=f"^({REPORT}|{DRAFT})").select_related("version").defer("body")
    return PapersOut(items=[_told(row) for row in rows.order_by("-version__number", "name")[:SHOWN]])


@router.post("/papers", response={202: JobOut, **ERRORS, **CONFLICT}, operation_id="papers_make")
@needs(Right.RUN)
def papers_make(request: HttpRequest, wish: PapersIn) -> Any:
    """Have the report of the present version made."""
    now = _assessed()
    if now is None:
        return Status(409, Problem(detail=NOT_YET))
    return Status(202, job_told(asking.ask_papers(now, who=caller_in(request).person, language=wish.language)))


@router.post("/drafts", response={202: JobOut, **ERRORS, **CONFLICT}, operation_id="drafts_make")
@needs(Right.RUN)
def drafts_make(request: HttpRequest, wish: DraftsIn) -> Any:
    """Have papers to edit made of the present version."""
    now = _assessed()
    if wish.only and wish.only not in {kind.id for kind in KINDS}:
        return refused([UNKNOWN_KIND])
    if now is None:
        return Status(409, Problem(detail=NOT_YET))
    job = asking.ask_drafts(now, who=caller_in(request).person, language=wish.language, only=wish.only)
    return Status(202, job_told(job))


@router.get("/papers/{int:number}/{name}", response={**ERRORS}, operation_id="paper", openapi_extra=FILE)
@needs(Right.DOWNLOAD)
def paper(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Take one paper as it was made of a version; that it was taken stands in the record."""
    asked = [f"{REPORT}{name}"] if name in NAMES else [f"{DRAFT}{name}"]
    row = StoredDocument.objects.filter(version__number=number, name__in=asked).first()
    if row is None:
        raise Http404
    note(caller_in(request).person, Verb.PAPER_TAKEN, paper=name, version=number, sha256=row.sha256)
    return HttpResponse(bytes_of(row), content_type=TYPES[name.rsplit(".", 1)[1]] if name in NAMES else WORD)


def _assessed() -> Version | None:
    now = present()
    return now if now and StoredDocument.objects.filter(version=now, name="roads.json").exists() else None


def _told(row: StoredDocument) -> PaperOut:
    report = row.name.startswith(REPORT)
    name = row.name.removeprefix(REPORT if report else DRAFT)
    title = NAMES.get(name) or Text(ja=name.rsplit(".", 1)[0], en=name.rsplit(".", 1)[0])
    return PaperOut(kind="report" if report else "draft", name=name, version=row.version.number, title=title, size=row.size,
                    sha256=row.sha256, made_at=row.made_at)  # fmt: skip
