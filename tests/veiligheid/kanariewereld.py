"""The world in which canaries are looked for, and where each actor begins."""

from django.contrib.admin.models import CHANGE, LogEntry

from duopartners.models import Eigenpunt, Notitie
from gesprekken.models import Afspraak, Deling, Gesprek
from post.models import Bericht
from scholen.models import Bewaring, Rol
from tests.make import make_deelname, make_deelnemer, make_lid, make_uitnodiging
from tests.veiligheid.opstelling import Actor, make_wereld
from tests.veiligheid.soorten import GONE
from tests.veiligheid.voorwerpen import Voorwerpen, classify, fill, name_of
from trajecten.models import Inbrengkaart, Traject, Trajectrol

# What there is of a talk, below its own address
OF_TALK = (
    "",
    "vragen/",
    "voorbereiden/",
    "samen/",
    "samen/stroom",
    "afronden/",
    "verslag/",
    "verslag.pdf",
    "delen/",
    *(f"blad.pdf?soort={soort}&ingevuld=1" for soort in ("gesprek", "voorbereiding")),
)
# And of a track
OF_TRACK = (
    "",
    "overeenkomst/",
    "overeenkomst/?versie=1",
    "overeenkomst/wijzig/",
    "overeenkomst.pdf?versie=1",
)
# What there is of a duo's list, below the address of its track
OF_DUO = ("", "nieuws/?na=2001-01-01T00:00:00Z", "lijst.pdf", "lijst.pdf?leeg=1")
# The links that were mailed, as long as real ones
LINKS = {naam: f"link-van-de-{naam}".ljust(43, "-") for naam in ("houder", "genodigde")}


def make_kanariewereld() -> dict[str, Actor]:
    """Everybody, with two invitations under way and something of every kind.

    "houder" has the link of the one and no account; "naamloos" is a coordinator
    of A who never said their name, and takes part in all that the others do.
    """
    wereld = make_wereld()
    coordinator = wereld["coordinator A"]
    school = coordinator.school
    assert school is not None
    wereld["houder"] = Actor("houder", adres="houder@school.example")
    naamloos = make_lid(school, Rol.COORDINATOR).gebruiker
    naamloos.naam = ""
    naamloos.save()
    wereld["naamloos"] = Actor("naamloos", naamloos, {school: Rol.COORDINATOR})
    make_deelname(school.trajecten.get(), Trajectrol.SCHOOLOPLEIDER, gebruiker=naamloos)
    for gesprek in school.gesprekken.all():
        make_deelnemer(gesprek, naamloos)
    for naam, token in LINKS.items():
        make_uitnodiging(
            school,
            token=token,
            email=wereld[naam].adres,
            uitgenodigd_door=coordinator.gebruiker,
        )
    Bericht.objects.create(aan="iemand@post.example")
    Bewaring.objects.create(gebruiker=naamloos, kenmerk="a1" * 32, voorwerp=school.pk)
    beheerder = wereld["beheerder"].gebruiker
    assert beheerder is not None
    LogEntry.objects.create(user=beheerder, action_flag=CHANGE)
    return wereld


def starts(actor: Actor) -> list[str]:
    """All that this actor can try to open, made on the spot."""
    links = [f"/uitnodiging/{LINKS[actor.naam]}/"] if actor.naam in LINKS else []
    tracks = [one.get_absolute_url() for one in Traject.objects.all()]
    of_tracks = [f"{track}{rest}" for track in tracks for rest in OF_TRACK]
    brought = [
        f"/trajecten/inbreng/{one.pk}{end}"
        for one in Inbrengkaart.objects.all()
        for end in ("/", ".pdf")
    ]
    of_inbreng = [f"{path}inbreng/" for path in tracks]
    of_talks = [f"{talk}{rest}" for talk in talks() for rest in OF_TALK]
    of_duos = [f"{track}duo/{rest}" for track in tracks for rest in OF_DUO]
    noted = [f"/duopartners/notities/{one.pk}/" for one in Notitie.objects.all()]
    added = [f"/duopartners/eigen/{one.pk}/" for one in Eigenpunt.objects.all()]
    agreed = [f"/gesprekken/afspraken/{one.pk}/" for one in Afspraak.objects.all()]
    shared = [f"/gesprekken/gedeeld/{one.pk}/" for one in Deling.objects.all()]
    papers = [f"{path}verslag.pdf" for path in shared]
    return [
        *links,
        *of_tracks,
        *of_talks,
        *of_duos,
        *of_inbreng,
        *brought,
        *noted,
        *added,
        *agreed,
        *shared,
        *papers,
        *paths(actor),
    ]


def talks() -> list[str]:
    """The address of each talk there is."""
    return [one.get_absolute_url() for one in Gesprek.objects.all()]


def paths(actor: Actor) -> list[str]:
    """Every address with every object, apart from links that one was never sent.

    Nor what is gone: of what isn't there nobody can be told anything.
    """
    voorwerpen = Voorwerpen(actor)
    return [
        fill(adres, voorwerp.waarden)
        for adres, classes in classify().items()
        for toegang in classes
        if toegang
        for voorwerp in voorwerpen.of(adres, toegang)
        if voorwerp.soort not in GONE
        and not _is_secret(actor, name_of(adres, toegang), voorwerp.soort)
    ]


def _is_secret(actor: Actor, naam: str, soort: str) -> bool:
    """Whether this link opens something, and was sent to somebody else alone."""
    if naam == "agendatoken":
        return soort in {"collega", "vreemd"}
    personal = naam in {"token", "antwoordtoken"}
    return personal and actor.gebruiker is None and soort == "vreemd"
