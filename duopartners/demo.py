"""How far the demo's duo is with its list."""

from django.db import transaction

from duopartners import services
from duopartners.lijst import find_regel
from duopartners.models import Lijst, Puntstand
from scholen import demo
from scholen.models import Gebruiker
from trajecten.models import Traject, Trajectrol

Stand = Puntstand.Stand
STANDEN = {
    "DP-A-01": Stand.DOEN_WE,
    "DP-A-02": Stand.DOEN_WE,
    "DP-A-03": Stand.NIET,
    "DP-B-01": Stand.DOEN_WE,
    "DP-C-01": Stand.BEZIG,
    "DP-D-01": Stand.DOEN_WE,
    "DP-D-02": Stand.DOEN_WE,
    "DP-D-03": Stand.BEZIG,
    "DP-D-05": Stand.DOEN_WE,
    "DP-G-01": Stand.BEZIG,
}
KLAAR = "DP-C-04"
NOTITIE = "DP-D-03"
TEKST = "De proef met de rode kool in 4B: Youssef leidt, Griet kijkt mee."
EIGEN = "Loop samen binnen bij het secretariaat en bij de poetsploeg."


@transaction.atomic
def make_demo() -> None:
    """What they did with their list, and a point of their school; once."""
    new = Traject.objects.filter(school__naam=demo.WISSEL.naam, puntstanden=None)
    traject = new.first()
    if traject is None:
        return
    duo: dict[str, Gebruiker] = {
        one.rol: one.gebruiker for one in traject.deelnames.current().duo()
    }
    zij, griet = duo[Trajectrol.ZIJ_INSTROMER], duo[Trajectrol.DUO_PARTNER]
    for number, (code, stand) in enumerate(STANDEN.items()):
        door = griet if number % 2 else zij
        if regel := find_regel(traject, door, code):
            services.set_stand(traject, regel, door, 0, stand=stand)
    if regel := find_regel(traject, zij, NOTITIE):
        services.add_notitie(traject, regel, zij, TEKST)
    if regel := find_regel(traject, griet, KLAAR):
        services.set_bespreken(traject, regel, griet, aan=True)
    if lijst := Lijst.objects.filter(letter="G").first():
        services.add_eigenpunt(traject.school, lijst, EIGEN)
