"""Whether a hint from outside fits what somebody told of a machine's software: a hint that fits is no contradiction.

A fingerprint and the greeting of a protocol know the kernel, seldom the product: "Linux 3.10 - 4.11" is what CentOS 7
looks like, Windows Server 2019 and Windows 10 1809 are one kernel, and an embedded Windows 7 says Windows 7. What a hint
cannot tell apart must not become a dispute that somebody has to clear up; what it rules out stays one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

Releases = frozenset[tuple[str, str]]  # product and release

# Windows by the kernel it is made of; what a machine says of itself is often no more than that.
_KERNELS = (
    (re.compile(r"(?:windows|win)\s*(?:xp|5\.1)", re.IGNORECASE), "5.1"),
    (re.compile(r"2003|5\.2(?!\d)", re.IGNORECASE), "5.2"),
    (re.compile(r"vista|2008(?!\s*r2)|\b6\.0\b", re.IGNORECASE), "6.0"),
    (re.compile(r"(?:windows|win)\s*7|(?:standard|posready|embedded)\s*7|2008\s*r2|\b6\.1\b", re.IGNORECASE), "6.1"),
    (re.compile(r"(?:windows|win)\s*8(?!\.1)|2012(?!\s*r2)|\b6\.2\b", re.IGNORECASE), "6.2"),
    (re.compile(r"(?:windows|win)\s*8\.1|2012\s*r2|\b6\.3\b", re.IGNORECASE), "6.3"),
    (re.compile(r"(?:windows|win)\s*1[01]|server\s*20(?:1[69]|2[25])|(?:20(?:16|19|21|24)\s*lts)|\b10\.0\b", re.IGNORECASE), "10.0"),
)  # fmt: skip
_WINDOWS = re.compile(r"windows|^\s*win\s*(?:\d|xp|vista|server)|posready", re.IGNORECASE)
_HALF_YEARLY = re.compile(r"(?:windows|win)\s*1[01](?!\d)", re.IGNORECASE)
_KERNEL_ONLY = re.compile(r"^\W*(?:gnu/)?linux\b|unix", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\w\s*[-–~〜]\s*\S*\d|\s/\s|\d/\d|\bor\b|,|または|以降|以前")
_ELSEWHERE = re.compile(r"windows|mac\s?os|ios|ipad|android", re.IGNORECASE)
# Builds of Windows that differ by a switch only: a greeting gives the first of them.
_ONE_BUILD = ({18362, 18363}, {19041, 19042, 19043, 19044, 19045}, {22621, 22631}, {26100, 26200})


def fits(told: str, hint: str, told_releases: Releases, hint_releases: Releases) -> bool:
    """Whether ``hint`` can be what a machine with the software ``told`` looks like from outside."""
    if told_releases & hint_releases:
        return True
    if _WINDOWS.search(told) and _WINDOWS.search(hint):
        return _windows_fits(told, hint, told_releases, hint_releases)
    if _KERNEL_ONLY.search(hint):
        # Distributions and boxes are built on it, whatever they are called.
        return not _ELSEWHERE.search(told)
    if told_releases and hint_releases:
        return bool(_products(told_releases) & _products(hint_releases)) and bool(_ALTERNATIVES.search(hint))
    return not told_releases and not (_WINDOWS.search(told) or _ELSEWHERE.search(told))


def _windows_fits(told: str, hint: str, told_releases: Releases, hint_releases: Releases) -> bool:
    kernels, hinted = _kernels(told), _kernels(hint)
    if not kernels or not hinted:
        return True
    if not kernels & hinted:
        return False
    # Another exact release of the very product is ruled out; one of several is not.
    exact = _products(told_releases) & _products(hint_releases) and not _ALTERNATIVES.search(hint)
    return not exact


def half_yearly(text: str) -> bool:
    """Whether it is a Windows 10 or 11: their releases look alike from outside, so a fingerprint names any of them."""
    return _HALF_YEARLY.search(text) is not None


@lru_cache(maxsize=4096)
def _kernels(text: str) -> frozenset[str]:
    return frozenset(kernel for pattern, kernel in _KERNELS if pattern.search(text))


def _products(releases: Iterable[tuple[str, str]]) -> set[str]:
    return {product for product, _ in releases}


def builds_fit(told: str, hint: str) -> bool:
    """Whether the build number of a greeting can be that of a machine whose build was told (10.0.19045.3803)."""
    numbers = [next((int(part) for part in text.split(".") if len(part) == 5 and part.isdigit()), 0) for text in (told, hint)]
    return numbers[0] == numbers[1] or any(set(numbers) <= builds for builds in _ONE_BUILD)
