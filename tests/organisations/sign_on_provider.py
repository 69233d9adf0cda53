"""
An OpenID Connect provider on this machine, for tests: it signs real tokens with real keys.

It checks what a provider checks (client, redirect, PKCE) and can be told to misbehave.
"""

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
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "fair-hearing", "told-to-nobody"


def make_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What the next sign-in says, and what was asked of it."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    key: Any = field(default_factory=make_key)
    signs_with: Any = None  # another key than the published one
    algorithm: str = "RS256"
    discovery: dict[str, Any] = field(default_factory=dict)  # over what is published
    redirect_token_to: str = ""
    redirect_all_to: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)  # path: what is said instead
    asked: list[str] = field(default_factory=list)
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)

    def publish(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.discovery

    def list_keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser goes back to, as if somebody had signed in."""
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.waiting)}"
        self.waiting[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def give_token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.waiting.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = asked and (
            (form["client_id"], form["client_secret"]) == (CLIENT_ID, SECRET)
            and form["redirect_uri"] == asked["redirect_uri"]
            and proof == asked["code_challenge"]
        )
        if not right or asked is None:
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(asked)}

    def sign(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "person-1", "aud": CLIENT_ID, "nonce": asked.get("nonce"),
            "iat": now, "exp": now + 300, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if name not in self.leave_out}
        key = "a-shared-secret-of-enough-length!" if self.algorithm == "HS256" else self.key
        key = None if self.algorithm == "none" else self.signs_with or key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "one"})


class Door(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(parts.path)
        if self.provider.redirect_all_to:
            return self.say(302, b"", location=self.provider.redirect_all_to)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            return self.say(302, b"", location=self.provider.authorize(asked))
        pages = {
            "/.well-known/openid-configuration": self.provider.publish,
            "/keys": self.provider.list_keys,
        }
        answer = self.provider.answers.get(parts.path)
        return self.say(200, answer or json.dumps(pages[parts.path]()).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.provider.asked.append(self.path)
        if self.provider.redirect_token_to:
            return self.say(307, b"", location=self.provider.redirect_token_to)
        form = {name: values[0] for name, values in parse_qs(body).items()}
        token = self.provider.give_token(form)
        said = self.provider.answers.get(self.path) or json.dumps(token or {"error": "no"}).encode()
        return self.say(200 if token else 400, said)

    def say(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: a test's own output is enough."""


@contextmanager
def running() -> Iterator[Provider]:
    """Yield a provider that answers on a free port of this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OurDoor", (Door,), {"provider": provider}))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
