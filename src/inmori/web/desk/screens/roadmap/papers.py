"""The roadmap to take away: a workbook to fill in, a calendar, a page for the board."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from inmori import __version__
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.plan.roadmap import Roadmap
from inmori.text import Language
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.roadmap.views import present_roadmap
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version

BOOK, CALENDAR, BOARD = "roadmap.xlsx", "roadmap.ics", "board.pdf"
KINDS = {BOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CALENDAR: "text/calendar; charset=utf-8",
         BOARD: "application/pdf"}  # fmt: skip


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Make one of the papers from the roadmap as it stands, and hand it out."""
    version, roadmap = present_roadmap()
    if version is None or roadmap is None or name not in KINDS:
        raise Http404
    data = _made(name, version, roadmap, language())
    note(here.person, Verb.PAPER_TAKEN, paper=name, version=version.number)
    response = HttpResponse(data, content_type=KINDS[name])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _made(name: str, version: Version, roadmap: Roadmap, spoken: Language) -> bytes:
    from inmori.report.documents.roadmap import calendar_of, roadmap_book
    from inmori.report.documents.two_roads import two_roads
    from inmori.report.writers.ics import ics
    from inmori.report.writers.pdf import pdf
    from inmori.report.writers.xlsx import xlsx

    if name == BOOK:
        return xlsx(roadmap_book(roadmap, version=__version__), language=spoken)
    if name == CALENDAR:
        return ics(calendar_of(roadmap), language=spoken, version=__version__)
    hospital, roads = versions.document(version, Hospital, "hospital.json"), versions.document(version, Roads, "roads.json")
    assert hospital is not None  # there is no roadmap without both
    assert roads is not None
    return pdf(two_roads(hospital, roads, roadmap, version=__version__), language=spoken)
