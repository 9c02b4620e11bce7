"""A first set of learning outcomes to choose from; each school and duo writes its own.

Ours, after the four fiches and the task maturity of the first: what somebody can do who
stands in for a class, a team and themselves. No official list of any country.
"""

from typing import Final

EERSTE: Final = {
    "klas": "Je kan een les geven waarin elke leerling aan het werk is.",
    "volgen": "Je kan zeggen waar een leerling staat, en wat de volgende stap is.",
    "rust": "Je kan rust en afspraken in je klas houden, ook als het even misloopt.",
    "feedback": "Je kan leerlingen zeggen wat goed gaat en hoe het beter kan.",
    "vak": "Je kan je vak uitleggen aan iemand die er niets van weet.",
    "brug": "Je kan in je lessen gebruiken wat je vorige werk je leerde.",
    "ouders": "Je kan een gesprek met ouders voorbereiden, voeren en afronden.",
    "team": "Je kan met collega’s afspreken, en je aan die afspraak houden.",
    "hulp": "Je kan op tijd zeggen wat niet lukt, en hulp vragen.",
    "leren": "Je kan naar je eigen lessen kijken en kiezen wat je nog wil leren.",
}
