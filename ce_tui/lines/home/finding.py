"""`find`: looks for words in the place where one is: a tier's factors, Guidance's document, Home's screenings.

If a section has nothing of them, the rest of the screening is looked through.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.words import TIERS
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import FOUND, CommandLine, is_number, looks_for, numbered
from ce_tui.lines.dialogue.state import NOTHING, NamedPlace, SearchResult, State, has_words_of, may_be_left
from ce_tui.lines.screening.notes import Details, Notes, Start
from ce_tui.lines.screening.review import Result, Review
from ce_tui.lines.screening.section import SectionLines
from ce_tui.lines.screening.tier import TierSection


def section_of(state: State, section: str) -> SectionLines:
    """A section by its id. Only where a draft is open."""
    if section in TIERS:
        return TierSection(state, section)
    return {"start": Start, "notes": Notes, "result": Result, "details": Details}.get(section, Review)(state)


_NUMBER = re.compile(r"^\d{1,6}\. ", re.ASCII)
_LOOKED_THROUGH = [each for each in SECTIONS if each not in ("result", "review")]
"""The sections in which something is answered: the others say it once more."""


def find(state: State, words: str, asked: Prompt) -> None:
    """Look for the words, or ask for them, and read what is found; then go where a number leads. Raises CommandTyped.

    `asked`: the question at which it was typed. If that takes numbers of a list, one that is typed at a pause answers
    it.
    """
    if isinstance(asked, _Which):  # other words: whoever asks which is meant looks for them instead
        raise CommandTyped(CommandLine("find", words))
    while True:
        try:
            return _find(state, words, asked)
        except CommandTyped as said:
            if said.wish.id != "find":
                raise
            words = said.wish.more


def _find(state: State, words: str, asked: Prompt) -> None:
    place = state.place
    if isinstance(place, NamedPlace) and not place.finds:
        state.say(
            "There is nothing to look through here. In guidance, find looks through the whole document."
        )
        return
    with may_be_left(state):
        if not words:
            line = asking.text(state, "Find which words? [none]", hint=["Enter: none."]).strip()
            words = looks_for(line) or line
    if not words:
        return
    found = _in_screening(state, place, words) if isinstance(place, SectionLines) else place.found(words)
    state.say(found.said)
    if found.which:
        _lead(state, found)
    else:
        asking.read_listing(state, asked, found.rows)


class _Which(Prompt):
    """The question which of what was found is meant."""


def _lead(state: State, found: SearchResult) -> None:
    """Read what was found, and ask for one of it. Raises CommandTyped if that leads away."""
    line = asking.read_list(state, found.rows)
    names = {name.casefold(): number for number, name in enumerate(found.names, 1)}
    hint = [f"A number of what was found{', or an ID' if any(names) else ''}. Enter: none."]
    asked = _Which(words=found.which, hint=hint)
    while True:
        with may_be_left(state):
            line = line or state.ask(asked).strip()
        if not line:
            return
        number = int(line[:6]) if is_number(line) else names.get(line.casefold(), 0)
        if 1 <= number <= len(found.rows):
            found.goes(number - 1)
            return
        state.say(f"Type a number from 1 to {len(found.rows)}, or Enter.")
        line = ""


# In a screening


class _Row(NamedTuple):
    """A line that holds the words, and where it is. `at`: empty if only its section can be gone to."""

    section: SectionLines
    at: str
    words: str


def _in_screening(state: State, here: SectionLines, words: str) -> SearchResult:
    """Look in the section; if it has nothing of them, in the others."""
    rows = _in_section(here, words)
    said = f"{len(rows)} found in {here.title}."
    # Lines and sentences have numbers of their own, or need none.
    if rows and not any(row.at for row in rows):
        return SearchResult(said, [row.words for row in rows])
    if not rows:
        others = (section_of(state, each) for each in _LOOKED_THROUGH if each != here.section)
        rows = [row for other in others for row in _in_section(other, words)]
        elsewhere = f"Nothing is found in {here.title}. In the rest of this screening: {len(rows)}."
        said = elsewhere if rows else NOTHING

    def go(at: int) -> None:
        """Leave it to whoever walks through the sections. Raises CommandTyped."""
        raise CommandTyped(CommandLine(FOUND, f"{rows[at].section.section}:{rows[at].at}"))

    return SearchResult(
        said,
        numbered(_said(row, here) for row in rows),
        "Go to which? [stay]" if rows else "",
        go,
        [row.at if row.at in here.draft.pathway.factors else "" for row in rows],
    )


def _said(row: _Row, here: SectionLines) -> str:
    """A row's words, after the name of another section, without the number that they have in its list."""
    words = _NUMBER.sub("", row.words, count=1)
    return words if row.section is here else f"{row.section.title}: {words}"


def _in_section(section: SectionLines, words: str) -> list[_Row]:
    return [_Row(section, at, said) for said, at in section.findable() if has_words_of(said, words)]
