"""What the tests of tracks fill in, and what they read back."""

import datetime as dt
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from post.models import Bericht
from scholen.models import Gebruiker, Rol, School
from tests.make import make_deelname, make_gebruiker, make_lid
from trajecten.models import Deelname, Traject, Trajectrol

MAIL = ("aan", "onderwerp")
TODAY = timezone.localdate()
ZIJ, DUO = "amira@school.example", "bart@school.example"


def filled_in(**typed: str) -> dict[str, str]:
    """What the form to start a track sends; each time from a page of its own."""
    good = {
        "zij_naam": "Amira",
        "zij_email": ZIJ,
        "duo_naam": "Bart",
        "duo_email": DUO,
        "profiel": "IP-1",
        "vorige_loopbaan": "laborant",
        "startdatum": TODAY.isoformat(),
    }
    return good | {"sleutel": str(uuid4())} | typed


def one_more(naam: str = "Carla", **typed: str) -> dict[str, str]:
    """What the form for somebody in a track sends: no member of the school yet."""
    email = f"{naam.lower()}@school.example"
    good = {"rol": "duo-partner", "wie_naam": naam, "wie_email": email}
    return good | {"sleutel": str(uuid4())} | typed


def find(traject: Traject, rol: str = Trajectrol.DUO_PARTNER) -> Deelname:
    """Who takes part in this role now."""
    return traject.deelnames.current().select_related("gebruiker").get(rol=rol)


def current(traject: Traject) -> list[tuple[str, str]]:
    """Who takes part now, as they are called, with their role."""
    return [(str(one), one.rol) for one in traject.deelnames.current()]


def history(traject: Traject) -> list[tuple[str, str]]:
    return list(traject.stappen.values_list("fase", "staat"))


def mails() -> list[tuple[str, str]]:
    """Every mail that was written: to whom, and its subject."""
    return list(Bericht.objects.order_by("aan", "onderwerp").values_list(*MAIL))


def read_mail(aan: str) -> str:
    """The text of the only mail to this address."""
    return Bericht.objects.get(aan=aan).tekst


def make_others(traject: Traject) -> dict[str, Gebruiker]:
    """Those around a track besides its duo and coordinator, by what they are."""
    school = traject.school
    opleider = make_gebruiker("Opleider")
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=opleider, naam="Oda")
    begeleider = make_deelname(traject, Trajectrol.AANVANGSBEGELEIDER).gebruiker
    former = make_deelname(traject, tot=timezone.now()).gebruiker
    gone = make_lid(school)
    make_deelname(traject, gebruiker=gone.gebruiker)
    gone.delete()
    former_opleider = make_gebruiker("Vorige opleider")
    make_deelname(
        traject,
        Trajectrol.LERARENOPLEIDER,
        gebruiker=former_opleider,
        tot=timezone.now(),
    )
    return {
        "lerarenopleider": opleider,
        "aanvangsbegeleider": begeleider,
        "vorige duo-partner": former,
        "vorige lerarenopleider": former_opleider,
        "weg uit de school": gone.gebruiker,
        "directie": make_lid(school, Rol.DIRECTIE).gebruiker,
        "lid": make_lid(school).gebruiker,
        "coördinator elders": make_lid(rol=Rol.COORDINATOR).gebruiker,
        "beheerder": make_gebruiker(is_staff=True, is_superuser=True),
    }


def lid_pk(school: School, gebruiker: Gebruiker) -> str:
    """What a list of members sends for this person."""
    return str(school.lidmaatschappen.get(gebruiker=gebruiker).pk)


def after(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


def of_traject(traject: Traject, page: str = "mensen/") -> str:
    return f"/trajecten/{traject.pk}/{page}"


def of_mens(traject: Traject, page: str = "", rol: str = Trajectrol.DUO_PARTNER) -> str:
    return f"/trajecten/mensen/{find(traject, rol).pk}/{page}"


def browser(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


def in_days(days: float) -> dt.datetime:
    return timezone.now().replace(microsecond=0) + dt.timedelta(days=days)


def calendars() -> list[tuple[str, str, str, int]]:
    """What each calendar was told: whose, METHOD, STATUS and SEQUENCE."""
    told = []
    for bericht in Bericht.objects.exclude(agenda="").order_by("aan", "methode"):
        [event] = Calendar.from_ical(bericht.agenda).walk("VEVENT")
        told.append(
            (
                bericht.aan,
                bericht.methode,
                str(event.get("STATUS", "")),
                int(str(event["SEQUENCE"])),
            )
        )
    return told
