from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gesprekken.services.voorbereiden import reseal_all


class Command(BaseCommand):
    help = (
        "Verzegelt elke voorbereiding opnieuw, onder de eerste sleutel van "
        "SAMENWIJZER_SLEUTELS. Mag stoppen, opnieuw starten en draaien terwijl mensen "
        "schrijven."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--nieuw",
            action="store_true",
            help="toon een nieuwe sleutel, en doe verder niets",
        )

    def handle(self, *, nieuw: bool, **options: Any) -> None:
        if nieuw:
            self.stdout.write(Fernet.generate_key().decode("ascii"))
            return
        counts = reseal_all()
        self.stdout.write(f"Onder de nieuwste sleutel: {counts['gedraaid']}.")
        if lost := counts["kwijt"]:
            raise CommandError(
                f"Niet te lezen: {lost}. De sleutel daarvan staat niet in "
                "SAMENWIJZER_SLEUTELS. Zet hem erbij en draai opnieuw; er is niets "
                "veranderd aan die teksten."
            )
