from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from fiches.inhoud import InhoudFout
from fiches.services import load_all


class Command(BaseCommand):
    help = "Laadt of ververst de inhoud uit fixtures/, alles of niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--map",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="een andere map met dezelfde bestanden",
        )

    def handle(self, *, map: Path, **options: Any) -> None:  # noqa: A002
        try:
            telling = load_all(map)
        except InhoudFout as fout:
            raise CommandError(f"Er is niets geladen. {fout}") from fout
        self.stdout.write(
            f"Inhoud geladen: {telling['nieuw']} nieuw, "
            f"{telling['gewijzigd']} gewijzigd, {telling['ongewijzigd']} ongewijzigd."
        )
