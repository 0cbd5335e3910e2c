"""Statements of vendors about updates and support that dates and versions contradict."""

from collections.abc import Callable, Iterator, Sequence

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.disclosed import Placed, of_machines, placed, unplaced
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.intel import Support
from inmori.model import Device, DisclosedAnswer, DisclosureTopic, Source

_YES = DisclosedAnswer.YES


def check(case: Case) -> Result:
    """Judge each disclosure by the systems its machines run and by when they were last updated."""
    found = placed(case)
    return _results(case, found) if found else Unjudged("no_disclosures")


def _results(case: Case, found: list[Placed]) -> Iterator[Hit | Unjudged]:
    for one in found:
        if one.says(DisclosureTopic.OS_SUPPORTED, _YES):
            yield from _supported(case, one)
        if one.says(DisclosureTopic.UPDATES_ALLOWED, _YES):
            yield from _updated(case, one)
    yield from unplaced(found)


def _supported(case: Case, one: Placed) -> Iterator[Hit]:
    """A paid extension is told apart: the vendor may well have bought it."""
    for status, variant in ((Support.ENDED, "ended"), (Support.PAID_ONLY, "paid")):
        old = [device for device in one.devices if _state(case, device) is status]
        if old:
            products = [
                part.product or part.text
                for device in old
                for part in case.supports.get(device.id, ())
                if part.component == "os"
            ]
            yield _hit(case, one, DisclosureTopic.OS_SUPPORTED, variant, old, lambda d: sources_of(d.os), products)


def _state(case: Case, device: Device) -> Support | None:
    return next((part.status for part in case.supports.get(device.id, ()) if part.component == "os"), None)


def _updated(case: Case, one: Placed) -> Iterator[Hit]:
    topic, days = DisclosureTopic.UPDATES_ALLOWED, case.text.number("days")
    barred = [device for device in one.devices if device.patch_forbidden.value]
    if barred:
        yield _hit(case, one, topic, "barred", barred, lambda device: sources_of(device.patch_forbidden))
    stale = [
        device
        for device in one.devices
        if device not in barred
        and device.last_patched.value is not None
        and (case.today - device.last_patched.value).days > days
    ]
    if stale:
        dates = [f"{d.label()} {d.last_patched.value.isoformat()}" for d in stale if d.last_patched.value]
        yield _hit(case, one, topic, "stale", stale, lambda device: sources_of(device.last_patched), dates)


def _hit(
    case: Case,
    one: Placed,
    topic: DisclosureTopic,
    variant: str,
    devices: list[Device],
    about: Callable[[Device], Sequence[Source]],
    details: Sequence[str] = (),
) -> Hit:
    seen = [("product", detail) for detail in dict.fromkeys(details)]
    evidence = [source for device in devices for source in about(device)]
    return of_machines(case, one, topic, variant=variant, devices=devices, evidence=evidence, seen=seen, confidence=0.8)
