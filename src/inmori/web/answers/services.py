"""Takes decisions in and gives them out; each with its line in the record, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from inmori.catalogue.requirement import Requirement
from inmori.comply import Decision
from inmori.comply.decision import checked, histories
from inmori.errors import InputError
from inmori.text import Text
from inmori.web.answers.models import Answer, Draft
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant

OVERTAKEN = Text(
    ja="画面を開いたあとに、ほかの人が先に決めました。上に出ている新しい決定を確かめて、必要ならもう一度決めてください。",
    en="Somebody else decided after you opened this page. Look at the newer decision above and decide again if need be.",
)


def rows(edition: str) -> list[Answer]:
    """Return the decisions on an edition that were not taken back, oldest first."""
    return list(Answer.objects.filter(edition=edition, takes_back__isnull=True, taken_back__isnull=True).order_by("pk"))


def decide(requirement: Requirement, decision: Decision, *, who: Person, seen: int, today: date) -> bool:
    """Add a decision; an equal one is not added twice. Returns whether it was added.

    ``seen`` is the row of the newest decision that the person saw when deciding, 0 for none.

    Raises:
        InputError: it cannot stand, a fourth round of a year, or somebody else decided in between.
    """
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        earlier = [row for row in rows(requirement.framework) if row.item == requirement.id]
        newest = earlier[-1] if earlier else None
        if newest is not None and newest.decision() == decision:
            drop_draft(requirement)
            return False
        if newest is not None and newest.pk != seen:
            raise InputError(OVERTAKEN)
        checked(decision, requirement, today=today)
        histories([*(row.decision() for row in earlier), decision])
        row = Answer(edition=requirement.framework, made_by=who, **decision.model_dump(exclude={"valid_until"}))
        row.save()
        drop_draft(requirement)
        target = decision.target.isoformat() if decision.target else None
        note(who, Verb.ANSWER_DECIDED, item=requirement.id, answer=decision.answer, on=decision.on.isoformat(),
             decided_by=decision.who, target=target, row=row.pk)  # fmt: skip
    return True


def take_back(row: Answer, *, who: Person) -> None:
    """Take a decision back: it stays in the table and stands no longer."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        Answer(edition=row.edition, item=row.item, answer=row.answer, on=row.on, who=row.who, reason=row.reason,
               target=row.target, evidence=row.evidence, made_by=who, takes_back=row).save()  # fmt: skip
        note(who, Verb.ANSWER_DECIDED, item=row.item, answer=row.answer, on=row.on.isoformat(), taken_back=row.pk)


def keep_draft(requirement: Requirement, fields: Mapping[str, str], *, by: Person) -> None:
    """Keep what cannot stand yet."""
    Draft.objects.update_or_create(
        edition=requirement.framework, item=requirement.id, defaults={"fields": dict(fields), "by": by}
    )


def drop_draft(requirement: Requirement) -> None:
    """Forget what was begun of an item."""
    Draft.objects.filter(edition=requirement.framework, item=requirement.id).delete()


def drafts(edition: str) -> dict[str, Draft]:
    """Return what was begun, by item."""
    return {draft.item: draft for draft in Draft.objects.filter(edition=edition).select_related("by")}
