"""What people bring along: their cards, showing them, and what a school looks for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from samenwijzer.lib.bewaren import save_once, save_versioned
from scholen.models import Gebruiker, School
from trajecten import rules
from trajecten.models import Inbrengkaart, Toonkaart, Traject, Zoekvraag
from trajecten.passen import find_shared
from trajecten.services.fout import TrajectFout
from trajecten.services.verloop import lock, new_pk

MOST_KAARTEN = 30
MOST_ZOEKVRAGEN = 30
VOL = (
    f"Je hebt in dit traject al {MOST_KAARTEN} kaarten. Gooi er eerst een weg, of vul "
    "een kaart aan die er al is."
)
WEG = "Je hoort niet meer bij dit duo, dus deze kaart is niet bewaard."
ZOEKVRAGEN_VOL = (
    f"Je school zoekt al {MOST_ZOEKVRAGEN} dingen tegelijk. Haal eerst weg wat "
    "gevonden is."
)


@dataclass(frozen=True)
class Regel:
    """A card of one's own as its author sees it; `toon` is what others read of it."""

    kaart: Inbrengkaart
    toon: Toonkaart | None

    @property
    def kring(self) -> str:
        """The circle that reads it now."""
        if self.toon is None:
            return "ik"
        return "school" if self.toon.lezers == Toonkaart.Lezers.SCHOOL else "wij"

    @property
    def zichtbaar(self) -> str:
        """For whom it stands there now, in words."""
        return self.toon.get_lezers_display() if self.toon else "nog voor jezelf"

    @property
    def is_anders(self) -> bool:
        """Whether others still read other words than those of the card."""
        toon, kaart = self.toon, self.kaart
        return toon is not None and (toon.soort, toon.tekst) != (
            kaart.soort,
            kaart.tekst,
        )


@dataclass(frozen=True)
class Passend:
    """Something the school looks for, and one's own card that may fit, with why."""

    zoekvraag: Zoekvraag
    kaart: Toonkaart
    gezocht: str
    woord: str


# Cards


def find_own(traject: Traject, auteur: Gebruiker) -> list[Regel]:
    """One's own cards of this track, as they came."""
    kaarten = Inbrengkaart.objects.visible_to(auteur).filter(traject=traject)
    own = Toonkaart.objects.shown().filter(traject=traject, auteur=auteur)
    shown = {one.kaart_id: one for one in own}
    return [Regel(kaart, shown.get(kaart.pk)) for kaart in kaarten]


def has_kaarten(traject: Traject, auteur: Gebruiker) -> bool:
    """Whether this person wrote a card here, shown or not; for them alone to know."""
    return auteur.inbrengkaarten.filter(traject=traject).exists()


def describe(kaart: Inbrengkaart) -> Regel:
    return Regel(kaart, Toonkaart.objects.shown().filter(kaart=kaart).first())


def find_of_duo(traject: Traject, lezer: Gebruiker) -> dict[UUID, list[Toonkaart]]:
    """What the others of the duo show this reader, by who wrote it."""
    rows = Toonkaart.objects.visible_to(lezer).filter(traject=traject)
    found: dict[UUID, list[Toonkaart]] = {}
    for row in rows.exclude(auteur=lezer):
        found.setdefault(row.auteur_id, []).append(row)
    return found


def add_kaart(
    traject: Traject, auteur: Gebruiker, *, kenmerk: str, soort: str, tekst: str
) -> None:
    """A card for oneself; raises `TrajectFout` where there are too many."""

    def write() -> bool:
        lock(traject)
        _check_duo(traject, auteur)
        if auteur.inbrengkaarten.filter(traject=traject).count() >= MOST_KAARTEN:
            raise TrajectFout(VOL)
        Inbrengkaart.objects.create(
            pk=new_pk(kenmerk),
            school=traject.school,
            traject=traject,
            auteur=auteur,
            soort=soort,
            tekst=tekst,
        )
        return True

    save_once(auteur.bewaringen, kenmerk, new_pk(kenmerk), write)


def save_kaart(
    kaart: Inbrengkaart, *, kenmerk: str, versie: int, soort: str, tekst: str
) -> bool:
    """Other words, for oneself; who read the card goes on reading what was shown.

    False when it was changed, or thrown away, in another window first.
    """
    own = Inbrengkaart.objects.visible_to(kaart.auteur)

    def write() -> bool:
        return save_versioned(own, kaart.pk, versie, soort=soort, tekst=tekst)

    return save_once(kaart.auteur.bewaringen, kenmerk, kaart.pk, write)


def show_kaart(kaart: Inbrengkaart, *, kenmerk: str, versie: int, wie: str) -> bool:
    """Let the duo or the school read these words, from now on.

    False when they aren't the words any more that its author just saw.
    """

    def write(row: Inbrengkaart) -> bool:
        if row.versie != versie:
            return False
        Toonkaart.objects.update_or_create(
            kaart=row,
            defaults={
                "school_id": row.school_id,
                "traject_id": row.traject_id,
                "auteur_id": row.auteur_id,
                "soort": row.soort,
                "tekst": row.tekst,
                "lezers": Toonkaart.Lezers(wie),
                "created_at": timezone.now(),
            },
        )
        return True

    return _change(kaart, kenmerk, write)


def hide_kaart(kaart: Inbrengkaart, *, kenmerk: str) -> None:
    """Only its author reads it from now on; nothing says that it was otherwise."""

    def write(row: Inbrengkaart) -> bool:
        Toonkaart.objects.filter(kaart=row).delete()
        return True

    _change(kaart, kenmerk, write)


def drop_kaart(kaart: Inbrengkaart, *, kenmerk: str) -> None:
    """Throw it away, also where others read it."""

    def write(row: Inbrengkaart) -> bool:
        row.delete()
        return True

    _change(kaart, kenmerk, write)


def _change(
    kaart: Inbrengkaart, kenmerk: str, write: Callable[[Inbrengkaart], bool]
) -> bool:
    """One change of a duo's cards at a time, by who is still in it; once."""

    def locked() -> bool:
        lock(kaart.traject)
        _check_duo(kaart.traject, kaart.auteur)
        row = Inbrengkaart.objects.filter(pk=kaart.pk).first()
        return row is None or write(row)

    return save_once(kaart.auteur.bewaringen, kenmerk, kaart.pk, locked)


def _check_duo(traject: Traject, auteur: Gebruiker) -> None:
    if not rules.is_in_duo(auteur, traject):
        raise TrajectFout(WEG)


# What colleagues bring, and what the school looks for


def find_in_school(
    school: School, lezer: Gebruiker
) -> list[tuple[str, list[Toonkaart]]]:
    """What people show the whole school, by who they are, alphabetically."""
    rows = Toonkaart.objects.visible_to(lezer).filter(
        school=school, lezers=Toonkaart.Lezers.SCHOOL
    )
    found: dict[UUID, list[Toonkaart]] = {}
    for row in rows.select_related("auteur"):
        found.setdefault(row.auteur_id, []).append(row)
    groups = [(rows[0].auteur.roepnaam, rows) for rows in found.values()]
    return sorted(groups, key=lambda one: one[0].casefold())


def add_zoekvraag(
    school: School,
    door: Gebruiker,
    *,
    kenmerk: str,
    titel: str,
    tekst: str,
    laatste: dt.date | None,
) -> None:
    """Tell the school what it looks for; raises `TrajectFout` where that is a lot."""

    def write() -> bool:
        list(School.objects.select_for_update().filter(pk=school.pk))
        if school.zoekvragen.open(timezone.localdate()).count() >= MOST_ZOEKVRAGEN:
            raise TrajectFout(ZOEKVRAGEN_VOL)
        Zoekvraag.objects.create(
            pk=new_pk(kenmerk), school=school, titel=titel, tekst=tekst, laatste=laatste
        )
        return True

    save_once(door.bewaringen, kenmerk, new_pk(kenmerk), write)


def save_zoekvraag(
    zoekvraag: Zoekvraag,
    door: Gebruiker,
    *,
    kenmerk: str,
    versie: int,
    **values: object,
) -> bool:
    """Store it, unless somebody else was first: then False."""
    rows = Zoekvraag.objects.all()
    return save_once(
        door.bewaringen,
        kenmerk,
        zoekvraag.pk,
        lambda: save_versioned(rows, zoekvraag.pk, versie, **values),
    )


def drop_zoekvraag(zoekvraag: Zoekvraag) -> None:
    Zoekvraag.objects.filter(pk=zoekvraag.pk).delete()


def find_passend(auteur: Gebruiker, traject: Traject | None = None) -> list[Passend]:
    """What a school looks for that may fit one's own shown cards; for them alone.

    Of one track or, without it, of all that one is in the duo of.
    """
    own = Toonkaart.objects.shown().filter(auteur=auteur)
    if traject is not None:
        own = own.filter(traject=traject)
    kaarten = list(own)
    if not kaarten:
        return []
    open_now = Zoekvraag.objects.open(timezone.localdate())
    asked = list(open_now.filter(school__in={one.school_id for one in kaarten}))
    return [
        one
        for zoekvraag in asked
        for one in _match(
            zoekvraag,
            [kaart for kaart in kaarten if kaart.school_id == zoekvraag.school_id],
        )
    ]


def _match(zoekvraag: Zoekvraag, kaarten: list[Toonkaart]) -> list[Passend]:
    gezocht = f"{zoekvraag.titel}\n{zoekvraag.tekst}"
    found = ((kaart, find_shared(gezocht, kaart.tekst)) for kaart in kaarten)
    return [Passend(zoekvraag, kaart, *words) for kaart, words in found if words]
