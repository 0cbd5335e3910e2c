"""What goes into a job's folder, and what is taken out of it afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inmori.ingest.decided import FILE as DECIDED
from inmori.ingest.decided import Decided, standing
from inmori.web.acceptance.named import names_of
from inmori.web.corrections import services as corrections
from inmori.web.corrections.files import write_corrections
from inmori.web.decided.hospital_text import AS_READ
from inmori.web.decided.services import decisions_of_line
from inmori.web.evidence.models import Upload
from inmori.web.evidence.vault import Vault
from inmori.web.jobs.models import Job, Telling
from inmori.web.people.models import Person
from inmori.web.roadmap.services import roadmap_of_version
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import index, services
from inmori.web.versions.models import StoredDocument, Version

EVIDENCE, PAPERS, DRAFTS, WHAT_IF = "evidence", "papers", "drafts", "what_if"
MADE = {
    Job.READ: ("hospital.json", "intake.json", "diagnosis.json"),
    Job.ASSESS: ("diagnosis.json", "outcomes.json", "roads.json"),
    Job.SEARCH: ("roads.json",),
    Job.WHAT_IF: (),
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
        decided = Decided(decisions=standing(decisions_of_line(services.present())))
        (folder / DECIDED).write_text(decided.to_json(), "utf-8")
        write_corrections(folder, columns=corrections.columns_text(), zones=corrections.zone_decisions())
        return
    for row in StoredDocument.objects.filter(version_id=job.arguments["version"], name__endswith=".json"):
        (folder / row.name).write_text(services.text_of(row), "utf-8")


def take_in(job: Job, folder: Path) -> None:
    """Put what a job made into the store, inside the caller's transaction."""
    made = {name: (folder / name).read_text("utf-8") for name in MADE[job.kind]}
    if job.kind == Job.READ:
        made |= {name: (folder / name).read_text("utf-8") for name in (AS_READ, DECIDED) if (folder / AS_READ).exists()}
        who = Person.objects.filter(pk=job.asked_by_id).first() if job.asked_by_id else None
        version = services.propose(made, cause="資料を読んだ", who=who, day=date.fromisoformat(job.arguments["day"]))
        index.rebuild(version)
        names_of(version)  # here, so that nobody waits for them at a screen
    else:
        version = Version.objects.get(pk=job.arguments["version"])
        services.put(version, _joined(version, made) if job.kind == Job.DRAFTS else made)
        place = {Job.PAPERS: PAPERS, Job.DRAFTS: DRAFTS, Job.WHAT_IF: WHAT_IF}.get(job.kind)
        if job.kind == Job.WHAT_IF:  # some megabytes, made again within a minute: a hospital keeps the last alone
            StoredDocument.objects.filter(name__startswith=f"{WHAT_IF}/").delete()
        for path in sorted((folder / place).glob("*")) if place else ():
            services.put_bytes(version, f"{place}/{path.name}", path.read_bytes())
        if job.kind == Job.ASSESS:
            index.rebuild(version)
            names_of(version)
        if version.state == Version.CURRENT:
            roadmap_of_version(version)  # here, so that nobody waits for it at a screen
    Telling.objects.filter(job=job).update(version=version)


def _joined(version: Version, made: dict[str, str]) -> dict[str, str]:
    """Put the record of the papers that were made into the one that stands now: another job may have written it meanwhile."""
    from inmori.web.jobs.drafting import RECORD, joined

    row = StoredDocument.objects.filter(version=version, name=RECORD).first()
    return {RECORD: joined(made[RECORD], services.text_of(row) if row else None)}
