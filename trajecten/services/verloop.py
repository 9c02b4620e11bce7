"""How a track goes: its people, its phases, whether it goes on."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from post.models import Berichtsoort
from post.services import Planning, plan_all
from samenwijzer.lib.bewaren import save_once, save_versioned
from samenwijzer.lib.site import absolute
from scholen.models import Gebruiker, Lidmaatschap, Rol, School, Uitnodiging
from scholen.services import add_gebruiker, invite_and_mail
from trajecten.mens import Mens
from trajecten.models import Deelname, Fase, Staat, Stap, Traject, Trajectrol
from trajecten.services.fout import TrajectFout

AL_MEE = "{} doet al mee aan dit traject. Kies iemand anders."


@transaction.atomic
def start(
    school: School,
    door: Gebruiker,
    mensen: Sequence[Mens],
    *,
    pk: UUID,
    profiel: str,
    vorige_loopbaan: str,
    startdatum: dt.date,
) -> Traject:
    """Start a track with its people; who isn't a member yet is invited meanwhile."""
    traject = Traject.objects.create(
        pk=pk,
        school=school,
        profiel=profiel,
        vorige_loopbaan=vorige_loopbaan,
        startdatum=startdatum,
    )
    _add_stap(traject, door)
    for mens in mensen:
        add_mens(traject, mens, door)
    return traject


@transaction.atomic
def add_mens(traject: Traject, mens: Mens, door: Gebruiker) -> Deelname:
    """Let somebody take part from now on, and tell them."""
    lock(traject)
    gebruiker = add_gebruiker(mens.email)
    if traject.deelnames.current().filter(gebruiker=gebruiker).exists():
        raise TrajectFout(AL_MEE.format(mens.naam or gebruiker))
    taken = traject.deelnames.current().filter(rol=Trajectrol.ZIJ_INSTROMER)
    if mens.rol == Trajectrol.ZIJ_INSTROMER and taken.exists():
        raise TrajectFout(
            "In dit traject is er al een zij-instromer. Start voor iemand anders een "
            "eigen traject."
        )
    lid = Lidmaatschap.objects.filter(school=traject.school, gebruiker=gebruiker)
    known = lid.exists()
    if known and mens.rol == Trajectrol.LERARENOPLEIDER:
        raise TrajectFout(
            "Een lerarenopleider hoort bij een lerarenopleiding, niet bij je school. "
            "Vul een naam en een adres in, of kies een andere rol."
        )
    deelname = Deelname.objects.create(
        traject=traject,
        school=traject.school,
        gebruiker=gebruiker,
        rol=mens.rol,
        naam="" if known else mens.naam,
    )
    if known or mens.rol == Trajectrol.LERARENOPLEIDER:
        tell(traject, [deelname], "traject_erbij")
    else:
        rol = _invited_rol(traject.school, mens.email)
        invite_and_mail(traject.school, [(mens.email, rol)], door)
    return deelname


def _invited_rol(school: School, email: str) -> str:
    """What a new invitation asks somebody to be: the same as one that is still open."""
    known = Uitnodiging.objects.open(timezone.now()).filter(school=school, email=email)
    return known.values_list("rol", flat=True).first() or Rol.LID


@transaction.atomic
def end_mens(deelname: Deelname) -> bool:
    """Let somebody leave the track, from this moment; who was in it stays known.

    Twice is once: False when they had left before.
    """
    lock(deelname.traject)
    deelname.refresh_from_db()
    if deelname.tot is not None:
        return False
    if deelname.rol == Trajectrol.ZIJ_INSTROMER:
        raise TrajectFout(
            "Zonder zij-instromer is er geen traject. Beëindig dan het traject zelf."
        )
    deelname.tot = timezone.now()
    deelname.save(update_fields=["tot"])
    tell(deelname.traject, [deelname], "traject_eraf")
    return True


@transaction.atomic
def replace_mens(deelname: Deelname, mens: Mens, door: Gebruiker) -> Deelname:
    """Let somebody take another's place; both are told, and so are the others."""
    if mens.email == deelname.gebruiker.email:
        raise TrajectFout(AL_MEE.format(deelname))
    if not end_mens(deelname):
        raise TrajectFout(
            f"{deelname} deed al niet meer mee. Kijk bij het traject wie er nu meedoet."
        )
    new = add_mens(deelname.traject, mens, door)
    others = deelname.traject.deelnames.current().duo().reachable()
    others = others.exclude(pk=new.pk)
    tell(
        deelname.traject,
        list(others.select_related("gebruiker")),
        "traject_wissel",
        weg=str(deelname),
        nieuw=str(new),
        rol=new.rolnaam,
    )
    return new


@transaction.atomic
def set_fase(traject: Traject, fase: str, door: Gebruiker) -> None:
    """Go to another phase; one that doesn't go on stays where it is."""
    lock(traject)
    if not traject.loopt:
        raise TrajectFout("Dit traject loopt nu niet. Hervat het eerst.")
    _set(traject, door, fase=Fase(fase))


@transaction.atomic
def set_staat(traject: Traject, staat: str, door: Gebruiker) -> None:
    """Pause, end or reopen; the talks follow in `gesprekken.services`."""
    lock(traject)
    _set(traject, door, staat=Staat(staat))


def save_gegevens(
    traject: Traject, door: Gebruiker, *, kenmerk: str, versie: int, **values: object
) -> bool:
    """Store what is known of a track, unless somebody else was first: then False."""
    rows = Traject.objects.all()
    return save_once(
        door.bewaringen,
        kenmerk,
        gegevens_pk(traject),
        lambda: save_versioned(rows, traject.pk, versie, **values),
    )


def gegevens_pk(traject: Traject) -> UUID:
    """What saving these is noted under: under the track are its people and talks."""
    return uuid5(traject.pk, "gegevens")


def lock(traject: Traject) -> None:
    """One change of a track at a time; it is read anew."""
    traject.refresh_from_db(from_queryset=Traject.objects.select_for_update())


def tell(
    traject: Traject, deelnames: Sequence[Deelname], mail: str, **context: object
) -> None:
    """Mail these people about a change in the track they are or were in."""
    now = timezone.now()
    plan_all(
        [
            Planning(
                naam=mail,
                aan=deelname.gebruiker.email,
                context={
                    "deelname": deelname,
                    "school": traject.school,
                    "adres": absolute(traject.get_absolute_url()),
                    **context,
                },
                sleutel=f"{mail}:{deelname.pk}:{now.isoformat()}",
                soort=Berichtsoort.MELDING,
                school=traject.school,
            )
            for deelname in deelnames
        ]
    )


def _set(traject: Traject, door: Gebruiker, **values: str) -> None:
    if all(getattr(traject, name) == value for name, value in values.items()):
        return  # the same button twice
    for name, value in values.items():
        setattr(traject, name, value)
    traject.save(update_fields=list(values))
    _add_stap(traject, door)


def _add_stap(traject: Traject, door: Gebruiker) -> None:
    Stap.objects.create(
        traject=traject,
        school=traject.school,
        fase=traject.fase,
        staat=traject.staat,
        door=door,
    )


def new_pk(kenmerk: str) -> UUID:
    """The id of what one press makes: the same press again finds it there."""
    return UUID(kenmerk[:32], version=4)
