"""The admin: content and accounts only, never anything people confided."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class Beheer(AdminSite):
    """Only what our own apps register here; libraries register elsewhere."""

    site_header = site_title = "SamenWIJzer: beheer"
    index_title = "Inhoud en accounts"
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There are no passwords: everybody comes in by the same door."""
        return redirect("account_login")


class OnlyReading(ModelAdmin):  # type: ignore[type-arg]
    """For content: it comes from files, so a change here would be lost."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


beheer = Beheer(name="admin")
