"""Whom the server may call: named origins only, and never itself under another name."""

from __future__ import annotations

import pytest

from inmori.web.hooks.address import Address, NotAllowed, checked, machine_of

ALLOWED = ("https://watch.example.jp", "http://10.0.0.9:8080")

REFUSED = [
    "https://watch.example.jp.evil.example/", "https://evil.example/https://watch.example.jp", "http://watch.example.jp/",
    "https://watch.example.jp:444/", "https://watch.example.jp@evil.example/", "https://evil.example@watch.example.jp/",
    "https://watch.example.jp\\@evil.example/", "https://watch.example.jp\r\nHost: evil.example/", "https://watch.example.jp/ a",
    "ftp://watch.example.jp/", "file:///etc/passwd", "gopher://watch.example.jp", "//watch.example.jp/", "watch.example.jp", "",
    "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.9/", "http://[::1]/", "https://watch.example.jp:x/",
    "https://ｗatch.example.jp/", "http://0x0a000009:8080/", "https://watch.example.jp/#a", "https://WATCH.example.jp.:443/",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        checked(address, allowed=ALLOWED)


def test_nobody_is_told_by_default() -> None:
    with pytest.raises(NotAllowed):
        checked("https://watch.example.jp/", allowed=())


@pytest.mark.parametrize("address, expected", [
    ("https://watch.example.jp/in?k=1", Address("https", "watch.example.jp", 443, "/in?k=1")),
    ("https://WATCH.example.jp:443", Address("https", "watch.example.jp", 443, "/")),
    ("http://10.0.0.9:8080/a/b", Address("http", "10.0.0.9", 8080, "/a/b")),
])  # fmt: skip
def test_named_origins_are_taken_apart(address: str, expected: Address) -> None:
    assert checked(address, allowed=ALLOWED) == expected


INWARD = ["127.0.0.1", "127.8.8.8", "::1", "169.254.169.254", "fe80::1%eth0", "0.0.0.0", "::", "224.0.0.1", "::ffff:127.0.0.1", "240.0.0.1"]


@pytest.mark.parametrize("machine", INWARD)
def test_a_name_that_leads_inward_is_refused(machine: str) -> None:
    address = checked("https://watch.example.jp/", allowed=ALLOWED)
    with pytest.raises(NotAllowed):
        machine_of(address, resolve=lambda *_: ["10.1.2.3", machine])


def test_a_hospitals_own_network_may_be_named() -> None:
    address = checked("https://watch.example.jp/", allowed=ALLOWED)
    assert machine_of(address, resolve=lambda *_: ["10.1.2.3", "10.1.2.4"]) == "10.1.2.3"
    assert machine_of(checked("http://10.0.0.9:8080/", allowed=ALLOWED)) == "10.0.0.9"
