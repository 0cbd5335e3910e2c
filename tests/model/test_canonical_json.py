"""The fast writer of documents against Python's own: the same bytes, for every value that JSON has."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inmori.model.document import canonical_json

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


def by_python(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)


@settings(max_examples=400, deadline=None)
@given(_VALUES)
@example({"b": [], "a": {}, "": [[], {}, ""]})
@example([1e-7, 1e16, 0.1, -0.0, 1e300, 5e-324, 123456789012345.6])
@example([float("nan"), float("inf"), float("-inf")])
@example({"患者": "\x00\x1f\x7f\u2028\n\t\"\\/é😀", "a\n": 10**40})
@example(["\ud800"])
def test_the_bytes_are_those_of_python(data: object) -> None:
    assert canonical_json(data) == by_python(data)


@pytest.mark.parametrize("data", [{1: "a", 2: "b"}, {"a": (1, 2)}, [True, 1, 1.0]])
def test_keys_that_are_numbers_and_tuples(data: object) -> None:
    assert canonical_json(data) == by_python(data)
