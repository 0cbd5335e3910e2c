"""What was done to a log is seen: a table of tampering, and every place at which a power cut can strike."""

from __future__ import annotations

import hashlib
import json

import pytest

from inmori.prepare.incident_chain import cut_short, read_chain
from inmori.prepare.incident_entry import Entry, line_of, receipt, sealed
from inmori.prepare.incident_privacy import may_name_a_person, outward
from tests.prepare.incident_case import answered, at, chained, line, started

ENTRIES = chained(
    started(),
    line("note", "外部回線を抜いた\n二行目", at=at("2026-11-24 08:40")),
    answered("ransomware", "yes", "拡張子"),
    line("done", "電話", duty="mhlw", at=at("2026-11-24 09:30")),
    line("note", "訂正", corrects=2, inside=True),
)
LINES = [line_of(one).encode() for one in ENTRIES]


def data(lines: list[bytes]) -> bytes:
    return b"".join(one + b"\n" for one in lines)


def test_a_log_reads_back_as_it_was_written() -> None:
    chain = read_chain(data(LINES))
    assert chain.entries == ENTRIES
    assert chain.problems == ()
    assert chain.whole
    assert chain.ended


def rewritten(**changes: object) -> bytes:
    """Line 2 with other content and a hash that fits it, as somebody would who knows how."""
    told = json.loads(LINES[1]) | changes
    del told["hash"]
    return line_of(sealed(Entry.model_validate(told))).encode()


def elsewhere() -> bytes:
    other = chained(ENTRIES[0], line("note", "もう一人が書いた", at=at("2026-11-24 08:41")))
    return line_of(other[1]).encode()


TAMPERING: list[tuple[str, list[bytes], int, str]] = [
    ("a word changed", [LINES[0], LINES[1].replace("外部".encode(), "内部".encode()), *LINES[2:]], 2, "変えられ"),
    ("a word changed, hash made anew", [LINES[0], rewritten(what="何もしていない"), *LINES[2:]], 3, "前の行"),
    ("an hour changed", [LINES[0].replace(b"08:15", b"09:15"), *LINES[1:]], 1, "変えられ"),
    ("spaces put in", [LINES[0].replace(b'","', b'", "', 1), *LINES[1:]], 1, "変えられ"),
    ("a line missing in the middle", [*LINES[:2], *LINES[3:]], 3, "前の行"),
    ("the first line missing", LINES[1:], 1, "前の行"),
    ("two lines in other order", [LINES[0], LINES[2], LINES[1], *LINES[3:]], 2, "前の行"),
    ("a line twice", [*LINES[:2], LINES[1], *LINES[2:]], 3, "もう一度"),
    ("written by two at once", [*LINES[:2], elsewhere(), *LINES[2:]], 3, "同時に"),
    ("a line made unreadable", [LINES[0], b"xxxx", *LINES[2:]], 2, "読めません"),
    ("a line emptied", [LINES[0], b"", *LINES[2:]], 2, "読めません"),
    ("no UTF-8", [LINES[0], LINES[1][:-30] + b"\xff\xfe", *LINES[2:]], 2, "読めません"),
]


@pytest.mark.parametrize(("lines", "where", "words"), [case[1:] for case in TAMPERING], ids=[case[0] for case in TAMPERING])
def test_tampering_is_seen_at_its_line_and_nothing_readable_is_lost(lines: list[bytes], where: int, words: str) -> None:
    chain = read_chain(data(lines))
    grave = [one for one in chain.problems if one.grave]
    assert not chain.whole
    assert grave[0].line == where
    assert words in grave[0].words.ja
    assert len(chain.entries) == sum(one.startswith(b"{") and one.endswith(b"}") for one in lines)


def test_a_cut_end_is_seen_against_a_receipt_and_by_nothing_else() -> None:
    chain = read_chain(data(LINES[:3]))
    assert chain.whole  # a chain alone cannot know
    problem = cut_short(chain, lines=5, hash=ENTRIES[4].hash)
    assert problem is not None
    assert "終わりの2行" in problem.words.ja
    assert cut_short(chain, lines=3, hash=ENTRIES[2].hash[:12]) is None
    assert receipt(ENTRIES[2]).replace("-", "") == "3" + ENTRIES[2].hash[:12]
    other = cut_short(chain, lines=3, hash="0" * 12)
    assert other is not None
    assert "控えと違います" in other.words.ja


@pytest.mark.parametrize("kept", range(1, len(LINES[4]), 7))
def test_a_power_cut_at_any_byte_loses_no_earlier_line_and_the_log_goes_on(kept: int) -> None:
    piece = LINES[4][:kept]
    chain = read_chain(data(LINES[:4]) + piece)
    assert chain.entries == ENTRIES[:4]
    assert chain.whole
    assert "途中で切れ" in chain.problems[-1].words.ja
    goes_on = after(chain.tail, piece)
    assert goes_on.whole
    assert goes_on.entries[-1].what == "もう一度"
    removed = read_chain(data([*LINES[:4], line_of(goes_on.entries[-1]).encode()]))
    assert not removed.whole  # the piece may not be taken away quietly


def after(tail: bytes, piece: bytes):  # type: ignore[no-untyped-def]
    assert tail == piece
    entry = line("note", "もう一度", at=at("2026-11-24 10:00")).model_copy(
        update={"number": 5, "before": ENTRIES[3].hash, "torn": hashlib.sha256(tail).hexdigest()}
    )
    return read_chain(data([*LINES[:4], piece, line_of(sealed(entry)).encode()]))


def test_a_clock_that_went_back_is_told_but_proves_nothing() -> None:
    early = line("note", "後から", entered=at("2026-11-24 08:00"))
    chain = read_chain(data([line_of(one).encode() for one in chained(started(), early)]))
    assert chain.whole
    assert "時計" in chain.problems[0].words.ja


def test_only_the_line_end_is_missing() -> None:
    chain = read_chain(data(LINES)[:-1])
    assert chain.entries == ENTRIES
    assert chain.whole
    assert not chain.ended
    assert chain.tail == b""


NAMES: list[tuple[str, bool]] = [
    ("入院中の山田太郎さんの指示が読めない", True),
    ("山田様より電話", True),
    ("患者ID 0012345 の画像が開かない", True),
    ("スズキハナコ(72歳)の処方", True),
    ("1950年1月2日生", True),
    ("患者さんへの説明を始めた", False),
    ("事業者の担当者さんに電話", False),
    ("画面の様子を写真に撮った。仕様は同様", False),
    ("端末3台で電子カルテが開かない", False),
    ("厚生労働省へ電話(03-0000-0000)", False),
]


@pytest.mark.parametrize(("words", "named"), NAMES)
def test_lines_that_may_name_a_patient_stay_inside(words: str, named: bool) -> None:
    assert may_name_a_person(words) is named
    assert ("院内だけ" in outward(line("note", words)).ja) is named
    assert "院内だけ" in outward(line("note", "端末", inside=True)).ja


