"""Signing in by a provider such as one's school account; only where configured."""

from http import HTTPStatus

from allauth.socialaccount.internal.flows.connect import (
    disconnect as allauth_disconnect,
)
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from scholen.aanmelden import recent_sign_in
from scholen.toegang import LidRequest


@require_POST
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider; to connect an account is to add a way in."""
    view = openid.login
    if request.GET.get("process") == "connect":
        view = recent_sign_in(view)
    try:
        return view(request, provider_id)
    except OSError:  # of requests: the provider doesn't answer, or not as it should
        page = "socialaccount/authentication_error.html"
        return render(request, page, status=HTTPStatus.BAD_GATEWAY)


@require_POST
def disconnect(request: LidRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    allauth_disconnect(request, account)
    return redirect("scholen:account")
