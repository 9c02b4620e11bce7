"""Every row of a school is of that school, for everybody, and no table slips by."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.db import models
from django.test.utils import isolate_apps

from duopartners.models import Notitie
from gesprekken.models import (
    Afspraak,
    Deling,
    Gesprek,
    Getoond,
    Samentekst,
    Verslag,
    Voorbereiding,
)
from post.models import Bericht
from samenwijzer.lib.beheer import beheer
from scholen.models import Gebruiker, Lidmaatschap, School, SchoolQuerySet
from tests.veiligheid.inbreng import read_kaart, read_toonkaart
from tests.veiligheid.lezers import (
    follow_traject,
    plan_gesprek,
    read_bij_uitkomst,
    read_overeenkomst,
    read_uitkomst,
)
from tests.veiligheid.opstelling import ACTOREN, Actor, make_wereld, whole_site_map
from tests.veiligheid.vertrouwd import (
    follow_afspraak,
    in_talk,
    read_getoond,
    read_notitie,
    see_deling,
)
from tests.veiligheid.voorwerpen import Voorwerpen
from tests.veiligheid.wijzigingen import change_everything
from trajecten.models import (
    Bewijsstuk,
    Inbrengkaart,
    Leeruitkomst,
    Overeenkomst,
    Toonkaart,
    Traject,
)

OURS = (
    "duopartners",
    "fiches",
    "gesprekken",
    "gespreksbladen",
    "overzicht",
    "post",
    "scholen",
    "trajecten",
)
# By app or model: why its rows carry no school
OF_NO_SCHOOL = {
    "fiches": "public content",
    "duopartners.lijst": "public content",
    "duopartners.punt": "public content",
    "trajecten.drempel": "public content",
    "trajecten.loopbrugthema": "public content",
    "trajecten.maatregel": "public content",
    "trajecten.instroomprofiel": "public content",
    "post.bericht": "a code belongs to no school, and nobody reads a mail here",
    "scholen.school": "is one",
    "scholen.gebruiker": "can belong to several",
    "scholen.gebruiker_groups": "Django's",
    "scholen.gebruiker_user_permissions": "Django's",
    "scholen.bewaring": "of one person, about a row in any table",
    "gesprekken.agendasleutel": "of one person, for their talks in every school",
}
# Reached by way of a row that says itself who sees it: theirs is the same school.
BY_WAY_OF = {
    "trajecten.deelname": "traject",
    "trajecten.stap": "traject",
    "trajecten.geschiktheid": "traject",
    "trajecten.akkoord": "overeenkomst",
    "trajecten.validering": "leeruitkomst",
    "trajecten.bewijsbestand": "bewijsstuk",
    "duopartners.puntstand": "traject",
    "gesprekken.bespreekpunt": "traject",
    "gesprekken.deelnemer": "gesprek",
    "gesprekken.moment": "gesprek",
    "gesprekken.gespreksvraag": "gesprek",
    "gesprekken.opzij": "gesprek",
    "gesprekken.aanwezig": "gesprek",
    "gesprekken.bevestiging": "gesprek",
    "gesprekken.wijziging": "samentekst",
    "gesprekken.afspraakstap": "afspraak",
    "gesprekken.opmerking": "verslag",
    "gesprekken.instemming": "deling",
}
# Of a school, though not everybody in it sees them.
NARROWER: dict[type[models.Model], Callable[[Actor, Any], bool]] = {
    Traject: follow_traject,
    Overeenkomst: read_overeenkomst,
    Inbrengkaart: read_kaart,
    Toonkaart: read_toonkaart,
    Leeruitkomst: read_uitkomst,
    Bewijsstuk: read_bij_uitkomst,
    Gesprek: plan_gesprek,
    Voorbereiding: lambda actor, row: row.auteur == actor.gebruiker,
    Getoond: read_getoond,
    Samentekst: in_talk,
    Afspraak: follow_afspraak,
    Verslag: in_talk,
    Deling: see_deling,
    Notitie: read_notitie,
}


def own_models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.app_label in OURS]


def of_a_school(model: type[models.Model]) -> bool:
    names = {model._meta.app_label, model._meta.label_lower}
    return names.isdisjoint(OF_NO_SCHOOL)


def without_tenancy(every: list[type[models.Model]]) -> list[str]:
    """The models of a school that could lose it, or show it to anybody."""
    return [
        model._meta.label_lower
        for model in every
        if of_a_school(model) and not (_has_school(model) and _has_visible_to(model))
    ]


def _has_school(model: type[models.Model]) -> bool:
    fields: dict[str, Any] = {one.name: one for one in model._meta.concrete_fields}
    school = fields.get("school")
    return school is not None and school.related_model is School and not school.null


def _has_visible_to(model: type[models.Model]) -> bool:
    if parent := parent_of(model):
        return _has_visible_to(parent)
    return hasattr(model._default_manager.all(), "visible_to")


def parent_of(model: type[models.Model]) -> Any:
    """The model by way of which this one is reached; None where it stands alone."""
    name = BY_WAY_OF.get(model._meta.label_lower)
    return model._meta.get_field(name).related_model if name else None


def test_every_table_carries_its_school_or_says_why_not() -> None:
    assert without_tenancy(own_models()) == []


def test_every_app_of_ours_is_looked_at() -> None:
    found = {
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).parent == settings.BASE_DIR
    }

    assert found == set(OURS)


def test_table_without_its_school_is_found() -> None:
    with isolate_apps("scholen"):

        class Los(models.Model):  # noqa: DJ008
            class Meta:
                app_label = "scholen"

        class Halfvast(models.Model):  # noqa: DJ008
            school = models.ForeignKey(School, models.CASCADE, null=True)
            objects = SchoolQuerySet.as_manager()

            class Meta:
                app_label = "scholen"

        class Zichtbaar(models.Model):  # noqa: DJ008
            school = models.ForeignKey(School, models.CASCADE)

            class Meta:
                app_label = "scholen"

    found = without_tenancy([Los, Halfvast, Zichtbaar, Lidmaatschap])

    assert found == ["scholen.los", "scholen.halfvast", "scholen.zichtbaar"]


@pytest.fixture
def wereld(db: None) -> Iterator[dict[str, Actor]]:
    with whole_site_map():
        yield make_wereld()


@pytest.mark.parametrize("naam", [naam for naam in ACTOREN if naam != "niemand"])
def test_visible_is_what_belongs_to_ones_schools(
    naam: str, wereld: dict[str, Actor]
) -> None:
    actor = wereld[naam]
    Voorwerpen(actor)  # rows of one's own, of colleagues and of strangers

    tenants: list[type[models.Model]] = [School, *filter(of_a_school, own_models())]
    for model in tenants:
        if parent_of(model) is None:
            assert theirs(model, actor) == visible(model, actor), model


def theirs(model: type[models.Model], actor: Actor) -> set[Any]:
    """Computed the long way: row by row, by the school that each carries."""
    may = NARROWER.get(model, _is_of_school)
    rows = list(model._default_manager.all())
    assert len(rows) > 1, f"{model} heeft geen rijen: voeg ze toe aan BOUWERS"
    return {row.pk for row in rows if may(actor, row)}


def _is_of_school(actor: Actor, row: Any) -> bool:
    return getattr(row, "school", row) in actor.rollen


def visible(model: type[models.Model], actor: Actor) -> set[Any]:
    rows = [row.pk for row in model.objects.visible_to(actor.gebruiker)]  # type: ignore[attr-defined]
    assert len(rows) == len(set(rows))
    return set(rows)


def test_rows_carry_the_school_of_what_they_are_reached_by(
    wereld: dict[str, Actor],
) -> None:
    coordinator = wereld["coordinator A"]
    assert coordinator.school
    assert coordinator.gebruiker
    change_everything(coordinator.school, coordinator.gebruiker)

    for model in own_models():
        if name := BY_WAY_OF.get(model._meta.label_lower):
            rows: Any = model._default_manager.select_related(name)
            assert rows
            assert {row.school_id == getattr(row, name).school_id for row in rows} == {
                True
            }, model


def test_visible_to_that_forgets_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visible_to(rows: SchoolQuerySet, _: Gebruiker) -> SchoolQuerySet:
        return rows.all()

    monkeypatch.setattr(SchoolQuerySet, "visible_to", visible_to)

    actor = wereld["lid A"]
    assert visible(School, actor) - theirs(School, actor) != set()


def in_admin() -> set[str]:
    """Every model that the admin shows, on a page of its own or within another."""
    found = set(beheer._registry)
    for one in beheer._registry.values():
        found |= {inline.model for inline in one.inlines}
    return {model._meta.label_lower for model in found}


IN_ADMIN = {
    "fiches.bron",
    "fiches.fiche",
    "fiches.literatuurblok",
    "fiches.stem",
    "fiches.thema",
    "fiches.vraag",
    "scholen.gebruiker",
    "scholen.lidmaatschap",
    "scholen.school",
}


def test_admin_has_content_and_accounts_and_nothing_else() -> None:
    assert in_admin() == IN_ADMIN


def test_table_that_people_confide_in_is_found_in_the_admin() -> None:
    beheer.register(Bericht, ModelAdmin)
    try:
        assert in_admin() == {*IN_ADMIN, "post.bericht"}
    finally:
        beheer.unregister(Bericht)
