"""How allauth behaves here: no sign-up, no passwords, one step to get in."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from samenwijzer.lib.mail import send_mail
from scholen.models import Gebruiker

RECENT = 15 * 60  # seconds
# allauth's template prefix, our mail and what kind of mail it is
MAILS = {
    "account/email/login_code": ("aanmeldcode", "aanmeldcode"),
    "account/email/unknown_account": ("onbekend_adres", "aanmeldcode"),
    "mfa/email/webauthn_added": ("sleutel_toegevoegd", "melding"),
    "mfa/email/webauthn_removed": ("sleutel_verwijderd", "melding"),
    "socialaccount/email/account_connected": ("dienst_gekoppeld", "melding"),
    "socialaccount/email/account_disconnected": ("dienst_losgemaakt", "melding"),
}

# What is worth saying after the page changed anyway
MESSAGES = {
    "account/messages/logged_out.txt": "Je bent afgemeld.",
    "mfa/messages/webauthn_added.txt": "De sleutel is toegevoegd.",
    "mfa/messages/webauthn_removed.txt": "De sleutel is verwijderd.",
    "socialaccount/messages/account_connected.txt": "Je schoolaccount is gekoppeld.",
    "socialaccount/messages/account_connected_updated.txt": (
        "Je schoolaccount is gekoppeld."
    ),
    "socialaccount/messages/account_connected_other.txt": (
        "Dit schoolaccount is al aan een ander account gekoppeld. Is dat ook van jou? "
        "Maak het daar eerst los."
    ),
    "socialaccount/messages/account_disconnected.txt": (
        "Je schoolaccount is losgemaakt."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations; the code by mail is all it takes."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": (
            "Dat was te vaak na elkaar. Vraag een nieuwe code. Lukt dat niet? Wacht "
            "een uur en probeer het opnieuw."
        ),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def is_safe_url(self, url: str) -> bool:
        """An address that nobody can read leads nowhere."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """A passkey is another way in, not a second lock behind the code.

        Whoever loses the phone with the passkey still gets in by mail.
        """
        return ["allauth.account.stages.LoginByCodeStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """`recent_sign_in` asks for it: allauth would ask for the passkey itself."""
        return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        naam, soort = MAILS[template_prefix]
        geldig = (
            timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
            if soort == "aanmeldcode"
            else None
        )
        # Told to the template alone, not the whole request: mail has no session.
        request = self.request
        said = {
            "code": context.get("code"),
            "adres": email,
            "site": request.build_absolute_uri("/"),
        }
        send_mail(naam, email, said, soort=soort, geldig=geldig)


class MFAAdapter(DefaultMFAAdapter):
    """Passkeys in words as people know them."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": (
            "Deze sleutel werd niet herkend. Probeer het nog eens, of vraag een code "
            "per mail."
        ),
        "unverified_email": (
            "Meld je eerst één keer aan met een code per mail. Daarna kan je een "
            "toegangssleutel toevoegen."
        ),
    }

    def generate_authenticator_name(self, user: Gebruiker, type: Any) -> str:  # noqa: A002
        return "Mijn toestel"

    def _get_site_name(self) -> str:
        return "SamenWIJzer"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A provider opens an account only after its owner connected the two.

    The address that a provider tells proves nothing here, so it is never matched.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def recent_sign_in(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let only who signed in less than a quarter of an hour ago change ways in.

    Somebody at a laptop that was left open mustn't be able to add their own key. What
    one person sends goes in turn: a press that comes twice finds it done.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        records = get_authentication_records(request, request.user)
        if any(time.time() - record["at"] < RECENT for record in records):
            if request.method != "POST" or not isinstance(request.user, Gebruiker):
                return view(request, *args, **kwargs)
            with transaction.atomic():
                list(Gebruiker.objects.select_for_update().filter(pk=request.user.pk))
                return view(request, *args, **kwargs)
        # A form that was sent can't be sent again after signing in; its page can.
        target = request.path if request.method == "GET" else reverse("scholen:account")
        query = urlencode({"next": target})
        return redirect(f"{reverse('scholen:opnieuw')}?{query}")

    return guarded
