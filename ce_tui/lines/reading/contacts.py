"""Whom to call now, in an area, at this hour. Open to everyone; says nothing of any case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.outcome.calling import brief
from ce_tui.core.pathway.outcome.contacts import contact_notes, contacts_now, first_to_phone
from ce_tui.core.words.areas import area_words, in_area
from ce_tui.core.words.choice import Choice
from ce_tui.core.words.contacts import contact_lines
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.session.calling import answer_anywhere, areas_to_call, likely_area
from ce_tui.session.words.screening import say_now

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
