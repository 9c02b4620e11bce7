"""01 and 30: is everything on the page in the structure tree, or an artifact?"""

from tests.pdfua.model import Document, Plek
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import getal, lijst, sleutel, veld


@regel("01-003")
def artifact_in_tagged_content(document: Document) -> Gevonden:
    """An artifact lies inside tagged content."""
    for nesting in document.nestingen:
        if nesting.buiten is not None and nesting.binnen is None:
            yield str(nesting), "an artifact is inside tagged content"


@regel("01-004")
def tagged_content_in_artifact(document: Document) -> Gevonden:
    """Tagged content lies inside an artifact."""
    for nesting in document.nestingen:
        if nesting.buiten is None and nesting.binnen is not None:
            yield str(nesting), "tagged content is inside an artifact"


@regel("01-005")
def content_neither_tagged_nor_artifact(document: Document) -> Gevonden:
    """What is painted is in the tree, reachable from its root, or an artifact.

    An MCID alone doesn't make content tagged: WeasyPrint gives margin boxes one, and
    leaves their elements out of the tree.
    """
    for teken in document.tekens:
        if teken.artefact or teken.stroom.soort == "appearance":
            continue
        if teken.plek is None:
            yield str(teken), f"{teken.soort} is neither tagged nor an artifact"
        elif teken.plek not in document.inhoud:
            yield str(teken), f"{teken.soort} has a tag that isn't in the tree"


@regel("01-007")
def suspects(document: Document) -> Gevonden:
    """The file says of itself that its tags may be wrong."""
    if veld(document.catalogus, "MarkInfo", "Suspects") is True:
        yield "catalog", "MarkInfo has Suspects true"


@regel("30-001")
def reference_xobject(document: Document) -> Gevonden:
    """A form XObject stands for a page of another file."""
    for stroom in document.stromen:
        if stroom.soort == "form" and veld(stroom.obj, "Ref") is not None:
            yield str(stroom), "it is a reference XObject"


@regel("30-002")
def form_with_mcids_drawn_twice(document: Document) -> Gevonden:
    """Tagged content inside a form can only be in one place."""
    for stroom in document.stromen:
        keren = document.aanroepen[stroom.sleutel]
        if stroom.mcids and keren > 1:
            yield str(stroom), f"it has MCIDs and is drawn {keren} times"


@regel("SW-01")
def not_marked(document: Document) -> Gevonden:
    """The file must say that it is tagged (ISO 32000-1, 14.7.1)."""
    if veld(document.catalogus, "MarkInfo", "Marked") is not True:
        yield "catalog", "MarkInfo has no Marked true"


@regel("SW-02")
def no_tree(document: Document) -> Gevonden:
    """There must be a structure tree with something in it."""
    if not document.elementen:
        yield "catalog", "there is no structure tree, or nothing in it"


@regel("SW-03")
def mcid_not_unique(document: Document) -> Gevonden:
    """An MCID names one sequence of its stream, with no other inside it."""
    for stroom in document.stromen:
        for mcid, keren in stroom.mcids.items():
            if keren > 1:
                yield f"{stroom}, MCID {mcid}", f"the MCID is used {keren} times"
    for nesting in document.nestingen:
        if nesting.buiten is not None and nesting.binnen is not None:
            yield str(nesting), f"it is inside MCID {nesting.buiten}"


@regel("SW-04")
def parent_tree_disagrees(document: Document) -> Gevonden:
    """From content and annotations the ParentTree leads to their elements."""
    for stroom in document.stromen:
        nummer = getal(veld(stroom.obj, "StructParents"))
        ouders = lijst(document.ouders.get(-1 if nummer is None else nummer))
        for mcid in stroom.mcids:
            ouder = ouders[mcid] if mcid < len(ouders) else None
            elementen = document.inhoud.get(Plek(stroom.sleutel, mcid), ())
            if ouder is None or (
                elementen and sleutel(ouder) != sleutel(elementen[0].obj)
            ):
                yield f"{stroom}, MCID {mcid}", "the ParentTree has another element"
    for annotatie in document.annotaties:
        nummer = getal(veld(annotatie.obj, "StructParent"))
        ouder = document.ouders.get(-1 if nummer is None else nummer)
        element = annotatie.element
        if element is not None and sleutel(ouder) != sleutel(element.obj):
            yield str(annotatie), "the ParentTree has another element"


@regel("SW-05")
def tree_without_content(document: Document) -> Gevonden:
    """Each MCID in the tree is in its stream, and in the tree only once."""
    aanwezig = {
        (stroom.sleutel, mcid) for stroom in document.stromen for mcid in stroom.mcids
    }
    for plek, elementen in document.inhoud.items():
        waar = f"{elementen[0]}, MCID {plek.mcid}"
        if plek not in aanwezig:
            yield waar, "there is no such marked content"
        if len(elementen) > 1:
            yield waar, f"{len(elementen)} elements have it"
