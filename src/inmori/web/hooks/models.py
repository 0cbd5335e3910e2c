"""Who is told of events, and what is still to be told."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import TenantModel


class Hook(TenantModel):
    """One address that is told. Its secret is made from this installation's key and ``salt``, so none is kept."""

    address = models.CharField(max_length=400)
    salt = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)
    last_answer = models.CharField(max_length=80, blank=True)
    last_told_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class Delivery(models.Model):
    """One event for one address. Workers look across hospitals, so it holds figures only, never words of a hospital."""

    JOB_ENDED, VERSION_CONFIRMED = "job.ended", "version.confirmed"
    EVENTS: ClassVar = [(JOB_ENDED, "計算が終わった"), (VERSION_CONFIRMED, "読み取り結果が確定した")]
    WAITING, TOLD, GIVEN_UP = "waiting", "told", "given_up"
    STATES: ClassVar = [(WAITING, "順番待ち"), (TOLD, "知らせた"), (GIVEN_UP, "あきらめた")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    hook_number = models.PositiveBigIntegerField()  # of a Hook, which stands behind the locks
    event = models.CharField(max_length=20, choices=EVENTS)
    subject = models.PositiveBigIntegerField()  # of the job, or of the version
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_to_make")]
