"""Address blocks: the longest assignment decides, and a random address has no maker."""

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.mac_vendor import mac_vendor

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "mac, vendor",
    [
        ("00:00:00:12:34:56", "XEROX"),
        ("90:6c:ac:04:c8:8d", "Fortinet"),
        ("906C.AC04.C88D", "Fortinet"),
        ("90-6C-AC-04-C8-8D", "Fortinet"),
        ("００：００：００：１２：３４：５６", "XEROX"),
        ("02:00:00:12:34:56", None),  # locally administered
        ("01:00:5e:00:00:01", None),  # group
        ("90:6c:ac:04:c8", None),
        ("not a mac", None),
        ("", None),
    ],
)
def test_vendor(mac: str, vendor: str | None) -> None:
    found = mac_vendor(CATALOGUE, mac)
    assert (found is None) if vendor is None else (found is not None and vendor.lower() in found.lower())


def test_the_longest_block_decides() -> None:
    """Checked against the list itself: every MA-S and MA-M line answers with its own name."""
    path = CATALOGUE.folder / "mac_vendors" / "oui.tsv"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    long_blocks = [(prefix, name) for prefix, name in lines if len(prefix) in (7, 9)]
    assert len(long_blocks) > 5_000
    longer = {prefix for prefix, _ in lines if len(prefix) == 9}
    for prefix, name in long_blocks[::97]:
        probe = prefix.ljust(12, "0")
        if len(prefix) == 9 or probe[:9] not in longer:
            assert mac_vendor(CATALOGUE, probe) == name
