from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenwijzer.lib.adres import clean_adres
from scholen.services import add_gebruiker


class Command(BaseCommand):
    help = "Geeft iemand toegang tot het beheer van inhoud en accounts, op /beheer/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("adres", help="het e-mailadres")

    def handle(self, *, adres: str, **options: Any) -> None:
        try:
            gebruiker = add_gebruiker(clean_adres(adres))
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from None
        gebruiker.is_staff = gebruiker.is_superuser = True
        gebruiker.save(update_fields=["is_staff", "is_superuser"])
        self.stdout.write(f"{gebruiker.email} kan nu in het beheer.")
