import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Aanwezig, Bevestiging, Gesprek, Getoond, Staat, Verslag
from gesprekken.services import GeslotenFout, afronden
from gesprekken.services.afronden import make_inhoud
from gesprekken.verslag import Afgesproken, Beantwoord, Inhoud
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import make_deelnemer, make_gesprek
from trajecten.models import Deelname, Traject

from .make import at, sign_in
from .nagesprek import confirm, make_afspraak, make_verslag, make_vraag, pad, write

pytestmark = pytest.mark.django_db

PAST = dt.timedelta(hours=2)
TODAY = timezone.localdate()


@pytest.fixture
def geschreven(gesprek: Gesprek) -> Gesprek:
    """A talk with one answered question."""
    write(make_vraag(gesprek, "Wat lukt?"), "Het lukt.")
    return gesprek


@pytest.fixture
def team(
    school: School, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> Gesprek:
    """A team's talk of three, with something written."""
    gesprek = make_gesprek(
        school=school, team="Frans", deelnemers=[nadia, griet, sofie]
    )
    write(make_vraag(gesprek), "Het lukt.")
    return gesprek


def arrive(gesprek: Gesprek, *gebruikers: Gebruiker) -> None:
    """Open the page for writing together."""
    for gebruiker in gebruikers:
        Aanwezig.objects.create(
            gesprek=gesprek, school=gesprek.school, gebruiker=gebruiker
        )


def say_yes(client: Client, gesprek: Gesprek, afdruk: str = "") -> int:
    typed = {"vingerafdruk": afdruk or make_inhoud(gesprek).vingerafdruk}
    return client.post(pad(gesprek, "afronden/"), typed).status_code


def test_content_is_all_of_the_talk_and_nothing_else(
    traject: Traject, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="kanarie")
    vraag = make_vraag(gesprek, "Wat lukt?", code="F1-Z-01")
    write(vraag, " Het lukt. \n")
    leeg = make_vraag(gesprek, "En dit?")
    make_afspraak(gesprek, "Kom kijken", wie=griet, tegen=TODAY)
    make_afspraak(gesprek, "Koop koffie", van_school=True)
    make_afspraak(gesprek, "kanarie", staat="vervallen")
    Getoond.objects.create(
        school=gesprek.school, vraag=vraag, auteur=griet, tekst="kanarie"
    )

    assert make_inhoud(gesprek) == Inhoud(
        begin=at().astimezone(dt.UTC).isoformat(),
        deelnemers=("Griet", "Nadia"),
        vragen=(
            Beantwoord(str(vraag.pk), "F1-Z-01", "Wat lukt?", "Het lukt."),
            Beantwoord(str(leeg.pk), "", "En dit?", ""),
        ),
        afspraken=(
            Afgesproken("Kom kijken", "Griet", TODAY.isoformat()),
            Afgesproken("Koop koffie", "de school", ""),
        ),
    )


def test_question_taken_out_stays_with_what_was_written(gesprek: Gesprek) -> None:
    gone, unused = (make_vraag(gesprek, tekst) for tekst in ("Weg?", "Ongebruikt?"))
    write(gone, "Toch iets.")
    gesprek.vragen.update(volgorde=None)
    write(make_vraag(gesprek, "Blijft?"), "Ja.")

    vragen = [one.vraag for one in make_inhoud(gesprek).vragen]

    assert (vragen, unused.tekst in vragen) == (["Blijft?", "Weg?"], False)


def test_content_reads_back_with_the_same_hash(geschreven: Gesprek) -> None:
    make_afspraak(geschreven, "Kom kijken", tegen=TODAY)
    inhoud = make_inhoud(geschreven)

    again = Inhoud.from_json(inhoud.to_json())

    assert (again, again.vingerafdruk) == (inhoud, inhoud.vingerafdruk)


@pytest.mark.parametrize("what", ["answer", "question", "agreement", "day", "name"])
def test_any_other_content_has_another_hash(
    what: str, geschreven: Gesprek, nadia: Gebruiker
) -> None:
    afspraak = make_afspraak(geschreven, tegen=TODAY)
    before = make_inhoud(geschreven).vingerafdruk

    match what:
        case "answer":
            write(geschreven.vragen.get(), "Het lukt!")
        case "question":
            geschreven.vragen.update(tekst="Wat lukt er?")
        case "agreement":
            make_afspraak(geschreven)
        case "day":
            geschreven.afspraken.filter(pk=afspraak.pk).update(tegen=None)
        case _:
            Gebruiker.objects.filter(pk=nadia.pk).update(naam="Nadia P.")

    assert make_inhoud(geschreven).vingerafdruk != before


def test_report_is_made_with_the_last_yes(
    geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    inhoud = make_inhoud(geschreven)
    assert confirm(geschreven, nadia) is None

    verslag = confirm(geschreven, griet)

    assert verslag
    assert verslag.inhoud == inhoud.to_json() | {"deelnemers": ["Griet", "Nadia"]} | {
        "vragen": [vars(one) for one in inhoud.vragen],
        "afspraken": [],
    }
    assert verslag.vingerafdruk == inhoud.vingerafdruk


@pytest.mark.parametrize(
    ("staat", "offset", "after"),
    [
        (Staat.GEPLAND, -PAST, Staat.GEHOUDEN),
        (Staat.GEPLAND, PAST, Staat.GEPLAND),
        (Staat.GEHOUDEN, -PAST, Staat.GEHOUDEN),
        (Staat.ZOEKT, None, Staat.ZOEKT),
    ],
)
def test_closed_talk_was_held_once_it_began(
    traject: Traject,
    nadia: Gebruiker,
    griet: Gebruiker,
    staat: Staat,
    offset: dt.timedelta | None,
    after: Staat,
) -> None:
    begin = timezone.now() + offset if offset else None
    gesprek = make_gesprek(traject, staat=staat, begin=begin)

    make_verslag(gesprek, nadia, griet)

    gesprek.refresh_from_db()
    assert gesprek.staat == after


def test_changed_text_lapses_what_was_confirmed(
    van_nadia: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    confirm(geschreven, nadia)
    write(geschreven.vragen.get(), "Het lukt niet.")

    page = van_nadia.get(pad(geschreven, "afronden/"))
    assert confirm(geschreven, griet) is None

    assertContains(page, "De tekst is intussen veranderd. Lees hem opnieuw.")
    assertContains(page, "Ja, dit klopt zo")
    assert [one.ja for one in page.context["bevestigd"]] == [False, False]


def test_yes_to_an_older_text_confirms_nothing(
    van_nadia: Client, geschreven: Gesprek
) -> None:
    old = make_inhoud(geschreven).vingerafdruk
    write(geschreven.vragen.get(), "Het lukt niet.")

    for typed in ({"vingerafdruk": old}, {"vingerafdruk": "x\0"}, {}):
        page = van_nadia.post(pad(geschreven, "afronden/"), typed)
        assertContains(page, "Lees hem opnieuw.", status_code=409)
        assertContains(page, "Het lukt niet.", status_code=409)
    assert not Bevestiging.objects.exists()


def test_empty_talk_can_not_be_closed(van_nadia: Client, gesprek: Gesprek) -> None:
    make_vraag(gesprek)

    page = van_nadia.get(pad(gesprek, "afronden/"))

    assertNotContains(page, "Ja, dit klopt zo")
    assert say_yes(van_nadia, gesprek) == 422
    assert not Bevestiging.objects.exists()


def test_page_shows_the_report_and_who_said_yes(
    van_nadia: Client, geschreven: Gesprek, griet: Gebruiker
) -> None:
    confirm(geschreven, griet)

    page = van_nadia.get(pad(geschreven, "afronden/"))

    assertContains(page, '<p class="geschreven" dir="auto">Het lukt.</p>')
    shown = [(one.naam, one.ja) for one in page.context["bevestigd"]]
    assert shown == [("Griet", True), ("Nadia", False)]


def test_who_said_yes_reads_whom_it_waits_for(
    van_nadia: Client, geschreven: Gesprek
) -> None:
    assertRedirects(
        van_nadia.post(
            pad(geschreven, "afronden/"),
            {"vingerafdruk": make_inhoud(geschreven).vingerafdruk},
        ),
        pad(geschreven, "afronden/"),
    )

    page = van_nadia.get(pad(geschreven, "afronden/"))

    assertContains(page, "Zodra <bdi>Griet</bdi> ook ja zegt tegen deze tekst")
    assertNotContains(page, "Ja, dit klopt zo")


def test_same_press_counts_once(
    van_nadia: Client, geschreven: Gesprek, griet: Gebruiker
) -> None:
    afdruk = make_inhoud(geschreven).vingerafdruk
    first = [say_yes(van_nadia, geschreven, afdruk) for _ in range(5)]
    of_nadia = Bevestiging.objects.count()

    last = [say_yes(sign_in(griet), geschreven, afdruk) for _ in range(5)]

    assert (first, last, of_nadia) == ([302] * 5, [302] * 5, 1)
    assert Verslag.objects.count() == 1


def test_closed_talk_takes_no_other_text(
    van_nadia: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_verslag(geschreven, nadia, griet)

    page = van_nadia.post(pad(geschreven, "afronden/"), {"vingerafdruk": "0" * 64})

    assertContains(page, "Dit gesprek is afgesloten", status_code=409)
    assertRedirects(
        van_nadia.get(pad(geschreven, "afronden/")), pad(geschreven, "verslag/")
    )


def test_report_stays_as_it_was(
    geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    verslag = make_verslag(geschreven, nadia, griet)
    kept = verslag.inhoud

    write(geschreven.vragen.get(), "Anders")
    geschreven.vragen.update(tekst="Anders?")
    Gebruiker.objects.update(naam="Anders")
    with pytest.raises(GeslotenFout):
        afronden.confirm(geschreven, nadia, make_inhoud(geschreven).vingerafdruk)

    verslag.refresh_from_db()
    assert verslag.inhoud == kept


def test_cancelled_talk_is_not_closed(van_nadia: Client, geschreven: Gesprek) -> None:
    Gesprek.objects.update(staat=Staat.AFGEZEGD)

    assert say_yes(van_nadia, geschreven) == 409
    page = van_nadia.get(pad(geschreven, "afronden/"))
    assertContains(page, "Dit gesprek is afgezegd.", status_code=409)


@pytest.mark.parametrize("gone", ["school", "inactive"])
def test_who_can_not_come_in_keeps_no_talk_open(
    geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker, gone: str
) -> None:
    if gone == "school":
        Lidmaatschap.objects.filter(gebruiker=griet).delete()
    else:
        Gebruiker.objects.filter(pk=griet.pk).update(is_active=False)

    assert confirm(geschreven, nadia)


def test_yes_again_closes_once_the_last_other_left(
    van_nadia: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    confirm(geschreven, nadia)
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    assertContains(van_nadia.get(pad(geschreven, "afronden/")), "Ja, dit klopt zo")
    assert say_yes(van_nadia, geschreven) == 302
    assert Verslag.objects.exists()


def test_team_takes_the_yes_of_who_opened_the_page(
    team: Gesprek, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> None:
    arrive(team, nadia, griet)

    assert confirm(team, nadia) is None
    assert confirm(team, sofie) is None
    assert confirm(team, griet)


def test_team_of_one_is_not_enough(
    team: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    arrive(team, nadia)

    assert confirm(team, nadia) is None
    page = sign_in(nadia).get(pad(team, "afronden/"))
    assertContains(page, "Zodra <bdi>nog iemand van de groep</bdi> ook ja zegt")
    assert confirm(team, griet)


def test_closing_is_for_participants(
    geschreven: Gesprek, leen: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    for who, status in ((leen, 403), (sofie, 404), (joost, 404)):
        client = sign_in(who)
        assert client.get(pad(geschreven, "afronden/")).status_code == status
        assert say_yes(client, geschreven) == status
    assert not Bevestiging.objects.exists()


def test_report_has_its_text_and_remarks(
    van_nadia: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_afspraak(geschreven, "Kom kijken", wie=griet)
    verslag = make_verslag(geschreven, nadia, griet)
    verslag.opmerkingen.create(school=verslag.school, auteur=griet, tekst="Later <b>")

    page = van_nadia.get(pad(geschreven, "verslag/"))

    for told in ("Wat lukt?", "Het lukt.", "Kom kijken", "Later &lt;b&gt;", "Griet"):
        assertContains(page, told)


def test_remark_is_added_once(
    van_nadia: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    verslag = make_verslag(geschreven, nadia, griet)
    typed = {"tekst": " Nog dit. ", "sleutel": "9c5f0b1e-5d3a-4f41-9a57-0d8f1f0d7a11"}

    for _ in range(5):
        response = van_nadia.post(pad(geschreven, "verslag/"), typed)
        assertRedirects(response, pad(geschreven, "verslag/"))

    [opmerking] = verslag.opmerkingen.all()
    assert (opmerking.tekst, opmerking.auteur) == ("Nog dit.", nadia)


@pytest.mark.parametrize(
    ("tekst", "said"),
    [("", "Schrijf eerst je opmerking."), ("x" * 5001, "Dit is 5.001 tekens lang")],
)
def test_bad_remark_comes_back(
    van_nadia: Client,
    geschreven: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    tekst: str,
    said: str,
) -> None:
    make_verslag(geschreven, nadia, griet)

    page = van_nadia.post(pad(geschreven, "verslag/"), {"tekst": tekst})

    assertContains(page, said, status_code=422)
    assertContains(page, tekst, status_code=422)


@pytest.mark.parametrize("what", ["verslag/", "verslag.pdf"])
def test_report_that_is_not_there_is_not_found(
    van_nadia: Client, geschreven: Gesprek, what: str
) -> None:
    assert van_nadia.get(pad(geschreven, what)).status_code == 404
    assertContains(van_nadia.get(pad(geschreven, "")), "Er is nog geen verslag.")


@pytest.mark.parametrize("what", ["verslag/", "verslag.pdf", "delen/"])
def test_report_is_for_participants(
    geschreven: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
    sofie: Gebruiker,
    what: str,
) -> None:
    make_verslag(geschreven, nadia, griet)
    Deelname.objects.filter(gebruiker=griet).update(tot=timezone.now())
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    found = [
        sign_in(who).get(pad(geschreven, what)).status_code
        for who in (leen, sofie, griet)
    ]

    assert found == [403, 404, 404]


@pytest.mark.parametrize("what", ["verslag/", "verslag.pdf", "delen/"])
def test_who_joined_the_talk_later_has_no_report(
    geschreven: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    sofie: Gebruiker,
    what: str,
) -> None:
    make_verslag(geschreven, nadia, griet)
    make_deelnemer(geschreven, sofie)

    assert sign_in(sofie).get(pad(geschreven, what)).status_code == 404
    page = sign_in(sofie).get(pad(geschreven, ""))
    assertContains(page, "al afgerond voor jij erbij kwam")


def test_other_methods_are_refused(van_nadia: Client, gesprek: Gesprek) -> None:
    for what in ("afronden/", "verslag/", "delen/"):
        assert van_nadia.put(pad(gesprek, what)).status_code == 405
    assert van_nadia.post(pad(gesprek, "verslag.pdf")).status_code == 405
