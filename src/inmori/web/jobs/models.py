"""One piece of long work. A worker holds it by a lease; a lease that runs out lets another worker take it up."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.text import Text
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import TenantModel


class Job(models.Model):
    """What is to be done for whom. Workers look across hospitals, so a job holds figures only, never words of a hospital."""

    READ, ASSESS, SEARCH, PAPERS, DRAFTS = "read", "assess", "search", "papers", "drafts"
    WHAT_IF = "what_if"
    KEEPING: ClassVar[frozenset[str]] = frozenset({SEARCH})  # stopped, these take in the best so far
    KINDS: ClassVar = [(READ, "資料を読む"), (ASSESS, "診断と試算"), (SEARCH, "最適な組み合わせを探す"), (PAPERS, "書類を作る"), (DRAFTS, "下書きを作る"), (WHAT_IF, "「もし対策をしたら」の準備")]
    NAMES: ClassVar[dict[str, Text]] = {
        READ: Text(ja="資料を読んでいます", en="Reading the evidence"),
        ASSESS: Text(ja="診断と試算をしています", en="Diagnosing and simulating"),
        SEARCH: Text(ja="予算内で最もよい組み合わせを探しています", en="Searching for the best plan within the budget"),
        WHAT_IF: Text(ja="「もし対策をしたら」の準備をしています", en="Preparing what-if"),
        PAPERS: Text(ja="書類を作っています", en="Making the papers"),
        DRAFTS: Text(ja="下書きを作っています", en="Making the papers to edit"),
    }
    WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
    STATES: ClassVar = [(WAITING, "順番待ち"), (RUNNING, "実行中"), (DONE, "完了"), (FAILED, "失敗"), (STOPPED, "中止")]

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=10, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    arguments = models.JSONField(default=dict)  # numbers and keys of rows
    inputs = models.CharField(max_length=64)  # hash of all that decides the result
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_to_take")]

    @property
    def live(self) -> bool:
        """Whether it is still to be done."""
        return self.state in {self.WAITING, self.RUNNING}


class Telling(TenantModel):
    """What a job tells about itself: how far, in words, and why it failed. Kept behind the hospital's locks."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="telling")
    share = models.FloatField(default=0.0)
    saying = models.CharField(max_length=300, blank=True)
    trouble_ja = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True)
    version = models.ForeignKey("versions.Version", on_delete=models.SET_NULL, null=True, related_name="+")

    @property
    def trouble(self) -> Text:
        """Why it failed, empty where it has not."""
        return Text(ja=self.trouble_ja, en=self.trouble_en)
