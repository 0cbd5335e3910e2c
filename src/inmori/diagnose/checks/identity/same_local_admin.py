"""One local administrator password for many machines: what turns one infected PC into all of them."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged


def check(case: Case) -> Result:
    """Judge from machines known to share their password, else from what was told."""
    told = case.hospital.controls.same_local_admin
    sharing = [device for device in case.devices if device.shared_local_admin.value]
    if sharing:
        return [
            Hit(
                key="hospital",
                device_ids=tuple(device.id for device in sharing),
                evidence=(
                    *sources_of(told),
                    *(source for device in sharing for source in sources_of(device.shared_local_admin)),
                ),
                variant="told_and_seen" if told.value else None,
                confidence=max(device.shared_local_admin.confidence for device in sharing),
                values={"count": len(sharing)},
            )
        ]
    if told.value is None:
        # "No" for some machines says nothing about the others.
        return Unjudged("unknown")
    return [Hit(key="hospital", variant="told", evidence=sources_of(told), confidence=told.confidence)] if told.value else []
