import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from gesprekken.forms.voorbereiden import VoorbereidingForm
from gesprekken.models import Gesprek, Gespreksvraag, Voorbereiding
from gesprekken.services.tonen import Keuze
from gesprekken.services.voorbereiden import (
    GEEN_VRAAG,
    GETOOND,
    WACHT,
    Bewaard,
    read_kladden,
)
from gesprekken.views.voorbereiden import ANDERS
from scholen.models import Bewaring, Gebruiker
from tests.make import make_gesprek

from .bereid import (
    automatic,
    get_versie,
    make_vraag,
    post_json,
    prepare_path,
    press,
    save,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    return make_vraag(gesprek)


def read(vraag: Gespreksvraag, wie: Gebruiker) -> str | None:
    [klad] = [it for it in read_kladden(vraag.gesprek, wie) if it.vraag == vraag]
    return klad.tekst


def test_one_press_saves_every_field(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    second = make_vraag(vraag.gesprek, 2)

    van_nadia.post(
        prepare_path(vraag.gesprek), typed(vraag, "Een") | typed(second, "Twee")
    )

    assert (read(vraag, nadia), read(second, nadia)) == ("Een", "Twee")


def test_field_that_fails_keeps_no_other_back(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    second = make_vraag(vraag.gesprek, 2)
    sent = typed(vraag, "x" * 20_001) | typed(second, "Twee")

    response = van_nadia.post(prepare_path(vraag.gesprek), sent)

    said = "Dit is 20.001 tekens lang; er kunnen er 20.000 in. Kort het in."
    assertContains(response, said, count=2, status_code=422)
    assertContains(response, "x" * 20_001, status_code=422)
    assert (read(vraag, nadia), read(second, nadia)) == ("", "Twee")
    # What was saved can be gone on with, from this very page.
    again = response.context["blokken"][1].form["versie"].value()
    assert save(second, nadia, "Drie", versie=int(again)).gelukt


def test_longest_text_is_kept(nadia: Gebruiker, vraag: Gespreksvraag) -> None:
    longest = "🙂" * 20_000

    assert save(vraag, nadia, longest) == Bewaard(True, longest, 1)
    assert read(vraag, nadia) == longest


@pytest.mark.parametrize(
    ("tekst", "kept"),
    [
        ("a\0b", "ab"),
        ("e\u0301", "é"),
        ("a\r\nb", "a\nb"),
        ("  a ", "  a "),
        (" \u200b\n", ""),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_text_is_kept_as_everywhere(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag, tekst: str, kept: str
) -> None:
    response = post_json(van_nadia, vraag, automatic(vraag.pk, tekst))

    assert response.status_code == 200
    assert read(vraag, nadia) == kept


@pytest.mark.parametrize(
    ("tekst", "said"),
    [
        (
            "x" * 20_001,
            "Dit is 20.001 tekens lang; er kunnen er 20.000 in. Kort het in.",
        ),
        ("e" + "\u0301" * 31, "Op één letter staan te veel accenten."),
    ],
)
def test_bad_text_is_said_to_the_script(
    van_nadia: Client, vraag: Gespreksvraag, tekst: str, said: str
) -> None:
    response = post_json(van_nadia, vraag, automatic(vraag.pk, tekst))

    assert response.status_code == 422
    assert response.json()["fout"].startswith(said)
    assert not Voorbereiding.objects.exists()


def test_half_character_is_said(van_nadia: Client, vraag: Gespreksvraag) -> None:
    form = VoorbereidingForm(automatic(vraag.pk, "\ud83d"))

    [said] = form.errors["tekst"]
    assert str(said).startswith("In deze tekst staat een teken dat stuk is")
    assert "\ufffd" in str(form["tekst"])


@pytest.mark.parametrize(
    "asked", ["", "x", "0", "a\0b", "00000000-0000-4000-8000-000000000000", "é" * 999]
)
def test_unknown_question_is_said(
    van_nadia: Client, vraag: Gespreksvraag, asked: str
) -> None:
    response = post_json(van_nadia, vraag, automatic(asked, "x"))

    assert (response.status_code, response.json()) == (422, {"fout": GEEN_VRAAG})


def test_question_of_another_talk_is_not_ones_own(
    van_nadia: Client, vraag: Gespreksvraag
) -> None:
    elsewhere = make_vraag(make_gesprek())

    response = post_json(van_nadia, vraag, automatic(elsewhere.pk, "x"))

    assert (response.status_code, response.json()) == (422, {"fout": GEEN_VRAAG})
    assert not Voorbereiding.objects.exists()


def test_script_saves_and_goes_on(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    answers = [
        post_json(van_nadia, vraag, automatic(vraag.pk, tekst, versie)).json()
        for versie, tekst in enumerate(["a", "ab", "", "abc"])
    ]

    assert answers == [{"versie": versie} for versie in (1, 2, 3, 4)]
    assert read(vraag, nadia) == "abc"


def test_press_sent_five_times_is_saved_once(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    sent = automatic(vraag.pk, "a")

    answers = [post_json(van_nadia, vraag, sent).json() for _ in range(5)]

    assert answers == [{"versie": 1}] * 5
    assert (get_versie(vraag, nadia), Bewaring.objects.count()) == (1, 1)


def test_same_press_saves_the_same_words_with_each_question(
    nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    second = make_vraag(vraag.gesprek, 2)

    for one in (vraag, second):
        save(one, nadia, "Ja", kenmerk="k" * 64)

    assert (read(vraag, nadia), read(second, nadia)) == ("Ja", "Ja")


def test_press_sent_again_later_overwrites_nothing(
    nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    """The answer got lost; meanwhile its author wrote on elsewhere."""
    save(vraag, nadia, "gsm", versie=0, kenmerk="gsm")
    save(vraag, nadia, "laptop", versie=1)

    again = save(vraag, nadia, "gsm", versie=0, kenmerk="gsm")
    after = save(vraag, nadia, "gsm, en verder", versie=again.versie)

    assert (again.gelukt, after) == (True, Bewaard(False, "laptop", 2))


def test_two_devices_never_overwrite_each_other(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "laptop")

    response = post_json(van_nadia, vraag, automatic(vraag.pk, "gsm", 0))

    told = {"fout": ANDERS, "bewaard": "laptop", "versie": 1}
    assert (response.status_code, response.json()) == (409, told)
    assert read(vraag, nadia) == "laptop"
    chosen = post_json(van_nadia, vraag, automatic(vraag.pk, "gsm", 1))
    assert (chosen.json(), read(vraag, nadia)) == ({"versie": 2}, "gsm")


def test_page_gives_both_texts(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    second = make_vraag(vraag.gesprek, 2)
    save(vraag, nadia, "<i>laptop</i>")
    sent = typed(vraag, "<b>gsm</b>") | typed(second, "Twee")

    response = van_nadia.post(prepare_path(vraag.gesprek), sent)

    assertContains(response, "&lt;i&gt;laptop&lt;/i&gt;</div>", status_code=409)
    assertContains(response, "&lt;b&gt;gsm&lt;/b&gt;</textarea>", status_code=409)
    assert (read(vraag, nadia), read(second, nadia)) == ("<i>laptop</i>", "Twee")
    versie = int(response.context["blokken"][0].form["versie"].value())
    assert save(vraag, nadia, "gsm", versie=versie).gelukt


@pytest.mark.parametrize("versie", ["", "x", "-1", str(2**31), "9" * 99, "\0"])
def test_version_that_is_none_overwrites_nothing(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag, versie: str
) -> None:
    save(vraag, nadia, "laptop")

    sent = automatic(vraag.pk, "gsm") | {"versie": versie}

    assert post_json(van_nadia, vraag, sent).status_code == 409
    assert read(vraag, nadia) == "laptop"


def test_cleared_text_is_not_brought_back_by_an_old_page(
    nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "a")
    save(vraag, nadia, "")

    assert save(vraag, nadia, "a en meer", versie=1) == Bewaard(False, "", 2)


def test_empty_field_keeps_no_row(nadia: Gebruiker, vraag: Gespreksvraag) -> None:
    assert save(vraag, nadia, "") == Bewaard(True, "", 0)
    assert not Voorbereiding.objects.exists()


@pytest.mark.parametrize("keuze", [Keuze.SAMEN, Keuze.NU])
def test_words_that_wait_or_are_shown_stay(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag, keuze: Keuze
) -> None:
    save(vraag, nadia, "Vast")
    press(vraag, nadia, keuze)

    response = post_json(van_nadia, vraag, automatic(vraag.pk, "Anders", 1))
    page = van_nadia.post(prepare_path(vraag.gesprek), typed(vraag, "Anders", 1))

    said = WACHT if keuze == Keuze.SAMEN else GETOOND
    assert (response.status_code, response.json()) == (422, {"fout": said})
    assertContains(page, "Anders</textarea>", status_code=422)
    assert read(vraag, nadia) == "Vast"
