"""How hospitals name their networks in Roman letters, abbreviations and English; and what such names leave open."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.zoning import zone_word
from inmori.model import ZoneKind as Z

_CATALOGUE = load_catalogue()

NAMES: dict[str, Z | None] = {
    # romaji, as typed into a switch
    "BYOTO-GAIRAI": Z.CLINICAL, "NYUIN": Z.CLINICAL, "RIHA-KARTE": Z.CLINICAL, "3F_BYOUTOU": Z.CLINICAL, "SHINSATSU": Z.CLINICAL, "IJI": Z.CLINICAL,
    "RIHA": Z.DEPT, "KENSA": Z.DEPT, "HOUSYASEN": Z.DEPT, "GAZOU": Z.DEPT, "YAKKYOKU": Z.DEPT, "CHOUZAI": Z.DEPT, "EIYO": Z.DEPT, "OPE": Z.DEPT,
    "JIMU": Z.INFO, "SOUMU": Z.INFO, "JIMUSHITSU-2F": Z.INFO, "IKYOKU": Z.INFO, "ONSHIKAKU": Z.OQS, "KANRI": Z.MGMT, "KANSHI": Z.MGMT,
    "HOSYU": Z.VENDOR, "ENKAKU-HOSYU": Z.VENDOR, "MUSEN": Z.WIFI, "WATARI": Z.LINK,
    # a network's word hung on without a hyphen
    "JIMULAN": Z.INFO, "KARTENW": Z.CLINICAL, "VLANGAIRAI": Z.CLINICAL, "kensanet": Z.DEPT,
    # English and abbreviations
    "Dept-LAN": Z.DEPT, "HIS": Z.CLINICAL, "EMR_VLAN": Z.CLINICAL, "OA": Z.INFO, "INET": Z.INFO, "Rehab": Z.DEPT, "ICU": Z.CLINICAL, "MGMT": Z.MGMT,
    # the page of a list and a table of a database
    "T_PC_GAIRAI": Z.CLINICAL, "T_PC_JIMU": Z.INFO,
    # names that say where or what, and not what for; and words that only contain one
    "SERVER": None, "SV": None, "T_SERVER": None, "DMZ": None, "HONKAN": None, "SHINKAN": None, "vlan10": None, "port3": None,
    "history": None, "roads": None, "hisnet": None, "direct": None, "hopeless": None, "planet": None,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_a_name_says(name: str) -> None:
    assert zone_word(name, _CATALOGUE) is NAMES[name]
