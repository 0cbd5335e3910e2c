"""The verb itself: three files, whole or not at all, in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from inmori.errors import InputError
from inmori.report import report
from inmori.report.report import write_assessment
from tests.report.example_documents import TODAY, large, small
from tests.report.pages import html_of, pdf_of, xlsx_of

FILES = ["index.html", "report.pdf", "annex.xlsx"]


def test_three_files_with_what_the_writers_make(tmp_path: Path) -> None:
    written = write_assessment(small(), language="ja", out=tmp_path / "new" / "folder")
    assert [path.name for path in written] == FILES
    assert written[0].read_text("utf-8") == html_of("small", "ja")
    assert written[1].read_bytes() == pdf_of("small", "ja")
    assert written[2].read_bytes() == xlsx_of("small", "ja")
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(FILES)


def test_the_verb_takes_the_documents_of_all_stages(tmp_path: Path) -> None:
    one = small()
    written = report(
        one.hospital, one.intake, one.diagnosis, one.outcomes, one.roads, one.catalogue, today=TODAY, language="en", out=tmp_path
    )
    assert [path.name for path in written] == FILES
    assert '<html lang="en">' in written[0].read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(InputError) as caught:
        write_assessment(small(), language="ja", out=blocked)
    assert "書けません" in caught.value.explain("ja")


def test_the_largest_report_is_not_a_matter_of_minutes(tmp_path: Path) -> None:
    materials = large()
    start = time.process_time()  # a guard against quadratic work, not a speed: about 3 s
    write_assessment(materials, language="ja", out=tmp_path)
    assert time.process_time() - start < 40
