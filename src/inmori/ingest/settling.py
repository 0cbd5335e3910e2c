"""Makes one fact of what several records say about one field, without inventing quarrels about spelling."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from inmori.ingest.hinted_product import builds_fit
from inmori.ingest.identity_key import text_key
from inmori.ingest.match_score import same_family
from inmori.model import Claim, DeviceKind, Fact, Source, SourceKind, TextFact

Claims = list[tuple[Any, Source]]

# What a tool can tell from the operating system alone; a ledger that says more precisely does not contradict it.
_GENERIC = (DeviceKind.CLIENT, DeviceKind.SERVER, DeviceKind.OTHER)


def settled(kind: type[Fact[Any]], claims: Claims, *, key: Callable[[str], str] = text_key) -> Fact[Any]:
    """Settle claims with :meth:`Fact.settled`; texts that ``key`` folds together take the most direct spelling.

    Of dates, one that was written without its day or month agrees with any exact date within.
    """
    if len(claims) == 1:
        return kind.settled(claims)
    if claims and all(isinstance(value, date) for value, _ in claims):
        return kind.settled(_exact_dates(claims))
    if not claims or not all(isinstance(value, str) for value, _ in claims):
        return kind.settled(claims)
    spelling: dict[str, tuple[int, str]] = {}
    for value, source in claims:
        folded = key(value) or value
        if folded not in spelling or spelling[folded][0] < source.kind.directness:
            spelling[folded] = (source.kind.directness, value)
    return kind.settled([(spelling[key(value) or value][1], source) for value, source in claims])


def _exact_dates(claims: Claims) -> Claims:
    """Write the first of a month (as 2015年12月 is read) as the exact date within it that another source gives."""
    exact = sorted({value for value, _ in claims if value.day != 1})

    def within(value: date) -> date:
        if value.day != 1:
            return value
        return next((day for day in exact if (day.year, day.month) == (value.year, value.month)), value)

    return [(within(value), source) for value, source in claims]


def settled_kind(claims: list[tuple[DeviceKind, Source]]) -> Fact[DeviceKind]:
    """Settle what a device is; 端末PC from a tool gives way to the ledger's 画像装置 without a dispute.

    A guess by behaviour makes 端末PC more exact where both can be true; it never wins against what was told, and is a
    dispute only where the two cannot be one.
    """
    told = [claim for claim in claims if claim[1].kind is not SourceKind.DERIVED]
    fact = Fact[DeviceKind].settled(_precise(told or claims))
    guesses = [claim for claim in claims if claim[1].kind is SourceKind.DERIVED]
    if not told or not guesses or fact.value is None:
        return fact
    fitting = [claim for claim in guesses if same_family(claim[0], fact.value)]
    finer = _precise(fitting) if fact.value in _GENERIC else []
    if finer and finer[0][0] not in _GENERIC and not fact.disputed:
        guess = Fact[DeviceKind].settled(finer)
        return guess.model_copy(update={"confidence": 0.5})
    against = tuple(Claim[DeviceKind](value=value, source=source) for value, source in guesses if not same_family(value, fact.value))
    return fact.model_copy(update={"others": (*fact.others, *against)}) if against else fact


def _precise(claims: list[tuple[DeviceKind, Source]]) -> list[tuple[DeviceKind, Source]]:
    return [claim for claim in claims if claim[0] not in _GENERIC] or claims


def settled_build(claims: Claims) -> Fact[Any]:
    """Settle the build of an operating system; a greeting that gives the first of several alike is no contradiction."""
    told = [claim for claim in claims if claim[1].kind is not SourceKind.DERIVED]
    fact = settled(TextFact, told or claims)
    against = [claim for claim in claims if told and claim not in told and not builds_fit(fact.value or "", claim[0])]
    lost = tuple(Claim[str](value=value, source=source) for value, source in against)
    return fact.model_copy(update={"others": (*fact.others, *lost)}) if lost else fact


def settled_name(claims: Claims) -> Fact[Any]:
    """Settle what a machine is called: in the words of the ledger, where it has any; a tool's label is no contradiction."""
    ledger = [claim for claim in claims if claim[1].kind is SourceKind.LEDGER]
    return settled(TextFact, ledger or claims)


def identity_facts(values: Iterable[tuple[str, Source]], key: Callable[[str], str]) -> tuple[TextFact, ...]:
    """Return one fact for each different identifier, the best supported first; ``key`` folds spellings."""
    found: dict[str, list[tuple[str, Source]]] = {}
    for value, source in values:
        found.setdefault(key(value) or value, []).append((value, source))
    facts = [identity_fact(said) for said in found.values()]
    return tuple(sorted(facts, key=_rank))


def identity_fact(said: Sequence[tuple[str, Source]], others: Sequence[Claim[str]] = ()) -> TextFact:
    """Return the fact of one identifier; records of two kinds make it surer."""
    spelling = min(said, key=lambda item: (-item[1].kind.directness, item[1].place(), item[0]))[0]
    kinds = {source.kind for _, source in said}
    confidence = (0.95 if len(kinds) > 1 else 0.8) - (0.25 if others else 0.0)
    sources = tuple(dict.fromkeys(source for _, source in said))
    return TextFact(value=spelling, confidence=round(confidence, 2), sources=sources, others=tuple(others))


def _rank(fact: TextFact) -> tuple[int, int, str]:
    kinds = {source.kind for source in fact.sources}
    return (-len(kinds), -max(kind.directness for kind in kinds), fact.value or "")


def confidence_of(sources: Iterable[Source]) -> float:
    """Return how sure undisputed agreement of ``sources`` makes us; what we worked out ourselves is a guess."""
    kinds = {source.kind for source in sources} - {SourceKind.DERIVED}
    return 0.95 if len(kinds) > 1 else 0.8 if kinds else 0.5
