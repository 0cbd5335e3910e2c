"""Where compiled kernels are kept on each platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inmori.simulate.kernels.numba_setup import cache_folder

CASES = {
    "linux": ("linux", {}, "/home/a/.cache/inmori/numba"),
    "linux, moved": ("linux", {"XDG_CACHE_HOME": "/big"}, "/big/inmori/numba"),
    "mac": ("darwin", {}, "/home/a/Library/Caches/inmori/numba"),
    "windows": ("win32", {"LOCALAPPDATA": "/l"}, "/l/inmori/numba"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_custom_of_the_platform(name: str) -> None:
    platform, environment, folder = CASES[name]
    assert Path(cache_folder(environment, platform=platform, home="/home/a")) == Path(folder)


PROBE = "from inmori.simulate.kernels.numba_setup import prepare; import os; prepare(); print(os.environ.get('NUMBA_CACHE_DIR'))"


def printed(**environment: str) -> str:
    kept = {name: text for name, text in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    command = [sys.executable, "-c", PROBE]
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=True).stdout.strip()


def test_a_folder_that_was_set_stays(tmp_path: Path) -> None:
    assert printed(NUMBA_CACHE_DIR=str(tmp_path)) == str(tmp_path)
    assert printed(XDG_CACHE_HOME=str(tmp_path)) == str(tmp_path / "inmori" / "numba")
