import datetime as dt
from base64 import b64decode, encodebytes
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Antwoord, Gesprek, Staat
from gesprekken.services import GesprekFout, antwoorden, planning
from gesprekken.services import momenten as service
from gesprekken.services.uitnodigen import antwoord_pad, sign
from post.models import Bericht
from samenwijzer.lib.agenda import read_replies
from samenwijzer.lib.site import absolute
from samenwijzer.lib.tijd import write_moment
from scholen.models import Gebruiker, Lidmaatschap
from tests.make import make_gebruiker, make_gesprek, make_uitnodiging
from trajecten.models import Traject

from . import programmas
from .make import (
    DAY,
    SOON,
    answers,
    at,
    deelnemer,
    make_reply,
    momenten,
    sign_in,
    told,
)

pytestmark = pytest.mark.django_db

GRIET = "griet@school.example"
KAN_NIET = [(GRIET, "Nadia kan niet naar je gesprek SamenWIJzer")]
OUD = "Je antwoord gaat over een vorige uitnodiging: het gesprek is intussen veranderd."
VOORSTEL = "Voorstel voor een ander moment verwerkt."
MINUTE = dt.timedelta(minutes=1)


def read(raw: bytes) -> str:
    [reactie] = read_replies(raw)
    return antwoorden.read(reactie)


def refused(raw: bytes) -> str:
    with pytest.raises(GesprekFout) as fout:
        read(raw)
    return str(fout.value)


def typed(gesprek: Gesprek, antwoord: str = "ja", **changes: str) -> dict[str, str]:
    gesprek.refresh_from_db()
    volgnummer = str(gesprek.volgnummer)
    good = {"antwoord": antwoord, "dag": "", "tijd": "", "volgnummer": volgnummer}
    return good | changes


@pytest.mark.parametrize(
    ("bestand", "antwoord", "proposes", "said"),
    [
        ("exchange_ja.eml", "ja", False, "Antwoord verwerkt: komt."),
        ("exchange_nee.eml", "nee", False, "Antwoord verwerkt: kan niet."),
        (
            "google_misschien.eml",
            "misschien",
            False,
            "Antwoord verwerkt: komt misschien.",
        ),
        ("apple_ja.eml", "ja", False, "Antwoord verwerkt: komt."),
        ("thunderbird_nee.eml", "nee", False, "Antwoord verwerkt: kan niet."),
        ("outlook_voorstel.eml", "misschien", True, VOORSTEL),
        ("google_voorstel.eml", "misschien", True, VOORSTEL),
        ("thunderbird_voorstel.eml", "misschien", True, VOORSTEL),
    ],
)
def test_answer_of_each_program_counts(
    gesprek: Gesprek,
    nadia: Gebruiker,
    bestand: str,
    antwoord: str,
    proposes: bool,
    said: str,
) -> None:
    Gesprek.objects.update(volgnummer=2)
    raw = programmas.load(bestand, deelnemer(gesprek, nadia))

    assert read(raw) == said

    assert answers(gesprek) == {"Griet": "open", "Nadia": antwoord}
    days = [(timezone.localdate(begin), wie) for begin, wie in momenten(gesprek)]
    assert days == ([(SOON, "Nadia")] if proposes else [])


def test_counter_proposes_its_moment_to_the_others(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    read(make_reply(deelnemer(gesprek, nadia), begin=at()))

    assert momenten(gesprek) == [(at(), "Nadia")]
    assert told("momenten") == [(GRIET, "Kies een moment voor je gesprek SamenWIJzer")]
    assert told("kan_niet") == []


def test_answer_is_read_once(gesprek: Gesprek, nadia: Gebruiker) -> None:
    raw = make_reply(deelnemer(gesprek, nadia), "DECLINED")
    read(raw)

    said = "Dit antwoord was al verwerkt, of er is een nieuwer."
    assert refused(raw) == said
    assert told("kan_niet") == KAN_NIET


def test_older_answer_that_arrives_late_changes_nothing(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    mine, now = deelnemer(gesprek, nadia), timezone.now()
    read(make_reply(mine, "ACCEPTED", op=now))

    refused(make_reply(mine, "DECLINED", op=now - MINUTE))

    assert (answers(gesprek)["Nadia"], told("kan_niet")) == ("ja", [])


def test_answer_by_a_fast_clock_does_not_come_back(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    mine = deelnemer(gesprek, nadia)
    raw = make_reply(mine, "ACCEPTED", op=timezone.now() + 5 * MINUTE)
    read(raw)
    antwoorden.answer(mine, Antwoord.NEE)

    refused(raw)

    assert answers(gesprek)["Nadia"] == "nee"


def test_answer_from_after_tomorrow_is_refused(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    raw = make_reply(deelnemer(gesprek, nadia), op=timezone.now() + 2 * DAY)

    assert refused(raw) == "Volgens dit antwoord is het al later dan vandaag."


def test_answer_to_what_it_was_before_is_refused(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    raw = make_reply(deelnemer(gesprek, nadia))
    planning.move(gesprek, griet, versie=0, begin=at(), duur=30, plaats="")

    assert refused(raw).startswith(OUD)
    assert answers(gesprek) == {"Griet": "ja", "Nadia": "open"}


@pytest.mark.parametrize(
    "changes",
    [
        {"attendee": "griet@school.example"},
        {"van": "griet@school.example"},
        {"attendee": "nadia.peeters@school.example"},
        {"van": "nadia.peeters@school.example"},
    ],
)
def test_answer_in_somebody_elses_name_is_refused(
    gesprek: Gesprek, nadia: Gebruiker, changes: dict[str, Any]
) -> None:
    raw = make_reply(deelnemer(gesprek, nadia), **changes)

    assert refused(raw) == "Dit antwoord komt niet van wie uitgenodigd is."
    assert answers(gesprek) == {"Griet": "open", "Nadia": "open"}


def test_answer_without_a_sender_is_refused(gesprek: Gesprek, nadia: Gebruiker) -> None:
    lines = "METHOD:REPLY\r\nBEGIN:VEVENT\r\n"
    mine = deelnemer(gesprek, nadia)
    text = (
        f"BEGIN:VCALENDAR\r\n{lines}UID:{mine.uid}\r\nDTSTAMP:20200101T000000Z\r\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:nadia@school.example\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    assert refused(text.encode()) == "Dit antwoord komt niet van wie uitgenodigd is."


@pytest.mark.parametrize("uid", ["onbekend@samenwijzer", "{}@elders.example", "{}"])
def test_answer_with_another_uid_is_refused(
    gesprek: Gesprek, nadia: Gebruiker, uid: str
) -> None:
    mine = deelnemer(gesprek, nadia)
    raw = make_reply(mine, uid=uid.format(mine.kenmerk))

    assert refused(raw) == "Dit antwoord hoort bij geen enkel gesprek."


@pytest.mark.parametrize("begin", [None, at()])
def test_answer_to_a_cancelled_talk_is_refused(
    gesprek: Gesprek, nadia: Gebruiker, begin: dt.datetime | None
) -> None:
    planning.cancel(gesprek)
    gesprek.refresh_from_db()

    raw = make_reply(deelnemer(gesprek, nadia), begin=begin)

    assert refused(raw) == "Dit gesprek is afgezegd of al gehouden."
    assert momenten(gesprek) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"begin": None, "staat": Staat.ZOEKT},
            "Dit gesprek heeft nog geen moment. Kies er eerst een.",
        ),
        (
            {"begin": at(-31)},
            "Dit gesprek is voorbij: antwoorden hoeft niet meer.",
        ),
    ],
)
def test_only_what_is_to_come_is_answered(
    traject: Traject, nadia: Gebruiker, changes: dict[str, Any], said: str
) -> None:
    gesprek = make_gesprek(traject, **changes)

    assert refused(make_reply(deelnemer(gesprek, nadia), "DECLINED")) == said
    assert not Bericht.objects.exists()


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (at(-31), "Het voorgestelde moment is voorbij."),
        (at(1000), "Het voorgestelde moment is meer dan twee jaar ver."),
    ],
)
def test_moment_nobody_could_come_to_is_not_proposed(
    gesprek: Gesprek, nadia: Gebruiker, begin: dt.datetime, said: str
) -> None:
    assert refused(make_reply(deelnemer(gesprek, nadia), begin=begin)) == said
    assert answers(gesprek)["Nadia"] == "open"


def test_hour_that_does_not_exist_becomes_the_next(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    march = dt.date(SOON.year + 1, 3, 31)
    sunday = march - (march.weekday() + 1) % 7 * DAY
    raw = make_reply(deelnemer(gesprek, nadia), begin=at())
    local = f";TZID=Europe/Brussels:{sunday:%Y%m%d}T023000"
    [reactie] = read_replies(_with_begin(raw, local))

    antwoorden.read(reactie)

    [(begin, _)] = momenten(gesprek)
    assert write_moment(timezone.localtime(begin)).endswith(", 03.30 uur")


def _with_begin(raw: bytes, local: str) -> bytes:
    head, _, rest = raw.partition(b"base64\r\n\r\n")
    body, _, tail = rest.partition(b"\r\n--grens--")
    lines = b64decode(body).decode().split("\r\n")
    new = [f"DTSTART{local}" if one.startswith("DTSTART") else one for one in lines]
    agenda = encodebytes("\r\n".join(new).encode())
    return head + b"base64\r\n\r\n" + agenda + b"\r\n--grens--" + tail


def test_who_left_the_school_answers_no_more(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    mine = deelnemer(gesprek, nadia)
    Lidmaatschap.objects.filter(gebruiker=nadia).delete()

    said = "Dit antwoord komt niet van wie uitgenodigd is."
    assert refused(make_reply(mine)) == said
    assert Client().get(antwoord_pad(mine)).status_code == 404


def test_others_hear_each_time_somebody_turns_out_not_to_come(
    gesprek: Gesprek, nadia: Gebruiker
) -> None:
    mine = deelnemer(gesprek, nadia)

    for antwoord in (Antwoord.NEE, Antwoord.NEE, Antwoord.JA, Antwoord.NEE):
        antwoorden.answer(mine, antwoord)

    assert told("kan_niet") == KAN_NIET * 2


def test_no_reads_as_a_letter(gesprek: Gesprek, nadia: Gebruiker) -> None:
    antwoorden.answer(deelnemer(gesprek, nadia), Antwoord.NEE)

    assert gesprek.begin
    when = write_moment(timezone.localtime(gesprek.begin))
    assert Bericht.objects.get().tekst == (
        f"Dag Griet\n\nNadia kan niet komen op {when}.\n\n"
        "Het gesprek staat nog. Stel samen een ander moment voor, of zeg het af.\n\n"
        f"Bekijk het gesprek:\n\n{absolute(gesprek.get_absolute_url())}"
    )


def test_link_answers_without_an_account(gesprek: Gesprek, nadia: Gebruiker) -> None:
    client, pad = Client(), antwoord_pad(deelnemer(gesprek, nadia))

    page = client.get(pad)
    assertContains(page, "Dag <bdi>Nadia</bdi>.")
    assertNotContains(page, "Griet")
    assert answers(gesprek)["Nadia"] == "open"
    assertRedirects(client.post(pad, typed(gesprek)), pad)

    assertContains(client.get(pad), "Je antwoord nu: <strong>komt</strong>.")
    assert answers(gesprek) == {"Griet": "open", "Nadia": "ja"}


def test_link_proposes_another_moment(gesprek: Gesprek, nadia: Gebruiker) -> None:
    pad = antwoord_pad(deelnemer(gesprek, nadia))
    moment = {"dag": SOON.isoformat(), "tijd": "15u30"}

    for _ in range(2):
        Client().post(pad, typed(gesprek, "nee", **moment))

    assert momenten(gesprek) == [(at(), "Nadia")]
    assert (told("kan_niet"), len(told("momenten"))) == (KAN_NIET, 1)


def test_link_works_before_the_school_is_joined(traject: Traject) -> None:
    an = make_gebruiker("An")
    uitnodiging = make_uitnodiging(traject.school, email=an.email)
    gesprek = make_gesprek(traject, deelnemers=[an])
    pad = antwoord_pad(deelnemer(gesprek, an))

    assert Client().get(pad).status_code == 200
    uitnodiging.ingetrokken_op = timezone.now()
    uitnodiging.save()
    assert Client().get(pad).status_code == 404


def test_page_of_an_earlier_moment_answers_nothing(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    pad, old = antwoord_pad(deelnemer(gesprek, nadia)), typed(gesprek)
    planning.move(gesprek, griet, versie=0, begin=at(), duur=30, plaats="")

    response = Client().post(pad, old)

    assertContains(response, OUD, status_code=422)
    assertContains(response, write_moment(at()), status_code=422)
    assert answers(gesprek)["Nadia"] == "open"
    assertRedirects(Client().post(pad, response.context["form"].data), pad)
    assert answers(gesprek)["Nadia"] == "ja"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"antwoord": "open"}, "Kies uit de lijst."),
        ({"antwoord": ""}, "Kies uit de lijst."),
        ({"volgnummer": ""}, OUD),
        ({"dag": "31-4-2027", "tijd": "9"}, "De dag ‘31-4-2027’ bestaat niet."),
        ({"dag": "28-3-2027", "tijd": "2.30"}, "bestaat 2.30 uur niet"),
        ({"dag": "1-9-2020", "tijd": "9"}, "Dit moment is voorbij."),
        ({"tijd": "25.61"}, "‘25.61’ is geen uur. Typ het zoals 15.30."),
        ({"tijd": "9"}, "Vul dag en uur in, of geen van beide."),
    ],
)
def test_bad_answer_is_not_kept(
    gesprek: Gesprek, nadia: Gebruiker, changes: dict[str, str], said: str
) -> None:
    pad = antwoord_pad(deelnemer(gesprek, nadia))

    response = Client().post(pad, typed(gesprek, **changes))

    assertContains(response, said, status_code=422)
    assert (answers(gesprek)["Nadia"], Bericht.objects.count()) == ("open", 0)


def test_proposal_that_fails_leaves_the_answer_too(
    gesprek: Gesprek, nadia: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise GesprekFout("Zo niet.")

    monkeypatch.setattr(service, "propose", refuse)
    pad = antwoord_pad(deelnemer(gesprek, nadia))
    moment = {"dag": SOON.isoformat(), "tijd": "15.30"}

    response = Client().post(pad, typed(gesprek, "nee", **moment))

    assertContains(response, "Zo niet.", status_code=422)
    assert (answers(gesprek)["Nadia"], Bericht.objects.count()) == ("open", 0)


@pytest.mark.parametrize("token", ["x", "{}x", "{}:", "a:{}"])
def test_forged_link_opens_nothing(
    gesprek: Gesprek, nadia: Gebruiker, token: str
) -> None:
    forged = token.format(sign(deelnemer(gesprek, nadia)))

    response = Client().get(f"/gesprekken/antwoord/{forged}/")

    assertContains(response, "Deze link werkt niet (meer).", status_code=404)


def test_link_of_who_was_taken_out_opens_nothing(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker
) -> None:
    pad = antwoord_pad(deelnemer(gesprek, griet))

    planning.replace_in_talks(traject.deelnames.get(gebruiker=griet), None)

    assert Client().get(pad).status_code == 404


def test_somebody_elses_link_says_so(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    pad = antwoord_pad(deelnemer(gesprek, nadia))

    response = sign_in(griet).post(pad, typed(gesprek))

    assertContains(response, "Deze link is voor iemand anders.", status_code=403)
    assertContains(response, "Je bent aangemeld als Griet.", status_code=403)
    assertNotContains(response, "Nadia", status_code=403)
    assert answers(gesprek)["Nadia"] == "open"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"begin": None, "staat": Staat.ZOEKT}, "Er is nog geen moment gekozen."),
        ({"begin": at(-31)}, "Dit gesprek is voorbij of afgezegd."),
        ({"staat": Staat.AFGEZEGD}, "Dit gesprek is voorbij of afgezegd."),
    ],
)
def test_page_asks_nothing_where_nothing_can_be_answered(
    traject: Traject, nadia: Gebruiker, changes: dict[str, Any], said: str
) -> None:
    gesprek = make_gesprek(traject, **changes)

    page = Client().get(antwoord_pad(deelnemer(gesprek, nadia)))

    assertContains(page, said)
    assertNotContains(page, "Bewaar mijn antwoord")


def test_other_methods_are_refused(gesprek: Gesprek, nadia: Gebruiker) -> None:
    assert Client().put(antwoord_pad(deelnemer(gesprek, nadia))).status_code == 405
