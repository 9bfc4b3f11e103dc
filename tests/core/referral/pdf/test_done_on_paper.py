"""What was done, read back from a real PDF: its words, its tags, its attachment, however much of it there is."""

from __future__ import annotations

import io
import json

import pikepdf
import pypdf

from ce_tui.core.referral.worker import Renderer
from support.documents.acted import acted
from support.documents.referrals import answers, faults, made, pages, words

CALL = {
    "to": "Children & Families' Hub",
    "person": "J. Madeup",
    "said": "I told them of R2.\nThey ask for the school.",
    "came_of_it": "accepted",
}


def test_it_is_read_on_paper_and_in_the_file_for_machines(renderer: Renderer) -> None:
    recorded = acted(CALL, {"kind": "form", "at": "2026-11-26", "to": "Children & Families' Hub"})
    pdf = renderer.render(made(recorded=recorded))
    text = words(pdf)
    start = text.index("What was done")
    order = ("Phone call", "J. Madeup", "Accepted", "I told them of R2. They ask", "Form sent", "Details")
    places = [text.index(each, start) for each in order]
    assert places == sorted(places)
    read = json.loads(pypdf.PdfReader(io.BytesIO(pdf)).attachments["referral.json"][0])
    assert [each["kind"] for each in read["actions"]] == ["phone", "form"]
    assert "“What was done”" in pages(pdf)[0], "the first page leads there"


def test_it_is_tagged_under_headings_of_its_own_and_nothing_is_found_against_it(renderer: Renderer) -> None:
    pdf = renderer.render(made(recorded=acted(CALL, CALL)))
    assert faults(pdf) == []
    plain = renderer.render(made())
    assert headings(pdf, "/H2") == headings(plain, "/H2") + 1
    assert headings(pdf, "/H3") == headings(plain, "/H3") + 2


def headings(pdf: bytes, kind: str) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(
            isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind and "/P" in each
            for each in opened.objects
        )


def test_however_much_was_said_it_is_drawn_within_its_pages(renderer: Renderer) -> None:
    talk, lines, endless = "many words " * 9_000, "line\n" * 20_000, "x" * 100_000
    pdf = renderer.render(
        made(answers("amber"), recorded=acted(*({"said": each} for each in (talk, lines, endless))))
    )
    assert faults(pdf) == []
    text = words(pdf)
    assert text.count("Cut here after") == 3 and "Details" in text
    assert len(pages(pdf)) < 12
