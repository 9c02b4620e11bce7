"""Give the demo's duo talks that nobody did anything in yet, each in its own track.

python -m tests.browser.heel.gesprekken 10
"""

import datetime as dt
import os
import sys

import django


def main(count: int) -> None:
    from django.utils import timezone

    from scholen.demo import find
    from scholen.models import School
    from tests.make import make_gesprek, make_traject

    school = School.objects.get(naam="Atheneum De Wissel")
    zij, duo = find("zij-instromer"), find("duo-partner")
    # After what the demo planned, which is what its people see first.
    begin = timezone.now().replace(microsecond=0) + dt.timedelta(days=40)
    for days in range(count):
        traject = make_traject(school, zij_instromer=zij, duo_partner=duo)
        gesprek = make_gesprek(
            traject, begin=begin + dt.timedelta(days=days), fiches=["expertise"]
        )
        sys.stdout.write(f"{gesprek.pk}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
    django.setup()
    main(int(sys.argv[1]))
