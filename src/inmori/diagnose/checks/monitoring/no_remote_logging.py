"""Logs that live and die with the device that wrote them."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named


def check(case: Case) -> Result:
    """Judge each gateway by its configuration."""
    return _results(case) if case.hospital.gateways else Unjudged("no_config")


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    gateways = case.hospital.gateways
    silent = [gateway for gateway in gateways if gateway.remote_logging is False]
    if silent:
        names = [gateway.name.value or gateway.id for gateway in silent]
        yield Hit(
            key="gateways",
            device_ids=tuple(gateway.device_id for gateway in silent if gateway.device_id),
            evidence=tuple(gateway.source_ref for gateway in silent),
            seen=tuple(("gateway", name) for name in names),
            confidence=0.9,
            values={"names": named(names)},
        )
    if unknown := [gateway.name.value or gateway.id for gateway in gateways if gateway.remote_logging is None]:
        yield Unjudged("unknown", {"names": named(unknown)})
