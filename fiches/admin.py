from django.contrib import admin

from fiches.models import Bron, Fiche, Literatuurblok, Stem, Thema, Vraag
from samenwijzer.lib.beheer import OnlyReading, beheer


@admin.register(Fiche, site=beheer)
class FicheAdmin(OnlyReading):
    list_display = ["nummer", "titel", "uitgave"]
    list_filter = ["uitgave"]


@admin.register(Literatuurblok, Stem, Vraag, site=beheer)
class StukAdmin(OnlyReading):
    list_display = ["code", "fiche"]
    list_filter = ["fiche__uitgave", "fiche__nummer"]
    search_fields = ["code", "tekst"]
    list_select_related = ["fiche"]


beheer.register([Bron, Thema], OnlyReading)
