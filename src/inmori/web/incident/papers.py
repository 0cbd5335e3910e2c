"""The drafts of the reports and what is handed over, made in the child process from the log alone: no assessment is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inmori.prepare.incident_brief import Brief, brief_of
from inmori.prepare.incident_chain import read_chain
from inmori.prepare.incident_house import House
from inmori.report.documents.incident_papers import PAPERS
from inmori.report.documents.manuscript import Manuscript
from inmori.report.incident_export import LOG, RECEIPTS, export_files
from inmori.report.writers.archive import SUMS, archive
from inmori.report.writers.docx import docx
from inmori.text import Language, Text

ALL, FORM = "all", "form"
TARGETS = ("police", "ppc")
MADE = "made"
DRILL = Text(ja="【訓練】", en="[DRILL]")


def write_incident(folder: Path, arguments: dict[str, str], _tell: Callable[[str, float], None]) -> None:
    """Write one thing into ``made``: a draft by its id, ``all`` drafts, a set for ``police`` or ``ppc``, or the paper ``form``.

    Reads ``incident.jsonl`` and ``incident_receipts.txt``; of the arguments ``what``, ``now``, ``language``, ``drill``, ``name``.
    """
    language: Language = "en" if arguments["language"] == "en" else "ja"
    now, what, drill = datetime.fromisoformat(arguments["now"]), arguments["what"], bool(arguments["drill"])
    out = folder / MADE
    out.mkdir()
    if what == FORM:
        from inmori.report.documents.incident_log_form.content import content

        form = content(brief_of((), now=now, house=House(name=arguments["name"])))
        (out / "事案の記録用紙.docx").write_bytes(docx(form, language=language))
        return
    log, receipts = (folder / LOG).read_bytes(), (folder / RECEIPTS).read_bytes()
    chain = read_chain(log)
    prefix = "訓練_" if drill else ""
    if what in TARGETS:
        mark = DRILL if drill else None
        made = export_files(log, receipts, chain, target=what, now=now, language=language, mark=mark)
        del made[SUMS]  # the zip brings its own
        (out / f"{prefix}事案の記録_{what}.zip").write_bytes(archive(made, day=now.date()))
        return
    drafts = _drafts(brief_of(chain.entries, now=now), what, prefix=prefix, drill=drill, language=language)
    if what == ALL:
        (out / f"{prefix}報告の下書き.zip").write_bytes(archive(drafts, day=now.date()))
        return
    for name, data in drafts.items():
        (out / name).write_bytes(data)


def _drafts(brief: Brief, what: str, *, prefix: str, drill: bool, language: Language) -> dict[str, bytes]:
    ending = ".docx" if language == "ja" else "_en.docx"
    wanted = [one for one in PAPERS if what in (ALL, one.id)]
    return {f"{prefix}{one.file}{ending}": docx(_marked(one.content(brief), drill), language=language) for one in wanted}


def _marked(paper: Manuscript, drill: bool) -> Manuscript:
    """Say in the title of a drill's paper what it is, so that nobody sends it off."""
    if not drill:
        return paper
    title = Text(ja=f"{DRILL.ja}{paper.title.ja}", en=f"{DRILL.en} {paper.title.en}")
    return replace(paper, title=title, imprint=replace(paper.imprint, title=title))


def arguments_for(what: str, *, now: datetime, language: str, drill: bool, name: str) -> str:
    """Return the arguments as the child reads them."""
    told = {"what": what, "now": now.isoformat(), "language": language, "drill": "yes" if drill else "", "name": name}
    return json.dumps(told, ensure_ascii=False)
