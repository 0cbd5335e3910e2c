"""Findings beside an item: those that spoil it, thing by thing, and those that only bear on it."""

from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.catalogue.evidence_topic import AssetClass, EvidenceTopic
from inmori.catalogue.requirement import Requirement
from inmori.comply.answer import AssetAnswer, Observed
from inmori.comply.asset import HOSPITAL, class_of, names_of
from inmori.diagnose.finding import Diagnosis, Finding
from inmori.model import Device, Hospital

_PLACES = 4  # of one thing: enough to look it up; the finding has them all
# Checks that set one paper against another, or against what was seen.
CONTRADICTIONS = frozenset(
    {
        "closed/believed_closed_but_open",
        "papers/disclosed_protection_differs",
        "papers/disclosed_remote_differs",
        "papers/disclosed_support_differs",
        "papers/disclosed_traffic_differs",
        "papers/disputed_facts",
        "papers/patient_data_denied",
        "papers/remote_denied_but_seen",
        "papers/remote_told_otherwise",
        "papers/standalone_but_seen",
        "papers/support_disputed",
        "papers/told_protection_differs",
        "papers/update_promised_but_late",
    }
)


@dataclass(frozen=True)
class Witness:
    """What the diagnosis says about one item."""

    observed: tuple[Observed, ...]
    spoilers: tuple[AssetAnswer, ...]


@dataclass(frozen=True)
class _Things:
    """What findings point to, by id."""

    devices: dict[str, Device]
    names: dict[str, tuple[str, AssetClass]]


def witness(
    requirement: Requirement, topic: EvidenceTopic | None, *, hospital: Hospital, diagnosis: Diagnosis, catalogue: Catalogue
) -> Witness:
    """Return the findings that bear on an item; a finding names requirements of one edition and speaks for all."""
    things = _Things({one.id: one for one in hospital.devices}, names_of(hospital))
    observed: list[Observed] = []
    spoilers: dict[str, AssetAnswer] = {}
    for finding in diagnosis.findings:
        spoiled = _spoiled(finding, requirement, topic, things) if topic and finding.check in topic.spoils else []
        if not spoiled and not _related(finding, requirement, catalogue):
            continue
        observed.append(
            Observed(
                finding=finding.id,
                title=finding.title,
                decides=bool(spoiled),
                contradicts=finding.check in CONTRADICTIONS,
                sources=finding.evidence[:_PLACES],
            )
        )
        for one in spoiled:
            before = spoilers.get(one.asset)
            spoilers[one.asset] = _joined(before, one) if before else one
    return Witness(tuple(observed), tuple(spoilers.values()))


def _related(finding: Finding, requirement: Requirement, catalogue: Catalogue) -> bool:
    named = [catalogue.requirements[name] for name in finding.requirements if name in catalogue.requirements]
    return any(one.id == requirement.id or (one.topic and one.topic == requirement.topic) for one in named)


def _spoiled(finding: Finding, requirement: Requirement, topic: EvidenceTopic, known: _Things) -> list[AssetAnswer]:
    """Return the things that a finding spoils; none where it is about things that the item is not about."""
    if not finding.device_ids:
        classes = topic.hospital_wide.get(finding.check, ())
        if classes and requirement.assets and not set(classes) & set(requirement.assets):
            return []
        things = [(ref, *known.names[ref]) for ref in dict.fromkeys(finding.refs) if ref in known.names]
        return [_answer(finding, *thing) for thing in things] or [_answer(finding, HOSPITAL, "病院全体", None)]
    found = []
    for device_id in finding.device_ids:
        device = known.devices.get(device_id)
        kind = class_of(device) if device else None
        if topic.by_class and requirement.assets and kind is not None and kind not in requirement.assets:
            continue
        found.append(_answer(finding, device_id, device.label() if device else device_id, kind))
    return found


def _answer(finding: Finding, asset: str, name: str, kind: AssetClass | None) -> AssetAnswer:
    return AssetAnswer(
        asset=asset,
        name=name,
        kind=kind,
        answer="no",
        reason=finding.title,
        sources=finding.evidence[:_PLACES],
        findings=(finding.id,),
    )


def _joined(before: AssetAnswer, more: AssetAnswer) -> AssetAnswer:
    """One thing that several findings spoil keeps the first reason and names them all."""
    return before.model_copy(
        update={
            "findings": (*before.findings, *more.findings),
            "sources": tuple(dict.fromkeys((*before.sources, *more.sources)))[:_PLACES],
        }
    )
