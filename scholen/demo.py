"""The people and schools of the demo. All names are invented."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from scholen.models import Gebruiker, Lidmaatschap, Regio, Rol, School, Soort
from scholen.services import SchoolFout, add_gebruiker

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Demoschool:
    naam: str
    soort: Soort
    regio: Regio


@dataclass(frozen=True)
class Demopersoon:
    """Somebody one can look round as; `wie` is the name in the address."""

    wie: str
    naam: str
    school: Demoschool
    rol: Rol
    uitleg: str

    @property
    def titel(self) -> str:
        """What this person is, as a reader writes it."""
        return "coördinator" if self.wie == "coordinator" else self.wie

    @property
    def email(self) -> str:
        return f"{self.wie}@{DOMAIN}"


WISSEL = Demoschool("Atheneum De Wissel", Soort.SCHOOL, Regio.VLAANDEREN)
OEVER = Demoschool(
    "Lerarenopleiding De Oever", Soort.LERARENOPLEIDING, Regio.VLAANDEREN
)
KEERPUNT = Demoschool("Scholengroep Keerpunt", Soort.SCHOOL, Regio.NL_ZUID)

PERSONEN = (
    Demopersoon(
        "coordinator",
        "Leen Martens",
        WISSEL,
        Rol.COORDINATOR,
        "nodigt uit en plant gesprekken, maar leest ze niet",
    ),
    Demopersoon(
        "zij-instromer",
        "Youssef El Amrani",
        WISSEL,
        Rol.LID,
        "was twaalf jaar laborant en geeft nu chemie",
    ),
    Demopersoon(
        "duo-partner",
        "Griet Vandenbosch",
        WISSEL,
        Rol.LID,
        "geeft al lang les en kent de school",
    ),
    Demopersoon(
        "directie",
        "Bart Coppens",
        WISSEL,
        Rol.DIRECTIE,
        "denkt mee over de schoolcultuur",
    ),
    Demopersoon(
        "teamlid", "Sofie De Ridder", WISSEL, Rol.LID, "een collega uit het team"
    ),
    Demopersoon(
        "lerarenopleider",
        "Nadia Haddad",
        OEVER,
        Rol.COORDINATOR,
        "begeleidt zij-instromers vanuit de opleiding",
    ),
    Demopersoon(
        "buitenstaander",
        "Joost van Dalen",
        KEERPUNT,
        Rol.COORDINATOR,
        "coördinator van een andere school, ziet niets van De Wissel",
    ),
)


def find(wie: str) -> Gebruiker | None:
    """The account of a demo person; only those, whoever else may be in the database."""
    emails = {persoon.wie: persoon.email for persoon in PERSONEN}
    return Gebruiker.objects.filter(email=emails.get(wie)).first()


@transaction.atomic
def make_demo() -> int:
    """Add what the demo lacks; returns how many people were new.

    Refuses in an installation where real schools live: invented people have no
    business there.
    """
    scholen = [WISSEL, OEVER, KEERPUNT]
    real = School.objects.exclude(
        lidmaatschappen__gebruiker__email__endswith=f"@{DOMAIN}"
    )
    if real.exists():
        raise SchoolFout("Hier staan echte scholen: de demo hoort ergens anders.")
    before = Gebruiker.objects.count()
    for school in scholen:
        _fill(school)
    return Gebruiker.objects.count() - before


def _add(persoon: Demopersoon) -> Gebruiker:
    gebruiker = add_gebruiker(persoon.email, persoon.naam)
    EmailAddress.objects.filter(user=gebruiker).update(verified=True)
    return gebruiker


def _fill(school: Demoschool) -> None:
    row, _ = School.objects.get_or_create(
        naam=school.naam, defaults={"soort": school.soort, "regio": school.regio}
    )
    for persoon in PERSONEN:
        if persoon.school == school:
            Lidmaatschap.objects.get_or_create(
                school=row,
                gebruiker=_add(persoon),
                defaults={"rol": persoon.rol},
            )
