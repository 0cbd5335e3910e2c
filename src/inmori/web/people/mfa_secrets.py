"""Keeps the secrets of second factors sealed: who steals the database alone can compute nobody's one-time codes.

They are sealed to ``evidence.key``, which lies in the data folder and goes into every backup; ``secret.key`` may be
thrown away by an operator, and would take everybody's second factor with it.
"""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from inmori.web.evidence.services import vault

MARK = "age:"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's hooks for what it writes into its table."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text of a sealed one; one from before sealing is returned as it is."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        return vault().unseal(encrypted_text.removeprefix(MARK))


def seal(text: str) -> str:
    """Return a text sealed, or as it is where it is sealed already."""
    return text if text.startswith(MARK) else MARK + vault().seal(text)
