"""Cleans free text of a configuration: people write passwords into comments, and those must not be kept."""

from __future__ import annotations

import re

_PASSWORD = re.compile(
    r"(?i)((?:pass(?:word|wd|phrase|code)?|p/?w|psk|pin|パスワード|パス|暗証(?:番号)?|共有鍵|鍵)\s*(?:は|[:：=＝/／])\s*)(\S+)"
)
_ENCRYPTED = re.compile(r"\bENC\s+\S+")
_LIMIT = 300


def clean(text: str) -> str:
    """Return a comment or description on one line, without anything that looks like a password."""
    text = " ".join(text.split())[:_LIMIT]
    text = _ENCRYPTED.sub("***", text)
    return _PASSWORD.sub(lambda match: f"{match[1]}***", text)
