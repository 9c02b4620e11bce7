"""The footbridge: its content, where a school stands, and who says so."""

import datetime as dt
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from fiches.inhoud import InhoudFout
from gesprekken.models import Gesprek
from scholen.models import Gebruiker, Rol, School
from tests.make import make_lid, make_loopbrugkeuze, make_school
from tests.pdfua import problems
from tests.trajecten.make import browser, lid_pk
from trajecten.inhoud import AANTALLEN, BESTAND, read
from trajecten.models import Drempel, Loopbrugkeuze, Maatregel
from trajecten.services import loopbrug
from trajecten.services.loopbrug import Jaar, find_jaar, load_inhoud, name_jaar

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
PAGE, CODE = "/trajecten/loopbrug/", "OP-B-02"
CHOOSE = f"{PAGE}{CODE}/"


@pytest.fixture
def inhoud() -> None:
    load_inhoud(FIXTURES)


@pytest.fixture
def lid(school: School) -> Gebruiker:
    return make_lid(school, naam="Mo").gebruiker


def read_text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in pages]
    return " ".join(" ".join(found).split())


def count(jaar: Jaar) -> tuple[int, ...]:
    return tuple(number for _, number in jaar.aantallen)


def typed(versie: int = 0, /, **changes: str) -> dict[str, str]:
    values = {"keuze": "willen", "wie": "", "tegen": "", "versie": str(versie)}
    return values | {"sleutel": str(uuid4())} | changes


# Content


def test_content_has_every_result_of_the_sessions() -> None:
    found = read(FIXTURES)

    themas = {thema["letter"]: 0 for thema in found.themas}
    for one in found.maatregelen:
        themas[one["thema"]] += 1
    assert themas == AANTALLEN
    helped = {code for one in found.drempels for code in one["helpt"]}
    assert helped == {one["code"] for one in found.maatregelen}
    assert (len(found.drempels), len(found.profielen)) == (4, 3)


@pytest.mark.parametrize(
    ("old", "new", "fout"),
    [
        ("code: OP-C-02", "code: OP-C-2", "er staat OP-A-01"),
        ("titel: Programma", "titel: ''", "bij themas ontbreekt “titel”"),
        ("helpt: [OP-A-01", "helpt: [OP-A-11", "bij DR-1 is “OP-A-11” geen maatregel"),
        ("code: IP-1", "code: IP-3", "“IP-3” staat er dubbel"),
    ],
)
def test_read_names_file_and_place(
    tmp_path: Path, old: str, new: str, fout: str
) -> None:
    text = (FIXTURES / BESTAND).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / BESTAND).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(InhoudFout) as found:
        read(tmp_path)

    assert str(found.value).startswith(f"{BESTAND}: {fout}")


def test_loading_again_changes_nothing_and_keeps_what_was_chosen(
    tmp_path: Path, school: School
) -> None:
    first = load_inhoud(FIXTURES)
    chosen = make_loopbrugkeuze(school, maatregel=Maatregel.objects.get(code=CODE))
    copy(FIXTURES / BESTAND, tmp_path)
    path = tmp_path / BESTAND
    path.write_text(path.read_text().replace("titel: Financiën", "titel: Geld"))

    assert (first, load_inhoud(FIXTURES)) == ({"nieuw": 39}, {"ongewijzigd": 39})
    assert load_inhoud(tmp_path) == {"ongewijzigd": 38, "gewijzigd": 1}
    assert Loopbrugkeuze.objects.get().maatregel == chosen.maatregel


# Where a school stands


@pytest.mark.usefixtures("inhoud")
def test_every_piece_stands_on_the_page_under_its_code(lid: Gebruiker) -> None:
    page = browser(lid).get(PAGE).content.decode()

    codes = [*Drempel.objects.values_list("code", flat=True)]
    codes += Maatregel.objects.values_list("code", flat=True)
    assert [code for code in codes if f'data-code="{code}"' not in page] == []
    assert [code for code in ("IP-1", "IP-2", "IP-3") if code not in page] == []


@pytest.mark.usefixtures("inhoud")
@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.DIRECTIE])
def test_who_leads_chooses_and_everybody_reads(
    rol: Rol, school: School, lid: Gebruiker
) -> None:
    leidt = make_lid(school, rol).gebruiker
    sent = typed(keuze="hebben", wie="de vakgroep", tegen="1-6-2027")

    response = browser(leidt).post(CHOOSE, sent)

    assertRedirects(response, f"{PAGE}#{CODE}", fetch_redirect_response=False)
    page = browser(lid).get(PAGE)
    assertContains(page, "<bdi>de vakgroep</bdi><br>tegen 1 juni 2027", count=1)
    assert count(page.context["loopbrug"].jaren[0]) == (1, 0, 0)


@pytest.mark.usefixtures("inhoud")
def test_who_only_reads_has_no_buttons_and_is_refused(lid: Gebruiker) -> None:
    client = browser(lid)

    assertNotContains(client.get(PAGE), 'name="keuze"')
    assert client.post(CHOOSE, typed()).status_code == 403
    assert not Loopbrugkeuze.objects.exists()


@pytest.mark.usefixtures("inhoud")
def test_other_school_shows_nothing_here(leen: Client, lid: Gebruiker) -> None:
    maatregel = Maatregel.objects.get(code=CODE)
    make_loopbrugkeuze(make_school(), maatregel=maatregel, wie="Mia van hiernaast")

    assertNotContains(leen.get(PAGE), "hiernaast")


@pytest.mark.usefixtures("inhoud")
def test_years_stand_beside_each_other_and_stay_as_they_were(
    leen: Client, school: School
) -> None:
    jaar, maatregel = find_jaar(), Maatregel.objects.get(code=CODE)
    for ago, keuze in ((1, "willen"), (2, "niet"), (3, "hebben")):
        make_loopbrugkeuze(school, maatregel=maatregel, jaar=jaar - ago, keuze=keuze)

    leen.post(CHOOSE, typed(keuze="hebben"))

    page = leen.get(PAGE)
    assert [(one.naam, count(one)) for one in page.context["loopbrug"].jaren] == [
        (name_jaar(jaar), (1, 0, 0)),
        (name_jaar(jaar - 1), (0, 1, 0)),
        (name_jaar(jaar - 2), (0, 0, 1)),
    ]
    assertContains(page, f"In {name_jaar(jaar - 1)}: willen we.")
    assert Loopbrugkeuze.objects.filter(jaar__lt=jaar, versie=1).count() == 3


@pytest.mark.usefixtures("inhoud")
def test_new_year_begins_with_what_the_last_one_said(
    leen: Client, school: School
) -> None:
    maatregel = Maatregel.objects.get(code=CODE)
    make_loopbrugkeuze(school, maatregel=maatregel, jaar=find_jaar() - 1, wie="Leen")

    form = leen.get(CHOOSE).context["form"]

    assert (form["keuze"].value(), form["wie"].value()) == ("willen", "Leen")
    assert form["versie"].value() == 0


@pytest.mark.parametrize(
    ("day", "jaar"), [("2026-07-31", 2025), ("2026-08-01", 2026), ("2027-01-01", 2026)]
)
def test_school_year_begins_in_august(day: str, jaar: int) -> None:
    assert find_jaar(dt.date.fromisoformat(day)) == jaar


@pytest.mark.usefixtures("inhoud")
def test_who_is_second_gets_both_and_overwrites_nothing(
    leen: Client, school: School
) -> None:
    maatregel = Maatregel.objects.get(code=CODE)
    make_loopbrugkeuze(school, maatregel=maatregel, versie=2, wie="Hilde")

    response = leen.post(CHOOSE, typed(1, keuze="niet", wie="Leen"))

    assert response.status_code == 409
    assert [
        (one.label, one.bewaard, one.getypt) for one in response.context["verschillen"]
    ] == [
        ("Waar staan jullie?", "Willen we", "Niet bij ons"),
        ("Wie trekt dit?", "Hilde", "Leen"),
    ]
    assert Loopbrugkeuze.objects.get().wie == "Hilde"


@pytest.mark.usefixtures("inhoud")
def test_same_press_twice_is_one_choice(leen: Client) -> None:
    sent = typed()
    for _ in range(2):
        assert leen.post(CHOOSE, sent).status_code == 302

    assert Loopbrugkeuze.objects.get().versie == 1


@pytest.mark.usefixtures("inhoud")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"keuze": "ooit"}, "Kies waar jullie staan."),
        ({"keuze": ""}, "Kies waar jullie staan."),
        ({"tegen": "30-2-2027"}, "De dag ‘30-2-2027’ bestaat niet."),
        ({"wie": "x" * 121}, "er kunnen er 120 in."),
    ],
)
def test_wrong_choice_gets_a_sentence_and_stores_nothing(
    changes: dict[str, str], said: str, leen: Client
) -> None:
    response = leen.post(CHOOSE, typed(**changes))

    assertContains(response, said, status_code=422)
    assert not Loopbrugkeuze.objects.exists()


@pytest.mark.usefixtures("inhoud")
@pytest.mark.parametrize("code", ["OP-Z-01", "x" * 3000])
def test_unknown_measure_is_not_there(code: str, leen: Client) -> None:
    assert leen.get(f"{PAGE}{code}/").status_code == 404


def test_footbridge_takes_five_queries(
    school: School, inhoud: None, django_assert_num_queries: object
) -> None:
    make_loopbrugkeuze(school, maatregel=Maatregel.objects.get(code=CODE))
    with django_assert_num_queries(5):  # type: ignore[operator]
        loopbrug.read(school)


# A talk, and paper


@pytest.mark.usefixtures("inhoud")
def test_team_talk_begins_with_the_question_of_a_barrier(
    leen: Client, coordinator: Gebruiker, school: School
) -> None:
    vraag = Drempel.objects.get(code="DR-4").vraag
    page = leen.get("/gesprekken/nieuw/?drempel=DR-4")
    assert page.context["form"]["vraag"].value() == vraag
    mensen = [coordinator, *(make_lid(school).gebruiker for _ in range(2))]

    leen.post(
        "/gesprekken/nieuw/",
        {
            "team": "vakgroep Frans",
            "wie": [lid_pk(school, one) for one in mensen],
            "vraag": vraag,
            "duur": "30",
            "sleutel": str(uuid4()),
        },
    )

    [row] = Gesprek.objects.get().vragen.gekozen()
    assert (row.tekst, row.code) == (vraag, "")


@pytest.mark.usefixtures("inhoud")
@pytest.mark.parametrize("drempel", ["DR-9", "<b>"])
def test_barrier_that_isnt_one_asks_nothing(drempel: str, leen: Client) -> None:
    page = leen.get(f"/gesprekken/nieuw/?drempel={drempel}")

    assert not page.context["form"]["vraag"].value()


@pytest.mark.usefixtures("inhoud")
@pytest.mark.parametrize("leeg", [False, True])
def test_paper_for_the_team_has_every_measure(
    leeg: bool, lid: Gebruiker, school: School
) -> None:
    maatregel = Maatregel.objects.get(code=CODE)
    make_loopbrugkeuze(school, maatregel=maatregel, wie="Leen en Hilde")

    response = browser(lid).get(f"/trajecten/loopbrug.pdf{'?leeg=1' if leeg else ''}")

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    assert problems(response.content) == []
    text = read_text(response.content)
    begins = [" ".join(one.tekst.split()[:5]) for one in Maatregel.objects.all()]
    assert [begin for begin in begins if begin not in text] == []
    assert ("Leen en Hilde" in text) != leeg
