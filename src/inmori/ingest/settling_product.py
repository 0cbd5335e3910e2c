"""Settles what software a machine runs: "Win10" and "Windows 10 Pro 22H2" do not contradict each other, one says less.

The most direct claim decides what is possible; among the claims that fit it the most exact one is shown, because the
release decides whether there are still fixes. A claim that names another release is a dispute and stays one; a hint
from outside is one only where it rules out what was told.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from inmori.ingest.hinted_product import fits, half_yearly
from inmori.ingest.identity_key import text_key
from inmori.ingest.settling import confidence_of
from inmori.intel import Lifecycles, name_products
from inmori.model import Claim, Source, SourceKind, TextFact

_Releases = frozenset[tuple[str, str]]
Claims = Sequence[tuple[str, Source]]


def settled_product(
    claims: Claims, *, table: Lifecycles, builds: Mapping[tuple[str, int | None], str], box: str = ""
) -> TextFact:
    """Return the settled fact of a product text.

    Args:
        claims: texts with their places.
        table: the releases that texts may mean.
        builds: build numbers by (file, row) of the record, which make the text of that record more exact.
        box: maker and model of the machine, for firmware written as a bare number.
    """
    if not claims:
        return TextFact()
    releases = [_releases(text, source, table=table, builds=builds, box=box) for text, source in claims]
    order = sorted(range(len(claims)), key=lambda index: _rank(claims[index], index))
    top = order[0]
    fitting = [index for index in order if _agree(claims, releases, top, index)]
    # Fewer possible releases is a more exact text; claims without any known release say nothing exact.
    exact = [index for index in fitting if index == top or not _guessed(claims, top, index)]
    chosen = min(exact, key=lambda index: (_width(releases[index], releases[top]), order.index(index)))
    agreeing = [index for index in order if _agree(claims, releases, chosen, index)]
    others = [index for index in order if index not in agreeing and not _hinted(claims, releases, chosen, index)]
    sources = tuple(dict.fromkeys(claims[index][1] for index in sorted(agreeing, key=lambda i: (i != chosen, i))))
    return TextFact(
        value=claims[chosen][0],
        confidence=round(confidence_of(sources) - (0.25 if others else 0.0), 2),
        sources=sources,
        others=tuple(Claim[str](value=claims[index][0], source=claims[index][1]) for index in others),
    )


def _rank(claim: tuple[str, Source], index: int) -> tuple[int, int, int]:
    source = claim[1]
    return (-source.kind.directness, -(source.as_of or date.min).toordinal(), index)


def _releases(
    text: str, source: Source, *, table: Lifecycles, builds: Mapping[tuple[str, int | None], str], box: str
) -> _Releases:
    build = builds.get((source.file, source.row or source.line))
    named = name_products(text, lifecycles=table, build=build, box=box or None)
    found = {(cycle.product, cycle.cycle) for product in named for cycle in product.cycles}
    return frozenset(found or {(product.product, product.version or "") for product in named})


def _agree(claims: Claims, releases: Sequence[_Releases], one: int, other: int) -> bool:
    if releases[one] and releases[other]:
        return bool(releases[one] & releases[other])
    keys = text_key(claims[one][0]), text_key(claims[other][0])
    return keys[0] in keys[1] or keys[1] in keys[0]


def _hinted(claims: Claims, releases: Sequence[_Releases], told: int, hint: int) -> bool:
    """Whether a claim is but a hint from outside, and what was told is what looks like that."""
    (text, source), (seen, by) = claims[told], claims[hint]
    derived = SourceKind.DERIVED
    return by.kind is derived and source.kind is not derived and fits(text, seen, releases[told], releases[hint])


def _guessed(claims: Claims, told: int, hint: int) -> bool:
    """Whether a claim only guesses which of the half-yearly releases of a told Windows 10 or 11 it is."""
    (text, source), (seen, by) = claims[told], claims[hint]
    derived = SourceKind.DERIVED
    return by.kind is derived and source.kind is not derived and half_yearly(text) and half_yearly(seen)


def _width(releases: _Releases, top: _Releases) -> int:
    common = releases & top
    return len(common) if common else 1 << 30
