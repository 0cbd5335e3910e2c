"""A directory that speaks OpenID Connect, as a real server on this machine: it tells of one person at a time."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "inmori", "between us two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Directory:
    """What it says of whom. ``audience`` is for whom its tokens are; ``asked`` what it was asked for, by address."""

    address: str
    person: dict[str, Any]
    audience: str = CLIENT
    asked: list[str] = field(default_factory=list)
    challenge: str = ""

    def says_yes(self, location: str) -> str:
        """Take a browser that was sent here and send it back with a code, as after a password typed here; returns the way back."""
        question = parse_qs(urlsplit(location).query)
        assert location.startswith(f"{self.address}/authorize?")
        assert question["client_id"] == [CLIENT]
        assert question["code_challenge_method"] == ["S256"]
        self.challenge = question["code_challenge"][0]
        back = urlsplit(question["redirect_uri"][0])
        return f"{back.path}?code=once&state={question['state'][0]}"

    def token(self, sent: dict[str, list[str]]) -> dict[str, object] | None:
        """Return tokens for the right code, secret and verifier; None for any other."""
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", [""])[0].encode()).digest()).rstrip(b"=").decode()
        if sent.get("code") != ["once"] or sent.get("client_secret") != [SECRET] or proof != self.challenge:
            return None
        now = int(time.time())
        said = {"iss": self.address, "aud": self.audience, "iat": now, "exp": now + 60, **self.person}
        return {"access_token": "a", "token_type": "Bearer", "id_token": jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "k"})}


@contextmanager
def directory(**person: Any) -> Iterator[Directory]:
    """Run one that tells of this person."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            told.asked.append(path)
            base = told.address
            pages = {
                "/.well-known/openid-configuration": {
                    "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/me", "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
                "/me": told.person,
            }  # fmt: skip
            self.answer(pages.get(path))

        def do_POST(self) -> None:
            told.asked.append(urlsplit(self.path).path)
            self.answer(told.token(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())))

        def answer(self, page: object) -> None:
            body = json.dumps(page).encode()
            self.send_response(200 if page is not None else 400)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Directory(f"http://127.0.0.1:{server.server_port}", person)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
