"""What a PDF claims of itself in its metadata: both standards, and the schema by which the second is claimed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

from ce_tui.core.referral.pdf.pdf import UA_CLAIM
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import made

SCHEMA, PROPERTY = (f"{{http://www.aiim.org/pdfa/ns/{name}#}}" for name in ("schema", "property"))
PDFUA, PDFA = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


def test_a_pdf_claims_pdf_ua_1_beside_pdf_a_3a(renderer: Renderer) -> None:
    with pikepdf.open(io.BytesIO(renderer.render(made()))) as pdf:
        metadata = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    claims = claimed(metadata)
    assert (claims[f"{PDFUA}part"], claims[f"{PDFA}part"], claims[f"{PDFA}conformance"]) == ("1", "3", "A")
    claim = ElementTree.fromstring(RDF + UA_CLAIM)
    for namespace in (SCHEMA, PROPERTY):
        assert list(said(metadata, namespace)) == list(said(claim, namespace))


def test_the_claim_brings_the_schema_that_it_needs_and_nothing_stands_between() -> None:
    claim = ElementTree.fromstring(RDF + UA_CLAIM)
    assert claimed(claim)[f"{PDFUA}part"] == "1"
    assert dict(said(claim, SCHEMA)) == {
        "namespaceURI": "http://www.aiim.org/pdfua/ns/id/",
        "prefix": "pdfuaid",
        "schema": "PDF/UA identification schema",
    }
    assert dict(said(claim, PROPERTY)) == {
        "category": "internal",
        "description": "PDF/UA version identifier",
        "name": "part",
        "valueType": "Integer",
    }
    between = [text for each in claim.iter() for text in (each.tail, each.text if len(each) else "")]
    assert not any(between)


def claimed(metadata: ElementTree.Element) -> dict[str, str]:
    return dict(pair for each in metadata.iter() for pair in each.attrib.items())


def said(metadata: ElementTree.Element, namespace: str) -> Iterator[tuple[str, str]]:
    for each in metadata.iter():
        if each.tag.startswith(namespace) and each.text:
            yield each.tag.removeprefix(namespace), each.text
