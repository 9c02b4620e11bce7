"""Finding the object of an address among what somebody may see."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gesprekken import rules
from gesprekken.models import Deelnemer, Gesprek
from gesprekken.services.planning import PREFETCHED
from scholen.toegang import LidRequest
from trajecten import rules as trajectregels
from trajecten.models import Deelname, Traject


def find_gesprek(request: LidRequest, pk: UUID) -> Gesprek:
    """The talk with its participants; whoever sees it may also move it."""
    visible = Gesprek.objects.visible_to(request.user)
    rows = visible.select_related("school", "traject").prefetch_related(PREFETCHED)
    return get_object_or_404(rows, pk=pk)


def find_own(request: LidRequest, pk: UUID) -> Gesprek:
    """The talk, for who takes part; 403 for who only plans it."""
    gesprek = find_gesprek(request, pk)
    if not rules.may_choose_vragen(request.user, gesprek):
        raise PermissionDenied
    return gesprek


def find_mine(gesprek: Gesprek, request: LidRequest) -> Deelnemer | None:
    """One's own place in a talk; a coordinator may have none."""
    return Deelnemer.objects.present(request.user).filter(gesprek=gesprek).first()


def find_deelname(request: LidRequest, pk: UUID) -> Deelname:
    """Somebody's place in a track, for who may plan that track."""
    rows = Deelname.objects.filter(
        traject__in=Traject.objects.visible_to(request.user)
    ).select_related("gebruiker", "traject__school", "school")
    deelname = get_object_or_404(rows, pk=pk)
    if not trajectregels.may_plan(request.user, deelname.traject):
        raise PermissionDenied
    return deelname
