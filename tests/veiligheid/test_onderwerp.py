"""What a talk is about stays out of mailboxes and calendars."""

from collections.abc import Iterator

import pytest

from fiches.models import Fiche
from gesprekken.services import feed, uitnodigen
from post.models import Bericht
from scholen.models import Lidmaatschap
from tests.veiligheid.opstelling import Actor, make_wereld
from tests.veiligheid.speurtocht import texts_in
from tests.veiligheid.trajecten import agendatoken
from tests.veiligheid.wijzigingen import FICHE, WORDS, change_everything


@pytest.fixture
def wereld(db: None) -> dict[str, Actor]:
    return make_wereld()


def happen(wereld: dict[str, Actor]) -> None:
    """All that can happen to the track of school A."""
    coordinator = wereld["coordinator A"]
    assert coordinator.school
    assert coordinator.gebruiker
    change_everything(coordinator.school, coordinator.gebruiker)


def sent() -> Iterator[str]:
    """Every mail there is, with its calendar part."""
    for mail in Bericht.objects.all():
        yield "\n".join([mail.onderwerp, mail.tekst, mail.html])
        yield from texts_in(mail.agenda.encode())


def subscribed(wereld: dict[str, Actor]) -> Iterator[str]:
    """Everybody's calendar, as it is fetched by a program that isn't signed in."""
    visitor = wereld["niemand"].client
    for actor in wereld.values():
        if actor.gebruiker:
            response = visitor.get(f"/agenda/{agendatoken(actor.gebruiker)}.ics")
            assert response.status_code == 200
            yield from texts_in(response.content)


def subjects() -> set[str]:
    """What tells which fiche and which questions a talk has, and what was said."""
    fiche = Fiche.objects.get(slug=FICHE)
    vragen = fiche.vragen.values_list("code", "tekst")
    said = {fiche.titel, fiche.slug, fiche.kernvraag, "vakgroep Frans"}
    return said.union(WORDS, *vragen)


def told(texts: Iterator[str]) -> set[str]:
    return {subject for text in texts for subject in subjects() if subject in text}


def test_no_mail_tells_what_a_talk_is_about(wereld: dict[str, Actor]) -> None:
    happen(wereld)

    assert len(list(sent())) > 10
    assert told(sent()) == set()


def test_who_left_the_school_is_invited_no_more(wereld: dict[str, Actor]) -> None:
    gone = wereld["zij-instromer A"]
    Lidmaatschap.objects.filter(gebruiker=gone.gebruiker).delete()

    happen(wereld)

    later = Bericht.objects.filter(aan=gone.adres).exclude(methode="CANCEL")
    assert not later.exists()


def test_no_calendar_tells_what_a_talk_is_about(wereld: dict[str, Actor]) -> None:
    happen(wereld)

    calendars = list(subscribed(wereld))

    assert sum(text.count("BEGIN:VEVENT") for text in calendars) > 5
    assert told(iter(calendars)) == set()


def test_subject_in_an_invitation_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (uitnodigen, feed):
        monkeypatch.setattr(module, "TITEL", "Gesprek langs Titel 1, vraag F1-Z-01")

    happen(wereld)

    assert told(sent()) == {"Titel 1", "F1-Z-01"}
    assert told(subscribed(wereld)) == {"Titel 1", "F1-Z-01"}


def test_subject_that_a_folded_line_cuts_in_two_is_found() -> None:
    folded = "BEGIN:VCALENDAR\r\nDESCRIPTION:Jullie vraag: F1-\r\n Z-01"

    assert "F1-Z-01" not in folded
    assert "F1-Z-01" in "\n".join(texts_in(folded.encode()))
