"""What people agreed, once their talk is over: done, changed, dropped, open again."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from gesprekken.models import Afspraak, Afspraakstap, Deelnemer, Gesprek
from gesprekken.services.fout import GesprekFout
from samenwijzer.lib.bewaren import save_once
from scholen.models import Gebruiker
from trajecten.models import Deelname

SCHOOL = "school"
DE_SCHOOL = "de school"
WEG = "iemand die niet meer meedoet"
AFGEROND = "Deze afspraak staat niet meer open. Open ze eerst opnieuw."
NIEMAND = "Kies iemand uit de lijst, of de school."

Staat, Soort = Afspraak.Staat, Afspraakstap.Soort
Namen = dict[tuple[UUID, UUID], str]


@dataclass(frozen=True)
class Regel:
    """An agreement as a reader sees it; `sleutel` is that of a button beside it."""

    afspraak: Afspraak
    wie: str
    sleutel: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Stapregel:
    """A step of an agreement's history: by whom, and who would do it before."""

    stap: Afspraakstap
    door: str
    wie: str


def open_for(gesprek: Gesprek, gebruiker: Gebruiker) -> list[Regel]:
    """With which open agreements a talk begins, for this reader.

    Those of earlier talks of its track, or of its team: only of talks that the
    reader took part in. What is due first comes first.
    """
    begin = gesprek.begin or timezone.now()
    earlier = Q(gesprek__begin__lt=begin) | Q(
        gesprek__created_at__lt=gesprek.created_at
    )
    rows = Afspraak.objects.visible_to(gebruiker).open().filter(earlier)
    same = rows.filter(
        gesprek__school=gesprek.school_id,
        gesprek__traject=gesprek.traject_id,
        gesprek__team=gesprek.team,
    )
    return describe(order(same.exclude(gesprek=gesprek.pk)))


def order(rows: QuerySet[Afspraak]) -> QuerySet[Afspraak]:
    """What is due first; then what has no day, the oldest first."""
    by_day = F("tegen").asc(nulls_last=True)
    return rows.select_related("gesprek").order_by(by_day, "created_at", "plek")


def describe(rows: Iterable[Afspraak]) -> list[Regel]:
    """These agreements, each with who will do it; in two queries for all of them."""
    afspraken = list(rows)
    namen = name_people([one.gesprek for one in afspraken])
    return [
        Regel(one, tell_wie(namen, one.gesprek_id, one.wie_id, one.van_school))
        for one in afspraken
    ]


def describe_steps(afspraak: Afspraak) -> list[Stapregel]:
    """What became of it, the last first, with the words as they were before."""
    namen = name_people([afspraak.gesprek])
    pk = afspraak.gesprek_id
    return [
        Stapregel(
            stap,
            door=tell_wie(namen, pk, stap.door_id, van_school=False) or WEG,
            wie=tell_wie(namen, pk, stap.wie_id, stap.van_school),
        )
        for stap in afspraak.stappen.order_by("-created_at", "-pk")
    ]


def tell_wie(namen: Namen, gesprek: UUID, wie: UUID | None, van_school: bool) -> str:
    """Who it is, in words; "" while nobody has been named."""
    if van_school:
        return DE_SCHOOL
    return namen.get((gesprek, wie), WEG) if wie else ""


def name_people(gesprekken: Sequence[Gesprek]) -> Namen:
    """What the people of these talks are called in them, by talk and person.

    Also those who are or were in its track, and didn't take part.
    """
    tracks = {one.pk: one.traject_id for one in gesprekken}
    in_track = Deelname.objects.filter(traject__in=set(tracks.values()) - {None})
    called = {
        (one.traject_id, one.gebruiker_id): str(one)
        for one in in_track.select_related("gebruiker")
    }
    found = {
        (pk, gebruiker): naam
        for pk, track in tracks.items()
        for (traject, gebruiker), naam in called.items()
        if traject == track
    }
    in_talk = Deelnemer.objects.filter(gesprek__in=tracks).select_related("gebruiker")
    return found | {(one.gesprek_id, one.gebruiker_id): str(one) for one in in_talk}


def find_people(gesprek: Gesprek) -> list[tuple[str, str]]:
    """Whom an agreement of this talk can be of, as choices: its people, alphabetically.

    Who takes part in the talk, and who is in its track now.
    """
    in_track = Deelname.objects.current().filter(traject__gesprekken=gesprek.pk)
    in_talk = gesprek.deelnemers.all()
    found = {
        str(one.gebruiker_id): str(one)
        for rows in (in_track, in_talk)
        for one in rows.select_related("gebruiker")
    }
    return sorted(found.items(), key=lambda one: one[1].casefold())


def finish(afspraak: Afspraak, door: Gebruiker, *, kenmerk: str, versie: int) -> bool:
    """Say that it is done. False when somebody else changed it first."""

    def write(row: Afspraak) -> bool:
        if row.staat == Staat.GEDAAN:
            return True
        return _step(row, versie, door, Soort.GEDAAN, {"staat": Staat.GEDAAN})

    return _once(afspraak, door, kenmerk, write)


def change(
    afspraak: Afspraak,
    door: Gebruiker,
    *,
    kenmerk: str,
    versie: int,
    wat: str,
    wie: str,
    tegen: dt.date | None,
) -> bool:
    """Give it other words, somebody else or another day; False as with `finish`.

    `wie` is the id of one of its people, "school", or "" for nobody yet.
    """
    values = {"wat": wat, "tegen": tegen, **_read_wie(afspraak, wie)}

    def write(row: Afspraak) -> bool:
        if row.staat != Staat.OPEN:
            raise GesprekFout(AFGEROND)
        if all(getattr(row, name) == value for name, value in values.items()):
            return True
        return _step(row, versie, door, Soort.GEWIJZIGD, values)

    return _once(afspraak, door, kenmerk, write)


def _read_wie(afspraak: Afspraak, wie: str) -> dict[str, object]:
    """Who that is, as the row has it; who left can stay the one."""
    kept = str(afspraak.wie_id or "")
    known = {*dict(find_people(afspraak.gesprek)), kept, SCHOOL, ""}
    if wie not in known:
        raise GesprekFout(NIEMAND)
    named = wie not in {"", SCHOOL}
    return {"wie_id": UUID(wie) if named else None, "van_school": wie == SCHOOL}


def drop(
    afspraak: Afspraak, door: Gebruiker, *, kenmerk: str, versie: int, reden: str
) -> bool:
    """Let it go, with the reason; False as with `finish`."""

    def write(row: Afspraak) -> bool:
        if row.staat != Staat.OPEN and row.versie == versie:
            raise GesprekFout(AFGEROND)
        values = {"staat": Staat.VERVALLEN}
        return _step(row, versie, door, Soort.VERVALLEN, values, reden=reden)

    return _once(afspraak, door, kenmerk, write)


def reopen(afspraak: Afspraak, door: Gebruiker, *, kenmerk: str, versie: int) -> bool:
    """Open it again; False as with `finish`."""

    def write(row: Afspraak) -> bool:
        if row.staat == Staat.OPEN:
            return True
        return _step(row, versie, door, Soort.HEROPEND, {"staat": Staat.OPEN})

    return _once(afspraak, door, kenmerk, write)


def _once(
    afspraak: Afspraak,
    door: Gebruiker,
    kenmerk: str,
    write: Callable[[Afspraak], bool],
) -> bool:
    """Run `write` on the row as it is now, unless this press was saved before.

    The talk is locked too: while it writes, its document and its report go by it.
    """

    def locked() -> bool:
        list(Gesprek.objects.select_for_update().filter(pk=afspraak.gesprek_id))
        row = Afspraak.objects.filter(pk=afspraak.pk).first()
        if row is None:  # the document has no such place any more
            raise Http404
        return write(row)

    return save_once(door.bewaringen, kenmerk, afspraak.pk, locked)


def _step(
    row: Afspraak,
    versie: int,
    door: Gebruiker,
    soort: Afspraakstap.Soort,
    values: Mapping[str, object],
    *,
    reden: str = "",
) -> bool:
    """Write a step with the words as they were; then give the row its new values."""
    if row.versie != versie:
        return False
    Afspraakstap.objects.create(
        school_id=row.school_id,
        afspraak=row,
        soort=soort,
        reden=reden,
        wat=row.wat,
        wie_id=row.wie_id,
        van_school=row.van_school,
        tegen=row.tegen,
        door=door,
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.versie += 1
    row.save()
    return True
