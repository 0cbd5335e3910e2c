"""An OSCAL document as JSON. Keys stay in the order in which they were put: the standard's own, for people who read it."""

import json
from typing import Any


def oscal_json(document: dict[str, Any]) -> bytes:
    """Return the document; the same content gives the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
