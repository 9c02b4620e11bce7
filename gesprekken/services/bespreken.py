"""What other apps put on the next talk of a track; talks know nothing more of it."""

from django.db import transaction
from django.db.models import Exists, QuerySet

from gesprekken.models import (
    Bespreekpunt,
    BespreekpuntQuerySet,
    Deelnemer,
    Gesprek,
)
from trajecten.models import Deelname, Traject
from trajecten.services.verloop import lock


@transaction.atomic
def mark(traject: Traject, code: str, tekst: str, reden: str) -> None:
    """Propose this for the next talk, as a question with this reason. Twice is once.

    What an earlier talk took up is proposed anew. `code`: at most ten characters.
    """
    lock(traject)
    marked = traject.bespreekpunten.filter(code=code)
    if marked.waiting().exists():
        return
    marked.delete()
    traject.bespreekpunten.create(
        school=traject.school, code=code, tekst=tekst, reden=reden
    )


@transaction.atomic
def unmark(traject: Traject, code: str) -> None:
    """Propose it no longer; a talk that has it already keeps it."""
    lock(traject)
    traject.bespreekpunten.waiting().filter(code=code).delete()


def take(gesprek: Gesprek, code: str) -> None:
    """This talk has it as a question now."""
    rows = of_traject(gesprek).waiting().filter(code=code)
    of_traject(gesprek).filter(pk__in=rows.values("pk")).update(gesprek=gesprek)


def give_back(gesprek: Gesprek, code: str) -> None:
    """The question was taken out of this talk: the next may have it."""
    gesprek.bespreekpunten.filter(code=code).update(gesprek=None)


def forget(gesprek: Gesprek, code: str) -> None:
    """Nobody is asked about it again, until somebody marks it anew."""
    of_traject(gesprek).filter(code=code).delete()


def find_waiting(gesprek: Gesprek) -> BespreekpuntQuerySet:
    """What this talk may take up.

    Nothing once somebody of it has left the track: what is marked now is for those of
    now, and who was replaced may still read an earlier talk.
    """
    return of_traject(gesprek).waiting().filter(~Exists(find_left(gesprek)))


def find_left(gesprek: Gesprek) -> QuerySet[Deelnemer]:
    """Who takes part in this talk and not, or no longer, in its track."""
    here = Deelname.objects.current().filter(traject=gesprek.traject_id)
    rows = Deelnemer.objects.filter(gesprek=gesprek.pk)
    return rows.exclude(gebruiker__in=here.values("gebruiker"))


def of_traject(gesprek: Gesprek) -> BespreekpuntQuerySet:
    """What is marked in the track of this talk; nothing for a team's."""
    return Bespreekpunt.objects.filter(
        traject=gesprek.traject_id, traject__isnull=False
    )
