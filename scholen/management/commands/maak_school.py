from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from samenwijzer.lib.adres import clean_adres
from samenwijzer.lib.tekst import RegelField
from scholen.models import Regio, Soort
from scholen.services import add_school


class Command(BaseCommand):
    help = (
        "Maakt een school met haar eerste coördinator, naast de scholen die er al zijn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("naam", help="de naam van de school")
        parser.add_argument("coordinator", help="het e-mailadres van de coördinator")
        parser.add_argument("--soort", choices=Soort.values, default=Soort.SCHOOL)
        parser.add_argument("--regio", choices=Regio.values, default=Regio.VLAANDEREN)

    def handle(
        self, *, naam: str, coordinator: str, soort: str, regio: str, **options: Any
    ) -> None:
        try:
            lidmaatschap = add_school(
                naam=RegelField(max_length=120).clean(naam),
                soort=soort,
                regio=regio,
                email=clean_adres(coordinator),
            )
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from None
        self.stdout.write(
            f"{lidmaatschap.school} staat klaar. {lidmaatschap.gebruiker.email} kan "
            "zich aanmelden met een code per mail."
        )
