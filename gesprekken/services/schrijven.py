"""May anybody still write in this talk?"""

from django.http import Http404

from gesprekken.models import Gesprek, Staat
from gesprekken.services.fout import GeslotenFout

GESLOTEN = (
    "Dit gesprek is afgesloten: het verslag ligt vast. Wat je nog wil zeggen, voeg je "
    "toe als opmerking."
)
AFGEZEGD = "Dit gesprek is afgezegd. Er kan niets meer bij."


def check_writable(gesprek: Gesprek) -> None:
    """Raise `GeslotenFout` when a talk is a report by now, or was cancelled."""
    check_state(gesprek.staat, gesloten=gesprek.is_gesloten)


def check_state(staat: str, *, gesloten: bool) -> None:
    """The same, of a talk of which only this is known."""
    if staat == Staat.AFGEZEGD:
        raise GeslotenFout(AFGEZEGD)
    if gesloten:
        raise GeslotenFout(GESLOTEN)


def lock_writable(gesprek: Gesprek) -> Gesprek:
    """The talk as it is now, and stays until the end of the transaction.

    Its report is asked for apart: what is joined to a row that one waited for is, in
    PostgreSQL, as it was before the wait.
    """
    rows = Gesprek.objects.select_for_update(of=("self",)).select_related(
        "school", "traject"
    )
    locked = rows.filter(pk=gesprek.pk).first()
    if locked is None:
        raise Http404
    check_writable(locked)
    return locked
