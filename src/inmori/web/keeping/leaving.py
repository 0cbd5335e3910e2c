"""A hospital's way out: all of it in one file to take along, and all of it deleted."""

from __future__ import annotations

import json
import zipfile
from typing import IO, Any

from django.db import transaction

from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.evidence.models import Upload
from inmori.web.evidence.services import vault
from inmori.web.exercise import services as exercises
from inmori.web.incident import log as incidents
from inmori.web.tenants.access import Here
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import bytes_of

READ_ME = """院守 Inmori から持ち出した病院のデータです。
versions/<番号>/  その版の文書(JSON)と書類。current.txt に現在の版の番号があります
record.jsonl     だれが何をしたかの記録。1行が1件で、hash は前の行の hash とこの行から計算した値です
evidence.json    入れた資料の一覧(名前、大きさ、SHA-256)。資料そのものは含みません
incidents/<番号>/ インシデントの記録(inmori incident verify で確かめられます)。exercises/ は机上訓練

Data of one hospital taken from Inmori: versions/<number>/ holds the documents and papers of each version (the present one
stands in current.txt), record.jsonl who did what, evidence.json which files were handed in (not the files themselves), incidents/ the logs (inmori incident verify checks them), exercises/.
"""


def take_along(here: Here, file: IO[bytes]) -> None:
    """Write the current hospital's documents and record as a zip, with a line in the record."""
    note(here.person, Verb.DATA_TAKEN, what="hospital.zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("README.txt", READ_ME)
        current = Version.objects.filter(state=Version.CURRENT).first()
        out.writestr("current.txt", str(current.number) if current else "")
        for pk, number, name in StoredDocument.objects.order_by("version__number", "name").values_list("pk", "version__number", "name"):
            out.writestr(f"versions/{number}/{name}", bytes_of(StoredDocument.objects.get(pk=pk)))
        out.writestr("evidence.json", json.dumps([_upload(each) for each in Upload.objects.all()], ensure_ascii=False, indent=1))
        for name, data in (*incidents.taken_along(), *exercises.taken_along()):
            out.writestr(name, data)
        with out.open("record.jsonl", "w") as record:
            for event in AuditEvent.objects.order_by("number").iterator():
                record.write(json.dumps(_line(event), ensure_ascii=False, sort_keys=True).encode() + b"\n")


def delete(here: Here) -> None:
    """Delete the current hospital with everything that is kept of it. Only backups still hold it."""
    tenant, store = here.tenant.id, vault()
    with transaction.atomic():
        here.tenant.delete()
        # Evidence goes once the rows are gone for certain: the other way round, a failure would leave rows without files.
        transaction.on_commit(lambda: store.forget(tenant))


def _upload(upload: Upload) -> dict[str, Any]:
    removed = upload.removed_at.isoformat() if upload.removed_at else None
    return {"name": upload.name, "size": upload.size, "sha256": upload.sha256, "added_at": upload.added_at.isoformat(),
            "removed_at": removed}  # fmt: skip


def _line(event: AuditEvent) -> dict[str, Any]:
    told = {name: getattr(event, name) for name in ("number", "who", "verb", "about", "before", "hash")}
    return told | {"at": event.at.isoformat()}
