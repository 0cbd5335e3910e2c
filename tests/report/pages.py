"""Papers of the example hospitals, made once per test run, and a PDF read back as text."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from inmori.report.documents.assessment import annex, assessment
from inmori.report.writers.html import html
from inmori.report.writers.pdf import pdf
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language
from tests.report.example_documents import ALL


@cache
def pdf_of(name: str, language: Language) -> bytes:
    return pdf(assessment(ALL[name]()), language=language)


@cache
def html_of(name: str, language: Language) -> str:
    return html(assessment(ALL[name]()), language=language)


@cache
def xlsx_of(name: str, language: Language) -> bytes:
    return xlsx(annex(ALL[name]()), language=language)


@cache
def pages_of(name: str, language: Language) -> tuple[str, ...]:
    """The words of each page without blanks, which typesetting puts between Japanese and Latin."""
    return words_of(pdf_of(name, language), order="-layout")


def words_of(data: bytes, *, order: str = "-raw") -> tuple[str, ...]:
    """The words of each page of a PDF: cell after cell ("-raw"), or as they stand on the page ("-layout")."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        said = subprocess.run(["pdftotext", order, str(path), "-"], capture_output=True, check=True)
    return tuple(squeezed(page) for page in said.stdout.decode().split("\f")[:-1])


def squeezed(words: str) -> str:
    """Without blanks and invisible marks, compatibility forms unified (pdftotext may give a look-alike)."""
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", words))
