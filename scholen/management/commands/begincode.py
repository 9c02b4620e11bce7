from typing import Any

from django.core.management.base import BaseCommand

from scholen.begincode import begincode
from scholen.services import is_empty


class Command(BaseCommand):
    help = "Toont de begincode zolang er nog geen school is."

    def handle(self, **options: Any) -> None:
        told = begincode() if is_empty() else "Hier is al een school ingericht."
        self.stdout.write(told)
