"""A browser's connection to a real server, over a network that can die."""

import json
import re
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
TALK = re.compile(r'href="(/gesprekken/[0-9a-f-]{36}/)"')


class Weg(Exception):
    """The server is gone, or went while it was answering."""


class Antwoord:
    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code, self.content = status_code, content

    def json(self) -> Any:
        return json.loads(self.content)


class Verbinding:
    """Asks as a browser does; a `Schrijver` can write through it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(
        self,
        method: str,
        path: str,
        body: str = "",
        headers: dict[str, str] | None = None,
    ) -> Antwoord:
        sent = {
            "Cookie": "; ".join(f"{name}={it}" for name, it in self.cookies.items()),
            "X-CSRFToken": self.token,
            **(headers or {}),
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            try:
                connection.request(method, path, body.encode(), sent)
                response = connection.getresponse()
                content = response.read()
            except (OSError, HTTPException) as error:
                raise Weg from error
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Antwoord(response.status, content)

    def post(
        self, path: str, body: str, *, content_type: str, headers: dict[str, str]
    ) -> Antwoord:
        return self.ask("POST", path, body, {"Content-Type": content_type, **headers})

    def sign_in(self, wie: str) -> str:
        """Come in through the demo's door; answers with who one is."""
        found = TOKEN.search(self.ask("GET", "/").content.decode())
        assert found, "no way in"
        self.token = found[1]
        answer = self.post(
            f"/demo/als/{wie}/",
            urlencode({"csrfmiddlewaretoken": self.token}),
            content_type="application/x-www-form-urlencoded",
            headers={"Referer": f"http://127.0.0.1:{self.port}/"},
        )
        assert answer.status_code == 302, answer.content[:500]
        mine = self.ask("GET", "/gesprekken/sleutel").json()
        self.token = mine["csrf"]
        ik: str = mine["ik"]
        return ik

    def find_talk(self) -> str:
        """The id of one's next talk."""
        page = self.ask("GET", "/gesprekken/").content.decode()
        found = TALK.search(page)
        assert found, "no talk"
        return found[1].split("/")[2]
