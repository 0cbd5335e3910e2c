"""A hospital is kept as the documents of the stages, never as tables of devices; a thin index serves long lists."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inmori.web.tenants.scope import TenantModel


class Version(TenantModel):
    """One state of the hospital. A proposed one counts only once a person has confirmed it."""

    PROPOSED, CURRENT, PAST, DROPPED = "proposed", "current", "past", "dropped"
    STATES: ClassVar = [(PROPOSED, "確認待ち"), (CURRENT, "現在"), (PAST, "過去"), (DROPPED, "取りやめ")]

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=PROPOSED)
    cause = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    day = models.DateField()  # "today" of every judgement in it
    confirmed_at = models.DateTimeField(null=True)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")  # what it was read after

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="one_version_per_number"),
            models.UniqueConstraint(fields=["tenant"], condition=models.Q(state="current"), name="one_present_version"),
        ]


class StoredDocument(TenantModel):
    """One stage's document, compressed. ``name`` is the file's name in an output folder."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    body = models.BinaryField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="one_document_per_name")]


class DeviceRow(TenantModel):
    """The thin index of devices: what a list shows and searches. Rebuilt from hospital.json by one command."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="device_rows")
    device = models.CharField(max_length=80)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=200, blank=True)
    os = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    support = models.CharField(max_length=12, default="unknown")
    findings = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    search = models.TextField(blank=True)  # everything above, folded: full and half width, kana, case

    class Meta:
        ordering: ClassVar[list[str]] = ["device"]
        indexes = [
            models.Index(fields=["version", "name"], name="device_by_name"),
            models.Index(fields=["version", "zone"], name="device_by_zone"),
            models.Index(fields=["version", "kind"], name="device_by_kind"),
        ]
        constraints = [models.UniqueConstraint(fields=["version", "device"], name="one_row_per_device")]


class Standing(TenantModel):
    """What a fleet's screen needs to know of a version: a few figures, rebuilt from the documents."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="standing")
    beds = models.PositiveIntegerField(null=True)
    devices = models.PositiveIntegerField(default=0)
    critical = models.PositiveIntegerField(default=0)
    high = models.PositiveIntegerField(default=0)
    yearly_loss = models.FloatField(null=True)  # yen
    ehr_days = models.FloatField(null=True)  # days, given damage
    p_seven_days = models.FloatField(null=True)  # within five years
    duties_open = models.PositiveIntegerField(null=True)  # of today's duties, with nothing done
