"""Which OpenID Connect providers this installation was told about."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

# id, name on the button, discovery address where it is the same for everybody
KNOWN = {
    "microsoft": ("Microsoft", ""),
    "google": ("Google", "https://accounts.google.com"),
    "surfconext": ("SURFconext", "https://connect.surfconext.nl"),
    "entree": ("Entree", ""),
}


def providers(env: environ.Env) -> list[dict[str, Any]]:
    """The providers with an id in the environment, as allauth wants them.

    `OIDC_<NAME>_ID`, `_SECRET` and `_URL`; the last has a default where the
    provider has one address for all.
    """
    return [
        _provider(env, slug, naam, address)
        for slug, (naam, address) in KNOWN.items()
        if env.str(f"OIDC_{slug.upper()}_ID", "")
    ]


def _provider(env: environ.Env, slug: str, naam: str, address: str) -> dict[str, Any]:
    prefix = f"OIDC_{slug.upper()}"
    url = env.str(f"{prefix}_URL", address)
    if not url:
        raise ImproperlyConfigured(
            f"{prefix}_URL ontbreekt. Vul het adres van {naam} in."
        )
    return {
        "provider_id": slug,
        "name": naam,
        "client_id": env.str(f"{prefix}_ID"),
        "secret": env.str(f"{prefix}_SECRET", ""),
        "settings": {"server_url": url},
    }


def origins(configured: list[dict[str, Any]]) -> list[str]:
    """The origins that a form may lead to: a sign-in begins with a POST to us."""
    found = (urlsplit(app["settings"]["server_url"]) for app in configured)
    return [f"{url.scheme}://{url.netloc}" for url in found]
