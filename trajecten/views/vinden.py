"""Finding a track for whoever asks."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.models import Traject


def find(request: LidRequest, pk: UUID) -> Traject:
    visible = Traject.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(visible, pk=pk)


def find_planned(request: LidRequest, pk: UUID) -> Traject:
    """The track, for who may plan it; 403 for who only takes part."""
    traject = find(request, pk)
    if not rules.may_plan(request.user, traject):
        raise PermissionDenied
    return traject
