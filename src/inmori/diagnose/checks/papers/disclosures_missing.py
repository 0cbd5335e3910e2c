"""Vendors who never said which protections are theirs and which are the hospital's."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.word import is_word


def check(case: Case) -> Result:
    """Judge from what was told and from the vendors whose disclosure is known to be missing."""
    told = case.hospital.controls.disclosures_collected
    missing = [vendor for vendor in case.hospital.vendors if vendor.disclosure_received.value is False]
    lacking = told.value is not None and is_word(told.value, (*case.text.words("none"), *case.text.words("partial")))
    if not missing and not lacking:
        return Unjudged("unknown") if told.value is None else []
    names = sorted(vendor.name for vendor in missing)
    return [
        Hit(
            key="vendors",
            evidence=sources_of(told, *(vendor.disclosure_received for vendor in missing)),
            seen=(*((("told", told.value),) if told.value else ()), *(("vendor", name) for name in names)),
            confidence=0.9,
            variant=_variant(case, told.value or "", named_some=bool(names)),
            values={"names": named(names)},
        )
    ]


def _variant(case: Case, told: str, *, named_some: bool) -> str | None:
    """How it is put: vendors by name, even where all was told to be collected; else what was told."""
    if named_some:
        return "told_all" if is_word(told, case.text.words("all")) else None
    return "some" if is_word(told, case.text.words("partial")) else "none_at_all"
