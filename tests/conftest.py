"""What every test relies on: where the repository is, and property tests that give the same verdict twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: the machine is shared, and a first call may compile a kernel. In CI the examples are derived
# from the test itself, so that a red run can be repeated; elsewhere new examples are tried each time.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=50,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout, where examples/ and docs/ are."""
    return Path(__file__).resolve().parents[1]


# A file stays on one worker (``--dist loadfile``); the longest begin first, so that no worker ends alone with one of them.
LONGEST = ("tests/web/browser", "tests/story/test_minato.py", "tests/web/postgres", "tests/cli", "tests/hospitals",
           "tests/simulate", "tests/validation", "tests/report/test_xlsx.py")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long before the others; the order is the same on every worker."""
    place = {name: number for number, name in enumerate(LONGEST)}

    def rank(item: pytest.Item) -> int:
        return next((number for name, number in place.items() if item.nodeid.startswith(name)), len(place))

    items.sort(key=rank)
