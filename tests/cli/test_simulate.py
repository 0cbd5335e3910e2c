"""``inmori simulate`` and ``inmori warm-up``: an asked error, a stop in between, the steps of a device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inmori.cli.draws_file import DRAWS, PART
from inmori.cli.main import run
from inmori.simulate import Draws, Outcomes
from tests.simulate.small_hospital import flat_hospital

Report = Callable[[str, float], None]


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    path = tmp_path / "hospital.json"
    path.write_text(flat_hospital().to_json(), "utf-8")
    return path


def simulate(hospital: Path, out: Path, *more: str) -> int:
    return run(["simulate", str(hospital), "--out", str(out), "--today", "2026-11-24", "--error", "0.05", *more])


def test_a_stopped_run_goes_on_to_the_same_bytes(
    hospital: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert simulate(hospital, whole, "--threads", "1") == 0

    @contextmanager
    def stopping(*, quiet: bool) -> Iterator[Report]:
        def report(what: str, share: float) -> None:
            if "回、誤差" in what:
                raise KeyboardInterrupt

        yield report

    with monkeypatch.context() as patch:
        patch.setattr("inmori.cli.simulate.progress_bar", stopping)
        assert simulate(hospital, parts) == 130
    assert [path.name for path in parts.iterdir()] == [PART]
    assert "続きから" in capsys.readouterr().err
    assert simulate(hospital, parts, "--threads", "2") == 0
    assert "前回の途中" in capsys.readouterr().err
    assert sorted(path.name for path in parts.iterdir()) == [DRAWS, "outcomes.json"]
    for name in (DRAWS, "outcomes.json"):
        assert (parts / name).read_bytes() == (whole / name).read_bytes()
    outcomes = Outcomes.from_json((whole / "outcomes.json").read_text("utf-8"), name="outcomes.json")
    assert outcomes.monte_carlo_error <= 0.05
    assert len(Draws.from_bytes((whole / DRAWS).read_bytes()).loss) == outcomes.trials


def test_a_spoilt_file_of_a_stopped_run_is_said_and_not_used(
    hospital: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / PART).write_bytes(b"PK\x03\x04 cut")  # test_archive.py tries more ways of being spoilt
    assert simulate(hospital, tmp_path, "--error", "0.3") == 0
    assert "始めから" in capsys.readouterr().err
    assert not (tmp_path / PART).exists()


@pytest.mark.parametrize("word", ["ehr-server", "EHR-SERVER"])
def test_a_device_is_explained_in_japanese_with_its_sources(
    word: str, hospital: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["simulate", str(hospital), "--explain", word, "--today", "2026-11-24"]) == 0
    said = capsys.readouterr().out
    for words in ("この機器に至る手順", "この機器から先の手順", "ATT&CK T1486", "出典: ", "推定", "公表値"):
        assert words in said
    assert not (hospital.parent / "outcomes.json").exists()


def test_an_unknown_device_is_exit_2(hospital: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", str(hospital), "--explain", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_warming_up_says_that_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["warm-up"]) == 0
    assert "準備" in capsys.readouterr().out
