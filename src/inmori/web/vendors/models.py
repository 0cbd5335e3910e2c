"""What is on record of vendors, the forms that were handed out, and the pack that an inspector was handed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.comply.vendor_matrix import Request
from inmori.comply.vendor_reply import Reply
from inmori.web.tenants.models import Pass
from inmori.web.tenants.scope import TenantModel


class VendorRecord(TenantModel):
    """What people noted and accepted, as the command line keeps it: what was asked for, and the vendors' answers."""

    requests = models.JSONField(default=list)
    replies = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="one_vendor_record")]

    def asked(self) -> tuple[Request, ...]:
        """Return what was asked for."""
        return tuple(Request.model_validate(each) for each in self.requests)

    def answered(self) -> tuple[Reply, ...]:
        """Return the answers that people accepted."""
        return tuple(Reply.model_validate(each) for each in self.replies)

    def hold(self, *, asked: tuple[Request, ...] | None = None, answered: tuple[Reply, ...] | None = None) -> None:
        """Take in what is new, without saving."""
        if asked is not None:
            self.requests = [each.model_dump(mode="json") for each in asked]
        if answered is not None:
            self.replies = [each.model_dump(mode="json") for each in answered]


class VendorForm(TenantModel):
    """One form that was handed to one vendor. Its answers count once a person of the hospital has accepted them."""

    given = models.OneToOneField(Pass, on_delete=models.CASCADE, related_name="+")
    vendor = models.CharField(max_length=200)
    edition = models.CharField(max_length=60)
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]


class VendorAnswer(TenantModel):
    """One answer as a vendor wrote it."""

    form = models.ForeignKey(VendorForm, on_delete=models.CASCADE, related_name="answers")
    row = models.CharField(max_length=300)
    question = models.CharField(max_length=80)
    answer = models.CharField(max_length=15, blank=True)
    detail = models.TextField(blank=True)
    target = models.DateField(null=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.UniqueConstraint(fields=["form", "row", "question"], name="one_answer_per_question")]


class InspectorPack(TenantModel):
    """The papers as they were when they were handed out: an inspector sees these and nothing later."""

    given = models.OneToOneField(Pass, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
