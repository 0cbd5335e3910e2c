"""A hospital as a tenant, the people who belong to it, and the links that open one form or one pack to an outsider.

These tables say who may enter, so they are read before any tenant is meant; they hold nothing about the hospital's
network. ``tests/web/tenants`` holds the list of such tables.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models

from inmori.web.tenants.role import RIGHTS, ROLE_NAMES, Right, Role


class Tenant(models.Model):
    """One hospital."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    demo = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's place in one hospital, from when to when. Ended ones stay, so that "who could see us" has an answer."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, ROLE_NAMES[role].ja) for role in Role])
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "person"], condition=models.Q(until__isnull=True), name="one_place_at_a_time"
            )
        ]

    @property
    def rights(self) -> frozenset[Right]:
        """What this place allows."""
        return RIGHTS[Role(self.role)] if self.until is None else frozenset()


class Invitation(models.Model):
    """A link that makes whoever opens it a member. Only the hash of the link's secret is kept."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=[(role.value, ROLE_NAMES[role].ja) for role in Role])
    note = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def open(self, *, now: datetime) -> bool:
        """Whether the link still works."""
        return self.used_at is None and now < self.expires_at


class Pass(models.Model):
    """A link without an account: one vendor's form, or one pack for the inspector. Expires, and can be revoked."""

    VENDOR, INSPECTOR = "vendor", "inspector"
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="passes")
    kind = models.CharField(max_length=10, choices=[(VENDOR, "事業者"), (INSPECTOR, "立入検査")])
    subject = models.CharField(max_length=120)  # the vendor's id, or the edition of the checklist
    label = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)

    def open(self, *, now: datetime) -> bool:
        """Whether the link still works."""
        return self.revoked_at is None and now < self.expires_at
