"""All settings, read from the environment; `docs/beheer.md` explains each one.

Without any environment everything runs on SQLite in `data/`.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from wsgiref.headers import Headers

import environ
from cryptography.fernet import Fernet, MultiFernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samenwijzer.lib import oidc

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("SAMENWIJZER_DATA", str(BASE_DIR / "data")))


def _own_key(name: str, make: Callable[[], str]) -> str:
    """A key of an installation that was given none, made once and kept.

    Processes that start together all end up with the key of the first.
    """
    path = DATA_DIR / name
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        draft = DATA_DIR / f"{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii")


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or _own_key(
    "secret_key", lambda: secrets.token_urlsafe(50)
)
# What people prepare for themselves is kept under these, the newest first.
GEHEIMSLEUTELS = env.list("SAMENWIJZER_SLEUTELS", default=[]) or [
    _own_key("geheimsleutel", lambda: Fernet.generate_key().decode("ascii"))
]
try:
    MultiFernet([Fernet(key) for key in GEHEIMSLEUTELS])
except ValueError as error:
    raise ImproperlyConfigured(
        "SAMENWIJZER_SLEUTELS heeft een sleutel die er geen is. Maak er een met "
        "`manage.py draai_sleutels --nieuw`, en scheid er meer met komma's."
    ) from error
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where people find this site: the links in mails and calendars begin with it.
_scheme = "https" if env.bool("SAMENWIJZER_HTTPS", False) else "http"
SITE = (
    env.str("SAMENWIJZER_SITE", "")
    or f"{_scheme}://{next(iter(ALLOWED_HOSTS), 'localhost')}"
)
SITE = SITE.rstrip("/")

# The demo: anybody may look round as anybody. With DEBUG off it takes a word that
# nobody types by accident.
_demo = env.str("SAMENWIJZER_DEMO", "")
DEMO = _demo.lower() not in {"", "0", "nee", "false", "no", "off", "uit"}
if DEMO and not DEBUG and _demo != "ja-ik-weet-het":
    raise ImproperlyConfigured(
        "De demo laat iedereen binnen als om het even wie. Wil je dat echt, ook "
        "met DEBUG uit? Zet dan SAMENWIJZER_DEMO=ja-ik-weet-het."
    )

# Content: whose wording readers see, "eigen" or "bron".
SAMENWIJZER_UITGAVE = env.str("SAMENWIJZER_UITGAVE", "eigen")
if SAMENWIJZER_UITGAVE not in {"eigen", "bron"}:
    raise ImproperlyConfigured("SAMENWIJZER_UITGAVE moet eigen of bron zijn.")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "overzicht",
    "gespreksbladen",
    "duopartners",
    "gesprekken",
    "trajecten",
    "fiches",
    "post",
    "scholen",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samenwijzer.lib.herhaling.HerhalingMiddleware",
    "samenwijzer.lib.gzip.TextGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "samenwijzer.lib.koppen.KoppenMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "scholen.toegang.ToegangMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "samenwijzer.urls"
ASGI_APPLICATION = "samenwijzer.asgi.application"
WSGI_APPLICATION = "samenwijzer.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samenwijzer.lib.demo.demo",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite for one school, PostgreSQL for many.
DATABASES = {
    "default": env.db("DATABASE_URL", f"sqlite:///{DATA_DIR / 'samenwijzer.sqlite3'}")
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["ENGINE"] = "samenwijzer.lib.sqlite"
    _database["CONN_MAX_AGE"] = 60
    # As it is by itself, but pytest-django knows that of Django's own backend only.
    _database["TEST"] = {"NAME": ":memory:"}
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    _database.setdefault("OPTIONS", {})["pool"] = {"max_size": 10, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# "default" holds the counts of who tried to sign in, in the database so that all
# processes share them. "weergave": what is rendered from content, kept under the
# content's own hash.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tellers",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "weergave": {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache"
        if DEBUG
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "weergave",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}


def _own_file(headers: Headers, path: str, url: str) -> None:
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = _own_file
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "verzameld"
# Fonts and, later, bundled scripts: made at set-up, never committed.
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}

# Paper: how many processes set documents, how long and how large one may get, and
# where finished ones are kept, up to how many bytes.
PDF_WERKERS = env.int("SAMENWIJZER_PDF_WERKERS", 2)
PDF_SECONDEN = 10
PDF_GEHEUGEN = 512 * 1024**2
PDF_MAP = DATA_DIR / "papier"
PDF_BEWAREN = env.int("SAMENWIJZER_PDF_MB", 200) * 1024**2

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# People: by address, with a code by mail or a passkey, never with a password.
AUTH_USER_MODEL = "scholen.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "scholen.aanmelden.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever types the code holds the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "request_login_code": "scholen.forms.AanmeldForm",
    "confirm_login_code": "scholen.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/h/ip,10/h/key",
    "begin": "20/h/ip",
}
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "scholen.aanmelden.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "scholen.forms.SleutelForm",
    "edit_webauthn": "scholen.forms.SleutelnaamForm",
    "login_webauthn": "scholen.forms.SleutelAanmeldForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "20/h/ip"}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# How many proxies of one's own stand in front: who knocks is then in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SAMENWIJZER_PROXIES", 0)

# Signing in with a provider: only those that were given an id appear.
_providers = oidc.providers(env)
SOCIALACCOUNT_ADAPTER = "scholen.aanmelden.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _providers}
}
SOCIALACCOUNT_STORE_TOKENS = False

# What `laad_inhoud` calls, in this order: callables `(folder) -> count of rows`.
INHOUD: list[str] = [
    "fiches.services.load_inhoud",
    "trajecten.services.loopbrug.load_inhoud",
    "duopartners.services.load_inhoud",
]

# Mail goes to the outbox; `verzend` hands it to the server in EMAIL_URL.
EMAIL_BACKEND = "post.backend.Postvak"
POST_SERVER = env.email_url("EMAIL_URL", default="") if env.str("EMAIL_URL", "") else {}
# Who sends invitations, and gets what calendars answer (`lees_antwoorden`).
AGENDA_ADRES = env.str("SAMENWIJZER_AGENDA", "")
# Who writes mails when their time has come: callables `(now) -> how many`.
POST_PLANNERS: list[str] = ["overzicht.weekpost.plan_weekpost"]
DEFAULT_FROM_EMAIL = env.str("EMAIL_VAN", "SamenWIJzer <samenwijzer@localhost>")

# Security. HTTPS is on as soon as the installation says it is served over it.
HTTPS = env.bool("SAMENWIJZER_HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *oidc.origins(_providers)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "kort": {
            "()": "samenwijzer.lib.logboek.Discreet",
            "format": "{asctime} {levelname} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "kort"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
