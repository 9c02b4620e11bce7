"""One's own account: name, passkeys, sessions, connected providers; the ways in."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.lib.toestel import describe
from scholen import services
from scholen.forms import NaamForm
from scholen.models import Gebruiker
from scholen.toegang import LidRequest


class Unprocessable:
    """allauth's forms answer 200 where they are wrong; ours 422."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignIn(RequestLoginCodeView):
    """Ask for a code; the answer is the same for an address we don't know."""

    template_name = "account/aanmelden.html"

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        limited = any(
            error.code == "too_many_login_attempts"
            for errors in form.errors.as_data().values()
            for error in errors
        )
        status = HTTPStatus.TOO_MANY_REQUESTS if limited else 422
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        target = self.request.GET.get("next", "")
        context["diensten"] = _providers(self.request, process="login", next=target)
        return context


class TypeCode(Unprocessable, ConfirmLoginCodeView):
    """Type the code that came by mail."""

    template_name = "account/code.html"


class AddSleutel(Unprocessable, AddWebAuthnView):
    """Add a passkey."""


class RenameSleutel(Unprocessable, EditWebAuthnView):
    """Give a passkey another name."""


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: LidRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NaamForm(data, initial={"naam": request.user.naam})
    if form.is_valid():
        services.save_naam(request.user, form.cleaned_data["naam"])
        messages.success(request, "Je naam is bewaard.")
        return redirect("scholen:account")
    context = {
        "form": form,
        "lidmaatschappen": request.user.lidmaatschappen.select_related("school"),
        "sleutels": Authenticator.objects.filter(user=request.user),
        "sessies": _sessions(request.user),
        "diensten": _providers(
            request, process="connect", next=reverse("scholen:account")
        ),
        "koppelingen": SocialAccount.objects.filter(user=request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "account/account.html", context, status=status)


def _providers(request: HttpRequest, **query: str) -> list[tuple[str, str]]:
    """The name of each configured provider, and where its button leads."""
    found = get_social_adapter().list_providers(request)
    return [(one.name, one.get_login_url(request, **query)) for one in found]


def _sessions(gebruiker: Gebruiker) -> list[tuple[UserSession, str]]:
    """One's own sessions, newest first, with what each runs on."""
    sessions = UserSession.objects.purge_and_list(gebruiker)
    sessions.sort(key=lambda session: session.created_at, reverse=True)
    return [(session, describe(session.user_agent)) for session in sessions]


@require_POST
def end_session(request: LidRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions, on whatever machine it runs."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    current = session.is_current()
    end_sessions(request, [session])
    if current:
        return redirect("overzicht:start")
    messages.success(request, "Je bent op dat toestel afgemeld.")
    return redirect("scholen:account")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Before ways in are changed: out, in again, and on to where one was going."""
    if request.method == "POST":
        logout(request)
        target = request.GET.get("next", reverse("scholen:account"))
        query = urlencode({"next": target})
        return redirect(f"{reverse('account_login')}?{query}")
    return render(request, "account/opnieuw.html")
