"""The JSON documents between the stages: canonical text, schema version, and the hashes of what they were made from.

Equal content gives equal bytes: keys are sorted, unset fields are left out, text is UTF-8 as it is read.
"""

import hashlib
import json
from typing import Any, Self

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, to_json

from inmori.errors import InputError
from inmori.model.provenance import Frozen
from inmori.text import Text


class MadeFrom(Frozen):
    """One input of a result: its name and the SHA-256 of its bytes, so that a report can be made again."""

    name: str
    sha256: str


class Document(Frozen):
    """Base of every JSON document that a stage writes."""

    schema_version: int = 1
    inmori_version: str = ""
    made_from: tuple[MadeFrom, ...] = ()

    def to_json(self) -> str:
        """Return the canonical JSON text."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        data["schema_version"] = self.schema_version
        return canonical_json(data) + "\n"

    @classmethod
    def from_json(cls, text: str, *, name: str) -> Self:
        """Read a document back; ``name`` is the file's name for the error.

        Raises:
            InputError: the text is not JSON, or not this kind of document, or of another schema version.
        """
        try:
            return cls.model_validate_json(text)
        except (ValidationError, ValueError) as error:
            detail = str(error).splitlines()[0]
            raise InputError(
                Text(
                    ja=f"{name} を読めません。inmori が書いたファイルか、途中で切れていないか確かめてください({detail})。",
                    en=f"Cannot read {name}. Check that Inmori wrote it and that it is complete ({detail}).",
                )
            ) from error

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical text."""
        return sha256_of(self.to_json().encode())


def canonical_json(data: Any) -> str:
    """Return ``json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)`` of plain values, several times faster.

    Python indents in Python, one piece of text after the other; a large hospital has thirteen million. Only numbers
    like 1e-07 and texts that are no Unicode are written otherwise by the native writer: those go the long way.
    """
    try:
        return to_json(_in_order(data), indent=1).decode()
    except (_WrittenOtherwise, PydanticSerializationError, UnicodeError, RecursionError):
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)


class _WrittenOtherwise(ValueError):
    """A value that the native writer spells in another way."""


def _in_order(value: Any) -> Any:
    """Return the value with the keys of all its objects in order."""
    kind = type(value)
    if kind is dict:
        found = {}
        for key in sorted(value):
            item = value[key]
            found[key] = item if type(item) in _SAME else _in_order(item)
        return found
    if kind is list or kind is tuple:
        return [item if type(item) in _SAME else _in_order(item) for item in value]
    if kind in _SAME or (kind is float and "e" not in (text := repr(value)) and "n" not in text):
        return value
    raise _WrittenOtherwise


_SAME = frozenset((str, int, bool, type(None)))


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def schema_of(document: type[Document]) -> dict[str, Any]:
    """Return the JSON schema of a document class, derived from its fields."""
    schema = document.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
