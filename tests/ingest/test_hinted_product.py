"""Hints from outside against what was told: what a hint cannot tell apart is no dispute, what it rules out is one."""

from __future__ import annotations

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.hinted_product import builds_fit
from inmori.ingest.settling import settled_build, settled_kind
from inmori.ingest.settling_product import settled_product
from inmori.intel import lifecycles
from inmori.model import DeviceKind, Source, SourceKind

TOLD = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=4)
TOOL = Source(kind=SourceKind.EXPORT, file="agents.csv", row=9)
HINT = Source(kind=SourceKind.DERIVED, file="scan.xml", line=7)

# Told, hinted at, whether the hint rules out what was told.
SYSTEMS = {
    "a range of releases": ("Windows 10 Pro 22H2", "Microsoft Windows 10 1607 - 22H2", False),
    "a range over two generations": ("Windows 11 Pro 23H2", "Microsoft Windows 10 1607 - 11 23H2", False),
    "alternatives of one kernel": ("Windows Server 2019", "Microsoft Windows 10 1809 or Windows Server 2019", False),
    "service packs": ("Windows 7 SP1", "Microsoft Windows 7 SP0 - SP1, Windows Server 2008 SP1", False),
    "an embedded system says its mother's name": ("Windows Embedded Standard 7", "Windows 7", False),
    "a kernel's number": ("Windows XP", "Windows 5.1", False),
    "first build of several": ("Windows 10 Pro 22H2", "Windows 10 2004-22H2 (19041)", False),
    "a distribution is a Linux": ("RHEL 8.6", "Linux 4.15 - 5.8", False),
    "a box is one inside": ("専用OS", "Linux 3.2 - 4.9", False),
    "a range of a hypervisor": ("VMware ESXi 6.7", "VMware ESXi 6.5 - 6.7", False),
    "another generation": ("Windows 10 Pro", "Windows 7", True),
    "another generation, server": ("Windows Server 2019", "Windows Server 2008 R2", True),
    "another exact release": ("Windows 10 22H2", "Windows 10 1607", True),
    "no Windows at all": ("Windows 10 Pro", "Linux 4.15 - 5.8", True),
    "no Linux": ("Ubuntu 20.04", "Windows 10", True),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems(name: str) -> None:
    told, hint, ruled_out = SYSTEMS[name]
    table = lifecycles(load_catalogue())
    fact = settled_product([(told, TOLD), (hint, HINT)], table=table, builds={})
    assert fact.disputed is ruled_out
    assert not ruled_out or (fact.value == told and fact.others[0].value == hint)


def test_what_a_person_told_is_never_only_a_hints_loser() -> None:
    """The rule is for hints: two papers that differ stay a dispute."""
    table = lifecycles(load_catalogue())
    assert settled_product([("RHEL 8.6", TOLD), ("Windows 10", TOOL)], table=table, builds={}).disputed


def test_a_fingerprint_does_not_choose_the_half_yearly_release() -> None:
    table = lifecycles(load_catalogue())
    fact = settled_product([("Windows 11 Pro", TOLD), ("Microsoft Windows 11 21H2", HINT)], table=table, builds={})
    assert fact.value == "Windows 11 Pro"
    server = settled_product([("Windows Server", TOLD), ("Windows Server 2016", HINT)], table=table, builds={})
    assert server.value == "Windows Server 2016"


K = DeviceKind
# What was told, what was guessed; the kind that stands, and whether it is disputed.
KINDS = {
    "a guess does not win": ([K.CLIENT], [K.PRINTER], K.CLIENT, True),
    "a guess that is the same": ([K.PRINTER], [K.PRINTER], K.PRINTER, False),
    "a guess makes a PC more exact": ([K.CLIENT], [K.MODALITY], K.MODALITY, False),
    "a precise word is not changed": ([K.MODALITY], [K.CLIENT], K.MODALITY, False),
    "a kin guess against a precise word": ([K.FIREWALL], [K.ROUTER], K.FIREWALL, False),
    "nothing but a guess": ([], [K.CAMERA], K.CAMERA, False),
}


@pytest.mark.parametrize("name", KINDS)
def test_kinds(name: str) -> None:
    told, guessed, wanted, disputed = KINDS[name]
    fact = settled_kind([*((kind, TOLD) for kind in told), *((kind, HINT) for kind in guessed)])
    assert (fact.value, fact.disputed) == (wanted, disputed)


@pytest.mark.parametrize(
    "told, hint, fit",
    [("10.0.19045.3803", "10.0.19041", True), ("10.0.22631", "22621", True), ("10.0.19045", "10.0.14393", False), ("10.0.14393.1", "10.0.14393", True)],
)
def test_builds(told: str, hint: str, fit: bool) -> None:
    assert builds_fit(told, hint) is fit
    fact = settled_build([(told, TOOL), (hint, HINT)])
    assert fact.value == told
    assert fact.disputed is not fit
