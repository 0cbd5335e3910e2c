"""A good file of every kind, mangled in every way: reading raises nothing but the documented error, which names the file."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.readers import SURE_ENOUGH, Reader, recognise, shipped_readers
from inmori.ingest.reading import Reading
from tests.ingest.good_file import GOOD, of_format
from tests.ingest.made_office import TODAY, changed_zip

NAME = "渡された物.dat"
READERS = {reader.FORMAT: reader for reader in shipped_readers()}
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-be", "utf-32", "cp1252")
WAYS = ("cut", "flip", "insert", "double", "drop", "encoding", "lines", "part", "swap", "nul")


@lru_cache
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_claimed_by_its_reader_and_read(name: str) -> None:
    file = EvidenceFile(name=NAME, data=GOOD[name].data)
    found = recognise(file, shipped_readers())
    assert found.failed == ()
    assert found.reader is not None
    assert (found.reader.FORMAT, found.score >= SURE_ENOUGH) == (GOOD[name].format, True)
    assert found.reader.read(file, catalogue(), today=TODAY).evidence.records > 0


def mangled(data: bytes, way: str, luck: random.Random) -> bytes:
    """Return ``data`` with one thing done to it."""
    if not data:
        return data
    at = luck.randrange(len(data))
    some = slice(at, at + luck.randrange(1, 200))
    match way:
        case "cut":
            return data[:at]
        case "flip":
            return data[:at] + bytes([luck.randrange(256)]) + data[at + 1 :]
        case "insert":
            return data[:at] + luck.randbytes(luck.randrange(1, 9)) + data[at:]
        case "double":
            return data[: some.stop] + data[some] + data[some.stop :]
        case "drop":
            return data[:at] + data[some.stop :]
        case "swap":
            other = luck.randrange(len(data))
            return data[:at] + data[other : other + 40] + data[at + 40 :]
        case "nul":
            return data[:at] + bytes(luck.randrange(1, 5)) + data[at + 4 :]
        case "encoding":
            return _other_encoding(data, luck)
        case "lines":
            return _other_lines(data, luck)
        case _:
            return _other_part(data, luck)


def _other_encoding(data: bytes, luck: random.Random) -> bytes:
    """The same text in another encoding than it should be; of what is no text, the bytes taken for such."""
    text = data.decode(luck.choice(("utf-8", "cp932", "latin-1")), "replace")
    return text.encode(luck.choice(ENCODINGS), luck.choice(("replace", "ignore")))


def _other_lines(data: bytes, luck: random.Random) -> bytes:
    """Lines of text in another order, with words and separators changed: it stays text, what it says does not."""
    lines = data.split(b"\n")
    for _ in range(luck.randrange(6)):
        line = luck.choice(lines)
        words = line.split(b" ")
        words[luck.randrange(len(words))] = luck.choice(
            (b"", b"999999999999999999999", b"-1", b"1.2.3.4/99", b"10.0.0.0/8", b"{x}", b"%s", b'"', b",,,", b"\t" * 9, "〃".encode(), b"\xed\xa0\x80", b"NaN", b"]]>", b"\\x9"),
        )  # fmt: skip
        lines[luck.randrange(len(lines))] = b" ".join(words)
    if luck.random() < 0.3:
        luck.shuffle(lines)
    return b"\n".join(lines)


def _other_part(data: bytes, luck: random.Random) -> bytes:
    """A part inside a zip, mangled and packed properly again; of other files, a byte."""
    if not data.startswith(b"PK"):
        return mangled(data, "flip", luck)
    mine = luck.choice(("sheet1.xml", "sheet2.xml", "sharedStrings.xml", "styles.xml", "content.xml", "workbook.xml", ".bin"))
    way = luck.choice(("flip", "drop", "double", "cut", "insert"))
    try:
        return changed_zip(data, lambda path, part: mangled(part, way, luck) if path.endswith(mine) else part)
    except Exception:  # it was broken already by what was done before
        return data


def survives(reader: Reader, data: bytes) -> None:
    """``reader`` looks at ``data`` and reads it, or says in both languages why not."""
    file = EvidenceFile(name=NAME, data=data)
    assert 0.0 <= reader.recognise(file) <= 1.0
    try:
        reading = reader.read(file, catalogue(), today=TODAY)
    except InputError as error:
        unnamed = NAME not in error.message.ja or NAME not in error.message.en
        if unnamed:
            pytest.fail(f"the sentence names no file: {error.message.ja}")
        return
    assert isinstance(reading, Reading)
    assert (reading.evidence.format, reading.evidence.size) == (reader.FORMAT, len(data))
    assert all(problem.where.file == NAME for problem in reading.problems)
    for part in (*reading.gateways, *reading.flows, *reading.problems, *reading.mappings, *reading.contracts):
        part.model_dump_json().encode()  # it has to be written as well: half a surrogate pair cannot
    for sighting in reading.sightings:
        "".join(map(str, (sighting.hostnames, sighting.notes, sighting.facts))).encode()


@pytest.mark.parametrize("format_id", READERS)
@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(0, 2**32 - 1), st.lists(st.sampled_from(WAYS), min_size=1, max_size=4))
def test_mangled_files_raise_nothing_else(format_id: str, which: int, seed: int, ways: list[str]) -> None:
    good = of_format(format_id)
    data = good[which % len(good)].data
    luck = random.Random(seed)
    for way in ways:
        data = mangled(data, way, luck)
    survives(READERS[format_id], data)


@pytest.mark.parametrize("format_id", READERS)
@settings(max_examples=10)
@given(st.one_of(st.binary(max_size=300), st.sampled_from(sorted(GOOD)).map(lambda name: GOOD[name].data)))
def test_what_is_meant_for_others_raises_nothing_else(format_id: str, data: bytes) -> None:
    survives(READERS[format_id], data)


@settings(max_examples=60)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 2**32 - 1), st.sampled_from(WAYS))
def test_the_choice_among_all_readers_never_fails(name: str, seed: int, way: str) -> None:
    file = EvidenceFile(name=NAME, data=mangled(GOOD[name].data, way, random.Random(seed)))
    found = recognise(file, shipped_readers())
    assert found.failed == ()
    assert (found.reader is None) == (found.score < SURE_ENOUGH)
