"""What a stage's document was made from, written into it: so that documents which do not belong together are found out."""

from typing import TypeVar

from inmori import __version__
from inmori.model.document import Document, MadeFrom, sha256_of

D = TypeVar("D", bound=Document)


def stamped(document: D, **inputs: Document) -> D:
    """Return the document with the version and the hashes of the documents it was made from."""
    made_from = tuple(
        MadeFrom(name=f"{name}.json", sha256=sha256_of(source.to_json().encode()))
        for name, source in sorted(inputs.items())
    )
    return document.model_copy(update={"inmori_version": __version__, "made_from": made_from})
