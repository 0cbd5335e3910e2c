"""A connection that the list calls ended and that a configuration still serves keeps both claims."""

from __future__ import annotations

from inmori.ingest.remote_merge import merged_remote
from inmori.model import RemoteMethod, SourceKind, YesNo
from tests.ingest.test_contract_workbook import REMOTE, read
from tests.ingest.test_remote_merge import LIST, listed, shown, zones


def test_the_list_says_which_connection_has_ended() -> None:
    paths = {path.vendor.value: path for path in read({"リモート": REMOTE}).remote_accesses}
    ended = paths["丙社"]
    assert (ended.enabled, ended.ended.value) == (False, True)
    assert all(source.kind is SourceKind.LEDGER for source in ended.ended.sources)
    others = [path for vendor, path in paths.items() if vendor != "丙社"]
    assert others
    assert all(path.enabled and path.ended.value is None for path in others)


def test_what_still_answers_is_alive_and_stays_called_ended() -> None:
    told = listed("甲社", RemoteMethod.SSLVPN, "198.51.100.7", enabled=False, ended=YesNo.of(True, LIST))
    (path,) = merged_remote([told], [shown("甲社", RemoteMethod.SSLVPN, "198.51.100.7")], zones())
    assert path.enabled
    assert path.ended.value is True
    assert path.listed.value is True


def test_what_nothing_shows_stays_switched_off() -> None:
    told = listed("甲社", RemoteMethod.SSLVPN, "198.51.100.7", enabled=False, ended=YesNo.of(True, LIST))
    (path,) = merged_remote([told], [], zones())
    assert not path.enabled
    assert path.ended.value is True
