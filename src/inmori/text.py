"""The product's words in two languages, so that no sentence exists in one language only.

Every human-facing sentence of the core is a :class:`Text`: Japanese first, English beside it.
Writers ask for one language with :meth:`Text.in_`; nothing above this module concatenates languages.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["ja", "en"]


class Text(BaseModel):
    """One sentence or word in Japanese and English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ja: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the wording in ``language`` ("ja" or "en")."""
        return self.ja if language == "ja" else self.en

    def filled(self, **values: object) -> "Text":
        """Return a copy with ``{name}`` places filled from ``values``.

        Raises:
            KeyError: when a place of the text has no value; a half-filled sentence must not reach a reader.
        """
        return Text(ja=self.ja.format(**values), en=self.en.format(**values))
