import pytest

from samenwijzer.lib.agenda import AgendaFout, read_replies

from .make import make_antwoord, make_mail, make_voorstel

GEEN = "In dit bericht zit geen antwoord op een uitnodiging."
BESCHADIGD = "Dit antwoord is onvolledig of beschadigd aangekomen."
WIE = "Uit dit bericht blijkt niet wie van de genodigden antwoordt."
AFZENDER = "Van deze mail is niet duidelijk wie de afzender is."
ADRES = "In dit bericht staat een e-mailadres dat niet klopt."
MOMENT = "In dit antwoord staat een tijdstip dat we niet begrijpen."
AFSPRAAK = "In dit antwoord staat niet bij welke afspraak het hoort."
NUMMER = "Dit antwoord heeft een volgnummer dat geen getal is."
ZONE = "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nTZOFFSETFROM:{}\nTZOFFSETTO:{}\n"
ZONE += "DTSTART:{}\nEND:STANDARD\nEND:VTIMEZONE"
EEN = make_antwoord()


def refusal(raw: bytes) -> str:
    with pytest.raises(AgendaFout) as error:
        read_replies(raw)
    return str(error.value)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", GEEN),
        (b"\0\xff\xfe", GEEN),
        (b"From: zoe@school.example\r\n\r\nTot dan!", GEEN),
        (b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", GEEN),
        (EEN[:-20], BESCHADIGD),
        (EEN.removesuffix(b"END:VCALENDAR\r\n"), BESCHADIGD),
        (EEN.replace(b"END:VEVENT", b"END:VTODO"), BESCHADIGD),
        (EEN + b"END:\r\nBEGIN:VCALENDAR\r\n", BESCHADIGD),
        (EEN.replace(b"UID:een", b'UID;"'), BESCHADIGD),
        (EEN.ljust(1_000_001), "Dit bericht is groter dan 1 MB. "),
        (
            EEN.replace(b"UID", b"BEGIN:X\r\nEND:X\r\n" * 100 + b"UID"),
            "In dit bericht staat te veel om een antwoord te zijn.",
        ),
    ],
)
def test_what_is_no_answer_is_refused(raw: bytes, reason: str) -> None:
    assert refusal(raw).startswith(reason)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "REFRESH", "X"])
def test_other_method_is_refused(method: str) -> None:
    reason = "Dit is een agendabericht, maar geen antwoord op iets."

    assert refusal(make_antwoord(method=f"METHOD:{method}")) == reason
    assert refusal(make_antwoord(method="")) == reason


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"uid": ""}, AFSPRAAK),
        ({"uid": "UID:"}, AFSPRAAK),
        ({"uid": "UID:a\0b"}, AFSPRAAK),
        ({"uid": "UID:" + "a" * 1001}, AFSPRAAK),
        ({"dtstamp": ""}, "In dit antwoord staat niet wanneer het gegeven is."),
        ({"dtstamp": "DTSTAMP;VALUE=DATE:20261120"}, MOMENT),
        ({"dtstamp": "DTSTAMP:00010101T000000"}, MOMENT),
        ({"dtstamp": "DTSTAMP:20261131T000000Z"}, MOMENT),
        ({"dtstamp": "DTSTAMP:21000101T000000Z"}, MOMENT),
        ({"dtstamp": "DTSTAMP:２０２６１１２０T０９１５３０Z"}, MOMENT),
        ({"meer": "SEQUENCE:-1"}, NUMMER),
        ({"meer": "SEQUENCE:9999999999"}, NUMMER),
        ({"meer": "SEQUENCE:٣"}, NUMMER),
        ({"attendee": ""}, "In dit antwoord staat niet wie er antwoordt."),
        ({"attendee": "ATTENDEE:mailto:"}, ADRES),
        ({"attendee": "ATTENDEE:zoe@school.example"}, ADRES),
        ({"attendee": "ATTENDEE:mailto:zoe%00@school.example"}, ADRES),
        ({"attendee": "ATTENDEE:mailto:zoë@school.example"}, ADRES),
        ({"attendee": "ATTENDEE:mailto:zoe@school.example x"}, ADRES),
        ({"attendee": f"ATTENDEE:mailto:{'z' * 300}@school.example"}, ADRES),
        ({"meer": "ATTENDEE:mailto:jan@school.example"}, WIE),
        (
            {"attendee": "ATTENDEE;PARTSTAT=DELEGATED:mailto:zoe@school.example"},
            "Een uitnodiging doorgeven aan iemand anders kan hier niet.",
        ),
    ],
)
def test_incomplete_answer_is_refused(lines: dict[str, str], reason: str) -> None:
    assert refusal(make_antwoord(**lines)) == reason


def test_reply_of_several_people_is_refused_whoever_sent_it() -> None:
    agenda = make_antwoord(meer="ATTENDEE:mailto:jan@school.example")

    assert refusal(make_mail(agenda)) == WIE


@pytest.mark.parametrize(
    ("dtstart", "kop", "reason"),
    [
        ("", "", "In dit voorstel staat geen nieuw moment."),
        (
            "DTSTART;VALUE=DATE:20261204",
            "",
            "In dit voorstel staat een hele dag. Kies ook een uur.",
        ),
        ("DTSTART:morgen", "", MOMENT),
        ("DTSTART:20261204T250000Z", "", MOMENT),
        (
            "DTSTART;TZID=Ergens:20261204T100000",
            "",
            "In dit antwoord staat een tijdzone die we niet kennen.",
        ),
        ("DTSTART;TZID=x:20261204T100000", ZONE.format("", "", ""), MOMENT),
        (
            "DTSTART;TZID=x:20261204T100000",
            ZONE.format("+0000", "+9999", "99991231T235959"),
            MOMENT,
        ),
        ("ATTENDEE:mailto:jan@school.example\nDTSTART:20261204T100000Z", "", WIE),
    ],
)
def test_proposal_without_a_moment_is_refused(
    dtstart: str, kop: str, reason: str
) -> None:
    assert refusal(make_voorstel(dtstart, kop=kop)) == reason


@pytest.mark.parametrize(
    "van",
    [
        "X-From: zoe@school.example",
        "From:",
        "From: a@school.example, Zoe <zoe@school.example>",
        "From: a@school.example\r\nFrom: zoe@school.example",
        "From: a@school.example)<zoe@school.example>",
        "From: Zoe <a@school.example> <zoe@school.example>",
        'From: "<a@school.example>" zoe@school.example',
        "From: Zoe <zoe@school.example> (<jan@school.example>)",
        "From: Zoe <zoe>",
        "From: " + "(" * 10_000,
    ],
)
def test_mail_without_one_clear_sender_is_refused(van: str) -> None:
    assert refusal(make_mail(EEN, van=van)) == AFZENDER


def test_answer_in_a_forwarded_mail_is_not_the_sender_s() -> None:
    outer = b"From: jan@school.example\r\nContent-Type: message/rfc822\r\n\r\n"

    assert refusal(outer + make_mail(EEN)) == GEEN


def test_mail_in_mails_without_end_is_refused() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; Boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(21)
    )
    reason = "Deze mail zit te ingewikkeld in elkaar voor een antwoord."

    assert refusal(b"From: zoe@school.example\r\n" + deep) == reason
