"""What decides each kind of result, and how it is asked for: the screens and the API ask through these."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from inmori.web.evidence.services import counted
from inmori.web.jobs.models import Job
from inmori.web.jobs.services import ask, inputs_of
from inmori.web.people.models import Person
from inmori.web.versions import services as versions
from inmori.web.versions.models import StoredDocument, Version

SEED, YEARS = 7, 5


def ask_read(*, who: Person, day: date) -> Job:
    """Ask for all evidence that counts to be read into a proposal."""
    files = [(upload.name, upload.sha256) for upload in counted()]
    return ask(Job.READ, who=who, inputs=inputs_of(Job.READ, files=files, day=day), day=day.isoformat())


def ask_assess(version: Version, *, who: Person | None, budget: float | None = None, years: int = YEARS) -> Job:
    """Ask for diagnosis, simulation and both roads of a version."""
    hashed, trials = StoredDocument.objects.get(version=version, name="hospital.json").sha256, settings.DEPLOYMENT.trials
    inputs = inputs_of(Job.ASSESS, version=version.pk, hospital=hashed, budget=budget, years=years, seed=SEED, trials=trials)
    return ask(Job.ASSESS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), budget=budget,
               years=years, seed=SEED, trials=trials)  # fmt: skip


def let_count(version: Version, *, who: Person) -> Job:
    """Make a proposal the present version, and ask for it to be assessed."""
    with transaction.atomic():
        versions.confirm(version, who=who)
        return ask_assess(version, who=who)


def ask_papers(version: Version, *, who: Person, language: str) -> Job:
    """Ask for the report of a version."""
    rows = StoredDocument.objects.filter(version=version, name__endswith=".json").exclude(name="drafts.json").order_by("name")
    hashes = list(rows.values_list("name", "sha256"))
    inputs = inputs_of(Job.PAPERS, documents=hashes, language=language)
    return ask(Job.PAPERS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), language=language)


def ask_drafts(version: Version, *, who: Person, language: str, only: str = "") -> Job:
    """Ask for the papers to edit of a version: of one kind, or of all."""
    names = ("hospital.json", "diagnosis.json", "outcomes.json", "roads.json")
    hashes = list(StoredDocument.objects.filter(version=version, name__in=names).order_by("name").values_list("name", "sha256"))
    inputs = inputs_of(Job.DRAFTS, version=version.pk, documents=hashes, language=language, only=only)
    return ask(Job.DRAFTS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), language=language, only=only)
