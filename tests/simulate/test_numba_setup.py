"""Where compiled kernels are kept: on each platform, without a home, and as a user who may write nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inmori.simulate.kernels.numba_setup import cache_folder, own_folder, temporary_folder

CASES = {
    "linux": ("linux", {}, "/home/a/.cache/inmori/numba"),
    "linux, moved": ("linux", {"XDG_CACHE_HOME": "/big"}, "/big/inmori/numba"),
    "a data folder": ("linux", {"INMORI_DATA": "/data", "XDG_CACHE_HOME": "/big"}, "/data/numba"),
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


def test_the_temporary_folder_is_the_one_the_environment_names() -> None:
    assert temporary_folder({"TMPDIR": "/scratch"}) == "/scratch"
    assert temporary_folder({}) == "/tmp"


needs_users = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no user numbers")


@needs_users
def test_a_folder_of_ones_own_is_private_and_used_again(tmp_path: Path) -> None:
    folder = Path(own_folder(str(tmp_path)))
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700
    assert own_folder(str(tmp_path)) == str(folder)


@needs_users
@pytest.mark.parametrize("planted", ["open to all", "a link", "a file"])
def test_a_folder_that_somebody_planted_is_not_used(planted: str, tmp_path: Path) -> None:
    base = tmp_path / "base"
    elsewhere = tmp_path / "elsewhere"
    base.mkdir()
    elsewhere.mkdir(mode=0o700)
    place = base / f"inmori-numba-{os.geteuid()}"
    if planted == "open to all":
        place.mkdir()
        place.chmod(0o777)
    elif planted == "a link":
        place.symlink_to(elsewhere)
    else:
        place.write_text("")
    assert own_folder(str(base)) == ""


# Compiles the smallest function of a kernel's file (all in it are kept alike) and prints whether and where numba keeps it.
ONE = """
import os
import numpy as np
from inmori.simulate.kernels.first_passage import _mixed
from inmori.simulate.kernels.numba_setup import cached
from inmori.simulate.luck import mixed
print(_mixed(np.uint64(7)) == mixed(7) and len(_mixed.signatures) == 1, cached(), os.environ.get("NUMBA_CACHE_DIR", ""))
"""


def as_nobody(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program as a user who owns nothing, with no home; skip where that cannot be done."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs Linux, setpriv and a superuser who can become somebody else")
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--", sys.executable, "-c"]
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1", **environment}

    def run(text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*drop, text], env=clean, capture_output=True, text=True, check=False, cwd="/")

    reads = run("import inmori, numba")
    if reads.returncode:
        pytest.skip(f"another user cannot read this installation: {reads.stderr.splitlines()[-1:]}")
    return run(program)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="inmori-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_user_without_a_home_keeps_kernels_in_the_temporary_folder(public: Path) -> None:
    room = public / "tmp"
    room.mkdir()
    room.chmod(0o1777)
    first = as_nobody(ONE, TMPDIR=str(room))
    assert first.returncode == 0, first.stderr
    assert first.stdout.split() == ["True", "True", str(room / "inmori-numba-65534")]
    kept = {path: path.stat().st_mtime_ns for path in (room / "inmori-numba-65534").rglob("*.nbc")}
    assert kept
    second = as_nobody(ONE, TMPDIR=str(room))
    assert second.returncode == 0, second.stderr
    assert kept == {path: path.stat().st_mtime_ns for path in (room / "inmori-numba-65534").rglob("*.nbc")}


def test_a_user_who_may_write_nowhere_still_gets_compiled_kernels(public: Path) -> None:
    (public / "shut").mkdir(mode=0o755)
    for environment in ({"TMPDIR": str(public / "shut")}, {"NUMBA_CACHE_DIR": str(public / "shut" / "cache")}):
        found = as_nobody(ONE, **environment)
        assert found.returncode == 0, found.stderr
        assert found.stdout.split()[:2] == ["True", "False"]
    assert list((public / "shut").iterdir()) == []


def test_warming_up_compiles_all_that_a_simulation_and_a_portfolio_need(tmp_path: Path) -> None:
    program = """
import sys
sys.path.insert(0, {root!r})
from inmori.simulate import warm_up
assert warm_up()
from inmori.simulate.kernels import first_passage, reachability, skeleton
kernels = [first_passage.advance, reachability.advance, skeleton.grow, skeleton.race]
before = [len(kernel.signatures) for kernel in kernels]
from inmori.catalogue import load_catalogue
from inmori.simulate.compile import compile_hospital
from inmori.simulate.parameters import central, drawn, known_quantities
from inmori.simulate.portfolio import Figures, portfolios
from inmori.simulate import simulate
from tests.simulate.small_hospital import TODAY, edited, flat_hospital
catalogue = load_catalogue()
simulate(flat_hospital(), catalogue, today=TODAY, trials=400)
simulate(flat_hospital(), catalogue, today=TODAY, error=0.3)
quantities = known_quantities(catalogue).values()
figures = Figures(drawn(quantities, count=40, seed=7), central(quantities), 400, seed=7)
hospitals = flat_hospital(), edited(flat_hospital(), peer_block=True)
one, other = (compile_hospital(each, catalogue, today=TODAY) for each in hospitals)
portfolios(one, dict(other=other), figures).under(["other"])
portfolios(one, dict(other=other), figures).edited(other)
assert [len(kernel.signatures) for kernel in kernels] == before == [1, 1, 1, 1], before
"""
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", program.format(root=root)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_numba_warming_up_says_so() -> None:
    program = "import sys; sys.modules['numba'] = None; from inmori.simulate import warm_up; print(warm_up())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
