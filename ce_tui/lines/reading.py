"""Contacts, and Guidance: the whole document, chapter by chapter, searchable. Both are open to everyone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.document import Block, Pathway
from ce_tui.core.pathway.document.guidance import chapters, link_words, search
from ce_tui.core.pathway.outcome.whom_to_phone import (
    contact_line,
    contact_notes,
    contacts_now,
    first_to_phone,
)
from ce_tui.core.pathway.words import Choice, counted
from ce_tui.core.words.outcomes import contact_lines
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import Prompt
from ce_tui.lines.dialogue.speech import is_number, numbered, sentence
from ce_tui.lines.dialogue.state import NamedPlace, Place, SearchResult, State, may_be_left
from ce_tui.session.asker import at_once
from ce_tui.session.gate import answer_anywhere, areas_to_call, likely_area
from ce_tui.session.jobs.target import NOTHING, SIGN_IN_FIRST, write_empty_form
from ce_tui.session.words.sharing import say_now

if TYPE_CHECKING:
    from datetime import datetime

    from ce_tui.core.pathway.document.localities import Locality
    from ce_tui.core.pathway.outcome.outcome import OutcomeContact


def contacts(state: State) -> None:
    """Say whom to call in the likely area, or in any; then read all numbers of the area that is chosen."""
    now = local_now(state.clock)
    areas = areas_to_call(state.pathways, state.draft)

    def of_all() -> list[str]:
        return [
            f"{area.as_choice}: {contact_line(each)}"
            for area in areas
            for each in contacts_now(area, now, "red")
        ]

    with state.at(NamedPlace("Contacts", "contacts", of_all)):
        state.say(state.pathways.stand_in)
        usual = likely_area(areas, state.session, state.draft)
        state.say(*_at_once(areas, usual, now))
        with may_be_left(state):
            chosen = choose_area(state, "Where does the child live?", areas, usual)
            for area in areas:
                if area.id == chosen:
                    chosen_at = local_now(state.clock)
                    lines = number_lines(contacts_now(area, chosen_at, "red"))
                    title = f"Whom to call in {area.in_sentence}, {say_now(chosen_at)}."
                    asking.read_out(state, [title, *lines, *contact_notes(chosen_at)])


def _at_once(areas: Sequence[Locality], usual: str, now: datetime) -> list[str]:
    """The numbers before anything is asked: of the likely area, else those that answer in any."""
    likely = next((each for each in areas if each.id == usual), None)
    if likely is None:
        return ["In any area:", *(contact_line(each) for each in answer_anywhere(areas, now))]
    first = first_to_phone(contacts_now(likely, now, "red"), None)
    return [f"In {likely.in_sentence}:", *(contact_line(each) for each in first)]


def number_lines(contacts: Sequence[OutcomeContact]) -> list[str]:
    """All numbers, one after the other, then where each comes from: nothing stands between two numbers."""
    said = [contact_line(each) for each in contacts]
    about = [
        (each.name, [line for line in contact_lines(each)[1:] if line not in words])
        for each, words in zip(contacts, said, strict=True)
    ]
    return [
        *said,
        "Their hours, and where they come from:",
        *(sentence(f"{name}: {lines[0]}", *lines[1:]) for name, lines in about),
    ]


def choose_area(state: State, question: str, areas: Iterable[Locality], usual: str = "") -> str:
    """The id of one of these areas; empty: none was chosen and none is usual."""
    choices = [Choice(each.id, each.as_choice) for each in areas]
    return asking.choose(state, question, choices, default=usual)


class _Shelf(Place):
    """The chapters, to be chosen by number."""

    topic = "guidance"

    def __init__(self, state: State, pathway: Pathway) -> None:
        self._state = state
        self._pathway = pathway
        self._chapters = chapters(pathway)
        self._at = -1  # the chapter that was read last

    def where(self) -> Sequence[str]:
        """Say how many chapters there are, and which was read last."""
        read = f" Read last: {self._at + 1}. {self._chapters[self._at].title}." if self._at >= 0 else ""
        return [f"Guidance, {counted(len(self._chapters), 'chapter')}.{read}"]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the chapters."""
        return numbered(each.listed for each in self._chapters)

    def found(self, words: str) -> SearchResult:
        """Look for the paragraphs that hold all of the words; one is read on from."""
        hits = search(self._pathway, words)
        said = f"{counted(len(hits), 'paragraph').capitalize()} found."
        if not hits:
            return SearchResult(said)
        titles = {each.id: each.title for each in self._chapters}
        return SearchResult(
            said,
            numbered(f"{titles[hit.chapter_id]}: {hit.excerpt}" for hit in hits),
            "Read from which? [none]",
            lambda at: self.read(hits[at].chapter_id, hits[at].block_index),
        )

    def read(self, chapter: str, first: int = 0) -> None:
        """Read a chapter from one of its blocks on, each link behind its paragraph."""
        self._at = [each.id for each in self._chapters].index(chapter)
        here = self._chapters[self._at]
        lines = [f"{here.listed}."]
        for block in here.blocks[first:]:
            lines += [_block(block), *(f"Link: {words}" for words in link_words(block, self._pathway))]
        asking.read_out(self._state, lines)

    def stay(self) -> None:
        """Read chapters for ever. Raises CommandTyped."""
        count = len(self._chapters)
        self._state.say(f"{self._pathway.title}, {self._pathway.edition}. {count} chapters.")
        while True:
            following = self._chapters[self._at + 1 : self._at + 2]
            default = f"{self._at + 2}. {following[0].listed}" if following else ""
            line = self._state.ask(
                Prompt(
                    words=f"Which chapter, or find and words? [{default or 'none'}]",
                    hint=[
                        "A chapter's number, or find and the words to look for. list: the chapters. form: the empty "
                        "form as a PDF, to print and fill in by hand. back: leaves Guidance."
                    ],
                )
            ).strip()
            word, _, words = line.partition(" ")
            if word.casefold() == "form" and not words:
                self._write_form()
            elif not line and following:
                self.read(following[0].id)
            elif not line:
                self._state.say("That was the last chapter. A number, find and words, or back.")
            elif is_number(word) and 1 <= int(word[:4]) <= count:
                self.read(self._chapters[int(word[:4]) - 1].id)
            else:
                self._state.say(f"Type a number from 1 to {count}, find and words, list or back.")

    def _write_form(self) -> None:
        """Write the empty form; but nobody writes files on this machine before the sign-in or from a lock."""
        state = self._state
        if state.session is None or state.dialogue.locked:
            state.say(SIGN_IN_FIRST)
            return
        with may_be_left(state, NOTHING):
            area = choose_area(state, "The empty form of which area?", state.pathways.at_hand.localities)
            job = write_empty_form(LineAsker(state), state.station, area, self._pathway)
            state.say(at_once(job) if area else NOTHING)


def guidance(state: State, chapter: str = "") -> None:
    """Read chapters until back is typed; with one given, only that one."""
    draft = state.draft
    shelf = _Shelf(state, draft.pathway if draft is not None else state.pathways.at_hand)
    with state.at(shelf), may_be_left(state):
        if chapter:
            shelf.read(chapter)
            return
        state.say("" if draft is not None else state.pathways.stand_in)
        shelf.stay()


def _block(block: Block) -> str:
    own = "Added by this software: " if block.own or block.kind == "note" else ""
    if block.kind == "table-line":
        head, gap, rest = block.text.partition("  ")
        return f"{head}: {rest}" if gap and len(head) < 4 else block.text
    text = f"{own}{block.text}"
    return f"Heading: {text}" if block.kind == "heading" else text
