"""One line of the record. Each holds the hash of the one before, so that a gap or a change shows."""

from typing import ClassVar

from django.db import models

from inmori.web.tenants.scope import TenantModel


class AuditEvent(TenantModel):
    """One act. ``who`` is written out, since people leave and the record stays."""

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    about = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="one_line_per_number")]
