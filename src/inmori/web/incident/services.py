"""Begins, adds to and ends an incident; each line with its line in the hospital's record, in the same transaction."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from inmori.errors import InputError
from inmori.model import Hospital
from inmori.prepare.incident_case import case_of
from inmori.prepare.incident_chain import read_chain
from inmori.prepare.incident_entry import FIRST, Chain, Entry, line_of, sealed
from inmori.prepare.incident_house import House, house_of
from inmori.prepare.incident_privacy import may_name_a_person
from inmori.prepare.incident_question import Question
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.incident.models import Incident, LogLine
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import services as versions

DRILL = "【訓練】"
LONGEST = 4_000  # signs of one line, as at the command line
OVER = Text(ja="この事案は終えられています。書き足すには、先に「再開する」を押してください。", en="This incident was ended. Reopen it to add lines.")
LONG = Text(ja=f"1行は{LONGEST}文字までです。分けて書いてください。", en=f"A line holds {LONGEST} characters; split it.")
NO_LINE = Text(ja="直したい行がありません。画面を開き直してください。", en="There is no such line. Open the page again.")
NAMED = Text(
    ja="患者さんの名前・番号・生年月日が入っているように見えるため、まだ記録していません。「60代の入院患者1名」のように、名前を書かない形に直してください。"
    "職員や事業者の名前など、患者さんのものでなければ、下の欄に印を付けてもう一度押してください。",
    en="This seems to name a patient, so it is NOT recorded yet. Write it without a name, number or birth date. If it is not a "
    "patient's (staff, a vendor), tick the box below and send it again.",
)


class NamesAPerson(InputError):
    """The words look as if they named a patient: nothing was stored."""


def hospital_here() -> Hospital | None:
    """Return what the papers say of the hospital; papers that cannot be read must not stop anybody who has an incident."""
    try:
        version = versions.present()
        return versions.document(version, Hospital, "hospital.json") if version else None
    except Exception:  # whatever is wrong with the papers, the log begins
        logging.getLogger(__name__).exception("the papers of a hospital could not be read in an incident")
        return None


def house_here(tenant: Tenant, *, drill: bool) -> House:
    """Return what the reports need of the hospital; a drill's reports say in the hospital's name that they are none."""
    hospital = hospital_here()
    house = house_of(hospital) if hospital else House()
    name = house.name or tenant.name
    return house.model_copy(update={"name": f"{DRILL}{name}" if drill else name})


def begin(tenant: Tenant, *, who: Person, entry: Entry, drill: bool, once: str) -> Incident:
    """Begin an incident with its first line; a form that was sent twice begins one."""
    house = house_here(tenant, drill=drill)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        sent = LogLine.objects.filter(once=once, number=1).select_related("incident").first() if once else None
        if sent is not None:
            return sent.incident  # type: ignore[no-any-return]
        last = Incident.objects.order_by("-number").first()
        incident = Incident(number=(last.number if last else 0) + 1, drill=drill, begun_at=entry.entered, begun_by=who)
        incident.save()
        _append(incident, Chain(()), entry.model_copy(update={"house": house}), who=who, once=once)
    return incident


def add(incident: Incident, entry: Entry, *, who: Person, once: str = "") -> Entry:
    """Add a line to a log and return it sealed; whoever else writes meanwhile comes before or after, and nothing is lost.

    Raises:
        InputError: the incident was ended, or there is no line that this one would correct.
    """
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        if Incident.objects.filter(pk=incident.pk, ended_at__isnull=False).exists():
            raise InputError(OVER)
        return _append(incident, _chain(incident), entry, who=who, once=once)


def answer(incident: Incident, question: Question, value: str, why: str, *, entry: Entry, who: Person) -> bool:
    """Add an answer, unless it says what stands already. Returns whether a line was added."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        stands = case_of(_chain(incident).entries).answers[question.id]
        if (stands.value, stands.why) == (value, why):
            return False
        add(incident, entry.model_copy(update={"question": question.id, "answer": value, "what": why}), who=who)
    return True


def end(incident: Incident, entry: Entry, *, who: Person) -> None:
    """End an incident; the reason is its last line."""
    with transaction.atomic():
        add(incident, entry, who=who)
        Incident.objects.filter(pk=incident.pk).update(ended_at=timezone.now())
        note(who, Verb.INCIDENT_ENDED, incident=incident.number, drill=incident.drill)


def reopen(incident: Incident, entry: Entry, *, who: Person) -> None:
    """Go on with an incident that was ended; the reason is a line."""
    with transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(ended_at=None)
        add(incident, entry, who=who)


def checked(words: str, *, sure: bool) -> str:
    """Return what was written without what no page can hold.

    Raises:
        InputError: it is too long.
        NamesAPerson: it seems to name a patient, and nobody said that it does not.
    """
    from inmori.report.writers.neutralise import printable

    clean = printable(words.replace("\r\n", "\n"), keep="\n").strip()
    if len(clean) > LONGEST:
        raise InputError(LONG)
    if may_name_a_person(clean) and not sure:
        raise NamesAPerson(NAMED)
    return clean


def _chain(incident: Incident) -> Chain:
    lines = LogLine.objects.filter(incident=incident).order_by("number").values_list("line", flat=True)
    return read_chain("".join(f"{line}\n" for line in lines).encode())


def _append(incident: Incident, chain: Chain, entry: Entry, *, who: Person, once: str) -> Entry:
    sent = LogLine.objects.filter(incident=incident, once=once).first() if once else None
    if sent is not None:
        return next(one for one in chain.entries if one.number == sent.number)
    if entry.corrects is not None and all(one.number != entry.corrects for one in chain.entries):
        raise InputError(NO_LINE)
    rows = LogLine.objects.filter(incident=incident).order_by("-number")
    last = rows.values_list("number", "hash").first()
    now: datetime = entry.entered
    made = sealed(entry.model_copy(update={"number": (last[0] if last else 0) + 1, "before": last[1] if last else FIRST}))
    LogLine(incident=incident, number=made.number, line=line_of(made), hash=made.hash, once=once, made_by=who, made_at=now).save()
    note(who, Verb.INCIDENT_NOTED, incident=incident.number, line=made.number, kind=made.kind, hash=made.hash, drill=incident.drill)
    return made
