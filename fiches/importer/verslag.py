"""What a document holds, in lines for the person who imports it."""

from collections import Counter
from collections.abc import Iterator

from fiches import codes
from fiches.importer.document import BronFiche, Document


def describe(document: Document) -> Iterator[str]:
    """The counts of each fiche and of all, and then each oddity with its place."""
    total: Counter[str] = Counter()
    for fiche in document.fiches:
        found = _count(fiche)
        total += found
        yield f"Fiche {fiche.nummer}: {fiche.titel}"
        yield f"  {_counts(found)}"
    yield f"Samen: {len(document.fiches)} fiches, {_counts(total)}."
    number = len(document.bijzonderheden)
    yield f"{number} {'bijzonderheid' if number == 1 else 'bijzonderheden'}" + (
        ":" if number else "."
    )
    for bijzonderheid in document.bijzonderheden:
        yield f"  {bijzonderheid}"


def _count(fiche: BronFiche) -> Counter[str]:
    return Counter(code.split("-")[1] for code in fiche.stukken)


def _counts(found: Counter[str]) -> str:
    team = found[codes.SCHOOLTEAM]
    zij_instromer = found[codes.ZIJ_INSTROMER]
    opleiding = found[codes.LERARENOPLEIDING]
    return (
        f"{team + zij_instromer + opleiding} vragen ({team} schoolteam, "
        f"{zij_instromer} zij-instromer, {opleiding} lerarenopleiding), "
        f"{found[codes.STEMMEN]} stemmen, "
        f"{found[codes.LITERATUUR]} literatuurblokken"
    )
