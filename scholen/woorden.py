"""What things are called where: Flemish and Dutch schools say it differently."""

# As Flanders says it → as the Netherlands does; what isn't here is the same in both.
IN_NEDERLAND = {
    "aanvangsbegeleider": "begeleider van starters",
    "aanvangsbegeleiding": "begeleiding van starters",
    "directie": "schoolleiding",
    "klassenraad": "leerlingbespreking",
    "lerarenkamer": "personeelskamer",
    "vakgroep": "sectie",
}


def woord(naam: str, land: str) -> str:
    """`naam`, as Flanders says it, in the words of a country (BE or NL)."""
    return IN_NEDERLAND.get(naam, naam) if land == "NL" else naam
