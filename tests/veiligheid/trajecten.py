"""What a school of the security tests has of tracks and talks."""

import datetime as dt
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from gesprekken.models import Agendasleutel, Gesprek, Moment, Staat
from scholen.models import Gebruiker, School
from scholen.services import hash_token
from tests.make import make_deelname, make_deelnemer, make_gesprek, make_traject
from trajecten.models import Stap, Traject, Trajectrol

OPLEIDER = "Wie uit de opleiding komt"  # as the coordinator of the school wrote it


def fill_school(
    school: School, mensen: dict[str, Gebruiker], lerarenopleider: Gebruiker
) -> None:
    """A track in full swing, and a team's talk; `mensen` are by what they are there."""
    traject = _make_traject(school, mensen, lerarenopleider)
    duo = [mensen["zij-instromer"], mensen["duo-partner"]]
    was = [mensen["zij-instromer"], mensen["ex-duo-partner"]]
    _make_held(make_gesprek(traject, deelnemers=was))
    _make_coming(make_gesprek(traject, deelnemers=duo), lerarenopleider)
    team = [mensen[wie] for wie in ("directie", "lid", "duo-partner")]
    teamgesprek = make_gesprek(
        school=school, team="vakgroep Frans", plaats="refter", deelnemers=team
    )
    add_vragen(teamgesprek, "", "")


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


def _make_held(gesprek: Gesprek) -> None:
    begin = timezone.now().replace(microsecond=0) - dt.timedelta(days=10)
    gesprek.begin, gesprek.staat = begin, Staat.GEHOUDEN
    gesprek.plaats = "lokaal 1"
    gesprek.save()
    add_vragen(gesprek, "F1-T-01", "")


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
