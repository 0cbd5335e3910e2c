"""One file handed in. What it says is read elsewhere; here stands that it exists and whether it counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.web.tenants.scope import TenantModel


class Upload(TenantModel):
    """One file. Removing it from the evidence keeps the row and its bytes, so that it can be taken back."""

    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
