"""`find`: looks for words where one is: in a tier its factors, in Guidance the document, at Home the screenings.

In a section the rest of the screening is looked through where the section has nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.words import TIERS
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import FOUND, Wish, is_number, looks_for
from ce_tui.lines.dialogue.state import NOTHING, Finds, Plain, State, WordsFound, among, holds
from ce_tui.lines.screening.notes import Details, Notes, Start
from ce_tui.lines.screening.review import Result, Review
from ce_tui.lines.screening.section import SectionLines
from ce_tui.lines.screening.tier import TierSection


def section_of(state: State, section: str) -> SectionLines:
    """A section by its id. Only where a draft is open."""
    if section in TIERS:
        return TierSection(state, section)
    if section == "start":
        return Start(state)
    if section == "notes":
        return Notes(state)
    if section == "result":
        return Result(state)
    if section == "details":
        return Details(state)
    return Review(state)


_NOTHING_TO_FIND = (
    "There is nothing to look through here. In guidance, find looks through the whole document."
)
_NUMBER = re.compile(r"^\d{1,6}\. ", re.ASCII)
_LOOKED_THROUGH = [each for each in SECTIONS if each not in ("result", "review")]
"""The sections in which something is answered: the others say it once more."""


def find(state: State, words: str, asked: Asked) -> None:
    """Look for the words, or ask for them, and read what is found; then where a number leads. Raises Said.

    `asked`: the question at which it was typed. Where that takes numbers of a list, one that is typed at a pause
    answers it.
    """
    if isinstance(asked, _Which):
        raise _Anew(words)
    while True:
        try:
            _find(state, words, asked)
            return
        except _Anew as anew:
            words = anew.words


def _find(state: State, words: str, asked: Asked) -> None:
    place = state.place
    if isinstance(place, Plain) and not place.finds:
        state.say(_NOTHING_TO_FIND)
        return
    words = words or _asked_for(state)
    if not words:
        return
    found = _look(state, words)
    state.say(found.said)
    if found.which:
        _lead(state, found)
    elif asked.numbered:
        state.dialogue.answered = asking.read_list(state.dialogue, found.rows)
    else:
        asking.read_out(state.dialogue, found.rows)


class _Which(Asked):
    """The question which of what was found is meant."""


class _Anew(Exception):
    """At that question other words are looked for."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def _asked_for(state: State) -> str:
    """Which words; empty: none."""
    try:
        line = asking.text(state.dialogue, "Find which words? [none]", hint=["Enter: none."]).strip()
    except Said as said:
        if not said.goes_back:
            raise
        return ""
    return looks_for(line) or line


def _look(state: State, words: str) -> WordsFound:
    place = state.place
    if isinstance(place, Finds):
        return place.found(words)
    if isinstance(place, SectionLines):
        return _in_screening(state, place, words)
    return among(place.listing(everything=True), words)


def _lead(state: State, found: WordsFound) -> None:
    """Read what was found, and ask for one of it. Raises Said where it leads away."""
    picked = asking.read_list(state.dialogue, found.rows)
    names = [name.casefold() for name in found.names]
    hint = [f"A number of what was found{', or an ID' if any(names) else ''}. Enter: none."]
    while True:
        try:
            line = picked or state.dialogue.ask(_Which(words=found.which, hint=hint)).strip()
        except Said as said:
            if not said.goes_back:
                raise
            return
        picked = ""
        if not line:
            return
        number = int(line[:6]) if is_number(line) else 1 + _at(line, names)
        if 1 <= number <= len(found.rows):
            found.goes(number - 1)
            return
        state.say(f"Type a number from 1 to {len(found.rows)}, or Enter.")


def _at(line: str, names: Sequence[str]) -> int:
    return names.index(line.casefold()) if line.casefold() in names else -1


# In a screening


class _Row(NamedTuple):
    """What holds the words: where it is, and its own words. `at`: empty where only its section can be gone to."""

    section: str
    title: str
    at: str
    words: str


def _in_screening(state: State, here: SectionLines, words: str) -> WordsFound:
    """In the section; where it has nothing of them, in the others."""
    rows = list(_in_section(here, words))
    said = f"{len(rows)} found in {here.title}."
    if rows and not any(
        row.at for row in rows
    ):  # lines and sentences: they have numbers of their own, or need none
        return WordsFound(said, [row.words for row in rows])
    if not rows:
        others = (section_of(state, each) for each in _LOOKED_THROUGH if each != here.section)
        rows = [row for other in others for row in _in_section(other, words)]
        said = (
            f"Nothing is found in {here.title}. In the rest of this screening: {len(rows)}."
            if rows
            else NOTHING
        )
    return WordsFound(
        said,
        [f"{number}. {_said(row, here)}" for number, row in enumerate(rows, 1)],
        "Go to which? [stay]" if rows else "",
        lambda at: _go(rows[at]),
        [row.at if row.at in here.draft.pathway.factors else "" for row in rows],
    )


def _said(row: _Row, here: SectionLines) -> str:
    """Its words, without the number that they have in the list of their section; before them where else it is."""
    words = _NUMBER.sub("", row.words, count=1)
    return words if row.section == here.section else f"{row.title}: {words}"


def _in_section(section: SectionLines, words: str) -> Iterator[_Row]:
    for said, at in section.findable():
        if holds(said, words):
            yield _Row(section.section, section.title, at, said)


def _go(row: _Row) -> None:
    """There: by whoever walks through the sections. Raises Said."""
    raise Said(Wish(FOUND, f"{row.section}:{row.at}"))
