"""The site map of schools and accounts. allauth asks for its own names."""

from allauth.account import views as allauth
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from scholen.aanmelden import recent_sign_in
from scholen.toegang import Wie, route
from scholen.views import account, begin, dienst, school, uitnodigen

LID = "scholen.lidmaatschap"
UITNODIGING = "scholen.uitnodiging"

_scholen = [
    route("begin/", begin.begin, name="begin", wie=Wie.IEDEREEN),
    route("demo/als/<slug:wie>/", begin.look_round, name="demo_als", wie=Wie.IEDEREEN),
    route("school/", school.overview, name="school", wie=Wie.LID),
    route("school/gegevens/", school.details, name="gegevens", wie=Wie.COORDINATOR),
    route(
        "school/kies/<uuid:pk>/",
        school.choose,
        name="kies",
        wie=Wie.AANGEMELD,
        voorwerp="scholen.school",
    ),
    route(
        "school/leden/<uuid:pk>/rol/",
        school.change_rol,
        name="rol",
        wie=Wie.LID,
        voorwerp=LID,
    ),
    route(
        "school/leden/<uuid:pk>/einde/",
        school.end_lidmaatschap,
        name="einde",
        wie=Wie.LID,
        voorwerp=LID,
    ),
    route(
        "school/uitnodigen/", uitnodigen.invite, name="uitnodigen", wie=Wie.COORDINATOR
    ),
    route(
        "school/uitnodigingen/<uuid:pk>/intrekken/",
        uitnodigen.withdraw,
        name="intrekken",
        wie=Wie.LID,
        voorwerp=UITNODIGING,
    ),
    route(
        "school/uitnodigingen/<uuid:pk>/opnieuw/",
        uitnodigen.resend,
        name="opnieuw_sturen",
        wie=Wie.LID,
        voorwerp=UITNODIGING,
    ),
    route(
        "school/vrije-dagen/",
        school.free_days,
        name="vrije_dagen",
        wie=Wie.COORDINATOR,
    ),
    route(
        "school/vrije-dagen/<uuid:pk>/weg/",
        school.remove_free_day,
        name="vrije_dag_weg",
        wie=Wie.LID,
        voorwerp="scholen.vrijeperiode",
    ),
    route(
        "uitnodiging/<str:token>/",
        uitnodigen.answer,
        name="uitnodiging",
        wie=Wie.IEDEREEN,
        persoonlijk=True,
    ),
    route("account/", account.account, name="account", wie=Wie.AANGEMELD),
    route("account/opnieuw/", account.sign_in_again, name="opnieuw", wie=Wie.AANGEMELD),
    route(
        "account/sessies/<int:pk>/einde/",
        account.end_session,
        name="sessie_einde",
        wie=Wie.AANGEMELD,
        voorwerp="usersessions.usersession",
    ),
]

_sign_in = account.SignIn.as_view()
_account = [
    route("login/", _sign_in, name="account_login", wie=Wie.IEDEREEN),
    route("login/", _sign_in, name="account_request_login_code", wie=Wie.IEDEREEN),
    # Where allauth's mails and pages would send who has no account yet.
    route("login/", _sign_in, name="account_signup", wie=Wie.IEDEREEN),
    route(
        "login/code/",
        account.TypeCode.as_view(),
        name="account_confirm_login_code",
        wie=Wie.IEDEREEN,
        persoonlijk=True,
    ),
    route("logout/", allauth.logout, name="account_logout", wie=Wie.IEDEREEN),
    route(
        "inactive/", allauth.account_inactive, name="account_inactive", wie=Wie.IEDEREEN
    ),
    route(
        "login/sleutel/",
        webauthn.login_webauthn,
        name="mfa_login_webauthn",
        wie=Wie.IEDEREEN,
    ),
    route(
        "sleutels/nieuw/",
        recent_sign_in(account.AddSleutel.as_view()),
        name="mfa_add_webauthn",
        wie=Wie.AANGEMELD,
    ),
    route(
        "sleutels/<int:pk>/weg/",
        recent_sign_in(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
        wie=Wie.AANGEMELD,
        voorwerp="mfa.authenticator",
    ),
    route(
        "sleutels/<int:pk>/naam/",
        recent_sign_in(account.RenameSleutel.as_view()),
        name="mfa_edit_webauthn",
        wie=Wie.AANGEMELD,
        voorwerp="mfa.authenticator",
    ),
    # Where allauth leads after a change of passkeys.
    route("", account.account, name="mfa_index", wie=Wie.AANGEMELD),
    route("", account.account, name="mfa_list_webauthn", wie=Wie.AANGEMELD),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_scholen, "scholen"))),
    path("account/", include(_account)),
]
if settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
    _diensten = [
        route(
            "<int:pk>/los/",
            recent_sign_in(dienst.disconnect),
            name="dienst_los",
            wie=Wie.AANGEMELD,
            voorwerp="socialaccount.socialaccount",
        ),
        route(
            "afgebroken/",
            social.login_cancelled,
            name="socialaccount_login_cancelled",
            wie=Wie.IEDEREEN,
        ),
        route(
            "<slug:provider_id>/",
            dienst.sign_in,
            name="openid_connect_login",
            wie=Wie.IEDEREEN,
        ),
        route(
            "<slug:provider_id>/terug/",
            openid.callback,
            name="openid_connect_callback",
            wie=Wie.IEDEREEN,
            persoonlijk=True,
        ),
        route(
            "",
            account.account,
            name="socialaccount_connections",
            wie=Wie.AANGEMELD,
        ),
    ]
    urlpatterns.append(path("account/diensten/", include(_diensten)))
