"""The official workbook held against our list of one edition: which numbers are missing or new, and whose words no longer fit.

Our words are restatements, so they never equal the official ones. What tells is whether an item is most like the one of its
own number: where another number fits better, or none fits, the numbering or the content has moved.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework, Requirement
from inmori.comply.official_form import Key, OfficialForm, key_of_number, number_of
from inmori.comply.vendor_question import restated
from inmori.model import Frozen

Verdict = Literal["fits", "moved", "doubtful", "added", "missing"]
FITS = 0.25  # our own rule: below this a restatement shares too few letter pairs with the text to be about the same thing
_CLEARLY = 0.12  # how much better another number has to fit before it is named
_PLAIN = re.compile(r"[\W_]+")


class ItemComparison(Frozen):
    """One number. ``likeness`` is 0 to 1 (shared pairs of letters); ``like`` is the number of ours that fits better."""

    number: str
    item: str = ""  # our id, empty for one we do not have
    verdict: Verdict
    likeness: float | None = None
    like: str = ""


class OfficialComparison(Frozen):
    """All numbers of both, in order. Holds no official word."""

    edition: str
    items: tuple[ItemComparison, ...]

    def of(self, verdict: Verdict) -> tuple[ItemComparison, ...]:
        """Return the numbers with a verdict."""
        return tuple(one for one in self.items if one.verdict == verdict)


def ours(catalogue: Catalogue, framework: Framework) -> dict[Key, Requirement]:
    """Return our items of an edition by number."""
    rows = [one for one in catalogue.requirements.values() if one.framework == framework.id and one.row]
    return {key: one for one in rows if (key := key_of_number(one.number)) is not None}


def compared(form: OfficialForm, catalogue: Catalogue, framework: Framework) -> OfficialComparison:
    """Compare a workbook with our list of an edition."""
    mine = ours(catalogue, framework)
    theirs = form.by_key()
    found = []
    for key in sorted({*mine, *theirs}):
        own, official = mine.get(key), theirs.get(key)
        if own is None:
            like = _best(theirs[key].text, mine)
            found.append(ItemComparison(number=number_of(key), verdict="added", like=number_of(like) if like else ""))
        elif official is None:
            found.append(ItemComparison(number=number_of(key), item=own.id, verdict="missing"))
        else:
            found.append(_one(key, official.text, own, mine))
    return OfficialComparison(edition=framework.id, items=tuple(found))


def _one(key: Key, text: str, own: Requirement, mine: Mapping[Key, Requirement]) -> ItemComparison:
    mark = likeness(text, restated(own.text).ja)
    best = _best(text, mine)
    other = likeness(text, restated(mine[best].text).ja) if best is not None else 0.0
    moved = best is not None and best != key and other > mark + _CLEARLY
    verdict: Verdict = "moved" if moved else "fits" if mark >= FITS else "doubtful"
    like = number_of(best) if moved and best is not None else ""
    return ItemComparison(number=number_of(key), item=own.id, verdict=verdict, likeness=round(mark, 2), like=like)


def _best(text: str, mine: Mapping[Key, Requirement]) -> Key | None:
    """Return our item that a text is most like, if it is like any."""
    marks = {key: likeness(text, restated(one.text).ja) for key, one in mine.items()}
    best = max(marks, key=lambda key: (marks[key], -key[0], -key[1]), default=None)
    return best if best is not None and marks[best] >= FITS else None


def likeness(one: str, other: str) -> float:
    """Return how much of the shorter text's pairs of letters the other has too, 0 to 1.

    The shorter one counts: an official item often has an explanation behind it that our sentence leaves out.
    """
    first, second = _pairs(one), _pairs(other)
    shared = sum((first & second).values())
    least = min(sum(first.values()), sum(second.values()))
    return shared / least if least else 0.0


def _pairs(text: str) -> Counter[str]:
    plain = _PLAIN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return Counter(plain[index : index + 2] for index in range(len(plain) - 1))
