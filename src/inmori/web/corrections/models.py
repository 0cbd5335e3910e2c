"""A correction of how a list is read, and a word on what a network is for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.web.tenants.scope import AddedOnly


class Correction(AddedOnly):
    """What both kinds share: rows are only ever added, and the newest of a subject counts."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class ListReading(Correction):
    """How lists with these headings are to be read. No ``kind``: as the program finds by itself, from now on."""

    shape = models.CharField(max_length=40)  # fingerprint of the headings (ingest.column_correction)
    kind = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict)  # letter of a column -> field; only those that a person has named

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes = [models.Index(fields=["tenant", "shape"], name="readings_of_list")]


class NetworkKind(Correction):
    """What a network is for, as a person says. No ``kind``: as the evidence says, from now on."""

    network = models.CharField(max_length=50)  # 10.0.10.0/24
    kind = models.CharField(max_length=20, blank=True)
    on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes = [models.Index(fields=["tenant", "network"], name="kinds_of_network")]
