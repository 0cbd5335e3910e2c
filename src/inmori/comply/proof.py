"""How single assets are shown to be in order: the only way to a "yes" that was not merely told.

Each proof looks at one kind of asset and says yes, no or not known. It never says yes because nothing was found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from inmori.catalogue.evidence_topic import EvidenceTopic, Proof
from inmori.catalogue.lifecycle import Lifecycles
from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply.answer import AssetAnswer
from inmori.comply.asset import class_of, contracted, devices_of, names_of
from inmori.ingest.vendors import same_vendor
from inmori.intel.support import Support, support_of
from inmori.model import Backup, Device, Hospital, Source, SourceKind, Vendor
from inmori.text import Text

_DIRECT = (SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT)


@dataclass(frozen=True)
class Ground:
    """What every proof may look at."""

    hospital: Hospital
    requirement: Requirement
    topic: EvidenceTopic
    lifecycles: Lifecycles
    today: date


def proved(ground: Ground) -> list[AssetAnswer]:
    """Return the answer for every asset the item is about; empty where the topic knows no proof."""
    return PROOFS[ground.topic.proof](ground)


def _nothing(_: Ground) -> list[AssetAnswer]:
    return []


def _listed(ground: Ground) -> list[AssetAnswer]:
    """A device is in order when the ledger has it; without a ledger, or without anything to hold it against, unknown."""
    evidence = ground.hospital.evidence
    both = any(one.kind is SourceKind.LEDGER for one in evidence) and any(one.kind in _DIRECT for one in evidence)
    return [_device_listed(device, both) for device in devices_of(ground.hospital, ground.requirement.assets)]


def _device_listed(device: Device, both: bool) -> AssetAnswer:
    places = [record.source for record in device.records] or [s for fact in (device.name, *device.addresses) for s in fact.sources]
    kept = [source for source in places if source.kind is SourceKind.LEDGER]
    if kept and both:
        return _of(device, "yes", Text(ja="台帳にある", en="in the ledger"), kept)
    if kept:
        return _of(device, "unknown", Text(ja="台帳と照らす資料がない", en="nothing to hold the ledger against"), kept)
    return _of(device, "unknown", Text(ja="台帳に見当たらない", en="not found in the ledger"), places)


def _patched(ground: Ground) -> list[AssetAnswer]:
    return [_device_patched(device, ground) for device in devices_of(ground.hospital, ground.requirement.assets)]


def _device_patched(device: Device, ground: Ground) -> AssetAnswer:
    """In order: every part known and supported, and updated within the topic's days. Nothing here says no: checks do."""
    parts = support_of(device, lifecycles=ground.lifecycles, today=ground.today)
    supported = bool(parts) and all(one.status in (Support.SUPPORTED, Support.ENDS_SOON) for one in parts)
    last, limit = device.last_patched.value, ground.topic.within_days
    if last is None:
        return _of(device, "unknown", Text(ja="最後の更新日が分からない", en="day of the last update not known"), ())
    fresh = limit is not None and (ground.today - last).days <= limit
    told = Text(ja=f"最後の更新 {last.isoformat()}", en=f"last updated {last.isoformat()}")
    if supported and fresh:
        return _of(device, "yes", told, device.last_patched.sources)
    why = Text(ja="サポートの有無が分からない", en="support not known") if not supported else Text(
        ja=f"{limit}日より前", en=f"more than {limit} days ago"
    )  # fmt: skip
    return _of(device, "unknown", Text(ja=f"{told.ja}({why.ja})", en=f"{told.en} ({why.en})"), device.last_patched.sources)


def _disclosed(ground: Ground) -> list[AssetAnswer]:
    return [_vendor_disclosed(vendor) for vendor in contracted(ground.hospital)]


def _vendor_disclosed(vendor: Vendor) -> AssetAnswer:
    received = vendor.disclosure_received
    if received.value is None:
        words, answer = Text(ja="開示書を見ていない", en="no disclosure seen"), "unknown"
    elif received.value:
        words, answer = Text(ja="開示書を受領", en="disclosure received"), "yes"
    else:
        words, answer = Text(ja="開示書を受け取っていない", en="disclosure not received"), "no"
    return AssetAnswer.model_validate(
        {"asset": vendor.id, "name": vendor.name, "kind": "vendor", "answer": answer, "reason": words, "sources": received.sources}
    )


def _remote_answered(ground: Ground) -> list[AssetAnswer]:
    return [_vendor_answered(vendor, ground.hospital) for vendor in contracted(ground.hospital)]


def _vendor_answered(vendor: Vendor, hospital: Hospital) -> AssetAnswer:
    """In order when every contract of the vendor has an entry on remote maintenance, be it yes or no."""
    own = [one for one in hospital.contracts if same_vendor(vendor.name, one.vendor.value)]
    told = bool(own) and all(one.remote.known for one in own)
    words = (
        Text(ja="契約一覧にリモート保守の有無の記載あり", en="the list of contracts says whether it is maintained remotely")
        if told
        else Text(ja="リモート保守の有無の記載がない", en="nothing says whether it is maintained remotely")
    )
    return AssetAnswer(
        asset=vendor.id,
        name=vendor.name,
        kind="vendor",
        answer="yes" if told else "unknown",
        reason=words,
        sources=tuple(source for one in own for source in one.remote.sources),
    )


def _backed_up(ground: Ground) -> list[AssetAnswer]:
    names = names_of(ground.hospital)
    return [_copy(backup, names[backup.id][0]) for backup in ground.hospital.backups]


def _copy(backup: Backup, name: str) -> AssetAnswer:
    """In order: two kinds of medium, several generations and a restore that was tried; one known lack spoils it."""
    media, generations, tried = backup.media, backup.generations.value, backup.restore_tested.value
    known: tuple[tuple[bool | None, Text], ...] = (
        (None if media is None else len(set(media)) > 1, Text(ja="複数の方式", en="several kinds of copy")),
        (None if generations is None else generations > 1, Text(ja="世代管理", en="generations")),
        (tried, Text(ja="復旧の試験", en="a tried restore")),
    )
    lacking = [words for good, words in known if good is False]
    unknown = [words for good, words in known if good is None]
    answer: Answer = "no" if lacking else "unknown" if unknown else "yes"
    parts = lacking or unknown or [words for _, words in known]
    tail = {"no": ("がない", "missing"), "unknown": ("が分からない", "not known"), "yes": ("がある", "in place")}[answer]
    reason = Text(
        ja=f"{'・'.join(one.ja for one in parts)}{tail[0]}", en=f"{', '.join(one.en for one in parts)} {tail[1]}"
    )
    return AssetAnswer(asset=backup.id, name=name, kind="backup", answer=answer, reason=reason, sources=backup.sources)


def _of(device: Device, answer: Answer, reason: Text, sources: Iterable[Source]) -> AssetAnswer:
    return AssetAnswer(
        asset=device.id,
        name=device.label(),
        kind=class_of(device),
        answer=answer,
        reason=reason,
        sources=tuple(sources)[:4],
    )


PROOFS: dict[Proof, Callable[[Ground], list[AssetAnswer]]] = {
    "": _nothing,
    "listed": _listed,
    "patched": _patched,
    "remote_answered": _remote_answered,
    "disclosed": _disclosed,
    "backed_up": _backed_up,
}
