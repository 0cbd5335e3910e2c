"""The paper as PDF, set by Typst. Data goes in as JSON and is never formatted into the source.

A device may be called ``#[evil] *x*``: as data it is printed as it stands, as source it would be run.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from inmori.errors import InputError, OurFault
from inmori.report.block import Packet, Paper
from inmori.report.writers.font_coverage import FONTS, for_paper, in_font
from inmori.report.writers.spoken import spoken, spoken_packet
from inmori.text import Language, Text

TEMPLATES = Path(__file__).parent / "templates"


def pdf(paper: Paper, *, language: Language) -> bytes:
    """Return the PDF (PDF/UA-1: tagged, with a text for every picture); the same paper gives the same bytes.

    Raises:
        InputError: Typst is not installed.
        OurFault: Typst refused the template or warned about it.
    """
    data = spoken(paper, language=language, clean=for_paper, clean_svg=in_font)
    return typeset("paper.typ", data, day=paper.imprint.day)


def packet_pdf(packet: Packet, *, language: Language) -> bytes:
    """Return a folder of papers as one PDF, as :func:`pdf` does."""
    data = spoken_packet(packet, language=language, clean=for_paper, clean_svg=in_font)
    return typeset("packet.typ", data, day=packet.imprint.day)


def typeset(template: str, content: dict[str, Any], *, day: date) -> bytes:
    """Return the PDF of a template filled with ``content``; ``day`` is the only day in it.

    Raises:
        InputError: Typst is not installed.
        OurFault: Typst refused the template or warned about it.
    """
    try:
        import typst
    except ImportError as error:
        raise InputError(
            Text(
                ja='PDFを作る部品(typst)がありません。次で入ります: pip install "inmori[documents]"',
                en='The part that makes PDFs (typst) is missing. Install it with: pip install "inmori[documents]"',
            )
        ) from error
    data = json.dumps(content, ensure_ascii=False, sort_keys=True)
    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"paper": data},
            format="pdf",
            pdf_standards="ua-1",
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise _fault(str(error)) from error
    if warnings:
        raise _fault("; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def _fault(detail: str) -> OurFault:
    return OurFault(Text(ja=f"PDFを作れませんでした: {detail}", en=f"The PDF could not be made: {detail}"))
