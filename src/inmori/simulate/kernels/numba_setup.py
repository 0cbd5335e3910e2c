"""Where numba keeps compiled kernels: a folder of the user, set before numba is imported.

Installed packages often lie where the user may not write (containers), and then every start would compile again,
or numba would refuse to start at all. A service account may have no home either. Then a folder in the temporary
directory serves, but only one that belongs to this user and that nobody else may enter: the cache is executable
content, and another user could plant it. Where even that fails the kernels are compiled at each start, uncached.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import Any, TypeAlias

Environment: TypeAlias = "os._Environ[str] | dict[str, str]"


def prepare() -> bool:
    """Point numba's cache to the user's cache folder unless it is set already; say whether numba can be used."""
    keep = cached()
    try:
        import numba
    except ImportError:
        return False
    settings: Any = numba.config
    if keep and not settings.CACHE_DIR:  # somebody imported numba before us, which reads the environment once
        settings.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
    return True


def cached() -> bool:
    """Settle where compiled kernels go, and say whether they are kept at all. The answer stays for the process."""
    told = os.environ.get("NUMBA_CACHE_DIR")
    if told:
        return _writable(told)
    home = os.path.expanduser("~")  # noqa: PTH111
    folder = cache_folder(os.environ, platform=sys.platform, home=home)
    if not _writable(folder):
        folder = own_folder(temporary_folder(os.environ))
    if folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
    return bool(folder)


def cache_folder(environment: Environment, *, platform: str, home: str) -> str:
    """Return the folder for compiled kernels: in Inmori's data folder where one is set, else by the platform's custom."""
    if environment.get("INMORI_DATA"):
        return os.path.join(environment["INMORI_DATA"], "numba")  # noqa: PTH118
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif platform == "darwin":
        base = os.path.join(home, "Library", "Caches")  # noqa: PTH118
    else:
        base = environment.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")  # noqa: PTH118
    return os.path.join(base, "inmori", "numba")  # noqa: PTH118


def temporary_folder(environment: Environment) -> str:
    """Return where temporary files go: what the environment says, or the custom of Unix."""
    return environment.get("TMPDIR") or environment.get("TEMP") or "/tmp"


def own_folder(base: str) -> str:
    """Return a folder in ``base`` that only this user can enter, made if need be; empty where none can be had."""
    if not hasattr(os, "geteuid"):
        return ""
    folder = os.path.join(base, f"inmori-numba-{os.geteuid()}")  # noqa: PTH118
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
        found = os.lstat(folder)
    except OSError:
        return ""
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return folder if private and os.access(folder, os.W_OK) else ""


def _writable(folder: str) -> bool:
    """Whether the folder, or the nearest of its parents that exists, can be written to."""
    while not os.path.isdir(folder):  # noqa: PTH112
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return False
        folder = parent
    return os.access(folder, os.W_OK)
