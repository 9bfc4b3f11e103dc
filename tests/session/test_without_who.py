"""What the PDF will say, as it stands beside Review: nobody's name, and each word of the document and of the app."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import changes
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter
from ce_tui.session.station import Station
from ce_tui.session.words.side_blocks import previewed
from support.people.before import screened_before
from support.people.beside import beside as on_the_side
from support.people.marking import amber, marked, red
from support.people.screens import app_at

LIVES_AT = "1 Made-up Road, Sampleton, ZZ99 3WZ"
NAME = "Quillon Madeup"
_OF_THIS_ONE = re.compile(r"As known on [^.]*\.|\d+:[0-9a-f]{32}")


def written_about(station: Station, name: str, notes: str = "") -> Draft:
    """A screening in which each text that somebody can type names the child."""
    draft = station.session.begin("essex")
    screened_before(draft.casebook, draft.screening.ref, {"R2": "suspected"})

    def typed(answers: Answers) -> Answers:
        answers = marked(amber(answers), "R6")
        answers = changes.set_notes(answers, notes or f"A3: {name} was seen. R6 from the school of {name}.")
        answers = say_danger(changes.set_decision(answers, "yellow"), "harm_today", True)
        answers = changes.set_consent(answers, "not sought")
        for field, words in {
            "harm.words": f"{name} said no",
            "decision.reason": f"{name} is safe tonight",
            "consent.reason": f"{name} did not want it",
            "practitioner.other": f"by way of {name}",
            "child.name": name,
            "child.address": LIVES_AT,
            "child.phone": "01632 960123",
            "child.other": "999",
        }.items():
            answers = changes.set_field(answers, field, words)
        return answers

    draft.apply(typed)
    hub = draft.pathway.locality("essex").contacts[0].name
    for to in (hub, f"the aunt of {name}"):
        draft.casebook.actions.record(
            draft.screening.ref,
            Action(
                at="2026-11-25T11:00",
                kind="phone",
                to=to,
                person=f"{name}'s aunt",
                said=f"{name} came home",
                reference=f"about {name}",
                next=f"ring {name}",
                by="2026-11-26",
            ),
        )
    return draft


def exporter_of(draft: Draft) -> Exporter:
    """Its referral, with the pages for the referrer; nothing is drawn."""
    exporter = Exporter(draft, lambda: None, "OFFICIAL-SENSITIVE")  # type: ignore[arg-type,return-value]
    exporter.annex = True
    return exporter


def beside(draft: Draft, *, without_who: bool = True) -> list[str]:
    """What the PDF will say, paragraph by paragraph; without what differs from one screening to the next."""
    text = exporter_of(draft).preview(without_who=without_who).replace(draft.screening.ref, "CE-0000-00")
    return [_OF_THIS_ONE.sub("", entry.text) for entry in previewed(text).entries]


@pytest.mark.parametrize("name", ["Amber Young", "Red Family", "Will Hub", "Phone Essex-Child", "May Duty"])
def test_whatever_a_child_is_called_each_word_of_the_document_and_of_the_app_stands_there(
    station: Station, name: str
) -> None:
    said = beside(written_about(station, name))
    assert said == beside(written_about(station, NAME))
    assert NAME not in str(said) and str(said).count("> [name] came home") == 2


def test_it_is_what_the_paper_says_but_for_who_the_child_is(station: Station) -> None:
    draft = written_about(station, NAME)
    paper = beside(draft, without_who=False)
    for typed, hidden in ((NAME, "[name]"), (LIVES_AT, "[address]"), ("01632 960123", "[phone]")):
        assert typed in str(paper)
        paper = [each.replace(typed, hidden) for each in paper]
    assert beside(draft) == paper
    assert "999 in danger" in str(paper), "of the child's own ways a short one hides nothing"


@pytest.mark.parametrize("before", range(20, 70, 3))
def test_no_end_of_a_line_parts_an_address(station: Station, before: int) -> None:
    notes = f"{'word ' * 20}"[:before].rstrip() + " at 1 Made-up Road, Sampleton, since May."
    said = "\n".join(beside(written_about(station, NAME, notes)))
    assert f"> {notes.replace('1 Made-up Road', '[address]')}" in said.split("\n")


async def test_who_is_called_as_the_document_speaks_reads_its_words_whole_in_review(home: Path) -> None:
    def young(answers: Answers) -> Answers:
        answers = changes.set_notes(red(answers), "R2: Amber was seen with them.")
        return changes.set_field(answers, "child.name", "Amber Young")

    async with app_at(home, "review", size=(200, 60), change=young) as app:
        said = on_the_side(app)
        assert "Yellow and Amber were not looked at." in said and "The child or young person: [name]" in said
        assert "> R2: [name] was seen with them." in said and "Amber was seen" not in said
