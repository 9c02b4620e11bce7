import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gesprekken.services import GesprekFout, antwoorden
from samenwijzer.lib.agenda import AgendaFout, read_replies

MOST = 10_000_000  # bytes; an answer has far less


class Command(BaseCommand):
    help = (
        "Leest wat agenda’s antwoorden op uitnodigingen (iMIP): uit een maildir, of "
        "één mail, of een los agendabestand, van standaardinvoer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "maildir",
            nargs="?",
            help="een map met cur, new en tmp; wat gelezen is, gaat van new naar cur",
        )

    def handle(self, *, maildir: str | None, **options: Any) -> None:
        if maildir is None:
            self.read(sys.stdin.buffer.read(MOST + 1), los=True)
            return
        new, cur = Path(maildir) / "new", Path(maildir) / "cur"
        if not new.is_dir():
            raise CommandError(f"{maildir} is geen maildir: er is geen map new.")
        cur.mkdir(exist_ok=True)
        for path in sorted(new.iterdir()):
            with suppress(FileNotFoundError):  # another process had it first
                self.read(_read_bytes(path))
                # Only now: after a crash it is read again, and counts once all the
                # same. As it is: not every mail can be written again.
                path.rename(cur / f"{path.name}:2,S")

    def read(self, raw: bytes, *, los: bool = False) -> None:
        """Do what this answers; what can't be used is said, and left at that."""
        try:
            reacties = read_replies(raw)
        except AgendaFout as fout:
            self.stderr.write(f"Niet verwerkt: {fout}")
            return
        for reactie in reacties:
            try:
                self.stdout.write(antwoorden.read(reactie, los=los))
            except GesprekFout as fout:
                self.stderr.write(f"Niet verwerkt: {fout}")


def _read_bytes(path: Path) -> bytes:
    """What is in the file, or enough of it to see that it is too much."""
    with path.open("rb") as file:
        return file.read(MOST + 1)
