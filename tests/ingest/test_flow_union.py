"""Several logs: hours that follow each other add up, the same hours seen twice count once, in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from inmori.ingest.flow_tally import JST
from inmori.ingest.flow_union import merged_flows
from inmori.model import Flow, Source, SourceKind

NINE = datetime(2027, 3, 2, 9, tzinfo=JST)


def log(name: str, hour: float, length: float, *counts: int, service: str | None = None) -> tuple[Flow, ...]:
    """A log of ``length`` hours from ``hour`` on; one flow for each count, to a server of its own."""
    first, last = NINE + timedelta(hours=hour), NINE + timedelta(hours=hour + length)
    source = Source(kind=SourceKind.WIRE, file=name, line=1)
    return tuple(
        Flow(src="10.9.4.7", dst=f"10.9.5.{index}", protocol="tcp", port=443, service=service, connections=count,
             answered=True, bytes_out=10 * count, bytes_in=count, first=first, last=last, sources=(source,))
        for index, count in enumerate(counts, start=1)
        if count
    )  # fmt: skip


CASES = {
    "hours after each other add up": ([log("a", 0, 1, 5, 2), log("b", 1, 1, 3, 0)], [8, 2]),
    "a tail into the next hour too": ([log("a", 0, 1.1, 5), log("b", 1, 1, 3)], [8]),
    "the same hours count once": ([log("a", 0, 8, 5, 2), log("b", 0, 8, 6, 2)], [6, 2]),
    "an hour out of the day as well": ([log("a", 0, 8, 5), log("b", 3, 1, 1)], [5]),
    "two mirror ports see different machines": ([log("a", 0, 8, 5, 0), log("b", 0, 8, 0, 4)], [5, 4]),
    "two days, each seen twice": (
        [log("a", 0, 8, 5), log("b", 0, 8, 4), log("c", 24, 8, 2), log("d", 24, 8, 3)], [8]
    ),
    "one log stays as it is": ([log("a", 0, 8, 5), ()], [5]),
    "no log": ([(), ()], []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_list_of_several_logs(name: str) -> None:
    logs, wanted = CASES[name]
    results = {merged_flows(order) for order in permutations(logs)}
    assert len({tuple(flow.connections for flow in flows) for flows in results}) == 1
    flows = results.pop()
    assert [flow.connections for flow in flows] == wanted
    assert [flow.bytes_out for flow in flows] == [10 * count for count in wanted]


def test_times_services_and_sources_of_all() -> None:
    (flow,) = merged_flows([log("a", 0, 8, 5), log("b", 0, 9, 5, service="ssl")])
    assert (flow.service, flow.first, flow.last) == ("ssl", NINE, NINE + timedelta(hours=9))
    assert {source.file for source in flow.sources} == {"a", "b"}


def test_logs_without_times_add_up() -> None:
    timeless = [tuple(f.model_copy(update={"first": None, "last": None}) for f in log(n, 0, 1, 2)) for n in "ab"]
    assert [flow.connections for flow in merged_flows(timeless)] == [4]
