"""Takes a backup of the whole installation, and restores one: whole, or nothing has changed."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from inmori import __version__
from inmori.errors import ContradictionError, InputError
from inmori.text import Text
from inmori.web.audit.services import broken_at, note
from inmori.web.audit.verb import Verb
from inmori.web.deployment import SECRET_FILE
from inmori.web.evidence.vault import KEY_FILE
from inmori.web.keeping import archive
from inmori.web.keeping.archive import Entry, Seal
from inmori.web.keeping.forward import CannotBringForward, bring_forward
from inmori.web.keeping.rows import Misfit, clear, pieces, put_back, tables
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import tenant_scope

LAST = "last-backup.json"
EVIDENCE, UNFINISHED = "evidence", ".restoring-"
KEYS = (SECRET_FILE, KEY_FILE)


@dataclass(frozen=True)
class Restored:
    """What a restore brought back."""

    hospitals: int
    rows: int
    files: int
    made_at: datetime
    made_by: str


def take(path: Path, *, seal: Seal) -> dict[str, Any]:
    """Write everything into one file; returns its manifest.

    Raises:
        InputError: there is a file of that name already.
    """
    if path.exists():
        raise InputError(Text(ja=f"{path} はすでにあります。別の名前にしてください。", en=f"{path} exists already. Choose another name."))
    now = timezone.now()
    for tenant in Tenant.objects.all():
        with tenant_scope(tenant.pk), transaction.atomic():
            note("inmori backup", Verb.DATA_TAKEN, what="backup", file=path.name)
    about = {"made_at": now.isoformat(), "version": __version__, "migrations": _migrations()}
    with transaction.atomic():
        _one_moment()
        manifest = archive.write(path, _entries(), about=about, seal=seal)
    (settings.DEPLOYMENT.folder / LAST).write_text(json.dumps({"at": now.isoformat(), "file": str(path)}), "utf-8")
    return manifest


def restore(path: Path, *, seal: Seal, replace: bool = False) -> Restored:
    """Bring an installation back as it was when the backup was taken.

    Raises:
        InputError: there are people or hospitals here already and ``replace`` was not said; or the file cannot be used.
        ContradictionError: a record of the backup does not fit, or evidence is missing in it.
    """
    if not replace and (Person.objects.exists() or Tenant.objects.exists()):
        raise InputError(
            Text(
                ja="ここにはすでに利用者か病院のデータがあります。すべて捨てて入れ替えるときだけ --replace を付けてください。",
                en="There are people or hospitals here already. Say --replace to throw all of it away.",
            )
        )
    data = settings.DEPLOYMENT.folder
    laid_out = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=data))
    try:
        manifest = archive.unpack(path, into=laid_out, seal=seal)
        _as_this_version_keeps_them(laid_out, manifest)
        files = _Exchange(data, laid_out)
        try:
            with transaction.atomic():
                rows = _bring_in(laid_out, manifest["version"])
                connection.check_constraints()
                hospitals = _verify(laid_out)
                files.exchange()
        except BaseException:
            files.undo()
            raise
        files.settle()
    finally:
        shutil.rmtree(laid_out, ignore_errors=True)
    made_at = datetime.fromisoformat(manifest["made_at"])
    evidence = sum(1 for name in manifest["files"] if name.startswith(f"{EVIDENCE}/"))
    return Restored(hospitals, rows, evidence, made_at, manifest["version"])


def tell_in_records(restored: Restored) -> None:
    """Write into each hospital's record that it was brought back, and from when."""
    for tenant in Tenant.objects.all():
        with tenant_scope(tenant.pk), transaction.atomic():
            note("inmori restore", Verb.DATA_RESTORED, made_at=restored.made_at.isoformat())


def _entries() -> Iterator[Entry]:
    data = settings.DEPLOYMENT.folder
    for model in tables():
        for number, piece in enumerate(pieces(model)):
            yield Entry(f"rows/{model._meta.label}/{number:06}.jsonl", piece)
    for tenant in Tenant.objects.order_by("pk"):
        for path in sorted((data / EVIDENCE / str(tenant.pk)).glob("*.age")):
            yield Entry(f"{EVIDENCE}/{tenant.pk}/{path.name}", path)
    for name in KEYS:
        if (data / name).exists():
            yield Entry(name, data / name)


def _as_this_version_keeps_them(laid_out: Path, manifest: dict[str, Any]) -> None:
    """Bring the rows of an older version forward; what a newer one or a stranger has written is refused."""
    then, now = set(manifest["migrations"]), set(_migrations())
    if then == now:
        return
    if not then < now:
        raise _other_version(manifest["version"])
    try:
        bring_forward(laid_out, migrations=then, keys=KEYS)
    except CannotBringForward as error:
        raise _other_version(manifest["version"]) from error


def _other_version(version: str) -> InputError:
    return InputError(
        Text(
            ja=f"この控えは別の版の院守(版 {version})で作られていて、いまの版(版 {__version__})には戻せません。"
            f"版 {version} を入れ(pip install 'inmori[web]=={version}')、空のフォルダに戻してから、新しい版に上げてください。",
            en=f"This backup was made by another version of Inmori ({version}) and does not fit this one ({__version__}). "
            f"Install {version} (pip install 'inmori[web]=={version}'), restore into an empty folder, and then update.",
        )
    )


def _bring_in(laid_out: Path, version: str) -> int:
    known = {model._meta.label for model in tables()}
    folders = {path.name for path in (laid_out / "rows").iterdir()} if (laid_out / "rows").exists() else set()
    if folders - known:
        raise _other_version(version)
    clear()
    count = 0
    for model in tables():
        paths = sorted((laid_out / "rows" / model._meta.label).glob("*.jsonl"))
        lines = (line for path in paths for line in path.read_bytes().splitlines())
        try:
            count += put_back(model, lines)
        except Misfit as error:
            raise _other_version(version) from error
    return count


def _verify(laid_out: Path) -> int:
    """Prove each hospital's record, and that every file it names is there; returns how many hospitals there are."""
    from inmori.web.evidence.models import Upload

    tenants = list(Tenant.objects.order_by("pk"))
    for tenant in tenants:
        with tenant_scope(tenant.pk):
            line = broken_at()
            if line is not None:
                raise ContradictionError(
                    Text(ja=f"{tenant.name} の記録が {line} 番でつながりません。控えは使いませんでした。",
                         en=f"The record of {tenant.name} does not fit at line {line}. The backup was not used.")
                )  # fmt: skip
            for sha256 in Upload.objects.values_list("sha256", flat=True):
                if not (laid_out / EVIDENCE / str(tenant.pk) / f"{sha256}.age").exists():
                    raise ContradictionError(
                        Text(ja=f"{tenant.name} の資料が控えの中に足りません。", en=f"Evidence of {tenant.name} is missing in the backup.")
                    )
    return len(tenants)


class _Exchange:
    """Files and keys change places with the restored ones inside the transaction, and back if it fails."""

    def __init__(self, data: Path, laid_out: Path) -> None:
        self.data, self.laid_out, self.before = data, laid_out, laid_out / "before"
        self._moved: list[tuple[Path, Path]] = []

    def exchange(self) -> None:
        """Put the restored files in place."""
        self.before.mkdir(mode=0o700)
        for name in (EVIDENCE, *KEYS):
            self._move(self.data / name, self.before / name)
            self._move(self.laid_out / name, self.data / name)

    def undo(self) -> None:
        """Put everything back where it was."""
        for source, target in reversed(self._moved):
            target.rename(source)

    def settle(self) -> None:
        """Make sure that the exchange has reached the disk."""
        with suppress(OSError):
            handle = os.open(self.data, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)

    def _move(self, source: Path, target: Path) -> None:
        if source.exists():
            source.rename(target)
            self._moved.append((source, target))


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if re.fullmatch(r"\w+", app))


def _one_moment() -> None:
    """Let PostgreSQL show all tables as they were at one moment; SQLite's transaction does so by itself."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:  # it must be the first word of a transaction
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
