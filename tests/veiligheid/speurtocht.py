"""Looking for canaries in all that somebody can open, as that somebody."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from pypdf import PdfReader

from tests.veiligheid.bezoek import told, visit
from tests.veiligheid.kanaries import Kanarie
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.voorwerpen import Voorwerpen, classify, fill, name_of

HTMX = {"HX-Request": "true"}
# In the admin: a list in another order or twice narrowed, a page that knows its list
SAME_AGAIN = re.compile(r"&|\bo=|_changelist_filters=")
ERROR_PAGES = {400, 403, 404, 405, 413, 429, 500, 503}
MOST_PAGES = 1000  # of one actor: more means that it goes round in circles


@dataclass
class Formulier:
    """A form on a page: where it leads and the fields that one types in."""

    methode: str
    action: str
    velden: list[str] = field(default_factory=list)


class Lezer(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.links: set[str] = set()
        self.formulieren: list[Formulier] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.path, values.get("action", ""))
            methode = values.get("method", "get").upper()
            self.formulieren.append(Formulier(methode, action))
        elif tag in {"input", "textarea", "select"} and self.formulieren:
            if values.get("name", "") not in {"", "csrfmiddlewaretoken", "next"}:
                self.formulieren[-1].velden.append(values["name"])
        for name in ("href", "src", "hx-get"):
            if name in values:
                self.links.add(urldefrag(urljoin(self.path, values[name]))[0])


def paths(actor: Actor) -> list[str]:
    """Every address with every object, apart from links that one was never sent."""
    voorwerpen = Voorwerpen(actor)
    return [
        fill(adres, voorwerp.waarden)
        for adres, classes in classify().items()
        for toegang in classes
        if toegang
        for voorwerp in voorwerpen.of(adres, toegang)
        if not (
            actor.gebruiker is None
            and name_of(adres, toegang) == "token"
            and voorwerp.soort == "vreemd"
        )
    ]


class Speurtocht:
    """What one actor comes across; `lekken` is what should have stayed hidden."""

    def __init__(self, actor: Actor, kanaries: Iterable[Kanarie]) -> None:
        self.actor = actor
        self.hidden = {
            kanarie: kanarie.forms()
            for kanarie in kanaries
            if actor.naam not in kanarie.lezers
        }
        self.lekken: list[str] = []
        self.formulieren: dict[tuple[str, str], Formulier] = {}
        self.opened: set[str] = set()
        self._seen: set[str] = set()

    def crawl(self, begin: Iterable[str]) -> None:
        """Open all these, and all that links lead to from there."""
        waiting = deque(begin)
        while waiting:
            path = waiting.popleft()
            if path in self.opened:
                continue
            self.opened.add(path)
            assert len(self.opened) < MOST_PAGES, "de tocht loopt rond"
            page = self.open(path)
            if page is not None:
                waiting.extend(link for link in page.links if _is_page(link))
                self.open(path, HTMX)

    def open(self, path: str, headers: Mapping[str, str] | None = None) -> Lezer | None:
        """Look at the answer; as a page to go on from, when it is one."""
        with visit(self.actor):
            response = self.actor.client.get(path, headers=headers)
        self.look(f"{path} ({response.status_code})", *texts(response))
        if "html" not in response.get("Content-Type", ""):
            return None
        page = Lezer(response.content.decode(), path)
        for formulier in page.formulieren:
            self.formulieren.setdefault((formulier.methode, formulier.action), formulier)
        return page

    def search(self) -> None:
        """Use every search field met: what is hidden is answered as what isn't there.

        Once for the beginning that all canaries share, then for one of each field.
        """
        one_of_each = {kanarie.veld: kanarie.tekst for kanarie in self.hidden}
        for formulier in self.formulieren.values():
            for veld in formulier.velden if formulier.methode == "GET" else ():
                self.open(f"{formulier.action}?{veld}=kanarie")
                for hidden, tekst in one_of_each.items():
                    found = self._ask_for(formulier.action, veld, tekst)
                    nothing = re.sub(r"\d", "0", tekst)
                    if found != self._ask_for(formulier.action, veld, nothing):
                        self.lekken.append(
                            f"{self.actor.naam}: {hidden} gevonden op {formulier.action}"
                        )

    def _ask_for(self, path: str, veld: str, tekst: str) -> object:
        with visit(self.actor):
            return told(self.actor.client.get(path, {veld: tekst}), tekst)

    def write(self, tekst: str) -> None:
        """Type this into every form met: no header, cookie or error page repeats it."""
        self.hidden |= {kanarie: kanarie.forms() for kanarie in [Kanarie("zelf getypt", tekst)]}

    def look(self, where: str, *texts: str) -> None:
        """Note each hidden canary in these texts, in whatever form."""
        text = "\n".join(texts).lower()
        if text in self._seen:
            return
        self._seen.add(text)
        for kanarie, forms in self.hidden.items():
            if any(form in text for form in forms):
                self.lekken.append(f"{self.actor.naam}: {kanarie.veld} in {where}")


def _is_page(link: str) -> bool:
    """Of this site, no file of its look, no list of the admin in yet another order."""
    url = urlsplit(link)
    ours = not url.netloc and url.path.startswith("/")
    again = url.path.startswith("/beheer/") and SAME_AGAIN.search(url.query)
    return ours and not url.path.startswith("/static/") and not again


def texts(response: Any) -> Iterator[str]:
    """All that an answer says: headers, cookies, and what its file holds."""
    yield "\n".join(f"{name}: {value}" for name, value in response.items())
    yield response.cookies.output()
    yield from texts_in(response.getvalue())


def texts_in(content: bytes) -> Iterator[str]:
    """The bytes as text; of a PDF or a zip also what can be read in it."""
    yield content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        pdf = PdfReader(io.BytesIO(content))
        yield str(pdf.metadata)
        yield from (page.extract_text() for page in pdf.pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_in(archive.read(name))
