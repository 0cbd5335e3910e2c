"""Where numba keeps compiled kernels: a folder of the user, set before numba is imported.

Installed packages often lie where the user may not write (containers), and then every start would compile again.
A shared temporary folder is no choice: the cache is executable content, and another user could plant it. Without
a writable home numba simply compiles at each start.
"""

from __future__ import annotations

import os
import sys


def prepare() -> bool:
    """Point numba's cache to the user's cache folder unless it is set already; say whether numba can be used."""
    if "NUMBA_CACHE_DIR" not in os.environ:
        folder = cache_folder(os.environ, platform=sys.platform, home=os.path.expanduser("~"))  # noqa: PTH111
        if _writable(folder):
            os.environ["NUMBA_CACHE_DIR"] = folder
    try:
        import numba
    except ImportError:
        return False
    return numba is not None


def cache_folder(environment: os._Environ[str] | dict[str, str], *, platform: str, home: str) -> str:
    """Return the folder for compiled kernels by the custom of the platform."""
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif platform == "darwin":
        base = os.path.join(home, "Library", "Caches")  # noqa: PTH118
    else:
        base = environment.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")  # noqa: PTH118
    return os.path.join(base, "inmori", "numba")  # noqa: PTH118


def _writable(folder: str) -> bool:
    """Whether the folder, or the nearest of its parents that exists, can be written to."""
    while not os.path.isdir(folder):  # noqa: PTH112
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return False
        folder = parent
    return os.access(folder, os.W_OK)
