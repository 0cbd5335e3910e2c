"""Statements of vendors that their product needs no Internet or no radio, held against where it talks and stands."""

from collections.abc import Iterator, Sequence

from inmori.diagnose.case import Case
from inmori.diagnose.disclosed import Placed, of_machines, placed, unplaced
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.model import Device, DisclosedAnswer, DisclosureTopic, Flow, Source, ZoneKind

_NO = DisclosedAnswer.NO


def check(case: Case) -> Result:
    """Judge each disclosure by answered connections to the Internet and by the zones of its machines."""
    found = placed(case)
    return _results(case, found) if found else Unjudged("no_disclosures")


def _results(case: Case, found: list[Placed]) -> Iterator[Hit | Unjudged]:
    unseen = False
    for one in found:
        if one.says(DisclosureTopic.INTERNET_NEEDED, _NO) and one.devices:
            unseen = unseen or not case.hospital.flows
            yield from _internet(case, one)
        if one.says(DisclosureTopic.WIRELESS, _NO):
            yield from _wireless(case, one)
    if unseen:
        yield Unjudged("no_traffic")
    yield from unplaced(found)


def _internet(case: Case, one: Placed) -> Iterator[Hit]:
    calls = {device.id: _calls(case, device) for device in one.devices}
    calling = [device for device in one.devices if calls[device.id]]
    if calling:
        flows = [flow for device in calling for flow in calls[device.id]]
        peers = [f"{flow.src} → {flow.dst} {flow.protocol}/{flow.port or '-'}" for flow in flows]
        sources = [source for flow in flows for source in flow.sources]
        yield _hit(case, one, DisclosureTopic.INTERNET_NEEDED, "internet", calling, peers, sources)


def _calls(case: Case, device: Device) -> list[Flow]:
    own = {fact.value for fact in device.addresses}
    return [
        flow
        for flow in case.hospital.flows
        if flow.src in own and flow.answered and case.outside(flow.dst)
    ]


def _wireless(case: Case, one: Placed) -> Iterator[Hit]:
    radio = [device for device in one.devices if ZoneKind.WIFI in case.kinds_of(device)]
    if radio:
        zones = [fact for device in radio for fact in device.zones if case.hospital.zone_kind(fact.value or "") is ZoneKind.WIFI]
        sources = [source for fact in zones for source in fact.sources]
        yield _hit(case, one, DisclosureTopic.WIRELESS, "wireless", radio, [], sources)


def _hit(
    case: Case,
    one: Placed,
    topic: DisclosureTopic,
    variant: str,
    devices: list[Device],
    peers: Sequence[str],
    sources: Sequence[Source],
) -> Hit:
    seen = [("path", peer) for peer in list(dict.fromkeys(peers))[:10]]
    return of_machines(case, one, topic, variant=variant, devices=devices, evidence=sources, seen=seen, confidence=0.8)
