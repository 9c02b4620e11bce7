"""Finding a duo's list for who keeps it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from duopartners.lijst import Regel, find_regel
from scholen.toegang import LidRequest
from trajecten.models import Traject
from trajecten.rules import is_in_duo
from trajecten.views.vinden import find


def find_duo(request: LidRequest, pk: UUID) -> Traject:
    """The track, for its duo; 403 for who sees the track and isn't in the duo."""
    traject = find(request, pk)
    if not is_in_duo(request.user, traject):
        raise PermissionDenied
    return traject


def find_punt(request: LidRequest, traject: Traject, sleutel: str) -> Regel:
    regel = find_regel(traject, request.user, sleutel)
    if regel is None:
        raise Http404
    return regel
