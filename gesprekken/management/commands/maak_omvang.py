from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gesprekken.omvang import make_omvang
from gesprekken.services.fout import GesprekFout


class Command(BaseCommand):
    help = (
        "Maakt scholen vol gesprekken om mee te meten, gelijk verdeeld. Nog eens doen "
        "voegt alleen toe wat er nog niet is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scholen", default="", help="hoeveel scholen")
        parser.add_argument("--gesprekken", default="", help="hoeveel gesprekken samen")

    def handle(self, *, scholen: str, gesprekken: str, **options: Any) -> None:
        try:
            new = make_omvang(
                parse_aantal("--scholen", scholen),
                parse_aantal("--gesprekken", gesprekken),
            )
        except GesprekFout as fout:
            raise CommandError(str(fout)) from None
        if new.scholen:
            told = f"Nieuwe scholen: {new.scholen}, met {new.gesprekken} gesprekken."
        else:
            told = "Niets nieuws: deze scholen staan er al."
        self.stdout.write(told)


def parse_aantal(naam: str, typed: str | int) -> int:
    """What was typed as a number, told in Dutch when it is none."""
    try:
        return int(typed)
    except ValueError:
        raise GesprekFout(
            f"Geef met {naam} een heel getal, zonder punten of komma's."
        ) from None
