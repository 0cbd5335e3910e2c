"""An exercise as it was made, and what was seen of it, one row for each thing seen."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.web.tenants.scope import TenantModel


class Exercise(TenantModel):
    """One exercise. ``play`` is what it was made of, so that it stays the same whatever the papers say later."""

    number = models.PositiveIntegerField()
    path = models.PositiveIntegerField()  # which attack path, from 1
    minutes = models.PositiveIntegerField()
    version = models.ForeignKey("versions.Version", on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField()
    play = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    handed_in = models.ForeignKey("evidence.Upload", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="one_exercise_per_number")]


class Seen(TenantModel):
    """One thing that was seen, decided or written; two people who write of different things never meet."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="seen")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=60)
    value = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "kind", "key"], name="one_row_per_thing_seen")]
