"""What several measures make of one chance, from what each alone makes of it.

A chance is a product of terms. A measure takes some terms out and puts others in; measures that touch different terms
multiply, as they do when the hospital is edited and compiled with all of them. Measures that rewrite the same term
(a filter between zones, and a better filter) or put in the same one are not multiplied: the strongest of them holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inmori.simulate.chance import Chance, Term, least, most


def camps(base: Chance, variants: Sequence[Chance]) -> tuple[int, ...]:
    """Return for each variant the number of its camp: variants that touch a common term of ``base`` share one."""
    touched = [_touched(base, variant) for variant in variants]
    camp = list(range(len(variants)))
    for number, terms in enumerate(touched):
        for other in range(number):
            if camp[other] != camp[number] and terms & touched[other]:
                old, new = max(camp[other], camp[number]), min(camp[other], camp[number])
                camp = [new if each == old else each for each in camp]
    return tuple(camp)


def combined(base: Chance, variants: Sequence[Chance], *, largest: bool = False) -> Chance:
    """Return the chance under all measures whose effects alone are ``variants``.

    Within a camp the smallest holds; with ``largest`` (a chance to be noticed, say) the largest.
    """
    changed = [variant for variant in dict.fromkeys(variants) if variant != base]
    if len(changed) <= 1:
        return changed[0] if changed else base
    camp = camps(base, changed)
    kept, found = Counter(base), []
    for number in sorted(set(camp)):
        members = [variant for variant, own in zip(changed, camp, strict=True) if own == number]
        gone = Counter[Term]()
        for variant in members:
            gone |= Counter(base) - Counter(variant)
        parts = [_ordered(Counter(variant) - (Counter(base) - gone), variant) for variant in members]
        kept -= gone
        found.append(parts[0] if len(parts) == 1 else (most if largest else least)(*parts))
    return (*_ordered(kept, base), *(term for part in found for term in part))


def _touched(base: Chance, variant: Chance) -> set[tuple[str, Term]]:
    out, put = Counter(base) - Counter(variant), Counter(variant) - Counter(base)
    return {("out", term) for term in out} | {("in", term) for term in put}


def _ordered(terms: Counter[Term], like: Chance) -> Chance:
    """The terms in the order in which ``like`` has them."""
    left, found = Counter(terms), []
    for term in like:
        if left[term] > 0:
            left[term] -= 1
            found.append(term)
    return tuple(found)
