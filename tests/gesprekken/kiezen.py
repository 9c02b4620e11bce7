"""A talk's questions: the page on which they are chosen, and what it then has."""

import re
from typing import Any

from django.test import Client

from gesprekken.models import Gesprek
from gesprekken.services import vragen


def adres(gesprek: Gesprek) -> str:
    return f"/gesprekken/{gesprek.pk}/vragen/"


def keuzes(gesprek: Gesprek) -> str:
    """Where one goes on after choosing."""
    return f"{adres(gesprek)}#gekozen"


def chosen(gesprek: Gesprek) -> list[str]:
    """What is chosen, in order; the texts of the builder's questions are codes."""
    return [vraag.tekst for vraag in gesprek.vragen.gekozen()]


def choose(gesprek: Gesprek, *codes: str) -> None:
    for code in codes:
        vragen.add_vraag(gesprek, code)


def pressable(response: Any) -> list[tuple[str, str]]:
    """Name and value of each button that the page's own forms have, in its order."""
    main = response.content.decode().partition("<main")[2].partition("</main")[0]
    return re.findall(r'<button[^>]* name="(\w+)" value="([^"]+)"(?! disabled)', main)


def press(client: Client, gesprek: Gesprek, name: str, position: int) -> int:
    vraag = gesprek.vragen.get(volgorde=position)
    return client.post(adres(gesprek), {name: str(vraag.pk)}).status_code
