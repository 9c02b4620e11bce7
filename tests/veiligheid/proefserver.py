"""The application as in production, filled, and somebody who visits it.

Run as a program it fills the database that DATABASE_URL names, and prints an address
for every route.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from io import StringIO
from urllib.parse import urlencode

from tests.veiligheid.observatory import Answer, Report, observe
from tools.alles import PRODUCTION
from tools.server import ROOT, serve

HOST = PRODUCTION["ALLOWED_HOSTS"]
SETTINGS = PRODUCTION | {
    "DEBUG": "0",
    "DJANGO_SETTINGS_MODULE": "tests.veiligheid.kapot_settings",
    "SAMENWIJZER_DEMO": "ja-ik-weet-het",
    # Nobody answers there: that its addresses exist is enough.
    "OIDC_SURFCONEXT_ID": "samenwijzer",
    "OIDC_SURFCONEXT_URL": "https://127.0.0.1:9",
}
# A+ begins at 100, where much may be missing. This is all there is to gain without
# cookies, and without hashes for scripts of our own.
WHOLE = 130
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@contextmanager
def production(database: str) -> Iterator[int]:
    """Run the application behind https on this database; yield its port."""
    with serve(DATABASE_URL=database, **SETTINGS) as port:
        yield port


def fill(database: str) -> dict[str, str]:
    """Make tables, fiches and the demo; the addresses are its coordinator's."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.veiligheid.proefserver"],
        check=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, **SETTINGS, "DATABASE_URL": database},
    )
    addresses: dict[str, str] = json.loads(result.stdout)
    return addresses


@dataclass(frozen=True)
class Antwoord:
    """What came back, and every cookie that came before it."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    def report(self, over_http: str | None = None) -> Report:
        """The Observatory's; `over_http` is where plain http leads, if known."""
        all_cookies = (*self.seen, *self.cookies)
        return observe(Answer(HOST, self.headers, self.body, all_cookies, over_http))


@dataclass
class Bezoeker:
    """Asks a server as a browser does, through a proxy that handles https."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    seen: tuple[str, ...] = ()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        host: str = HOST,
        proto: str = "https",
        **headers: str,
    ) -> Antwoord:
        """Send exactly this; `headers` are named with underscores for hyphens."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {
            "Host": host,
            "X-Forwarded-Proto": proto,
            "Origin": f"{proto}://{host}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if self.cookies:
            pairs = (f"{name}={one.value}" for name, one in self.cookies.items())
            sent.setdefault("Cookie", "; ".join(pairs))
        if body is not None:
            sent.setdefault("Content-Length", str(len(body)))
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        endless = answer.headers.get_content_type() == "text/event-stream"
        read = b"" if endless else answer.read()
        text = read.decode(errors="replace")  # a PDF isn't text
        connection.close()
        cookies = tuple(answer.headers.get_all("Set-Cookie", ()))
        known = {name.lower(): value for name, value in answer.headers.items()}
        known.pop("set-cookie", None)
        found = Antwoord(answer.status, known, text, cookies, self.seen)
        self.seen += cookies
        for cookie in cookies:
            self.cookies.load(cookie)
        return found

    def get(self, path: str, **headers: str) -> Antwoord:
        return self.ask("GET", path, None, **headers)

    def token(self, page: str) -> str:
        """What a form on this page proves itself with."""
        token = TOKEN.search(self.get(page).body)
        assert token is not None, page
        return token[1]

    def post(self, path: str, page: str, **data: str) -> Antwoord:
        """Send the form of `page` to `path`, with its token."""
        data = {"csrfmiddlewaretoken": self.token(page), **data}
        body = urlencode(data).encode()
        form = "application/x-www-form-urlencoded"
        return self.ask("POST", path, body, Content_Type=form)

    def sign_in(self, wie: str) -> None:
        """Come in by the door of the demo."""
        assert self.post(f"/demo/als/{wie}/", "/").status == 302


def _fill() -> dict[str, str]:
    from django.core.management import call_command

    from scholen import demo
    from tests.veiligheid.adressen import make_addresses

    call_command("migrate", verbosity=0)
    call_command("laad_inhoud", stdout=StringIO())
    demo.make_demo()
    directie, coordinator = demo.find("directie"), demo.find("coordinator")
    assert directie
    assert coordinator
    directie.is_staff = directie.is_superuser = True
    directie.save()
    return make_addresses(coordinator)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_fill()))  # noqa: T201
