"""An incident, and the lines of its log, byte for byte as ``inmori incident`` would have them in a file."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.web.tenants.scope import AddedOnly, TenantModel


class Incident(TenantModel):
    """One incident or drill. What is known of it stands in its lines; here stand only its number and whether it is over."""

    number = models.PositiveIntegerField()
    drill = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="one_incident_per_number")]


class LogLine(AddedOnly):
    """One line. Rows are only ever added. ``once`` is the form's own sign: a form that is sent twice adds one line."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    line = models.TextField()  # the core's own spelling of the line, which its hash is of
    hash = models.CharField(max_length=64)
    once = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="one_log_line_per_number"),
            models.UniqueConstraint(fields=["incident", "once"], condition=~models.Q(once=""), name="one_line_per_form"),
        ]
