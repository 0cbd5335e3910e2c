"""Statements of vendors about remote maintenance that configuration, traffic or the hospital's own list contradict."""

from collections.abc import Callable, Iterator, Sequence

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.disclosed import Placed, contradiction, placed, unplaced
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.diagnose.remote_path import path_name
from inmori.intel import lifecycles, support_of
from inmori.model import Device, DisclosedAnswer, DisclosureTopic, RemoteAccess, Source, YesNo

_YES, _NO = DisclosedAnswer.YES, DisclosedAnswer.NO


def check(case: Case) -> Result:
    """Judge each disclosure by the remote paths of its company and to its machines."""
    found = placed(case)
    return _results(case, found) if found else Unjudged("no_disclosures")


def _results(case: Case, found: list[Placed]) -> Iterator[Hit | Unjudged]:
    for one in found:
        yield from _none_but_seen(one)
        yield from _fact(one, DisclosureTopic.REMOTE_SOURCE_LIMITED, "source", "source_limited", bad=False)
        yield from _fact(one, DisclosureTopic.REMOTE_SECOND_FACTOR, "second_factor", "second_factor", bad=False)
        yield from _fact(one, DisclosureTopic.REMOTE_APPROVAL, "always_on", "always_on", bad=True)
        yield from _fact(one, DisclosureTopic.PERSONAL_ACCOUNTS, "shared", "shared_account", bad=True)
        yield from _gear(case, one)
    yield from unplaced(found)


def _none_but_seen(one: Placed) -> Iterator[Hit]:
    topic = DisclosureTopic.REMOTE_MAINTENANCE
    found = [access for access in one.accesses if _places(access)]
    if one.says(topic, _NO) and found:
        yield _hit(one, topic, "exists", found, _places)


def _places(access: RemoteAccess) -> tuple[Source, ...]:
    return access.sources or sources_of(access.method, access.observed)


def _fact(one: Placed, topic: DisclosureTopic, variant: str, name: str, *, bad: bool) -> Iterator[Hit]:
    if not one.says(topic, _YES):
        return
    against = [access for access in one.accesses if _value(access, name).value is bad]
    if against:
        yield _hit(one, topic, variant, against, lambda access: sources_of(_value(access, name)) or access.sources)


def _value(access: RemoteAccess, name: str) -> YesNo:
    fact: YesNo = getattr(access, name)
    return fact


def _gear(case: Case, one: Placed) -> Iterator[Hit]:
    topic = DisclosureTopic.REMOTE_GEAR_UPDATED
    if not one.says(topic, _YES):
        return
    table = lifecycles(case.catalogue)

    def ended(access: RemoteAccess) -> bool:
        box = Device(id=access.id, model=access.product, firmware=access.firmware)
        return any(part.status.out for part in support_of(box, lifecycles=table, today=case.today))

    if old := [access for access in one.accesses if access.firmware.known and ended(access)]:
        yield _hit(one, topic, "gear", old, lambda access: access.firmware.sources)


def _hit(
    one: Placed,
    topic: DisclosureTopic,
    variant: str,
    accesses: list[RemoteAccess],
    about: Callable[[RemoteAccess], Sequence[Source]],
) -> Hit:
    return contradiction(
        one,
        topic,
        variant=variant,
        seen=[("remote", f"{path_name(a).ja} {a.peer.value or '?'} → {', '.join(a.targets) or '?'}") for a in accesses],
        evidence=[source for access in accesses for source in about(access)],
        refs=[ref for access in accesses for ref in (access.id, *access.refs)],
        names=[path_name(access) for access in accesses],
        confidence=0.75,
    )
