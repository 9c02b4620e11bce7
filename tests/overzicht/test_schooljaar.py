from collections import Counter

import pytest
from django.utils import timezone

from post.models import Bericht, Berichtsoort
from scholen.vakanties import free_day
from tests.overzicht.schooljaar import REGIO, Schooljaar, monday_of
from tests.post.conftest import Klok

pytestmark = pytest.mark.django_db


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok()
    monkeypatch.setattr(timezone, "now", klok)
    return klok


def test_year_of_ten_tracks_is_light_on_mail(klok: Klok) -> None:
    jaar = Schooljaar(klok)
    jaar.live()

    berichten = list(Bericht.objects.exclude(soort=Berichtsoort.AFSPRAAK))
    weekly = [one for one in berichten if one.soort == Berichtsoort.HERINNERING]
    in_week = Counter((one.aan, monday_of(one.created_at)) for one in weekly)
    mails = Counter(one.aan for one in berichten)

    assert jaar.count_held() == 70
    assert set(in_week.values()) == {1}
    assert [one for _, one in in_week if free_day(one, REGIO)] == []
    assert len(mails) == 19
    assert max(mails.values()) <= 40
