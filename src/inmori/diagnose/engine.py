"""The one verb of this package: run every check over one hospital, in a fixed order, and put the words to it."""

import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module

from inmori.catalogue import Catalogue
from inmori.catalogue.check_text import CheckText, check_texts
from inmori.diagnose import checks
from inmori.diagnose.case import Case
from inmori.diagnose.finding import SEVERITY_ORDER, Diagnosis, Finding, NotJudged
from inmori.diagnose.hit import Hit, Result, Unjudged, fill, pieces
from inmori.errors import OurFault
from inmori.model import Hospital, Source
from inmori.text import Text

Check = Callable[[Case], Result]


@cache
def all_checks() -> dict[str, Check]:
    """Return the checks by id ("<family>/<name>"), found by walking the package, in order of their ids."""
    prefix = checks.__name__ + "."
    names = sorted(
        module.name.removeprefix(prefix).replace(".", "/")
        for module in pkgutil.walk_packages(checks.__path__, prefix)
        if not module.ispkg
    )
    return {name: import_module(prefix + name.replace("/", ".")).check for name in names}


def diagnose(
    hospital: Hospital,
    catalogue: Catalogue,
    *,
    today: date,
    progress: Callable[[str, float], None] | None = None,
) -> Diagnosis:
    """Return everything that is wrong and everything that could not be judged.

    ``progress`` is told (what, share from 0 to 1). Findings come most severe first, then by id.

    Raises:
        OurFault: a check has no text, names two problems alike, or leaves a place of its text unfilled.
    """
    texts, found = check_texts(), all_checks()
    if set(texts) != set(found):
        raise _fault(f"{sorted(set(texts) ^ set(found))}")
    tell = progress or (lambda _what, _share: None)
    first = next(iter(texts.values()))
    case = Case.of(
        hospital,
        catalogue,
        today=today,
        text=first,
        progress=lambda done, of: tell("製品のサポート期限を調べています", 0.5 * done / of) if done % 50 == 0 else None,
    )
    findings: list[Finding] = []
    not_judged: list[NotJudged] = []
    for number, (name, check) in enumerate(found.items(), start=1):
        text = texts[name]
        for piece in pieces(check(case.for_check(text))):
            if isinstance(piece, Hit):
                findings.append(_finding(text, piece))
            else:
                not_judged.append(_not_judged(text, piece))
        tell("点検しています", 0.5 + 0.5 * number / len(found))
    return Diagnosis(
        today=today,
        checks_run=tuple(found),
        findings=tuple(_in_order(findings)),
        not_judged=tuple(not_judged),
    )


def _in_order(findings: list[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in sorted(findings, key=lambda f: (-SEVERITY_ORDER[f.severity], f.id)):
        if finding.id in seen:
            raise _fault(finding.id)
        seen.add(finding.id)
        yield finding


def _finding(text: CheckText, hit: Hit) -> Finding:
    if hit.variant is not None and hit.variant not in text.variants:
        raise _fault(f"{text.id}: {hit.variant}")
    variant = text.variants[hit.variant] if hit.variant else None
    title, why, how = (
        (getattr(variant, part) or getattr(text, part)) if variant else getattr(text, part)
        for part in ("title", "why", "how")
    )
    measures = text.measures if variant is None or variant.measures is None else variant.measures
    requirements = text.requirements if variant is None or variant.requirements is None else variant.requirements
    try:
        return Finding(
            id=f"{text.id}:{hit.key}",
            check=text.id,
            family=text.id.partition("/")[0],
            severity=hit.severity or (variant.severity if variant and variant.severity else text.severity),
            problem_class=text.problem_class,
            title=fill(title, hit.values),
            why=fill(why, hit.values),
            how=fill(how, hit.values),
            device_ids=hit.device_ids,
            refs=tuple(dict.fromkeys(hit.refs)),
            evidence=tuple(sorted(dict.fromkeys(hit.evidence), key=_place)),
            seen=hit.seen,
            confidence=round(hit.confidence, 2),
            requirements=requirements,
            measures=measures,
        )
    except KeyError as error:
        raise _fault(f"{text.id}: {error}") from error


def _not_judged(text: CheckText, unjudged: Unjudged) -> NotJudged:
    try:
        missing = text.unjudged[unjudged.reason]
        reason, needs = fill(missing.reason, unjudged.values), fill(missing.needs, unjudged.values)
    except KeyError as error:
        raise _fault(f"{text.id}: {error}") from error
    return NotJudged(
        check=text.id, problem_class=text.problem_class, title=text.subject, reason=reason, needs=needs
    )


def _place(source: Source) -> tuple[str, str, int, int, str]:
    return (source.file, source.sheet or "", source.row or 0, source.line or 0, source.cell or "")


def _fault(detail: str) -> OurFault:
    return OurFault(Text(ja=f"点検項目に誤りがあります: {detail}", en=f"A check is faulty: {detail}"))
