"""What each kind of work does with a folder: called in the child process, which alone opens evidence.

Each function reads a folder's inputs and writes stage documents beside them, as the command line does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis, diagnose
from inmori.ingest import ingest
from inmori.ingest.intake import Intake
from inmori.model import Document, Hospital
from inmori.model.document import sha256_of
from inmori.model.stamp import stamped
from inmori.plan import Roads, plan
from inmori.plan.roadmap import Roadmap
from inmori.simulate import Outcomes, simulate
from inmori.web.corrections.files import columns_in, zones_in

Tell = Callable[[str, float], None]
D = TypeVar("D", bound=Document)
EVIDENCE = "evidence"
FULL_TRIALS = 8_000  # of an assessment on a machine that is fast enough


def run(kind: str, folder: Path, *, tell: Tell) -> None:
    """Do one kind of work in a folder."""
    arguments = json.loads((folder / "arguments.json").read_text("utf-8"))
    STAGES[kind](folder, arguments, tell)


def _read(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    today = date.fromisoformat(arguments["day"])
    catalogue = load_catalogue()
    hospital, intake = ingest(
        folder / EVIDENCE, catalogue, today=today, progress=tell, columns=columns_in(folder), zones=zones_in(folder)
    )
    hospital = _decided(folder, hospital)
    _write(folder, "hospital.json", hospital)
    _write(folder, "intake.json", intake)
    tell("見えたものを調べています", 0.95)
    _write(folder, "diagnosis.json", stamped(diagnose(hospital, catalogue, today=today), catalogue=catalogue.own_sha256, hospital=hospital))


def _decided(folder: Path, read: Hospital) -> Hospital:
    """Put people's decisions on what was read; where there are any, what was read is kept beside it."""
    from inmori.ingest.decided import FILE, Decided, with_decisions

    if not (folder / FILE).exists() or not (told := _stage(folder, FILE, Decided)).decisions:
        return read
    text = read.to_json()
    (folder / "as_read.json").write_text(text, "utf-8")
    hospital, placed = with_decisions(read, told.decisions, reading=sha256_of(text.encode()))
    _write(folder, FILE, placed)
    return hospital


def _devices_back(folder: Path, _arguments: dict[str, str], _tell: Tell) -> None:
    from inmori.web.decided.table_back import write_cells

    write_cells(folder)


def _assess(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    today, seed, trials = date.fromisoformat(arguments["day"]), int(arguments["seed"]), int(arguments["trials"])
    catalogue = load_catalogue()
    hospital = _stage(folder, "hospital.json", Hospital)
    diagnosis = stamped(diagnose(hospital, catalogue, today=today), catalogue=catalogue.own_sha256, hospital=hospital)
    _write(folder, "diagnosis.json", diagnosis)
    outcomes = simulate(
        hospital, catalogue, today=today, trials=trials, seed=seed, progress=lambda what, share: tell(what, 0.5 * share)
    )
    _write(folder, "outcomes.json", stamped(outcomes, hospital=hospital))
    roads = plan(
        hospital, catalogue, diagnosis, today=today, budget_yen=_budget(arguments), years=int(arguments["years"]),
        trials=trials // 2, seed=seed, progress=lambda what, share: tell(what, 0.5 + 0.5 * share),
    )  # fmt: skip
    _write(folder, "roads.json", stamped(roads, hospital=hospital, diagnosis=diagnosis))


def _search(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    """Compare the roads anew with the fourth beside them. A KeyboardInterrupt ends the looking and keeps the best so far."""
    from inmori.plan.optimise import Effort
    from inmori.plan.searched import Search

    hospital, diagnosis = _stage(folder, "hospital.json", Hospital), _stage(folder, "diagnosis.json", Diagnosis)
    trials = int(arguments["trials"])
    usual, share = Effort(), min(trials / FULL_TRIALS, 1.0)  # a slow machine that plays fewer attacks looks less far, too
    effort = Effort(
        trials=max(round(usual.trials * share), 100), fresh=max(round(usual.fresh * share), 1_000),
        questions=max(round(usual.questions * share), 20), sample=max(round(usual.sample * share), 20), rounds=usual.rounds,
        replicates=max(round(usual.replicates * share), 2), budgets=max(round(usual.budgets * share), 3),
    )  # fmt: skip
    roads = plan(
        hospital, load_catalogue(), diagnosis, today=date.fromisoformat(arguments["day"]), budget_yen=_budget(arguments),
        years=int(arguments["years"]), trials=trials // 2, seed=int(arguments["seed"]), progress=tell, search=Search(effort=effort),
    )  # fmt: skip
    _write(folder, "roads.json", stamped(roads, hospital=hospital, diagnosis=diagnosis))


def _what_if(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    from inmori.web.desk.screens.what_if.bench import Asked
    from inmori.web.desk.screens.what_if.kept import write

    hospital, diagnosis = (sha256_of((folder / name).read_bytes()) for name in ("hospital.json", "diagnosis.json"))
    asked = Asked(hospital, diagnosis, date.fromisoformat(arguments["day"]), int(arguments["trials"]), int(arguments["seed"]))
    write(folder, _stage(folder, "hospital.json", Hospital), _stage(folder, "diagnosis.json", Diagnosis), asked=asked,
          name=arguments["key"], tell=tell)  # fmt: skip


def _papers(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    from inmori.report import report

    tell("報告書を書いています", 0.2)
    report(
        _stage(folder, "hospital.json", Hospital), _stage(folder, "intake.json", Intake),
        _stage(folder, "diagnosis.json", Diagnosis), _stage(folder, "outcomes.json", Outcomes),
        _stage(folder, "roads.json", Roads), load_catalogue(), today=date.fromisoformat(arguments["day"]),
        language="en" if arguments.get("language") == "en" else "ja", out=folder / "papers",
    )  # fmt: skip


def _drafts(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    from inmori.prepare import prepare
    from inmori.web.jobs.drafting import write_drafts

    drafts = prepare(
        _stage(folder, "hospital.json", Hospital), _stage(folder, "diagnosis.json", Diagnosis),
        _stage(folder, "outcomes.json", Outcomes), _stage(folder, "roads.json", Roads), load_catalogue(),
        today=date.fromisoformat(arguments["day"]),
    )  # fmt: skip
    write_drafts(folder, drafts, only=arguments["only"], language="en" if arguments["language"] == "en" else "ja", tell=tell)


def _roadmap_back(folder: Path, arguments: dict[str, str], _tell: Tell) -> None:
    """Read what people wrote into a workbook: ``rows.json`` has the rows and what is to be told of others."""
    from inmori.report.documents.roadmap import read_back

    roadmap = _stage(folder, "roadmap.json", Roadmap)
    read = read_back((folder / "roadmap.xlsx").read_bytes(), roadmap, name=arguments["name"])
    told = {"rows": [row.model_dump(mode="json") for row in read.rows], "missing": list(read.missing),
            "strange": [text.model_dump() for text in read.strange]}  # fmt: skip
    (folder / "rows.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _incident(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    from inmori.web.incident.papers import write_incident

    write_incident(folder, arguments, tell)


def _exercise(folder: Path, arguments: dict[str, str], tell: Tell) -> None:
    from inmori.web.exercise.papers import write_exercise

    write_exercise(folder, arguments, tell)


STAGES: dict[str, Callable[[Path, dict[str, str], Tell], None]] = {
    "read": _read, "assess": _assess, "search": _search, "what_if": _what_if, "papers": _papers, "drafts": _drafts, "roadmap_back": _roadmap_back,
    "devices_back": _devices_back,
    "incident": _incident, "exercise": _exercise,
}  # fmt: skip


def _budget(arguments: dict[str, str]) -> float | None:
    given = arguments.get("budget")
    return float(given) if given is not None else None


def _stage(folder: Path, name: str, kind: type[D]) -> D:
    return kind.from_json((folder / name).read_text("utf-8"), name=name)


def _write(folder: Path, name: str, document: Document) -> None:
    (folder / name).write_text(document.to_json(), "utf-8")
