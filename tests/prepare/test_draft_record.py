"""What changed since the last version, part by part, and a record that keeps what this run did not touch."""

from __future__ import annotations

import pytest

from inmori.prepare.draft_record import DraftRecord, PaperRecord, PartRecord, part_changes


def parts(written: str) -> tuple[PartRecord, ...]:
    """``a1 b2``: part a with words 1, part b with words 2."""
    return tuple(PartRecord(id=one[0], title=one[0].upper(), sha256=one[1:]) for one in written.split())


@pytest.mark.parametrize(
    "before, after, told",
    [
        ("a1 b1", "a1 b1", []),
        ("a1 b1", "b1 a1", []),
        ("a1", "a2", ["変わった: A"]),
        ("a1", "a1 b1", ["増えた: B"]),
        ("a1 b1", "a1", ["なくなった: B"]),
        ("a1 b1", "b2 c1", ["変わった: B", "増えた: C", "なくなった: A"]),
        ("", "a1", ["増えた: A"]),
    ],
)
def test_changes(before: str, after: str, told: list[str]) -> None:
    assert [one.ja for one in part_changes(parts(before), parts(after))] == told


def test_a_paper_replaces_its_own_entry_in_its_language_alone() -> None:
    def paper(id: str, language: str, title: str) -> PaperRecord:
        return PaperRecord(id=id, language=language, title=title, parts=(), files=())

    record = DraftRecord()
    for one in (paper("b", "ja", "1"), paper("a", "en", "1"), paper("b", "en", "1"), paper("b", "ja", "2")):
        record = record.with_paper(one)
    assert [(one.id, one.language, one.title) for one in record.papers] == [("a", "en", "1"), ("b", "en", "1"), ("b", "ja", "2")]
    assert DraftRecord.from_json(record.to_json(), name="drafts.json") == record
