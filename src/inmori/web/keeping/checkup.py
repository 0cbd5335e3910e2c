"""Is this installation set up so that what is in it stays in it? Each remark says what is wrong and what to do."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from inmori.text import Text
from inmori.web.audit.services import broken_at
from inmori.web.deployment import LAPTOP_HOSTS, SECRET_FILE
from inmori.web.evidence.models import Upload
from inmori.web.evidence.vault import KEY_FILE
from inmori.web.jobs.models import Job
from inmori.web.keeping.backup import EVIDENCE, LAST, UNFINISHED
from inmori.web.keeping.heartbeat import seen
from inmori.web.keeping.serving import served
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import TenantModel, tenant_scope

SECRET_LENGTH = 40
SILENT = timedelta(minutes=3)
SKEW_MINOR, SKEW_SERIOUS = 5.0, 25.0  # seconds; one-time codes change every 30
SPACE = 0.05  # of the disk


@dataclass(frozen=True)
class Remark:
    """One thing that is wrong. ``serious`` ones let data out, or lose it."""

    serious: bool
    what: Text
    remedy: Text


def remarks(*, backup_days: int) -> list[Remark]:
    """Look at everything; the serious remarks first."""
    pending = list(_tables_as_needed())
    if pending:
        return [*pending, *_folder(), *_secret(), *_listening()]  # the others ask tables that may not be there
    checks: tuple[Callable[[], Iterator[Remark]], ...] = (
        _listening, _folder, _secret, _role, _walls, lambda: _backup(backup_days), _worker, _clock, _space, _evidence, _records, _unfinished,
    )  # fmt: skip
    found = [remark for check in checks for remark in check()]
    return sorted(found, key=lambda remark: not remark.serious)


def _listening() -> Iterator[Remark]:
    now, last = settings.DEPLOYMENT, served()
    hosts = {*now.hosts, *(last.hosts if last else ())} - {*LAPTOP_HOSTS}
    beyond = bool(hosts) or (last is not None and last.address not in {"127.0.0.1", "::1", "localhost"})
    https, one_factor = (last.https, last.one_factor) if last else (now.https, now.one_factor)
    if beyond and not https:
        yield Remark(
            True,
            Text(ja="この機械の外から使えるのに、HTTPSになっていません。", en="Reachable from other machines, without HTTPS."),
            Text(ja="TLSの中継(リバースプロキシ)を前に置き、serve に --https を付けてください。", en="Put a TLS proxy in front, and add --https to serve."),
        )
    if one_factor:
        yield Remark(
            beyond,
            Text(ja="二つめの確認なしでサインインできます。", en="Signing in asks for no second factor."),
            Text(ja="serve から --one-factor を外してください。", en="Remove --one-factor from serve."),
        )


def _folder() -> Iterator[Remark]:
    data = settings.DEPLOYMENT.folder
    for path in (data, data / SECRET_FILE, data / KEY_FILE, data / EVIDENCE):
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) and not _shielded(path, data):
            yield Remark(
                True,
                Text(ja=f"{path} をこの機械の別の利用者が読めます。", en=f"Other users of this machine can read {path}."),
                Text(ja=f"chmod go-rwx {path} を実行してください。", en=f"Run chmod go-rwx {path}."),
            )


def _shielded(path: object, data: object) -> bool:
    """Keys lie open only if the folder above does too; evidence folders are encrypted besides."""
    return path != data and not settings.DEPLOYMENT.folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _secret() -> Iterator[Remark]:
    path = settings.DEPLOYMENT.folder / SECRET_FILE
    if path.exists() and len(path.read_text("utf-8").strip()) < SECRET_LENGTH:
        yield Remark(
            True,
            Text(ja="署名の鍵(secret.key)が短すぎます。", en="The signing key (secret.key) is too short."),
            Text(ja="serve を止め、secret.key を消してから始めてください。全員がサインインし直します。",
                 en="Stop serve, remove secret.key and start again; everyone signs in anew."),
        )  # fmt: skip


def _tables_as_needed() -> Iterator[Remark]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Remark(
            True,
            Text(ja="データベースの表が、いまの版に合っていません。", en="The tables are not as this version needs them."),
            Text(ja="控えを取ってから serve を始め直してください。自動で直します。", en="Take a backup and start serve again; it brings them up to date."),
        )


def _role() -> Iterator[Remark]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield Remark(
                True,
                Text(ja="データベースの利用者に、病院ごとの壁を越える権限があります。", en="The database role can look past the walls between hospitals."),
                Text(ja="ALTER ROLE … NOSUPERUSER NOBYPASSRLS を実行してください。", en="Run ALTER ROLE … NOSUPERUSER NOBYPASSRLS."),
            )


def _walls() -> Iterator[Remark]:
    if connection.vendor != "postgresql":
        return
    for table in sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid)"
                " FROM pg_class c WHERE c.oid = to_regclass(%s)", [table]
            )  # fmt: skip
            row = cursor.fetchone()
        if not row or not row[0]:
            yield Remark(
                True,
                Text(ja=f"表 {table} に病院ごとの壁がありません。", en=f"Table {table} has no wall between hospitals."),
                Text(ja="控えから新しいデータベースに戻すと、壁も作り直されます。", en="Restore a backup into a new database: the walls are made with its tables."),
            )


def _backup(days: int) -> Iterator[Remark]:
    if not Tenant.objects.filter(demo=False).exists():
        return
    path = settings.DEPLOYMENT.folder / LAST
    last = datetime.fromisoformat(json.loads(path.read_text("utf-8"))["at"]) if path.exists() else None
    if last is None or timezone.now() - last > timedelta(days=days):
        yield Remark(
            True,
            Text(ja=f"この{days}日間に控えが取られていません。", en=f"No backup in the last {days} days."),
            Text(ja="inmori backup を毎日の定期実行に加え、別の場所に置いてください。", en="Run inmori backup daily, and keep the file elsewhere."),
        )


def _worker() -> Iterator[Remark]:
    last, now = seen(), timezone.now()
    busy = Job.objects.filter(state=Job.RUNNING, lease_until__gte=now).exists()
    if not busy and (last is None or now - last > SILENT):
        waiting = Job.objects.filter(state__in=[Job.WAITING, Job.RUNNING]).exists()
        yield Remark(
            waiting,
            Text(ja="計算を行う worker が動いていません。", en="No worker is running."),
            Text(ja="inmori serve か inmori worker を始めてください。", en="Start inmori serve or inmori worker."),
        )


def _clock() -> Iterator[Remark]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - timezone.now()).total_seconds())
    if skew > SKEW_MINOR:
        yield Remark(
            skew > SKEW_SERIOUS,
            Text(ja=f"この機械とデータベースの時計が {skew:.0f} 秒ずれています。", en=f"This clock and the database's differ by {skew:.0f} s."),
            Text(ja="両方を同じ時刻サーバに合わせてください。", en="Set both by the same time server."),
        )


def _space() -> Iterator[Remark]:
    disk = shutil.disk_usage(settings.DEPLOYMENT.folder)
    if disk.free < SPACE * disk.total:
        yield Remark(
            False,
            Text(ja="ディスクの空きが5%を切りました。", en="Less than 5 % of the disk is free."),
            Text(ja="空きを作るか、データを大きなディスクに移してください。", en="Make room, or move the data."),
        )


def _evidence() -> Iterator[Remark]:
    root = settings.DEPLOYMENT.folder / EVIDENCE
    hospitals = {str(pk) for pk in Tenant.objects.values_list("pk", flat=True)}
    for left in sorted(path.name for path in root.glob("*") if path.name not in hospitals):
        yield Remark(
            False,
            Text(ja=f"もう無い病院の資料が残っています: {root / left}", en=f"Evidence of a hospital that is gone: {root / left}"),
            Text(ja="そのフォルダを消してください。", en="Remove that folder."),
        )
    for tenant in Tenant.objects.order_by("pk"):
        with tenant_scope(tenant.pk):
            named = set(Upload.objects.values_list("sha256", flat=True))
        lost = sum(1 for sha256 in named if not (root / str(tenant.pk) / f"{sha256}.age").exists())
        if lost:
            yield Remark(
                True,
                Text(ja=f"{tenant.name}: 入れたはずの資料が {lost} 件ありません。", en=f"{tenant.name}: {lost} files of evidence are missing."),
                Text(ja="控えから戻すか、資料を入れ直してください。", en="Restore a backup, or hand them in again."),
            )


def _unfinished() -> Iterator[Remark]:
    for path in sorted(settings.DEPLOYMENT.folder.glob(f"{UNFINISHED}*")):
        yield Remark(
            True,
            Text(ja=f"控えを戻す作業が途中で切れています: {path}", en=f"A restore was cut off: {path}"),
            Text(ja="同じ控えを --replace を付けて戻し直し、そのあとでこのフォルダを消してください。",
                 en="Restore the same backup again with --replace, and remove this folder afterwards."),
        )  # fmt: skip


def _records() -> Iterator[Remark]:
    for tenant in Tenant.objects.order_by("pk"):
        with tenant_scope(tenant.pk):
            line = broken_at()
        if line is not None:
            yield Remark(
                True,
                Text(ja=f"{tenant.name} の記録が {line} 番でつながりません。", en=f"The record of {tenant.name} does not fit at line {line}."),
                Text(ja="だれかがデータベースを直接書き換えたおそれがあります。控えと比べてください。",
                     en="Someone may have changed the database by hand. Compare with a backup."),
            )  # fmt: skip
