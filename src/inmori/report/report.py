"""The one verb of this package: three files for people from the documents of all earlier stages."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from inmori import __version__
from inmori.catalogue import Catalogue
from inmori.catalogue.lifecycle import lifecycles
from inmori.diagnose.finding import Diagnosis
from inmori.errors import InputError
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.plan.roadmap import Roadmap
from inmori.plan.roads import Roads
from inmori.reach import crossings, real_zones, zone_matrix
from inmori.report.documents.assessment import Materials, annex, assessment
from inmori.report.wording import ANNEX
from inmori.simulate.outcome import Outcomes
from inmori.text import Language, Text

PAGE, PAPER = "index.html", "report.pdf"


def report(
    hospital: Hospital,
    intake: Intake,
    diagnosis: Diagnosis,
    outcomes: Outcomes,
    roads: Roads,
    catalogue: Catalogue,
    *,
    today: date,
    language: Language,
    out: Path,
    earlier: Roadmap | None = None,
) -> tuple[Path, ...]:
    """Write ``index.html``, ``report.pdf`` and ``annex.xlsx`` into ``out``; returns their paths.

    ``earlier`` is the roadmap that people have worked on: who does what, by when and what is done come from it.
    The same documents, day and language give the same bytes.

    Raises:
        InputError: Typst is not installed, or the folder cannot be written.
        OurFault: a file could not be made from good documents.
    """
    materials = Materials(
        hospital=hospital,
        intake=intake,
        diagnosis=diagnosis,
        outcomes=outcomes,
        roads=roads,
        catalogue=catalogue,
        crossings=crossings(hospital, today=today),
        real_zones=real_zones(hospital),
        matrix=zone_matrix(hospital),
        today=today,
        version=__version__,
        lifecycle_snapshot=lifecycles(catalogue).snapshot,
        earlier=earlier,
    )
    return write_assessment(materials, language=language, out=out)


def write_assessment(materials: Materials, *, language: Language, out: Path) -> tuple[Path, ...]:
    """Write the three files of an assessment whose materials are at hand."""
    from inmori.report.writers.html import html
    from inmori.report.writers.pdf import pdf
    from inmori.report.writers.xlsx import xlsx

    paper = assessment(materials)
    # All three are made before any is written: a failure must not leave new files beside old ones.
    made = (
        (out / PAGE, html(paper, language=language).encode()),
        (out / PAPER, pdf(paper, language=language)),
        (out / ANNEX, xlsx(annex(materials), language=language)),
    )
    for path, data in made:
        write_whole(path, data)
    return tuple(path for path, _ in made)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(data)
        waiting.replace(path)
    except BaseException as error:
        with suppress(OSError):  # where the folder itself is the trouble there is nothing to remove
            waiting.unlink()
        if not isinstance(error, OSError):  # stopped by hand
            raise
        raise InputError(
            Text(
                ja=f"{path} に書けません({error.strerror})。ファイルを開いていないか、空き容量があるか確かめてください。",
                en=f"Cannot write {path} ({error.strerror}). Check that it is not open and that there is free space.",
            )
        ) from error
