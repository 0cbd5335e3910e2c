"""Directory exports by csvde: DN first, hexadecimal text, several values in a cell; told from PowerShell's exports."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.errors import InputError
from inmori.ingest import ad_computers, asset_tool_csv, csvde, ledger_workbook
from inmori.ingest.header_word import DROPPED
from inmori.ingest.reading import Reading
from tests.ingest.made_office import TODAY, catalogue, evidence
from tests.ingest.test_ad_computers import POWERSHELL

HEADING = "DN,objectClass,cn,description,distinguishedName,userAccountControl,operatingSystem,operatingSystemVersion,dNSHostName,lastLogonTimestamp,unicodePwd,servicePrincipalName"


def hexadecimal(text: str) -> str:
    return f"X'{text.encode().hex()}'"


def line(name: str, unit: str = "OU=PCs", *, description: str = "", control: str = "4096", system: str = "Windows 11 Pro", logon: str = "134389260000000000", classes: str = "top;person;computer") -> str:
    dn = f'"CN={name},{unit},DC=kita,DC=example"'
    return f"{dn},{classes},{name},{description},{dn},{control},{system},10.0 (22631),{name.lower()}.kita.example,{logon},Himitsu9,HOST/{name};TERMSRV/{name}"


def read(text: str | bytes) -> Reading:
    file = evidence(text, "export.csv")
    others = max(reader.recognise(file) for reader in (ledger_workbook, asset_tool_csv, ad_computers))
    assert csvde.recognise(file) > others
    return csvde.read(file, catalogue(), today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_an_export(encoding: str) -> None:
    text = "\n".join([HEADING, line("PC-1"), line("PC-2", control="4098"), line("yamada", classes="top;person;user")])
    reading = read(text.encode(encoding))
    first, second = reading.sightings
    assert (first.hostnames, first.group, first.last_seen, first.retired) == (("pc-1",), "PCs", date(2026, 11, 12), None)
    assert first.facts["os_build"][0] == "10.0.22631"
    assert second.retired == "ディレクトリのアカウントが無効"
    assert first.source.line == 2
    assert "yamada" not in repr(reading)


def test_hexadecimal_text() -> None:
    dn = hexadecimal("CN=PC-1,OU=外来,OU=端末,DC=kita,DC=example")
    text = "\n".join([HEADING, f"{dn},top;computer,PC-1,{hexadecimal('受付の奥')},{dn},4096,Windows 11 Pro,,pc-1,0,,"])
    (seen,) = read(text).sightings
    assert (seen.group, seen.notes, seen.last_seen) == ("端末 / 外来", ("受付の奥",), None)


def test_bytes_that_are_no_text_give_nothing() -> None:
    text = "\n".join([HEADING, f"{line('PC-1', description=chr(88) + chr(39) + 'fffe00' + chr(39))}"])
    assert read(text).sightings[0].notes == ()


def test_secrets_are_not_read_and_their_columns_named() -> None:
    reading = read("\n".join([HEADING, line("PC-1", description="admin/Himitsu9 担当:佐藤")]))
    assert "Himitsu9" not in repr(reading)
    assert "佐藤" not in repr(reading)
    fields = {heading: field for _, heading, field in reading.mappings[0].columns}
    assert (fields["unicodePwd"], fields["dNSHostName"], fields["lastLogonTimestamp"]) == (DROPPED, "hostname", "last_seen")


def test_powershell_is_not_csvde() -> None:
    assert csvde.recognise(evidence(POWERSHELL)) == 0.0


@pytest.mark.parametrize("text", ["", "DN\n", "DN,a\n1,2\n", "No,DN,cn,objectClass\n1,2,3,4\n"])
def test_what_is_not_csvde(text: str) -> None:
    assert csvde.recognise(evidence(text)) == 0.0


def test_users_alone_are_refused() -> None:
    with pytest.raises(InputError, match=r"試験\.xlsx"):
        csvde.read(evidence("\n".join([HEADING, line("sato", classes="user")])), catalogue(), today=TODAY)
