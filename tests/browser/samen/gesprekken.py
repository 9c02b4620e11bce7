"""Give the demo's duo as many talks as the tests take, each with two questions.

python -m tests.browser.samen.gesprekken 40
"""

import os
import sys

import django


def main(count: int) -> None:
    from scholen.demo import find
    from scholen.models import School
    from tests.make import make_gesprek, make_traject

    school = School.objects.get(naam="Atheneum De Wissel")
    zij, duo = find("zij-instromer"), find("duo-partner")
    for _ in range(count):
        # A track each: what is agreed in one would open the next.
        traject = make_traject(school, zij_instromer=zij, duo_partner=duo)
        gesprek = make_gesprek(traject)
        for plek in (1, 2):
            gesprek.vragen.create(
                school=gesprek.school, volgorde=plek, tekst=f"Eigen vraag {plek}?"
            )
        sys.stdout.write(f"{gesprek.pk}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
    django.setup()
    main(int(sys.argv[1]))
