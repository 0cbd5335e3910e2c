"""Which seen traffic belongs to which way across the boundary."""

from __future__ import annotations

import pytest

from inmori.model import Flow
from inmori.plan.traffic import key_of, traffic_of
from inmori.reach.crossing_kind import Crossing, CrossingKind
from tests.plan.needy import crossing, needy

KIND = CrossingKind


def flow(src: str, dst: str, port: int = 3389, protocol: str = "tcp") -> Flow:
    return Flow(src=src, dst=dst, protocol=protocol, port=port)


IN = flow("198.51.100.3", "172.20.1.12")
INSIDE = flow("172.20.1.101", "172.20.1.12")
FROM_OFFICE = flow("192.168.9.7", "172.20.1.12")
OTHER_PORT = flow("198.51.100.3", "172.20.1.12", 443)
OUT = flow("172.20.1.12", "198.51.100.3", 443)
ALL = (IN, INSIDE, FROM_OFFICE, OTHER_PORT, OUT)


@pytest.mark.parametrize(
    "way, used",
    [
        # A rule for everything takes what crosses its own two zones in its own direction, whatever the port.
        (crossing("rule", KIND.ANY_RULE, gateway_id="gate", rule_id="1", seen=3), {IN, OTHER_PORT}),
        # A way known from traffic alone is one inner machine and one service.
        (
            crossing(
                "rdp", KIND.PUBLISHED_SERVICE, destination="172.20.1.12", services=("tcp/3389",), seen=1
            ),
            {IN},
        ),
        (
            crossing("office", KIND.UNEXPLAINED, ends=("info", "clin"), destination="172.20.1.12", seen=1),
            {FROM_OFFICE},
        ),
        (
            crossing("out", KIND.REMOTE_TOOL, ends=("clin", "internet"), device_ids=("sv-pacs",), seen=1),
            {OUT},
        ),
        # What was never seen has no traffic to set aside.
        (crossing("unseen", KIND.ANY_RULE, gateway_id="gate", rule_id="1"), set()),
    ],
    ids=lambda value: value.id if isinstance(value, Crossing) else "",
)
def test_flows_are_put_to_the_way_they_used(way: Crossing, used: set[Flow]) -> None:
    found = traffic_of(needy(flows=ALL), (way,)).get(way.id, frozenset())
    assert found == {key_of(each) for each in used}
