"""Bit masks and boxes against plain sets of packets, and first match against reading the rules one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model.gateway import Action
from inmori.reach.address_space import Space
from inmori.reach.first_match import NONE, Line, first_match
from inmori.reach.universe import Axis, Box, without

BITS = range(4)
masks = st.integers(0, 15)
boxes = st.builds(Box, masks, masks, masks)
Point = tuple[int, int, int]


def points(box: Box) -> set[Point]:
    return {
        point for point in product(BITS, BITS, BITS)
        if box.src >> point[0] & 1 and box.dst >> point[1] & 1 and box.service >> point[2] & 1
    }  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(boxes, boxes)
def test_a_box_less_another(one: Box, other: Box) -> None:
    parts = one.minus(other)
    assert set().union(*map(points, parts)) == points(one) - points(other)
    assert sum(len(points(part)) for part in parts) == len(points(one) - points(other)), "parts overlap"
    assert points(one & other) == points(one) & points(other)
    assert bool(one) == bool(points(one))


@settings(max_examples=100, deadline=None)
@given(st.lists(boxes, max_size=4), st.lists(boxes, max_size=4))
def test_boxes_less_boxes(kept: list[Box], taken: list[Box]) -> None:
    rest = without(kept, taken)
    assert set().union(*map(points, rest)) == set().union(*map(points, kept)) - set().union(
        *map(points, taken)
    )


@st.composite
def lines(draw: st.DrawFn) -> Line:
    possible = draw(boxes)
    narrow = draw(boxes)
    sure = draw(st.sampled_from([possible, possible & narrow, Box(0, 0, 0)]))
    return Line(draw(st.sampled_from([Action.ALLOW, Action.DENY])), sure, possible)


@settings(max_examples=250, deadline=None)
@given(boxes, st.lists(lines(), max_size=6), st.sampled_from([Action.ALLOW, Action.DENY]))
def test_first_match_is_reading_the_rules_one_by_one(box: Box, rules: list[Line], default: Action) -> None:
    outcomes = first_match(box, rules, default)
    assert sum(len(points(outcome.box)) for outcome in outcomes) == len(points(box)), (
        "outcomes overlap or leave gaps"
    )
    for outcome in outcomes:
        for point in points(outcome.box):
            decider = next((n for n, line in enumerate(rules) if point in points(line.sure)), NONE)
            action = rules[decider].action if decider != NONE else default
            before = rules[:decider] if decider != NONE else rules
            doubts = [
                n
                for n, line in enumerate(before)
                if point in points(line.possible) and line.action is not action
            ]
            assert (outcome.decider, outcome.doubter) == (decider, doubts[0] if doubts else NONE)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3).map(Space.of),
        min_size=1,
        max_size=4,
    )
)
def test_a_mask_is_the_space_it_stands_for(spaces: list[Space]) -> None:
    axis = Axis(spaces, last=63)
    for space in spaces:
        mask = axis.mask(space)
        assert axis.space(mask) == space
        assert axis.size(mask) == space.size
        assert [number for number in range(64) if axis.holds(mask, number)] == [
            n for n in range(64) if n in space
        ]
        if space:
            assert axis.member(mask) == space.first
            assert axis.likely(mask, (63, 62)) in space
    assert axis.mask(spaces[0]) & axis.mask(spaces[-1]) == axis.mask(spaces[0] & spaces[-1])
