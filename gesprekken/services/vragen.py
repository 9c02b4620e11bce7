"""Choosing a talk's questions: two to four, in their own order and wording."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from fiches.models import Vraag
from gesprekken.models import (
    MAX_VRAGEN,
    Gesprek,
    Gespreksvraag,
    Opzij,
    Samentekst,
)
from gesprekken.services import bespreken
from gesprekken.services.feiten import find_choices, gather
from gesprekken.services.fout import GesprekFout
from gesprekken.services.schrijven import lock_writable
from gesprekken.voorstel import Bekend, Voorgesteld, explain, pick, propose

VOL = f"Een gesprek heeft hoogstens {MAX_VRAGEN} vragen. Haal er eerst een weg."
EERST_ANDERS = (
    "Deze vraag ligt gevoelig, en daarmee begin je een gesprek niet. Zet eerst een "
    "andere vraag vooraan."
)
BESTAAT_NIET = "Deze vraag bestaat niet. Kies er een uit de lijst."
AL_WEG = "Deze vraag stond er al niet meer. Kijk wat er nu staat."
GESCHREVEN = (
    "Bij deze vraag schreven jullie al iets. Maak dat eerst leeg, of laat ze staan."
)
EIGEN = "Een eigen vraag kan je niet opzijzetten. Haal ze weg, of laat ze staan."
GEEN_ANDERE = "Er is geen andere vraag die hier past. Kies er zelf een uit de lijst."


@transaction.atomic
def add_vraag(gesprek: Gesprek, code: str) -> None:
    """Add a question of the fiches, in the words that it has now. Twice is once."""
    gesprek = lock_writable(gesprek)
    _add(gesprek, find_choices(gesprek), {code: ""})


@transaction.atomic
def accept_voorstel(gesprek: Gesprek, codes: Sequence[str]) -> None:
    """Add these proposed questions, each with its reason. Twice is once."""
    gesprek = lock_writable(gesprek)
    bekend, feiten = find_choices(gesprek), gather(gesprek)
    _add(
        gesprek,
        bekend,
        {
            code: explain(bekend, feiten, code) if code in bekend else ""
            for code in codes
        },
    )


@transaction.atomic
def add_eigen(gesprek: Gesprek, tekst: str) -> None:
    """Add a question of the participants' own."""
    gesprek = lock_writable(gesprek)
    _save(gesprek, [*gesprek.vragen.gekozen(), _new(gesprek, tekst)])


@transaction.atomic
def move_vraag(gesprek: Gesprek, pk: UUID, by: int, plek: int | None = None) -> None:
    """Move one up (-1) or down (+1); at an end nothing happens.

    With `plek` only from that place, so that a press that is sent twice moves it once.
    """
    gesprek = lock_writable(gesprek)
    rows = list(gesprek.vragen.gekozen())
    old = _index(rows, pk)
    if plek not in {None, old + 1}:
        return
    rows.insert(max(old + by, 0), rows.pop(old))
    _save(gesprek, rows)


@transaction.atomic
def drop_vraag(gesprek: Gesprek, pk: UUID) -> None:
    """Take a question out of the talk, unless something was written with it."""
    gesprek = lock_writable(gesprek)
    rows = list(gesprek.vragen.gekozen())
    _pop_empty(gesprek, rows, _index(rows, pk))
    _save(gesprek, rows)


@transaction.atomic
def swap_vraag(gesprek: Gesprek, pk: UUID) -> None:
    """Put the next best question, not shown yet in this talk, in the place of one."""
    gesprek = lock_writable(gesprek)
    rows = list(gesprek.vragen.gekozen())
    place = _index(rows, pk)
    _pop_empty(gesprek, rows, place)
    codes = [row.code for row in rows]
    shown = gesprek.vragen.values_list("code", flat=True)
    feiten = gather(gesprek, gezien=shown)
    found = pick(find_choices(gesprek), feiten, codes[:place], codes[place:])
    if found is None:
        raise GesprekFout(GEEN_ANDERE)
    bespreken.take(gesprek, found.code)
    rows.insert(place, _new(gesprek, found.tekst, found.code, found.reden))
    _save(gesprek, rows)


@transaction.atomic
def set_opzij(gesprek: Gesprek, which: UUID | str, soort: Opzij.Soort) -> None:
    """Put aside a question of this talk, or one of the fiches by its code.

    Nobody keeps who did. "Liever niet" holds until somebody chooses the question.
    """
    gesprek = lock_writable(gesprek)
    rows = list(gesprek.vragen.gekozen())
    code = rows[_index(rows, which)].code if isinstance(which, UUID) else which
    if not code and isinstance(which, UUID):
        raise GesprekFout(EIGEN)
    codes = [row.code for row in rows]
    if code in codes:
        _pop_empty(gesprek, rows, codes.index(code))
        _save(gesprek, rows)
    elif code not in find_choices(gesprek):
        raise GesprekFout(BESTAAT_NIET)
    if soort == Opzij.Soort.LIEVER_NIET:
        bespreken.forget(gesprek, code)
    row, new = gesprek.opzij.get_or_create(
        code=code, defaults={"soort": soort, "school": gesprek.school}
    )
    if not new and row.soort == Opzij.Soort.LATER:
        row.soort = soort
        row.save()


def forget_redenen(gesprekken: Iterable[Gesprek]) -> None:
    """Forget why questions of these talks were proposed, as somebody new comes in.

    A reason may tell of an earlier talk, which isn't theirs to know about.
    """
    Gespreksvraag.objects.filter(gesprek__in=gesprekken).update(reden="")


def find_voorstel(
    gesprek: Gesprek,
    bekend: Mapping[str, Bekend],
    *,
    houd: Sequence[str] = (),
    gezien: Iterable[str] = (),
) -> tuple[Voorgesteld, ...]:
    """The questions that would make this talk three, the same for all its people.

    `houd`: see `propose`; `gezien`: codes that were shown and passed over.
    """
    return propose(bekend, gather(gesprek, gezien=gezien), houd=houd)


def _add(
    gesprek: Gesprek, bekend: Mapping[str, Bekend], redenen: Mapping[str, str]
) -> None:
    """Add the questions with these codes, and the reasons why they were proposed."""
    rows = list(gesprek.vragen.gekozen())
    taken = {row.code for row in rows}
    for code, reden in redenen.items():
        if code not in bekend:
            raise GesprekFout(BESTAAT_NIET)
        if code in taken:
            continue
        # Taken out before: what was written with it is still there, in the old words.
        row = gesprek.vragen.filter(code=code).first()
        row = row or _new(gesprek, bekend[code].tekst, code)
        row.reden = reden
        rows.append(row)
        bespreken.take(gesprek, code)
    _save(gesprek, rows)
    gesprek.opzij.filter(code__in=redenen).delete()


def _new(
    gesprek: Gesprek, tekst: str, code: str = "", reden: str = ""
) -> Gespreksvraag:
    return Gespreksvraag(
        gesprek=gesprek, school=gesprek.school, tekst=tekst, code=code, reden=reden
    )


def _index(rows: list[Gespreksvraag], pk: UUID) -> int:
    for index, row in enumerate(rows):
        if row.pk == pk:
            return index
    raise GesprekFout(AL_WEG)


def _pop_empty(gesprek: Gesprek, rows: list[Gespreksvraag], place: int) -> None:
    """Take one out of `rows`, unless the shared document has a text for it.

    What anybody prepared doesn't count: nobody learns whether somebody did.
    """
    samentekst = Samentekst.objects.filter(gesprek=gesprek).first()
    tekst = samentekst.tekst if samentekst else {}
    if tekst.get(str(rows[place].pk), "").strip():
        raise GesprekFout(GESCHREVEN)
    bespreken.give_back(gesprek, rows.pop(place).code)


def _save(gesprek: Gesprek, rows: list[Gespreksvraag]) -> None:
    """Write them in this order; a sensitive one is never the first."""
    if len(rows) > MAX_VRAGEN:
        raise GesprekFout(VOL)
    if rows and is_gevoelig(rows[0].code):
        raise GesprekFout(EERST_ANDERS)
    # None first: no two have one place, not even halfway.
    gesprek.vragen.gekozen().update(volgorde=None)
    for number, row in enumerate(rows, 1):
        row.volgorde = number
        row.save()


def is_gevoelig(code: str) -> bool:
    """Whether a fiche's question is sensitive, in any edition."""
    return bool(code) and Vraag.objects.filter(code=code, gevoelig=True).exists()
