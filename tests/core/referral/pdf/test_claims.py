"""What a PDF claims of itself in its metadata: both standards, and the schema by which the second is claimed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

from ce_tui.core.referral.worker.worker import Renderer
from support.documents.referrals import made

SCHEMA, PROPERTY = (f"{{http://www.aiim.org/pdfa/ns/{name}#}}" for name in ("schema", "property"))
RDF, PDFUA, PDFA = (
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://www.aiim.org/pdfua/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/id/}",
)


def test_it_claims_pdf_ua_1_beside_pdf_a_3a_with_the_schema_that_the_claim_needs(renderer: Renderer) -> None:
    with pikepdf.open(io.BytesIO(renderer.render(made()))) as pdf:
        metadata = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    between = [text for each in metadata.iter() for text in (each.tail, each.text if len(each) else "")]
    assert not "".join(filter(None, between)).strip(), "nothing stands between the claims"
    claims = dict(pair for each in metadata.iter() for pair in each.attrib.items())
    assert (claims[f"{PDFUA}part"], claims[f"{PDFA}part"], claims[f"{PDFA}conformance"]) == ("1", "3", "A")
    assert dict(said(metadata, SCHEMA)) == {
        "namespaceURI": "http://www.aiim.org/pdfua/ns/id/",
        "prefix": "pdfuaid",
        "schema": "PDF/UA identification schema",
    }
    assert dict(said(metadata, PROPERTY)) == {
        "category": "internal",
        "description": "PDF/UA version identifier",
        "name": "part",
        "valueType": "Integer",
    }


def said(metadata: ElementTree.Element, namespace: str) -> Iterator[tuple[str, str]]:
    for each in metadata.iter():
        if each.tag.startswith(namespace) and each.text and each.text.strip():
            yield each.tag.removeprefix(namespace), each.text
