"""What is in voorbeelden/ follows the shapes that these programs write: which part of
the mail holds the answer, in what encoding, with which zone. The people are invented.
"""

from datetime import UTC, datetime

import pytest

from samenwijzer.lib.agenda import Antwoord, Reactie, read_replies

from .make import (
    VOORBEELDEN,
    make_antwoord,
    make_evenement,
    make_mail,
    make_voorstel,
)

ZOE, YOUSSEF = "zoe.peeters@school.example", "youssef@gmail.example"
ANN, JAN = "ann@icloud.example", "jan.claes@school.example"
FRIDAY = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
IN_JUNE = datetime(2027, 6, 3, 8, 0, tzinfo=UTC)
SCHOOLTIJD = """BEGIN:VTIMEZONE
TZID:Onze tijd\\, thuis
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:-0330
TZOFFSETTO:-0330
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("bestand", "email", "antwoord", "voorstel"),
    [
        ("exchange_ja.eml", ZOE, Antwoord.JA, None),
        ("exchange_nee.eml", ZOE, Antwoord.NEE, None),
        ("outlook_voorstel.eml", ZOE, Antwoord.MISSCHIEN, IN_JUNE),
        ("google_misschien.eml", YOUSSEF, Antwoord.MISSCHIEN, None),
        ("google_voorstel.eml", YOUSSEF, Antwoord.OPEN, FRIDAY),
        ("apple_ja.eml", ANN, Antwoord.JA, None),
        ("thunderbird_nee.eml", JAN, Antwoord.NEE, None),
        ("thunderbird_voorstel.eml", JAN, Antwoord.NEE, FRIDAY),
    ],
)
def test_mail_of_each_program_is_read(
    bestand: str, email: str, antwoord: Antwoord, voorstel: datetime | None
) -> None:
    assert read_replies((VOORBEELDEN / bestand).read_bytes()) == [
        Reactie(
            uid="gesprek-7f3a@samenwijzer.example",
            volgnummer=2,
            email=email,
            antwoord=antwoord,
            gestuurd_op=datetime(2026, 11, 20, 9, 15, 30, tzinfo=UTC),
            afzender=email,
            voorstel=voorstel,
        )
    ]


def test_bare_file_has_no_sender() -> None:
    [reactie] = read_replies((VOORBEELDEN / "apple_misschien.ics").read_bytes())

    assert (reactie.email, reactie.afzender) == (ANN, "")
    assert reactie.antwoord is Antwoord.MISSCHIEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_encoding_is_read(encoding: str, mark: str) -> None:
    text = make_antwoord(meer="SUMMARY:Café").decode()
    if encoding == "utf-16":
        text = mark + text
    agenda = text.encode(encoding)

    [bare] = read_replies(agenda)
    [mailed] = read_replies(
        make_mail(agenda, soort=f"text/calendar;charset={encoding}")
    )
    assert (bare.uid, bare.email) == ("een", "zoe@school.example")
    assert mailed == Reactie(**{**vars(bare), "afzender": "zoe@school.example"})


@pytest.mark.parametrize(
    ("soort", "naam"),
    [
        ("text/calendar", ""),
        ("TEXT/Calendar; method=REPLY; charset=onbekend", ""),
        ("application/ics; name=invite.ics", ""),
        ("application/octet-stream", "Invite.ICS"),
    ],
)
def test_part_is_found(soort: str, naam: str) -> None:
    [reactie] = read_replies(make_mail(make_antwoord(), soort=soort, naam=naam))

    assert reactie.afzender == "zoe@school.example"


def test_part_that_is_a_calendar_goes_before_what_is_attached() -> None:
    attached = make_mail(make_antwoord(uid="UID:bijlage"), soort="application/ics")
    both = make_mail(make_antwoord(uid="UID:deel")).replace(
        b"--grens--\r\n", attached.partition(b"Tot dan!\r\n")[2]
    )

    assert [reactie.uid for reactie in read_replies(both)] == ["deel"]


@pytest.mark.parametrize(
    ("partstat", "antwoord"),
    [
        (";PARTSTAT=accepted", Antwoord.JA),
        (";PARTSTAT=Declined", Antwoord.NEE),
        (';PARTSTAT="TENTATIVE"', Antwoord.MISSCHIEN),
        (";PARTSTAT=NEEDS-ACTION", Antwoord.OPEN),
        (";PARTSTAT=X-LATER", Antwoord.OPEN),
        ("", Antwoord.OPEN),
    ],
)
def test_partstat_is_read(partstat: str, antwoord: Antwoord) -> None:
    attendee = f"ATTENDEE;X-IETS=1{partstat};CN=Zoë:MAILTO:Zoe@School.example"
    [reactie] = read_replies(make_antwoord(attendee=attendee))

    assert (reactie.antwoord, reactie.email) == (antwoord, "zoe@school.example")


@pytest.mark.parametrize(
    ("attendee", "email"),
    [
        ("ATTENDEE:mailto:zo%65+x@school.example", "zoe+x@school.example"),
        ('ATTENDEE;EMAIL="zoe@a.example":/123/principal/', "zoe@a.example"),
    ],
)
def test_address_is_found(attendee: str, email: str) -> None:
    assert read_replies(make_antwoord(attendee=attendee))[0].email == email


def test_what_is_unknown_is_passed_over() -> None:
    """No SEQUENCE counts as 0; broken lines that nobody asks for don't matter."""
    meer = "X-IETS;A=b:c\nATTACH;;;\nDTEND:gisteren\nRECURRENCE-ID\n=:=\nSEQUENCE:"
    [reactie] = read_replies(make_antwoord(meer=meer))

    assert (reactie.uid, reactie.volgnummer) == ("een", 0)


def test_every_event_is_an_answer() -> None:
    meer = "END:VEVENT\nBEGIN:VEVENT\nUID:twee\nDTSTAMP:20261120T091530Z\n"
    meer += "ATTENDEE;PARTSTAT=DECLINED:mailto:zoe@school.example"
    reacties = read_replies(make_antwoord(meer=meer))

    assert [(r.uid, r.antwoord) for r in reacties] == [
        ("een", Antwoord.JA),
        ("twee", Antwoord.NEE),
    ]


@pytest.mark.parametrize(
    ("dtstart", "kop", "hour"),
    [
        ("DTSTART:20270603T080000Z", "", 8),
        ("DTSTART:20270603T100000", "", 8),
        ("DTSTART:20270603T090000", "X-WR-TIMEZONE:Europe/London", 8),
        ('DTSTART;TZID="Romance Standard Time":20270603T100000', "", 8),
        ("DTSTART;TZID=/ergens/Europe/Brussels:20270603T100000", "", 8),
        ('DTSTART;TZID="Onze tijd, thuis":20270603T100000', SCHOOLTIJD, 13),
    ],
)
def test_proposal_is_a_moment(dtstart: str, kop: str, hour: int) -> None:
    [reactie] = read_replies(make_voorstel(dtstart, kop=kop))

    minute = 30 if kop == SCHOOLTIJD else 0
    assert reactie.voorstel == datetime(2027, 6, 3, hour, minute, tzinfo=UTC)


def test_zone_of_one_mail_means_nothing_in_the_next() -> None:
    """A sender may call any nonsense "Romance Standard Time", or a name of its own."""
    lie = SCHOOLTIJD.replace("Onze tijd\\, thuis", "Romance Standard Time")
    romance = 'DTSTART;TZID="Romance Standard Time":20270603T100000'
    for zone in (lie, SCHOOLTIJD, ""):
        assert read_replies(make_voorstel(romance, kop=zone))[0].voorstel == IN_JUNE

    with pytest.raises(ValueError, match="tijdzone die we niet kennen"):
        read_replies(make_voorstel('DTSTART;TZID="Onze tijd, thuis":20270603T100000'))


def test_proposal_is_that_of_who_sent_it() -> None:
    people = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jan@school.example"
    agenda = make_voorstel(f"{people}\nDTSTART:20270603T080000Z")

    assert read_replies(make_mail(agenda))[0].email == "zoe@school.example"
    van = "From: =?utf-8?q?Ja=C3=B1?= (thuis) <Jan@school.example>"
    assert read_replies(make_mail(agenda, van=van))[0].email == "jan@school.example"


def test_uid_we_wrote_comes_back() -> None:
    uid = make_evenement().uid
    assert read_replies(make_antwoord(uid=f"UID:{uid[:20]}\n {uid[20:]}"))[0].uid == uid
