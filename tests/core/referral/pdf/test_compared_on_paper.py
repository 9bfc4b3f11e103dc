"""The screening before, read back from a real PDF: its words, its headings and lists, its attachment."""

from __future__ import annotations

import io
import json

import pikepdf
import pypdf
from msgspec.structs import replace

from ce_tui.core.pathway.outcome.comparison import ComparedScreening
from ce_tui.core.referral.content.content import SINCE_BEFORE
from ce_tui.core.referral.worker import Renderer
from ce_tui.core.words.actions import NOTHING_THEN, earlier_action
from ce_tui.core.words.comparison import NOT_OVER
from support.documents.compared import since
from support.documents.referrals import answers, faults, made, pages, pathway, words

AMBER = answers("amber")
COMPARED = since(AMBER, {"A7": "suspected", "R2": "suspected"})


def test_it_is_read_on_paper_and_in_the_file_for_machines(renderer: Renderer) -> None:
    pdf = renderer.render(made(AMBER, comparison=COMPARED))
    text = words(pdf)
    order = (
        *(SINCE_BEFORE, "Screened on 3 October 2026", "Acted on: Red then, Amber now.", NOT_OVER),
        *("Newly marked", "A3 suspected", "Moved", "No longer marked", "R2 suspected before", "Narrative"),
    )
    at = text.index(SINCE_BEFORE)
    places = [text.index(each, at) for each in order]
    assert places == sorted(places)
    assert SINCE_BEFORE not in pages(pdf)[0], "the first page is as it was"
    read = json.loads(pypdf.PdfReader(io.BytesIO(pdf)).attachments["referral.json"][0])
    assert read["comparison"]["earlier"] == {"screened_on": "2026-10-03", "acting_on": "red"}
    assert [each["id"] for each in read["comparison"]["gone"]] == ["R2"]


def test_a_receiver_reads_what_was_said_before_what_was_done_then_and_that_an_earlier_one_was_graver(
    renderer: Renderer,
) -> None:
    found = replace(
        since(AMBER, dict(AMBER.marks), missing_now=True, screened_on="2026-10-03"),
        done=earlier_action([]),
        graver=ComparedScreening("2026-05-01", "red"),
    )
    pdf = renderer.render(made(AMBER, comparison=found))
    graver, text = "An earlier one, 1 May 2026, was acted on as red.", words(pdf)
    at = text.index(SINCE_BEFORE)
    order = (
        "Acted on: Amber then, Amber now.",
        NOTHING_THEN,
        graver,
        "Said before and not now: missing now (not answered now).",
        NOT_OVER,
    )
    places = [text.index(each, at) for each in order]
    assert places == sorted(places) and faults(pdf) == []
    assert graver in " ".join(pages(pdf)[0].split())
    read = json.loads(pypdf.PdfReader(io.BytesIO(pdf)).attachments["referral.json"][0])["comparison"]
    assert {"name": "missing_now", "before": "yes", "now": "not answered"} in read["answers"]
    assert (read["done_then"], read["graver"]) == ([], {"screened_on": "2026-05-01", "acting_on": "red"})


def test_it_is_tagged_as_headings_and_lists_with_bookmarks_and_nothing_is_found_against_it(
    renderer: Renderer,
) -> None:
    pdf, plain = (renderer.render(made(AMBER, comparison=each)) for each in (COMPARED, None))
    assert faults(pdf) == []
    more = {"/H2": 1, "/H3": 3, "/L": 3}
    assert {kind: tags(pdf, kind) - tags(plain, kind) for kind in more} == more
    assert set(bookmarks(pdf)) - set(bookmarks(plain)) == {
        SINCE_BEFORE,
        "Newly marked",
        "Moved",
        "No longer marked",
    }


def test_however_many_factors_are_compared_they_are_drawn(renderer: Renderer) -> None:
    every = {
        factor.id: "yes" if tier.name == "yellow" else "suspected"
        for tier in pathway().tiers
        for factor in tier.all_factors
    }
    pdf = renderer.render(made(AMBER, comparison=since(answers("none", marks=every), {})))
    assert faults(pdf) == [] and len(pages(pdf)) < 12


def tags(pdf: bytes, kind: str) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(
            isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind and "/P" in each
            for each in opened.objects
        )


def bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        titles += [inner.title for item in outline.root for inner in item.children]
        return titles + [
            each.title for item in outline.root for inner in item.children for each in inner.children
        ]
