"""Operations on the record: every act, newest first, and whether the chain is whole."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Query as Asked
from ninja import Router

from inmori.web.api.access import ERRORS, needs
from inmori.web.api.history_schemas import CheckOut, EventOut, HistoryOut, PageIn
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import VERB_NAMES, Verb
from inmori.web.tenants.role import Right

router = Router(tags=["history"])
ROWS = 100


@router.get("/history", response={200: HistoryOut, **ERRORS}, operation_id="history")
@needs(Right.SEE)
def history(request: HttpRequest, asked: Asked[PageIn]) -> HistoryOut:
    """Tell who did what, a hundred lines a page. Each line's hash is made of the line before and of the line itself."""
    shown = Paginator(AuditEvent.objects.order_by("-number"), ROWS).get_page(asked.page)
    items = [
        EventOut(number=each.number, at=each.at, who=each.who, verb=each.verb, name=VERB_NAMES[Verb(each.verb)], about=each.about,
                 before=each.before, hash=each.hash)
        for each in shown
    ]  # fmt: skip
    return HistoryOut(items=items, count=shown.paginator.count, page=shown.number, pages=shown.paginator.num_pages)


@router.get("/history/check", response={200: CheckOut, **ERRORS}, operation_id="history_check")
@needs(Right.SEE)
def history_check(request: HttpRequest) -> CheckOut:
    """Verify the record from its first line to its last."""
    broken = broken_at()
    return CheckOut(whole=broken is None, lines=AuditEvent.objects.count(), broken_at=broken)
