"""Guidance: the whole document, chapter by chapter, searchable; the document's second way of use. Open to everyone."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.document.document import Block, Pathway
from ce_tui.core.pathway.document.guidance import Chapter, chapters, link_words, search
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asker import LineAsker
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.finding import WordsFound
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.reading.contacts import ask_area
from ce_tui.session.asker import at_once
from ce_tui.session.jobs.empty_form import NOTHING, SIGN_IN_FIRST, write_empty_form

_OWN = "Added by this software: "


class _Shelf:
    """The chapters, to be chosen by number."""

    topic = "guidance"

    def __init__(self, state: State, pathway: Pathway) -> None:
        self._state = state
        self.pathway = pathway
        self.chapters = chapters(pathway)
        self.at = -1  # the chapter that was read last

    def where(self) -> Sequence[str]:
        """Guidance, and the chapter read last."""
        read = f" Read last: {self.at + 1}. {self.chapters[self.at].title}." if self.at >= 0 else ""
        return [f"Guidance, {counted(len(self.chapters), 'chapter')}.{read}"]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The chapters."""
        return [f"{number}. {listed(each)}" for number, each in enumerate(self.chapters, 1)]

    def found(self, words: str) -> WordsFound:
        """The paragraphs that hold all of the words: one is read on from."""
        hits = search(self.pathway, words)
        said = f"{counted(len(hits), 'paragraph').capitalize()} found."
        if not hits:
            return WordsFound(said)
        ids = [each.id for each in self.chapters]
        titles = {each.id: each.title for each in self.chapters}
        rows = [f"{number}. {titles[hit.chapter_id]}: {hit.excerpt}" for number, hit in enumerate(hits, 1)]

        def read(at: int) -> None:
            _read_chapter(self._state, self, ids.index(hits[at].chapter_id), hits[at].block_index)

        return WordsFound(said, rows, "Read from which? [none]", read)


def guidance(state: State, chapter: str = "") -> None:
    """Read chapters until back is typed; with one given, that one, and back at once."""
    draft = state.draft
    shelf = _Shelf(state, draft.pathway if draft is not None else state.pathways.at_hand)
    with state.at(shelf):
        try:
            if chapter:
                _read_chapter(state, shelf, [each.id for each in shelf.chapters].index(chapter))
                return
            state.say("" if draft is not None else state.pathways.stand_in)
            state.say(f"{shelf.pathway.title}, {shelf.pathway.edition}. {len(shelf.chapters)} chapters.")
            while True:
                _choose(state, shelf)
        except Said as said:
            if not said.goes_back:
                raise


def _choose(state: State, shelf: _Shelf) -> None:
    following = shelf.at + 1
    default = (
        f"{following + 1}. {listed(shelf.chapters[following])}" if following < len(shelf.chapters) else ""
    )
    line = state.dialogue.ask(
        Asked(
            words=f"Which chapter, or find and words? [{default or 'none'}]",
            hint=[
                "A chapter's number, or find and the words to look for. list: the chapters. form: the empty form as a "
                "PDF, to print and fill in by hand. back: leaves Guidance."
            ],
        )
    ).strip()
    word, _, words = line.partition(" ")
    if word.casefold() == "form" and not words:
        _write_form(state, shelf)
    elif not line and default:
        _read_chapter(state, shelf, following)
    elif not line:
        state.say("That was the last chapter. A number, find and words, or back.")
    elif word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(shelf.chapters):
        _read_chapter(state, shelf, int(word[:4]) - 1)
    else:
        state.say(f"Type a number from 1 to {len(shelf.chapters)}, find and words, list or back.")


def _write_form(state: State, shelf: _Shelf) -> None:
    """The empty form; nobody writes files on this machine before the sign-in or from a lock."""
    if state.session is None or state.dialogue.locked:
        state.say(SIGN_IN_FIRST)
        return
    try:
        area = ask_area(state, "The empty form of which area?")
        job = write_empty_form(LineAsker(state), state.station, area, shelf.pathway)
        state.say(at_once(job) if area else NOTHING)
    except Said as said:
        if not said.goes_back:
            raise
        state.say(NOTHING)


def _read_chapter(state: State, shelf: _Shelf, at: int, block: int = 0) -> None:
    shelf.at = at
    chapter = shelf.chapters[at]
    asking.read_out(state.dialogue, [listed(chapter) + ".", *spoken(chapter, shelf.pathway, block)])


def listed(chapter: Chapter) -> str:
    """A chapter's title, with the document's number of its section."""
    return f"{chapter.title} (section {chapter.number})" if chapter.number else chapter.title


def spoken(chapter: Chapter, pathway: Pathway, first: int = 0) -> list[str]:
    """A chapter's paragraphs from one on, each link after the paragraph that has it."""
    lines = []
    for block in chapter.blocks[first:]:
        lines.append(_block(block))
        lines += [f"Link: {words}" for words in link_words(block, pathway)]
    return lines


def _block(block: Block) -> str:
    own = _OWN if block.own or block.kind == "note" else ""
    if block.kind == "table-line":
        head, gap, rest = block.text.partition("  ")
        return f"{head}: {rest}" if gap and len(head) < 4 else block.text
    text = f"{own}{block.text}"
    return f"Heading: {text}" if block.kind == "heading" else text
