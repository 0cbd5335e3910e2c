"""Fills what is not known about a hospital with national tendencies, and keeps a list of what was filled and how.

An unknown fact is neither "no" nor "safe": it becomes a mixture of both answers, weighted by how hospitals of its
kind are known to stand (facts: regulation.md 8.3), and the reader of the outcome is told.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from inmori.model import TextFact, YesNo
from inmori.simulate.chance import Chance, mixed
from inmori.text import Language, Text

# What people write when a thing is not there; anything else in such a cell names a product.
_ABSENT = {"none", "no", "-", "×", "x", "なし", "無し", "無", "未導入", "未設定", "いいえ", "対象外", "非対応", "n/a"}


@dataclass
class Unknowns:
    """Collects the facts that had to be filled, in the order in which they were met."""

    found: dict[str, Text] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)

    def note(self, key: str, text: Text, *, name: str | None = None) -> None:
        """Remember one sentence; the same key is said once, with all ``name`` it was said of at ``{names}``."""
        self.found.setdefault(key, text)
        if name is not None:
            self.names.setdefault(key, {}).setdefault(name)

    def filled(
        self, fact: YesNo, *, prior: str, yes: Chance, no: Chance, about: Text, name: str | None = None
    ) -> Chance:
        """Return the chance for a known answer, or the mixture of both by the quantity ``prior``.

        ``about`` is what is not known; ``name`` the thing of which it is not known, where there are several.
        """
        if fact.value is not None:
            return yes if fact.value else no
        of = Text(ja="({names})", en=" ({names})") if name is not None else Text(ja="", en="")
        text = Text(
            ja=f"{about.ja}が分からないため、全国の傾向で補いました{of.ja}。",
            en=f"{about.en} is not known; filled with the national tendency{of.en}.",
        )
        self.note(f"{prior} {about.en}", text, name=name)
        return mixed(prior, yes, no)

    def told(self) -> tuple[Text, ...]:
        """Return all sentences."""
        return tuple(self._named(key, text) for key, text in self.found.items())

    def _named(self, key: str, text: Text) -> Text:
        names = list(self.names.get(key, ()))
        if not names:
            return text
        ja, en = (text.in_(language).replace("{names}", mark.join(names)) for language, mark in _JOINED)
        return Text(ja=ja, en=en)


_JOINED: tuple[tuple[Language, str], ...] = (("ja", "、"), ("en", ", "))


def present(fact: TextFact) -> bool | None:
    """Whether a cell names a product (True), says that there is none (False), or is empty (None)."""
    if fact.value is None:
        return None
    return unicodedata.normalize("NFKC", fact.value).strip().casefold() not in _ABSENT
