"""A sign-in on another server: the list of remote access tells what the configuration cannot, and overrules nothing."""

from __future__ import annotations

import pytest

from inmori.ingest.told_factor import with_told_factors
from inmori.model import Fact, Gateway, RemoteAccess, RemoteMethod, Source, SourceKind, YesNo
from inmori.model.gateway import Tunnel

CONF = Source(kind=SourceKind.CONFIG, file="fw.conf", line=300)
LIST = Source(kind=SourceKind.LEDGER, file="遠隔.xlsx", sheet="一覧", row=6)


def gateway(*factors: bool | None, kind: str = "sslvpn") -> Gateway:
    tunnels = tuple(Tunnel(name=f"ssl.{n}", kind=kind, second_factor=one, source_ref=CONF) for n, one in enumerate(factors))
    return Gateway(id="fw", tunnels=tunnels, source_ref=CONF)


def line(factor: bool | None, method: RemoteMethod = RemoteMethod.SSLVPN, *, listed: bool = True) -> RemoteAccess:
    told = YesNo() if factor is None else YesNo.of(factor, LIST)
    return RemoteAccess(id="R", method=Fact[RemoteMethod].of(method, LIST), second_factor=told, listed=YesNo.of(listed, LIST))


CASES = {
    "left open, the list says yes": (gateway(None), [line(True)], [True]),
    "left open, the list says no": (gateway(None), [line(False)], [False]),
    "the file says no, the list yes": (gateway(False), [line(True)], [False]),
    "two companies say otherwise": (gateway(None), [line(True), line(False)], [None]),
    "one says nothing": (gateway(None), [line(True), line(None)], [True]),
    "another way in": (gateway(None), [line(True, RemoteMethod.IPSEC_FIREWALL)], [None]),
    "not from the list": (gateway(None), [line(True, listed=False)], [None]),
    "two doors": (gateway(None, None), [line(True)], [None, None]),
    "no list": (gateway(None), [], [None]),
    "a tunnel between sites": (gateway(None, kind="ipsec"), [line(True)], [None]),
}


@pytest.mark.parametrize("name", CASES)
def test_told_factor(name: str) -> None:
    box, lines, wanted = CASES[name]
    (result,) = with_told_factors([box], lines)
    assert [tunnel.second_factor for tunnel in result.tunnels] == wanted
