from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Deling, Verslag
from gesprekken.services import delen
from post.models import Bericht
from scholen.models import Gebruiker, Lidmaatschap
from tests.make import (
    make_deelname,
    make_deelnemer,
    make_gebruiker,
    make_gesprek,
    make_lid,
)
from trajecten.models import Deelname, Traject, Trajectrol

from .make import at, filled_in, sign_in
from .nagesprek import make_afspraak, make_verslag, make_vraag, pad, share, write
from .test_verslag_pdf import text

pytestmark = pytest.mark.django_db

LIJST = "/gesprekken/"


@pytest.fixture
def verslag(traject: Traject, nadia: Gebruiker, griet: Gebruiker) -> Verslag:
    """A report of two answers, an agreement and a remark."""
    gesprek = make_gesprek(traject, begin=at(-60), staat="gehouden")
    write(make_vraag(gesprek, "Wat lukt?"), "Antwoord een.")
    write(make_vraag(gesprek, "Wat niet?"), "Antwoord twee.")
    make_afspraak(gesprek, "Kom kijken")
    made = make_verslag(gesprek, nadia, griet)
    made.opmerkingen.create(school=made.school, auteur=griet, tekst="Later bedacht.")
    return made


def ask(met: Gebruiker, wat: object = "verslag") -> dict[str, Any]:
    return filled_in(wat=str(wat), met=str(met.pk))


def shared(deling: Deling | UUID, what: str = "") -> str:
    return f"/gesprekken/gedeeld/{getattr(deling, 'pk', deling)}/{what}"


def mails() -> list[tuple[str, str]]:
    rows = Bericht.objects.filter(sleutel__startswith="gedeeld:")
    return list(rows.values_list("aan", "onderwerp"))


def statuses(gebruiker: Gebruiker, deling: Deling | UUID) -> list[int]:
    """What page and paper answer to this person."""
    client = sign_in(gebruiker)
    paths = (shared(deling), shared(deling, "verslag.pdf"))
    return [client.get(path).status_code for path in paths]


def test_one_yes_opens_nothing(
    van_nadia: Client, verslag: Verslag, leen: Gebruiker
) -> None:
    page = van_nadia.post(pad(verslag.gesprek, "delen/"), ask(leen), follow=True)

    assertContains(page, "Griet en Nadia zeggen allebei ja. Pas dan leest Leen dit.")
    deling = Deling.objects.get()
    assert (deling.actief, mails()) == (False, [])
    assert statuses(leen, deling) == [404, 404]
    assertNotContains(sign_in(leen).get(LIJST), "Met mij gedeeld")


def test_last_yes_opens_it_and_tells_the_reader(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    deling = share(verslag, leen, nadia)
    page = pad(verslag.gesprek, "delen/")

    assertRedirects(sign_in(griet).post(page, {"ja": str(deling.pk)}), page)

    assert mails() == [(leen.email, "Iemand deelt iets met je in SamenWIJzer")]
    assert statuses(leen, deling) == [200, 200]
    listed = sign_in(leen).get(LIJST)
    assertContains(listed, "Met mij gedeeld")
    assertContains(listed, f'href="{shared(deling)}"')
    assertContains(listed, "van <bdi>Griet en Nadia</bdi>")


def test_mail_has_a_link_and_no_content(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    deling = share(verslag, leen, nadia, griet)

    [mail] = Bericht.objects.filter(sleutel__startswith="gedeeld:")
    for told in (mail.tekst, mail.html):
        assert f"{shared(deling)}" in told
        for hidden in ("Wat lukt?", "Antwoord", "Kom kijken", "Later"):
            assert hidden not in told


def test_whole_report_has_all_but_the_remarks(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    deling = share(verslag, leen, nadia, griet)
    client = sign_in(leen)

    page = client.get(shared(deling)).content.decode()
    paper = text(client.get(shared(deling, "verslag.pdf")).content)

    for shown in (page, paper):
        assert all(
            told in shown for told in ("Antwoord een.", "Antwoord twee.", "Kom kijken")
        )
        assert "Later bedacht." not in shown


def test_shared_answer_is_that_answer_alone(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    vraag = verslag.gesprek.vragen.get(volgorde=2)
    deling = share(verslag, leen, nadia, griet, vraag=vraag)
    client = sign_in(leen)

    page = client.get(shared(deling))
    paper = text(client.get(shared(deling, "verslag.pdf")).content)

    for shown in (page.content.decode(), paper):
        assert "Wat niet?" in shown
        assert "Antwoord twee." in shown
        assert "Griet" in shown
        for hidden in ("Wat lukt?", "Antwoord een.", "Kom kijken", "Later bedacht."):
            assert hidden not in shown
    assert [one.vraag for one in page.context["inhoud"].vragen] == ["Wat niet?"]


@pytest.mark.parametrize("who", ["nadia", "griet"])
def test_either_takes_it_back_between_two_requests(
    verslag: Verslag,
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
    who: str,
) -> None:
    deling = share(verslag, leen, nadia, griet)
    assert statuses(leen, deling) == [200, 200]
    pk, page = deling.pk, pad(verslag.gesprek, "delen/")

    taker = {"nadia": nadia, "griet": griet}[who]
    for _ in range(5):
        assertRedirects(sign_in(taker).post(page, {"terug": str(pk)}), page)

    assert statuses(leen, pk) == [404, 404]
    assertNotContains(sign_in(leen).get(LIJST), "Met mij gedeeld")
    assert not Deling.objects.exists()


def test_same_press_asks_once_also_after_it_was_taken_back(
    van_nadia: Client, verslag: Verslag, leen: Gebruiker
) -> None:
    page, typed = pad(verslag.gesprek, "delen/"), ask(leen)
    for _ in range(5):
        assertRedirects(van_nadia.post(page, typed), page)
    [deling] = Deling.objects.all()
    assert deling.instemmingen.count() == 1

    van_nadia.post(page, {"terug": str(deling.pk)})
    van_nadia.post(page, typed)

    assert not Deling.objects.exists()


def test_yes_pressed_on_and_on_is_one_mail(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    deling = share(verslag, leen, nadia)
    page = pad(verslag.gesprek, "delen/")

    for _ in range(5):
        sign_in(griet).post(page, {"ja": str(deling.pk)})

    assert (deling.instemmingen.count(), len(mails())) == (2, 1)


def test_asking_what_was_asked_is_a_yes(
    van_nadia: Client, verslag: Verslag, griet: Gebruiker, leen: Gebruiker
) -> None:
    share(verslag, leen, griet)

    van_nadia.post(pad(verslag.gesprek, "delen/"), ask(leen))

    assert Deling.objects.get().actief


@pytest.mark.parametrize("value", ["", "x", "\0", str(UUID(int=7))])
def test_yes_to_what_is_gone_says_so(
    van_nadia: Client, verslag: Verslag, value: str
) -> None:
    page = van_nadia.post(pad(verslag.gesprek, "delen/"), {"ja": value})

    assertContains(page, "iemand nam het intussen terug", status_code=409)


def test_nobody_says_yes_to_another_talk(
    van_nadia: Client,
    verslag: Verslag,
    nadia: Gebruiker,
    griet: Gebruiker,
    sofie: Gebruiker,
    leen: Gebruiker,
) -> None:
    team = make_gesprek(school=verslag.school, team="T", deelnemers=[griet, sofie])
    team.aanwezigen.create(school=team.school, gebruiker=griet)
    deling = share(make_verslag(team, griet, sofie), leen, griet)
    page = pad(verslag.gesprek, "delen/")

    answered = [
        van_nadia.post(page, {name: str(deling.pk)}).status_code
        for name in ("ja", "terug")
    ]

    assert answered == [409, 302]
    assert [str(one.gebruiker) for one in deling.instemmingen.all()] == ["Griet"]


def test_readers_are_of_the_school_or_the_track_and_not_in_the_talk(
    van_nadia: Client,
    verslag: Verslag,
    traject: Traject,
    leen: Gebruiker,
    sofie: Gebruiker,
    joost: Gebruiker,
) -> None:
    gast = make_gebruiker("Tim Janssens")
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=gast, naam="Tim")
    make_lid(verslag.school, naam="Weg", is_active=False)
    naamloos = make_lid(verslag.school).gebruiker
    Gebruiker.objects.filter(pk=naamloos.pk).update(naam="")

    page = van_nadia.get(pad(verslag.gesprek, "delen/"))

    assert page.context["form"].fields["met"].choices == [
        ("", "Kies een naam"),
        (str(leen.pk), "Leen (coördinator)"),
        (str(sofie.pk), "Sofie (lid)"),
        (str(gast.pk), "Tim (lerarenopleider)"),
    ]


@pytest.mark.parametrize(
    ("wat", "met", "said"),
    [
        ("verslag", "joost", "Kies uit de lijst."),
        ("verslag", "griet", "Kies uit de lijst."),
        ("verslag", "", "Kies met wie."),
        ("x\0", "leen", "Kies uit de lijst."),
        (str(UUID(int=7)), "leen", "Kies uit de lijst."),
    ],
)
def test_bad_choice_is_not_shared(
    van_nadia: Client,
    verslag: Verslag,
    request: pytest.FixtureRequest,
    wat: str,
    met: str,
    said: str,
) -> None:
    who = str(request.getfixturevalue(met).pk) if met else ""

    page = van_nadia.post(pad(verslag.gesprek, "delen/"), filled_in(wat=wat, met=who))

    assertContains(page, said, status_code=422)
    assert not Deling.objects.exists()


def test_unanswered_question_can_not_be_shared(
    van_nadia: Client, verslag: Verslag, leen: Gebruiker
) -> None:
    other = make_vraag(verslag.gesprek, "Van later?")

    page = van_nadia.post(pad(verslag.gesprek, "delen/"), ask(leen, other.pk))

    assertContains(page, "Kies uit de lijst.", status_code=422)


def test_participants_see_since_when_it_is_read(
    van_nadia: Client,
    verslag: Verslag,
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
) -> None:
    deling = share(verslag, leen, nadia, griet)
    assert van_nadia.get(shared(deling)).status_code == 200
    page = pad(verslag.gesprek, "delen/")
    assertContains(van_nadia.get(page), "Nog niet geopend.")

    sign_in(leen).get(shared(deling, "verslag.pdf"))
    deling.refresh_from_db()
    first = deling.gelezen_op
    sign_in(leen).get(shared(deling))

    deling.refresh_from_db()
    assert (first is not None, deling.gelezen_op) == (True, first)
    assertContains(van_nadia.get(page), "Voor het eerst geopend op")


@pytest.mark.parametrize("gone", ["school", "inactive", "track"])
def test_reader_who_left_reads_no_more(
    verslag: Verslag,
    traject: Traject,
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
    gone: str,
) -> None:
    reader = leen
    if gone == "track":
        reader = make_gebruiker("Tim")
        make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=reader)
    deling = share(verslag, reader, nadia, griet)
    assert statuses(reader, deling) == [200, 200]

    if gone == "inactive":
        Gebruiker.objects.filter(pk=leen.pk).update(is_active=False)
        reader.refresh_from_db()
        assert not delen.find_shared(reader)
        return
    Lidmaatschap.objects.filter(gebruiker=reader).delete()
    Deelname.objects.filter(gebruiker=reader).update(tot=timezone.now())

    assert statuses(reader, deling) == [404, 404]
    assertNotContains(sign_in(reader).get(LIJST), "Met mij gedeeld")


def test_reader_who_left_gets_no_mail(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    deling = share(verslag, leen, nadia)
    Lidmaatschap.objects.filter(gebruiker=leen).delete()

    delen.agree(deling, griet)

    assert mails() == []


def test_nobody_else_reads_what_is_shared(
    verslag: Verslag,
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
    sofie: Gebruiker,
    joost: Gebruiker,
) -> None:
    deling = share(verslag, sofie, nadia, griet)

    for who in (leen, joost, make_gebruiker()):
        assert statuses(who, deling) == [404, 404]


def test_who_joined_the_talk_later_has_no_say_and_no_sight(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    els = make_lid(verslag.school, naam="Els").gebruiker
    make_deelnemer(verslag.gesprek, els)

    deling = share(verslag, leen, nadia, griet)

    assert (deling.actief, statuses(els, deling)) == (True, [404, 404])


def test_yes_of_who_left_the_school_is_still_needed(
    verslag: Verslag, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    assert not share(verslag, leen, nadia).actief


def test_reading_is_for_who_is_signed_in(
    client: Client, verslag: Verslag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    deling = share(verslag, make_lid(verslag.school).gebruiker, nadia, griet)

    for what in ("", "verslag.pdf"):
        response = client.get(shared(deling, what))
        assert response["Location"].startswith("/account/login/")
        assert client.post(shared(deling, what)).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_sharing_takes_as_many_queries_with_however_many(
    van_nadia: Client,
    verslag: Verslag,
    nadia: Gebruiker,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        share(verslag, make_lid(verslag.school).gebruiker, nadia)

    with django_assert_num_queries(15):
        van_nadia.get(pad(verslag.gesprek, "delen/"))
