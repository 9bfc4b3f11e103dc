"""What WeasyPrint 70 leaves out of a PDF, added while it is written.

Validators miss these gaps, people who listen to a PDF do not: header cells without a scope, running lines read out
as content, lists without their numbering. `claim_both` adds the claim of PDF/UA-1 to a PDF/A-3a. All of it reaches
into WeasyPrint's internals, so its version is pinned and the tests look at the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped,unused-ignore]

UA_CLAIM = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>"
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description></rdf:RDF>"
)
LISTS = ("ul", "ol", "dl")


def claim_both(document: Any) -> None:
    """Make the document's XMP claim PDF/UA-1 beside the PDF/A variant that it is written as."""
    original = document.metadata.generate_rdf_metadata

    def generate(*args: Any, **options: Any) -> bytes:
        written: bytes = original(*args, **options)
        return written.replace(b"</rdf:RDF>", UA_CLAIM)

    document.metadata.generate_rdf_metadata = generate


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`: scopes, list numbering, running lines as artifacts, words of other scripts."""
    root = pdf.catalog["StructTreeRoot"]
    tree = _Tree(pdf.objects)
    for element in tree.elements("/TH"):
        element["A"]["Scope"] = "/Column" if tree.stands_in(element, "/THead") else "/Row"
    _number_lists(tree, document)
    _say_other_scripts(tree, document)
    _set_running_lines_apart(tree, root)


def _number_lists(tree: _Tree, document: Any) -> None:
    """Lists are tagged alike; which are numbered is known only from the boxes, which stand in the same order."""
    elements = tree.elements("/L")
    boxes = _boxes(document, LISTS)
    for place, element in enumerate(elements):
        numbered = len(boxes) == len(elements) and boxes[place].element_tag == "ol"
        kind = "/Decimal" if numbered else "/Unordered"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})


def _say_other_scripts(tree: _Tree, document: Any) -> None:
    """Words whose glyphs do not stand in the order of their letters are given as text beside them.

    The template puts them into `a` elements, the only inline ones that are told apart here; there are no links.
    """
    elements, boxes = tree.elements("/Link"), _boxes(document, ("a",))
    for place, element in enumerate(elements):
        element["S"] = "/Span"
        if len(boxes) == len(elements):
            words = boxes[place].element
            if sum(box.element is words for box in boxes) == 1:
                element["ActualText"] = pydyf.String("".join(words.itertext()))


def _boxes(document: Any, tags: tuple[str, ...]) -> list[Any]:
    """The document's boxes with these tags, in the order in which they are tagged."""
    return [box for page in document.pages for box in _within(page._page_box, tags)]


def _within(box: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    if box.element is not None and box.element_tag in tags and not isinstance(box, (LineBox, TextBox)):
        yield box
    for child in getattr(box, "children", ()):
        yield from _within(child, tags)


def _set_running_lines_apart(tree: _Tree, root: Any) -> None:
    """Marked content that no structure element refers to is a running line: an artifact of paging."""
    reached = tree.reached(root)
    numbers = tree.get(tree.get(root)["ParentTree"])["Nums"]
    for number, page in enumerate(tree.pages()):
        references = numbers[2 * number + 1]  # after its number
        orphans = {place for place, reference in enumerate(references) if _number(reference) not in reached}
        stream = tree.get(page["Contents"]).stream
        for place, operator in enumerate(stream):
            if operator == b"BDC" and stream[place - 1]["MCID"] in orphans:
                stream[place - 2] = "/Artifact"
                stream[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
        for place in orphans:
            references[place] = "null"


class _Tree:
    """The objects of a PDF being written, by reference."""

    def __init__(self, objects: list[Any]) -> None:
        self.objects = objects

    def get(self, reference: Any) -> Any:
        return self.objects[_number(reference)]

    def elements(self, kind: str) -> list[Any]:
        return [o for o in self.objects if isinstance(o, dict) and o.get("S") == kind and "P" in o]

    def pages(self) -> list[Any]:
        return [o for o in self.objects if isinstance(o, dict) and o.get("Type") == "/Page"]

    def stands_in(self, element: Any, kind: str) -> bool:
        ends = (kind, "/Table", "/StructTreeRoot")
        parent = self.get(element["P"])
        while parent.get("S") not in ends and "P" in parent:
            parent = self.get(parent["P"])
        return bool(parent.get("S") == kind)

    def reached(self, root: Any) -> set[int]:
        """The numbers of all elements below one, its own too."""
        seen: set[int] = set()
        todo = [root]
        while todo:
            number = _number(todo.pop())
            seen.add(number)
            element = self.objects[number]
            kids = element.get("K") if isinstance(element, dict) else None
            for kid in kids if isinstance(kids, list) else [kids]:
                if _is_reference(kid):
                    todo.append(kid)
        return seen


def _is_reference(value: Any) -> bool:
    return (
        value.endswith(b" R") if isinstance(value, bytes) else isinstance(value, str) and value.endswith(" R")
    )


def _number(reference: Any) -> int:
    text = reference if isinstance(reference, (bytes, str)) else reference.reference
    return int(text.split()[0])
