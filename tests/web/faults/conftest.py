"""Left out of the run on PostgreSQL, which repeats other tests: these start databases and servers themselves."""

from __future__ import annotations

import os

collect_ignore_glob = ["test_*.py"] if os.environ.get("INMORI_TESTS_ON_POSTGRES") else []
