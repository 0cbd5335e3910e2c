"""Addresses and MACs as people write them; slips are never taken for addresses."""

from __future__ import annotations

from datetime import date
from ipaddress import IPv4Address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.ingest.network_value import addresses_of, macs_of

ADDRESSES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "plain": ("10.1.2.3", ("10.1.2.3",)),
    "full width": ("１０．１．２．３", ("10.1.2.3",)),
    "middle dots": ("10・1・2・3", ("10.1.2.3",)),
    "padded with zeros": ("010.001.002.003", ("10.1.2.3",)),
    "two lines": ("10.1.2.3\n10.1.2.4", ("10.1.2.3", "10.1.2.4")),
    "comma": ("10.1.2.3、10.1.2.4", ("10.1.2.3", "10.1.2.4")),
    "slash": ("10.1.2.3／10.1.2.4", ("10.1.2.3", "10.1.2.4")),
    "with mask": ("10.1.2.3/24", ("10.1.2.3",)),
    "with long mask": ("10.1.2.3/255.255.255.0", ("10.1.2.3",)),
    "with port": ("203.0.113.26:443", ("203.0.113.26",)),
    "with remarks": ("LAN1:10.1.2.3 LAN2:10.1.3.3(予備)", ("10.1.2.3", "10.1.3.3")),
    "twice": ("10.1.2.3 10.1.2.3", ("10.1.2.3",)),
    "twelve digits": (192168001001.0, ("192.168.1.1",)),
    "a blank before a dot": ("172.20.5 .13", ("172.20.5.13",)), "blanks behind dots": ("172. 20. 5. 13", ("172.20.5.13",)), "a blank and a remark": ("172.20.5. 13(有線)", ("172.20.5.13",)),
    "a blank between two": ("10.0.0.1 10.0.0.2", ("10.0.0.1", "10.0.0.2")), "a fifth number: not told where it begins": ("10.0.0.1 .5", ("10.0.0.1",)), "numbered": ("1. 10.0.0.1 2. 10.0.0.2", ("10.0.0.1", "10.0.0.2")),
    "eleven digits": (10001002003.0, ("10.1.2.3",)),
    "with IPv6": ("fe80::1%12, 10.1.2.3", ("10.1.2.3",)),
    "a stray blank": ("172.20.5 .13", ("172.20.5.13",)),
    "a stray blank behind the dot": ("172.20.5. 13", ("172.20.5.13",)),
    "loopback": ("127.0.0.1", ()),
    "nothing set": ("0.0.0.0", ()),
}


@pytest.mark.parametrize(("value", "wanted"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses(value: Any, wanted: tuple[str, ...]) -> None:
    found = addresses_of(value)
    assert (found.values, found.slips) == (wanted, ())


SLIPS: dict[str, Any] = {
    "doubled dot": "10.1..2.3", "octet over 255": "10.1.2.19589", "just over": "10.1.2.256", "too short": "10.1.2", "ends in a dot": "10.1.2.",
    "letter for digit": "10.1.l2.3", "commas": "10,1,2,3", "five octets": "10.1.2.3.4", "a range": "10.1.2.10～12", "a network": "10.1.2.0/24",
    "Excel made a fraction of it": 192.168, "Excel made a date of it": date(2010, 1, 2), "number of no address": 999999999999.0, "small number": 15.0,
}  # fmt: skip


@pytest.mark.parametrize("value", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_no_address(value: Any) -> None:
    found = addresses_of(value)
    assert found.values == ()
    assert len(found.slips) == 1


@pytest.mark.parametrize(("text", "dhcp", "none"), [
    ("DHCP", True, False), ("ＤＨＣＰ", True, False), ("自動取得", True, False), ("自動", True, False), ("169.254.3.4", True, False),
    ("なし", False, True), ("無", False, True), ("-", False, False), ("", False, False), ("不明", False, False),
])  # fmt: skip
def test_words_instead_of_an_address(text: str, dhcp: bool, none: bool) -> None:
    found = addresses_of(text)
    assert (found.dhcp, found.none, found.values, found.slips) == (dhcp, none, (), ())


def test_dhcp_with_its_present_address() -> None:
    found = addresses_of("DHCP(10.1.2.3)")
    assert (found.dhcp, found.values) == (True, ("10.1.2.3",))


@pytest.mark.parametrize("text", ["スタンドアロン", "USB接続(LANなし)"])
def test_other_text_is_handed_on(text: str) -> None:
    assert addresses_of(text).rest == text


@pytest.mark.parametrize(("value", "prefix", "wanted"), [
    (15.0, "192.168.10", "192.168.10.15"), ("15", "192.168.10", "192.168.10.15"), (".15", "192.168.10", "192.168.10.15"), ("3.15", "172.16", "172.16.3.15"),
    ("10.9.9.9", "192.168.10", "10.9.9.9"),
])  # fmt: skip
def test_first_octets_in_the_heading(value: Any, prefix: str, wanted: str) -> None:
    assert addresses_of(value, prefix=prefix).values == (wanted,)


@pytest.mark.parametrize("value", [256.0, "300", "3.4.5.6.7"])
def test_a_wrong_last_octet_is_a_slip(value: Any) -> None:
    found = addresses_of(value, prefix="192.168.10")
    assert (found.values, len(found.slips)) == ((), 1)


@pytest.mark.parametrize("written", [
    "00:17:42:28:83:54", "00-17-42-28-83-54", "0017.4228.8354", "001742288354", "００－１７－４２－２８－８３－５４", "00 17 42 28 83 54", "00ー17ー42ー28ー83ー54",
    "001742-288354", "有線:00-17-42-28-83-54", "00‐17‐42‐28‐83‐54",
])  # fmt: skip
def test_every_spelling_of_a_mac(written: str) -> None:
    found = macs_of(written)
    assert (found.values, found.slips) == (("00:17:42:28:83:54",), ())


def test_two_macs_in_a_cell() -> None:
    assert macs_of("00-17-42-28-83-54\n0017.4228.8355").values == ("00:17:42:28:83:54", "00:17:42:28:83:55")


@pytest.mark.parametrize("written", ["00-17-42-28-83-5", "O0-17-42-28-83-54", "00174228835", "00-17-42-28-83-54-99"])
def test_a_wrong_mac_is_a_slip(written: str) -> None:
    found = macs_of(written)
    assert (found.values, len(found.slips)) == ((), 1)


@pytest.mark.parametrize("written", ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "-", "", "なし"])
def test_macs_of_no_machine(written: str) -> None:
    assert macs_of(written).values == ()


@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789./:-、 ", max_size=40), st.floats(), st.integers()), st.sampled_from(["", "10.1.2"]))
def test_whatever_comes_out_is_an_address(value: Any, prefix: str) -> None:
    for address in addresses_of(value, prefix=prefix).values:
        assert str(IPv4Address(address)) == address


@given(st.ip_addresses(v=4).filter(lambda a: not a.is_loopback and not a.is_link_local and int(a) not in (0, 2**32 - 1)))
def test_any_address_is_read_in_every_spelling(address: IPv4Address) -> None:
    plain = str(address)
    padded = ".".join(f"{int(octet):03}" for octet in plain.split("."))
    wide = plain.translate({**{ord("0") + d: ord("０") + d for d in range(10)}, ord("."): ord("．")})
    assert {addresses_of(written).values for written in (plain, padded, wide, f" {plain} ", f"{plain}(固定)")} == {(plain,)}


@given(st.binary(min_size=6, max_size=6))
def test_any_mac_is_read_in_every_spelling(raw: bytes) -> None:
    raw = bytes([raw[0] & 0xFE | 0x02, *raw[1:]])
    digits = raw.hex()
    wanted = raw.hex(":")
    spellings = (wanted, raw.hex("-").upper(), digits, ".".join(digits[i : i + 4] for i in (0, 4, 8)))
    assert {macs_of(written).values for written in spellings} == {(wanted,)}
