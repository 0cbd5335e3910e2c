"""A key with which another program works in one hospital. Only its hash is kept.

It is looked up before any tenant is meant, since it says which one is; so it stands outside the first lock.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.text import Text
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.role import Right


class Token(models.Model):
    """One key. It works no longer than its maker may make keys, and never after ``expires_at``."""

    READ, WRITE = "read", "write"
    KINDS: ClassVar = [(READ, "読むだけ"), (WRITE, "読み書き")]
    NAMES: ClassVar[dict[str, Text]] = {
        READ: Text(ja="読むだけ", en="Read only"),
        WRITE: Text(ja="読み書き", en="Read and write"),
    }
    RIGHTS: ClassVar[dict[str, frozenset[Right]]] = {
        READ: frozenset({Right.SEE}),
        WRITE: frozenset({Right.SEE, Right.EDIT, Right.DECIDE, Right.RUN, Right.DOWNLOAD}),
    }

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    access = models.CharField(max_length=5, choices=KINDS)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    @property
    def rights(self) -> frozenset[Right]:
        """What may be done with it."""
        return self.RIGHTS[self.access]

    def open(self, *, now: datetime) -> bool:
        """Whether it still works."""
        return self.revoked_at is None and now < self.expires_at
