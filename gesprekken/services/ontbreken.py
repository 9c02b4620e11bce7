"""What is still to be shown in a track, as a question for its next talk."""

from django.db.models import Exists, F
from django.utils.formats import date_format

from gesprekken.models import Gesprek, Gespreksvraag, Opzij, Staat
from gesprekken.services.bespreken import find_left
from trajecten.models import Leeruitkomst

BEGIN = "LU-"  # no code of a fiche or of a duo's list begins so


def make_code(uitkomst: Leeruitkomst) -> str:
    """What an outcome is called where talks keep it: ten characters."""
    return f"{BEGIN}{uitkomst.pk.hex[:7]}"


def make_vraag(uitkomst: Leeruitkomst) -> str:
    return f"‘{uitkomst.tekst}’ Wat is daar nog voor nodig?"


def make_reden(uitkomst: Leeruitkomst) -> str:
    """Why it is proposed, for everybody of the track to read."""
    if uitkomst.tegen:
        dag = date_format(uitkomst.tegen, "j F")
        return f"Deze leeruitkomst ontbreekt nog, en jullie mikten op {dag}."
    return "Deze leeruitkomst ontbreekt nog in jullie traject."


def find_next(gesprek: Gesprek) -> Leeruitkomst | None:
    """The one to propose: what is due first, that no talk took up, None if none is.

    Nothing once somebody of the talk isn't in the track: outcomes are for who is.
    What somebody would "liever niet" doesn't come back by itself.
    """
    if gesprek.traject_id is None:
        return None
    rows = Leeruitkomst.objects.missing().filter(
        ~Exists(find_left(gesprek)), traject=gesprek.traject_id
    )
    due_first = rows.order_by(F("tegen").asc(nulls_last=True), "created_at", "pk")
    if not due_first:
        return None
    taken = _find_taken(gesprek)
    return next((row for row in due_first if make_code(row) not in taken), None)


def _find_taken(gesprek: Gesprek) -> set[str]:
    """Codes of outcomes that other talks of the track have, or that were put aside."""
    track = {"gesprek__traject": gesprek.traject_id, "code__startswith": BEGIN}
    chosen = Gespreksvraag.objects.gekozen().filter(**track)
    others = chosen.exclude(gesprek=gesprek.pk).exclude(gesprek__staat=Staat.AFGEZEGD)
    aside = Opzij.objects.filter(**track, soort=Opzij.Soort.LIEVER_NIET)
    return {
        *others.values_list("code", flat=True),
        *aside.values_list("code", flat=True),
    }
