"""Every reader has its page in the manual, of one shape, and a good file to be mangled; limits on a page are true."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from inmori.ingest.limits import MEANINGS, Limits, shown
from inmori.ingest.readers import Reader, shipped_readers
from tests.architecture.source import ROOT
from tests.ingest.good_file import of_format
from tests.ingest.reader_page import HEADINGS, LIMIT_LINE, limits_on, page_of

MANUAL = ROOT / "docs" / "manual"
READERS = {reader.FORMAT: reader for reader in shipped_readers()}
PAGES = sorted((MANUAL / "readers").glob("*.md"))
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (body.strip() for body in parts[2::2]), strict=True))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_reader_has_its_page_of_one_shape(reader: Reader) -> None:
    text = page_of(reader.FORMAT)
    assert text.splitlines()[0] == f"# {reader.NAME.ja} `{reader.FORMAT}` / {reader.NAME.en}"
    found = sections(text)
    assert tuple(found) == HEADINGS
    for heading, body in found.items():
        assert JAPANESE.search(body), f"{heading}: no Japanese"
    assert "```text" in found[HEADINGS[-1]]


def test_no_page_without_a_reader() -> None:
    assert [path.stem for path in PAGES] == sorted(READERS)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_limits_on_a_page_exist_with_their_default(reader: Reader) -> None:
    section = sections(page_of(reader.FORMAT))[HEADINGS[4]]
    told = LIMIT_LINE.findall(section)
    assert told
    wrong = [(name, value) for name, value in told if name not in MEANINGS or value != shown(name, getattr(Limits(), name))]
    assert wrong == []
    assert set(re.findall(r"--limit (\w+)=", section)) <= set(limits_on(reader.FORMAT))


def test_the_page_of_limits_lists_all_with_their_default_and_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (MANUAL / "limits.md").read_text("utf-8"), re.MULTILINE)
    wanted = [
        (field.name, shown(field.name, getattr(Limits(), field.name)), MEANINGS[field.name].what.ja, MEANINGS[field.name].what.en)
        for field in fields(Limits)
    ]
    assert sorted(rows) == sorted(wanted)
    assert set(MEANINGS) == {field.name for field in fields(Limits)}


def test_the_index_links_to_every_page() -> None:
    linked = set(re.findall(r"\(readers/(\w+)\.md\)", (MANUAL / "readers.md").read_text("utf-8")))
    assert linked == set(READERS)


@pytest.mark.parametrize("page", sorted(MANUAL.rglob("*.md")), ids=lambda path: path.stem)
def test_links_of_the_manual_lead_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_reader_has_a_good_file_that_is_mangled(reader: Reader) -> None:
    assert of_format(reader.FORMAT), f"name one GOOD_FILE in tests/ingest/test_{reader.FORMAT}.py"
