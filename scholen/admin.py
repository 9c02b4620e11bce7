from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from samenwijzer.lib.beheer import beheer
from scholen.models import Gebruiker, Lidmaatschap, School


@admin.register(Gebruiker, site=beheer)
class GebruikerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Close or open an account; accounts themselves come from invitations."""

    list_display = ["naam", "email", "is_active", "is_staff", "created_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["naam", "email"]
    fields = ["naam", "email", "is_active", "is_staff", "created_at", "last_login"]
    readonly_fields = ["email", "created_at", "last_login"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Django would list whatever hangs on the account: keys, sessions, texts."""
        return False


class LidmaatschapInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Lidmaatschap
    fields = ["gebruiker", "rol"]
    readonly_fields = ["gebruiker"]
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody gets into a school from here, least of all who looks after it."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("gebruiker")


@admin.register(School, site=beheer)
class SchoolAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["naam", "soort", "regio", "created_at"]
    list_filter = ["soort", "regio"]
    search_fields = ["naam"]
    inlines = [LidmaatschapInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """`manage.py maak_school` adds one, with somebody to coordinate it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for an account."""
        return False
