"""Limits are settings: read from what people write, honoured by every reader, and named by every message about them."""

from __future__ import annotations

import gzip
import tracemalloc
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import ingest
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.intake import Intake
from inmori.ingest.limits import MEANINGS, limits_from, settings_in, shown
from inmori.ingest.readers import shipped_readers, streams
from inmori.text import Text
from tests.ingest.good_file import GoodFile, of_format
from tests.ingest.reader_page import limits_on

TODAY = date(2027, 3, 8)
READERS = {reader.FORMAT: reader for reader in shipped_readers()}
NAME = "渡された物.dat"
# Limits that hold only for packed files, and one whose surplus is dropped as Excel itself would.
PACKED = ("zip_entries", "unpacked_bytes", "unpacked_ratio")
NOT_TOLD = ("cell_chars",)
CASES = [
    (format_id, limit)
    for format_id in READERS
    for limit in limits_on(format_id)
    if limit not in (*NOT_TOLD, "unpacked_ratio")
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


WRITTEN = {
    "rows=200000": ("rows", 200_000),
    "rows=200,000": ("rows", 200_000),
    "rows=20万": ("rows", 200_000),
    "rows=2_0": ("rows", 20),
    "rows=1.5万": ("rows", 15_000),
    "ROWS= 12 ": ("rows", 12),
    "ｒｏｗｓ=１２": ("rows", 12),
    "file-bytes=512MB": ("file_bytes", 512 << 20),
    "file_bytes=1gb": ("file_bytes", 1 << 30),
    "file_bytes=1.5 GiB": ("file_bytes", 3 << 29),
    "capture_bytes=2T": ("capture_bytes", 2 << 40),
    "yaml_bytes=4096": ("yaml_bytes", 4096),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_what_people_write(written: str) -> None:
    name, value = WRITTEN[written]
    key, _, text = written.partition("=")
    assert limits_from([(key, text)]) == replace(Limits(), **{name: value})


WRONG = {
    "row=5": "rows",  # and what was probably meant
    "ファイル=5": "file_bytes",
    "rows": "rows",
    "rows=": "20万",
    "rows=0": "20万",
    "rows=-1": "20万",
    "rows=many": "20万",
    "rows=10MB": "20万",
    "rows=1e9": "20万",
    "rows=true": "20万",
    "file_bytes=10万": "512MB",
    "file_bytes=0.2": "512MB",
    "file_bytes=99999999999999T": "512MB",
    "=5": "file_bytes",
}


@pytest.mark.parametrize("written", WRONG)
def test_a_wrong_setting_says_what_is_possible(written: str) -> None:
    name, _, value = written.partition("=")
    with pytest.raises(InputError) as error:
        limits_from([(name, value)])
    assert WRONG[written] in error.value.message.ja
    assert error.value.message.en


def test_later_settings_win_and_the_rest_stays() -> None:
    assert limits_from([("rows", "5"), ("lines", "7"), ("rows", "6")]) == replace(Limits(), rows=6, lines=7)


def test_what_is_shown_can_be_written_back() -> None:
    for field in fields(Limits):
        for value in (getattr(Limits(), field.name), 1, 1023, 5 << 20):
            written = shown(field.name, value).replace(",", "")
            assert limits_from([(field.name, written)]) == replace(Limits(), **{field.name: value})


FILES = {
    'rows = 500000\nfile_bytes = "1GB"\n': {"rows": 500_000, "file_bytes": 1 << 30},
    '# 上限\n[limits]\nrows = "50万"\n': {"rows": 500_000},
    "\ufeffrows = 7\n": {"rows": 7},
    "": {},
}


@pytest.mark.parametrize("text", FILES)
def test_a_file_of_limits(text: str, tmp_path: Path) -> None:
    (tmp_path / "limits.toml").write_text(text, "utf-8")
    assert limits_from(settings_in(tmp_path / "limits.toml")) == replace(Limits(), **FILES[text])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"rows = \n", "1 行目"),
        (b'ok = 1\nrows "5"\n', "2 行目"),
        ("rows = 5 # 上限".encode("cp932"), "TOML"),
        (b"\x00\xff", "TOML"),
        (b"rows = true\n", "20万"),
        (b"rows = [1]\n", "20万"),
        (b"reihen = 5\n", "名前はありません"),
        (None, "開けません"),
    ],
)
def test_a_wrong_file_of_limits_says_where(data: bytes | None, words: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "limits.toml").write_bytes(data)
    with pytest.raises(InputError) as error:
        limits_from(settings_in(tmp_path / "limits.toml"))
    assert words in error.value.message.ja


def told_by(file: GoodFile, limits: Limits, catalogue: Catalogue) -> list[Text]:
    """What the reader says about ``file`` under ``limits``: why it refuses, or what it left out."""
    evidence = EvidenceFile(name=NAME, data=file.data, limits=limits)
    try:
        reading = READERS[file.format].read(evidence, catalogue, today=TODAY)
    except InputError as error:
        return [error.message]
    return [text for problem in reading.problems for text in (problem.text, problem.done)]


def names(texts: list[Text], limit: str) -> bool:
    return any(f"--limit {limit}=" in text.ja and f"--limit {limit}=" in text.en for text in texts)


@pytest.mark.parametrize(("format_id", "limit"), [case for case in CASES if case[1] not in ("file_bytes", "capture_bytes")])
def test_every_limit_on_a_page_is_honoured_and_named(format_id: str, limit: str, catalogue: Catalogue) -> None:
    files = [file for file in of_format(format_id) if limit not in PACKED or file.data.startswith(b"PK")]
    small = [replace(Limits(), **{limit: value}) for value in (1, 2, 3, 5, 8)]  # with a heading there has to be a row
    assert any(names(told_by(file, limits, catalogue), limit) for file in files for limits in small)
    assert not any(names(told_by(file, Limits(), catalogue), limit) for file in files)


@pytest.mark.parametrize(("format_id", "limit"), [case for case in CASES if case[1] in ("file_bytes", "capture_bytes")])
def test_the_size_of_a_file_is_limited(format_id: str, limit: str, tmp_path: Path, catalogue: Catalogue) -> None:
    assert (limit == "capture_bytes") == streams(READERS[format_id])
    good = of_format(format_id)[0]
    (tmp_path / good.name).write_bytes(good.data)
    (tmp_path / "聞き取り.yaml").write_text("病院:\n  名称: 試験病院\n  病床数: 60\n電子カルテ:\n  形態: オンプレ\n", "utf-8")
    _, intake = ingest(tmp_path, catalogue, today=TODAY, limits=replace(Limits(), **{limit: len(good.data) - 1}))
    assert {file.evidence.file for file in intake.files if not file.used} >= {good.name}
    assert names([problem.text for problem in intake.problems if problem.where.file == good.name], limit)


def intake_of(folder: Path, catalogue: Catalogue, limits: Limits) -> Intake:
    _, intake = ingest(folder, catalogue, today=TODAY, limits=limits)
    return intake


@pytest.mark.parametrize("format_id", [name for name, reader in READERS.items() if streams(reader)])
def test_a_large_record_of_traffic_is_read_from_disk(format_id: str, tmp_path: Path, catalogue: Catalogue) -> None:
    good = of_format(format_id)[0]
    (tmp_path / good.name).write_bytes(good.data)
    whole = intake_of(tmp_path, catalogue, Limits())
    piecemeal = intake_of(tmp_path, catalogue, Limits(file_bytes=len(good.data) - 1))
    assert piecemeal.files == whole.files
    assert piecemeal.problems == whole.problems


@pytest.mark.parametrize("format_id", [name for name, reader in READERS.items() if streams(reader)])
def test_a_packed_record_may_not_grow_beyond_the_limit(format_id: str, catalogue: Catalogue) -> None:
    good = of_format(format_id)[0]
    packed = GoodFile(format_id, "x.gz", gzip.compress(good.data + bytes(3_000_000)))
    for limit in ("capture_bytes", "unpacked_ratio"):
        limits = replace(Limits(), **{limit: 1 if limit == "unpacked_ratio" else 1_000_000, "unpacked_ratio": 1})
        assert names(told_by(packed, limits, catalogue), "unpacked_ratio")
    assert names(told_by(packed, Limits(capture_bytes=50, unpacked_ratio=10**9), catalogue), "capture_bytes")


def test_a_large_file_that_nobody_streams_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    good = of_format("fortios")[0]
    (tmp_path / "fw.conf").write_bytes(good.data)
    (tmp_path / "conn.log").write_bytes(of_format("zeek_conn")[0].data)
    intake = intake_of(tmp_path, catalogue, Limits(file_bytes=len(good.data) - 1))
    assert [(file.evidence.file, file.evidence.size, file.used) for file in intake.files if not file.used] == [
        ("fw.conf", len(good.data), False)
    ]


def test_the_stream_of_a_large_file_is_its_bytes_and_tells_how_far(tmp_path: Path) -> None:
    data = b"line of a log\n" * 300_000
    (tmp_path / "big.log").write_bytes(data)
    shares: list[float] = []
    tracemalloc.start()
    file = EvidenceFile.load(tmp_path / "big.log", name="big.log", limits=Limits(file_bytes=1000), told=shares.append)
    with file.open() as stream:
        assert b"".join(iter(lambda: stream.read(65_536), b"")) == data
    whole = EvidenceFile(name="big.log", data=data)
    peak_of_hash = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    assert (file.sha256, file.size, file.whole) == (whole.sha256, len(data), False)
    assert tracemalloc.get_traced_memory()[1] - peak_of_hash < 3_000_000
    tracemalloc.stop()
    assert file.data.endswith(b"\n")
    assert len(file.data) < len(data) / 10
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_file_that_went_away_is_said(tmp_path: Path) -> None:
    (tmp_path / "gone.log").write_bytes(b"x\n" * 5000)
    file = EvidenceFile.load(tmp_path / "gone.log", name="gone.log", limits=Limits(file_bytes=10))
    (tmp_path / "gone.log").unlink()
    for act in (file.open, lambda: file.sha256):
        with pytest.raises(InputError, match=r"gone\.log"):
            act()


def test_meanings_are_told_in_both_languages() -> None:
    assert all(meaning.what.ja and meaning.what.en.isascii() for meaning in MEANINGS.values())
