"""A hospital's one roadmap, as the document of the command line, with what people wrote into it."""

from __future__ import annotations

from django.db import models

from inmori.plan.roadmap import Roadmap
from inmori.web.tenants.scope import TenantModel


class KeptRoadmap(TenantModel):
    """The roadmap as it was last worked out or written into. ``made_from`` tells the documents it was worked out from."""

    body = models.TextField()
    made_from = models.CharField(max_length=64)
    open_due = models.JSONField(default=list)  # days of the open tasks, in order: what a fleet needs to know of it
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="one_roadmap")]

    def document(self) -> Roadmap:
        """Return it as the plan knows it."""
        return Roadmap.from_json(self.body, name="roadmap.json")

    def hold(self, roadmap: Roadmap) -> None:
        """Take a roadmap's words in, without saving."""
        self.body = roadmap.to_json()
        self.open_due = sorted(item.due.isoformat() for item in roadmap.items if item.due and item.state != "done")
