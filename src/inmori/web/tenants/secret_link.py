"""Links that carry their own secret: shown once, kept as a hash."""

import hashlib
import secrets


def new_secret() -> tuple[str, str]:
    """Return the secret to put into a link, and the digest to keep."""
    secret = secrets.token_urlsafe(24)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It has 192 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
