"""Takes evidence in and out of account; nothing is read here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.evidence.models import Upload
from inmori.web.evidence.vault import Vault
from inmori.web.people.models import Person
from inmori.web.tenants.scope import current_tenant

LONGEST_NAME, LONGEST_ENDING = 200, 20  # bytes; no file system takes more than 255


def vault() -> Vault:
    """Return this installation's store of evidence."""
    return Vault(settings.DEPLOYMENT.folder)


def add(name: str, chunks: Iterable[bytes], *, who: Person) -> Upload:
    """Take a file in; one of the same name is replaced as evidence and kept as a past one."""
    clean = clean_name(name)
    kept = vault().put(current_tenant(), chunks)
    with transaction.atomic():
        Upload.objects.filter(name=clean, removed_at__isnull=True).update(removed_at=timezone.now())
        upload = Upload(name=clean, size=kept.size, sha256=kept.sha256, added_by=who)
        upload.save()
        note(who, Verb.EVIDENCE_ADDED, file=clean, sha256=kept.sha256, size=kept.size)
    return upload


def remove(upload: Upload, *, who: Person) -> None:
    """Take a file out of account; its bytes stay, so that this can be undone."""
    with transaction.atomic():
        upload.removed_at = timezone.now()
        upload.save(update_fields=["removed_at"])
        note(who, Verb.EVIDENCE_REMOVED, file=upload.name, sha256=upload.sha256)


def counted() -> list[Upload]:
    """Return the files that count, by name."""
    return list(Upload.objects.filter(removed_at__isnull=True))


def clean_name(name: str) -> str:
    """Return a file's name with nothing in it that could lead out of a folder, hide its nature, or be too long for a disk."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*/').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > LONGEST_ENDING:
        return _cut(kept, LONGEST_NAME) or "file"
    return f"{_cut(stem, LONGEST_NAME - len(ending.encode()))}{dot}{ending}"


def _cut(text: str, most: int) -> str:
    """Return as much of a text as fits into so many bytes."""
    return text.encode()[:most].decode(errors="ignore").strip(" .")
