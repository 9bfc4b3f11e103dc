"""The whole document can be read in order, searched and given out without a screening."""

from __future__ import annotations

import json

import msgspec
import pytest

from ce_tui.core.pathway.document.document import Block
from ce_tui.core.pathway.document.guidance import Chapter, as_json, as_text, chapters, search
from ce_tui.core.pathway.document.loading import default_pathway, load_pathway
from ce_tui.core.pathway.words import no_address
from support.checkout import CHECKOUT
from support.recorded import compare

MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway"


def chapter(chapter_id: str) -> Chapter:
    return next(found for found in chapters(default_pathway()) if found.id == chapter_id)


def test_the_chapters_follow_the_documents_order() -> None:
    assert [found.id for found in chapters(default_pathway())] == [
        "cover", "contents", "functionality", "introduction", "guidance", "definitions", "pathway",
        "tier-yellow", "tier-amber", "tier-red", "actions",
        "procedure-southend", "procedure-essex", "procedure-thurrock", "procedure-elsewhere", "about",
    ]  # fmt: skip
    assert all(found.blocks for found in chapters(default_pathway()))


def test_a_tiers_chapter_holds_its_factors_with_their_ids() -> None:
    lines = [block.text for block in chapter("tier-red").blocks if block.kind == "table-line"]
    assert len(lines) == 11
    assert lines[0] == "R1  Arrested in possession of drugs with an amount that suggests distribution"


def test_notes_and_details_are_in_section_five() -> None:
    texts = [block.text for block in chapter("actions").blocks]
    assert texts[0] == "Professional notes and comments:"
    assert "Child's home address:" in texts


def test_essexs_page_says_what_was_rebuilt_and_shows_the_printed_number_with_its_dispute() -> None:
    blocks = chapter("procedure-essex").blocks
    assert blocks[0].own
    assert "Confirm with Essex" in blocks[0].text
    printed = [block.text for block in blocks].index("Out of hours Emergency Duty Team: 0345 603 1212")
    assert "could not confirm" in blocks[printed + 1].text
    assert "0345 606 1212" in blocks[printed + 1].text


def test_an_empty_result_in_guidance_is_marked_as_the_apps_words() -> None:
    headings = [block for block in chapter("procedure-southend").blocks if block.kind == "heading"]
    assert [
        block.own for block in headings if block.text.startswith(("Nothing is marked", "No immediate"))
    ] == [
        False,
        True,
    ]


def test_words_are_found_whatever_their_case_and_in_any_order() -> None:
    hits = search(default_pathway(), "PROBABILITIES balance")
    assert [hit.chapter_id for hit in hits] == ["tier-amber", "tier-red"]
    for hit in hits:
        block = chapter(hit.chapter_id).blocks[hit.block_index]
        assert "balance of probabilities" in block.text
        assert hit.excerpt.strip(". ") in block.text
        assert len(hit.excerpt) <= 100


@pytest.mark.parametrize("words", ["", "   ", "zebra", "balance zebra", "a" * 10_000])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert search(default_pathway(), words) == []


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "children's", "mon-thu"])
def test_accents_apostrophes_and_dashes_are_found_however_they_are_typed(words: str) -> None:
    block = Block(text="The children’s Café, Mon–Thu")
    section = msgspec.structs.replace(default_pathway().document[0], blocks=(block,))
    pathway = msgspec.structs.replace(default_pathway(), document=(section,))
    assert block.text in [hit.excerpt for hit in search(pathway, words) if hit.chapter_id == section.id]


def test_a_search_finds_a_contact_by_its_number() -> None:
    assert "procedure-southend" in {hit.chapter_id for hit in search(default_pathway(), "01702 215007")}


def test_the_json_is_json_and_holds_the_documents_lines() -> None:
    text = json.dumps(as_json(default_pathway()), ensure_ascii=False)
    assert json.loads(text)["id"] == "set-2026-06"
    for line in (
        "Assessment in the C –SPOC may result in a number of different outcomes",
        "C-SPOC: 01702 215007 (available Mon-Thu 9am – 5:30pm, Fri 9am- 4:30pm)",
        "Out of hours Emergency Duty Team: 0345 603 1212",
    ):
        assert line in text


def test_the_text_says_where_a_links_address_is_not_known() -> None:
    lines = as_text(default_pathway()).splitlines()
    at = next(n for n, line in enumerate(lines) if "can be found here under chapters" in line)
    assert lines[at + 1].endswith(no_address().rstrip(".") + "]")


def test_every_paragraph_of_a_chapter_says_something() -> None:
    blocks: list[Block] = [block for found in chapters(default_pathway()) for block in found.blocks]
    assert all(block.text.strip() for block in blocks)


def test_the_document_is_as_recorded_with_whose_words_they_are() -> None:
    """All of a made-up partnership's, and SET's procedures, which have disputes and what had to be rebuilt."""
    pathway = load_pathway(MADE_UP / "pathway.toml")
    lines = as_text(pathway).splitlines()
    procedures = [found for found in chapters(default_pathway()) if found.locality]
    for found in (*chapters(pathway), *procedures):
        whose = "the software's title" if found.own else "the document's title"
        lines += ["", f"# {found.id}: {whose}. {found.tier}{found.locality}".strip()]
        lines += [
            f"{'own' if block.own else 'document'} {block.kind} {', '.join(block.links)}: {block.text}"
            for block in found.blocks
        ]
    compare("\n".join(lines) + "\n", CHECKOUT / "tests" / "data" / "guidance.txt")


LONG = (
    "The first words of a paragraph that is long, which somebody looks through for a word and then reads about the "
    "place where it stands, up to the very last"
)


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        (
            "first",
            "The first words of a paragraph that is long, which somebody looks through for a word and ...",
        ),
        (
            "somebody",
            "... that is long, which somebody looks through for a word and then reads about the ...",
        ),
        (
            "last",
            "... through for a word and then reads about the place where it stands, up to the very last",
        ),
    ],
)
def test_an_excerpt_is_cut_between_words_and_says_where(words: str, excerpt: str) -> None:
    section = msgspec.structs.replace(default_pathway().document[0], blocks=(Block(text=LONG),))
    pathway = msgspec.structs.replace(default_pathway(), document=(section,))
    assert [hit.excerpt for hit in search(pathway, words) if hit.chapter_id == section.id] == [excerpt]


def test_a_short_paragraph_is_its_own_excerpt() -> None:
    section = msgspec.structs.replace(default_pathway().document[0], blocks=(Block(text="x" * 90),))
    pathway = msgspec.structs.replace(default_pathway(), document=(section,))
    assert [hit.excerpt for hit in search(pathway, "xxx")] == ["x" * 90]
