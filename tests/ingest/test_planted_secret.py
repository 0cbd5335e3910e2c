"""Secrets planted where each format may hold one are found nowhere in what was read, in no writing of them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from types import ModuleType

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inmori.ingest import arp_table, csvde, cyclonedx, dhcp_leases, disclosure, ldif, nmap_xml
from tests.ingest import (
    test_arp_table,
    test_csvde,
    test_cyclonedx,
    test_dhcp_leases,
    test_disclosure,
    test_ldif,
    test_nmap_xml,
)
from tests.ingest.made_office import TODAY, catalogue, evidence, xlsx

CATALOGUE = catalogue()

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
