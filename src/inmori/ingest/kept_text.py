"""The last look at what people wrote freely, before it is kept: names of patients, and secrets.

Each reader drops what its columns are about. What stands in a remark (「患者 ○○様の食札用」「abc123 ←パスワード」) is found
here, whatever the file was; the remark stays, the name or the secret does not. How secrets are written is known to
``secret_text`` alone, how people are named to ``person_word`` alone.
"""

from dataclasses import replace
from functools import lru_cache

from inmori.ingest.person_word import without_holder, without_names
from inmori.ingest.reading import Sighting
from inmori.ingest.secret_text import REMOVED as REMOVED
from inmori.ingest.secret_text import without_secrets


@lru_cache(maxsize=16384)
def kept(text: str) -> str:
    """Return the text without names of people and secrets."""
    return without_names(without_secrets(text)[0])


@lru_cache(maxsize=16384)
def kept_note(text: str) -> str:
    """Return a remark as :func:`kept`, without the surname of whoever uses the machine, too."""
    return without_holder(kept(text))


def kept_sighting(sighting: Sighting) -> Sighting:
    """Return the record with its remarks and free texts looked through."""
    notes = tuple(map(kept_note, sighting.notes))
    facts = {
        name: (kept(value) if isinstance(value, str) else value, source) for name, (value, source) in sighting.facts.items()
    }
    if notes == sighting.notes and facts == sighting.facts:
        return sighting
    return replace(sighting, notes=notes, facts=facts)
