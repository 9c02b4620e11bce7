"""How each address behaves for who may be there, and which are open to everybody.

A feature adds those of its addresses that aren't plain pages.
"""

METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

# What is open to everybody, on purpose.
OPENBAAR = {
    "",
    "gezond/",
    "stijl/",
    "gesprekken/",
    "gesprekken/wacht.js",
    "gesprekken/antwoord/<str:token>/",
    "agenda/<str:token>.ics",
    "gespreksbladen/",
    "gespreksbladen/blad.pdf",
    "gespreksbladen/bladzijde/<int:nummer>.png",
    "gespreksbladen/pakket/",
    "gespreksbladen/pakket.zip",
    "fiches/",
    "fiches/<slug:slug>/",
    "duopartners/",
    "duopartners/lijst.pdf",
    "duopartners/poster.pdf",
    "begin/",
    "demo/post/",
    "demo/als/<slug:wie>/",
    "uitnodiging/<str:token>/",
    "account/login/",
    "account/login/code/",
    "account/login/sleutel/",
    "account/logout/",
    "account/inactive/",
    "account/diensten/afgebroken/",
    "account/diensten/<slug:provider_id>/",
    "account/diensten/<slug:provider_id>/terug/",
}


class Gedrag(dict[str, int]):
    """The status by method for who may be here; nothing is posted along."""

    def __init__(self, get: int = 200, anders: int = 405, **methods: int) -> None:
        super().__init__(dict.fromkeys(METHODEN, anders) | {"GET": get, "HEAD": get})
        self.update({name.upper(): status for name, status in methods.items()})


PAGINA = Gedrag()
FORMULIER = Gedrag(post=422)
BEVESTIGING = Gedrag(post=302)
KNOP = Gedrag(get=405, post=302)
VERDER = Gedrag(get=302, anders=302)
# Views made of classes: PUT is a POST, and OPTIONS is answered for any object.
KLASSE = Gedrag(options=200)
KLASSEFORMULIER = Gedrag(post=422, put=422, options=200)
# The admin looks at the method only where it saves.
BEHEERPAGINA = Gedrag(get=200, anders=200)
VERBODEN = Gedrag(get=403, anders=403)

GEDRAG = {
    "demo/post/": Gedrag(get=404),
    "demo/als/<slug:wie>/": Gedrag(get=405, post=404),
    "begin/": Gedrag(get=302, post=302),
    "school/gegevens/": FORMULIER,
    "school/kies/<uuid:pk>/": KNOP,
    "school/leden/<uuid:pk>/rol/": Gedrag(get=405, post=422),
    "school/leden/<uuid:pk>/einde/": BEVESTIGING,
    "school/uitnodigen/": FORMULIER,
    "school/uitnodigingen/<uuid:pk>/intrekken/": KNOP,
    "school/uitnodigingen/<uuid:pk>/opnieuw/": KNOP,
    "school/vrije-dagen/": FORMULIER,
    "school/vrije-dagen/<uuid:pk>/weg/": KNOP,
    "uitnodiging/<str:token>/": FORMULIER,
    "trajecten/nieuw/": FORMULIER,
    "trajecten/<uuid:pk>/gegevens/": FORMULIER,
    "trajecten/<uuid:pk>/geschiktheid/": FORMULIER,
    "trajecten/<uuid:pk>/fase/": Gedrag(get=405, post=422),
    "trajecten/<uuid:pk>/staat/": FORMULIER,
    "trajecten/<uuid:pk>/mensen/": FORMULIER,
    "trajecten/<uuid:pk>/jaarplan/": FORMULIER,
    "trajecten/<uuid:pk>/overeenkomst/wijzig/": FORMULIER,
    # Nobody says yes to no version at all.
    "trajecten/<uuid:pk>/overeenkomst/ja/": Gedrag(get=405, post=409),
    "trajecten/<uuid:pk>/gesprek/": FORMULIER,
    "trajecten/<uuid:pk>/inbreng/": FORMULIER,
    "trajecten/inbreng/<uuid:pk>/": FORMULIER,
    "trajecten/inbreng/zoekvraag/": FORMULIER,
    "trajecten/inbreng/zoekvraag/<uuid:pk>/": FORMULIER,
    "trajecten/<uuid:pk>/leeruitkomsten/": FORMULIER,
    "trajecten/leeruitkomsten/<uuid:pk>/": FORMULIER,
    "trajecten/loopbrug/<str:code>/": FORMULIER,
    "trajecten/mensen/<uuid:pk>/": FORMULIER,
    "trajecten/mensen/<uuid:pk>/einde/": BEVESTIGING,
    "trajecten/<uuid:pk>/duo/<str:sleutel>/": FORMULIER,
    "duopartners/eigen/": FORMULIER,
    "duopartners/eigen/<uuid:pk>/": FORMULIER,
    "duopartners/notities/<uuid:pk>/": FORMULIER,
    "gesprekken/nieuw/": FORMULIER,
    "gesprekken/<uuid:pk>/verplaatsen/": FORMULIER,
    "gesprekken/<uuid:pk>/momenten/": FORMULIER,
    "gesprekken/<uuid:pk>/kies/": Gedrag(get=405, post=422),
    "gesprekken/<uuid:pk>/afzeggen/": BEVESTIGING,
    # None of those talks began yet.
    "gesprekken/<uuid:pk>/gehouden/": Gedrag(get=405, post=422),
    "gesprekken/<uuid:pk>/vragen/": FORMULIER,
    # A page on which nothing was typed saves nothing.
    "gesprekken/<uuid:pk>/voorbereiden/": BEVESTIGING,
    "gesprekken/<uuid:pk>/tonen/": Gedrag(get=405, post=422),
    "gesprekken/<uuid:pk>/samen/": BEVESTIGING,
    "gesprekken/<uuid:pk>/samen/sync": Gedrag(get=405, post=200),
    # No server that can keep it open.
    "gesprekken/<uuid:pk>/samen/stroom": Gedrag(get=204, head=405),
    # Nobody says yes to no text at all.
    "gesprekken/<uuid:pk>/afronden/": Gedrag(post=409),
    "gesprekken/<uuid:pk>/verslag/": FORMULIER,
    "gesprekken/<uuid:pk>/delen/": FORMULIER,
    "gesprekken/afspraken/<uuid:pk>/": FORMULIER,
    "gesprekken/antwoord/<str:token>/": FORMULIER,
    # The address is shown once: who asks for one gets a page.
    "agenda/": Gedrag(post=200),
    "account/": FORMULIER,
    "account/opnieuw/": BEVESTIGING,
    "account/sessies/<int:pk>/einde/": KNOP,
    "account/login/": VERDER,
    "account/login/code/": VERDER,
    "account/login/sleutel/": VERDER,
    "account/logout/": Gedrag(post=302, options=200),
    "account/inactive/": KLASSE,
    "account/sleutels/nieuw/": KLASSEFORMULIER,
    "account/sleutels/<int:pk>/weg/": Gedrag(post=302, delete=302, options=200),
    "account/sleutels/<int:pk>/naam/": KLASSEFORMULIER,
    "account/diensten/": FORMULIER,
    "account/diensten/<int:pk>/los/": KNOP,
    "account/diensten/afgebroken/": KLASSE,
    # The provider doesn't answer, and never sent anybody back.
    "account/diensten/<slug:provider_id>/": Gedrag(get=405, post=502),
    "account/diensten/<slug:provider_id>/terug/": Gedrag(get=401, anders=401),
    "beheer/login/": VERDER,
    "beheer/logout/": Gedrag(get=405, post=200, options=200),
    "beheer/autocomplete/": Gedrag(get=403, options=200),
    "beheer/jsi18n/": KLASSE,
    "beheer/r/<path:content_type_id>/<path:object_id>/": VERDER,
    "beheer/(?P<url>.*)$": Gedrag(404, 404),
    "beheer/scholen/gebruiker/<path:object_id>/change/": Gedrag(200, 200, post=302),
}
CONTENT = [
    f"fiches/{model}"
    for model in ("bron", "thema", "fiche", "literatuurblok", "stem", "vraag")
]
IN_ADMIN = [*CONTENT, "scholen/gebruiker", "scholen/school"]
# Content comes from files: the admin only shows it.
GEDRAG |= {
    f"beheer/{model}/<path:object_id>/change/": Gedrag(200, 200, post=403)
    for model in CONTENT
}
# Nothing is made or deleted there.
GEDRAG |= {
    f"beheer/{model}/{rest}": gedrag
    for model in IN_ADMIN
    for rest, gedrag in {
        "add/": VERBODEN,
        "<path:object_id>/delete/": VERBODEN,
        "<path:object_id>/": VERDER,
    }.items()
}
# Where it matters that nobody is signed in.
GEDRAG_NIEMAND = {
    "uitnodiging/<str:token>/": BEVESTIGING,
    "account/login/": KLASSEFORMULIER,
    "account/login/sleutel/": Gedrag(get=302, post=302, put=302, options=200),
    "account/logout/": Gedrag(get=302, post=302, options=200),
}
