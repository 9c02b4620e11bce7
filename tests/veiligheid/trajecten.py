"""What a school of the security tests has of tracks and talks."""

import datetime as dt
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from gesprekken.models import Agendasleutel, Gesprek, Moment, Staat, Verslag
from scholen.models import Gebruiker, School
from scholen.services import hash_token
from tests.bestanden import make_pdf
from tests.make import (
    make_bewijsstuk,
    make_deelname,
    make_deelnemer,
    make_geschiktheid,
    make_gesprek,
    make_leeruitkomst,
    make_loopbrugkeuze,
    make_traject,
    make_validering,
)
from tests.trajecten.kaarten import bring_along, make_zoekvraag
from tests.veiligheid.geschreven import (
    close_talk,
    share,
    write_duolijst,
    write_overeenkomst,
    write_talk,
)
from trajecten.models import Stap, Traject, Trajectrol

OPLEIDER = "Wie uit de opleiding komt"  # as the coordinator of the school wrote it


def fill_school(
    school: School, mensen: dict[str, Gebruiker], lerarenopleider: Gebruiker
) -> None:
    """A track in full swing, and a team's talk; `mensen` are by what they are there."""
    traject = _make_traject(school, mensen, lerarenopleider)
    bring_along(traject)
    make_geschiktheid(traject, begeleider="Mia van de opleiding")
    make_zoekvraag(school, tekst="Wie weet hoe dat gaat?")
    make_loopbrugkeuze(school, wie="de vakgroep")
    _show_uitkomsten(traject)
    duo = [mensen["zij-instromer"], mensen["duo-partner"]]
    was = [mensen["zij-instromer"], mensen["ex-duo-partner"]]
    _make_held(traject, was, "F1-T-01", days=10)
    _make_coming(make_gesprek(traject, deelnemers=duo), lerarenopleider)
    team = [mensen[wie] for wie in ("directie", "lid", "duo-partner")]
    teamgesprek = make_gesprek(
        school=school, team="vakgroep Frans", plaats="refter", deelnemers=team
    )
    add_vragen(teamgesprek, "", "")
    closed = _make_held(traject, was, "F1-T-01", "", days=20)
    for gesprek in school.gesprekken.all():
        write_talk(gesprek)
    _share(close_talk(closed), mensen)
    write_overeenkomst(traject)
    write_duolijst(traject)


def _show_uitkomsten(traject: Traject) -> None:
    """One that is missing, one that is shown in every way, one that is recognised."""
    make_leeruitkomst(traject, "Je kan kijken.", hoe="Meekijken.", met="Griet")
    shown = make_leeruitkomst(traject, "Je kan tonen.")
    make_bewijsstuk(shown, make_pdf(), link="https://school.example/les")
    recognised = make_leeruitkomst(traject, "Je kan het.")
    make_validering(recognised, namens="de opleiding")


def _share(verslag: Verslag, mensen: dict[str, Gebruiker]) -> None:
    """All of it, a part of it, and what not everybody said yes to."""
    share(verslag, mensen["collega"])
    share(verslag, mensen["directie"], heel=False)
    share(verslag, mensen["lid"], actief=False)


def _make_traject(
    school: School, mensen: dict[str, Gebruiker], lerarenopleider: Gebruiker
) -> Traject:
    traject = make_traject(
        school,
        zij_instromer=mensen["zij-instromer"],
        duo_partner=None,
        vorige_loopbaan="laborant",
    )
    duo_partner = Trajectrol.DUO_PARTNER
    now = timezone.now()
    make_deelname(traject, duo_partner, gebruiker=mensen["ex-duo-partner"], tot=now)
    make_deelname(traject, duo_partner, gebruiker=mensen["duo-partner"])
    begeleider = mensen["aanvangsbegeleider"]
    make_deelname(traject, Trajectrol.AANVANGSBEGELEIDER, gebruiker=begeleider)
    make_deelname(
        traject, Trajectrol.LERARENOPLEIDER, gebruiker=lerarenopleider, naam=OPLEIDER
    )
    Stap.objects.create(
        traject=traject, school=school, fase=traject.fase, staat=traject.staat
    )
    return traject


def _make_held(
    traject: Traject, mensen: list[Gebruiker], *codes: str, days: int
) -> Gesprek:
    """A talk of these people that took place so many days ago."""
    begin = timezone.now().replace(microsecond=0) - dt.timedelta(days=days)
    gesprek = make_gesprek(
        traject,
        deelnemers=mensen,
        begin=begin,
        staat=Staat.GEHOUDEN,
        plaats="lokaal 1",
    )
    add_vragen(gesprek, *codes)
    return gesprek


def _make_coming(gesprek: Gesprek, lerarenopleider: Gebruiker) -> None:
    gesprek.plaats, gesprek.uitleg = "lokaal 12", "Verschoven: herfstvakantie."
    gesprek.save()
    make_deelnemer(gesprek, lerarenopleider, gast=True, naam=OPLEIDER)
    add_vragen(gesprek, "F1-Z-01", "F1-Z-02", "")
    add_moment(gesprek)


def add_vragen(gesprek: Gesprek, *codes: str) -> None:
    """Questions with these codes; "" for one of the participants' own."""
    for volgorde, code in enumerate(codes, 1):
        gesprek.vragen.create(
            school=gesprek.school, volgorde=volgorde, code=code, tekst=f"vraag {code}"
        )


def add_moment(gesprek: Gesprek) -> Moment:
    """A moment in two weeks that the last of its participants proposes."""
    door = gesprek.deelnemers.latest("created_at").gebruiker
    begin = timezone.now().replace(microsecond=0) + dt.timedelta(weeks=2)
    return Moment.objects.create(
        gesprek=gesprek, school=gesprek.school, begin=begin, door=door
    )


def make_agendasleutel(gebruiker: Gebruiker) -> Agendasleutel:
    """What opens the feed of this person: `agendatoken` says what that is."""
    sleutel, _ = Agendasleutel.objects.get_or_create(
        gebruiker=gebruiker,
        defaults={"token_hash": hash_token(agendatoken(gebruiker))},
    )
    return sleutel


def agendatoken(gebruiker: Gebruiker) -> str:
    """As long as a real one, so that a log hides it as well."""
    return f"agenda-{uuid5(NAMESPACE_URL, gebruiker.email)}"
