"""What a tagged PDF of WeasyPrint still lacks for PDF/UA-1 (ISO 14289-1)."""

from typing import Any

import pydyf
import weasyprint


def finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Mend a PDF just before it is written; for `write_pdf(finisher=…)`."""
    describe_links(document)
    make_artifacts(pdf)


def describe_links(document: weasyprint.Document) -> None:
    """Say where a link leads: its `title`, where WeasyPrint has the bare address."""
    for page in document.pages:
        for _, _, _, box in page.links:
            title = box.element.get("title") if box.element is not None else None
            if title and getattr(box, "link_annotation", None):
                box.link_annotation["Contents"] = pydyf.String(title)


def make_artifacts(pdf: pydyf.PDF) -> None:
    """Turn headers and footers into pagination artifacts (ISO 32000-1, 14.8.2.2).

    WeasyPrint marks the text of margin boxes as content, and then leaves its elements
    out of the structure tree: content that nothing leads to.
    """
    objects = {item.reference: item for item in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached = _reach(root["K"], objects)
    numbers = objects[root["ParentTree"]]["Nums"]
    parents = {numbers[i]: numbers[i + 1] for i in range(0, len(numbers), 2)}
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and "StructParents" in item:
            owners = parents[item["StructParents"]]
            lost = {mcid for mcid, owner in enumerate(owners) if owner not in reached}
            _mark(objects[item["Contents"]].stream, lost)
            for mcid in lost:
                objects[owners[mcid]].free = "f"
                owners[mcid] = b"null"


def _reach(kids: Any, objects: dict[bytes, Any]) -> set[bytes]:
    """The references of all elements that hang from these kids."""
    reached: set[bytes] = set()
    waiting = list(kids)
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, bytes) and kid not in reached:
            reached.add(kid)
            waiting.extend(objects[kid].get("K", ()))
    return reached


def _mark(stream: list[Any], mcids: set[int]) -> None:
    """Rewrite `/Span <</MCID n>> BDC` of these numbers in a content stream."""
    if not mcids:
        return
    for i, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in mcids:
            stream[i - 1] = "/Artifact"
            stream[i] = pydyf.Dictionary({"Type": "/Pagination"})
