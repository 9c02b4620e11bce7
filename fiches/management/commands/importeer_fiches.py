from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from fiches.importer.document import read_document
from fiches.importer.omzetten import as_inhoud
from fiches.importer.regels import BronFout
from fiches.importer.verslag import describe
from fiches.inhoud import InhoudFout
from fiches.services import save_bron


class Command(BaseCommand):
    help = (
        "Leest het oorspronkelijke SamenWIJzer-document en bewaart de letterlijke "
        "tekst onder dezelfde codes, als uitgave “bron”: alles of niets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "bestand", metavar="BESTAND", type=Path, help="het document, .txt of .pdf"
        )
        parser.add_argument(
            "--proef",
            action="store_true",
            help="toon alleen wat er gevonden wordt, bewaar niets",
        )

    def handle(self, *, bestand: Path, proef: bool, **options: Any) -> None:
        try:
            document = read_document(bestand)
            outcome = "Proef: er is niets bewaard."
            if not proef:
                telling = save_bron([as_inhoud(fiche) for fiche in document.fiches])
                outcome = (
                    f"Uitgave “bron” bewaard: {telling['nieuw']} nieuw, "
                    f"{telling['gewijzigd']} gewijzigd, "
                    f"{telling['ongewijzigd']} ongewijzigd."
                )
        except (BronFout, InhoudFout) as fout:
            raise CommandError(str(fout)) from fout
        except DatabaseError as fout:
            raise CommandError(
                f"De database is niet te gebruiken ({fout}): voer eerst "
                "“manage.py migrate” en “manage.py laad_inhoud” uit."
            ) from fout
        for line in [*describe(document), outcome]:
            self.stdout.write(line)
