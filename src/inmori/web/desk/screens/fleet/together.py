"""One act in several hospitals at once: each through its own door, by its own services, with a line in its own record.

What one hospital does not allow, or does not have, is told and stops none of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from inmori.plan.roadmap_change import EditedRow
from inmori.text import Text
from inmori.web.evidence.services import counted
from inmori.web.jobs import asking
from inmori.web.jobs.models import Job
from inmori.web.people.models import Person
from inmori.web.roadmap import services as roadmap
from inmori.web.tenants.access import Here, enter
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.services import present

NOT_ALLOWED = Text(ja="あなたの役割ではできません", en="your role does not allow it")
NO_VERSION = Text(ja="まだ読み取り結果がありません", en="nothing has been read yet")
NO_EVIDENCE = Text(ja="資料がありません", en="there is no evidence")
NO_TASK = Text(ja="この対策は工程表にありません", en="the roadmap does not have this task")
SAME = Text(ja="もうそうなっています", en="so it stands already")
DONE_BEFORE = Text(ja="同じ資料の診断は済んでいます", en="equal inputs were assessed already")
ASKED = Text(ja="依頼しました", en="asked for")
WRITTEN = Text(ja="工程表に書きました", en="written into the roadmap")


@dataclass(frozen=True)
class Outcome:
    """What became of an act in one hospital."""

    name: str
    good: bool
    words: Text


Act = Callable[[Here], tuple[bool, Text]]


def together(person: Person, tenants: Iterable[UUID], *, need: Right, act: Act) -> list[Outcome]:
    """Do an act in each hospital that lets this person; a hospital of which the person is no member is not named at all."""
    found = []
    for tenant in dict.fromkeys(tenants):
        try:
            here = enter(person, tenant, need=Right.SEE)
        except Http404:
            continue
        if not here.may(need):
            found.append(Outcome(here.tenant.name, False, NOT_ALLOWED))
            continue
        with tenant_scope(tenant):
            found.append(Outcome(here.tenant.name, *act(here)))
    return found


def assess(here: Here) -> tuple[bool, Text]:
    """Ask for what counts to be assessed; equal inputs are not run twice."""
    version = present()
    if version is None:
        return False, NO_VERSION
    job = asking.ask_assess(version, who=here.person)
    return (False, DONE_BEFORE) if job.state == Job.DONE else (True, ASKED)


def read(here: Here, *, today: date) -> tuple[bool, Text]:
    """Ask for the evidence to be read as of today; the hospital looks at what comes of it before it counts."""
    if not counted():
        return False, NO_EVIDENCE
    asking.ask_read(who=here.person, day=today)
    return True, ASKED


def assign(here: Here, *, measure: str, owner: str, due: date | None) -> tuple[bool, Text]:
    """Write who does one task and by when; what is left empty stays as it is."""
    version = present()
    shown = roadmap.roadmap_of_version(version) if version else None
    item = shown.item(measure) if shown else None
    if version is None or item is None:
        return False, NO_TASK
    seen = EditedRow(measure=measure, start=item.start, due=item.due, owner=item.owner, state=item.state, note=item.note)
    wanted = seen.model_copy(update={"owner": owner or item.owner, "due": due or item.due})
    written = roadmap.write(version, row=wanted, seen=seen, who=here.person)
    return (True, WRITTEN) if written is not None and written.changes else (False, SAME)
