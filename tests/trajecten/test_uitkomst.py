"""Learning outcomes: three groups, evidence, who recognises, the programme."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.models import Gebruiker
from tests.bestanden import make_pdf
from tests.make import (
    make_bewijsstuk,
    make_leeruitkomst,
    make_traject,
    make_validering,
)
from tests.pdfua import problems
from tests.trajecten.make import browser, find, make_others, of_traject
from trajecten.forms import uitkomst as forms
from trajecten.models import (
    Bewijsbestand,
    Bewijsstuk,
    Leeruitkomst,
    Staat,
    Traject,
    Trajectrol,
    Validering,
)
from trajecten.services import TrajectFout, uitkomst
from trajecten.uitkomsten import EERSTE

pytestmark = pytest.mark.django_db

PAGE = "leeruitkomsten/"


@pytest.fixture
def amira(traject: Traject) -> Gebruiker:
    return find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


@pytest.fixture
def row(traject: Traject) -> Leeruitkomst:
    return make_leeruitkomst(traject, "Je kan een practicum leiden.")


def of_row(row: Leeruitkomst) -> str:
    return f"/trajecten/leeruitkomsten/{row.pk}/"


def press(wie: Gebruiker, row: Leeruitkomst, actie: str, **typed: Any) -> Any:
    """Press a button on the page of an outcome, with a key of its own."""
    sent = {"actie": actie, "sleutel": str(uuid4()), "versie": "0"} | typed
    return browser(wie).post(of_row(row), sent)


def change(wie: Gebruiker, row: Leeruitkomst, **typed: str) -> Any:
    words = {"tekst": row.tekst, "hoe": "", "met": "", "tegen": ""}
    return press(wie, row, "bewaar", **words | typed)


def as_file(data: bytes, naam: str = "les.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, data, content_type="application/pdf")


# The list


def test_outcomes_stand_by_how_far_they_are(traject: Traject, bart: Gebruiker) -> None:
    later, soon, never, shown, seen = (make_leeruitkomst(traject) for _ in range(5))
    day = timezone.localdate()
    for one, days in ((later, 9), (soon, 2)):
        Leeruitkomst.objects.filter(pk=one.pk).update(tegen=day + dt.timedelta(days))
    make_bewijsstuk(shown)
    make_validering(seen, bart)

    overzicht = browser(bart).get(of_traject(traject, PAGE)).context["overzicht"]

    assert overzicht.ontbreekt == [soon, later, never]
    assert (overzicht.getoond, overzicht.gevalideerd) == ([shown], [seen])
    assert list(traject.leeruitkomsten.missing()) == [later, soon, never]


def test_some_of_the_first_set_and_own_words_are_added_once(
    traject: Traject, bart: Gebruiker
) -> None:
    client, page = browser(bart), of_traject(traject, PAGE)
    sent = {"kies": ["klas", "team"], "tekst": "Je kan fluiten.", "sleutel": uuid4()}

    for _ in range(2):
        assertRedirects(client.post(page, sent), page, fetch_redirect_response=False)
    client.post(page, {"kies": ["klas"], "sleutel": str(uuid4())})

    words = [EERSTE["klas"], EERSTE["team"], "Je kan fluiten."]
    assert [one.tekst for one in traject.leeruitkomsten.all()] == words
    left = client.get(page).context["form"].fields["kies"].choices
    assert {key for key, _ in left} == EERSTE.keys() - {"klas", "team"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, forms.NIETS),
        ({"tekst": " "}, forms.NIETS),
        ({"kies": ["rang"]}, "Kies uit de lijst."),
        ({"tekst": "x" * 301}, "er kunnen er 300 in."),
    ],
)
def test_nothing_and_too_much_get_a_sentence(
    typed: dict[str, Any], said: str, traject: Traject, bart: Gebruiker
) -> None:
    response = browser(bart).post(of_traject(traject, PAGE), typed)

    assertContains(response, said, status_code=422)
    assert not Leeruitkomst.objects.exists()


def test_more_than_sixty_are_refused_as_a_whole(
    traject: Traject, bart: Gebruiker
) -> None:
    for _ in range(uitkomst.MOST - 1):
        make_leeruitkomst(traject)

    sent = {"kies": ["klas", "team"], "sleutel": str(uuid4())}
    response = browser(bart).post(of_traject(traject, PAGE), sent)

    assertContains(response, uitkomst.VOL, status_code=422)
    assert traject.leeruitkomsten.count() == uitkomst.MOST - 1


def test_first_set_is_all_in_the_same_form() -> None:
    assert [one for one in EERSTE.values() if not one.startswith("Je kan ")] == []


# Who reads


@pytest.mark.parametrize("page", [PAGE, "programma.pdf", "uitkomst", "bewijs"])
def test_only_people_of_the_track_read(
    page: str, traject: Traject, row: Leeruitkomst, coordinator: Gebruiker
) -> None:
    stuk = make_bewijsstuk(row, make_pdf())
    paths = {"uitkomst": of_row(row), "bewijs": f"/trajecten/bewijs/{stuk.pk}/"}
    path = paths.get(page, of_traject(traject, page))
    others = make_others(traject)

    seen = {wie: browser(mens).get(path).status_code for wie, mens in others.items()}

    assert {wie for wie, status in seen.items() if status == 200} == {
        "lerarenopleider",
        "aanvangsbegeleider",
    }
    assert {seen[wie] for wie in ("lid", "directie", "vorige duo-partner")} == {404}
    assert browser(coordinator).get(path).status_code == 403


# Words and programme


def test_everybody_of_the_track_plans_how(row: Leeruitkomst, bart: Gebruiker) -> None:
    response = change(bart, row, hoe="Meekijken.", met="Griet", tegen="1-6-2027")

    assertRedirects(response, of_row(row), fetch_redirect_response=False)
    row.refresh_from_db()
    assert (row.hoe, row.met, row.tegen) == ("Meekijken.", "Griet", dt.date(2027, 6, 1))


def test_who_is_second_gets_both_and_overwrites_nothing(
    row: Leeruitkomst, bart: Gebruiker, amira: Gebruiker
) -> None:
    change(bart, row, met="Griet")

    response = change(amira, row, met="Mia")

    assert response.status_code == 409
    [one] = response.context["verschillen"]
    assert (one.bewaard, one.getypt) == ("Griet", "Mia")
    row.refresh_from_db()
    assert row.met == "Griet"


def test_outcome_is_taken_out_until_there_is_evidence(
    row: Leeruitkomst, bart: Gebruiker
) -> None:
    stuk = make_bewijsstuk(row)
    assertContains(press(bart, row, "weg"), uitkomst.HEEFT_BEWIJS, status_code=409)
    stuk.delete()

    assert press(bart, row, "weg").status_code == 302
    assert not Leeruitkomst.objects.exists()


def test_unknown_button_does_nothing(row: Leeruitkomst, bart: Gebruiker) -> None:
    assert press(bart, row, "alles").status_code == 422
    row.refresh_from_db()
    assert row.versie == 0


# Recognising


@pytest.mark.parametrize("rol", [Trajectrol.DUO_PARTNER, Trajectrol.LERARENOPLEIDER])
def test_who_recognises_it_stands_beside_it(
    rol: Trajectrol, traject: Traject, row: Leeruitkomst
) -> None:
    if rol == Trajectrol.LERARENOPLEIDER:
        make_others(traject)
    wie = find(traject, rol)

    press(wie.gebruiker, row, "erken", namens="de opleiding")

    page = browser(wie.gebruiker).get(of_row(row))
    by = f"door <bdi>{wie}</bdi>, namens <bdi>de opleiding</bdi>"
    assertContains(page, f"<strong>Erkend</strong> {by}")


def test_nobody_recognises_their_own(row: Leeruitkomst, amira: Gebruiker) -> None:
    response = press(amira, row, "erken")

    assertContains(response, uitkomst.NIET_ZELF, status_code=409)
    assert not Validering.objects.exists()


def test_only_words_that_one_read_are_recognised(
    row: Leeruitkomst, bart: Gebruiker, amira: Gebruiker
) -> None:
    change(amira, row, tekst="Je kan alles.")

    response = press(bart, row, "erken", versie="0")

    assertContains(response, uitkomst.VERANDERD, status_code=409)
    assert not Validering.objects.exists()


def test_recognised_words_stay_and_the_programme_may_change(
    row: Leeruitkomst, bart: Gebruiker
) -> None:
    press(bart, row, "erken")

    refused = change(bart, row, tekst="Je kan alles.")
    allowed = change(bart, row, hoe="Nog eens doen.")

    assertContains(refused, uitkomst.ERKEND, status_code=409)
    assertContains(refused, "Je kan alles.", status_code=409)
    row.refresh_from_db()
    assert (allowed.status_code, row.tekst[:6], row.hoe[:3]) == (302, "Je kan", "Nog")
    assertContains(press(bart, row, "weg"), uitkomst.ERKEND, status_code=409)


def test_only_who_recognised_it_takes_it_back(
    traject: Traject, row: Leeruitkomst, bart: Gebruiker
) -> None:
    others = make_others(traject)
    press(bart, row, "erken")

    refused = press(others["lerarenopleider"], row, "terug")
    assertContains(refused, uitkomst.VAN_ANDER, status_code=409)
    second = press(others["lerarenopleider"], row, "erken")
    assertContains(second, uitkomst.AL_ERKEND, status_code=409)

    assert press(bart, row, "terug").status_code == 302
    assert not Validering.objects.exists()


# Evidence


def test_evidence_of_every_kind_at_once(row: Leeruitkomst, amira: Gebruiker) -> None:
    data = make_pdf()
    link = "https://school.be/les?x=1&y=2"

    response = press(
        amira, row, "bewijs", tekst="Zie de les.", link=link, bestand=as_file(data)
    )

    assertRedirects(response, of_row(row), fetch_redirect_response=False)
    stuk = Bewijsstuk.objects.get()
    assert (stuk.tekst, stuk.link, stuk.naam) == ("Zie de les.", link, "les.pdf")
    assert (stuk.grootte, bytes(stuk.bestand.data)) == (len(data), data)
    page = browser(amira).get(of_row(row)).content.decode()
    assert 'href="https://school.be/les?x=1&amp;y=2" rel="noopener noreferrer' in page


def test_file_is_only_ever_a_download(row: Leeruitkomst, bart: Gebruiker) -> None:
    data = make_pdf()
    stuk = make_bewijsstuk(row, data, naam="mijn “les”; ok.pdf")

    response = browser(bart).get(f"/trajecten/bewijs/{stuk.pk}/")

    assert response.content == data
    found = {
        name: response[name]
        for name in (
            "Content-Type",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cross-Origin-Resource-Policy",
            "Cache-Control",
        )
    }
    assert found == {
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store, private",
    }
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''mijn%20")


def test_words_alone_are_no_download(row: Leeruitkomst, bart: Gebruiker) -> None:
    stuk = make_bewijsstuk(row)

    assert browser(bart).get(f"/trajecten/bewijs/{stuk.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, forms.GEEN_BEWIJS),
        ({"link": "javascript:alert(1)"}, forms.GEEN_LINK),
        ({"link": "data:text/html,x"}, forms.GEEN_LINK),
        ({"link": "ftp://school.be/"}, forms.GEEN_LINK),
        ({"link": "//school.be/"}, forms.GEEN_LINK),
        ({"link": "https://an:geheim@school.be/"}, forms.GEEN_LINK),
        ({"link": "https://[::1"}, forms.GEEN_LINK),
        ({"link": "https://"}, forms.GEEN_LINK),
        ({"link": "school.be"}, forms.GEEN_LINK),
        ({"tekst": "x" * 2001}, "er kunnen er 2.000 in."),
    ],
)
def test_bad_evidence_gets_a_sentence_and_keeps_what_was_typed(
    typed: dict[str, str], said: str, row: Leeruitkomst, amira: Gebruiker
) -> None:
    response = press(amira, row, "bewijs", **typed)

    assertContains(response, said, status_code=422)
    for tekst in typed.values():
        assertContains(response, tekst, status_code=422)
    assert not Bewijsstuk.objects.exists()


@pytest.mark.parametrize(
    ("naam", "data", "said"),
    [
        ("les.pdf", b"<html><script>", "eindigt op .pdf, maar"),
        ("teken.svg", b"<svg onload='x'>", "Dit bestand herkennen we niet."),
        ("les.pdf", b"", "Dit bestand is leeg."),
        ("les.pdf", b"%PDF-" + bytes(10 * 1024 * 1024), "groter dan 10 MB"),
    ],
)
def test_bad_file_keeps_the_words_beside_it(
    naam: str, data: bytes, said: str, row: Leeruitkomst, amira: Gebruiker
) -> None:
    response = press(
        amira, row, "bewijs", tekst="Bij mijn les.", bestand=as_file(data, naam)
    )

    assertContains(response, said, status_code=422)
    assertContains(response, "Bij mijn les.", status_code=422)
    assert not Bewijsbestand.objects.exists()


def test_only_the_zij_instromer_adds_and_takes_away(
    row: Leeruitkomst, bart: Gebruiker
) -> None:
    stuk = make_bewijsstuk(row)

    added = press(bart, row, "bewijs", tekst="Dat zag ik.")
    gone = press(bart, row, "bewijs_weg", bewijs=str(stuk.pk))

    assertContains(added, uitkomst.ALLEEN_ZIJ, status_code=409)
    assertContains(added, "Dat zag ik.", status_code=409)
    assert gone.status_code == 409
    assert Bewijsstuk.objects.get() == stuk


def test_evidence_goes_with_its_file_and_only_from_here(
    traject: Traject, row: Leeruitkomst, amira: Gebruiker
) -> None:
    stuk = make_bewijsstuk(row, make_pdf())
    other = make_bewijsstuk(make_leeruitkomst(traject), make_pdf())

    for pk in (stuk.pk, other.pk, uuid4()):
        press(amira, row, "bewijs_weg", bewijs=str(pk))

    assert Bewijsstuk.objects.get() == other
    assert Bewijsbestand.objects.get().bewijsstuk == other
    assert press(amira, row, "bewijs_weg", bewijs="x").status_code == 409


def test_same_press_adds_once_and_another_file_adds_again(
    row: Leeruitkomst, amira: Gebruiker
) -> None:
    sleutel, data = str(uuid4()), make_pdf()

    for sent in (data, data, data + b"\n%x"):
        press(amira, row, "bewijs", sleutel=sleutel, bestand=as_file(sent))

    assert [stuk.grootte for stuk in Bewijsstuk.objects.all()] == [
        len(data),
        len(data) + 3,
    ]


def test_there_is_room_for_twenty_and_for_so_many_bytes(
    row: Leeruitkomst, amira: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bewijsstuk(row, make_pdf())
    monkeypatch.setattr(uitkomst, "MOST_BYTES", 2 * len(make_pdf()) - 1)
    full = press(amira, row, "bewijs", bestand=as_file(make_pdf()))
    assertContains(full, uitkomst.BYTES_VOL, status_code=409)
    for _ in range(uitkomst.MOST_STUKKEN - 1):
        make_bewijsstuk(row)

    response = press(amira, row, "bewijs", tekst="Nog een.")

    assertContains(response, uitkomst.STUKKEN_VOL, status_code=409)
    assert row.bewijsstukken.count() == uitkomst.MOST_STUKKEN


# A track that doesn't go on, and what others lost


@pytest.mark.parametrize("staat", [Staat.PAUZE, Staat.BEEINDIGD])
def test_track_that_stands_still_is_only_read(
    staat: Staat, traject: Traject, row: Leeruitkomst, amira: Gebruiker
) -> None:
    Traject.objects.update(staat=staat)

    page = browser(amira).get(of_row(row))
    response = press(amira, row, "bewijs", tekst="Te laat.")

    assertContains(page, uitkomst.STIL)
    assertNotContains(page, "<textarea")
    assertContains(response, uitkomst.STIL, status_code=409)
    assertContains(response, "Te laat.", status_code=409)


def test_who_left_meanwhile_changes_nothing(
    traject: Traject, row: Leeruitkomst, bart: Gebruiker
) -> None:
    find(traject).delete()

    with pytest.raises(TrajectFout, match="niet meer mee"):
        uitkomst.drop(row, bart, kenmerk="x")


def test_outcome_that_is_gone_has_nothing_to_change(
    row: Leeruitkomst, bart: Gebruiker
) -> None:
    pk = row.pk
    row.delete()
    row.pk = pk

    uitkomst.drop(row, bart, kenmerk="x")
    uitkomst.recognise(row, bart, kenmerk="y", versie=0, namens="")

    assert not Validering.objects.exists()


def test_page_takes_as_many_queries_with_more_outcomes(
    traject: Traject,
    bart: Gebruiker,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    client: Client = browser(bart)
    for _ in range(20):
        make_bewijsstuk(make_leeruitkomst(traject), make_pdf())
    with django_assert_max_num_queries(14):
        client.get(of_traject(traject, PAGE))


def test_other_track_of_the_same_person_stays_apart(
    traject: Traject, row: Leeruitkomst, bart: Gebruiker
) -> None:
    other = make_traject(traject.school, duo_partner=bart)

    page = browser(bart).get(of_traject(other, PAGE))

    assertNotContains(page, row.tekst)


# Paper


def test_programme_on_paper_has_what_is_missing_and_what_is_recognised(
    traject: Traject, row: Leeruitkomst, bart: Gebruiker
) -> None:
    Leeruitkomst.objects.update(hoe="Drie keer meekijken.", tegen=dt.date(2027, 6, 1))
    make_validering(make_leeruitkomst(traject, "Je kan rekenen."), bart)
    make_bewijsstuk(make_leeruitkomst(traject, "Je kan zingen."))

    pdf = browser(bart).get(of_traject(traject, "programma.pdf")).content

    assert problems(pdf) == []
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(
        " ".join(page.get_textpage().get_text_range().split()) for page in pages
    )
    for said in (row.tekst, "Drie keer meekijken.", "1-6-2027", "Je kan rekenen."):
        assert said in text
    assert text.index("Je kan zingen.") > text.index("Al getoond")
