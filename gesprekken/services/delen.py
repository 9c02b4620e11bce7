"""Sharing a report, or one answer, with a named person: when all who talked say yes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gesprekken import rules
from gesprekken.models import Deelnemer, Deling, Gesprek, Gespreksvraag, Verslag
from gesprekken.services.fout import GesprekFout
from gesprekken.services.uitnodigen import join
from gesprekken.verslag import Inhoud
from post.models import Berichtsoort
from post.services import plan
from samenwijzer.lib.bewaren import save_once
from samenwijzer.lib.site import absolute
from scholen.models import ZONDER_NAAM, Gebruiker, Lidmaatschap
from trajecten.models import Deelname

ONBEKEND = "Deze persoon kan je niet kiezen. Kies iemand uit de lijst."
GEEN_VRAAG = "Deze vraag staat niet in het verslag. Kies uit de lijst."
WEG = "iemand die hier niet meer bij hoort"


@dataclass(frozen=True)
class Deelregel:
    """A sharing as the talk's participants see it: who said yes, and who didn't yet."""

    deling: Deling
    met: str
    vraag: str
    ja: tuple[str, ...]
    nog: tuple[str, ...]
    ik_zei_ja: bool

    @property
    def belofte(self) -> str:
        """“Griet en Nadia zeggen allebei ja. Pas dan leest Leen dit.”"""
        names = sorted([*self.ja, *self.nog], key=str.casefold)
        zeggen = {1: "zegt", 2: "zeggen allebei"}.get(len(names), "zeggen allemaal")
        return f"{join(names)} {zeggen} ja. Pas dan leest {self.met} dit."


@dataclass(frozen=True)
class Gedeeld:
    """A sharing in the list of who may read it: of when, from whom; not of what."""

    pk: UUID
    moment: dt.datetime | None
    van: str
    is_antwoord: bool


def find_readers(gesprek: Gesprek, gebruiker: Gebruiker) -> list[tuple[str, str]]:
    """With whom one can share, as choices: of the school or the track, not the talk.

    Who comes from elsewhere doesn't get to see who works in the school, nor who left
    the track who is in it now.
    """
    inside = set(gesprek.deelnemers.values_list("gebruiker", flat=True))
    choices = [
        (str(pk), f"{naam} ({rol})")
        for pk, (naam, rol) in _name_readers(gesprek, gebruiker).items()
        if pk not in inside and naam != ZONDER_NAAM  # who could be anybody
    ]
    return sorted(choices, key=lambda one: one[1].casefold())


def _name_readers(
    gesprek: Gesprek, gebruiker: Gebruiker | None = None
) -> dict[UUID, tuple[str, str]]:
    """Everybody in the school or the track who can come in: name and role.

    With `gebruiker`, only those of what this person belongs to now.
    """
    leden = Lidmaatschap.objects.filter(school=gesprek.school_id)
    in_track = Deelname.objects.current().filter(
        rules.may_be_in(), traject__gesprekken=gesprek.pk
    )
    active = Q(gebruiker__is_active=True)
    here = list(in_track.filter(active).select_related("gebruiker", "school"))
    members = list(leden.filter(active).select_related("gebruiker", "school"))
    if gebruiker and gebruiker.pk not in {one.gebruiker_id for one in here}:
        here = []
    if gebruiker and gebruiker.pk not in {one.gebruiker_id for one in members}:
        members = []
    found = {one.gebruiker_id: (str(one), one.rolnaam) for one in here}
    for lid in members:
        found[lid.gebruiker_id] = (lid.gebruiker.roepnaam, lid.rolnaam)
    return found


def describe(verslag: Verslag, gebruiker: Gebruiker) -> list[Deelregel]:
    """Every sharing of a report, the oldest first, as this participant sees it."""
    rows = verslag.delingen.prefetch_related("instemmingen").select_related("vraag")
    delingen = list(rows)
    if not delingen:
        return []
    people = {one.gebruiker_id: str(one) for one in find_speakers(verslag)}
    readers = _name_readers(verslag.gesprek)
    return [_make_regel(one, people, readers, gebruiker) for one in delingen]


def _make_regel(
    deling: Deling,
    people: dict[UUID, str],
    readers: dict[UUID, tuple[str, str]],
    gebruiker: Gebruiker,
) -> Deelregel:
    agreed = {one.gebruiker_id for one in deling.instemmingen.all()}
    return Deelregel(
        deling=deling,
        met=readers.get(deling.met_id, (WEG, ""))[0],
        vraag=deling.vraag.tekst if deling.vraag else "",
        ja=tuple(naam for pk, naam in people.items() if pk in agreed),
        nog=tuple(naam for pk, naam in people.items() if pk not in agreed),
        ik_zei_ja=gebruiker.pk in agreed,
    )


def find_speakers(verslag: Verslag) -> QuerySet[Deelnemer]:
    """Who took part in the talk when its report was made: whose yes it takes."""
    rows = Deelnemer.objects.filter(
        gesprek=verslag.gesprek_id, created_at__lte=verslag.created_at
    )
    return rows.select_related("gebruiker")


def propose(
    verslag: Verslag,
    door: Gebruiker,
    *,
    kenmerk: str,
    met: UUID,
    vraag: UUID | None,
) -> None:
    """Ask the others to share the report, or the answer to `vraag`, with `met`.

    Who asks says yes with it; who asks what was asked before says yes to that. The
    same press again does nothing more, also after it was taken back.
    """

    def write() -> bool:
        if str(met) not in dict(find_readers(verslag.gesprek, door)):
            raise GesprekFout(ONBEKEND)
        inhoud = Inhoud.from_json(verslag.inhoud)
        if vraag and not inhoud.only(vraag).vragen:
            raise GesprekFout(GEEN_VRAAG)
        asked = Gespreksvraag.objects.get(pk=vraag) if vraag else None
        deling, _ = Deling.objects.get_or_create(
            verslag=verslag,
            vraag=asked,
            met_id=met,
            defaults={"school_id": verslag.school_id},
        )
        _agree(deling, door)
        return True

    save_once(door.bewaringen, kenmerk, verslag.pk, write)


@transaction.atomic
def agree(deling: Deling, gebruiker: Gebruiker) -> None:
    """Say yes; with the last yes it opens, and its reader hears. Twice is once."""
    _agree(deling, gebruiker)


def _agree(deling: Deling, gebruiker: Gebruiker) -> None:
    rows = Deling.objects.select_for_update(of=("self",))
    rows = rows.select_related("met", "school", "verslag__gesprek")
    locked = rows.filter(pk=deling.pk).first()
    if locked is None:
        raise Http404  # taken back meanwhile
    locked.instemmingen.get_or_create(
        gebruiker=gebruiker, defaults={"school_id": locked.school_id}
    )
    agreed = locked.instemmingen.values("gebruiker")
    others = find_speakers(locked.verslag).exclude(gebruiker__in=agreed)
    if locked.actief or others.exists():
        return
    locked.actief = True
    locked.save(update_fields=["actief"])
    if rules.readable_delingen(locked.met).filter(pk=locked.pk).exists():
        _tell(locked)


def _tell(deling: Deling) -> None:
    """Mail the reader that there is something to read; not a word of it."""
    plan(
        "verslag_gedeeld",
        deling.met.email,
        {
            "gebruiker": deling.met,
            "van": join([str(one) for one in find_speakers(deling.verslag)]),
            "adres": absolute(reverse("gesprekken:gedeeld", args=[deling.pk])),
        },
        sleutel=f"gedeeld:{deling.pk}",
        soort=Berichtsoort.MELDING,
        school=deling.school,
    )


@transaction.atomic
def take_back(verslag: Verslag, pk: UUID) -> None:
    """Stop sharing, at once: nothing of it stays. Twice is once."""
    for deling in verslag.delingen.select_for_update(of=("self",)).filter(pk=pk):
        deling.delete()


def read(deling: Deling, gebruiker: Gebruiker) -> Inhoud:
    """What this sharing has of the report; notes when its reader first opened it."""
    if gebruiker.pk == deling.met_id:
        unread = Deling.objects.filter(pk=deling.pk, gelezen_op=None)
        unread.update(gelezen_op=timezone.now())
    inhoud = Inhoud.from_json(deling.verslag.inhoud)
    return inhoud.only(deling.vraag_id) if deling.vraag_id else inhoud


def find_shared(gebruiker: Gebruiker) -> Sequence[Gedeeld]:
    """What is shared with somebody now, the last first."""
    rows = rules.readable_delingen(gebruiker).select_related("verslag")
    return [_list(one) for one in rows.order_by("-created_at")]


def _list(deling: Deling) -> Gedeeld:
    inhoud = Inhoud.from_json(deling.verslag.inhoud)
    return Gedeeld(
        pk=deling.pk,
        moment=inhoud.moment,
        van=join(inhoud.deelnemers),
        is_antwoord=deling.vraag_id is not None,
    )
