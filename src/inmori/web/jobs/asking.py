"""What decides each kind of result, and how it is asked for: the screens and the API ask through these."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from inmori.plan import Roads
from inmori.web.corrections import services as corrections
from inmori.web.decided import renewing
from inmori.web.evidence.services import counted
from inmori.web.jobs.models import Job
from inmori.web.jobs.services import ask, inputs_of, live, stop, telling
from inmori.web.people.models import Person
from inmori.web.versions import services as versions
from inmori.web.versions.models import StoredDocument, Version

SEED, YEARS = 7, 5


def ask_read(*, who: Person, day: date) -> Job:
    """Ask for all evidence that counts to be read into a proposal, as people have corrected its reading."""
    files = [(upload.name, upload.sha256) for upload in counted()]
    told, passed = corrections.inputs(), 0
    while True:
        inputs = inputs_of(Job.READ, files=files, day=day, passed=passed, **told)
        job = ask(Job.READ, who=who, inputs=inputs, day=day.isoformat())
        if job.state != Job.DONE or _stands(job):
            return job
        passed = job.pk  # its reading was dropped, replaced or undone since: nobody could look at it any more


def _stands(job: Job) -> bool:
    """Whether what a job has read is what waits for a person, or what counts now with nothing waiting."""
    waiting, version = versions.proposed(), telling(job).version
    return version is not None and version == (waiting or versions.present())


def ask_assess(version: Version, *, who: Person | None, budget: float | None = None, years: int = YEARS) -> Job:
    """Ask for diagnosis, simulation and both roads of a version."""
    hashed, trials = StoredDocument.objects.get(version=version, name="hospital.json").sha256, settings.DEPLOYMENT.trials
    inputs = inputs_of(Job.ASSESS, version=version.pk, hospital=hashed, budget=budget, years=years, seed=SEED, trials=trials)
    return ask(Job.ASSESS, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), budget=budget,
               years=years, seed=SEED, trials=trials)  # fmt: skip


def ask_search(version: Version, *, who: Person, budget: float | None, years: int = YEARS) -> Job:
    """Ask for the best mix within a yearly budget; equal questions are answered from what stands, unless it was cut short."""
    hashed, trials, passed = _hash(version, "hospital.json"), settings.DEPLOYMENT.trials, 0
    while True:
        inputs = inputs_of(Job.SEARCH, version=version.pk, hospital=hashed, budget=budget, years=years, seed=SEED, trials=trials,
                           passed=passed)  # fmt: skip
        job = ask(Job.SEARCH, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), budget=budget, years=years,
                  seed=SEED, trials=trials)  # fmt: skip
        if job.state != Job.DONE or _found(version, years=years, budget=budget):
            return job
        passed = job.pk  # another search or an assessment has taken its place since, or a person stopped it early


def _found(version: Version, *, years: int, budget: float | None) -> bool:
    """Whether the roads that stand are those of a search with this budget, done to its end."""
    roads = versions.document(version, Roads, "roads.json")
    whole = roads is not None and roads.search is not None and not roads.search.stopped
    return whole and roads is not None and roads.years == years and (budget is None or roads.budget_yen == budget)


def ask_what_if(version: Version, *, who: Person | None, key: str, trials: int, seed: int) -> Job:
    """Ask for what many what-ifs need to be run once; ``key`` is the name it is put away under, a hash of all that decides it."""
    own = Job.objects.filter(tenant_id=version.tenant_id, kind=Job.WHAT_IF, arguments__key=key, arguments__version=version.pk)
    last = own.exclude(state__in=[Job.WAITING, Job.RUNNING]).first()
    passed = last.pk if last is not None else 0  # it failed, or what it put away has gone since
    inputs = inputs_of(Job.WHAT_IF, version=version.pk, key=key, passed=passed)
    return ask(Job.WHAT_IF, who=who, inputs=inputs, version=version.pk, day=version.day.isoformat(), key=key, trials=trials,
               seed=seed)  # fmt: skip


def what_if_job(version: Version, *, key: str) -> Job | None:
    """Return the last preparation of a version under this name that did not end well, or is still to be done."""
    own = Job.objects.filter(tenant_id=version.tenant_id, kind=Job.WHAT_IF, arguments__key=key, arguments__version=version.pk)
    found = own.first()
    return None if found is not None and found.state == Job.DONE else found


def _hash(version: Version, name: str) -> str:
    return str(StoredDocument.objects.values_list("sha256", flat=True).get(version=version, name=name))


def let_count(version: Version, *, who: Person) -> Job:
    """Make a proposal the present version, and ask for it to be assessed."""
    with transaction.atomic():
        renewing.carry_over(version)
        versions.confirm(version, who=who)
        return ask_assess(version, who=who)


def follow_decisions(*, who: Person) -> Version | None:
    """Make the version in which all that people decided is, and ask for it to be assessed; None where nothing changed.

    Calculations of earlier versions are of no use any more: they make room.
    """
    with transaction.atomic():
        found = renewing.waiting()
        if found is None:
            return None
        version = renewing.renew(found, who=who)
        for job in live((Job.ASSESS,)):
            stop(job, who=who)
        last = Job.objects.filter(tenant_id=version.tenant_id, kind=Job.ASSESS).first()
        told = last.arguments if last else {}
        ask_assess(version, who=who, budget=told.get("budget"), years=told.get("years", YEARS))
    return version


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
