"""The admin: content and accounts only, never anything people confided."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver


class Beheer(AdminSite):
    """Only what our own apps register here; libraries register elsewhere."""

    site_header = site_title = "SamenWIJzer: beheer"
    index_title = "Inhoud en accounts"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """All but the pages for changing a password: there are none."""
        return [url for url in super().get_urls() if "password" not in str(url.pattern)]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django looks up the field that `_to_field` names, even if it names none."""
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "" in {request.GET.get("_to_field"), request.POST.get("_to_field")}:
                raise Http404
            return shown(request, *args, **kwargs)

        return guarded

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
