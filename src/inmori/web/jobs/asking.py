"""What decides each kind of result, and how it is asked for: the screens and the API ask through these."""

from __future__ import annotations

from datetime import date

from inmori.web.evidence.services import counted
from inmori.web.jobs.models import Job
from inmori.web.jobs.services import ask, inputs_of
from inmori.web.people.models import Person
from inmori.web.versions.models import StoredDocument, Version

SEED, TRIALS, YEARS = 7, 8_000, 5


def ask_read(*, who: Person, day: date) -> Job:
    """Ask for all evidence that counts to be read into a proposal."""
    files = [(upload.name, upload.sha256) for upload in counted()]
    return ask(Job.READ, who=who, inputs=inputs_of(Job.READ, files=files, day=day), day=day.isoformat())


def ask_assess(version: Version, *, who: Person | None, budget: float | None = None, years: int = YEARS) -> Job:
    """Ask for diagnosis, simulation and both roads of a version."""
    hashed = StoredDocument.objects.get(version=version, name="hospital.json").sha256
    inputs = inputs_of(Job.ASSESS, version=version.pk, hospital=hashed, budget=budget, years=years, seed=SEED, trials=TRIALS)
    return ask(Job.ASSESS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), budget=budget,
               years=years, seed=SEED, trials=TRIALS)  # fmt: skip


def ask_papers(version: Version, *, who: Person, language: str) -> Job:
    """Ask for the report of a version."""
    rows = StoredDocument.objects.filter(version=version, name__endswith=".json").order_by("name")
    hashes = list(rows.values_list("name", "sha256"))
    inputs = inputs_of(Job.PAPERS, documents=hashes, language=language)
    return ask(Job.PAPERS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), language=language)
