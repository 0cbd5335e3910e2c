"""Mangled bytes before the readers of scans, directories, leases, tables, disclosures and parts; planted secrets in each."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import arp_table, csvde, cyclonedx, dhcp_leases, disclosure, ldif, nmap_xml
from inmori.ingest.readers import Reader, recognise, shipped_readers
from inmori.ingest.reading import Reading
from tests.ingest import (
    test_arp_table,
    test_csvde,
    test_cyclonedx,
    test_dhcp_leases,
    test_disclosure,
    test_ldif,
    test_nmap_xml,
)
from tests.ingest.made_office import TODAY, catalogue, changed_zip, evidence, xlsx
from tests.ingest.test_workbook import BYTES, mangled

READERS = (nmap_xml, ldif, csvde, dhcp_leases, arp_table, disclosure, cyclonedx)
CATALOGUE = catalogue()
MEMBER = test_nmap_xml.script("smb-os-discovery", os="Windows 7 Professional", fqdn="a.kita.example") + test_nmap_xml.script("nbstat", "NetBIOS name: A, NetBIOS MAC: d0:17:c2:8b:a6:06")
SEEDS: dict[str, tuple[bytes, ModuleType]] = {
    "nmap": (test_nmap_xml.scan(test_nmap_xml.host("10.60.0.5", mac="D0:17:C2:8B:A6:07", name="a.example", inside=f"<hostscript>{MEMBER}</hostscript>" + test_nmap_xml.guess("Windows 10", 99))).encode(), nmap_xml),
    "ldif": (test_ldif.LDAPSEARCH.encode(), ldif),
    "csvde": ("\n".join([test_csvde.HEADING, test_csvde.line("PC-1", description=test_csvde.hexadecimal("予備"))]).encode(), csvde),
    **{f"leases {name}": (case[0].encode("cp932"), dhcp_leases) for name, case in test_dhcp_leases.CASES.items()},
    **{f"table {name}": (case[0].encode(), arp_table) for name, case in test_arp_table.TABLES.items() if name != "three lines and no heading"},
    "table of a core switch": (test_arp_table.CATALYST.encode(), arp_table),
    **{f"disclosure {name}": (xlsx({"回答": case[0]}), disclosure) for name, case in test_disclosure.FORMS.items()},
    "MDS2": (xlsx({"MDS2": test_disclosure.MDS2_2019}), disclosure),
    "parts": (json.dumps(test_cyclonedx.document(), ensure_ascii=False).encode(), cyclonedx),
    "parts xml": (test_cyclonedx.XML.encode(), cyclonedx),
}  # fmt: skip


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


@pytest.mark.parametrize("data, reader", SEEDS.values(), ids=SEEDS)
def test_each_seed_is_claimed_by_its_reader_clearly(data: bytes, reader: ModuleType) -> None:
    others: list[Reader] = [r for r in (*READERS, *shipped_readers()) if r.FORMAT != reader.FORMAT]  # type: ignore[list-item]
    best = recognise(evidence(data), others)
    assert best.failed == ()
    # The reader of PowerShell's exports could read csvde's too, but not its hexadecimal text.
    clearly = 0.0 if reader is csvde else 0.1
    assert reader.recognise(evidence(data)) > max(0.89, best.score + clearly - 0.001)


@settings(max_examples=150)
@given(st.sampled_from(sorted(SEEDS)), BYTES, st.sampled_from([1.0, 1.0, 0.95, 0.6, 0.2]))
def test_mangled_files(name: str, cuts: list[tuple[int, int]], keep: float) -> None:
    survives(mangled(SEEDS[name][0], cuts, keep))


TEXTS = sorted(name for name, (data, _) in SEEDS.items() if not data.startswith(b"PK"))


@settings(max_examples=80)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(0, 400), st.text(max_size=12)), max_size=6), st.randoms(use_true_random=False))
def test_changed_lines(name: str, changes: list[tuple[int, str]], random: st.random_module) -> None:
    """Lines put in, replaced and in another order: the text stays text, what it says does not."""
    lines = SEEDS[name][0].decode("utf-8", "replace").split("\n")
    for place, text in changes:
        lines[place % len(lines)] = text
    random.shuffle(lines)  # type: ignore[attr-defined]
    survives("\n".join(lines).encode("utf-8", "replace"))


@settings(max_examples=40)
@given(st.sampled_from(["disclosure answers as words", "disclosure circles in columns", "MDS2"]), st.sampled_from(["sheet1.xml", "sharedStrings.xml"]), BYTES)
def test_mangled_parts(name: str, part: str, cuts: list[tuple[int, int]]) -> None:
    survives(changed_zip(SEEDS[name][0], lambda path, data: mangled(data, cuts, 1.0) if path.endswith(part) else data))


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    survives(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["components", "name", "version", "type", "bom-ref", "metadata", "component", "vulnerabilities", "id", "affects", "ref", "analysis", "state", "properties", "value", "supplier", "versions", "status"]), inner, max_size=4), max_leaves=20,
)  # fmt: skip


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["components", "metadata", "vulnerabilities", "version"]), VALUES, max_size=4))
def test_any_json(found: dict[str, object]) -> None:
    survives(json.dumps({"bomFormat": "CycloneDX", **found}).encode())


CELLS = st.sampled_from(["", "はい", "いいえ", "対象外", "○", "×", "☑はい□いいえ", "備考1", "Note 2", "1-1", "DOC-1", "RMOT-1", "ウイルス対策ソフトを導入できますか", "事業者名", "製品名:X", "作成日", "R1.4.30", "質問", "回答", "番号", "Yes", "{x}", "%s", "#REF!"])  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=12))
def test_any_cells(rows: list[list[str]]) -> None:
    survives(xlsx({"s": rows}))


# Where a secret may stand in each format: {secret} is put in as it is, {base64} and {hex} encoded.
PLANTS: dict[str, tuple[Callable[[str], bytes], ModuleType]] = {
    "nmap": (lambda s: test_nmap_xml.scan(test_nmap_xml.host("10.60.0.5", inside=test_nmap_xml.ports(test_nmap_xml.port(161, protocol="udp", inside=test_nmap_xml.script("snmp-brute", s))) + "<hostscript>"
                                          + test_nmap_xml.script("smb-brute", f"admin:{s}") + test_nmap_xml.script("krb5-enum-users", s) + "</hostscript>"), args=f"nmap --script-args creds={s}").encode(), nmap_xml),
    "ldif": (lambda s: test_ldif.entry("PC", f"ms-Mcs-AdmPwd: {s}", f"unicodePwd:: {base64.b64encode(s.encode()).decode()}", f"userPassword: {s}", f"description: 予備機 PW:{s}", f"msFVE-RecoveryPassword: {s}",
                                       f"info: {s}", "operatingSystem: Windows 11").encode(), ldif),
    "csvde": (lambda s: "\n".join([test_csvde.HEADING.replace("unicodePwd", "ms-Mcs-AdmPwd"), test_csvde.line("PC-1", description=test_csvde.hexadecimal(f"パスワード:{s}")).replace("Himitsu9", s)]).encode(), csvde),
    "leases": (lambda s: test_dhcp_leases.CONSOLE.replace("Himitsu9", s).encode(), dhcp_leases),
    "disclosure": (lambda s: xlsx({"回答": [[str(v).replace("Himitsu9", s) if v else v for v in row] for row in test_disclosure.TEXTS]}), disclosure),
    "parts": (lambda s: json.dumps(test_cyclonedx.document(), ensure_ascii=False).replace("Himitsu9", s).encode(), cyclonedx),
    "parts xml": (lambda s: test_cyclonedx.XML.replace("Himitsu9", s).encode(), cyclonedx),
    "table": (lambda s: f"sw1#enable\nPassword: {s}\nsw1# username a password 0 {s}\n{test_arp_table.CATALYST}".encode(), arp_table),
}  # fmt: skip


@settings(max_examples=80)
@given(st.sampled_from(sorted(PLANTS)), st.text(alphabet="abcdefghXYZ0123456789", min_size=8, max_size=16))
def test_planted_secrets_are_found_nowhere(name: str, tail: str) -> None:
    secret = f"Zq{tail}"  # begins as nothing else in the files does
    make, reader = PLANTS[name]
    data = make(secret)
    reading = reader.read(evidence(data, "資料.dat"), CATALOGUE, today=TODAY)
    kept = repr(reading)
    assume(not re.search(re.escape(secret), "資料.dat"))
    assert secret not in kept
    assert base64.b64encode(secret.encode()).decode().rstrip("=")[:-1] not in kept
    assert secret.encode().hex() not in kept
