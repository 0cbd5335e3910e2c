"""Mangled bytes before every reader of lists: recognising never fails, and reading fails only with a sentence."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import ad_computers, asset_tool_csv, contract_workbook, interview, ledger_workbook
from inmori.ingest.reading import Reading
from tests.ingest.made_office import TODAY, catalogue, changed_zip, evidence, ods, xls, xlsb, xlsx
from tests.ingest.test_ad_computers import POWERSHELL
from tests.ingest.test_asset_tool_csv import USUAL, lines
from tests.ingest.test_contract_workbook import CONTRACTS, REMOTE
from tests.ingest.test_interview import JAPANESE
from tests.ingest.test_ledger_workbook import MERGED, MERGES, SIMPLE
from tests.ingest.test_workbook import BYTES, mangled

READERS = (ledger_workbook, asset_tool_csv, ad_computers, contract_workbook, interview)
CATALOGUE = catalogue()
SEEDS: dict[str, bytes] = {
    "ledger": xlsx({"台帳": MERGED, "PC": SIMPLE}, merges={"台帳": MERGES}),
    "ledger xls": xls(SIMPLE),
    "ledger xlsb": xlsb(SIMPLE),
    "ledger ods": ods(SIMPLE),
    "contracts": xlsx({"契約": CONTRACTS, "接続": REMOTE}),
    "asset tool": lines(USUAL).encode("cp932"),
    "asset tool utf-16": lines(USUAL, "\t").encode("utf-16"),
    "directory": POWERSHELL.encode(),
    "interview": JAPANESE.encode(),
}


def survives(data: bytes) -> None:
    """All readers look at ``data``, and each tries to read it."""
    file = evidence(data, "渡された物.dat")
    for reader in READERS:
        assert 0.0 <= reader.recognise(file) <= 1.0
        try:
            reading = reader.read(file, CATALOGUE, today=TODAY)
        except InputError as error:
            told = error.message
            unnamed = "渡された物.dat" not in told.ja or "渡された物.dat" not in told.en
            if unnamed:
                pytest.fail(f"the sentence names no file: {told.ja}")
            continue
        assert isinstance(reading, Reading)
        assert reading.evidence.format == reader.FORMAT


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.FORMAT)
def test_every_reader_says_what_it_is(reader: ModuleType) -> None:
    assert reader.NAME.ja
    assert reader.NAME.en
    assert reader.__name__.endswith(reader.FORMAT)


@pytest.mark.parametrize("name", SEEDS)
def test_each_seed_is_claimed_by_one_reader_clearly(name: str) -> None:
    scores = sorted((reader.recognise(evidence(SEEDS[name])) for reader in READERS), reverse=True)
    assert scores[0] >= 0.6
    assert scores[0] > scores[1] + 0.1


@settings(max_examples=60)
@given(st.sampled_from(sorted(SEEDS)), BYTES, st.sampled_from([1.0, 1.0, 0.95, 0.6, 0.2]))
def test_mangled_files(name: str, cuts: list[tuple[int, int]], keep: float) -> None:
    survives(mangled(SEEDS[name], cuts, keep))


@settings(max_examples=30)
@given(st.sampled_from(["ledger", "contracts"]), st.sampled_from(["sheet1.xml", "sheet2.xml", "sharedStrings.xml", "styles.xml"]), BYTES)
def test_mangled_parts(name: str, part: str, cuts: list[tuple[int, int]]) -> None:
    survives(changed_zip(SEEDS[name], lambda path, data: mangled(data, cuts, 1.0) if path.endswith(part) else data))


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    survives(data)


CELLS = st.one_of(
    st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), st.booleans(), st.none(),
    st.sampled_from(["〃", "合計", "■部", "10.0.0.1", "10..0.1", "DHCP", "00-11-22-33-44-55", "R7.4.1", "R1.4.30", "廃棄", "※注", "PW:x", "管理番号", "IPアドレス", "{where}", "{", "%s"]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=8), st.sampled_from([MERGED[2], SIMPLE[0], CONTRACTS[1][:8], REMOTE[1][:8]]))
def test_any_cells_under_a_heading(rows: list[list[object]], heading: list[object]) -> None:
    clean = [["".join(c for c in v if c.isprintable()) if isinstance(v, str) else v for v in row] for row in rows]
    clean = [["'" + v if isinstance(v, str) and v.startswith("=") else v for v in row] for row in clean]
    survives(xlsx({"s": [heading, *clean]}))
