"""The checklist in two ways, deciding an item, taking a decision back, and the papers to hand out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply import ANSWER_NAMES, COURSE_NAMES, Assessment, framework_of
from inmori.comply.decision import year_end
from inmori.errors import InputError
from inmori.text import Text
from inmori.web.answers import services
from inmori.web.answers.models import Answer
from inmori.web.answers.papers import PAPERS, paper
from inmori.web.answers.standing import Ground, ground, standing
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.checklist.editions import chosen, editions
from inmori.web.desk.screens.checklist.form import begun, read, seen
from inmori.web.desk.screens.checklist.rows import Row, row_of, slug_of
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions.services import present

KINDS = {"pdf": "application/pdf", "zip": "application/zip",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
SAVED = Text(ja="保存しました", en="Saved")
KEPT = Text(ja="下書きとして残しました。まだ決定ではありません", en="Kept as a draft; not decided yet")


@dataclass(frozen=True)
class Page:
    """One edition as it stands today."""

    framework: Framework
    ground: Ground
    rows: list[Answer]
    assessment: Assessment
    today: date

    def shown(self, here: Here, *, only: str | None = None) -> list[Row]:
        """Return the items as they are shown; ``only`` the one of that name."""
        drafts = services.drafts(self.framework.id)
        return [
            row_of(item, load_catalogue().requirements[item.id], self.assessment, decided=self.rows, draft=drafts.get(item.id),
                   who=str(here.person), today=self.today)
            for item in self.assessment.items if only is None or slug_of(item.id) == only
        ]  # fmt: skip


@require_GET
@door(Right.SEE)
def checklist(request: HttpRequest, here: Here) -> HttpResponse:
    """Go to the edition of this fiscal year, or to the one that was chosen."""
    asked = request.GET.get("edition", "")
    edition = asked if asked in {each.short for each in editions()} else chosen(timezone.localdate()).short
    return redirect("desk:checklist_table", tenant_id=here.tenant.id, edition=edition)


@require_GET
@door(Right.SEE)
def table(request: HttpRequest, here: Here, edition: str) -> HttpResponse:
    """Show all items of an edition, or those that nobody has decided yet."""
    page = _page(edition)
    if page is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    shown = page.shown(here)
    undecided = [row for row in shown if row.item.decision is None]
    course = COURSE_NAMES[page.assessment.route.course]
    told = {"page": page, "rows": undecided if "undecided" in request.GET else shown, "undecided": len(undecided),
            "all": len(shown), "counts": _counts(page.assessment), "papers": PAPERS.items(), "course": course,
            "first": (undecided or shown)[0] if shown else None, **_around(page, mode="table")}  # fmt: skip
    return render(request, "desk/checklist_table.html", told)


@require_GET
@door(Right.SEE)
def one(request: HttpRequest, here: Here, edition: str, item: str) -> HttpResponse:
    """Show one item with everything that is known of it."""
    page = _page(edition)
    if page is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    shown = page.shown(here, only=item)
    if not shown:
        raise Http404
    slugs = [slug_of(each.id) for each in page.assessment.items]
    place = slugs.index(item)
    told = {"page": page, "row": shown[0], "place": place + 1, "all": len(slugs), "before": slugs[place - 1] if place else "",
            "after": slugs[place + 1] if place + 1 < len(slugs) else "", **_around(page, mode="one")}  # fmt: skip
    return render(request, "desk/checklist_one.html", told)


@require_POST
@door(Right.DECIDE)
def decide(request: HttpRequest, here: Here, edition: str, item: str) -> HttpResponse:
    """Take a decision in; what cannot stand yet is kept as a draft, and said."""
    page = _page(edition)
    row = next(iter(page.shown(here, only=item)), None) if page else None
    if page is None or row is None:
        raise Http404
    requirement = load_catalogue().requirements[row.item.id]
    decision, faults = read(request.POST, requirement, row.item, today=page.today)
    if decision is not None:
        try:
            services.decide(requirement, decision, who=here.person, seen=seen(request.POST), today=page.today)
        except InputError as error:
            faults = [error.message]
    if faults:
        services.keep_draft(requirement, begun(request.POST), by=here.person)
    return _answer(request, here, edition, item, faults)


@require_POST
@door(Right.DECIDE)
def take_back(request: HttpRequest, here: Here, edition: str, item: str) -> HttpResponse:
    """Take back the newest decision on an item."""
    page = _page(edition)
    own = [row for row in page.rows if slug_of(row.item) == item] if page else []
    row = next((row for row in own if str(row.pk) == request.POST.get("row")), None)
    if row is None:
        raise Http404
    services.take_back(row, who=here.person)
    return redirect("desk:checklist_one", tenant_id=here.tenant.id, edition=edition, item=item)


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, edition: str, name: str) -> HttpResponse:
    """Make a paper of the edition as it stands, and hand it out."""
    page = _page(edition)
    version = present()
    if page is None or version is None or name not in PAPERS:
        raise Http404
    made = paper(name, page.assessment, page.ground.hospital, language=language())
    note(here.person, Verb.PAPER_TAKEN, paper=name, edition=page.framework.id, version=version.number)
    response = HttpResponse(made, content_type=KINDS[name.rsplit(".", 1)[1]])
    response["Content-Disposition"] = f'attachment; filename="{page.framework.short}-{name}"'
    return response


def _page(edition: str) -> Page | None:
    """Return an edition as it stands; None before anything was read.

    Raises:
        Http404: there is no such edition that a hospital answers.
    """
    try:
        framework = framework_of(load_catalogue(), edition)
    except InputError as error:
        raise Http404 from error
    version = present()
    found = ground(version) if version else None
    if found is None:
        return None
    rows, today = services.rows(framework.id), timezone.localdate()
    decided = [row.decision() for row in rows]
    return Page(framework, found, rows, standing(found, framework, decided=decided, today=today), today)


def _answer(request: HttpRequest, here: Here, edition: str, item: str, faults: list[Text]) -> HttpResponse:
    """Show how the item stands now: a part of the page for htmx, the way on for a browser without it."""
    if request.headers.get("HX-Request"):
        page = _page(edition)
        assert page is not None
        row = replace(page.shown(here, only=item)[0], faults=tuple(faults), saved=not faults)
        return render(request, "desk/checklist_state.html", {"row": row, "page": page})
    if faults:
        words = "、".join(fault.in_(language()) for fault in faults)
        messages.error(request, f"{KEPT.in_(language())}: {words}")
    else:
        messages.success(request, SAVED.in_(language()))
    tenant = here.tenant.id
    if request.POST.get("mode") == "table":
        table_at = reverse("desk:checklist_table", kwargs={"tenant_id": tenant, "edition": edition})
        return redirect(f"{table_at}#item-{item}")
    then = item if faults else request.POST.get("then") or item
    framework = framework_of(load_catalogue(), edition)
    known = {slug_of(each.id) for each in load_catalogue().requirements.values() if each.framework == framework.id}
    return redirect("desk:checklist_one", tenant_id=tenant, edition=edition, item=then if then in known else item)


def _around(page: Page, *, mode: str) -> dict[str, object]:
    return {"editions": editions(), "mode": mode, "year_end": year_end(page.today)}


def _counts(assessment: Assessment) -> list[tuple[Text, int]]:
    return [(ANSWER_NAMES[answer], count) for answer, count in assessment.counts().items()]
