"""A decision on one field of one machine, as :class:`inmori.ingest.decided.FactDecision` knows it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.ingest.decided import DeviceMark, FactDecision
from inmori.web.tenants.scope import AddedOnly
from inmori.web.versions.models import Version


class DecidedFact(AddedOnly):
    """One decision. Rows are only ever added: a correction is a new row, and taking one back is a row that names it.

    ``version`` is the version that it made: a decision stands where its version is the present one or lies before it, so
    that going back to an earlier version goes back behind the decision too. None until there is one.
    """

    number = models.PositiveIntegerField()
    device = models.CharField(max_length=80)
    reading = models.CharField(max_length=64)
    mark = models.JSONField(default=dict)
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=400, null=True)  # None: decided to be unknown
    against = models.JSONField(default=list)
    who = models.CharField(max_length=200)
    on = models.DateField()
    reason = models.TextField()
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    takes_back = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="taken_back")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="one_decision_per_number")]
        indexes = [models.Index(fields=["tenant", "version"], name="decisions_of_version")]

    def decision(self, numbers: dict[int, int]) -> FactDecision:
        """Return it as the core knows it; ``numbers`` gives the number of a row by its key."""
        return FactDecision(
            number=self.number, device_id=self.device, reading=self.reading, mark=DeviceMark.model_validate(self.mark),
            field=self.field, value=self.value, who=self.who, on=self.on, reason=self.reason, against=tuple(self.against),
            takes_back=numbers[self.takes_back_id] if self.takes_back_id else None,
        )  # fmt: skip
