"""A small OpenID Connect provider, to sign in with in a test.

It asks nobody anything: whoever comes is `sub`. The protocol is that of OpenID
Connect Core 1.0, the code flow, as far as a client sees it.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT = "samenwijzer"
KEY = "een-geheim-dat-alleen-in-deze-proef-bestaat"


class Aanbieder(ThreadingHTTPServer):
    """The provider; `sub` is who signs in next."""

    sub = "iemand"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def identity(self) -> dict[str, Any]:
        return {"sub": self.sub, "email": "coordinator@demo.example"}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        return jwt.encode(claims | self.identity(), KEY, algorithm="HS256")


class Handler(BaseHTTPRequestHandler):
    server: Aanbieder

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            self._send_back(parse_qs(url.query))
        elif url.path == "/userinfo":
            self._answer(self.server.identity())
        else:
            at = self.server.url
            self._answer(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "userinfo_endpoint": f"{at}/userinfo",
                    "jwks_uri": f"{at}/jwks",
                }
            )

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(
            {
                "access_token": "toegang",
                "token_type": "Bearer",
                "id_token": self.server.id_token(),
            }
        )

    def _send_back(self, query: dict[str, list[str]]) -> None:
        answer = urlencode({"code": "code", "state": query["state"][0]})
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri'][0]}?{answer}")
        self.end_headers()

    def _answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[Aanbieder]:
    with Aanbieder(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
