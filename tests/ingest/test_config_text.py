"""What terminals, mails and documents put around a configuration comes off, and line numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest.config_block import Config
from inmori.ingest.config_text import config_lines, free_text
from inmori.ingest.gear_unread import UnreadParts
from inmori.model import Source, SourceKind

STRIPPED = {
    "Router#show running-config": "",
    "Router# show run": "",
    "HQ-SW01>enable": "",
    "user@fw:~$ sudo iptables-save": "",
    "[root@gw ~]# nft list ruleset": "",
    "admin@PA-220> set cli config-output-format set": "",
    "SW1(config)#hostname X": "hostname X",
    "SW1(config-if)# ip address 10.0.0.1 255.255.255.0": "ip address 10.0.0.1 255.255.255.0",
    "SW1(config-if)#exit": "",
    "```": "",
    "```text": "",
    " --More--          ip address 10.0.0.1/24": "ip address 10.0.0.1/24",
    "--More-- \x08\x08\x08\x08\x08\x08\x08\x08\x08         \x08\x08\x08\x08interface Vlan1": "interface Vlan1",
    "---つづく---ip lan1 address 10.0.0.1/24": "ip lan1 address 10.0.0.1/24",
    "\x1b[7m--More--\x1b[m\x1b[Kvlan 10": "vlan 10",
    " description floor #3 switch": "description floor #3 switch",
    " description to HQ> main": "description to HQ> main",
    "enable secret 5 $1$abcd$efgh": "enable secret 5 $1$abcd$efgh",
    "# RTX1210 Rev.14.01.42": "# RTX1210 Rev.14.01.42",
}


@pytest.mark.parametrize("raw", STRIPPED)
def test_wrapping_comes_off(raw: str) -> None:
    [line] = config_lines(raw)
    assert line.text == STRIPPED[raw]


def test_a_quoted_mail_loses_its_marks_and_keeps_its_line_numbers() -> None:
    lines = config_lines("> > vlan 10\n> >  name A\n\n> > vlan 20\n")
    assert [(line.number, line.indent, line.text) for line in lines if line.text] == [(1, 0, "vlan 10"), (2, 1, "name A"), (4, 0, "vlan 20")]


def test_words_and_quotes() -> None:
    [line] = config_lines('description lan1 "保守 セグメント" x')
    assert line.words == ("description", "lan1", "保守 セグメント", "x")
    [line] = config_lines('description pp "本院 向け"')
    assert line.after(2) == "本院 向け"
    assert line.after(9) == ""


def test_banners_and_certificates_are_no_configuration() -> None:
    text = (
        "hostname A\nbanner login #\nhostname B\ninterface X\n#\nbanner motd ^Cone line^C\ncrypto pki certificate chain T\n"
        " certificate 01\n  3082022B 30820194\n  quit\ninterface Y\n ip address 1.1.1.1 255.0.0.0\n"
    )
    import re

    config = Config(text, re.compile("interface "))
    assert [block.word(1) for block in config.find("hostname")] == ["A"]
    assert [block.word(1) for block in config.find("interface")] == ["Y"]


def test_only_words_of_the_language_are_repeated() -> None:
    parts = UnreadParts(Source(kind=SourceKind.CONFIG, file="f"), ("ip", "route"))
    for line in config_lines("ip route S3CRET\nip route S3CRET2\nS3CRET ip\nip\n"):
        if line.text:
            parts.stray(line)
    assert [part.what for part in parts.parts()] == ["line: ? (1)", "line: ip (1)", "line: ip route ? (2)"]
    assert parts.stray_lines == 4


def test_free_text_loses_passwords() -> None:
    assert "hunter2" not in free_text("保守用 pass: hunter2 まで")
    assert free_text("  two\n lines ") == "two lines"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_cut_into_as_many_lines(text: str) -> None:
    assert len(config_lines(text)) == text.count("\n") + 1
