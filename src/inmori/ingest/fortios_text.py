"""Cleans free text of a configuration: people write passwords into comments, and those must not be kept."""

from __future__ import annotations

import re

from inmori.ingest.secret_text import REMOVED, without_secrets

_ENCRYPTED = re.compile(r"\bENC\s+\S+")
_LIMIT = 300  # characters; a comment field of FortiOS holds 1,023


def clean(text: str) -> str:
    """Return a comment or description on one line, without anything that looks like a password."""
    if not text:
        return ""
    line = " ".join(text.split())
    if "ENC" in line:
        line = _ENCRYPTED.sub(REMOVED, line)
    return without_secrets(line)[0][:_LIMIT]
