"""Makers count in many ways; the order must be theirs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.intel import compare_versions, version_key

# each row from oldest to newest
ORDERED = [
    ["10.2.8-h4", "10.2.9", "10.2.9-h1", "10.2.9-h2", "10.2.10"],
    ["15.2(2)E7", "15.2(2)E10", "15.2(4)E8", "15.2(7)E"],
    ["6.4.4", "6.4.14", "7.0.0"],
    ["16.3.1", "16.3.1a", "16.3.2"],
    ["Rev.14.01.38", "Rev.14.01.40", "Rev.14.01.42", "Rev.15.02.01"],
    ["v7.2.5", "7.2.6", "V7.4"],
    ["1.0-beta1", "1.0-rc1", "1.0-rc2", "1.0", "1.0.1"],
    ["5.6.9", "5.6.10"],
    ["1.1.1k", "1.1.1n", "3.0"],
    ["QTS 4.5.4", "QTS 5.0.1"],
    ["Ver.9.6", "Ver.10.7"],
    ["9.1.14.1", "9.1.14.3", "9.1.15"],
]


@pytest.mark.parametrize("older, newer", [pair for row in ORDERED for pair in pairwise(row)])
def test_the_newer_one_is_newer(older: str, newer: str) -> None:
    assert compare_versions(older, newer) == -1
    assert compare_versions(newer, older) == 1


@pytest.mark.parametrize("one, other", [("7.2", "7.2.0"), ("v7.2.5", "7.2.5"), ("Rev.14.01.42", "14.1.42"), ("７．２", "7.2")])
def test_ways_of_writing_one_version(one: str, other: str) -> None:
    assert compare_versions(one, other) == 0


VERSIONS = st.from_regex(r"\A(v|Rev\.)?\d{1,3}(\.\d{1,3}){0,3}([a-c]|-h\d|\(\d\)E\d|-rc\d)?\Z")


@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_order_is_an_order(a: str, b: str, c: str) -> None:
    assert compare_versions(a, a) == 0
    assert compare_versions(a, b) == -compare_versions(b, a)
    if compare_versions(a, b) <= 0 and compare_versions(b, c) <= 0:
        assert compare_versions(a, c) <= 0
    assert sorted([a, b, c], key=version_key) == sorted([b, a, c], key=version_key) or version_key(a) == version_key(b)
