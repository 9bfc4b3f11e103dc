"""Curly quotation marks around four words or more hold the document's words, or what somebody typed, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.interview.questions import questions
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import ReferralContext, referral, with_annex
from ce_tui.core.referral.content.shapes import QUOTED, as_text
from contract.test_phrases import VERBATIM, texts, words
from support.people.conversation import talk
from support.people.screens import app_at, new_casebook

PATHWAY = default_pathway()
AT = parse_at("2026-11-25T23:40")
AREAS = [area.id for area in PATHWAY.localities]
MARKS = {"none": {}, "yellow": {"Y1": "yes"}, "amber": {"A3": "suspected"}, "red": {"R6": "suspected"}}
TYPED = (
    "He said that he waits for her",
    "Nobody at home may hear of it yet",
    "Seen with them on three Fridays",
)
_QUOTATION = re.compile("“([^“”]*)”")
_WITH_A_VALUE = re.compile("“[^“”]*…[^“”]*”")
_SIGNS = re.compile(r"\*\*|[\[\]]|\((?:https?|mailto|#)[^)]*\)")
_SHORTENED = re.compile(r" ?(\.\.\.|…)$")
DOCUMENT = words(_SIGNS.sub("", "\n".join(each.read_text("utf-8") for each in VERBATIM.iterdir())))


def misquoted(text: str) -> list[str]:
    """The quotations in a text of the app that are none. One that is cut short says so with dots."""
    known = (DOCUMENT, *map(words, TYPED))
    quotations = (_SHORTENED.sub("", each).strip() for each in _QUOTATION.findall(words(text)))
    return [each for each in quotations if len(each.split()) > 3 and not any(each in one for one in known)]


def given(area: str, tier: str) -> Answers:
    """A screening in which words were typed wherever the app quotes them."""
    harm, reason, notes = TYPED
    return Answers(
        pathway=PATHWAY.id,
        locality=area,
        known_to_practitioner=True,
        harm_today=tier == "red" or None,
        harm=Harm(on="2026-11-25", words=harm) if tier == "red" else Harm(),
        marks=MARKS[tier],  # type: ignore[arg-type]
        set_aside={"A9": "suspected"},
        looked_at=("yellow", "amber", "red"),
        notes=f"A3: {notes}.",
        decision=Decision("" if tier == "red" else "red", reason),
        consent=Consent("not sought", reason),
        practitioner=Practitioner(name="Pat Example"),
        child=Child(name="Robin Example"),
    )


@pytest.mark.parametrize("tier", MARKS)
@pytest.mark.parametrize("area", AREAS)
def test_on_paper_and_on_the_phone(area: str, tier: str) -> None:
    answers = given(area, tier)
    outcome = evaluate(answers, PATHWAY, AT)
    sent = with_annex(referral(answers, outcome, PATHWAY, ReferralContext(at=AT)), outcome, PATHWAY)
    spoken = [line for _, lines in read_on_the_phone(answers, outcome, PATHWAY) for line in lines]
    assert misquoted(as_text(sent).replace(f"\n{QUOTED}", "\n")) == []
    assert misquoted("\n".join(spoken)) == []


@pytest.mark.parametrize("area", AREAS)
def test_on_the_empty_form_and_in_what_is_asked(area: str) -> None:
    assert misquoted(as_text(blank(area, PATHWAY))) == []
    answers = given(area, "red")
    asked = (each for section in SECTIONS for each in questions(section, answers, PATHWAY))
    assert misquoted("\n".join(f"{each.label}\n{each.hint}" for each in asked)) == []


@pytest.mark.parametrize("area", AREAS)
def test_in_the_line_mode(home: Path, area: str) -> None:
    new_casebook(home).close()
    number = str(AREAS.index(area) + 1)
    begun = ("new", number, "yes")
    heard = talk(home, *begun, "go result", "steps", "read", "go details", "?", "go review", "read")
    assert "Child exploitation referral" in heard and misquoted(heard) == []


@pytest.mark.parametrize("section", ["start", "notes", "result", "details", "review"])
@pytest.mark.parametrize("area", AREAS)
async def test_on_the_screens(home: Path, area: str, section: str) -> None:
    async with app_at(home, section, size=(100, 200), change=lambda _: given(area, "red")) as app:
        rows = [re.sub("[│┃]", " ", row) for row in app.text().splitlines()]
        assert misquoted("\n".join(rows)) == []


def constant() -> Iterator[tuple[str, str]]:
    """Words that stand in the code, the data and the pages. Where a value stands in a quotation, the others look."""
    for where, text in texts():
        if not where.startswith("tests/"):
            yield where, _WITH_A_VALUE.sub("", text) if where.endswith(".py") else text


def test_in_the_code_the_data_and_the_documentation() -> None:
    assert [(where, each) for where, text in constant() for each in misquoted(text)] == []


def test_what_is_rebuilt_is_no_quotation_and_not_called_the_areas_procedures() -> None:
    """The document has no procedure of Essex's, and Southend's own page."""
    said = {}
    for area in ("essex", "southend"):
        answers = given(area, "red")
        outcome = evaluate(answers, PATHWAY, AT)
        said[area] = as_text(
            with_annex(referral(answers, outcome, PATHWAY, ReferralContext(at=AT)), outcome, PATHWAY)
        )
        said[area] += as_text(blank(area, PATHWAY))
    assert "Essex CE Procedures" not in said["essex"] and "“Consent from" not in said["essex"]
    assert "Southend CE Procedures: “Consent from" in said["southend"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“This also needs to be shared with the police.”",
            ["this also needs to be shared with the police."],
        ),
        ("“This will also\nneed to be shared with the police.”", []),
        ("“Seen with them on three Mondays”", ["seen with them on three mondays"]),
        ("“Gang membership or associating ...”", []),
        ("“What was done”", []),
    ],
)
def test_a_word_that_is_otherwise_is_found(text: str, found: list[str]) -> None:
    assert misquoted(text) == found
