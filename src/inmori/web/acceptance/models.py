"""A finding accepted until a day, and the facts that this rested on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.text import Text
from inmori.web.acceptance.rests_on import RestsOn
from inmori.web.tenants.scope import AddedOnly


class Acceptance(AddedOnly):
    """One decision. Rows are only ever added: a longer day is a new row, and taking one back is a row that names it.

    ``key`` names the finding so that a new reading, which numbers machines anew, still knows it; ``finding`` is its id in the
    version of that number. ``until`` is the last day on which it holds.
    """

    key = models.TextField()
    finding = models.TextField()
    version = models.PositiveIntegerField()
    title_ja = models.TextField()
    title_en = models.TextField()
    rests_on = models.JSONField()
    reason = models.TextField()
    who = models.CharField(max_length=120)
    on = models.DateField()
    until = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    takes_back = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="taken_back")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    @property
    def title(self) -> Text:
        """What the finding was called when it was accepted."""
        return Text(ja=self.title_ja, en=self.title_en)

    def facts(self) -> RestsOn:
        """Return the facts that it rested on."""
        return RestsOn.from_row(self.rests_on)
