"""Puts versions away and takes them out: the only place that writes them, each change with its line in the record."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TypeVar

from django.db import DatabaseError, transaction
from django.utils import timezone

from inmori.model import Document
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.hooks.models import Delivery
from inmori.web.hooks.services import tell
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.parsed import parsed

D = TypeVar("D", bound=Document)


def propose(documents: Mapping[str, str], *, cause: str, who: Person | None, day: date) -> Version:
    """Put a reading away as a proposal; an earlier proposal is dropped, nothing that counts is touched."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        Version.objects.filter(state=Version.PROPOSED).update(state=Version.DROPPED)
        last = Version.objects.order_by("-number").first()
        version = Version(number=(last.number if last else 0) + 1, cause=cause[:200], made_by=who, day=day, after=present())
        version.save()
        put(version, documents)
        note(who or "inmori", Verb.VERSION_PROPOSED, version=version.number, cause=cause[:200])
    return version


def succeed(now: Version, documents: Mapping[str, str], *, cause: str, who: Person | None, day: date) -> Version:
    """Make a version that counts at once out of the present one: its JSON documents, some of them replaced.

    A reading that waits for a person goes on waiting.
    """
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        last = Version.objects.order_by("-number").first()
        Version.objects.filter(state=Version.CURRENT).update(state=Version.PAST)
        version = Version(number=(last.number if last else 0) + 1, cause=cause[:200], made_by=who, day=day, after=now,
                          state=Version.CURRENT, confirmed_at=timezone.now())  # fmt: skip
        version.save()
        put(version, documents)
        kept = StoredDocument.objects.filter(version=now, name__endswith=".json").exclude(name__in=documents)
        for name in kept.exclude(name="drafts.json").values_list("name", flat=True):
            put_copy(now, name, version, name)
        note(who or "inmori", Verb.VERSION_CONFIRMED, version=version.number, cause=cause[:200])
        tell(Delivery.VERSION_CONFIRMED, version.number)
    return version


def put_copy(one: Version, name: str, other: Version, as_name: str) -> None:
    """Put one version's document beside another version's, as it is."""
    row = StoredDocument.objects.get(version=one, name=name)
    StoredDocument(version=other, name=as_name, sha256=row.sha256, size=row.size, body=row.body).save()


def put(version: Version, documents: Mapping[str, str]) -> None:
    """Put documents beside a version's others; one of the same name is replaced."""
    for name, text in sorted(documents.items()):
        put_bytes(version, name, text.encode())


def put_bytes(version: Version, name: str, raw: bytes) -> None:
    """Put one file beside a version's documents; one of the same name is replaced."""
    StoredDocument.objects.update_or_create(
        version=version,
        name=name,
        defaults={"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw), "body": zlib.compress(raw, 6)},
    )


def put_beside(version: Version, name: str, text: str) -> None:
    """Keep what can be made anew at any time: a database that will not take it now is no reason to stop."""
    with suppress(DatabaseError), transaction.atomic():
        put(version, {name: text})


def text_of(row: StoredDocument) -> str:
    """Return a stored document's text."""
    return bytes_of(row).decode()


def bytes_of(row: StoredDocument) -> bytes:
    """Return a stored file's bytes."""
    return zlib.decompress(bytes(row.body))


def confirm(version: Version, *, who: Person) -> None:
    """Make a proposal the present version."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        Version.objects.filter(state=Version.CURRENT).exclude(pk=version.pk).update(state=Version.PAST)
        version.state, version.confirmed_at = Version.CURRENT, timezone.now()
        version.save(update_fields=["state", "confirmed_at"])
        note(who, Verb.VERSION_CONFIRMED, version=version.number)
        tell(Delivery.VERSION_CONFIRMED, version.number)


def drop(version: Version, *, who: Person) -> None:
    """Drop a proposal; nothing that counts is touched."""
    with transaction.atomic():
        if Version.objects.filter(pk=version.pk, state=Version.PROPOSED).update(state=Version.DROPPED):
            note(who, Verb.VERSION_DROPPED, version=version.number)


def go_back(*, who: Person) -> Version | None:
    """Make the version before the present one the present one again; None where there is none."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        now = present()
        if now is None or now.after is None:
            return None
        now.state = Version.PAST
        now.save(update_fields=["state"])
        earlier: Version = now.after
        earlier.state = Version.CURRENT
        earlier.save(update_fields=["state"])
        note(who, Verb.VERSION_UNDONE, version=now.number, back_to=earlier.number)
    return earlier


def present() -> Version | None:
    """Return the version that counts, or None before the first."""
    return Version.objects.filter(state=Version.CURRENT).first()


def proposed() -> Version | None:
    """Return the reading that waits for a person, or None."""
    return Version.objects.filter(state=Version.PROPOSED).order_by("-number").first()


def document(version: Version, kind: type[D], name: str) -> D | None:
    """Return one document of a version, or None where that stage has not run."""
    row = StoredDocument.objects.filter(version=version, name=name).values("pk", "sha256", "size").first()
    if row is None:
        return None
    return parsed.get(kind, str(row["sha256"]), size=row["size"], text=lambda: text_of(StoredDocument.objects.get(pk=row["pk"])))
