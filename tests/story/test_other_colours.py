"""A partnership whose tiers are called Green, Violet and Black: nowhere is one of them called Yellow, Amber or Red."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Decision, Harm
from ce_tui.core.pathway.document.help_texts import help_lines, topics
from ce_tui.core.pathway.document.loading import load_pathway
from ce_tui.core.pathway.interview import interview, questions
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.referral.pdf.html import to_html
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.lines.run import converse
from support.documents.made_up import MORNING
from support.documents.other_colours import COLOURS, TITLES, assert_own_colours, own_copy
from support.people.at_the_door import signed_out, until
from support.people.conversation import Heard, at_noon
from support.people.screens import CHEAP, NAME, PASSPHRASE, App
from support.people.situations import answers_of, rows
from support.stores.changing_pathways import ID, Deployment, deployed
from support.terminal.streams import Streams

MARKS: dict[str, dict[str, str]] = {
    "none": {},
    "yellow": {"G1": "yes", "W1": "noted"},
    "amber": {"G1": "yes", "H1": "suspected", "H2": "reasonably believe"},
    "red": {"H1": "suspected", "K1": "reasonably believe"},
}
NAMED = {"yellow": "Green", "amber": "Violet", "red": "Black"}
DECISIONS: tuple[Any, ...] = ("", "none", "yellow", "amber", "red", "unsure")


def answered(marks: str, decision: Any = "", **more: Any) -> Answers:
    """Answers to the made-up pathway. At a first meeting only its first tier is marked, the rest is set aside."""
    given = MARKS[marks]
    if more.get("known_to_practitioner", True) is False:
        more["set_aside"] = {
            item_id: mark for item_id, mark in given.items() if COLOURS.tier_of[item_id] != "yellow"
        }
        given = {item_id: mark for item_id, mark in given.items() if COLOURS.tier_of[item_id] == "yellow"}
    fields: dict[str, Any] = {
        "pathway": ID,
        "locality": "northvale",
        "known_to_practitioner": True,
        "screened_on": "2026-11-25",
        "looked_at": (),
        "notes": "H2 was seen at the lighthouse.",
        "decision": Decision(decision, "Seen by the school."),
        "child": Child(name="Zephyrine Quillfeather", date_of_birth="2009-04-03"),
        "marks": given,
        **more,
    }
    return Answers(**fields)


# --------------------------------------------------------------------------------------------- on paper, on the phone


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("known", [True, None, False])
def test_referral_phone_script_and_questions_have_its_own_names(marks: str, known: bool | None) -> None:
    for decision, risk, harm, notes in product(
        DECISIONS, (None, True, False), (None, True), ("", "H2: seen.")
    ):
        more = {"immediate_risk": risk, "harm_today": harm, "notes": notes, "known_to_practitioner": known}
        answers = answered(marks, decision, harm=Harm("2026-11-25", "“Help”") if harm else Harm(), **more)
        outcome = evaluate(answers, COLOURS, MORNING)
        named = [NAMED[outcome.acting_on]] if outcome.acting_on in NAMED else []
        made = referral(answers, outcome, COLOURS, ReferralContext(at=MORNING, state="completed"))
        assert_own_colours(as_text(made), *TITLES)
        script = read_on_the_phone(answers, outcome, COLOURS, "CE-7K3M-2Q")
        said = "\n".join(line for heading, lines in script for line in (heading, *lines))
        assert_own_colours(said, *named if not (risk or harm) else ())
        assert_own_colours(status_words(answers, COLOURS))
        assert_own_colours("\n".join(asked(answers)), *TITLES)


def asked(answers: Answers) -> list[str]:
    """Every question with its answers, every section with its state, and what holds a completion up."""
    said = [*interview.can_complete(answers, COLOURS)]
    for section in interview.sections(answers, COLOURS):
        said += [section.title, section.state_words, section.why_closed]
        for question in questions.questions(section.id, answers, COLOURS):
            said += [question.label, question.hint, *(option.words for option in question.options)]
    return said


@pytest.mark.parametrize("area", ["northvale", "southvale"])
def test_the_empty_form_has_its_own_names(area: str) -> None:
    text = as_text(blank(area, COLOURS))
    assert_own_colours(text, *TITLES)
    assert "None / Green / Violet / Black / Unsure" in " ".join(text.split())
    assert "use the Green section only" in " ".join(text.split())
    assert "follow the black steps" in " ".join(text.split())


def test_the_empty_form_of_a_pathway_that_closes_no_tier_has_no_rule_for_a_first_meeting() -> None:
    tiers = tuple(msgspec.structs.replace(tier, needs_relationship=False) for tier in COLOURS.tiers)
    text = as_text(blank("northvale", msgspec.structs.replace(COLOURS, tiers=tiers)))
    assert "first time" not in text


@pytest.mark.parametrize("topic", topics())
def test_help_has_its_own_names_and_no_other_partnerships_areas_and_ids(topic: str) -> None:
    text = "\n".join(help_lines(topic, COLOURS))
    assert_own_colours(text)
    for others in ("Essex", "Southend", "Thurrock", "C-SPOC", "MASH", "SET ", "A8", "R3", "V1", "{"):
        assert others not in text


def test_the_pdf_is_in_the_language_of_the_edition() -> None:
    answers = answered("red")
    for lang, named in (("", "en-GB"), ("cy", "cy")):
        pathway = msgspec.structs.replace(COLOURS, lang=lang)
        outcome = evaluate(answers, pathway, MORNING)
        for made in (
            referral(answers, outcome, pathway, ReferralContext(at=MORNING)),
            blank("northvale", pathway),
        ):
            assert f'<html lang="{named}">' in to_html(made)[0]


def test_what_evaluate_says_has_its_own_names() -> None:
    for marks, risk in product(MARKS, (None, True)):
        outcome = evaluate(answered(marks, immediate_risk=risk), COLOURS, MORNING)
        words = [
            outcome.heading,
            *(each.text for each in (*outcome.steps, *outcome.notices, *outcome.alerts)),
        ]
        words += [
            value for each in outcome.contacts for value in (each.name, each.ask_for, each.note, each.state)
        ]
        assert_own_colours(json.dumps(words, indent=1))


def test_at_a_first_meeting_evaluate_names_the_tiers_that_were_not_asked() -> None:
    outcome = evaluate(answered("red", known_to_practitioner=False), COLOURS, MORNING)
    said = [each.text for each in outcome.notices if each.id == "first-meeting"]
    assert said and said[0].startswith("Violet and Black were not asked")
    assert "speaks of Green alone" in said[0] and "the black steps hold" in said[0]


def test_a_copy_of_the_bundled_pathway_with_other_titles_says_only_those(tmp_path: Path) -> None:
    ours = load_pathway(own_copy(tmp_path))
    for row in rows():
        answers = msgspec.structs.replace(answers_of(row.area, row.answered), pathway=ours.id)
        outcome = evaluate(answers, ours, MORNING)
        words = [each.text for each in (*outcome.notices, *outcome.alerts)]
        words += [f"{each.text} {each.now} {each.confirm}" for each in outcome.steps]
        words += [f"{each.ask_for} {each.note} {each.state}" for each in outcome.contacts]
        made = referral(answers, outcome, ours, ReferralContext(at=MORNING))
        assert_own_colours("\n".join([*words, as_text(alone(made, outcome, ours))]))


# --------------------------------------------------------------------------------------------- at work


@pytest.fixture
def made(tmp_path: Path) -> Deployment:
    return deployed(tmp_path / "made-up")


def filled(home: Path, made: Deployment, *screenings: Answers) -> list[str]:
    """A store with drafts of the made-up pathway, the last one changed last: their references."""
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE, locality="northvale"),
        CasebookSettings(argon=CHEAP, rules=PathwayRules(made.config.pathways())),
    )
    refs = casebook.screenings.import_answers(list(screenings))
    casebook.close()
    return refs


SECTIONS = ("start", "yellow", "amber", "red", "notes", "result", "details", "review")


async def gone_to(door: App, number: int, section: str) -> str:
    """What a section shows that is gone to by its number."""
    await door.press("ctrl+g", *str(number), "enter")
    assert door.app.navigator.section == section
    return await seen(door)


async def asked_by(door: App, key: str) -> str:
    """What the question of a key on danger shows."""
    await door.press(key)
    await until(door, lambda: door.app.front.in_dialog, "the question")
    return await seen(door)


async def test_every_screen_of_a_screening_has_its_own_names(home: Path, made: Deployment) -> None:
    filled(home, made, answered("yellow", harm_today=True), answered("amber"), answered("red"))
    async with signed_out(home, size=(110, 90), config=made.config) as door:
        await sign_in_at(door)
        assert_own_colours(await seen(door), "Violet", "Black")
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        heard = []
        for number, section in enumerate(SECTIONS, 3):
            heard.append(await gone_to(door, number, section))
            await door.press("f1")
            heard.append(await seen(door))
            await door.press("escape", "ctrl+g")
            heard.append(await seen(door))
            await door.press("escape")
        for key in ("f7", "f8"):
            heard.append(await asked_by(door, key))
            await door.press("escape")
        door.app.navigator.open("phone")
        heard.append(await seen(door))
        assert_own_colours("\n".join(heard), *TITLES)


async def test_at_a_first_meeting_and_in_danger_too(home: Path, made: Deployment) -> None:
    filled(home, made, answered("red", known_to_practitioner=False, immediate_risk=True))
    async with signed_out(home, size=(110, 90), config=made.config) as door:
        await sign_in_at(door)
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        heard = []
        for number, section in enumerate(SECTIONS, 3):
            heard.append(await gone_to(door, number, section))
        heard.append(await asked_by(door, "f7"))
        await door.press("y")
        heard.append(await seen(door))
        assert_own_colours("\n".join(heard), *TITLES)


async def sign_in_at(door: App) -> None:
    await door.type(NAME)
    await door.press("enter")
    await door.type(PASSPHRASE)
    await door.press("enter")
    await until(door, lambda: "Zephyrine" in door.text(), "Home's list")


async def seen(door: App) -> str:
    """What the screen shows and the status line says."""
    await door.settle()
    return f"{door.text()}\n{door.said}"


class Reads:
    """A reader of lines that hears all of what is read out in parts before it types the next."""

    def __init__(self, lines: list[str], heard: Heard) -> None:
        self._lines, self._heard = iter(lines), heard

    def readline(self) -> str:
        if self._heard.text.rstrip().endswith("[go on]"):
            return "\n"
        return f"{line}\n" if (line := next(self._lines, None)) is not None else ""


def told(home: Path, made: Deployment, *lines: str) -> str:
    """All that the line mode says, in one line of words."""
    heard = Heard()
    reads = Reads([NAME, PASSPHRASE, *lines], heard)
    assert converse(Streams(reads, heard), at_noon(home, made.config)) == 0
    return " ".join(heard.text.split())


def test_the_line_mode_has_its_own_names(home: Path, made: Deployment) -> None:
    refs = filled(home, made, answered("yellow", harm_today=True), answered("amber", "red"), answered("red"))
    asked = [line for number in range(3, 11) for line in (f"go {number}", "help", "where", "list all", "?")]
    said = told(home, made, "list", "help", "where", "find Zephyrine", refs[2], *asked, "phone", "go", "quit")
    assert_own_colours(said.replace(". ", ".\n"), *TITLES)
    assert f"{refs[1]}, draft, Black: by decision (the marks alone: violet), Northvale" in said
    assert f"{refs[0]}, draft, Black: harm told (the marks alone: green), Northvale" in said
    assert "6 Black." in said and "Violet: 1 of 2 marked: 1 suspected" in said
    assert "So far: black indicated." in said


def test_what_is_answered_there_has_its_own_names(home: Path, made: Deployment) -> None:
    filled(home, made, answered("red"))
    danger = ("go 3", "yes", "go 3", "no", "yes", "go 3", "skip", "yes", "back", "no", "yes", "go 9")
    said = told(
        home,
        made,
        "new",
        "1",
        *danger,
        "home",
        "1",
        "go 3",
        "skip",
        "skip",
        "skip",
        "skip",
        "no",
        "y",
        "quit",
    )
    assert_own_colours(said.replace(". ", ".\n"))
    assert "So far: immediate risk, black steps." in said
    assert "This takes the black result, or the black steps, away." in said
