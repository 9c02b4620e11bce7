from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from duopartners.demo import make_demo as make_lijst
from gesprekken.demo import make_demo as make_traject
from scholen.demo import make_demo
from scholen.services import SchoolFout


class Command(BaseCommand):
    help = (
        "Maakt de demoscholen, met één persoon per rol en een lopend traject. Nog "
        "eens doen verandert niets."
    )

    def handle(self, **options: Any) -> None:
        try:
            new = make_demo()
            started = make_traject()
            make_lijst()
        except SchoolFout as fout:
            raise CommandError(str(fout)) from None
        self.stdout.write(
            f"Nieuwe mensen in de demo: {new}." if new else "Demo: niets nieuws."
        )
        if started:
            self.stdout.write("Nieuw in de demo: een traject met gesprekken.")
        if not settings.DEMO:
            self.stdout.write("Rondkijken kan pas met SAMENWIJZER_DEMO=ja-ik-weet-het.")
