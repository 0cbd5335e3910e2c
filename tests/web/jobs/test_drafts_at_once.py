"""Two jobs make papers of one version at once: the record remembers the papers of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from inmori.prepare import prepare
from inmori.prepare.draft_record import DraftRecord
from inmori.web.jobs import intake, services
from inmori.web.jobs.drafting import write_drafts
from inmori.web.jobs.models import Job
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import text_of
from tests.comply.house import CATALOGUE, hospital
from tests.web.conftest import House
from tests.web.desk.filled import DAY, diagnosis, fill


def job_for(house: House, version: Version, only: str) -> Job:
    with tenant_scope(house.tenant.id):
        services.ask(Job.DRAFTS, who=house.people["owner"], inputs=only, version=version.pk, only=only, language="ja")
    taken = services.claim(only)
    assert taken is not None
    return taken


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first ends first", "first ends last"])
def test_neither_forgets_what_the_other_made(ours: House, tmp_path: Path, order: tuple[int, int]) -> None:
    version, kinds = fill(ours), ("contact_chart", "restore_order")
    drafts = prepare(hospital(), diagnosis(), None, None, CATALOGUE, today=DAY)
    jobs = [job_for(ours, version, kind) for kind in kinds]
    for job, kind in zip(jobs, kinds, strict=True):
        folder = tmp_path / kind
        folder.mkdir()
        with tenant_scope(ours.tenant.id):
            intake.lay_out(job, folder, files=(), vault=None)  # type: ignore[arg-type]
        write_drafts(folder, drafts, only=kind, language="ja", tell=lambda _what, _share: None)
    for at in order:
        with services.taking_in(jobs[at]):
            intake.take_in(jobs[at], tmp_path / kinds[at])
    with tenant_scope(ours.tenant.id):
        record = DraftRecord.from_json(text_of(StoredDocument.objects.get(version=version, name="drafts.json")), name="")
        stored = set(StoredDocument.objects.filter(name__startswith="drafts/").values_list("name", flat=True))
    assert {f"drafts/{file.file}" for paper in record.papers for file in paper.files} == stored
    assert len(stored) >= 2
