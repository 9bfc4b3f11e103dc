"""A chapter of the document as paragraphs to read: factors with their IDs, links with their addresses, pointers."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Block, Pathway, Pointer
from ce_tui.core.pathway.document.guidance import Chapter, link_words
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.text_view import Part

OWN = "Added by this software: "
LEADS_TO = {"result": "the result", "notes": "the notes", "procedure": "your area's procedure"}


def parts_of(chapter: Chapter, pathway: Pathway) -> list[Part]:
    """The chapter in paragraphs. A block's id is its index, as searches give it."""
    parts = [Part(_title(chapter), "heading")]
    for index, block in enumerate(chapter.blocks):
        parts.append(_part(block, str(index)))
        parts += [Part(words, "line", head="  Link: ") for words in link_words(block, pathway)]
    return parts


def _title(chapter: Chapter) -> str:
    return f"{chapter.number}. {chapter.title}" if chapter.number else chapter.title


def _listed(chapter: Chapter) -> str:
    return f"{chapter.title} (section {chapter.number})" if chapter.number else chapter.title


def _part(block: Block, id: str) -> Part:
    own = OWN if block.own or block.kind == "note" else ""
    text = own + block.text
    if block.kind == "heading":
        return Part(text, "heading", id=id)
    if block.kind == "note":
        return Part(text, "line", id=id, indent=2)
    if block.kind == "bullet":
        return Part(text, "line", head="- ", id=id)
    if block.kind == "table-line":
        head, gap, rest = block.text.partition("  ")
        return (
            Part(rest, "line", head=f"{head:<4}", id=id)
            if gap and len(head) < 4
            else Part(text, "line", id=id)
        )
    return Part(text, id=id, follow=follow_words(block.pointers))


def follow_words(pointers: tuple[Pointer, ...]) -> str:
    """What Enter does on a paragraph with pointers; empty without any."""
    if not pointers:
        return ""
    led = [f'"{pointer.words}" to {LEADS_TO[pointer.to]}' for pointer in pointers]
    return f"Enter follows {' or '.join(led)}"


def chapter_items(chapters: list[Chapter]) -> list[Item]:
    """The chapters as a numbered menu."""
    width = len(str(len(chapters)))
    return [
        Item(f"chapter:{each.id}", _listed(each), head=f"{number:>{width}}", said=f"{number} {_listed(each)}")
        for number, each in enumerate(chapters, 1)
    ]
