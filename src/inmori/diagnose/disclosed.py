"""What vendors state about their products, set beside the machines and remote paths that the statements are about.

A disclosure names a company and a product, never a machine. It is placed by the product's name where machines carry it,
else by the system that the name speaks of, else, when the company disclosed one product only, by the company. One that
cannot be placed is not compared: a guess would put words into the vendor's mouth.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inmori.catalogue.zone_word import words_kind
from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Unjudged, Value, named
from inmori.model import (
    DISCLOSURE_TOPIC_NAMES,
    Device,
    DisclosedAnswer,
    Disclosure,
    DisclosureTopic,
    RemoteAccess,
    Source,
    System,
)
from inmori.text import Text

_NAME_LEAST = 4  # letters; a shorter product name is found inside many others
_ANSWERS = {
    DisclosedAnswer.YES: Text(ja="はい", en="yes"),
    DisclosedAnswer.NO: Text(ja="いいえ", en="no"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A disclosure with the machines, systems and remote paths that it speaks of; all may be empty."""

    disclosure: Disclosure
    devices: tuple[Device, ...]
    systems: tuple[System, ...]
    accesses: tuple[RemoteAccess, ...]

    @property
    def found(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self.devices or self.systems or self.accesses)

    @property
    def product(self) -> str:
        """How the disclosure calls the product, and who made it."""
        vendor, product = self.disclosure.vendor.value, self.disclosure.product.value
        return " ".join(part for part in (vendor, product) if part) or self.disclosure.id

    def says(self, topic: DisclosureTopic, answer: DisclosedAnswer) -> bool:
        """Whether the disclosure answers just so; blank, "not applicable" and answers that differ say nothing."""
        return self.disclosure.answer(topic) is answer

    def places(self, topic: DisclosureTopic) -> tuple[Source, ...]:
        """Where the statement stands."""
        return tuple(item.source for item in self.disclosure.answers if item.topic is topic)


def placed(case: Case) -> list[Placed]:
    """Return every disclosure with what it speaks of, in order of their ids; worked out once for all checks."""
    if "disclosures" not in case.memo:
        names = [(device, tuple(_names(device))) for device in case.devices] if case.hospital.disclosures else []
        ordered = sorted(case.hospital.disclosures, key=lambda one: one.id)
        case.memo["disclosures"] = [_place(case, one, names) for one in ordered]
    found: list[Placed] = case.memo["disclosures"]
    return found


def unplaced(found: Iterable[Placed]) -> Iterator[Unjudged]:
    """Name the disclosures that could not be set beside anything; reason "unplaced" with the place names."""
    if lost := [one.product for one in found if not one.found]:
        yield Unjudged("unplaced", {"names": named(lost)})


def contradiction(
    one: Placed,
    topic: DisclosureTopic,
    *,
    variant: str | None,
    seen: Sequence[tuple[str, str]],
    evidence: Iterable[Source],
    device_ids: Sequence[str] = (),
    refs: Sequence[str] = (),
    names: Sequence[str | Text] = (),
    confidence: float = 0.7,
    values: dict[str, Value] | None = None,
) -> Hit:
    """Return the hit of one statement that the evidence does not bear out; it cites both sides.

    Places for the texts: product, statement, answer, names, count and those of ``values``.
    """
    answer = one.disclosure.answer(topic)
    statement = DISCLOSURE_TOPIC_NAMES[topic]
    return Hit(
        key=f"{one.disclosure.id}:{topic.value}:{variant or 'seen'}",
        device_ids=tuple(device_ids),
        refs=(one.disclosure.id, *refs),
        evidence=(*one.places(topic), *evidence),
        seen=(("disclosed", f"{one.product}: {statement.ja} = {_ANSWERS[answer].ja}"), *seen),
        variant=variant,
        confidence=confidence,
        values={
            "product": one.product,
            "statement": statement,
            "answer": _ANSWERS[answer],
            "names": named(names),
            "count": len(names),
            **(values or {}),
        },
    )


def of_machines(
    case: Case,
    one: Placed,
    topic: DisclosureTopic,
    *,
    variant: str,
    devices: Sequence[Device],
    evidence: Iterable[Source],
    seen: Sequence[tuple[str, str]] = (),
    confidence: float = 0.7,
) -> Hit:
    """Return the hit of one statement that these machines do not bear out; ``seen`` is shown after their names."""
    labels = case.labels(device.id for device in devices)
    return contradiction(
        one,
        topic,
        variant=variant,
        seen=[*(("device", label) for label in labels), *seen],
        evidence=evidence,
        device_ids=[device.id for device in devices],
        names=labels,
        confidence=confidence,
    )


_Names = Sequence[tuple[Device, tuple[str, ...]]]


def _place(case: Case, one: Disclosure, names: _Names) -> Placed:
    company = case.company(one.vendor.value)
    systems = _systems(case, one, company)
    devices = _devices(case, one, company, systems, names)
    places = {fact.value for device in devices for fact in device.addresses if fact.value}
    alone = _only_product(case, company)
    accesses = tuple(
        access
        for access in case.remote_accesses
        if places & set(access.targets)
        or (company is not None and case.company(access.vendor.value) == company and (alone or not access.targets))
    )
    return Placed(one, devices, systems, accesses)


def _devices(
    case: Case, one: Disclosure, company: str | None, systems: Sequence[System], names: _Names
) -> tuple[Device, ...]:
    name = folded(one.product.value)
    if len(name) >= _NAME_LEAST:
        carrying = [device for device, texts in names if any(name in text for text in texts)]
        if carrying:
            return tuple(carrying)
    ids = {device_id for system in systems for device_id in system.device_ids}
    if ids:
        return tuple(device for device in case.devices if device.id in ids)
    if company is None or not _only_product(case, company):
        return ()
    return tuple(device for device in case.devices if case.company(device.vendor.value) == company)


def _names(device: Device) -> Iterator[str]:
    for fact in (device.name, device.model, *device.notes):
        if fact.value:
            yield folded(fact.value)


def _systems(case: Case, one: Disclosure, company: str | None) -> tuple[System, ...]:
    """The systems whose kind the product's name speaks of, and which no other company keeps."""
    rules = case.catalogue.words.get("system")
    kind = words_kind(rules, one.product.value) if rules is not None and one.product.value else None
    if kind is None:
        return ()
    return tuple(
        system
        for system in case.hospital.systems
        if system.kind == kind and (company is None or case.company(system.vendor.value) in (None, company))
    )


def _only_product(case: Case, company: str | None) -> bool:
    disclosed = [one for one in case.hospital.disclosures if case.company(one.vendor.value) == company]
    return company is not None and len(disclosed) == 1


@lru_cache(maxsize=65536)
def folded(text: str | None) -> str:
    """Return a name as names are compared: widths, case, blanks and signs aside."""
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(letter for letter in plain if letter.isalnum())
