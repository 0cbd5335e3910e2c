"""A decision on an item of a checklist, and what somebody has begun to write of one."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models

from inmori.catalogue.requirement import Answer as AnswerWord
from inmori.comply import Decision
from inmori.web.tenants.scope import AddedOnly, TenantModel


class Answer(AddedOnly):
    """One decision. Rows are only ever added: a correction is a new row, and taking one back is a row that names it."""

    edition = models.CharField(max_length=60)  # id of a framework
    item = models.CharField(max_length=60)  # id of a requirement
    answer = models.CharField(max_length=15)
    on = models.DateField()
    who = models.CharField(max_length=120)
    reason = models.TextField()
    target = models.DateField(null=True)
    evidence = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    takes_back = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="taken_back")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes = [models.Index(fields=["tenant", "edition", "item"], name="answers_of_item")]

    def decision(self) -> Decision:
        """Return it as the assessment knows it."""
        return Decision(item=self.item, answer=cast(AnswerWord, self.answer), on=self.on, who=self.who, reason=self.reason,
                        target=self.target, evidence=self.evidence)  # fmt: skip


class Draft(TenantModel):
    """What was written of an item and cannot stand yet, so that a closed lid loses nothing. It counts for nothing."""

    edition = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "edition", "item"], name="one_draft_per_item")]
