"""Writing together: what is sent, what comes back, who may, and what is kept."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pycrdt import Doc, Text

from gesprekken import document
from gesprekken.models import (
    Afspraakstap,
    Gesprek,
    Gespreksvraag,
    Samentekst,
    Verslag,
    Wijziging,
)
from gesprekken.services import samen
from scholen.models import Gebruiker
from tests.gesprekken.make import sign_in
from tests.gesprekken.schrijven import Schrijver

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    return gesprek.vragen.create(
        school=gesprek.school, volgorde=1, tekst="Hoe gaat het?"
    )


@pytest.fixture
def sleutel(vraag: Gespreksvraag) -> str:
    return str(vraag.pk)


@pytest.fixture
def nadia_schrijft(gesprek: Gesprek, nadia: Gebruiker) -> Schrijver:
    return Schrijver(gesprek, nadia, sign_in(nadia))


@pytest.fixture
def griet_schrijft(gesprek: Gesprek, griet: Gebruiker) -> Schrijver:
    return Schrijver(gesprek, griet, sign_in(griet))


def kept(gesprek: Gesprek) -> dict[str, str]:
    """What stands in the database: the text beside the updates."""
    found = Samentekst.objects.filter(gesprek=gesprek).first()
    tekst: dict[str, str] = found.tekst if found else {}
    return tekst


def afspraken(gesprek: Gesprek) -> list[tuple[int, str, str, str]]:
    return [
        (
            row.plek,
            row.wat,
            "school" if row.van_school else str(row.wie or ""),
            str(row.tegen or ""),
        )
        for row in gesprek.afspraken.order_by("plek")
    ]


def test_what_one_types_the_other_reads(
    sleutel: str, nadia_schrijft: Schrijver, griet_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(sleutel, "De overgang tussen twee lessen.")
    nadia_schrijft.sync()
    griet_schrijft.sync()
    assert griet_schrijft.read(sleutel) == "De overgang tussen twee lessen."


def test_two_at_once_lose_nothing(
    gesprek: Gesprek,
    sleutel: str,
    nadia_schrijft: Schrijver,
    griet_schrijft: Schrijver,
) -> None:
    nadia_schrijft.type(sleutel, "A")
    griet_schrijft.type(sleutel, "B")
    for who in (nadia_schrijft, griet_schrijft, nadia_schrijft):
        who.sync()
    texts = {nadia_schrijft.read(sleutel), griet_schrijft.read(sleutel)}
    assert texts == {kept(gesprek)[sleutel]}
    assert sorted(texts.pop()) == ["A", "B"]


def test_text_beside_the_updates_follows(
    gesprek: Gesprek, sleutel: str, nadia_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(sleutel, "één\0 twee 😀")
    nadia_schrijft.sync()
    assert kept(gesprek) == {sleutel: "één twee 😀"}


def test_same_post_again_keeps_one_update(
    sleutel: str, nadia_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(sleutel, "een keer")
    answers = [nadia_schrijft.post().json() for _ in range(5)]
    assert [answer["last"] for answer in answers] == [1] * 5
    assert Wijziging.objects.count() == 1


def test_answer_holds_what_is_newer_and_no_more(
    sleutel: str, nadia_schrijft: Schrijver, griet_schrijft: Schrijver
) -> None:
    for word in ("een", "twee", "drie"):
        nadia_schrijft.type(sleutel, word)
        nadia_schrijft.sync()
    assert len(griet_schrijft.sync(since=1)["updates"]) == 2
    assert griet_schrijft.sync(since=3)["updates"] == []


def test_late_reader_gets_the_whole_in_one_piece(
    sleutel: str, nadia_schrijft: Schrijver, griet_schrijft: Schrijver
) -> None:
    for number in range(samen.SQUEEZE + 3):
        nadia_schrijft.type(sleutel, f"{number} ")
        nadia_schrijft.sync()
    answer = griet_schrijft.sync()
    assert (len(answer["updates"]), answer["last"]) == (4, samen.SQUEEZE + 3)
    assert griet_schrijft.read(sleutel) == nadia_schrijft.read(sleutel)


def test_answer_tells_what_the_server_has(
    sleutel: str, nadia_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(sleutel, "tekst")
    answer = nadia_schrijft.sync()
    assert answer["sv"] == b64encode(nadia_schrijft.doc.get_state()).decode()


def test_poll_writes_nothing(gesprek: Gesprek, nadia_schrijft: Schrijver) -> None:
    assert nadia_schrijft.sync(update=None)["last"] == 0
    assert not Samentekst.objects.exists()


def bad(text: bytes) -> str:
    return b64encode(text).decode()


@pytest.mark.parametrize(
    ("changes", "status", "fout"),
    [
        ({"update": bad(b"rommel")}, 422, document.ONLEESBAAR),
        ({"update": "geen base64!"}, 422, "Dit bericht kwam beschadigd aan."),
        ({"since": -1}, 422, "Dit bericht kwam beschadigd aan."),
        ({"since": "1"}, 422, "Dit bericht kwam beschadigd aan."),
        ({"since": True}, 422, "Dit bericht kwam beschadigd aan."),
        ({"veld": ["x"]}, 422, "Dit bericht kwam beschadigd aan."),
        ({"update": {"a": 1}}, 422, "Dit bericht kwam beschadigd aan."),
        ({"update": "A" * 5_000_000}, 413, "Dit is te veel in één keer"),
        ({"ik": str(uuid4())}, 409, "Op dit toestel is intussen iemand anders"),
        ({"ik": None}, 409, "Op dit toestel is intussen iemand anders"),
    ],
)
def test_bad_message_gets_a_sentence_and_changes_nothing(
    gesprek: Gesprek,
    sleutel: str,
    nadia_schrijft: Schrijver,
    changes: dict[str, Any],
    status: int,
    fout: str,
) -> None:
    nadia_schrijft.type(sleutel, "stond er al")
    nadia_schrijft.sync()
    response = nadia_schrijft.post(**changes)
    assert response.status_code == status
    assert response.json()["fout"].startswith(fout)
    assert kept(gesprek) == {sleutel: "stond er al"}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_body_that_is_no_message_is_refused(
    nadia_schrijft: Schrijver, body: bytes
) -> None:
    response = nadia_schrijft.client.post(
        nadia_schrijft.adres, body, content_type="application/json"
    )
    assert response.status_code == 422


def test_update_of_another_talk_is_refused(
    gesprek: Gesprek, sleutel: str, nadia_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(str(uuid4()), "van elders")
    response = nadia_schrijft.post()
    assert (response.status_code, kept(gesprek)) == (422, {})


def test_too_long_a_text_is_refused_and_shorter_is_taken(
    gesprek: Gesprek, sleutel: str, nadia_schrijft: Schrijver
) -> None:
    nadia_schrijft.type(sleutel, "x" * 20_001)
    assert nadia_schrijft.post().status_code == 422
    del nadia_schrijft.doc.get(sleutel, type=Text)[0:1]
    nadia_schrijft.sync()
    assert kept(gesprek) == {sleutel: "x" * 20_000}


@pytest.mark.parametrize("who", ["leen", "sofie", "joost"])
def test_who_takes_no_part_gets_nothing(
    request: pytest.FixtureRequest, gesprek: Gesprek, who: str
) -> None:
    wie = request.getfixturevalue(who)
    response = Schrijver(gesprek, wie, sign_in(wie)).post()
    assert response.status_code == 404
    assert response.json()["fout"].startswith("Je doet niet meer mee")


def test_who_is_signed_out_is_told_in_words(gesprek: Gesprek, nadia: Gebruiker) -> None:
    response = Schrijver(gesprek, nadia, Client()).post()
    assert response.status_code == 401
    assert response.json() == {"fout": "Meld je opnieuw aan. Je tekst staat klaar."}


def test_who_left_the_talk_writes_no_more(
    gesprek: Gesprek, sleutel: str, nadia: Gebruiker, nadia_schrijft: Schrijver
) -> None:
    gesprek.deelnemers.filter(gebruiker=nadia).delete()
    nadia_schrijft.type(sleutel, "te laat")
    assert (nadia_schrijft.post().status_code, kept(gesprek)) == (404, {})


def close(gesprek: Gesprek) -> None:
    Verslag.objects.create(
        gesprek=gesprek, school=gesprek.school, inhoud={}, vingerafdruk="a" * 64
    )


def cancel(gesprek: Gesprek) -> None:
    Gesprek.objects.filter(pk=gesprek.pk).update(staat="afgezegd")


@pytest.mark.parametrize(
    ("end", "fout"),
    [(close, "Dit gesprek is afgesloten"), (cancel, "Dit gesprek is afgezegd")],
)
def test_talk_that_is_over_takes_nothing(
    gesprek: Gesprek,
    sleutel: str,
    nadia_schrijft: Schrijver,
    end: Any,
    fout: str,
) -> None:
    nadia_schrijft.type(sleutel, "op tijd")
    nadia_schrijft.sync()
    end(gesprek)
    nadia_schrijft.type(sleutel, " te laat")
    response = nadia_schrijft.post()
    assert response.status_code == 409
    assert response.json()["fout"].startswith(fout)
    assert kept(gesprek) == {sleutel: "op tijd"}


def test_agreements_follow_the_document(
    gesprek: Gesprek, vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    values = {"1.wie": str(griet.pk), "1.tegen": "2026-12-11", "2.wie": "school"}
    teksten = {"afspraak-1": "Meekijken in 3B", "afspraak-2": " Lokaal ruilen "}
    samen.append(gesprek.pk, document.edit(Doc(), teksten, values), nadia)
    assert afspraken(gesprek) == [
        (1, "Meekijken in 3B", "Griet", "2026-12-11"),
        (2, "Lokaal ruilen", "school", ""),
    ]


def write(gesprek: Gesprek, door: Gebruiker, **teksten: str) -> None:
    found = Samentekst.objects.filter(gesprek=gesprek).first()
    doc = samen.load(found) if found else Doc()
    typed = {key.replace("_", "-"): tekst for key, tekst in teksten.items()}
    samen.append(gesprek.pk, document.edit(doc, typed, {}), door)


def test_agreement_goes_when_its_words_go(gesprek: Gesprek, nadia: Gebruiker) -> None:
    write(gesprek, nadia, afspraak_1="Toch niet")
    write(gesprek, nadia, afspraak_1=" ")
    assert afspraken(gesprek) == []


def test_agreement_stays_itself_while_it_is_written(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    write(gesprek, nadia, afspraak_1="Meekijk")
    before = gesprek.afspraken.get().pk
    write(gesprek, nadia, afspraak_1="Meekijken")
    assert gesprek.afspraken.get().pk == before


def test_only_an_agreement_that_changes_has_a_new_version(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    write(gesprek, nadia, afspraak_1="Blijft", afspraak_2="Verandert")
    before = dict(gesprek.afspraken.values_list("plek", "versie"))
    write(gesprek, nadia, afspraak_2="Veranderde")
    after = dict(gesprek.afspraken.values_list("plek", "versie"))
    assert {plek: after[plek] - before[plek] for plek in after} == {1: 0, 2: 1}


def test_agreement_with_a_life_of_its_own_is_left_alone(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    write(gesprek, nadia, afspraak_1="Meekijken")
    afspraak = gesprek.afspraken.get()
    Afspraakstap.objects.create(
        school=gesprek.school, afspraak=afspraak, soort="gedaan", wat=afspraak.wat
    )
    write(gesprek, nadia, afspraak_1="Iets anders")
    assert afspraken(gesprek) == [(1, "Meekijken", "", "")]


@pytest.mark.parametrize(
    ("wie", "tegen"), [("iemand", "morgen"), (NOBODY, "2026-13-01"), ("", "")]
)
def test_agreement_by_nobody_known_is_nobodys(
    gesprek: Gesprek, nadia: Gebruiker, wie: str, tegen: str
) -> None:
    values = {"1.wie": wie, "1.tegen": tegen}
    samen.append(
        gesprek.pk, document.edit(Doc(), {"afspraak-1": "Iets"}, values), nadia
    )
    assert afspraken(gesprek) == [(1, "Iets", "", "")]


def test_who_is_here_is_told_to_the_other(
    nadia_schrijft: Schrijver, griet_schrijft: Schrijver
) -> None:
    nadia_schrijft.sync(veld="vraag 1")
    griet_schrijft.sync()
    assert griet_schrijft.aanwezig == [["Nadia", "vraag 1"]]
    assert nadia_schrijft.aanwezig == []


def test_place_that_is_none_is_not_passed_on(
    nadia_schrijft: Schrijver, griet_schrijft: Schrijver
) -> None:
    nadia_schrijft.sync(veld="<b>mijn geheim</b>")
    griet_schrijft.sync()
    assert griet_schrijft.aanwezig == [["Nadia", ""]]


def test_stream_needs_a_server_that_streams(gesprek: Gesprek, nadia: Gebruiker) -> None:
    response = sign_in(nadia).get(f"/gesprekken/{gesprek.pk}/samen/stroom")
    assert response.status_code == 204


@pytest.mark.parametrize(("who", "status"), [("leen", 404), ("joost", 404)])
def test_stream_is_for_participants(
    request: pytest.FixtureRequest, gesprek: Gesprek, who: str, status: int
) -> None:
    client = sign_in(request.getfixturevalue(who))
    response = client.get(f"/gesprekken/{gesprek.pk}/samen/stroom")
    assert response.status_code == status


def test_key_is_each_persons_own_and_stays(nadia: Gebruiker, griet: Gebruiker) -> None:
    answers = [
        sign_in(wie).get("/gesprekken/sleutel").json() for wie in (nadia, nadia, griet)
    ]
    keys = [answer["sleutel"] for answer in answers]
    assert keys[0] == keys[1] != keys[2]
    assert [answer["ik"] for answer in answers] == [
        str(wie.pk) for wie in (nadia, nadia, griet)
    ]
