"""The admin: content and accounts only, never anything people confided."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from scholen.models import Gebruiker, Lidmaatschap, School


class Beheer(AdminSite):
    """Only what is registered here by hand; libraries register elsewhere."""

    site_header = site_title = "SamenWIJzer: beheer"
    index_title = "Inhoud en accounts"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There are no passwords: everybody signs in at the same door."""
        return redirect("account_login")


beheer = Beheer(name="admin")
