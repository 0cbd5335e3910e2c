"""What a stage's document was made from, written into it: so that documents which do not belong together are found out."""

from typing import TypeVar

from inmori import __version__
from inmori.model.document import Document, MadeFrom, sha256_of

D = TypeVar("D", bound=Document)


CATALOGUE = "catalogue"  # the name under which the catalogue's hash stands


def stamped(document: D, *, catalogue: str | None = None, **inputs: Document) -> D:
    """Return the document with the version and the hashes of the documents it was made from.

    ``catalogue`` is the hash of the catalogue it was made with; left out, the one that its maker wrote into it stays.
    """
    known = catalogue or made_with(document)
    made_from = tuple(
        MadeFrom(name=f"{name}.json", sha256=sha256_of(source.to_json().encode()))
        for name, source in sorted(inputs.items())
    )
    if known is not None:
        made_from = (MadeFrom(name=CATALOGUE, sha256=known), *made_from)
    return document.model_copy(update={"inmori_version": __version__, "made_from": made_from})


def made_with(document: Document) -> str | None:
    """Return the hash of the catalogue that a document was made with; None where it does not say, as older ones do not."""
    return next((entry.sha256 for entry in document.made_from if entry.name == CATALOGUE), None)
