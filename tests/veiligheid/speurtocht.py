"""Looking for canaries in all that somebody can open, as that somebody."""

import io
import logging
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from pypdf import PdfReader

from post.models import Bericht
from tests.veiligheid.bezoek import told, visit
from tests.veiligheid.kanaries import Kanarie, plant
from tests.veiligheid.opstelling import Actor, sign_in

HTMX = {"HX-Request": "true"}
# In the admin: a list in another order or twice narrowed, a page that knows its list
SAME_AGAIN = re.compile(r"&|\bo=|_changelist_filters=")
TYPED_IN = {"input", "textarea", "select"}
PASSED = {None, "csrfmiddlewaretoken", "next"}  # fields that nobody types in
ERROR_PAGES = {400, 403, 404, 405, 413, 429, 500, 503}
# Forms in an address that look nothing up: they print what somebody types, and an
# answer about that differs with it.
COMPOSED = {"/gespreksbladen/"}
CUT_OFF = 100  # letters of what is searched for, that a page repeats
PIECE = 100_000  # letters to look through at once
SIZES = (12, 6, 1)  # letters by which a form is found; the canaries differ by then
MOST_PAGES = 2000  # of one actor: more means that it goes round in circles
LOGGERS = (
    "",
    "samenwijzer",
    "django.request",
    "django.security",
    "django.server",
    *settings.INSTALLED_APPS,
)


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
        self.differs = False  # whether htmx gets something else here
        self.links: set[str] = set()
        self.formulieren: list[Formulier] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.path, values.get("action", ""))
            methode = values.get("method", "get").upper()
            if methode == "GET":  # the fields replace the query
                action = action.partition("?")[0]
            self.formulieren.append(Formulier(methode, action))
        elif tag in TYPED_IN and self.formulieren and values.get("name") not in PASSED:
            self.formulieren[-1].velden.append(values["name"])
        for name in ("href", "src", "hx-get"):
            if name in values:
                self.links.add(urldefrag(urljoin(self.path, values[name]))[0])


class Net:
    """Many canaries to look for at once, by how each of their forms begins."""

    def __init__(self, kanaries: Iterable[Kanarie]) -> None:
        self.kanaries = list(kanaries)
        self._starts: dict[int, dict[str, list[tuple[str, Kanarie]]]] = {}
        self._longest = 0
        for kanarie in self.kanaries:
            for form in kanarie.forms():
                self._longest = max(self._longest, len(form))
                size = next(one for one in SIZES if one <= len(form))
                starts = self._starts.setdefault(size, {})
                starts.setdefault(form[:size], []).append((form, kanarie))

    def find(self, text: str) -> list[Kanarie]:
        """Those that stand in this text, which is in lower case."""
        found = {
            kanarie
            for piece in _cut(text, self._longest)
            for size, starts in self._starts.items()
            for start in _parts(piece, size) & starts.keys()
            for form, kanarie in starts[start]
            if form in piece
        }
        return [kanarie for kanarie in self.kanaries if kanarie in found]


def _cut(text: str, overlap: int) -> Iterator[str]:
    """A long text, such as a log, in pieces that share so many letters."""
    for at in range(0, len(text), PIECE):
        yield text[at : at + PIECE + overlap]


def _parts(text: str, size: int) -> set[str]:
    """All that stands in `text` of so many letters."""
    return {text[at : at + size] for at in range(len(text) - size + 1)}


class Speurtocht:
    """What one actor comes across; `lekken` is what should have stayed hidden."""

    def __init__(self, actor: Actor, kanaries: Iterable[Kanarie]) -> None:
        self.actor, self.kanaries = actor, list(kanaries)
        self.hidden = Net(
            kanarie for kanarie in self.kanaries if actor.naam not in kanarie.lezers
        )
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
            if page is None:
                continue
            waiting.extend(link for link in page.links if _is_page(link))
            if page.differs:
                self.open(path, HTMX)

    def open(self, path: str, headers: Mapping[str, str] | None = None) -> Lezer | None:
        """Look at the answer; as a page to go on from, where there is one."""
        with visit(self.actor):
            response = self.actor.client.get(path, headers=headers)
        self.look(f"{path} ({response.status_code})", *texts(response))
        is_page = "html" in response.get("Content-Type", "")
        if response.status_code != 200 or not is_page:
            return None
        page = Lezer(response.content.decode(), path)
        page.differs = "HX-Request" in response.get("Vary", "")
        if path != "/stijl/":  # those are examples
            for formulier in page.formulieren:
                place = formulier.methode, formulier.action
                self.formulieren.setdefault(place, formulier)
        return page

    def sync(self, talks: Iterable[str]) -> None:
        """Ask for all that was written in these talks, as the page's script does."""
        asked = {"since": 0, "ik": str(getattr(self.actor.gebruiker, "pk", ""))}
        headers = {"Accept": "application/json"}
        for path in (f"{talk}samen/sync" for talk in talks):
            with visit(self.actor):
                response = self.actor.client.post(
                    path, asked, content_type="application/json", headers=headers
                )
            self.look(f"{path} ({response.status_code})", *texts(response))

    def search(self) -> None:
        """Use every search field met: what is hidden is answered as what isn't there.

        Once for the beginning that all canaries share, then for one of each field.
        """
        one_of_each = {
            kanarie.veld: kanarie.tekst
            for kanarie in self.hidden.kanaries
            if len(kanarie.tekst) < CUT_OFF
        }
        for formulier in list(self.formulieren.values()):
            searches = formulier.methode == "GET" and formulier.action not in COMPOSED
            for veld in formulier.velden if searches else ():
                self.open(f"{formulier.action}?{veld}=kanarie")
                for hidden, tekst in one_of_each.items():
                    found = self._ask_for(formulier.action, veld, tekst)
                    nothing = re.sub(r"\d", "0", tekst)
                    if found != self._ask_for(formulier.action, veld, nothing):
                        where = f"gevonden op {formulier.action}"
                        self.lekken.append(f"{self.actor.naam}: {hidden} {where}")

    def _ask_for(self, path: str, veld: str, tekst: str) -> object:
        with visit(self.actor):
            return told(self.actor.client.get(path, {veld: tekst}), tekst)

    def write(self, tekst: str) -> None:
        """Type this in every field met; only the page it belongs on may repeat it."""
        typed = Net([Kanarie("wat men typt", tekst)])
        for formulier in list(self.formulieren.values()):
            if formulier.methode != "POST":
                continue
            data = dict.fromkeys(formulier.velden, tekst)
            with visit(self.actor):
                response = self.actor.client.post(formulier.action, data)
            where = f"{formulier.action} (POST, {response.status_code})"
            headers, cookies, *body = texts(response)
            self.look(where, headers, cookies, *body)
            shown = body if response.status_code in ERROR_PAGES else []
            self.find(typed, where, headers, cookies, *shown)

    def look(self, where: str, *texts: str) -> None:
        """Note each hidden canary in these texts; the same texts only once."""
        key = "\n".join(texts)
        if key not in self._seen:
            self._seen.add(key)
            self.find(self.hidden, where, *texts)

    def find(self, net: Net, where: str, *texts: str) -> None:
        """Note each canary of this net that is there, in whatever form."""
        for kanarie in net.find("\n".join(texts).lower()):
            self.lekken.append(f"{self.actor.naam}: {kanarie.veld} in {where}")


def _is_page(link: str) -> bool:
    """Of this site, no file of its look, no list of the admin in yet another order.

    Nor another choice of what to print: each page of a fiche has dozens.
    """
    url = urlsplit(link)
    ours = not url.netloc and url.path.startswith("/")
    again = url.path.startswith("/beheer/") and SAME_AGAIN.search(url.query)
    choice = url.path.startswith("/gespreksbladen/") and url.query
    look = url.path.startswith("/static/")
    return ours and not (look or again or choice)


def texts(response: Any) -> Iterator[str]:
    """All that an answer says: headers, cookies, and what its file holds."""
    yield "\n".join(f"{name}: {value}" for name, value in response.items())
    yield response.cookies.output()
    yield from texts_in(response.getvalue())


def texts_in(content: bytes) -> Iterator[str]:
    """The bytes as text; of a PDF, a zip or a calendar also what can be read in it."""
    yield content.decode("utf-8", "replace")
    if content.startswith(b"BEGIN:VCALENDAR"):
        yield unfold(content).decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        pdf = PdfReader(io.BytesIO(content))
        yield str(pdf.metadata)
        yield from (page.extract_text() for page in pdf.pages)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_in(archive.read(name))


def unfold(content: bytes) -> bytes:
    """A calendar with its lines whole again: RFC 5545, 3.1."""
    return content.replace(b"\r\n ", b"")


def set_out(actor: Actor, wereld: dict[str, Actor]) -> Speurtocht:
    """Have this actor sign in, and put canaries in all there is by now."""
    sign_in(actor)
    actor.client.raise_request_exception = False
    return Speurtocht(actor, plant(wereld, [actor]))


@contextmanager
def talkative_log() -> Iterator[io.StringIO]:
    """All that a server with our settings would write, at its most talkative."""
    real = next(one for one in logging.root.handlers if one.name == "stderr")
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(real.formatter)
    handler.filters = real.filters
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    logging.root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        logging.root.removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def told_to_all(kanaries: Iterable[Kanarie], *texts: str) -> list[str]:
    """Which of these stand in a log or on a page where nobody may read any."""
    lezer = Speurtocht(Actor("wie dan ook"), kanaries)
    lezer.find(lezer.hidden, "deze tekst", *texts)
    return lezer.lekken


def in_mail(actor: Actor, kanaries: Iterable[Kanarie]) -> list[str]:
    """What this actor learns by mail without being allowed to."""
    lezer = Speurtocht(actor, kanaries)
    for mail in Bericht.objects.filter(aan=actor.adres):
        agenda = unfold(mail.agenda.encode()).decode()
        lezer.look("een mail", mail.onderwerp, mail.tekst, mail.html, agenda)
    return lezer.lekken
