"""Column names of home-made databases: Japanese in Roman letters, English and abbreviations, joined in any way."""

from __future__ import annotations

import pytest

from inmori.ingest.column_name import is_code, stem_of
from inmori.ingest.header_word import CONTRACT, DEVICE, DROPPED, IGNORED
from inmori.ingest.table import Table
from inmori.ingest.table_header import header_at

MEANT = {
    "KANRI_NO": "asset_number", "ShisanNo": "asset_number", "kikiId": "asset_number", "SV_NAME": "hostname", "PCNM": "hostname", "TANMATSU_MEI": "hostname", "HostNm": "hostname",
    "IP_ADRS": "address", "IPADDR2": "address", "MAC_ADR": "mac", "OSVER": "os_version", "OS_NM": "os", "DB_VER": "database", "KIND_CD": "type", "SHUBETSU_CD": "type",
    "BUSHO_NM": "department", "DEPT_CD": "department", "SHOZOKU": "department", "SETTI_BASHO": "location", "SecchiBasyo": "location", "MAKER_NM": "maker", "KATABAN": "model", "KISYU_NM": "model",
    "SEIZO_NO": "serial", "SERIAL_NO": "serial", "KOUNYU_DT": "purchased", "DounyuDate": "purchased", "SHUTOKU_BI": "purchased", "HOSHU_KIGEN": "support_until", "HOSYU_SYURYO_DT": "support_until",
    "DEL_DT": "retired_on", "HAIKI_BI": "retired_on", "DEL_FLG": "retired_on", "STS_CD": "status", "JOTAI_KBN": "status", "GYOSHA_NM": "vendor", "YAKUWARI": "purpose", "YOTO": "purpose",
    "BIKOU": "note", "TEKIYO": "note", "F_BIKO": "note", "SAISHU_KAKUNIN_DT": "last_seen", "NET_KBN": "category",
    "USER_NM": DROPPED, "RIYOSHA_SHIMEI": DROPPED, "ADMIN_PASS": DROPPED, "UPD_DT": IGNORED, "INS_USER": DROPPED, "HYOJI_JUN": IGNORED, "Xyz_Qq": IGNORED,
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_device_columns(name: str) -> None:
    (column,) = header_at(Table("t.csv", None, [[name], ["x"]]), (0,), DEVICE).columns
    assert column.field == MEANT[name]


@pytest.mark.parametrize(("name", "field"), [("KEIYAKU_KAISHI_DT", "start"), ("KeiyakuShuryoBi", "end"), ("GYOSHA_NM", "vendor"), ("KEIYAKU_NO", "number"), ("BIKO", "note")])
def test_contract_columns(name: str, field: str) -> None:
    (column,) = header_at(Table("t.csv", None, [[name], ["x"]]), (0,), CONTRACT).columns
    assert column.field == field


@pytest.mark.parametrize("group", [("部署コード", "DEPT_CD", "BUSHO_CD", "busho", "部署区分", "部署名"), ("STS_CD", "状態コード", "JOTAI_KBN", "Status"), ("KIND_CD", "種別", "SHUBETU_CODE")])
def test_what_codes_are_of(group: tuple[str, ...]) -> None:
    assert len({stem_of(name) for name in group}) == 1


def test_codes_say_that_they_are() -> None:
    assert [name for name in ("KIND_CD", "部署コード", "JOTAI_KBN", "BUSHO_NM", "備考", "PC_NAME") if is_code(name)] == ["KIND_CD", "部署コード", "JOTAI_KBN"]
