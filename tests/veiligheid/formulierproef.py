"""How a form is tried: filled in well, and with something wrong in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from samenwijzer.lib.formulier import Formulier
from tests.veiligheid.proefwereld import Wereld
from tests.veiligheid.vijandig import HTML

# On one line, with all that a page could get wrong
TYPED = f"Wat ‘ik’ typte & {HTML} 👩🏽‍🏫"


# By name; several values where one chooses more than one thing
Velden = dict[str, Any]


LONG = TYPED * 4
SOON = timezone.localdate().isoformat()


def too_long(tekst: str, most: str) -> str:
    """What a field of so many letters says of a longer text."""
    return f"Dit is {len(tekst):,} tekens lang; er kunnen er {most} in.".replace(
        ",", "."
    )


@dataclass(frozen=True)
class Formulierproef:
    """One form on one address, for one actor.

    `wrong` replaces fields of `good`, so that the answer is `says`, with this status;
    what was typed in `stays` then comes back. `before` gets the actor there.
    """

    form: type[Formulier]
    wie: str
    route: str
    good: Velden
    wrong: Velden
    says: str
    stays: tuple[str, ...] = ()
    before: Callable[[Client], None] = field(default=lambda client: None)
    status: int = 422

    def path(self, wereld: Wereld) -> str:
        return wereld.addresses.get(self.route, f"/{self.route}")
