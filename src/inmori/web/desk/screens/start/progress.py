"""How far the reading of each file is, told from what the reading says of itself; its few sentences in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.ingest.evidence_folder import safe_name
from inmori.text import Text
from inmori.web.jobs.models import Job, Telling

_READING = Text(ja="{name} を読んでいます", en="Reading {name}")  # as ingest.pipeline says it
_SAYINGS: dict[str, str] = {
    "資料を探しています": "Looking for the evidence",
    "ネットワークの区画を調べています": "Finding the zones of the network",
    "同じ機器の記録をまとめています": "Joining the records of each machine",
    "機器の情報をまとめています": "Settling what is known of each machine",
    "保守経路とシステムを調べています": "Looking for ways in and for systems",
    "読み取りが終わりました": "The files are read",
    "見えたものを調べています": "Looking into what was seen",
    "報告書を書いています": "Writing the report",
}
DONE, NOW, WAITS = "done", "now", "waits"


@dataclass(frozen=True)
class FileState:
    """One file and whether it has been read, is being read, or waits."""

    name: str
    state: str


def saying_of(telling: Telling) -> Text:
    """Return what a job says of itself, in both languages as far as they are known."""
    said = telling.saying
    if said in _SAYINGS:
        return Text(ja=said, en=_SAYINGS[said])
    name = _named(said)
    return _READING.filled(name=name) if name else Text(ja=said, en=said)


def files_of(job: Job, telling: Telling, names: Sequence[str]) -> tuple[FileState, ...]:
    """Return the state of each file while it is read, in the order of reading; nothing of other work.

    Files are read in the order of their names; after the last one the reading puts together what it has found.
    """
    if job.kind != Job.READ or not job.live:
        return ()
    order = sorted(safe_name(name) for name in names)
    now = _named(telling.saying)
    if job.state == Job.WAITING or not telling.saying or telling.saying.startswith("資料を探して"):
        at = -1
    else:
        at = order.index(now) if now in order else len(order)
    return tuple(FileState(name, DONE if n < at else NOW if n == at else WAITS) for n, name in enumerate(order))


def _named(saying: str) -> str:
    before, after = _READING.ja.split("{name}")
    return saying[len(before) : -len(after)] if saying.endswith(after) else ""
