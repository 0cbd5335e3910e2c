"""Kills server and workers at random moments of upload, reading and assessing, and proves that nothing confirmed is lost.

``python -m tests.web.faults.kills --rounds 20 --seed 7 [--database postgresql://…]``. Each round does one thing, kills, starts
again what was killed, and then looks into the database and the vault itself.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.faults.installation import Gone, Installation, eventually

LEDGER = "機器名,種別,IPアドレス,OS,設置場所\n" + "".join(
    f"端末{n},{'サーバ' if n % 7 == 0 else 'PC'},192.168.{n % 5}.{n},Windows {10 if n % 3 else 7},外来{n % 4}\n" for n in range(1, 30)
)
# The longest moment of each act at which somebody may be killed, in seconds.
MOMENTS = {"upload": 0.12, "parse": 3.0, "run": 8.0}
VICTIMS = ("the worker at work", "the server", "the server with all its processes", "the worker and the server")


@dataclass
class Confirmed:
    """What the server said yes to, and so must be there for ever after."""

    files: dict[str, str] = field(default_factory=dict)  # name -> SHA-256 of the newest that was confirmed
    shas: set[str] = field(default_factory=set)
    jobs: set[int] = field(default_factory=set)
    versions: set[int] = field(default_factory=set)


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--rounds", type=int, default=20)
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--database", default="")
    given.add_argument("--acts", default="upload,parse,run")
    given.add_argument("--victim", choices=VICTIMS, help="always this one, instead of whom luck chooses")
    given.add_argument("--helpers", type=int, default=1, help="workers that the server itself has, beside the one of another machine")
    told = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="inmori-kills-") as folder:
        site = Installation(Path(folder), told.database, helpers=told.helpers)
        try:
            _begin(site)
            _rounds(site, random.Random(told.seed), told.rounds, told.acts.split(","), told.victim)
        finally:
            site.stop()


def _rounds(site: Installation, luck: random.Random, count: int, acts: list[str], always: str | None) -> None:
    confirmed, lost = Confirmed(), 0
    for number in range(1, count + 1):
        act, victim = acts[(number - 1) % len(acts)], always or luck.choice(VICTIMS)
        after = luck.uniform(0, MOMENTS[act])
        begun = time.monotonic()
        outcome = _act(site, confirmed, act, number, victim, after)
        lost += "not confirmed" in outcome
        told = _verify(site, confirmed)
        _say(f"{number:2} {act:6} kill -9 of {victim} after {after:5.2f} s: {outcome}; {told}; {time.monotonic() - begun:.0f} s")
    _say(f"{count} kills: {len(confirmed.shas)} files, {len(confirmed.jobs)} jobs, {len(confirmed.versions)} versions confirmed and there; "
          f"{lost} times the answer did not come")  # fmt: skip


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _act(site: Installation, confirmed: Confirmed, act: str, number: int, victim: str, after: float) -> str:
    """Do one thing while somebody is killed; returns what became of it."""
    told: list[Any] = []
    if act != "upload":
        _ready_for(site, confirmed, act, number)
    acting = threading.Thread(target=_ask, args=(site, act, number, told))
    if act == "upload":
        acting.start()
    else:
        _ask(site, act, number, told)
    time.sleep(after)
    _kill(site, victim)
    if acting.ident:
        acting.join()
    _restart(site)
    if told and isinstance(told[0], Gone):
        return "not confirmed"
    _note(confirmed, act, told[0])
    if act == "upload":
        return "confirmed"
    found = eventually(lambda: _ended(site, told[0]["id"]), seconds=150, trouble=f"job {told[0]['id']} never ends: {site.words()}")
    assert found["state"] == "done", (found, site.words())
    return f"done in attempt {_attempts(told[0]['id'])}"


def _ready_for(site: Installation, confirmed: Confirmed, act: str, number: int) -> None:
    """Bring about what the act needs: a file that is new, or a reading that waits."""
    content = (LEDGER + f"追加{number},PC,192.168.9.{number},Windows 10,受付\n").encode("utf-8-sig")
    _note(confirmed, "upload", site.hand_in("台帳.csv", content))
    if act == "run":
        job = site.api("POST", "/readings", b"")
        done = eventually(lambda: _ended(site, job["id"]), seconds=150, trouble=f"no reading: {site.words()}")
        assert done["state"] == "done", done


def _ask(site: Installation, act: str, number: int, told: list[Any]) -> None:
    try:
        if act == "upload":
            content = f"資料{number}\n".encode() + random.Random(number).randbytes(3_000_000)
            told.append(site.hand_in(f"記録{number}.bin", content))
        elif act == "parse":
            told.append(site.api("POST", "/readings", b""))
        else:
            waiting = _proposed()
            told.append(site.api("POST", f"/versions/{waiting}/confirm", b"") | {"confirmed": waiting})
    except Gone as gone:
        told.append(gone)


def _note(confirmed: Confirmed, act: str, told: dict[str, Any]) -> None:
    if act == "upload":
        confirmed.files[told["name"]] = told["sha256"]
        confirmed.shas.add(told["sha256"])
    else:
        confirmed.jobs.add(told["id"])
        confirmed.versions |= {told["confirmed"]} if "confirmed" in told else set()


def _kill(site: Installation, victim: str) -> None:
    if "worker" in victim:
        for pid in _at_work():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            if site.worker is not None and site.worker.pid == pid:
                site.worker.wait()  # else it might seem to live a moment longer, and nobody would take its place
    if "server" in victim:
        site.kill_server(all_of_it="all" in victim)


def _restart(site: Installation) -> None:
    if site.worker is None or site.worker.poll() is not None:
        site.worker = site.start("worker")
    if site.server is None:
        site.serve()


def _ended(site: Installation, job: int) -> dict[str, Any] | None:
    try:
        found = site.api("GET", f"/jobs/{job}")
    except Gone:
        return None
    return found if found["state"] not in {"waiting", "running"} else None


# From here on: looking into the database itself.


def _begin(site: Installation) -> None:
    """Make the installation with one hospital and its key, and start what is to be killed."""
    os.environ.update(site.environment())
    from inmori.web.commands.ground import bring_up_to_date, stand_on

    stand_on(site.data, site.database, one_factor=True)
    bring_up_to_date()
    from inmori.web.api import services as tokens
    from inmori.web.people.models import Person
    from inmori.web.tenants.access import Here
    from inmori.web.tenants.models import Membership
    from inmori.web.tenants.scope import tenant_scope
    from inmori.web.tenants.services import make_tenant

    owner = Person.objects.create_user("owner@example.jp", "いろはにほへとちりぬるを")
    tenant = make_tenant("港病院", owner=owner)
    with tenant_scope(tenant.id):
        place = Membership.objects.get(person=owner)
        site.key = tokens.make(Here(tenant=tenant, person=owner, membership=place), label="試験", access="write")
    site.worker = site.start("worker")
    site.serve()


def _at_work() -> list[int]:
    """Return the processes that hold a job; where none does, nobody is at work to be killed."""
    from inmori.web.jobs.models import Job

    return [int(job.worker.rpartition(":")[2]) for job in Job.objects.filter(state=Job.RUNNING)]


def _attempts(job: int) -> int:
    from inmori.web.jobs.models import Job

    return int(Job.objects.get(pk=job).attempts)


def _proposed() -> int:
    from inmori.web.tenants.models import Tenant
    from inmori.web.tenants.scope import tenant_scope
    from inmori.web.versions.services import proposed

    with tenant_scope(Tenant.objects.get().pk):
        found = proposed()
        assert found is not None
        return int(found.number)


def _verify(site: Installation, confirmed: Confirmed) -> str:
    """Prove that all that was confirmed is there, that nothing is there by half, and that the record fits."""
    from inmori.web.tenants.models import Tenant
    from inmori.web.tenants.scope import tenant_scope

    tenant = Tenant.objects.get()
    with tenant_scope(tenant.pk):
        files = _verify_files(site, confirmed, tenant.pk)
        versions = _verify_versions(confirmed)
        lines = _verify_record(confirmed)
    return f"{files} files, {versions} versions, {lines} lines of record fit"


def _verify_files(site: Installation, confirmed: Confirmed, tenant: Any) -> int:
    from inmori.web.evidence.models import Upload
    from inmori.web.evidence.services import vault

    rows = list(Upload.objects.all())
    assert confirmed.shas <= {row.sha256 for row in rows}, "a confirmed file is gone"
    counted = {row.name: row.sha256 for row in rows if row.removed_at is None}
    for row in rows:
        to = site.folder / "out"
        vault().take(tenant, row.sha256, to=to)
        assert hashlib.sha256(to.read_bytes()).hexdigest() == row.sha256, "a file is not what was handed in"
    # One that was not confirmed may have come in all the same, whole; a confirmed one may only give way to such a one.
    assert set(confirmed.files) <= set(counted)
    return len(rows)


def _verify_versions(confirmed: Confirmed) -> int:
    from inmori.web.jobs.models import Job
    from inmori.web.versions.models import DeviceRow, Standing, StoredDocument, Version

    versions = list(Version.objects.all())
    assert sum(version.state == Version.CURRENT for version in versions) <= 1
    assert confirmed.versions <= {version.number for version in versions if version.confirmed_at}, "a confirmed reading is gone"
    for version in versions:
        names = set(StoredDocument.objects.filter(version=version).values_list("name", flat=True))
        assert {"hospital.json", "intake.json", "diagnosis.json"} <= names, f"half an import is visible: {names}"
        assert DeviceRow.objects.filter(version=version).exists()
        assert Standing.objects.filter(version=version).exists()
        assert ("outcomes.json" in names) == ("roads.json" in names), "half an assessment is visible"
    done = Job.objects.filter(pk__in=confirmed.jobs, state=Job.DONE).count()
    assert done == len(confirmed.jobs), "confirmed work was not done"
    read = Job.objects.filter(kind=Job.READ, state=Job.DONE).count()
    assert len(versions) == read, f"{read} readings made {len(versions)} versions"
    return len(versions)


def _verify_record(confirmed: Confirmed) -> int:
    from inmori.web.audit.models import AuditEvent
    from inmori.web.audit.services import broken_at
    from inmori.web.audit.verb import Verb

    assert broken_at() is None, "the record does not fit"
    events = list(AuditEvent.objects.all())
    assert confirmed.shas <= {event.about.get("sha256") for event in events if event.verb == Verb.EVIDENCE_ADDED}
    assert confirmed.jobs <= {event.about.get("job") for event in events if event.verb == Verb.JOB_ASKED}
    assert confirmed.versions <= {event.about.get("version") for event in events if event.verb == Verb.VERSION_CONFIRMED}
    return len(events)


if __name__ == "__main__":
    main()
