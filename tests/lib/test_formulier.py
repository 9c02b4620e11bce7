import re
from collections.abc import Iterator
from typing import ClassVar

from django import forms
from django.conf import settings
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_resolver
from pytest_django.asserts import assertHTMLEqual

from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.tekst import RegelField

TEMPLATES = settings.BASE_DIR / "templates"
SYMBOLEN = settings.BASE_DIR / "static/img/symbolen.svg"
OTHERS = ("django.", "allauth.", "tests.")


class Proefformulier(Formulier):
    """One field of each kind that is rendered in a way of its own."""

    naam = RegelField(label="Naam", help_text="Zoals <collega’s> je kennen.")
    kies = forms.ChoiceField(
        label="Kies", choices=[("a", "A")], widget=forms.RadioSelect
    )
    goed = forms.BooleanField(label="Goed?")
    geheim = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Laad opnieuw."}
    )
    lezers: ClassVar = {"naam": "De <school>.", "kies": "Wij twee.", "goed": "Jij."}
    kringen: ClassVar = {"naam": "school", "kies": "wij"}


def every_form(of: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    """Each form of the project that a view uses: the site map imports them all."""
    assert get_resolver().url_patterns
    for form in of.__subclasses__():
        if not form.__module__.startswith(OTHERS):
            yield form
        yield from every_form(form)


def silent(form: type[BaseForm]) -> list[str]:
    """The fields that somebody fills in and that don't say who reads them."""
    fields = form.base_fields.items()  # type: ignore[attr-defined]
    shown = {name for name, field in fields if not field.widget.is_hidden}
    lezers = getattr(form, "lezers", {})
    return sorted(shown - {name for name, said in lezers.items() if said})


def test_every_field_says_who_reads_it() -> None:
    found = {form.__qualname__: silent(form) for form in every_form()}

    assert {"SchoolForm", "NaamForm", "AanmeldForm"} < set(found)
    assert {name: fields for name, fields in found.items() if fields} == {}


def test_every_circle_is_one_of_the_four() -> None:
    kringen = {
        kring
        for form in every_form()
        for kring in getattr(form, "kringen", {}).values()
    }

    assert kringen <= {"ik", "wij", "gedeeld", "school"}


def test_silent_field_is_found() -> None:
    class Zwijgend(forms.Form):
        naam = forms.CharField()
        versie = forms.IntegerField(widget=forms.HiddenInput)

    assert silent(Zwijgend) == ["naam"]
    assert silent(Proefformulier) == []


def rendered(name: str, data: dict[str, str] | None = None) -> str:
    """One field of the form, as a page has it."""
    return Proefformulier(data)[name].as_field_group()


def symbool(naam: str) -> str:
    return f'''<svg class="symbool" aria-hidden="true" focusable="false">
        <use href="{static("img/symbolen.svg")}#{naam}"/></svg>'''


def test_field_is_described_by_hint_readers_and_error_in_that_order() -> None:
    html = rendered("naam", {"naam": ""})

    assertHTMLEqual(
        html,
        f"""<label for="id_naam">Naam</label>
        <p class="hint" id="id_naam_helptext">Zoals &lt;collega’s&gt; je kennen.</p>
        <p class="kring" id="id_naam_lezers">{symbool("school")}
          <span>Wie leest dit? De &lt;school&gt;.</span></p>
        <div class="fout" id="id_naam_error"><p>{symbool("let-op")}
          <span>Dit veld is verplicht.</span></p></div>
        <input type="text" name="naam" id="id_naam" aria-invalid="true"
          aria-describedby="id_naam_helptext id_naam_lezers id_naam_error">""",
    )


def test_radio_buttons_are_a_group_with_a_legend() -> None:
    assertHTMLEqual(
        rendered("kies"),
        f"""<fieldset aria-describedby="id_kies_lezers"><legend>Kies</legend>
        <p class="kring" id="id_kies_lezers">{symbool("wij")}
          <span>Wie leest dit? Wij twee.</span></p>
        <div id="id_kies"><div><label for="id_kies_0">
          <input type="radio" name="kies" value="a" id="id_kies_0">A
        </label></div></div></fieldset>""",
    )


def test_checkbox_has_its_label_behind_it() -> None:
    assertHTMLEqual(
        rendered("goed"),
        f"""<div class="aankruisen">
          <input type="checkbox" name="goed" id="id_goed"
            aria-describedby="id_goed_lezers">
          <label for="id_goed">Goed?</label></div>
        <p class="kring" id="id_goed_lezers">{symbool("slot")}
          <span>Wie leest dit? Jij.</span></p>""",
    )


def test_summary_leads_to_every_field_that_is_wrong() -> None:
    form = Proefformulier({"naam": "", "goed": "on"})
    form.add_error(None, "Dit kan niet.")

    assertHTMLEqual(
        render_to_string("django/forms/fouten.html", {"form": form}),
        f"""<div class="foutenlijst" role="alert" tabindex="-1" autofocus>
        <p><strong>{symbool("let-op")}Dit lukte nog niet.</strong></p>
        <ul>
          <li>Dit kan niet.</li>
          <li>Laad opnieuw.</li>
          <li><a href="#id_naam">Naam</a> – Dit veld is verplicht.</li>
          <li><a href="#id_kies_0">Kies</a> – Dit veld is verplicht.</li>
        </ul></div>""",
    )


def test_form_has_a_summary_only_when_something_is_wrong() -> None:
    data = {"naam": "An", "kies": "a", "goed": "on", "geheim": "1"}

    counts = [
        str(form).count("foutenlijst")
        for form in (Proefformulier(), Proefformulier(data), Proefformulier({}))
    ]

    assert counts == [0, 0, 1]


def test_every_symbol_that_templates_ask_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SYMBOLEN.read_text("utf-8")))
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))

    asked = set(re.findall(r'symbool.html" with naam="([^"]+)"', templates))

    assert asked | {"wij", "gedeeld", "school"} <= drawn
