"""What goes into a job's folder, and what is taken out of it afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inmori.web.evidence.models import Upload
from inmori.web.evidence.vault import Vault
from inmori.web.jobs.models import Job, Telling
from inmori.web.people.models import Person
from inmori.web.roadmap.services import roadmap_of_version
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import index, services
from inmori.web.versions.models import StoredDocument, Version

EVIDENCE, PAPERS, DRAFTS = "evidence", "papers", "drafts"
MADE = {
    Job.READ: ("hospital.json", "intake.json", "diagnosis.json"),
    Job.ASSESS: ("diagnosis.json", "outcomes.json", "roads.json"),
    Job.SEARCH: ("roads.json",),
    Job.PAPERS: (),
    Job.DRAFTS: ("drafts.json",),
}


def lay_out(job: Job, folder: Path, *, files: Sequence[Upload], vault: Vault) -> None:
    """Put a job's inputs into its folder."""
    (folder / "arguments.json").write_text(json.dumps(job.arguments), "utf-8")
    if job.kind == Job.READ:
        place = folder / EVIDENCE
        place.mkdir(mode=0o700)
        for upload in files:
            vault.take(current_tenant(), upload.sha256, to=place / upload.name)
        return
    for row in StoredDocument.objects.filter(version_id=job.arguments["version"], name__endswith=".json"):
        (folder / row.name).write_text(services.text_of(row), "utf-8")


def take_in(job: Job, folder: Path) -> None:
    """Put what a job made into the store, inside the caller's transaction."""
    made = {name: (folder / name).read_text("utf-8") for name in MADE[job.kind]}
    if job.kind == Job.READ:
        who = Person.objects.filter(pk=job.asked_by_id).first() if job.asked_by_id else None
        version = services.propose(made, cause="資料を読んだ", who=who, day=date.fromisoformat(job.arguments["day"]))
        index.rebuild(version)
    else:
        version = Version.objects.get(pk=job.arguments["version"])
        services.put(version, made)
        place = {Job.PAPERS: PAPERS, Job.DRAFTS: DRAFTS}.get(job.kind)
        for path in sorted((folder / place).glob("*")) if place else ():
            services.put_bytes(version, f"{place}/{path.name}", path.read_bytes())
        if job.kind == Job.ASSESS:
            index.rebuild(version)
        if version.state == Version.CURRENT:
            roadmap_of_version(version)  # here, so that nobody waits for it at a screen
    Telling.objects.filter(job=job).update(version=version)
