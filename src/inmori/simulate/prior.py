"""Fills what is not known about a hospital with national tendencies, and keeps a list of what was filled and how.

An unknown fact is neither "no" nor "safe": it becomes a mixture of both answers, weighted by how hospitals of its
kind are known to stand (facts: regulation.md 8.3), and the reader of the outcome is told.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from inmori.model import TextFact, YesNo
from inmori.simulate.chance import Chance, mixed
from inmori.text import Text

# What people write when a thing is not there; anything else in such a cell names a product.
_ABSENT = {"none", "no", "-", "×", "x", "なし", "無し", "無", "未導入", "未設定", "いいえ", "対象外", "非対応", "n/a"}


@dataclass
class Unknowns:
    """Collects the facts that had to be filled, in the order in which they were met."""

    found: dict[str, Text] = field(default_factory=dict)

    def note(self, key: str, text: Text) -> None:
        """Remember one sentence; the same key is said once."""
        self.found.setdefault(key, text)

    def filled(self, fact: YesNo, *, prior: str, yes: Chance, no: Chance, about: Text) -> Chance:
        """Return the chance for a known answer, or the mixture of both by the quantity ``prior``."""
        if fact.value is not None:
            return yes if fact.value else no
        self.note(
            f"{prior} {about.en}",
            Text(
                ja=f"{about.ja}が分からないため、全国の傾向で補いました。",
                en=f"{about.en} is not known; filled with the national tendency.",
            ),
        )
        return mixed(prior, yes, no)

    def told(self) -> tuple[Text, ...]:
        """Return all sentences."""
        return tuple(self.found.values())


def present(fact: TextFact) -> bool | None:
    """Whether a cell names a product (True), says that there is none (False), or is empty (None)."""
    if fact.value is None:
        return None
    return unicodedata.normalize("NFKC", fact.value).strip().casefold() not in _ABSENT
