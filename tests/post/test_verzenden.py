import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from post.models import Bericht, Berichtsoort
from post.services import BACK_OFF, LEASE, Uitkomst, send_due
from scholen.models import Regio
from tests.make import make_school
from tests.post.conftest import Klok
from tests.post.make import make_bericht
from tests.post.smtp import HANG_UP, Brievenbus

pytestmark = pytest.mark.django_db

AN, BO, CO = (f"{naam}@school.example" for naam in ("an", "bo", "co"))
NOBODY = "550 5.1.1 an@school.example: geen bekende gebruiker"


def text(bericht: Bericht) -> tuple[str, str, str]:
    return bericht.onderwerp, bericht.tekst, bericht.html


def fresh(bericht: Bericht) -> Bericht:
    bericht.refresh_from_db()
    return bericht


def test_send_due_sends_what_is_due_once(klok: Klok, brievenbus: Brievenbus) -> None:
    make_bericht(aan=AN)
    make_bericht(aan=BO, niet_voor=klok.now + dt.timedelta(seconds=1))
    make_bericht(aan=CO, verzonden_op=klok.now)

    first, second = send_due(), send_due()

    assert brievenbus.adressen == [AN]
    assert (first.uitkomsten, second.uitkomsten) == ({Uitkomst.VERZONDEN: 1}, {})


def test_sent_mail_is_wiped(klok: Klok, brievenbus: Brievenbus) -> None:
    bericht = make_bericht(fout="SMTPDataError 451")

    send_due()

    assert text(fresh(bericht)) == ("", "", "")
    assert (bericht.verzonden_op, bericht.pogingen, bericht.fout) == (klok.now, 1, "")


def test_mail_has_the_headers_of_its_row(
    klok: Klok, brievenbus: Brievenbus, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "SamenWIJzer <post@wissel.example>"
    bericht = make_bericht()
    klok.forward(minutes=90)

    send_due()

    mail = brievenbus.mails[0]
    own = {"Message-ID", "Date", "Auto-Submitted", "From", "To", "Subject"}
    assert {name: str(mail[name]) for name in own} == {
        "Message-ID": f"<{bericht.pk}@wissel.example>",
        "Date": "Tue, 24 Nov 2026 09:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "From": "SamenWIJzer <post@wissel.example>",
        "To": AN,
        "Subject": "Code 12345678",
    }
    assert set(mail) - own == {"MIME-Version", "Content-Type"}
    assert [part.get_content().strip() for part in mail.iter_parts()] == [
        "Je code is 12345678.",
        "<p>Je code is 12345678.</p>",
    ]


def test_code_goes_before_other_mail(klok: Klok, brievenbus: Brievenbus) -> None:
    make_bericht(aan=AN, niet_voor=klok.now - LEASE)
    make_bericht(aan=BO, soort=Berichtsoort.AANMELDCODE)

    send_due()

    assert brievenbus.adressen == [BO, AN]


def test_mail_of_a_process_that_died_goes_again_after_the_lease(
    klok: Klok, brievenbus: Brievenbus, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bericht()
    with monkeypatch.context() as patch:
        patch.setattr("post.services._wiped", die)
        with pytest.raises(KeyboardInterrupt):
            send_due()

    klok.forward(minutes=4.9)
    during = send_due()
    klok.forward(minutes=0.1)
    after = send_due()

    assert (during.uitkomsten, after.uitkomsten) == ({}, {Uitkomst.VERZONDEN: 1})
    first, second = brievenbus.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def die() -> None:
    raise KeyboardInterrupt


def test_mail_that_kills_each_process_is_given_up(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    bericht = make_bericht(pogingen=len(BACK_OFF) + 1)

    ronde = send_due()

    assert ronde.uitkomsten == {Uitkomst.OPGEGEVEN: 1}
    assert fresh(bericht).opgegeven_op == klok.now
    assert brievenbus.mails == []


def test_refused_mail_does_not_stop_the_others(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    brievenbus.weigert = {AN: NOBODY}
    refused, sent = make_bericht(aan=AN), make_bericht(aan=BO)

    ronde = send_due()

    assert ronde.uitkomsten == {Uitkomst.GEWEIGERD: 1, Uitkomst.VERZONDEN: 1}
    assert fresh(refused).fout == "SMTPRecipientsRefused 550"
    assert fresh(sent).verzonden_op == klok.now


def test_mail_that_cannot_be_written_does_not_stop_the_others(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    broken = make_bericht(aan=AN, onderwerp="Dag\nBcc: co@school.example")
    make_bericht(aan=BO)

    send_due()

    assert brievenbus.adressen == [BO]
    assert fresh(broken).fout == "BadHeaderError"


def test_refused_mail_waits_longer_each_time_and_is_given_up_after_two_days(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    brievenbus.weigert = {AN: NOBODY}
    bericht = make_bericht(aan=AN)
    start, waits = klok.now, []

    send_due()
    while not fresh(bericht).opgegeven_op:
        waits.append((bericht.niet_voor - klok.now) // dt.timedelta(minutes=1))
        klok.now = bericht.niet_voor
        send_due()

    assert waits == [1, 5, 15, 60, *[240] * 11, 159]
    assert bericht.opgegeven_op == start + dt.timedelta(hours=48)
    assert (bericht.fout, bericht.pogingen) == ("SMTPRecipientsRefused 550", 17)
    assert text(bericht) == ("", "", "")


def test_mail_is_not_sent_once_it_is_too_late(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    late = make_bericht(vervalt_op=klok.now)
    in_time = make_bericht(aan=BO, vervalt_op=klok.now + dt.timedelta(seconds=1))

    ronde = send_due()

    assert ronde.uitkomsten == {Uitkomst.OPGEGEVEN: 1, Uitkomst.VERZONDEN: 1}
    assert (fresh(late).opgegeven_op, text(late)) == (klok.now, ("", "", ""))
    assert fresh(in_time).verzonden_op == klok.now


def test_refused_code_is_wiped_as_soon_as_it_is_worthless(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    brievenbus.weigert = {AN: NOBODY}
    end = klok.now + dt.timedelta(seconds=30)
    bericht = make_bericht(aan=AN, vervalt_op=end)

    send_due()
    klok.now = end
    send_due()

    assert (fresh(bericht).opgegeven_op, text(bericht)) == (end, ("", "", ""))


@pytest.mark.usefixtures("dead_server")
def test_dead_server_costs_no_mail_an_attempt(klok: Klok) -> None:
    make_bericht(aan=AN)
    make_bericht(aan=BO)

    ronde = send_due()

    assert (ronde.storing, ronde.uitkomsten) == ("ConnectionRefusedError", {})
    rows = Bericht.objects.values_list("pogingen", "niet_voor")
    assert list(rows) == [(0, klok.now), (0, klok.now)]


@pytest.mark.parametrize("answer", ["421 4.3.2 tot ziens", HANG_UP])
def test_lost_connection_ends_the_round_and_costs_one_mail_an_attempt(
    answer: str, klok: Klok, brievenbus: Brievenbus
) -> None:
    brievenbus.weigert = {AN: answer}
    first = make_bericht(aan=AN, niet_voor=klok.now - LEASE)
    second = make_bericht(aan=BO)

    before, after = send_due(), send_due()

    assert (before.storing, before.uitkomsten) == (fresh(first).fout, {})
    assert (first.pogingen, first.niet_voor) == (1, klok.now + BACK_OFF[0])
    assert (after.storing, brievenbus.adressen) == ("", [BO])
    assert fresh(second).pogingen == 1


def test_reminder_waits_in_quiet_time(klok: Klok, brievenbus: Brievenbus) -> None:
    klok.set("2026-10-12 10:00")  # autumn holiday in the north alone
    noord, zuid = (make_school(regio=one) for one in (Regio.NL_NOORD, Regio.NL_ZUID))
    make_bericht(aan=AN, soort=Berichtsoort.HERINNERING, school=noord)
    make_bericht(aan=BO, soort=Berichtsoort.HERINNERING, school=zuid)

    ronde = send_due()

    assert ronde.uitkomsten == {Uitkomst.UITGESTELD: 1, Uitkomst.VERZONDEN: 1}
    klok.set("2026-10-19 07:00")
    send_due()
    assert brievenbus.adressen == [BO, AN]


@pytest.mark.parametrize(
    "soort", [one for one in Berichtsoort if one != Berichtsoort.HERINNERING]
)
def test_other_mail_goes_in_quiet_time_too(
    soort: Berichtsoort, klok: Klok, brievenbus: Brievenbus
) -> None:
    klok.set("2026-12-27 03:00")
    make_bericht(soort=soort, school=make_school())

    send_due()

    assert brievenbus.adressen == [AN]


def test_reminder_is_given_up_when_it_is_too_late_before_quiet_time_ends(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    klok.set("2026-11-28 10:00")
    end = klok.now + dt.timedelta(hours=1)
    bericht = make_bericht(soort=Berichtsoort.HERINNERING, vervalt_op=end)

    send_due()
    klok.now = end
    send_due()

    assert fresh(bericht).opgegeven_op == end


@pytest.mark.usefixtures("dead_server")
def test_reminder_in_quiet_time_needs_no_server(klok: Klok) -> None:
    klok.set("2026-11-28 10:00")
    make_bericht(soort=Berichtsoort.HERINNERING)

    assert send_due().storing == ""


def test_demo_never_connects_and_keeps_the_text(
    klok: Klok, brievenbus: Brievenbus, settings: Settings
) -> None:
    settings.DEMO = True
    bericht = make_bericht()

    ronde = send_due()

    assert ronde.uitkomsten == {Uitkomst.VERZONDEN: 1}
    assert brievenbus.sessions == 0
    assert fresh(bericht).verzonden_op == klok.now
    assert text(bericht)[0] == "Code 12345678"


def test_demo_needs_no_server(klok: Klok, settings: Settings) -> None:
    settings.DEMO, settings.POST_SERVER = True, {}
    make_bericht()

    assert send_due().uitkomsten == {Uitkomst.VERZONDEN: 1}


def test_mail_waits_while_there_is_no_server(
    klok: Klok, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.POST_SERVER = {}
    bericht = make_bericht()

    call_command("verzend")

    assert text(fresh(bericht))[0] == "Code 12345678"
    assert capsys.readouterr().out == (
        "Er is geen mailserver ingesteld (EMAIL_URL): de mails wachten.\n"
    )


def test_verzend_tells_numbers_alone(
    klok: Klok, brievenbus: Brievenbus, capsys: pytest.CaptureFixture[str]
) -> None:
    brievenbus.weigert = {AN: NOBODY}
    make_bericht(aan=AN)
    make_bericht(aan=BO)
    make_bericht(aan=CO)
    make_bericht(aan=CO, vervalt_op=klok.now)

    call_command("verzend")

    assert capsys.readouterr().out == "2 verzonden, 1 geweigerd, 1 opgegeven.\n"


def test_verzend_says_nothing_when_nothing_was_due(
    brievenbus: Brievenbus, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verzend")

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("dead_server")
def test_verzend_fails_when_the_server_does_not_answer(klok: Klok) -> None:
    make_bericht()

    with pytest.raises(CommandError) as caught:
        call_command("verzend")

    assert str(caught.value) == (
        "De mailserver werkt niet mee (ConnectionRefusedError)."
    )
