"""Guidance: the whole document, chapter by chapter, searchable; the document's second way of use. Open to everyone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.document import Block, Pathway, area_words, in_area
from ce_tui.core.pathway.document.guidance import Chapter, chapters, link_words, search
from ce_tui.core.pathway.outcome.calling import brief, contact_notes, contacts_now, first_to_phone
from ce_tui.core.pathway.words import counted
from ce_tui.core.words.outcomes import contact_lines
from ce_tui.core.words.plain import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import Plain, State, WordsFound
from ce_tui.session.asker import at_once
from ce_tui.session.gate import answer_anywhere, areas_to_call, likely_area
from ce_tui.session.jobs.target import NOTHING, SIGN_IN_FIRST, write_empty_form
from ce_tui.session.words.sharing import say_now

if TYPE_CHECKING:
    from datetime import datetime

    from ce_tui.core.pathway.document.localities import Locality
    from ce_tui.core.pathway.outcome.outcome import OutcomeContact


def contacts(state: State) -> None:
    """Say whom to call in any area, or in the likely one; then ask for the area, and read all of whom to call there."""
    now = local_now(state.clock)
    areas = areas_to_call(state.pathways, state.draft)
    with state.at(Plain("Contacts", "contacts", lambda: _of_all(areas, now))):
        state.say(state.pathways.stand_in)
        usual = likely_area(areas, state.session, state.draft)
        state.say(*_at_once(areas, usual, now))
        try:
            area = choose_area(state, "Where does the child live?", areas, usual)
            if area:
                _read(state, next(each for each in areas if each.id == area))
        except Said as said:
            if not said.goes_back:
                raise


def _at_once(areas: Sequence[Locality], usual: str, now: datetime) -> list[str]:
    """The numbers before anything is asked: of the likely area, else those that answer in any."""
    likely = next((each for each in areas if each.id == usual), None)
    if likely is None:
        return ["In any area:", *(brief(each) for each in answer_anywhere(areas, now))]
    first = first_to_phone(contacts_now(likely, now, "red"), None)
    return [f"In {in_area(likely.id, likely.name)}:", *(brief(each) for each in first)]


def _of_all(areas: Sequence[Locality], now: datetime) -> list[str]:
    """Every number of every area, with its area: what words are looked for in."""
    return [
        f"{area_words(area.id, area.name)}: {brief(each)}"
        for area in areas
        for each in contacts_now(area, now, "red")
    ]


def _read(state: State, area: Locality) -> None:
    now = local_now(state.clock)
    asking.read_out(
        state.dialogue,
        [
            f"Whom to call in {in_area(area.id, area.name)}, {say_now(now)}.",
            *number_lines(contacts_now(area, now, "red")),
            *contact_notes(now),
        ],
    )


def number_lines(contacts: Sequence[OutcomeContact]) -> list[str]:
    """All numbers, one after the other; below them where each comes from: nothing stands between two numbers."""
    about = [
        (each.name, [line for line in contact_lines(each)[1:] if not _said(each, line)]) for each in contacts
    ]
    return [
        *(brief(each) for each in contacts),
        "Their hours, and where they come from:",
        *(sentence(f"{name}: {lines[0]}", *lines[1:]) for name, lines in about),
    ]


def _said(contact: OutcomeContact, line: str) -> bool:
    """Whether a line stands beside the number already."""
    return line in brief(contact)


def ask_area(state: State, question: str, usual: str = "") -> str:
    """The id of an area; empty: none was chosen and none is usual."""
    return choose_area(state, question, state.pathways.at_hand.localities, usual)


def choose_area(state: State, question: str, localities: Iterable[Locality], usual: str) -> str:
    """The id of one of these areas; empty: none was chosen and none is usual."""
    choices = [Choice(each.id, area_words(each.id, each.name)) for each in localities]
    return asking.choose(state.dialogue, question, choices, default=usual)


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
