import datetime as dt
import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from post.planners import run_planners
from post.services import Ronde, Uitkomst, has_server, send_due
from scholen.vakanties import VakantieFout, nederland

PAUSE = 1  # seconds
# A mail server that turns us away isn't asked every second.
LONG_PAUSE = 30
PLAN_PAUSE = dt.timedelta(minutes=1)


class Command(BaseCommand):
    help = (
        "Verstuurt de mails die klaarstaan: één keer, of met --blijf tot je het stopt."
    )

    stopped = False
    parent: int | None = None
    pause = PAUSE
    trouble = ""  # what was told last, so as not to tell it each time
    planned_at: dt.datetime | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--blijf", action="store_true", help="kijk elke seconde, tot je het stopt"
        )
        parser.add_argument(
            "--met-ouder",
            action="store_true",
            help="met --blijf: stop ook zodra het proces weg is dat dit startte",
        )

    def handle(self, *, blijf: bool, met_ouder: bool, **options: Any) -> None:
        self.parent = os.getppid() if met_ouder else None
        try:
            nederland()
        except VakantieFout as fout:
            raise CommandError(str(fout)) from None
        if not has_server():
            self.say("Er is geen mailserver ingesteld (EMAIL_URL): de mails wachten.")
        if blijf:
            self.stay()
        elif trouble := self.one_round():
            raise CommandError(trouble)

    def stay(self) -> None:
        """Send until SIGTERM or SIGINT; the mail it is busy with is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopped and self.parent in {None, os.getppid()}:
            close_old_connections()
            trouble = self.one_round()
            if trouble and trouble != self.trouble:
                self.say(trouble)
            self.trouble = trouble
            self.rest()

    def stop(self, *_: object) -> None:
        self.stopped = True

    def rest(self) -> None:
        for _ in range(self.pause):
            if not self.stopped:
                time.sleep(1)

    def one_round(self) -> str:
        """Plan and send what is due; the answer is what went wrong, in Dutch."""
        self.pause = PAUSE
        self.plan()
        try:
            ronde = send_due(lambda: self.stopped)
        except Error as fout:
            return f"De databank werkt niet mee ({type(fout).__name__})."
        if line := _describe(ronde):
            self.say(line)
        if not ronde.storing:
            return ""
        self.pause = LONG_PAUSE
        return f"De mailserver werkt niet mee ({ronde.storing})."

    def plan(self) -> None:
        """Have mails written, once a minute, also after a clock was set back."""
        now = timezone.now()
        if self.planned_at and abs(now - self.planned_at) < PLAN_PAUSE:
            return
        self.planned_at = now
        if written := run_planners(now):
            self.say(f"{written} klaargezet.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _describe(ronde: Ronde) -> str:
    """Such as “3 verzonden, 1 geweigerd.”; nothing where nothing was done."""
    told = [uitkomst for uitkomst in Uitkomst if uitkomst != Uitkomst.ELDERS]
    parts = [f"{ronde.uitkomsten[one]} {one}" for one in told if ronde.uitkomsten[one]]
    return f"{', '.join(parts)}." if parts else ""
