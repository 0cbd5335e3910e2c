"""Directory exports in LDIF: folded and base64 lines, comments, only computers, and never a password attribute."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import ldif
from inmori.ingest.evidence_file import Limits
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence

LDAPSEARCH = """\
# extended LDIF
#
# LDAPv3
# base <dc=kita,dc=example> with scope subtree
# filter: (objectClass=computer)

# WARD-07, \xe7 folded comment that goes on
#  and on
dn: CN=WARD-07,OU=Ward,OU=PCs,DC=kita,DC=example
objectClass: top
objectClass: person
objectClass: computer
cn: WARD-07
distinguishedName: CN=WARD-07,OU=Ward,OU=PCs,DC=kita,DC=examp
 le
operatingSystem: Windows 10 Enterprise LTSC
operatingSystemVersion: 10.0 (17763)
userAccountControl: 4096
lastLogonTimestamp: 134389260000000000
dNSHostName: ward-07.kita.example

# search result
search: 2
result: 0 Success

# numEntries: 1
"""


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def folded(line: str, width: int = 40) -> str:
    return "\n ".join(line[at : at + width] for at in range(0, len(line), width))


def entry(name: str, *lines: str, unit: str = "OU=PCs", classes: tuple[str, ...] = ("top", "computer")) -> str:
    dn = f"CN={name},{unit},DC=kita,DC=example"
    return "\n".join([f"dn: {dn}", *(f"objectClass: {c}" for c in classes), f"cn: {name}", f"distinguishedName: {dn}", *lines, ""])


def read(text: str | bytes, limits: Limits | None = None) -> Reading:
    file = evidence(text, "ad.ldf", limits)
    assert ldif.recognise(file) >= 0.9
    return ldif.read(file, catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_ldapsearch(encoding: str) -> None:
    (pc,) = read(LDAPSEARCH.encode(encoding)).sightings
    assert (pc.hostnames, pc.group, pc.last_seen, pc.retired) == (("ward-07",), "PCs / Ward", date(2026, 11, 12), None)
    told = facts(pc)
    assert (told["os"], told["os_build"]) == ("Windows 10 Enterprise LTSC", "10.0.17763")
    assert (pc.source.kind, pc.source.line, pc.source.as_of) == (SourceKind.EXPORT, 9, date(2026, 11, 12))


def test_japanese_names_come_folded_in_base64() -> None:
    unit = "CN=KARTE-3,OU=3階病棟,OU=端末,DC=kita,DC=example"
    text = "\n".join([
        folded(f"dn:: {encoded(unit)}"), "changetype: add", f"objectClass:: {encoded('computer')}", "sAMAccountName: KARTE-3$", folded(f"distinguishedName:: {encoded(unit)}"),
        folded(f"description:: {encoded('3階ナースステーション 予備')}", 17), "whenCreated: 20190401000000.0Z", "",
    ])  # fmt: skip
    (pc,) = read(text.replace("\n", "\r\n")).sightings
    assert (pc.hostnames, pc.group, pc.notes) == (("KARTE-3",), "端末 / 3階病棟", ("3階ナースステーション 予備",))


def test_names_with_escaped_signs() -> None:
    text = entry("A", "dNSHostName: a.kita.example", unit=r"OU=Ward\, East,OU=\E6\A3\9F").replace("OU=\\E6\\A3\\9F", r"OU=\e6\a3\9f")
    assert read(text).sightings[0].group == "棟 / Ward, East"


CONTROL: dict[str, tuple[tuple[str, ...], str, bool, DeviceKind | None, str]] = {
    "usual": (("userAccountControl: 4096",), "OU=PCs", False, None, ""),
    "disabled": (("userAccountControl: 4098",), "OU=PCs", True, None, ""),
    "controller": (("userAccountControl: 532480", "operatingSystem: Windows Server 2019 Standard"), "OU=Domain Controllers", False, DeviceKind.SERVER, "ドメインコントローラ"),
    "read-only controller": (("userAccountControl: 83890176",), "OU=DMZ", False, DeviceKind.SERVER, "ドメインコントローラ"),
    "delegation": (("userAccountControl: 528384",), "OU=PCs", False, None, "委任"),
    "no number": (("userAccountControl: x",), "OU=PCs", False, None, ""),
}  # fmt: skip


@pytest.mark.parametrize("lines, unit, retired, kind, note", CONTROL.values(), ids=CONTROL)
def test_control_bits(lines: tuple[str, ...], unit: str, retired: bool, kind: DeviceKind | None, note: str) -> None:
    (seen,) = read(entry("M1", "dNSHostName: m1.kita.example", *lines, unit=unit)).sightings
    assert (seen.retired is not None, facts(seen).get("kind")) == (retired, kind)
    assert note in " ".join(seen.notes)


TIMES: dict[str, tuple[str, date | None]] = {
    "file time": ("lastLogonTimestamp: 134389260000000000", date(2026, 11, 12)),
    "file time late in Japan": ("lastLogonTimestamp: 134389728000000000", date(2026, 11, 13)),
    "never": ("lastLogonTimestamp: 0", None), "largest": ("lastLogonTimestamp: 9223372036854775807", None),
    "generalised": ("lastLogon: 20261101020304.0Z", date(2026, 11, 1)), "local text": ("lastLogonDate: 2026/11/02 9:15:00", date(2026, 11, 2)),
    "to come": ("lastLogonTimestamp: 140000000000000000", None), "before all": ("lastLogonTimestamp: 10000000000000000", None),
    "nonsense": ("lastLogonTimestamp: soon", None), "base64": (f"lastLogonTimestamp:: {encoded('134389260000000000')}", date(2026, 11, 12)),
}  # fmt: skip


@pytest.mark.parametrize("line, day", TIMES.values(), ids=TIMES)
def test_last_logon(line: str, day: date | None) -> None:
    assert read(entry("M1", "dNSHostName: m1.kita.example", line)).sightings[0].last_seen == day


def test_what_is_no_computer() -> None:
    text = "\n".join([
        entry("PC", "operatingSystem: Windows 11 Pro"), entry("yamada", "mail: y@kita.example", classes=("top", "person", "user")), entry("Staff", classes=("group",)),
        entry("svc", "dNSHostName: svc.kita.example", classes=("computer", "msDS-GroupManagedServiceAccount")),
        entry("CLU", "servicePrincipalName: MSClusterVirtualServer/CLU", "servicePrincipalName: HOST/CLU"), entry("PC2", "changetype: modify", "replace: cn"),
    ])  # fmt: skip
    reading = read(text)
    assert [s.hostnames for s in reading.sightings] == [("PC",)]
    assert [p.code for p in reading.problems] == ["cluster_names"]
    assert "yamada" not in repr(reading)


@pytest.mark.parametrize("lines, found", [
    (("dn: CN=A,DC=x", "dNSHostName: a.x"), 1), (("dn: CN=A,DC=x", "cn: A", "operatingSystem: Windows 7"), 1), (("dn: CN=A,DC=x", "sAMAccountName: A$"), 1),
    (("dn: CN=A,DC=x", "cn: A", "objectCategory: CN=Computer,CN=Schema,DC=x"), 1), (("dn: CN=A,DC=x", "cn: A", "objectCategory: CN=Person,CN=Schema,DC=x", "dNSHostName: a"), 0),
    (("dn: CN=A,DC=x", "cn: A"), 0),
])  # fmt: skip
def test_computers_are_known_without_their_class(lines: tuple[str, ...], found: int) -> None:
    text = "\n".join([*lines, "", entry("OTHER", "dNSHostName: other")])
    assert len(read(text).sightings) == found + 1


def test_service_pack_and_sql_server() -> None:
    (seen,) = read(entry("DB", "operatingSystem: Windows Server 2008 R2 Standard", "operatingSystemServicePack: Service Pack 1", "servicePrincipalName: MSSQLSvc/db:1433")).sightings
    assert facts(seen)["os"] == "Windows Server 2008 R2 Standard Service Pack 1"
    assert seen.notes == ("SQL Serverのサービスが登録されている",)


def test_password_attributes_and_persons_are_never_read() -> None:
    hidden = ["unicodePwd:: " + encoded('"Himitsu9"'), "ms-Mcs-AdmPwd: Himitsu9", "msLAPS-Password: {\"p\":\"Himitsu9\"}", "userPassword: Himitsu9", "msDS-KeyCredentialLink: Himitsu9",
              "managedBy: CN=Himitsu9,OU=Staff,DC=x", "jpegPhoto:< file:///Himitsu9", "supplementalCredentials:: " + encoded("Himitsu9"), "info: Himitsu9"]  # fmt: skip
    text = entry("PC", *hidden, "operatingSystem: Windows 10 Pro", "description: 2階 PW:Himitsu9 担当:Himitsu9 TEL 03-1111-2222")
    reading = read(text)
    assert reading.sightings[0].notes[0].startswith("2階 PW:[削除]")
    assert "Himitsu9" not in repr(reading)
    assert "1111" not in repr(reading)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30), min_size=1, max_size=3), st.integers(3, 60))
def test_folding_and_encoding_change_nothing(units: list[str], width: int) -> None:
    """Whatever the units are called and wherever the lines are folded, the same name comes out."""
    plain = " / ".join(reversed([unit.strip() for unit in units]))
    escaped = ",".join("OU=" + "".join(f"\\{c}" if c in ',\\"+<>;=#' else c for c in unit.strip()) for unit in units if unit.strip())
    if len([u for u in units if u.strip()]) != len(units):
        return
    dn = f"CN=PC,{escaped},DC=x"
    text = "\n".join([folded(f"dn:: {encoded(dn)}", width), "objectClass: computer", "cn: PC", folded(f"distinguishedName:: {encoded(dn)}", width), ""])
    assert ldif.read(evidence(text), catalogue(), today=TODAY).sightings[0].group == plain


def test_limits() -> None:
    text = "\n".join(entry(f"PC{n}", "operatingSystem: Windows 11 Pro") for n in range(6))
    reading = read(text, Limits(rows=4))
    assert len(reading.sightings) == 4
    assert [p.code for p in reading.problems] == ["rows_left_out"]
    with pytest.raises(InputError):
        read(text, Limits(lines=5))


def test_an_export_of_users_says_what_to_export() -> None:
    text = entry("yamada", classes=("user",)) + "\n" + entry("sato", "dNSHostName: none", classes=("user",))
    with pytest.raises(InputError, match="objectClass=computer"):
        ldif.read(evidence(text), catalogue(), today=TODAY)


@pytest.mark.parametrize("text", ["", "dn", "key: value\nother: value\n", "管理番号,機器名\n1,2\n", "#config-version=FGT\nconfig system\n", "hospital:\n  name: x\n"])
def test_what_is_no_ldif(text: str) -> None:
    assert ldif.recognise(evidence(text)) == 0.0
