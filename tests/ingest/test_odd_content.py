"""Files whose form is right and whose content is not: any cells under a heading, any answers, any JSON of a bill of parts."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest import asset_tool_csv, contract_workbook, cyclonedx, disclosure, ledger_workbook
from tests.ingest.made_office import xlsx
from tests.ingest.test_contract_workbook import CONTRACTS, REMOTE
from tests.ingest.test_ledger_workbook import MERGED, SIMPLE
from tests.ingest.test_mangled_file import survives

CELLS = st.one_of(
    st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), st.booleans(), st.none(),
    st.sampled_from(["〃", "合計", "■部", "10.0.0.1", "10..0.1", "DHCP", "00-11-22-33-44-55", "R7.4.1", "R1.4.30", "廃棄", "※注", "PW:x", "管理番号", "IPアドレス", "{where}", "{", "%s"]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=8), st.sampled_from([MERGED[2], SIMPLE[0], CONTRACTS[1][:8], REMOTE[1][:8]]))
def test_any_cells_under_a_heading(rows: list[list[object]], heading: list[object]) -> None:
    clean = [["".join(c for c in v if c.isprintable()) if isinstance(v, str) else v for v in row] for row in rows]
    clean = [["'" + v if isinstance(v, str) and v.startswith("=") else v for v in row] for row in clean]
    for reader in (ledger_workbook, contract_workbook, asset_tool_csv):
        survives(reader, xlsx({"s": [heading, *clean]}))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["components", "name", "version", "type", "bom-ref", "metadata", "component", "vulnerabilities", "id", "affects", "ref", "analysis", "state", "properties", "value", "supplier", "versions", "status"]), inner, max_size=4), max_leaves=20,
)  # fmt: skip


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["components", "metadata", "vulnerabilities", "version"]), VALUES, max_size=4))
def test_any_json(found: dict[str, object]) -> None:
    survives(cyclonedx, json.dumps({"bomFormat": "CycloneDX", **found}).encode())


ANSWERS = st.sampled_from(["", "はい", "いいえ", "対象外", "○", "×", "☑はい□いいえ", "備考1", "Note 2", "1-1", "DOC-1", "RMOT-1", "ウイルス対策ソフトを導入できますか", "事業者名", "製品名:X", "作成日", "R1.4.30", "質問", "回答", "番号", "Yes", "{x}", "%s", "#REF!"])  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.lists(ANSWERS, min_size=5, max_size=5), min_size=1, max_size=12))
def test_any_answers(rows: list[list[str]]) -> None:
    survives(disclosure, xlsx({"s": rows}))
