"""Makes a referral's PDF: HTML through WeasyPrint 70, as PDF/A-3a and PDF/UA-1 in one file; and closes it.

Heavy imports: call it from the rendering process only (`worker`). Nothing but the bundled style sheet and fonts
can be fetched; the only time in the file is the referral's own, so the same referral gives the same bytes.
"""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

import pikepdf
import pydyf  # type: ignore[import-untyped,unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

from ce_tui.core.referral.content.shapes import Referral
from ce_tui.core.referral.fonts import BODY, BOLD, coverage, font_file
from ce_tui.core.referral.pdf.html import FAMILY, to_html
from ce_tui.core.referral.unavailable import PdfUnavailable, without_library_search
from ce_tui.resources import STYLES

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration


def encrypt(pdf: bytes, password: str) -> bytes:
    """The PDF, to be opened with this passphrase only. Nothing of it, titles included, can be read without.

    Printing, copying and reading aloud are allowed; changing it is not. Raises ValueError for an empty passphrase.
    """
    if not password:
        raise ValueError("an empty passphrase protects nothing")
    allowed = pikepdf.Permissions(modify_annotation=False, modify_form=False, modify_other=False)
    closed = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(), R=6, aes=True, allow=allowed)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=closed)
    return out.getvalue()


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
    """WeasyPrint's `finisher`: scopes, list numbering, running lines as artifacts, words of other scripts, glyphs."""
    tree = _Tree(pdf.objects)
    for element in tree.elements("/TH"):
        element["A"]["Scope"] = "/Column" if tree.stands_in(element, "/THead") else "/Row"
    for element, box in _with_boxes(tree.elements("/L"), document, LISTS):
        # lists are tagged alike: which are numbered is known only from the boxes
        kind = "/Decimal" if box is not None and box.element_tag == "ol" else "/Unordered"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})
    _say_other_scripts(tree, document)
    _set_running_lines_apart(tree, pdf.catalog["StructTreeRoot"])
    mend_glyph_text(pdf)


def _say_other_scripts(tree: _Tree, document: Any) -> None:
    """Words whose glyphs do not stand in the order of their letters are given as text beside them.

    The template puts them into `a` elements, the only inline ones that are told apart here; there are no links.
    """
    found = _with_boxes(tree.elements("/Link"), document, ("a",))
    for element, box in found:
        element["S"] = "/Span"
        if box is not None and sum(other.element is box.element for _, other in found) == 1:
            element["ActualText"] = pydyf.String("".join(box.element.itertext()))


def _with_boxes(elements: list[Any], document: Any, tags: tuple[str, ...]) -> list[tuple[Any, Any]]:
    """Each element with its box: both stand in one order. Without boxes if their numbers differ."""
    boxes = [box for page in document.pages for box in _within(page._page_box, tags)]
    return list(zip(elements, boxes if len(boxes) == len(elements) else repeat(None), strict=False))


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
    pages = (each for each in tree.objects if isinstance(each, dict) and each.get("Type") == "/Page")
    for number, page in enumerate(pages):
        references = numbers[2 * number + 1]  # after its number
        orphans = {place for place, reference in enumerate(references) if _number(reference) not in reached}
        stream = tree.get(page["Contents"]).stream
        for place, operator in enumerate(stream):
            if operator == b"BDC" and stream[place - 1]["MCID"] in orphans:
                stream[place - 2] = "/Artifact"
                stream[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
        for place in orphans:
            references[place] = "null"


class _Tree(NamedTuple):
    """The objects of a PDF being written, by reference."""

    objects: list[Any]

    def get(self, reference: Any) -> Any:
        return self.objects[_number(reference)]

    def elements(self, kind: str) -> list[Any]:
        return [o for o in self.objects if isinstance(o, dict) and o.get("S") == kind and "P" in o]

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
                if isinstance(kid, (bytes, str)) and kid[-2:] in (b" R", " R"):
                    todo.append(kid)
        return seen


def _number(reference: Any) -> int:
    text = reference if isinstance(reference, (bytes, str)) else reference.reference
    return int(text.split()[0])


_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_BODY_NAMES = {FAMILY.replace(" ", "-"): BODY, f"{FAMILY.replace(' ', '-')}-Bold": BOLD}
NOTHING = "\u200b"  # for a glyph that stands for nothing by itself


def mend_glyph_text(pdf: Any) -> None:
    """Mend the ToUnicode tables of a PDF that is being written."""
    for font in pdf.objects:
        if isinstance(font, dict) and font.get("Type") == "/Font" and "ToUnicode" in font:
            stream = pdf.objects[_number(font["ToUnicode"])].stream
            texts = partial(_texts, _file_of(font["BaseFont"]))
            stream[:] = [_mended(line, texts) for line in stream]


def _mended(line: bytes, texts: Callable[[], dict[int, str]]) -> bytes:
    """A line of a table. Only what is no single letter of ASCII is looked up, in the `texts` of its font."""
    entry = _ENTRY.fullmatch(line)
    given = bytes.fromhex(entry[2].decode()).decode("utf-16-be") if entry else ""
    if not entry or (len(given) == 1 and given.isascii()):
        return line
    own = texts().get(int(entry[1], 16), "")
    # One character may share a glyph with another: a space and a no-break space, a letter and its form.
    is_same = len(given) == len(own) == 1 and normalize("NFKC", given) == normalize("NFKC", own)
    text = given if is_same else own or given or NOTHING
    return b"<" + entry[1] + b"> <" + text.encode("utf-16-be").hex().encode() + b">"


def _file_of(base_font: bytes) -> str:
    name = base_font.decode().split("+")[1]
    return _BODY_NAMES.get(name) or name.removesuffix("-Bold")


@cache
def _texts(file: str) -> dict[int, str]:
    """By glyph: its characters by the font's own table, or by what its substitutions make it of."""
    if file not in coverage() and file != BOLD:
        return {}  # a font of the machine, outside the rendering process: nothing is known of it
    font = TTFont(font_file(file))
    by_name: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        by_name.setdefault(name, chr(code))
    lookups = font["GSUB"].table.LookupList.Lookup
    tables = [getattr(table, "ExtSubTable", table) for lookup in lookups for table in lookup.SubTable]
    for table in (*tables, *tables):  # twice: some substitute what others have substituted
        for made, parts in _substitutions(table):
            if made not in by_name and all(part in by_name for part in parts):
                by_name[made] = "".join(by_name[part] for part in parts)
    return {font.getGlyphID(name): text for name, text in by_name.items()}


def _substitutions(table: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What a table of a font makes of what: (made, parts)."""
    if hasattr(table, "mapping"):
        return [(made, (part,)) for part, made in table.mapping.items() if isinstance(made, str)]
    if hasattr(table, "alternates"):
        return [(made, (part,)) for part, choices in table.alternates.items() for made in choices]
    if hasattr(table, "ligatures"):
        return [
            (ligature.LigGlyph, (first, *ligature.Component))
            for first, ligatures in table.ligatures.items()
            for ligature in ligatures
        ]
    return []


ATTACHMENT = "referral.json"
VARIANT = "pdf/a-3a"
_DOUBTFUL_END = re.compile(rb"(?<!\?>)[\r\n]\nendstream")  # XMP, kept as text, may end like a line


def render(referral: Referral) -> bytes:
    """The PDF, unencrypted. Raises PdfUnavailable where Pango is missing."""
    weasyprint = _weasyprint()
    markup, needed = to_html(referral)
    style, configuration = _style(needed)
    html = weasyprint.HTML(string=markup, url_fetcher=_fetcher())
    document = html.render(font_config=configuration, stylesheets=[style])
    claim_both(document)
    at = datetime.fromisoformat(referral.written)
    attached = weasyprint.Attachment(
        string=referral.attachment,
        name=ATTACHMENT,
        description=referral.attachment_about,
        relationship="Data",
        created=at,
        modified=at,
    )
    attachments = [attached] if referral.attachment else []
    return _settle(document.write_pdf(pdf_variant=VARIANT, finisher=finish, attachments=attachments))


def _settle(written: bytes) -> bytes:
    """Save once more: an identifier made of the content, and XMP that PDF/A readers can find.

    A compressed stream that happens to end like a line, before the line's end that ends every stream, makes its
    length doubtful (PDF/A-3, 6.1.7.1). Where there is one, the streams are kept uncompressed.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        pdf.save(out, deterministic_id=True)
        if _DOUBTFUL_END.search(out.getbuffer()):
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    # The end of the last line means nothing in lines of text; fonts and files are none.
                    is_text = "/Length1" not in item and item.get("/Type") != "/EmbeddedFile"
                    item.write(item.read_bytes().rstrip(b"\r\n") if is_text else item.read_bytes())
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


@cache
def _weasyprint() -> Any:
    with without_library_search():
        try:
            import weasyprint
        except OSError as error:
            raise PdfUnavailable() from error
    return weasyprint


@cache
def _fetcher() -> Any:
    """Gives out the bundled fonts by name, and refuses everything else, files of this machine above all."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    allowed = {f"asset:{name}": name for name in (*coverage(), BOLD)}

    class OnlyAssets(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in allowed:
                raise FatalURLFetchingError("a referral refers to nothing outside itself")
            return URLFetcherResponse(url, font_file(allowed[url]).read_bytes())

    return OnlyAssets(fail_on_errors=True)


@cache
def _style(fallbacks: tuple[str, ...]) -> tuple[CSS, FontConfiguration]:
    """The style sheet with the fonts that a document needs, parsed once for each set of fonts."""
    from weasyprint.text.fonts import FontConfiguration

    faces = [_face(FAMILY, BODY), _face(FAMILY, BOLD, weight=700)]
    faces += [_face(name, name) for name in fallbacks]
    families = ", ".join(f'"{name}"' for name in (FAMILY, *fallbacks))
    sheet = (STYLES / "referral.css").read_bytes().decode()
    css = "\n".join((*faces, f"html {{ font-family: {families}; }}", sheet))
    configuration = FontConfiguration()
    return _weasyprint().CSS(string=css, font_config=configuration, url_fetcher=_fetcher()), configuration


def _face(family: str, file: str, weight: int = 400) -> str:
    return f'@font-face {{ font-family: "{family}"; src: url("asset:{file}"); font-weight: {weight}; }}'
