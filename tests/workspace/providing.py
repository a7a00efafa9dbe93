"""A real OpenID Connect provider on this machine, which can be made to lie in its tokens."""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock import User as Known
from oidc_provider_mock import app
from werkzeug.serving import make_server

SUB = "4711"  # the number by which it knows somebody


class Provider:
    """The provider's own program, whose tokens are signed anew with what it is to say in them."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.lies: dict[str, Any] = {}  # claims of the token
        self.drops: set[str] = set()
        self.calls_itself = ""  # issuer in what it publishes, if another
        self.replays = ""  # a token to give again
        self.given: list[str] = []  # every token that it gave
        self.issuer = ""
        self.real: Any = None

    def knows(self, number: str = SUB, /, **claims: object) -> None:
        """From now on it tells this of the one person whom it knows."""
        self.real = app(require_nonce=True, user_claims=[Known(sub=number, claims=claims)]).wsgi_app

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's
        """Answer as the real one does, changed where it lies."""
        said: dict[str, Any] = {}

        def keep(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            said["status"], said["headers"] = status, headers

        body = b"".join(self.real(environ, keep))
        changed = self._changed(environ["PATH_INFO"], body)
        headers = [(name, value) for name, value in said["headers"] if name.lower() != "content-length"]
        start(said["status"], [*headers, ("Content-Length", str(len(changed)))])
        return [changed]

    def _changed(self, path: str, body: bytes) -> bytes:
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return json.dumps({"keys": [{**public, "kid": "ours", "use": "sig"}]}).encode()
        if path == "/.well-known/openid-configuration" and self.calls_itself:
            return json.dumps({**json.loads(body), "issuer": self.calls_itself}).encode()
        if path == "/oauth2/token" and b"id_token" in body:
            answer = json.loads(body)
            return json.dumps({**answer, "id_token": self._token(answer["id_token"])}).encode()
        return body

    def _token(self, real: str) -> str:
        if self.replays:
            return self.replays
        claims = {**jwt.decode(real, options={"verify_signature": False}), **self.lies}
        told = {name: value for name, value in claims.items() if name not in self.drops}
        self.given.append(jwt.encode(told, self.signs_with, algorithm="RS256", headers={"kid": "ours"}))
        return self.given[-1]

    def agrees(self, address: str) -> str:
        """Whoever is led here says yes; the address to which they are led back, without its host."""
        answer = requests.post(address, data={"sub": SUB}, allow_redirects=False, timeout=20)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].removeprefix("http://testserver")


@contextmanager
def serving() -> Iterator[Provider]:
    """One that answers until the end."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
